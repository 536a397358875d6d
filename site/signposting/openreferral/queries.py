"""Which records the feed may show, and fetching what belongs to them in a fixed number of queries.

Services that are paused or closed are listed with that status, as Open Referral UK means it: a tool that
holds a copy would otherwise go on showing them as active. Nothing unpublished is ever listed.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import F, Model, Prefetch, Q, QuerySet, Subquery
from wagtail.models import Locale

from config.languages import SOURCE
from signposting.models import (
    Accessibility,
    Contact,
    CostOption,
    Organization,
    Service,
    ServiceArea,
    ServiceAtLocation,
    TaxonomyTerm,
)
from signposting.openreferral.records import Detail

Row = TypeVar("Row", bound=Model)

# Longer searches than this find nothing more, and cost.
MOST_WORDS = 10

MINIMAL = ("translation_key", "name", "status", "last_modified")
"""The fields that tell whether a service changed."""


def source_locale() -> Subquery:
    """The key of the source language, found within the query, so that an index on it keeps its order."""
    return Subquery(Locale.objects.filter(language_code=SOURCE).values("pk")[:1])


def services() -> QuerySet[Service]:
    """Published services."""
    return Service.objects.filter(locale_id=source_locale(), live=True)


def places() -> QuerySet[ServiceAtLocation]:
    """Published services at published locations."""
    return ServiceAtLocation.objects.filter(service__in=services(), location__live=True)


def organizations() -> QuerySet[Organization]:
    """Published organisations."""
    return Organization.objects.filter(live=True)


def terms() -> QuerySet[TaxonomyTerm]:
    """Terms in the source language."""
    return TaxonomyTerm.objects.filter(locale_id=source_locale())


def in_order(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Rows as editors put them, and always in the same order, so that an answer changes only when a record does."""
    return rows.order_by(F("sort_order").asc(nulls_last=True), "pk")


def accessibility() -> Prefetch[Any]:
    """What makes the locations of services easier to use."""
    return Prefetch("location__accessibility", in_order(Accessibility.objects.all()))


def with_belongings(found: QuerySet[Service]) -> QuerySet[Any]:
    """With all that a full service record says."""
    links = in_order(ServiceAtLocation.objects.all()).select_related("location")
    return found.select_related("organization").prefetch_related(
        "terms",
        Prefetch("contacts", in_order(Contact.objects.all())),
        Prefetch("service_areas", in_order(ServiceArea.objects.all())),
        Prefetch("cost_options", in_order(CostOption.objects.all())),
        Prefetch("service_at_locations", links.prefetch_related(accessibility())),
    )


def full_services(keys: Iterable[int]) -> QuerySet[Service]:
    """Services by their keys, with all that belongs to them."""
    return with_belongings(Service.objects.filter(pk__in=keys)).order_by("pk")


def minimal_services(keys: Iterable[int]) -> QuerySet[Service]:
    """Services by their keys, with what tells whether they changed."""
    return Service.objects.filter(pk__in=keys).only(*MINIMAL).order_by("pk")


def basic_services(keys: Iterable[int]) -> QuerySet[Service]:
    """Services by their keys, with their organisations."""
    return Service.objects.filter(pk__in=keys).select_related("organization").order_by("pk")


def basic_places(keys: Iterable[int]) -> QuerySet[ServiceAtLocation]:
    """Services at locations, by their keys."""
    return (
        ServiceAtLocation.objects.filter(pk__in=keys).select_related("location", "service__organization").order_by("pk")
    )


def full_places(keys: Iterable[int]) -> QuerySet[ServiceAtLocation]:
    """The same with all that belongs to the service and to the location."""
    wanted = Prefetch("service", with_belongings(Service.objects.all()))
    return (
        ServiceAtLocation.objects.filter(pk__in=keys)
        .select_related("location")
        .prefetch_related(accessibility(), wanted)
        .order_by("pk")
    )


def with_services(found: QuerySet[Organization], *, full: bool) -> QuerySet[Organization]:
    """Organisations with their published services, in the order of the services' list."""
    wanted = services().order_by("pk")
    told = with_belongings(wanted) if full else wanted.only(*MINIMAL, "organization_id")
    return found.prefetch_related(Prefetch("services", told))


def searched(found: "QuerySet[Row]", text: str, *fields: str) -> "QuerySet[Row]":
    """Rows in whose fields, taken together, every word occurs."""
    for word in text.split()[:MOST_WORDS]:
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        found = found.filter(anywhere)
    return found


FETCHED: dict[Detail, Callable[[Iterable[int]], QuerySet[Service]]] = {
    Detail.MINIMAL: minimal_services,
    Detail.BASIC: basic_services,
    Detail.FULL: full_services,
}
"""Services by their keys, with what each detail tells, in the order of their keys."""
