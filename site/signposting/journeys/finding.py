"""Finding services."""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db import DatabaseError
from django.db.models import Case, Value, When

from signposting.finder.asked import Asked
from signposting.finder.hours import maybe_open, open_now
from signposting.finder.matching import found_by_words, listed, matching
from signposting.finder.ranking import MOST, Ranked, ranked
from signposting.finder.reasons import areas_of, reasons
from signposting.journeys.gaps import count_search
from signposting.models import Service, TaxonomyTerm
from signposting.shortlist import Shortlist
from signposting.shown import ShownService, services_in

logger = logging.getLogger(__name__)

URGENT = "in-danger"
# Somebody to talk to, whoever is searching, when a search finds nothing (design promise 3).
TALKING = "talk-to-someone"
MOST_TALKING, MOST_URGENT = 4, 8
# As many as fit, with the longest names, into the first congestion window (design promise 6).
PAGE_SIZE = 16


@dataclass(frozen=True)
class Result:
    """One service that answers a search, and why; and the reader's list with or without it."""

    service: ShownService
    reasons: list[str]
    is_on_list: bool
    list_url: str


@dataclass
class Found:
    """What a search found: one page of results, and how many there are in all."""

    results: list[Result] = field(default_factory=list)
    page_obj: PaginatorPage[Any] | None = None
    total: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are ranked."""
        return self.total >= MOST


def find_help(asked: Asked, language: str, now: datetime, page: str = "") -> Found:
    """The services that answer a search, in the order of signposting.finder.ranking; at most five queries, and one for a search by words."""
    rows = rank(asked, now)
    paginator = Paginator(rows, PAGE_SIZE)
    found = Found(page_obj=paginator.get_page(page), total=len(rows))
    rows = list(found.page_obj.object_list) if found.page_obj else []
    shown = services_in(language, listed().filter(pk__in=[row.pk for row in rows]), now) if rows else {}
    areas = areas_of(rows) if rows and asked.place is None else {row.pk: [row.area] for row in rows if row.area}
    for row in rows:
        if service := shown.get(row.pk):
            why = list(reasons(service, row, asked, areas.get(row.pk, [])))
            found.results.append(Result(service, why, *listing(service.code, asked, language)))
    return found


def listing(code: str, asked: Asked, language: str) -> tuple[bool, str]:
    """Whether a service is on the reader's list, and the address of the list after the other way.

    None where the list is full: a press that puts nothing on it would be a promise that is not kept.
    """
    kept = Shortlist.read(asked.s)
    if code in kept.codes:
        return True, kept.without(code).path(language)
    return False, "" if kept.is_full else kept.with_(code).path(language)


def rank(asked: Asked, now: datetime) -> list[Ranked]:
    """The keys of the services that answer a search, in order."""
    keys = found_by_words(asked.q)
    if asked.q and keys is None:
        return []
    services = matching(asked, keys)
    if not asked.open:
        return ranked(services, asked, keys)
    rows = ranked(maybe_open(services, asked, now), asked, keys)
    are_open = open_now([row.pk for row in rows], asked, now)
    return [row for row in rows if row.pk in are_open]


def people_to_talk_to(
    language: str, code: str = TALKING, most: int = MOST_TALKING, *, young: bool | None = None
) -> list[ShownService]:
    """The first services of the directory for a need.

    For a young person those come first that are for the young alone; for somebody who is not, those are left out.
    """
    services = listed().filter(terms__taxonomy=TaxonomyTerm.Taxonomy.NEED, terms__code=code)
    if young is False:
        services = services.filter(maximum_age=None)
    services = services.annotate(for_all=Case(When(maximum_age=None, then=1), default=0) if young else Value(0))
    keys = list(services.order_by("for_all", "pk").values_list("pk", flat=True)[:most])
    found = services_in(language, Service.objects.filter(pk__in=keys))
    return [found[key] for key in keys if key in found]


def count(asked: Asked, found: Found) -> None:
    """Count a search for the report on where help is missing. A search whose counting fails is answered all the same."""
    area = asked.place.district if asked.place else ""
    try:
        count_search(asked.need, asked.topic, area, asked.language, found=found.total)
    except DatabaseError:
        logger.exception("A search could not be counted")
