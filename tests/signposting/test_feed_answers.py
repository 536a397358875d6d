"""The open feed as a tool meets it: pages, validators, openness, and what it costs."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from signposting.models import ServiceAtLocation
from signposting.openreferral import queries
from tests.signposting.feed import (
    BASE,
    PUBLISHED,
    a_location,
    a_rich_service,
    a_service,
    anybody,
    ask,
    check,
    database_of,
    told,
)
from tests.support.cast import Person
from tests.support.server import Served

LISTS = ("/services", "/service_at_locations", "/organizations", "/taxonomies", "/taxonomy_terms")
MOST_QUERIES = 11


@pytest.mark.django_db
def test_it_says_what_it_follows_and_where_that_is_described() -> None:
    said = told("/")
    assert said["version"] == "HSDS-UK-3.0"
    assert said["openapi_url"] == f"{settings.PUBLIC_URL}{BASE}/openapi.json"
    assert ask("").json() == said


@pytest.mark.django_db
@pytest.mark.parametrize("path", LISTS)
def test_every_address_is_the_same_with_and_without_a_slash_at_its_end(path: str) -> None:
    a_rich_service()
    assert ask(f"{path}/").content == ask(path).content
    first = ask(path).json()["contents"][0]["id"]
    assert ask(f"{path}/{first}/").content == ask(f"{path}/{first}").content
    check(f"{path}/{first}", ask(f"{path}/{first}").json())


@pytest.mark.django_db
@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("size", [1, 7, 20, 100])
def test_pages_hold_every_record_once(path: str, size: int) -> None:
    a_rich_service()
    whole = [one["id"] for number in (1, 2) for one in told(path, per_page=100, page=number)["contents"]]
    pages = -(-len(whole) // size)
    # The first pages, one on each side of the middle, and the last.
    for number in {1, 2, pages // 2, pages // 2 + 1, pages} - {0}:
        page = ask(path, perPage=size, page=number).json()
        assert [one["id"] for one in page["contents"]] == whole[(number - 1) * size : number * size]
        assert page["total_items"] == len(whole)
        assert page["total_pages"] == pages
        assert page["size"] == len(page["contents"])
        assert (page["first_page"], page["last_page"]) == (number == 1, number >= pages)


@pytest.mark.django_db
def test_per_page_wins_over_per_page_in_capitals() -> None:
    assert told("/services", per_page=3, perPage=5)["size"] == 3
    assert told("/services", perPage=5)["size"] == 5
    assert told("/services")["size"] == 20


@pytest.mark.django_db
@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("full", [{}, {"full": "true", "full_service": "true"}], ids=["basic", "full"])
def test_the_number_of_queries_does_not_grow_with_the_page(path: str, full: dict[str, str]) -> None:
    for number in range(6):
        service = a_service(f"Moor {number}")
        ServiceAtLocation.objects.create(service=service, location=a_location(f"Moor {number}"))
    a_rich_service()
    costs = [cost(path, per_page=size, page=page, **full) for size, page in ((1, 1), (2, 2), (100, 1))]
    assert max(costs) <= MOST_QUERIES
    # A record with nothing of some kind saves a query at most.
    assert costs[-1] <= max(costs[0], cost(path, per_page=7, page=1, **full)) + 1


def cost(path: str, **asked: Any) -> int:
    """How many queries an answer takes."""
    with CaptureQueriesContext(connection) as found:
        assert ask(path, **asked).status_code == 200
    return len(found)


@pytest.mark.django_db
def test_a_tool_that_has_the_answer_already_is_told_so() -> None:
    service = a_rich_service()
    path = f"/services/{service.translation_key}"
    first = ask(path)
    assert not first.headers["ETag"].startswith("W/")
    assert first.headers["Last-Modified"]
    assert first.headers["Cache-Control"] == "public, max-age=300"
    kept = {"If-None-Match": first.headers["ETag"]}
    again = Client().get(f"{BASE}{path}", headers=kept)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Access-Control-Expose-Headers"] == "ETag"
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert Client().get(f"{BASE}{path}", headers={"If-None-Match": f"W/{kept['If-None-Match']}"}).status_code == 304
    # Another record that is named in it, and no moment of the service itself, changes.
    service.organization.name = "The Mill and Friends"
    service.organization.save()
    changed = Client().get(f"{BASE}{path}", headers={**kept, "If-Modified-Since": first.headers["Last-Modified"]})
    assert changed.status_code == 200
    assert "The Mill and Friends" in changed.text
    assert (
        Client().get(f"{BASE}{path}", headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 200
    )


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["br", "gzip"])
def test_a_page_travels_compressed_and_says_that_its_bytes_are_others(way: str) -> None:
    plain = ask("/services", full="true")
    squeezed = anybody.get(f"{BASE}/services?full=true", headers={"Accept-Encoding": way})
    assert squeezed.headers["Content-Encoding"] == way
    assert len(squeezed.content) * 4 < len(plain.content)
    assert squeezed.headers["ETag"] == f"W/{plain.headers['ETag']}"
    assert squeezed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    kept = {"Accept-Encoding": way, "If-None-Match": squeezed.headers["ETag"]}
    again = anybody.get(f"{BASE}/services?full=true", headers=kept)
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Encoding" not in again.headers


@pytest.mark.django_db
def test_an_address_with_a_postcode_is_kept_by_no_cache() -> None:
    assert ask("/services", postcode="BD1").headers["Cache-Control"] == "no-store"
    assert ask("/service_at_locations", postcode="BD1", proximity=500).headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/services", "/services/", "/no-such-list", "/services?page=0", "/openapi.json"])
def test_pages_of_other_sites_may_read_it(path: str) -> None:
    answer = Client().get(f"{BASE}{path}", headers={"Origin": "https://council.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    asked = Client().options(
        f"{BASE}{path}",
        headers={
            "Origin": "https://council.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in asked.headers["Access-Control-Allow-Methods"]
    assert "if-none-match" in asked.headers["Access-Control-Allow-Headers"].lower()
    assert ("ETag" in answer.headers) is (answer.headers.get("Access-Control-Expose-Headers") == "ETag")


@pytest.mark.django_db
def test_it_knows_nobody(comms_editor: Person) -> None:
    """Somebody who is signed in gets the same bytes, and nobody a cookie or a session."""
    sessions = Session.objects.count()
    for path in ("/services", "/services?page=0", "/no-such-list"):
        own = comms_editor.client.get(f"{BASE}{path}")
        anyone = Client().get(
            f"{BASE}{path}",
            headers={"Cookie": "lantern_session=abcdefghijklmnopqrstuvwxyz012345", "Accept-Language": "ur"},
        )
        assert own.content == anyone.content
        assert not own.cookies
        assert not anyone.cookies
        assert "cookie" not in anyone.headers.get("Vary", "").lower()
    assert Session.objects.count() == sessions


@pytest.fixture
def a_served_place(served: Served, django_db_blocker: Any) -> Iterator[None]:
    """A service at a place in the database of the served site, for as long as the test takes."""
    with django_db_blocker.unblock(), database_of(served):
        place = a_location()
        link = ServiceAtLocation.objects.create(service=queries.services()[0], location=place)
    yield
    with django_db_blocker.unblock(), database_of(served):
        link.delete()
        place.delete()


@pytest.mark.usefixtures("a_served_place")
def test_the_served_site_passes_levels_1_and_2(served: Served) -> None:
    """By the published test profile where it is at hand, and by our own description always."""
    for path in LISTS:
        address = f"{BASE}{path}?perPage=7&per_page=7"
        status, headers, body = served.get(address)
        assert status == 200
        check(path, page := json.loads(body))
        check(f"{path}/x", json.loads(served.get(f"{BASE}{path}/{page['contents'][0]['id']}")[2]))
        assert served.get(address, "HEAD")[::2] == (200, b"")
        assert served.get(address, headers={"If-None-Match": headers["etag"]})[::2] == (304, b"")
    if PUBLISHED:
        done = subprocess.run(
            [sys.executable, PUBLISHED / "level_check.py", served.origin + BASE],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.count("PASS 200") == 9


def test_no_postcode_is_in_any_log(served: Served) -> None:
    told_to_proxies = {"X-Forwarded-For": "203.0.113.88"}
    for path in (
        "/services?postcode=BD1%204AA&proximity=500",
        "/service_at_locations?postcode=BD14AA",
        "/services?postcode=ZZ99%209ZZ",
        "/services?postcode=BD1%204AA&proximity=x",
        "/no-such-list?postcode=BD1%204AA",
        "?postcode=BD14AA",
    ):
        served.get(f"{BASE}{path}", headers=told_to_proxies)
        served.get(f"{BASE}{path}", "POST", b"postcode=BD14AA", told_to_proxies)
    for secret in ("BD1", "4AA", "ZZ99", "9ZZ", "203.0.113"):
        assert secret not in served.log, secret
