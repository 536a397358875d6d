"""Reads pages as a browser or a screen reader would: which words, in which language, in which direction."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, Doctype, NavigableString

EVERYTHING = os.environ.get("CI") == "true"
INLINE = ("a", "b", "bdi", "em", "span", "strong", "time")
SILENT = ("script", "style", "template", "head")
SPOKEN = ("aria-label", "alt", "title", "placeholder", "label")


@dataclass(frozen=True)
class Words:
    """A piece of text: what it says, where it stands, its language and the direction around it."""

    text: str
    tag: Tag
    lang: str
    direction: str
    is_isolated: bool


def words(soup: BeautifulSoup, attributes: bool = False) -> Iterator[Words]:
    """All text of a page, in order; with `attributes` also what only assistive technology says."""
    root: Any = soup.html
    yield from _words(root, root.get("lang", ""), root.get("dir", "ltr"), False, attributes)


def _words(tag: Tag, lang: str, direction: str, isolated: bool, attributes: bool) -> Iterator[Words]:
    lang, direction = str(tag.get("lang", lang)), str(tag.get("dir", direction))
    isolated = (isolated or tag.name == "bdi") if "dir" in tag.attrs or tag.name != "bdi" else isolated
    # What is typed into a box of its own stands apart from the text around it.
    if tag.name in ("bdi", "textarea"):
        isolated = tag.get("dir") == "ltr"
    if attributes:
        for name in SPOKEN:
            if str(tag.get(name, "")).strip():
                yield Words(str(tag[name]), tag, lang, direction, True)
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name not in SILENT:
                yield from _words(child, lang, direction, isolated, attributes)
        elif isinstance(child, NavigableString) and not isinstance(child, Comment | Doctype) and child.strip():
            yield Words(" ".join(child.split()), tag, lang, direction, isolated)


def passages(soup: BeautifulSoup) -> Iterator[Words]:
    """As words, but whole: what a browser runs together in one line, as long as it is one language."""
    joined: dict[tuple[int, str], list[Words]] = {}
    for piece in words(soup, attributes=True):
        block = piece.tag
        while block.name in INLINE and block.parent:
            block = block.parent
        spoken = any(piece.text == " ".join(str(piece.tag.get(name, "")).split()) for name in SPOKEN)
        joined.setdefault((id(piece) if spoken else id(block), piece.lang), []).append(piece)
    for pieces in joined.values():
        yield replace(pieces[0], text=" ".join(piece.text for piece in pieces))


def none(problems: Iterable[Any], what: str = "") -> None:
    """Fail with every problem, one a line."""
    lines = [str(problem) for problem in problems]
    assert not lines, f"{what or 'problems'}: {len(lines)}\n" + "\n".join(lines[:60])
