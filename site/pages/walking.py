"""The simple values of a page's blocks."""

from collections.abc import Iterable
from typing import Any

from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue


def walk(value: Any) -> Iterable[Any]:
    """Every simple value inside stream, struct and list values."""
    if isinstance(value, StreamValue):
        for child in value:
            yield from walk(child.value)
    elif isinstance(value, StructValue):
        for part in value.values():
            yield from walk(part)
    elif isinstance(value, list | ListValue):
        for part in value:
            yield from walk(part)
    else:
        yield value
