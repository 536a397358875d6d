"""Keeping what the finder asks by in step with the records."""

from collections.abc import Iterator

from signposting.hours import parse_hours
from signposting.models import Contact, Opening, Service, ServiceAtLocation, ServiceFacet

Kind = ServiceFacet.Kind


def index_service(service: Service) -> None:
    """Make the facets and openings of a service in the source language anew, from what is kept of it."""
    contacts = list(Contact.objects.filter(service=service, private=False))
    places = list(service.service_at_locations.select_related("location").prefetch_related("location__accessibility"))
    facets = set(facets_of(service, contacts))
    facets |= {(Kind.ACCESSIBILITY, row.feature) for place in places for row in place.location.accessibility.all()}
    ServiceFacet.objects.filter(service=service).delete()
    ServiceFacet.objects.bulk_create(ServiceFacet(service=service, kind=kind, value=value) for kind, value in facets)
    Opening.objects.filter(service=service).delete()
    Opening.objects.bulk_create(openings_of(service, contacts, places))


def facets_of(service: Service, contacts: list[Contact]) -> Iterator[tuple[Kind, str]]:
    """What a service's own record and its public contacts say."""
    for code in service.languages:
        yield Kind.LANGUAGE, code
    for contact in contacts:
        yield Kind.CHANNEL, contact.channel
        for code in contact.languages:
            yield Kind.LANGUAGE, code
        if contact.cost == Contact.Cost.FREE:
            yield Kind.COST, "free"
        if contact.shows_on_bill == Contact.Bill.NO:
            yield Kind.COST, "not-on-bill"


def openings_of(service: Service, contacts: list[Contact], places: list[ServiceAtLocation]) -> Iterator[Opening]:
    """When somebody answers at each way to get in touch, and when each place is open."""
    for contact in contacts:
        for day, opens, closes in parse_hours(contact.hours).rows():
            yield Opening(service=service, contact=contact, day=day, opens=opens, closes=closes)
    for place in places:
        for day, opens, closes in parse_hours(place.hours).rows():
            yield Opening(service=service, service_at_location=place, day=day, opens=opens, closes=closes)
