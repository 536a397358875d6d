"""Whatever is asked, the feed answers in JSON what is wrong, and never fails."""

import uuid
from typing import Any

import pytest
from django.test import Client

from signposting.openreferral import api, queries
from tests.signposting.feed import BASE, a_service, ask, openapi, told

pytestmark = pytest.mark.django_db

NOWHERE = str(uuid.UUID(int=7))
LISTS = ("/services", "/service_at_locations", "/organizations", "/taxonomies", "/taxonomy_terms")
NAUGHTY = (
    "\x00",
    "a\x00b",
    "'; DROP TABLE signposting_service; --",
    "<script>alert(1)</script>",
    "%",
    "%00",
    "\\",
    "\u202eطارق\u202c",
    "𝒜𝓃𝓎",
    "1e309",
    "-1",
    "NaN",
    "9" * 5000,
    "x" * 10_000,
    "${jndi:ldap://x.example}",
    "../../etc/passwd",
    "\n",
)


def refused(answer: Any, status: int = 422) -> dict[str, Any]:
    """The problem that an answer tells, in words."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-store"
    said: dict[str, Any] = answer.json()
    assert said["status"] == status
    assert len(said["detail"]) > 10
    return said


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("page", "0"),
        ("page", "-1"),
        ("page", "two"),
        ("page", "9" * 5000),
        ("per_page", "0"),
        ("per_page", "101"),
        ("perPage", "100000"),
        ("modified_after", "yesterday"),
        ("modified_after", "2026-02-30"),
        ("modified_after", "9999-12-31T23:59:59-14:00"),
        ("modified_after", "0001-01-01T00:00:00+14:00"),
        ("search", "x" * 10_000),
        ("search", "a\x00b"),
        ("taxonomy_term_id", "housing"),
        ("taxonomy_id", "1"),
        ("organization_id", "'"),
        ("age", "-3"),
        ("age", "151"),
        ("minimum_age", "old"),
        ("day", "someday"),
        ("start_time", "9am"),
        ("end_time", "25:00"),
        ("postcode", "SW1A 1AA 1AA 1AA" * 20),
        ("postcode", "ZZ99 9ZZ"),
        ("postcode", "\x00"),
        ("proximity", "500"),
        ("full", "perhaps"),
        ("minimal", "2"),
        ("format", "xml"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(parameter: str, value: str) -> None:
    said = refused(ask("/services", **{parameter: value}))
    assert [error["parameter"] for error in said["errors"]] == [parameter]
    assert all(error["message"] for error in said["errors"])
    # Whoever reads it need not read a pattern.
    assert "^" not in said["detail"]
    if len(value) > 7:
        assert value not in said["detail"]


@pytest.mark.parametrize("name", ["per_page", "perPage"])
def test_as_many_minimal_services_may_be_asked_for_as_stand_on_a_page_by_themselves(name: str) -> None:
    assert told("/services", minimal="true", **{name: 10_000}) == told("/services", minimal="true")
    for asked in ({name: 10_000}, {name: 101, "minimal": "false"}, {name: 10_001, "minimal": "true"}):
        assert [error["parameter"] for error in refused(ask("/services", **asked))["errors"]] == [name]
    assert refused(ask("/organizations", **{name: 101}))


@pytest.mark.parametrize("path", LISTS)
def test_what_a_feed_does_not_know_is_named_and_kept_by_nobody(path: str) -> None:
    """A filter with a slip in its name would otherwise give everything, and nobody would know."""
    answer = ask(path, postcod="BD1 1HX", **{"x" * 3000: "1", "page": 1})
    assert answer.status_code == 200
    assert answer.json()["ignored_parameters"] == ["postcod", "x" * 50]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "BD1" not in answer.text
    assert "ignored_parameters" not in told(path, page=1, search="")
    many = ask(path, **{f"p{number}": "1" for number in range(500)})
    assert len(many.json()["ignored_parameters"]) == 20


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"start_time": "10:00", "end_time": "09:00"}, "end_time"),
        ({"minimum_age": 20, "maximum_age": 10}, "maximum_age"),
        ({"postcode": "BD1", "proximity": "0"}, "proximity"),
        ({"postcode": "BD1", "proximity": "-5"}, "proximity"),
        ({"postcode": "BD1", "proximity": "inf"}, "proximity"),
        ({"postcode": "BD1", "proximity": "1e9"}, "proximity"),
    ],
)
def test_parameters_that_contradict_each_other_are_named(asked: dict[str, Any], parameter: str) -> None:
    assert refused(ask("/services", **asked))["errors"][0]["parameter"] == parameter


@pytest.mark.parametrize("value", NAUGHTY, ids=lambda value: repr(value[:12]))
def test_nothing_typed_anywhere_breaks_it(value: str) -> None:
    """Each parameter at each address that takes it."""
    tried = 0
    for path, door in openapi()["paths"].items():
        for parameter in door["get"]["parameters"]:
            if parameter["in"] == "query":
                answer = ask(path.replace("{id}", NOWHERE), **{parameter["name"]: value})
                assert answer.status_code in (200, 404, 422), (path, parameter["name"], answer.status_code)
                assert answer.json()
                tried += 1
    assert tried >= 40


@pytest.mark.parametrize("path", LISTS)
def test_an_id_that_is_none_and_an_id_of_nothing_are_told_apart(path: str) -> None:
    refused(ask(f"{path}/{NOWHERE}"), 404)
    for wrong in ("x", "1", "%00", "x" * 3000, "00000000-0000-0000-0000-00000000000g", "'"):
        refused(ask(f"{path}/{wrong}"))


@pytest.mark.parametrize(
    "path", ["/no-such-list", "/services/x/y", "//", "/services%0A/x", "/docs", "/services.json", "/%00"]
)
def test_an_address_that_is_none_is_said_in_json(path: str) -> None:
    answer = ask(path)
    assert answer.status_code in (200, 404, 422), answer.status_code
    if path != "//":
        refused(answer, answer.status_code)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("page", [2, 999_999, 1_000_000_000])
def test_a_page_past_the_end_is_empty_and_valid(path: str, page: int) -> None:
    total = told(path)["total_items"]
    answer = told(path, page=page, per_page=100)
    assert answer == {
        "total_items": total,
        "total_pages": -(-total // 100),
        "page_number": page,
        "size": 0,
        "first_page": False,
        "last_page": True,
        "empty": True,
        "contents": [],
    }


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/services", "/", f"/services/{NOWHERE}", "/no-such-list", "/openapi.json"])
def test_nothing_can_be_written(method: str, path: str) -> None:
    """With checks against forged forms as strict as they are on a real site."""
    answer = getattr(Client(enforce_csrf_checks=True), method)(f"{BASE}{path}", "x=1", content_type="text/plain")
    refused(answer, 405)
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_an_organisation_is_never_an_answer_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    service = a_service("Moor Tea")
    a_service("Moor Walks", organization=service.organization)
    path = f"/organizations/{service.organization.uuid}"
    assert len(told(path, full_service="true")["services"]) == 2
    monkeypatch.setattr(api, "MOST_NESTED", 1)
    assert refused(ask(path, full_service="true"))["errors"][0]["parameter"] == "full_service"
    refused(ask("/organizations", full_service="true", search="moor"))
    assert len(told(path)["services"]) == 2


def test_a_fault_of_ours_is_said_in_json_without_what_was_asked(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_arguments: Any) -> Any:
        raise RuntimeError("row 7 of BD1 4AA")

    monkeypatch.setattr(queries, "searched", broken)
    said = refused(ask("/services", postcode="BD1 4AA"), 500)
    assert "BD1" not in str(said)
    assert [record.getMessage() for record in caplog.records if record.name == "lantern.openreferral"] == [
        "The open feed failed to answer."
    ]


def test_a_search_for_signs_of_the_database_finds_only_them() -> None:
    a_service("Moor 100% Tea_Room")
    assert told("/services", search="100% tea_room")["total_items"] == 1
    assert told("/services", search="100%tea")["total_items"] == 0
    assert told("/services", search="moor tea-room")["total_items"] == 0
