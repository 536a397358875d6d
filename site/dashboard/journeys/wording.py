"""The sentences of a page, as its readers meet them."""

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from wagtail import blocks
from wagtail.rich_text import RichText

from dashboard.journeys.parts import Part, parts

# Names and addresses are no sentences; services and facts are measured nowhere: laws have their own words.
NO_SENTENCES = ("heading", "title", "label", "attribution", "address", "alt_text", "code", "partner", "tags")
STREAMS_OF_NAMES = ("sources", "partners")
PARAGRAPHS = ["p", "li", "td", "blockquote"]


def paragraphs(page: Any) -> Iterator[str]:
    """Everything on a page that consists of sentences, a paragraph at a time."""
    yield page.search_description
    yield getattr(page, "lead", "")
    for part in parts(page, leaving_out=STREAMS_OF_NAMES):
        yield from _sentences(part)


def _sentences(part: Part) -> Iterator[str]:
    if isinstance(part.value, RichText):
        for tag in BeautifulSoup(part.value.source, "html.parser").find_all(PARAGRAPHS):
            yield " ".join(tag.get_text(" ").split())
    elif isinstance(part.block, (blocks.CharBlock, blocks.TextBlock)) and part.name not in NO_SENTENCES:
        yield str(part.value or "")
