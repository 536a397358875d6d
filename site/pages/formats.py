"""Versions of a resource in other languages and formats, wherever resources are kept.

Pages must not know campaigns, where resources live, so campaigns tells this module how to find them.
"""

from collections.abc import Callable
from typing import Any

Provider = Callable[[Any, str, str], list[Any]]
_providers: list[Provider] = []


def provide_formats(provider: Provider) -> None:
    """Register a function that gives the versions of a page, by translation key, slug and reader's language."""
    if provider not in _providers:
        _providers.append(provider)


def formats_of(key: Any, slug: str, language: str) -> list[Any]:
    """What all providers know of a page."""
    return [version for provider in _providers for version in provider(key, slug, language)]
