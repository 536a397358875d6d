"""The open feed as its tests ask it, and the published schemas where they are at hand."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection
from django.test import Client
from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker
from wagtail.models import Locale

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
from tests.support.database import ROOT
from tests.support.server import Served

BASE = "/api/open-referral"
# The published material is test data that lies beside the project, and not everywhere.
PUBLISHED = next(
    (
        folder / "shared/open-referral"
        for folder in ROOT.resolve().parents
        if (folder / "shared/open-referral/schemas").is_dir()
    ),
    None,
)
# The schema that Open Referral UK publishes for each address.
SCHEMAS = {
    "/": "api_details",
    "/services": "service_list",
    "/services/{id}": "service",
    "/service_at_locations": "service_at_location_list",
    "/service_at_locations/{id}": "service_at_location",
    "/organizations/{id}": "organization",
    "/taxonomies": "taxonomy_list",
    "/taxonomies/{id}": "taxonomy",
    "/taxonomy_terms": "taxonomy_term_list",
    "/taxonomy_terms/{id}": "taxonomy_term",
}


# One for all, since each builds its middleware anew; it gets no cookies here to keep.
anybody = Client(raise_request_exception=False)


def ask(path: str, **parameters: Any) -> Any:
    """An answer of the feed, from inside the process; an error of ours is an answer, too."""
    return anybody.get(f"{BASE}{path}", parameters)


def told(path: str, **parameters: Any) -> Any:
    """What is answered with 200, valid against every schema there is for it."""
    answer = ask(path, **parameters)
    assert answer.status_code == 200, f"{path} {parameters}: {answer.status_code} {answer.text}"
    record = answer.json()
    check(path, record)
    return record


def names(path: str, **parameters: Any) -> set[str]:
    """The names of all services that a list tells, page by page."""
    found: set[str] = set()
    number, last = 1, False
    while not last:
        page = told(path, per_page=100, page=number, **parameters)
        found |= {(one.get("service") or one)["name"] for one in page["contents"]}
        number, last = number + 1, page["last_page"]
    return found


def check(path: str, record: Any) -> None:
    """Fail unless the record is what our OpenAPI document and the published schemas say, and holds nothing empty."""
    door = door_of(path)
    problems = [str(error.message) for error in described(door).iter_errors(record)]
    if PUBLISHED and door in SCHEMAS:
        problems += [f"{[*error.path]}: {error.message}" for error in published(SCHEMAS[door]).iter_errors(record)]
    if PUBLISHED and door == "/organizations":
        # The schema of this list describes one of its items.
        of_list = published("organization_list")
        problems += [error.message for one in record["contents"] for error in of_list.iter_errors(one)]
    problems += [f"{where} is empty" for where in empty(record)]
    assert problems == [], path


def door_of(path: str) -> str:
    """The address as the OpenAPI document has it."""
    parts = path.strip("/").split("/")
    return "/" + (f"{parts[0]}/{{id}}" if len(parts) > 1 else parts[0])


def empty(record: Any, where: str = "") -> list[str]:
    """Where a record says nothing with many words. A page may have no contents, an address no county."""
    if isinstance(record, dict):
        return [found for name, value in record.items() for found in empty(value, f"{where}.{name}")]
    if isinstance(record, list) and record:
        return [found for value in record for found in empty(value, where)]
    may = where == ".contents" or ".addresses." in where
    return [where] if record in (None, "", [], {}) and not may else []


@contextmanager
def database_of(served: Served) -> Iterator[None]:
    """The database of the served site, for this process to write to."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(served._folder / "lantern.sqlite3")
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


@cache
def openapi() -> Any:
    """The document that is served."""
    return ask("/openapi.json").json()


@cache
def described(door: str) -> Draft202012Validator:
    """What our document says of an answer."""
    schema = openapi()["paths"][door]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return Draft202012Validator(
        {**schema, "components": openapi()["components"]}, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


@cache
def published(name: str) -> Draft7Validator:
    """What Open Referral UK says of it."""
    assert PUBLISHED
    schema = json.loads((PUBLISHED / "schemas" / f"{name}.json").read_text())
    return Draft7Validator(schema, format_checker=FormatChecker())


def a_service(name: str = "The Mill", **fields: Any) -> Service:
    """A published service with one way to get in touch."""
    code = name.lower().replace(" ", "-")
    organization, _new = Organization.objects.get_or_create(code=f"{code}-trust", defaults={"name": f"{name} Trust"})
    service = Service(
        locale=Locale.objects.get(language_code="en"),
        **{
            "code": code,
            "organization": organization,
            "name": name,
            "summary": "Somebody listens to you.",
            "source_url": "https://mill.example/about",
            "owner": "Signposting editors",
            "checked_on": date(2026, 11, 1),
            "review_due": date(2027, 5, 1),
            "languages": ["en"],
            **fields,
        },
    )
    service.save()
    add_contact(service)
    return service


def add_contact(service: Service, **fields: Any) -> Contact:
    """One more way to get in touch."""
    contact = Contact(
        service=service,
        locale=service.locale,
        **{"channel": "call", "value": "01632 960111", "sort_order": 0, **fields},
    )
    contact.save()
    return contact


def a_location(name: str = "Mill Street", **fields: Any) -> Location:
    """A published place in the middle of Bradford, BD1."""
    location = Location(
        **{
            "code": name.lower().replace(" ", "-"),
            "name": name,
            "address_1": "7 Mill Street",
            "city": "Bradford",
            "postal_code": "BD1 4AA",
            "latitude": 53.7957,
            "longitude": -1.7594,
            **fields,
        }
    )
    location.save()
    return location


def a_rich_service() -> Service:
    """A service that has something of everything."""
    service = a_service(
        description="We meet on Mondays.\n\nThere is tea.",
        url="https://mill.example/",
        minimum_age=11,
        maximum_age=25,
        eligibility_description="Young carers.",
        application_process="You can ask for help yourself.",
        fees_description="Free for young carers.",
        interpreter=True,
        languages=["en", "ur", "bfi"],
        assurer_email="desk@mill.example",
        source_title="About the Mill",
        unmapped={
            "alert": "New rooms from May.",
            "assurer_email": "desk@mill.example",
            "contacts": [{"id": "leak"}],
            "schedules": [{"id": "00000000-0000-4000-8000-000000000008", "freq": "MONTHLY", "byday": "2TU"}],
        },
    )
    Contact.objects.filter(service=service).update(
        hours="Mon-Fri 09:00-17:00", cost="free", shows_on_bill="no", languages=["pl"], label="Desk", note="Ask for Ann"
    )
    add_contact(service, channel="text", value="07700 900111", sort_order=1)
    add_contact(service, channel="email", value="hello@mill.example", sort_order=2)
    add_contact(service, channel="webchat", value="https://mill.example/chat", sort_order=3)
    add_contact(service, channel="call", value="01632 960999", sort_order=4, private=True, note="Staff only")
    place = a_location(transportation="Bus 60 to Mill Lane", unmapped={"external_identifier": "10092008082"})
    Accessibility.objects.create(location=place, feature="step-free", details="Ramp at the back")
    ServiceAtLocation.objects.create(service=service, location=place, hours="Mon 10:00-12:00")
    ServiceArea.objects.create(service=service, code="E08000032")
    CostOption.objects.create(
        service=service, option="Adults", amount=Decimal("3.50"), amount_description="per session"
    )
    service.terms.set(TaxonomyTerm.objects.filter(locale=service.locale).order_by("pk")[:3])
    service.save()
    return service
