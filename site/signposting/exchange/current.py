"""What stands here of a record, in the same plain values as `reading` makes of a feed."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from signposting.models import Location, Organization, Service
from signposting.models.locations import GIVES_AWAY
from signposting.openreferral.contacts import public
from signposting.openreferral.values import Record

SERVICE = (
    "name",
    "summary",
    "description",
    "url",
    "status",
    "minimum_age",
    "maximum_age",
    "eligibility_description",
    "application_process",
    "fees_description",
    "interpreter",
    "languages",
    "unmapped",
    "review_interval",
    "source_title",
    "source_url",
    "owner",
)
ORGANIZATION = ("name", "description", "website", "email", "unmapped")
LOCATION = ("name", "description", "transportation", "sensitive", "unmapped", *GIVES_AWAY)
CONTACT = ("channel", "value", "label", "hours", "note", "cost", "shows_on_bill", "languages")


def service_now(service: Service) -> Record:
    """A service with its public contacts and all that belongs to it."""
    return {
        **{name: getattr(service, name) for name in SERVICE},
        "organization": str(service.organization.uuid),
        "checked_on": service.checked_on.isoformat(),
        "review_due": service.review_due.isoformat(),
        "contacts": [
            {"id": str(row.translation_key), **{name: getattr(row, name) for name in CONTACT}}
            for row in public(ordered(service.contacts.all()))
        ],
        "places": [
            {"id": str(row.uuid), "location": str(row.location.uuid), "hours": row.hours}
            for row in ordered(service.service_at_locations.all())
        ],
        "areas": [{"id": str(row.uuid), "code": row.code} for row in ordered(service.service_areas.all())],
        "prices": [
            {
                "id": str(row.uuid),
                "option": row.option,
                "amount": f"{row.amount:.2f}",
                "amount_description": row.amount_description,
                "valid_from": row.valid_from.isoformat() if row.valid_from else "",
                "valid_to": row.valid_to.isoformat() if row.valid_to else "",
            }
            for row in ordered(service.cost_options.all())
        ],
        "terms": sorted(f"{term.taxonomy}/{term.code}" for term in service.terms.all()),
    }


def organization_now(organization: Organization) -> Record:
    """An organisation."""
    return {name: getattr(organization, name) for name in ORGANIZATION}


def location_now(location: Location) -> Record:
    """A location, with what makes it easier to use."""
    rows = ordered(location.accessibility.all())
    return {
        **{name: getattr(location, name) for name in LOCATION},
        "accessibility": [{"id": str(row.uuid), "feature": row.feature, "details": row.details} for row in rows],
    }


def ordered(rows: Iterable[Any]) -> list[Any]:
    """As editors put them, and as the feed tells them."""
    return sorted(rows, key=lambda row: (row.sort_order is None, row.sort_order or 0, row.pk or 0))


def fingerprint(value: object) -> str:
    """Short, and the same for the same value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:16]
