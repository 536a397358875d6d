"""What the open feed can be asked for."""

from datetime import UTC, datetime
from typing import Any

import pytest

from signposting.models import Opening, Service, ServiceArea, ServiceAtLocation, TaxonomyTerm
from signposting.openreferral.taxonomies import taxonomy_id
from tests.signposting.feed import a_location, a_service, ask, names, told

pytestmark = pytest.mark.django_db


def found(**parameters: Any) -> set[str]:
    """The names of our services among those that fit."""
    return names("/services", search="moor", **parameters)


def test_every_word_of_a_search_occurs_somewhere_in_the_record() -> None:
    a_service("Moor Tea", description="Warm rooms and kettles.")
    a_service("Moor Walks")
    assert names("/services", search="moor") == {"Moor Tea", "Moor Walks"}
    assert names("/services", search="MOOR kettles") == {"Moor Tea"}
    assert names("/services", search="walks trust moor") == {"Moor Walks"}
    assert names("/services", search="moor qqxyzzyqq") == set()
    assert names("/services", search="100%_moor") == set()


def test_terms_and_taxonomies_narrow() -> None:
    tea, walks = a_service("Moor Tea"), a_service("Moor Walks")
    topic = TaxonomyTerm.objects.filter(locale__language_code="en", taxonomy="topic")[0]
    other = TaxonomyTerm.objects.filter(locale__language_code="en", taxonomy="topic")[1]
    need = TaxonomyTerm.objects.filter(locale__language_code="en", taxonomy="need")[0]
    tea.terms.set([topic, other])
    walks.terms.set([need])
    tea.save()
    walks.save()
    assert found(taxonomy_term_id=topic.translation_key) == {"Moor Tea"}
    assert found(taxonomy_term_id=need.translation_key) == {"Moor Walks"}
    assert found(taxonomy_id=taxonomy_id("topic")) == {"Moor Tea"}
    assert told("/services", search="moor", taxonomy_id=taxonomy_id("topic"))["total_items"] == 1
    assert found(taxonomy_id=need.translation_key) == set()


def test_organisations_and_changes_narrow() -> None:
    tea, walks = a_service("Moor Tea"), a_service("Moor Walks")
    moment = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
    Service.objects.filter(pk=tea.pk).update(last_modified=moment)
    Service.objects.filter(pk=walks.pk).update(last_modified=datetime(2026, 11, 1, tzinfo=UTC))
    assert found(organization_id=tea.organization.uuid) == {"Moor Tea"}
    for after in ("2026-11-20", "2026-11-20T12:30:00Z", "2026-11-20T12:30", "2026-11-20T13:30:00+01:00"):
        assert found(modified_after=after) == {"Moor Tea"}, after
    assert found(modified_after="2026-11-20T12:30:01Z") == set()
    # A plus sign as tools forget to encode it.
    assert "Moor Tea" in ask("/services?search=moor&modified_after=2026-11-20T13:30:00+01:00").text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"age": 10}, {"Moor All"}),
        ({"age": 11}, {"Moor All", "Moor Young"}),
        ({"age": 18}, {"Moor All", "Moor Young", "Moor Adults"}),
        ({"age": 19}, {"Moor All", "Moor Adults"}),
        ({"minimum_age": 19}, {"Moor All", "Moor Adults"}),
        ({"maximum_age": 17}, {"Moor All", "Moor Young"}),
        ({"minimum_age": 12, "maximum_age": 13}, {"Moor All", "Moor Young"}),
        ({"age": 0}, {"Moor All"}),
    ],
)
def test_ages_narrow_and_a_service_without_any_is_for_everybody(asked: dict[str, int], expected: set[str]) -> None:
    a_service("Moor All")
    a_service("Moor Young", minimum_age=11, maximum_age=18)
    a_service("Moor Adults", minimum_age=18)
    assert found(**asked) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"day": "MO"}, {"Moor Day", "Moor Night"}),
        ({"day": "monday", "start_time": "09:00", "end_time": "10:00"}, {"Moor Day"}),
        ({"day": "Monday", "start_time": "17:00"}, {"Moor Night"}),
        ({"day": "MO", "end_time": "09:00"}, set()),
        ({"day": "TU", "end_time": "06:00"}, {"Moor Night"}),
        ({"day": "TU", "start_time": "06:00"}, set()),
        ({"day": "SU", "start_time": "23:00", "end_time": "24:00"}, set()),
        ({"start_time": "03:00", "end_time": "04:00"}, {"Moor Night"}),
    ],
)
def test_days_and_times_narrow_and_a_night_belongs_to_the_day_after_too(
    asked: dict[str, str], expected: set[str]
) -> None:
    a_service("Moor Unknown")
    for name, opens, closes in (("Moor Day", 540, 1020), ("Moor Night", 1320, 1440 + 360)):
        Opening.objects.create(service=a_service(name), day=0, opens=opens, closes=closes)
    assert found(**asked) == expected


