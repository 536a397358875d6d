"""The simple values inside a page's or a record's streams, each with the block that holds it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from wagtail import blocks
from wagtail.blocks import StreamValue, StructValue
from wagtail.fields import StreamField


@dataclass(frozen=True)
class Part:
    """A value, its block, and the name it has in the block around it."""

    name: str
    block: blocks.Block
    value: Any


def streams(record: Model, leaving_out: tuple[str, ...] = ()) -> Iterator[StreamValue]:
    """The streams of a page or record."""
    for field in record._meta.get_fields():
        if isinstance(field, StreamField) and field.name not in leaving_out:
            yield getattr(record, field.name)


def parts(record: Model, leaving_out: tuple[str, ...] = ()) -> Iterator[Part]:
    """Every simple value of every stream, in order."""
    for stream in streams(record, leaving_out):
        for child in stream:
            yield from _inside(Part(child.block_type, child.block, child.value))


def _inside(part: Part) -> Iterator[Part]:
    value, block = part.value, part.block
    if isinstance(value, StreamValue):
        for child in value:
            yield from _inside(Part(child.block_type, child.block, child.value))
    elif isinstance(value, StructValue):
        # Whole, for who must see its values together, and then each of them.
        yield part
        for name, inner in value.items():
            yield from _inside(Part(name, block.child_blocks[name], inner))
    elif isinstance(block, blocks.ListBlock):
        for inner in value or ():
            yield from _inside(Part(part.name, block.child_block, inner))
    else:
        yield part


def anchors(record: Model) -> set[str]:
    """What `#…` may name on a page: its headings, each by the id of its block."""
    return {str(child.id) for stream in streams(record) for child in stream if child.block_type == "heading"}
