"""Topics, audiences and needs in the reader's language, for one page; one query, and what the page is then tied to."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Value
from wagtail.models import Page

from config import languages
from config.languages import SOURCE
from pages.addresses import address_of, url
from pagestore.collecting import narrowed, shown
from signposting.models import TaxonomyTerm

PAGES, TERMS = "wagtailcore_page", "signposting_taxonomyterm"


@dataclass(frozen=True)
class Named:
    """A term in the reader's language, with the page that explains it if there is one."""

    name: str
    code: str
    taxonomy: str
    url: str
    lang: str
    direction: str


class ShownTerms:
    """All terms, by whoever asks for some of them."""

    def __init__(self, language: str, page: Page | None) -> None:
        self.language, self.page = language, page
        self._pages: dict[str, set[int | None]] = {}

    @cached_property
    def _found(self) -> tuple[dict[str, Named], dict[int, str], list[str]]:
        """Every term by its code, the codes by key, and the codes of this page's own; one query."""
        terms = TaxonomyTerm.objects.filter(locale__language_code__in=[self.language, SOURCE]).select_related(
            "page", "locale"
        )
        mine: Value | Exists = Value(value=False)
        if self.page is not None and self.page.pk and hasattr(type(self.page), "terms"):
            link = type(self.page).terms.through
            owner = {f"{type(self.page).__name__.lower()}_id": self.page.pk}
            mine = Exists(link.objects.filter(taxonomyterm_id=OuterRef("pk"), **owner))
        best: dict[str, Named] = {}
        keys: dict[int, str] = {}
        own: list[str] = []
        # Whoever gets a term out of here ties the page to where the term leads (`_told`).
        with narrowed(PAGES, TERMS):
            found = sorted(terms.annotate(mine=mine), key=lambda term: term.locale.language_code != SOURCE)
        for term in found:
            self._pages.setdefault(term.code, set()).add(term.page_id)
            shown = languages.get(term.locale.language_code)
            where = best[term.code].url if term.code in best else ""
            if term.page is not None and term.page.live:
                where = url(self.language, address_of(term.page.url_path))
            best[term.code] = Named(term.name, term.code, term.taxonomy, where, shown.code, shown.direction)
            keys[term.pk] = term.code
            if term.mine and term.code not in own:
                own.append(term.code)
        return best, keys, own

    def _told(self, terms: list[Named]) -> list[Named]:
        seen = shown()
        seen.rows(TERMS, "code", {term.code for term in terms})
        seen.places("id", {page for term in terms for page in self._pages[term.code]})
        return terms

    def term(self, term: TaxonomyTerm | None) -> Named | None:
        """One of them."""
        best, keys, _own = self._found
        found = best.get(keys.get(term.pk, "")) if term else None
        return self._told([found])[0] if found else None

    def of(self, taxonomy: str) -> list[Named]:
        """All of a taxonomy."""
        shown().whole(TERMS)
        return self._told([term for term in self._found[0].values() if term.taxonomy == taxonomy])

    def of_page(self) -> list[Named]:
        """Those of the page."""
        best, _keys, own = self._found
        return self._told([best[code] for code in own])
