"""The words of a block as paragraphs, without what is no prose: codes, numbers, references, choices."""

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from wagtail import blocks

PARAGRAPHS = ("p", "li", "h2", "h3", "h4", "h5")


def prose_of(block: Any, value: Any) -> Iterator[str]:
    """Every paragraph that a reader of the block reads, in order."""
    if value is None:
        return
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from prose_of(child, value.get(name))
    elif isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from prose_of(child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for child in value.bound_blocks:
            yield from prose_of(child.block, child.value)
    elif isinstance(block, blocks.RichTextBlock):
        yield from _rich(value.source)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield from filter(None, (" ".join(line.split()) for line in str(value).splitlines()))


def _rich(html: str) -> Iterator[str]:
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(PARAGRAPHS) or [soup]:
        # A list within a list comes by itself.
        if text := " ".join(" ".join(part for part in tag.strings if _nearest(part, tag)).split()):
            yield text


def _nearest(part: Any, tag: Any) -> bool:
    parent = part.parent
    while parent is not tag and parent.name not in PARAGRAPHS:
        parent = parent.parent
    return parent is tag
