"""Answers to readers as a page shows them: in the reader's language, the latest first."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Subquery
from wagtail.models import Page

from config import languages
from config.languages import SOURCE
from pages.entries import Entry, entry, in_language, rows
from pages.models.answer import Answer
from pagestore.collecting import narrowed

# More than any page shows; a site that has more keeps the older ones in the admin.
MOST = 200


@dataclass(frozen=True)
class ShownAnswer:
    """What readers said and what was done, in one language, with the page where it can be seen."""

    said: str
    did: str
    done_on: date
    lang: str
    direction: str
    terms: frozenset[str]
    page: Entry | None = None


def answers_in(language: str) -> list[ShownAnswer]:
    """All published answers; a translation only while it says what the source says. Three queries."""
    found = list(
        Answer.objects.filter(live=True, locale__language_code__in={language, SOURCE})
        .select_related("locale")
        .prefetch_related("terms")
        .order_by("-done_on", "-pk")[: MOST * 2]
    )
    translated = {answer.translation_key: answer for answer in found if answer.locale.language_code == language}
    sources = [answer for answer in found if answer.locale.language_code == SOURCE]
    return with_pages([(source, translated.get(source.translation_key)) for source in sources], language)


def with_pages(pairs: list[tuple[Answer, Answer | None]], language: str) -> list[ShownAnswer]:
    """Sources and their translations, with their pages as the reader's language has them."""
    keys = {source.page_id for source, _words in pairs if source.page_id}
    pages = entries_of(keys, language) if keys else {}
    return [
        replace(shown(source, words), page=pages.get(source.page_id) if source.page_id else None)
        for source, words in pairs
    ]


def entries_of(keys: set[int], language: str) -> dict[int, Entry]:
    """Published pages by the keys of their sources; one query."""
    same = Subquery(Page.objects.filter(pk__in=keys).values("translation_key"))
    pages = Page.objects.filter(translation_key__in=same, locale__language_code__in=[language, SOURCE])
    with narrowed("wagtailcore_page") as seen:
        found = rows(pages)
        seen.rows("wagtailcore_page", "id", keys)
        seen.rows("wagtailcore_page", "translation_key", {row["translation_key"] for row in found})
    best = in_language(found, language)
    return {
        row["pk"]: entry(best[row["translation_key"]], language)
        for row in found
        if row["pk"] in keys and row["translation_key"] in best
    }


def shown(source: Answer, translation: Any) -> ShownAnswer:
    """The words of one record; the day and the terms of the source."""
    words = translation if translation is not None and translation.translates(source) else source
    language = languages.get(words.locale.language_code)
    codes = frozenset(term.code for term in source.terms.all())
    return ShownAnswer(words.said, words.did, source.done_on, language.code, language.direction, codes)
