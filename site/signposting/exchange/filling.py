"""Putting plain values into records, children included; nothing is saved here."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from signposting.exchange.current import ordered
from signposting.models import (
    Accessibility,
    Contact,
    CostOption,
    Location,
    Organization,
    Service,
    ServiceArea,
    ServiceAtLocation,
    TaxonomyTerm,
)
from signposting.openreferral.values import Record

DAYS = ("checked_on", "review_due")


def fill_service(service: Service, values: Record) -> None:
    """Each value into its field; contacts for staff alone stay behind those of the feed."""
    for name, value in values.items():
        if name in FILLED:
            FILLED[name](service, value)
        else:
            setattr(service, name, date.fromisoformat(value) if name in DAYS else value)


def fill_location(location: Location, values: Record) -> None:
    """Each value into its field."""
    for name, value in values.items():
        if name == "accessibility":
            location.accessibility.set(children(Accessibility, location.accessibility.all(), value))
        else:
            setattr(location, name, value)


def fill_organization(organization: Organization, values: Record) -> None:
    """Each value into its field."""
    for name, value in values.items():
        setattr(organization, name, value)


def children(model: Any, present: Any, rows: list[Record], key: str = "uuid") -> list[Any]:
    """One child a row, in the order of the rows: those with the same id are kept, others are new."""
    known = {str(getattr(child, key)): child for child in present}
    found = []
    for order, row in enumerate(rows):
        child = known.get(row["id"]) or model(**{key: row["id"]})
        for name, value in row.items():
            if name != "id":
                setattr(child, name, value)
        child.sort_order = order
        found.append(child)
    return found


def fill_contacts(service: Service, rows: list[Record]) -> None:
    """Public ways to get in touch."""
    private = [contact for contact in ordered(service.contacts.all()) if contact.private]
    found = children(Contact, (one for one in service.contacts.all() if not one.private), rows, "translation_key")
    for order, contact in enumerate(private, len(found)):
        contact.sort_order = order
    for contact in found:
        contact.locale_id = service.locale_id
    service.contacts.set([*found, *private])


def fill_places(service: Service, rows: list[Record]) -> None:
    """Where it is; places that are not here are left out."""
    known = {str(place.uuid): place for place in Location.objects.filter(uuid__in=[row["location"] for row in rows])}
    told = [{**row, "location": known[row["location"]]} for row in rows if row["location"] in known]
    service.service_at_locations.set(children(ServiceAtLocation, service.service_at_locations.all(), told))


def fill_areas(service: Service, rows: list[Record]) -> None:
    """Whom it serves."""
    service.service_areas.set(children(ServiceArea, service.service_areas.all(), rows))


def fill_prices(service: Service, rows: list[Record]) -> None:
    """What it costs."""
    typed = [
        {
            **row,
            "amount": Decimal(row["amount"]),
            "valid_from": date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        }
        for row in rows
    ]
    service.cost_options.set(children(CostOption, service.cost_options.all(), typed))


def fill_terms(service: Service, names: list[str]) -> None:
    """Topics, audiences and needs of the source language."""
    terms = TaxonomyTerm.objects.filter(locale_id=service.locale_id)
    service.terms = [term for term in terms if f"{term.taxonomy}/{term.code}" in names]


def fill_organization_of(service: Service, key: str) -> None:
    """Who runs it."""
    service.organization = Organization.objects.get(uuid=key)


FILLED: dict[str, Callable[[Service, Any], None]] = {
    "organization": fill_organization_of,
    "contacts": fill_contacts,
    "places": fill_places,
    "areas": fill_areas,
    "prices": fill_prices,
    "terms": fill_terms,
}
