"""Everything that one page refers to, in the reader's language, fetched in a few queries.

Blocks hold references whose records are not loaded (pages.blocks.references). The library walks
the values of a page once, gathers the keys, and answers the blocks from at most one query for
pages, one for terms, two for services and one for facts, however many blocks there are.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Q, Subquery
from django.db.models.expressions import OrderBy
from wagtail.models import Page
from wagtail.rich_text import RichText

from config.languages import SOURCE
from pages.addresses import url
from pages.answering import ShownAnswer, answers_in
from pages.entries import Entry, entry, in_language, is_translation, listed, rows
from pages.journeys.files import Described, described
from pages.models.fact import Fact
from pages.models.media import Picture, PublicDocument
from pages.providers import formats_of
from pages.shown_pictures import ShownPictures
from pages.shown_terms import Named, ShownTerms
from pages.walking import walk
from pagestore.collecting import Seen, narrowed
from signposting.models import Service, TaxonomyTerm
from signposting.shown import ShownService, services_with

PAGES = "wagtailcore_page"
PAGE_LINK = re.compile(r'<a (?=[^>]*linktype="page")[^>]*?\bid="(\d+)"[^>]*>')
# A link to one of the site's own screens, which has no page to point at: `/en/help/`.
SCREEN_LINK = re.compile(rf'(<a [^>]*?\bhref=")/{SOURCE}/')


class Library:
    """Answers what the blocks of one page ask, in one language."""

    def __init__(
        self, language: str, values: Iterable[Any], page: Page | None = None, menus: Iterable[Any] = ()
    ) -> None:
        self.language = language
        self.page = page
        self._page_keys: set[int] = set()
        # Of these only the address is shown, with words of the link's own.
        self._linked_keys: set[int] = set()
        self._terms = ShownTerms(language, page)
        self._service_keys: set[int] = set()
        self._fact_keys: set[int] = set()
        self._document_keys: set[int] = set()
        self.pictures = ShownPictures(language)
        self._nothing_before = True
        for value in values:
            for part in walk(value):
                self._gather(part)
        for menu in menus:
            self._linked_keys.update(part.pk for part in walk(menu) if isinstance(part, Page))

    def _gather(self, part: Any) -> None:
        if isinstance(part, Service):
            self._service_keys.add(part.pk)
        elif isinstance(part, Fact):
            self._fact_keys.add(part.pk)
        elif isinstance(part, PublicDocument):
            self._document_keys.add(part.pk)
        elif isinstance(part, Picture):
            self.pictures.add(part, is_first=self._nothing_before)
        elif isinstance(part, Page):
            self._page_keys.add(part.pk)
        elif isinstance(part, RichText):
            self._linked_keys.update(int(key) for key in PAGE_LINK.findall(part.source))
        # A heading before a picture takes little room.
        self._nothing_before = self._nothing_before and (part is None or isinstance(part, str | bool))

    # --- Pages ------------------------------------------------------------------------------------

    @cached_property
    def _rows(self) -> list[dict[str, Any]]:
        """Rows of every page referred to, the page's ancestors, and all their translations that matter."""
        wanted = Q(pk__in=self._page_keys | self._linked_keys)
        mine = Q(pk__in=[])
        if self.page is not None and self.page.path:
            step = Page.steplen
            wanted |= Q(path__in=[self.page.path[:end] for end in range(2 * step, len(self.page.path), step)])
            mine = Q(translation_key=self.page.translation_key)
        keys = Subquery(Page.objects.filter(wanted).values("translation_key"))
        pages = Page.objects.filter(
            Q(translation_key__in=keys, locale__language_code__in=[self.language, SOURCE]) | mine
        )
        with narrowed("wagtailcore_page") as seen:
            found = rows(pages.order_by("path"))
            self._tie(found, seen)
        return found

    def _tie(self, found: list[dict[str, Any]], seen: Seen) -> None:
        """A page is tied to what it shows of others: of what it only links to, whether it stands and where."""
        own = self.page.path if self.page is not None and self.page.path else ""
        linked = {row["translation_key"] for row in found if row["pk"] in self._linked_keys}
        shown = {
            row["translation_key"]
            for row in found
            if row["pk"] in self._page_keys or (row["pk"] not in self._linked_keys and own.startswith(row["path"]))
        }
        seen.places("id", self._linked_keys)
        seen.places("translation_key", linked - shown)
        seen.rows(PAGES, "id", self._page_keys)
        seen.rows(PAGES, "translation_key", shown | ({self.page.translation_key} if self.page is not None else set()))

    @cached_property
    def _by_key(self) -> dict[Any, dict[str, Any]]:
        return in_language(self._rows, self.language)

    @cached_property
    def _keys_by_pk(self) -> dict[int, Any]:
        return {row["pk"]: row["translation_key"] for row in self._rows}

    def page_entry(self, page: Page | int | None) -> Entry | None:
        """A page as the reader's language has it; None if it is not published."""
        key = self._keys_by_pk.get(page if isinstance(page, int) else page.pk) if page else None
        row = self._by_key.get(key)
        return entry(row, self.language) if row else None

    def pages(self, pages: Iterable[Page | None]) -> list[Entry]:
        """The published ones among `pages`, in their order."""
        return [found for page in pages if (found := self.page_entry(page))]

    def url(self, page: Page | int | None) -> str:
        """Where a page stands in the reader's language; empty if it is not published."""
        found = self.page_entry(page)
        return found.url if found else ""

    def link(self, value: Any) -> str:
        """The address of a link block: of its page, or of one of the site's own screens."""
        return url(self.language, value["address"]) if value.get("address") else self.url(value.get("page"))

    def ancestors(self) -> list[Entry]:
        """The pages above this one, from the home page down, as the reader's language has them."""
        if self.page is None or not self.page.path:
            return []
        above = [row for row in self._rows if self.page.path.startswith(row["path"]) and row["path"] != self.page.path]
        return [
            entry(self._by_key[row["translation_key"]], self.language)
            for row in above
            if row["translation_key"] in self._by_key
        ]

    @cached_property
    def _mine(self) -> list[dict[str, Any]]:
        """The rows of this very page in every language."""
        return [
            row for row in self._rows if self.page is not None and row["translation_key"] == self.page.translation_key
        ]

    def languages(self) -> set[str]:
        """The codes of the languages in which this very page exists and is published."""
        return {row["locale__language_code"] for row in self._mine if is_translation(row, row["locale__language_code"])}

    def source_path(self) -> str:
        """The tree path of this page's source; empty for screens that are not in the tree."""
        return next((str(row["path"]) for row in self._mine if row["locale__language_code"] == SOURCE), "")

    def places_above(self) -> list[int]:
        """The keys of this very page's source and of all above it, home first."""
        path = self.source_path()
        return [row["pk"] for row in self._rows if path.startswith(row["path"])]

    def children_of_page(self, order: tuple[str | OrderBy, ...] = ("path",)) -> list[Entry]:
        """The pages under this page's source, as the reader's language has them; one or two queries."""
        mine = next((row for row in self._mine if row["locale__language_code"] == SOURCE), None)
        if self.page is None or mine is None:
            return []
        with narrowed(PAGES) as seen:
            seen.below(mine["path"])
            if not mine["numchild"]:
                return []
            below = Page.objects.filter(path__startswith=mine["path"], depth=self.page.depth + 1)
            return listed(below.order_by(*order), self.language)

    def versions(self, page: Page | None) -> list[Any]:
        """The formats of a resource; empty if it is not published."""
        key = self._keys_by_pk.get(page.pk) if page else None
        row = self._by_key.get(key)
        return formats_of(key, row["slug"], self.language) if row else []

    @cached_property
    def _documents(self) -> dict[int, PublicDocument]:
        return PublicDocument.objects.in_bulk(self._document_keys)

    def document(self, document: PublicDocument | None, language: str = SOURCE) -> Described | None:
        """A file with its address, size and kind; None if it is gone."""
        found = self._documents.get(document.pk) if document else None
        return described(found, language) if found else None

    def linked(self, html: str) -> str:
        """Rich text with its links to pages turned into addresses in the reader's language.

        Wagtail's own rewriting would ask the database once a block, and would lead readers out of
        their language. A link to a page that is not published keeps its words and goes nowhere.
        """

        def replaced(match: re.Match[str]) -> str:
            address = self.url(int(match[1]))
            return f'<a href="{address}">' if address else "<a>"

        return SCREEN_LINK.sub(rf"\g<1>{url(self.language)}", PAGE_LINK.sub(replaced, html))

    # --- Terms, services, facts -------------------------------------------------------------------

    def term(self, term: TaxonomyTerm | None) -> Named | None:
        """A topic, audience or need in the reader's language."""
        return self._terms.term(term)

    def terms(self, taxonomy: str) -> list[Named]:
        """All terms of a taxonomy."""
        return self._terms.of(taxonomy)

    @property
    def page_terms(self) -> list[Named]:
        """The terms of this page."""
        return self._terms.of_page()

    @cached_property
    def _services(self) -> dict[int, ShownService]:
        return services_with(self.language, self._service_keys)

    def services(self, services: Iterable[Service | None]) -> list[ShownService]:
        """Services in the reader's language, without those that have closed."""
        return [found for service in services if service and (found := self._services.get(service.pk))]

    @cached_property
    def _facts(self) -> dict[int, Any]:
        keys = Subquery(Fact.objects.filter(pk__in=self._fact_keys).values("translation_key"))
        facts = Fact.objects.filter(
            translation_key__in=keys, locale__language_code__in=[self.language, SOURCE], live=True
        ).select_related("locale")
        with narrowed("pages_fact") as seen:
            found = list(facts)
            seen.rows("pages_fact", "id", self._fact_keys)
            seen.rows("pages_fact", "translation_key", {fact.translation_key for fact in found})
        sources = {fact.translation_key: fact for fact in found if fact.locale.language_code == SOURCE}
        translated = [fact for fact in found if fact.locale.language_code == self.language]
        current = [fact for fact in translated if fact.translates(sources.get(fact.translation_key, fact))]
        shown = {**sources, **{fact.translation_key: fact for fact in current}}
        return {source.pk: source.shown_with(shown[key]) for key, source in sources.items()}

    def facts(self, facts: Iterable[Fact | None]) -> list[Any]:
        """Facts in the reader's language; source and dates always follow the source record."""
        return [found for fact in facts if fact and (found := self._facts.get(fact.pk))]

    @cached_property
    def _answers(self) -> list[ShownAnswer]:
        return answers_in(self.language)

    def answers(self, term: TaxonomyTerm | None, most: int) -> list[ShownAnswer]:
        """The latest published answers to readers; with a term, those about it."""
        named = self.term(term)
        return [answer for answer in self._answers if named is None or named.code in answer.terms][:most]
