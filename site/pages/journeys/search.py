"""Searching the pages of the site."""

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from wagtail.models import Locale, Page

from config.languages import SOURCE
from pages.entries import Entry, entry, rows
from signposting.models import Service

PAGE_SIZE = 10
LONGEST_QUERY = 200
MOST_RESULTS = 200
# Somebody to talk to, whoever is searching, when a search finds nothing (design promise 3): the first
# few of the directory that answer this need.
ALWAYS_THERE = "talk-to-someone"
MOST_SERVICES = 4


@dataclass
class Found:
    """What a search found; `references` holds the services to offer when that is nothing."""

    query: str
    results: list[Entry] = field(default_factory=list)
    other_results: list[Entry] = field(default_factory=list)
    page_obj: PaginatorPage[Any] | None = None
    references: list[list[Service]] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """True if something was asked and nothing answered."""
        return bool(self.query) and not self.results and not self.other_results


def search(text: str, language: str, page_number: str) -> Found:
    """Search published pages. Text is cut at 200 characters; control characters are blanks."""
    query = " ".join("".join(char if char.isprintable() else " " for char in text).split())[:LONGEST_QUERY]
    found = Found(query)
    if query:
        paginator = Paginator(matching(query, language), PAGE_SIZE)
        found.page_obj = paginator.get_page(page_number)
        found.results = [entry(row, language) for row in found.page_obj.object_list]
        if language != SOURCE and not found.results:
            found.other_results = [entry(row, language) for row in matching(query, SOURCE)[:PAGE_SIZE]]
    if found.nothing or not query:
        talking = Service.objects.filter(
            terms__code=ALWAYS_THERE, locale__language_code=SOURCE, status=Service.Status.ACTIVE, live=True
        )
        found.references = [list(talking.order_by("pk")[:MOST_SERVICES])]
    return found


def matching(query: str, language: str) -> list[dict[str, Any]]:
    """Rows of the pages that match all the words, best first; three queries, at most 200 rows."""
    locale = Locale.objects.filter(language_code=language).first()
    if locale is None:
        return []
    # Quotation marks and brackets mean something to the databases' own search languages, and nothing to readers.
    words = "".join(char if char.isalnum() or not char.isascii() else " " for char in query).split()
    if not words:
        return []
    pages = Page.objects.filter(live=True, locale_id=locale.pk, depth__gt=1)
    keys = [page.pk for page in pages.search(" ".join(words), operator="and")[:MOST_RESULTS]]
    # A translation whose source was taken down is nowhere else on the site either.
    sources = Page.objects.filter(live=True, locale__language_code=SOURCE).values("translation_key")
    shown = Page.objects.filter(pk__in=keys, alias_of=None, translation_key__in=sources)
    by_key = {row["pk"]: row for row in rows(shown)}
    return [by_key[key] for key in keys if key in by_key]
