"""A refuge can be found by its name in the feed, and nothing there says where it is, however often it is asked."""

import json
from itertools import product

import pytest

from signposting.models import Accessibility, Location, Organization, Service, ServiceArea, ServiceAtLocation
from tests.signposting.feed import a_location, a_service, ask, names, told

pytestmark = pytest.mark.django_db

OUTCODES = ("BD1", "BD2", "BD5", "BD8", "BD9", "BD18", "LS1", "HX1", "HD1", "WF1")
METRES = (1, 400, 1000, 2000, 5000, 20_000, 200_000)
NOBODY = "00000000-0000-4000-8000-000000000007"
SECRETS = (
    "7 Mill Street",
    "BD1 4AA",
    "53.79",
    "-1.75",
    "Bus 60",
    "Ramp at the back",
    "Behind the church",
    "10092008082",
)


@pytest.fixture
def refuge(db: None) -> Service:
    """A service at a place that had an address before somebody said that it is secret."""
    said = {"alert": "The door is at 7 Mill Street", "schedules": [{"id": NOBODY, "notes": "Behind the church"}]}
    service = a_service("Refuge of the Moor", unmapped=said)
    Organization.objects.filter(pk=service.organization_id).update(unmapped={"locations": [{"name": "7 Mill Street"}]})
    place = a_location(
        "A safe house",
        description="Behind the church",
        transportation="Bus 60 to Mill Lane",
        unmapped={"external_identifier": "10092008082"},
    )
    Accessibility.objects.create(location=place, feature="step-free", details="Ramp at the back")
    ServiceAtLocation.objects.create(service=service, location=place, hours="every day 24 hours")
    ServiceArea.objects.create(service=service, code="E47000003")
    place.sensitive = True
    place.save()
    return service


def test_a_secret_place_has_a_name_and_no_word_of_where_it_is(refuge: Service) -> None:
    link = ServiceAtLocation.objects.get(service=refuge)
    answers = [
        told(f"/services/{refuge.translation_key}"),
        told(f"/service_at_locations/{link.uuid}"),
        told(f"/organizations/{refuge.organization.uuid}", full_service="true"),
        *(told(path, search="moor", full=full) for path in ("/services", "/service_at_locations") for full in (0, 1)),
    ]
    text = json.dumps(answers)
    assert "A safe house" in text
    for secret in SECRETS:
        assert secret not in text, secret
    place = answers[1]["location"]
    assert set(place) == {"id", "location_type", "code", "name", "sensitive", "accessibility"}
    assert place["location_type"] == "physical"


@pytest.mark.parametrize("path", ["/services", "/service_at_locations"])
def test_no_circle_around_any_place_finds_it(refuge: Service, path: str) -> None:
    """Circles are what triangulates: it is outside of every one, small or large."""
    assert set(found_by_circles(path).values()) == {0}


def test_what_circles_find_of_it_depends_on_its_open_place_alone(refuge: Service) -> None:
    """A service with an office as well: the answers are those that the office alone would give."""
    office = a_location("The office", latitude=53.8367, longitude=-1.7800, postal_code="BD18 3LD")
    ServiceAtLocation.objects.create(service=refuge, location=office)
    with_both = found_by_circles("/services")
    ServiceAtLocation.objects.filter(service=refuge, location__sensitive=True).delete()
    assert found_by_circles("/services") == with_both
    assert len(set(with_both.values())) == 2


def found_by_circles(path: str) -> dict[tuple[str, int], int]:
    """How often the service is found near each place."""
    return {
        (outcode, metres): ask(path, postcode=outcode, proximity=metres, search="moor").json()["total_items"]
        for outcode, metres in product(OUTCODES, METRES)
    }


def test_the_area_that_it_serves_finds_it_and_is_no_smaller_than_said(refuge: Service) -> None:
    assert "Refuge of the Moor" in names("/services", postcode="BD1", search="moor")
    assert "Refuge of the Moor" in names("/services", postcode="LS1", search="moor")


def test_no_search_finds_it_by_where_it_was(refuge: Service) -> None:
    for word in ("Mill Street", "BD1 4AA", "church", "Bus 60"):
        for path in ("/services", "/service_at_locations"):
            found = told(path, search=word)["contents"]
            assert "Refuge of the Moor" not in json.dumps(found), word


def test_the_database_itself_keeps_no_address_to_tell(refuge: Service) -> None:
    place = Location.objects.get(code="a-safe-house")
    assert place.address == ""
    assert place.latitude is place.longitude is None
    assert ask(f"/service_at_locations/{place.uuid}").status_code == 404
