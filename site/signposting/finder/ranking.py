"""In which order services stand: near first, then those for the reader's own area, then those for everyone.

Of any number of services at most `MOST` are ranked, so that a search costs the same in a big directory.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from signposting.finder.asked import Asked
from signposting.finder.matching import Kind, has
from signposting.gazetteer.nearness import within
from signposting.gazetteer.spots import Spot
from signposting.models import Service, ServiceAtLocation

MOST = 200


@dataclass(frozen=True)
class Ranked:
    """A service's key, and what is known of it for the place and the language that are asked.

    `distance` is in kilometres, `area` the smallest area around the reader that the service serves, `speaks`
    whether somebody there speaks the language, rather than an interpreter.
    """

    pk: int
    distance: float | None = None
    area: str = ""
    speaks: bool = False


def ranked(services: "QuerySet[Service]", asked: Asked, keys: list[UUID] | None = None) -> list[Ranked]:
    """The first services for a search, in order; `keys` are what its words found, the best first."""
    if asked.place is None:
        return in_the_directorys_order(services, asked, keys)
    near = nearest(services, asked.place, asked.km, asked.language)
    if len(near) >= MOST:
        return near
    beside = [row.pk for row in near]
    return [*near, *for_the_area(services, asked.place, beside, asked.language)[: MOST - len(near)]]


def in_the_directorys_order(services: "QuerySet[Service]", asked: Asked, keys: list[UUID] | None) -> list[Ranked]:
    """By the words that were found; else those who speak the language before those who get interpreters."""
    order = ["-speaks", "pk"] if asked.language else ["pk"]
    rows = services.annotate(speaks=speaks(asked.language)).order_by(*order)
    found = list(rows.values_list("pk", "speaks", "translation_key")[:MOST])
    if keys:
        found.sort(key=lambda row: keys.index(row[2]))
    return [Ranked(pk, speaks=bool(spoken)) for pk, spoken, _key in found]


def speaks(language: str, service: str = "pk") -> Any:
    """Whether somebody at a service speaks the language; `service` is the way to its key."""
    return has(Kind.LANGUAGE, language, service) if language else Value(False)


def nearest(services: "QuerySet[Service]", spot: Spot, km: float, language: str = "", most: int = MOST) -> list[Ranked]:
    """The services with a place at most `km` away, each once, by its nearest; one query.

    A sensitive place has no position, so that no search can come near it.
    """
    places = ServiceAtLocation.objects.filter(
        Exists(services.filter(pk=OuterRef("service_id"))), location__sensitive=False
    ).annotate(speaks=speaks(language, "service_id"))
    found: dict[int, Ranked] = {}
    # Some services have more than one place in the neighbourhood.
    rows = within(places, spot, km, at="location__").order_by("distance", "service_id")
    for service, distance, spoken in rows.values_list("service_id", "distance", "speaks")[: most * 2]:
        found.setdefault(service, Ranked(service, distance, speaks=bool(spoken)))
    return list(found.values())[:most]


def for_the_area(services: "QuerySet[Service]", spot: Spot, beside: list[int], language: str = "") -> list[Ranked]:
    """The services of the areas around a spot, the smallest area first, and then those that name no area; one query.

    A service that names no area but has places with a position is for those who live near them.
    """
    nowhere = len(spot.areas)
    rank = Case(
        *(When(service_areas__code=code, then=Value(number)) for number, code in enumerate(spot.areas)),
        output_field=IntegerField(),
    )
    somewhere = ServiceAtLocation.objects.filter(service=OuterRef("pk"), location__latitude__isnull=False)
    found = (
        services.exclude(pk__in=beside)
        .annotate(rank=Coalesce(Min(rank), Value(nowhere)), areas=Count("service_areas"), speaks=speaks(language))
        .filter(Q(rank__lt=nowhere) | Q(areas=0) & ~Exists(somewhere))
        .order_by("rank", "pk")
    )
    return [
        Ranked(pk, area="" if number == nowhere else spot.areas[number], speaks=bool(spoken))
        for pk, number, spoken in found.values_list("pk", "rank", "speaks")[:MOST]
    ]
