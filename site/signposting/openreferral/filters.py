"""What the parameters of the feed mean to the database."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from signposting.gazetteer.locating import locate
from signposting.gazetteer.nearness import within
from signposting.gazetteer.spots import Spot
from signposting.gazetteer.unknown import Unknown
from signposting.models import Opening, Service, ServiceArea, ServiceAtLocation
from signposting.openreferral import queries
from signposting.openreferral.params import Day, ServiceFilters
from signposting.openreferral.problems import ParameterError
from signposting.openreferral.taxonomies import TAXONOMIES

DAYS = tuple(Day)
MINUTES = 24 * 60


def services_asked(asked: ServiceFilters) -> QuerySet[Service]:
    """Published services that every parameter fits."""
    found = narrowed(queries.services(), asked)
    if wanted := openings(asked):
        found = found.filter(Exists(Opening.objects.filter(wanted, service=OuterRef("pk"))))
    spot = spot_asked(asked)
    if spot is None:
        return found
    if asked.proximity is None:
        return found.filter(serving(spot))
    near = within(ServiceAtLocation.objects.filter(location__live=True), spot, asked.proximity / 1000, at="location__")
    return found.filter(pk__in=near.values("service_id"))


def places_asked(asked: ServiceFilters) -> QuerySet[ServiceAtLocation]:
    """Published services at locations that every parameter fits; hours are those of the place."""
    found: QuerySet[Any] = queries.places()
    if wanted := openings(asked):
        found = found.filter(Exists(Opening.objects.filter(wanted, service_at_location=OuterRef("pk"))))
    spot = spot_asked(asked)
    chosen = narrowed(queries.services(), asked)
    if spot is not None and asked.proximity is None:
        chosen = chosen.filter(serving(spot))
    if spot is not None and asked.proximity is not None:
        found = within(found, spot, asked.proximity / 1000, at="location__")
    return found.filter(service__in=chosen)


def narrowed(found: QuerySet[Service], asked: ServiceFilters) -> QuerySet[Service]:
    """By words, terms, organisation, change and age: what is the service's own."""
    found = queries.searched(found, asked.search, "name", "summary", "description", "organization__name")
    if asked.taxonomy_term_id:
        found = found.filter(having(taxonomyterm__translation_key=asked.taxonomy_term_id))
    if asked.taxonomy_id:
        found = found.filter(having(taxonomyterm__taxonomy=TAXONOMIES.get(str(asked.taxonomy_id), "")))
    if asked.organization_id:
        found = found.filter(organization__uuid=asked.organization_id, organization__live=True)
    if asked.modified_after:
        found = found.filter(last_modified__gte=asked.modified_after)
    youngest = asked.minimum_age if asked.age is None else asked.age
    oldest = asked.maximum_age if asked.age is None else asked.age
    if youngest is not None:
        found = found.filter(Q(maximum_age__gte=youngest) | Q(maximum_age=None))
    if oldest is not None:
        found = found.filter(Q(minimum_age__lte=oldest) | Q(minimum_age=None))
    return found


def having(**term: Any) -> Q:
    """Services that have such a term, each once."""
    return Q(pk__in=Service.terms.through.objects.filter(**term).values("service_id"))


def serving(spot: Spot) -> Q:
    """Services that serve the area, or do not say which they serve."""
    areas = ServiceArea.objects.filter(service=OuterRef("pk"))
    return Q(Exists(areas.filter(code__in=spot.areas))) | ~Q(Exists(areas))


def spot_asked(asked: ServiceFilters) -> Spot | None:
    """Where the postcode is; ParameterError, with words that do not repeat it, where nobody knows."""
    if not asked.postcode:
        return None
    spot = locate(asked.postcode)
    if isinstance(spot, Unknown):
        raise ParameterError("postcode", spot.message)
    return spot


def openings(asked: ServiceFilters) -> Q | None:
    """Openings that overlap the asked time on the asked day, those of the night before included."""
    if not (asked.day or asked.start_time or asked.end_time):
        return None
    start = minutes(asked.start_time) if asked.start_time else 0
    end = minutes(asked.end_time) if asked.end_time else MINUTES
    days = [DAYS.index(asked.day)] if asked.day else range(len(DAYS))
    wanted = Q()
    for day in days:
        night_before = Q(day=(day - 1) % len(DAYS), closes__gt=start + MINUTES, opens__lt=end + MINUTES)
        wanted |= Q(day=day, opens__lt=end, closes__gt=start) | night_before
    return wanted


def minutes(clock: str) -> int:
    """Minutes after midnight."""
    hours, past = clock.split(":")
    return int(hours) * 60 + int(past)