def test_a_postcode_finds_who_serves_its_area_or_turns_nobody_away() -> None:
    for name, code in (("Moor Bradford", "E08000032"), ("Moor Leeds", "E08000035"), ("Moor County", "E47000003")):
        ServiceArea.objects.create(service=a_service(name), code=code)
    a_service("Moor Anybody")
    assert found(postcode="BD1") == {"Moor Bradford", "Moor County", "Moor Anybody"}
    assert found(postcode="bd1 1hx") == {"Moor Bradford", "Moor County", "Moor Anybody"}
    assert found(postcode="LS1") == {"Moor Leeds", "Moor County", "Moor Anybody"}


def test_proximity_is_in_metres_and_needs_a_place() -> None:
    near, far, nowhere = a_service("Moor Near"), a_service("Moor Far"), a_service("Moor Online")
    ServiceAtLocation.objects.create(service=near, location=a_location("Near"))
    ServiceAtLocation.objects.create(
        service=far, location=a_location("Far", latitude=53.8367, longitude=-1.7800, postal_code="BD18 3LD")
    )
    assert nowhere.pk
    for path in ("/services", "/service_at_locations"):
        assert names(path, search="moor", postcode="BD1", proximity=3000) == {"Moor Near"}, path
        assert names(path, search="moor", postcode="BD1", proximity=30_000) == {"Moor Near", "Moor Far"}, path


def test_places_are_narrowed_by_their_services_and_by_their_own_hours() -> None:
    service = a_service("Moor Tea", minimum_age=16)
    first = ServiceAtLocation.objects.create(service=service, location=a_location("First"))
    second = ServiceAtLocation.objects.create(service=service, location=a_location("Second"))
    Opening.objects.create(service=service, service_at_location=second, day=2, opens=600, closes=720)
    listed = told("/service_at_locations", search="moor", day="wednesday")["contents"]
    assert [one["id"] for one in listed] == [str(second.uuid)]
    both = told("/service_at_locations", search="moor", age=16)["contents"]
    assert [one["id"] for one in both] == [str(first.uuid), str(second.uuid)]
    assert told("/service_at_locations", search="moor", age=15)["contents"] == []


def test_terms_can_be_listed_by_taxonomy_and_have_no_parents() -> None:
    needs = told("/taxonomy_terms", taxonomy_id=taxonomy_id("need"))
    assert {one["taxonomy"] for one in needs["contents"]} == {"need"}
    assert told("/taxonomy_terms", top_only="true")["total_items"] == told("/taxonomy_terms")["total_items"]
    assert told("/taxonomy_terms", parent_id=needs["contents"][0]["id"])["empty"] is True
    name = needs["contents"][0]["name"]
    assert name in {one["name"] for one in told("/taxonomy_terms", search=name)["contents"]}


def test_lists_of_other_things_can_be_searched() -> None:
    a_service("Moor Tea")
    assert [one["name"] for one in told("/organizations", search="tea moor")["contents"]] == ["Moor Tea Trust"]
    assert [one["code"] for one in told("/taxonomies", search="need")["contents"]] == ["need"]


def test_parameters_that_are_sent_empty_count_as_not_sent() -> None:
    blank = "/services?search=&page=&per_page=&taxonomy_id=&age=&day=&postcode=&proximity=&full=&modified_after="
    assert ask(blank).json() == told("/services")
