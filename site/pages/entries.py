"""Pages as they stand in lists, menus and cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.staticfiles import finders
from django.db.models import QuerySet
from wagtail.models import Page

from config import languages
from config.languages import SOURCE
from pages.addresses import address_of, url
from pagestore.collecting import narrowed

FIELDS = (
    "pk",
    "path",
    "numchild",
    "translation_key",
    "url_path",
    "slug",
    "title",
    "search_description",
    "locale__language_code",
    "alias_of",
    "live",
)


@dataclass(frozen=True)
class Entry:
    """A page in a list: its words, in the language they are in, and its address in the reader's."""

    title: str
    summary: str
    url: str
    lang: str
    direction: str
    weave: str
    meta: str = ""


@cache
def has_weave(slug: str) -> bool:
    """Whether somebody drew a woven band of this name."""
    return finders.find(f"images/weaves/{slug}.svg") is not None


def weave_of(address: str) -> str:
    """The band for a code, or for an address: its own, or else that of the page above it, or the calm one."""
    return next((part for part in reversed(address.split("/")) if part and has_weave(part)), "calm")


def rows(pages: "QuerySet[Page]") -> list[dict[str, Any]]:
    """Just what lists need, from the table that all pages share; one query."""
    return list(pages.values(*FIELDS))


def is_translation(row: dict[str, Any], language: str) -> bool:
    """Whether a row is a real page in `language`; aliases only mirror the source."""
    return bool(
        row["live"] and row["locale__language_code"] == language and (row["alias_of"] is None or language == SOURCE)
    )


def entry(row: dict[str, Any], language: str, meta: str = "") -> Entry:
    """One row as the reader's language shows it."""
    shown = languages.get(row["locale__language_code"])
    address = url(language, address_of(row["url_path"]))
    return Entry(
        row["title"], row["search_description"], address, shown.code, shown.direction, weave_of(row["url_path"]), meta
    )


def in_language(found: Iterable[dict[str, Any]], language: str) -> dict[Any, dict[str, Any]]:
    """For each translation key the row in `language`, or else the source's; the order is kept.

    The address is the source's in every language, wherever a translation lies in its own tree.
    """
    best: dict[Any, dict[str, Any]] = {}
    addresses: dict[Any, str] = {}
    for row in found:
        key = row["translation_key"]
        if is_translation(row, SOURCE):
            addresses[key] = row["url_path"]
        if is_translation(row, language) or (key not in best and is_translation(row, SOURCE)):
            best[key] = row
    return {key: {**row, "url_path": addresses.get(key, row["url_path"])} for key, row in best.items()}


def listed(sources: "QuerySet[Page]", language: str, metas: dict[Any, str] | None = None) -> list[Entry]:
    """Published pages, given in the source language, as entries in `language`; one or two queries.

    `metas` gives an extra line for a page, by its translation key.
    """
    found = rows(sources.filter(live=True))
    keys = [row["translation_key"] for row in found]
    with narrowed("wagtailcore_page") as seen:
        seen.rows("wagtailcore_page", "translation_key", keys)
        if language != SOURCE and found:
            found += rows(Page.objects.filter(translation_key__in=keys, locale__language_code=language, live=True))
    return [entry(row, language, (metas or {}).get(key, "")) for key, row in in_language(found, language).items()]
