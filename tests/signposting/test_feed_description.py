"""The open feed's own description (OpenAPI) is true and whole."""

from typing import Any

import pytest
from django.conf import settings

from signposting.models import ServiceAtLocation
from tests.signposting.feed import (
    BASE,
    a_rich_service,
    openapi,
    told,
)


@pytest.mark.django_db
def test_its_description_names_only_what_works() -> None:
    """Every address that is described answers as described, with each of its parameters."""
    service = a_rich_service()
    link = ServiceAtLocation.objects.get(service=service)
    term = service.terms.all()[0]
    assert openapi()["servers"] == [{"url": f"{settings.PUBLIC_URL}{BASE}"}]
    ids = {
        "/services/{id}": service.translation_key,
        "/service_at_locations/{id}": link.uuid,
        "/organizations/{id}": service.organization.uuid,
        "/taxonomies/{id}": told("/taxonomies")["contents"][0]["id"],
        "/taxonomy_terms/{id}": term.translation_key,
    }
    tried = 0
    for door, described in openapi()["paths"].items():
        path = door.replace("{id}", str(ids.get(door, "")))
        told(path)
        for parameter in described["get"]["parameters"]:
            assert parameter["in"] in ("query", "path")
            if parameter["in"] == "query":
                told(path, **{"postcode": "BD1", parameter["name"]: example(parameter["schema"])})
                tried += 1
    assert tried >= 40


@pytest.mark.django_db
def test_every_field_that_is_told_is_described() -> None:
    service = a_rich_service()
    service.contacts.filter(channel="text").update(hours="Mon 09:00-17:00; 2026-12-24 10:00-12:00")
    link = ServiceAtLocation.objects.get(service=service)
    told_of = {
        "/services": (f"/services/{service.translation_key}", "/services/{id}"),
        "/service_at_locations": (f"/service_at_locations/{link.uuid}", "/service_at_locations/{id}"),
        "/organizations": (f"/organizations/{service.organization.uuid}", "/organizations/{id}"),
        "/taxonomies": ("/taxonomies", "/taxonomies"),
        "/taxonomy_terms": ("/taxonomy_terms", "/taxonomy_terms"),
    }
    document = openapi()
    for path, door in told_of.values():
        schema = document["paths"][door]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        found = undescribed(told(path), schema, document, door)
        # What the feeds said that these records came from.
        assert {way for way in found if not way.endswith((".alert", ".external_identifier"))} == set()


def undescribed(record: Any, schema: dict[str, Any], document: Any, at: str) -> set[str]:
    """The ways to fields of a record that its schema does not name."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if isinstance(record, list):
        return set().union(*(undescribed(one, schema.get("items", {}), document, f"{at}[]") for one in record))
    if not isinstance(record, dict):
        return set()
    known = schema.get("properties", {})
    found = {f"{at}.{name}" for name in record if name not in known}
    return found.union(
        *(undescribed(value, known[name], document, f"{at}.{name}") for name, value in record.items() if name in known)
    )


def example(schema: dict[str, Any]) -> Any:
    """A value that the schema of a parameter allows."""
    if "$ref" in schema:
        schema = openapi()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if "enum" in schema or "const" in schema:
        return schema.get("const") or schema["enum"][0]
    formats = {"uuid": "00000000-0000-4000-8000-000000000007", "date-time": "2026-11-01T00:00:00Z"}
    if schema.get("format") in formats:
        return formats[schema["format"]]
    if ":" in schema.get("pattern", ""):
        return "12:30"
    return {"boolean": "true", "integer": 2, "number": 1500, "string": "BD1"}[schema["type"]]


@pytest.mark.django_db
def test_every_filter_of_open_referral_uk_is_there() -> None:
    doors = {
        path: {parameter["name"] for parameter in door["get"]["parameters"]}
        for path, door in openapi()["paths"].items()
    }
    shared = {"search", "page", "per_page", "perPage", "format"}
    narrowing = {"taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "full"}
    assert doors["/services"] >= shared | narrowing | {"minimal", "postcode", "proximity", "age", "day"}
    assert doors["/service_at_locations"] >= shared | narrowing | {"postcode", "proximity"}
    assert doors["/organizations"] >= shared | {"full", "full_service"}
    assert doors["/organizations/{id}"] >= {"full_service"}
    assert doors["/taxonomies"] >= shared
    assert doors["/taxonomy_terms"] >= shared | {"taxonomy_id", "top_only", "parent_id"}
