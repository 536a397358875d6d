"""What higher apps add to pages.

Pages stand below campaigns and must not know them (docs: the house). So campaigns registers, when
Django starts, how to find the versions of a resource and what the home page should point out.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # Loaded before the models are.
    from pages.entries import Entry

Formats = Callable[[Any, str, str], list[Any]]
Highlights = Callable[[str], "list[Entry]"]

_formats: list[Formats] = []
_highlights: list[Highlights] = []


def provide_formats(provider: Formats) -> None:
    """Register a function that gives a page's versions, by translation key, slug and reader's language."""
    if provider not in _formats:
        _formats.append(provider)


def formats_of(key: Any, slug: str, language: str) -> list[Any]:
    """What all providers know of a page."""
    return [version for provider in _formats for version in provider(key, slug, language)]


def provide_highlights(provider: Highlights) -> None:
    """Register a function that gives what the home page points out today, by reader's language."""
    if provider not in _highlights:
        _highlights.append(provider)


def highlights_in(language: str) -> "list[Entry]":
    """What all providers point out."""
    return [entry for provider in _highlights for entry in provider(language)]
