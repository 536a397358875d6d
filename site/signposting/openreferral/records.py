"""Services and organisations as HSDS 3.0 records that are valid as Open Referral UK 3.0 too.

The functions read a record and what belongs to it, and nothing else; whoever calls them chooses what
may be seen (signposting.openreferral.queries) and fetches it at once. What must never be seen is left
out here all the same: private contacts, `assurer_email`, unpublished organisations and places, and
everything that says where a sensitive place is.

HSDS has one `description`; ours is written as the summary, an empty line, and the description, and
`own_description` takes it apart again.
"""

from enum import StrEnum

from signposting.models import Organization, Service, ServiceAtLocation
from signposting.openreferral.contacts import (
    contact_record,
    contact_schedules,
    email_of,
    page_records,
    phone_records,
    public,
)
from signposting.openreferral.places import (
    area_record,
    location_record,
    place_of_service,
    place_schedules,
    price_record,
)
from signposting.openreferral.taxonomies import attribute_records, taxonomy_record, taxonomy_term_record
from signposting.openreferral.values import Record, address, compact, language_records, merged, moment

__all__ = [
    "Detail",
    "location_record",
    "organization_record",
    "own_description",
    "service_at_location_record",
    "service_record",
    "taxonomy_record",
    "taxonomy_term_record",
]

INTERPRETERS = "Interpreters can be asked for."


class Detail(StrEnum):
    """How much of a service is told."""

    MINIMAL = "minimal"
    BASIC = "basic"
    FULL = "full"


def service_record(service: Service, *, detail: Detail) -> Record:
    """HSDS 3.0 `service`, from the record in the source language.

    `minimal` says whether it changed, `basic` has what there is one of, `full` all that belongs to it and
    what an imported feed said besides.
    """
    key = str(service.translation_key)
    if detail == Detail.MINIMAL:
        changed = moment(service.last_modified)
        # Open Referral UK's OpenAPI says `modified_date`, its schema `last_modified`; the schema requires the rest.
        named = {"id": key, "name": service.name, "status": service.status}
        return compact({**named, "last_modified": changed, "modified_date": changed})
    if detail == Detail.BASIC:
        return compact(basics(service, key))
    return merged({**basics(service, key), **belongings(service, key), "locations": None}, said_elsewhere(service))


def said_elsewhere(service: Service) -> Record:
    """What an imported feed said of a service; nothing where one of its places is secret, since nobody has read it."""
    links = service.service_at_locations.all()
    return {} if any(link.location.sensitive for link in links) else dict(service.unmapped)


def basics(service: Service, key: str) -> Record:
    """What there is one of."""
    organization = service.organization
    return {
        "id": key,
        "code": service.code,
        "organization_id": str(organization.uuid) if organization.live else None,
        "organization": organization_record(organization) if organization.live else None,
        "name": service.name,
        "summary": service.summary,
        "description": joined(service.summary, service.description),
        "url": address(service.url),
        "status": service.status,
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        "eligibility_description": service.eligibility_description,
        "application_process": service.application_process,
        "fees": service.fees_description,
        "fees_description": service.fees_description,
        "interpretation_services": INTERPRETERS if service.interpreter else "",
        "assured_date": service.checked_on.isoformat(),
        "assurer_email": None,
        "review_due": service.review_due.isoformat(),
        "review_interval": service.review_interval,
        "owner": service.owner,
        "source_title": service.source_title,
        "source_url": address(service.source_url),
        "last_modified": moment(service.last_modified),
    }


def belongings(service: Service, key: str) -> Record:
    """What there can be several of, each in the order of the record.

    What another feed had and our fields cannot say, such as schedules once a month, follows ours.
    """
    elsewhere = said_elsewhere(service)
    contacts = public(service.contacts.all())
    places = [link for link in service.service_at_locations.all() if link.location.live]
    return {
        "email": email_of(contacts),
        "phones": phone_records(contacts, key),
        "contacts": [contact_record(contact, key) for contact in contacts],
        "additional_urls": page_records(contacts, key),
        "schedules": [
            *contact_schedules(contacts, key),
            *(schedule for link in places for schedule in place_schedules(link, key)),
            *elsewhere.get("schedules", []),
        ],
        "languages": language_records(service.languages, "service_id", key),
        "service_areas": [
            *[area_record(area, key) for area in service.service_areas.all()],
            *elsewhere.get("service_areas", []),
        ],
        "service_at_locations": [place_of_service(link, key, nested=True) for link in places],
        "cost_options": [
            *[price_record(price, key) for price in service.cost_options.all()],
            *elsewhere.get("cost_options", []),
        ],
        "attributes": [*attribute_records(service.terms.all(), key), *elsewhere.get("attributes", [])],
    }


def organization_record(organization: Organization, services: list[Record] | None = None) -> Record:
    """HSDS 3.0 `organization`; its name stands as the description that the schema requires where there is none."""
    own = {
        "id": str(organization.uuid),
        "code": organization.code,
        "name": organization.name,
        "description": organization.description or organization.name,
        "email": organization.email,
        "website": address(organization.website),
        "last_modified": moment(organization.last_modified),
        "services": services or [],
        "locations": None,
    }
    return merged(own, organization.unmapped)


def service_at_location_record(link: ServiceAtLocation, *, detail: Detail) -> Record:
    """HSDS 3.0 `service_at_location` with its service and its location."""
    service = link.service
    record = place_of_service(link, str(service.translation_key), nested=detail == Detail.FULL)
    told = service_record(service, detail=detail)
    told.pop("service_at_locations", None)
    return {**record, "service": told}


def joined(summary: str, description: str) -> str:
    """The one description of HSDS."""
    return f"{summary}\n\n{description}" if description else summary


def own_description(record: Record) -> str:
    """Our description, from a record that has our summary too."""
    summary, whole = record.get("summary", ""), record.get("description", "")
    return "" if whole == summary else whole.removeprefix(f"{summary}\n\n")
