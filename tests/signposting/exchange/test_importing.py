"""Imports from other councils' feeds: what is new, what was edited here, what is broken, what is secret."""

import copy
import json
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from django.core.management import CommandError, call_command

from signposting.exchange.importing import Options
from signposting.models import Contact, Location, Organization, Service, ServiceAtLocation
from tests.signposting.exchange.running import imported
from tests.signposting.feed import PUBLISHED, a_location, told

pytestmark = pytest.mark.django_db
KEY = "11111111-1111-4111-8111-111111111111"
PLACE = "22222222-2222-4222-8222-222222222222"
DRAFTS = Options(owner="Young people’s team", source_title="Elsewhere Council")


def a_record(**fields: Any) -> Any:
    """A service as a feed that is not ours tells it."""
    return {
        "id": KEY,
        "name": "Boxing for all",
        "description": "We box on Mondays.\n\nBring water.",
        "url": "https://boxing.example/",
        "status": "active",
        "minimum_age": 11,
        "organization": {
            "id": "33333333-3333-4333-8333-333333333333",
            "name": "Boxing Trust",
            "description": "Boxing Trust",
        },
        "phones": [{"id": "44444444-4444-4444-8444-444444444444", "number": "(01632) 960-222", "type": "voice"}],
        "email": "hello@boxing.example",
        "contacts": [{"id": "55555555-5555-4555-8555-555555555555", "name": "Ann Persona", "title": "Coach"}],
        "languages": [{"id": "66666666-6666-4666-8666-666666666666", "name": "Urdu"}],
        "service_areas": [{"id": "77777777-7777-4777-8777-777777777777", "name": "Bradford"}, {"name": "The valley"}],
        "cost_options": [{"id": "88888888-8888-4888-8888-888888888888", "option": "Adults", "amount": 2.5}],
        "schedules": [{"freq": "WEEKLY", "byday": "MO", "opens_at": "18:00:00", "closes_at": "20:00:00"}],
        "service_at_locations": [
            {
                "id": "99999999-9999-4999-8999-999999999999",
                "location": {
                    "id": PLACE,
                    "location_type": "physical",
                    "name": "The gym",
                    "latitude": 53.8,
                    "longitude": -1.75,
                    "addresses": [{"address_1": "1 Gym Street", "city": "Bradford", "attention": "Ann Persona"}],
                },
            }
        ],
        "alert": "Closed in August.",
        "assurer_email": "ann@boxing.example",
        **fields,
    }


def service() -> Service:
    return Service.objects.get(translation_key=KEY, locale__language_code="en")


def test_a_service_of_another_council_arrives_as_a_draft_with_all_that_can_be_used(tmp_path: Path) -> None:
    summary = imported(tmp_path, [a_record()], DRAFTS)
    assert not summary.failed
    ours = service()
    assert (ours.live, ours.organization.live) == (False, False)
    assert (ours.summary, ours.description) == ("We box on Mondays.", "Bring water.")
    assert (ours.owner, ours.source_title) == ("Young people’s team", "Elsewhere Council")
    assert (ours.languages, ours.minimum_age) == (["ur"], 11)
    assert ours.review_due
    assert ours.organization.description == ""
    assert {(row.channel, row.value) for row in ours.contacts.all()} == {
        ("call", "01632 960222"),
        ("email", "hello@boxing.example"),
    }
    link = ours.service_at_locations.get()
    assert (link.hours, link.location.address) == ("Mon 18:00-20:00", "1 Gym Street, Bradford")
    assert [row.code for row in ours.service_areas.all()] == ["E08000032"]
    assert str(ours.cost_options.get().amount) == "2.50"
    assert ours.unmapped == {"alert": "Closed in August.", "service_areas": [{"id": ANY, "name": "The valley"}]}


def test_no_name_and_no_address_of_a_person_is_kept(tmp_path: Path) -> None:
    summary = imported(tmp_path, [a_record(funding=[{"source": "Ann Persona"}])], Options(publish=True))
    assert any("people" in line for line in summary.notes)
    text = json.dumps(told(f"/services/{KEY}"))
    assert "The valley" in text
    assert "Persona" not in text
    assert "ann@" not in text
    assert not Contact.objects.filter(label__contains="Persona").exists()


def test_the_feed_changes_what_nobody_edited_here_and_what_was_edited_stays(tmp_path: Path) -> None:
    imported(tmp_path, [a_record()], Options(publish=True))
    ours = service()
    ours.name = "Boxing, gently"
    ours.save_revision().publish()
    changed = a_record(name="Boxing 2", minimum_age=12, phones=[{"number": "01632 960333"}])
    for _time in (1, 2):
        summary = imported(tmp_path, [changed], Options(publish=True))
        assert not summary.failed
        [kept] = summary.kept
        assert "name was changed here, last on" in kept
        ours = service()
        assert (ours.name, ours.minimum_age, ours.live) == ("Boxing, gently", 12, True)
        assert {row.value for row in ours.contacts.all()} == {"01632 960333", "hello@boxing.example"}
    assert summary.counts == {"unchanged": 1}


def test_an_edit_of_a_draft_is_kept_too(tmp_path: Path) -> None:
    imported(tmp_path, [a_record()], DRAFTS)
    draft = service().get_latest_revision_as_object()
    draft.summary = "Come and box."
    draft.save_revision()
    summary = imported(tmp_path, [a_record(description="Other words.", maximum_age=25)], DRAFTS)
    assert any("summary was changed here" in line for line in summary.kept)
    draft = service().get_latest_revision_as_object()
    assert (draft.summary, draft.maximum_age, draft.live) == ("Come and box.", 25, False)


def test_what_waits_to_be_published_is_not_touched(tmp_path: Path) -> None:
    imported(tmp_path, [a_record()], Options(publish=True))
    ours = service()
    ours.summary = "A draft."
    ours.save_revision()
    summary = imported(tmp_path, [a_record(minimum_age=12)], Options(publish=True))
    assert "a draft of it waits here" in summary.kept[0]
    assert service().minimum_age == 11
    assert service().get_latest_revision_as_object().summary == "A draft."


def test_contacts_for_staff_alone_outlive_an_import(tmp_path: Path) -> None:
    imported(tmp_path, [a_record()], Options(publish=True))
    ours = service()
    ours.contacts.add(Contact(channel="call", value="01632 960999", private=True, locale=ours.locale))
    ours.save_revision().publish()
    imported(tmp_path, [a_record(phones=[{"number": "01632 960333"}])], Options(publish=True))
    assert {row.value for row in service().contacts.all()} == {"01632 960333", "hello@boxing.example", "01632 960999"}


def test_what_is_gone_from_the_feed_is_said_and_stays(tmp_path: Path) -> None:
    other = a_record(id="aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", name="Chess", service_at_locations=[], cost_options=[])
    imported(tmp_path, [a_record(), other], DRAFTS)
    summary = imported(tmp_path, [other], DRAFTS)
    assert [line.startswith("Boxing for all") for line in summary.gone] == [True]
    assert service().name == "Boxing for all"


@pytest.mark.parametrize("edited_here", [False, True])
def test_a_place_that_the_feed_keeps_secret_has_no_address_here(tmp_path: Path, edited_here: bool) -> None:
    imported(tmp_path, [a_record()], Options(publish=True))
    if edited_here:
        place = Location.objects.get(uuid=PLACE)
        place.address_2, place.description = "At the back", "Blue door"
        place.save_revision().publish()
    record = a_record()
    record["service_at_locations"][0]["location"].update(sensitive=True, description="Behind the mill")
    imported(tmp_path, [record], Options(publish=True))
    place = Location.objects.get(uuid=PLACE)
    assert (place.sensitive, place.address, place.latitude, place.description) == (True, "", None, "")
    assert service().unmapped == {}


def test_no_feed_gives_an_address_to_a_place_that_is_secret_here(tmp_path: Path) -> None:
    a_location("The gym", uuid=PLACE, sensitive=True)
    summary = imported(tmp_path, [a_record()], Options(publish=True))
    assert not summary.failed
    place = Location.objects.get(uuid=PLACE)
    assert (place.sensitive, place.address, place.latitude) == (True, "", None)
    assert "Gym Street" not in json.dumps([revision.content for revision in place.revisions.all()])
    assert service().unmapped == {}


BROKEN: list[Any] = [
    "a text",
    None,
    {"id": "not-a-uuid", "name": "No id"},
    a_record(id="bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb", organization=None),
    a_record(id="cccccccc-cccc-4ccc-8ccc-cccccccccccc", name=""),
    a_record(id="dddddddd-dddd-4ddd-8ddd-dddddddddddd", name="x" * 10_000),
    a_record(id="eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee", description=None),
]


def test_broken_records_are_named_and_the_others_go_in(tmp_path: Path) -> None:
    before = Service.objects.count(), Organization.objects.count()
    summary = imported(tmp_path, [*BROKEN, a_record()], DRAFTS)
    assert len(summary.skipped) == len(BROKEN)
    assert any("No id: its id is not a UUID" in line for line in summary.skipped)
    assert any("which organisation runs it" in line for line in summary.skipped)
    assert (Service.objects.count(), Organization.objects.count()) == (before[0] + 1, before[1] + 1)
    with pytest.raises(CommandError, match="7 could not be taken in"):
        call_command("import_open_referral", str(tmp_path / "feed.json"))


ODD: dict[str, Any] = {
    "minimum_age": -4,
    "maximum_age": "many",
    "url": "javascript:alert(1)",
    "email": "nobody",
    "status": "on fire",
    "phones": [{"number": "call us"}, {"number": "01632 960222", "type": "fax"}, 7],
    "contacts": "none",
    "languages": [{"code": "klingon"}, {}],
    "service_areas": [{"uri": "the valley", "name": ["x"]}, {"name": "A valley", "uri": "no uri", "id": "7"}],
    "alert": {"a": 1},
    "cost_options": [{"amount": "free"}, {"amount": float("1e300")}, {"amount": None}],
    "schedules": [{"byday": "XX"}, {"freq": "MONTHLY", "byday": "2TU"}, "always"],
    "attributes": [{"taxonomy_term": 5}, {"id": 4, "taxonomy_term": {"name": "Sport", "term_uri": "sport", "id": 1}}],
    "service_at_locations": [{"location": {"name": "No id"}}, {"location_id": PLACE}, {}],
    "assured_date": "yesterday",
    "review_interval": 0,
}


@pytest.mark.parametrize("name", ODD)
def test_a_value_that_cannot_be_used_never_costs_the_record(tmp_path: Path, name: str) -> None:
    summary = imported(tmp_path, [a_record(**{name: ODD[name]})])
    assert not summary.skipped
    assert told(f"/services/{KEY}")["name"] == "Boxing for all"
    assert service().url.startswith("http") or not service().url
    again = imported(tmp_path, [a_record(**{name: ODD[name]})])
    assert (again.counts, again.kept) == ({"unchanged": 1}, [])


def test_an_id_that_two_services_share_is_given_to_one_of_them(tmp_path: Path) -> None:
    other = copy.deepcopy(a_record(id="aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", name="Chess"))
    for _time in (1, 2):
        summary = imported(tmp_path, [a_record(), other], DRAFTS)
        assert not summary.failed
    assert summary.counts == {"unchanged": 2}
    assert ServiceAtLocation.objects.filter(location__uuid=PLACE).count() == 2


@pytest.mark.skipif(not PUBLISHED, reason="the published feeds are not here")
@pytest.mark.parametrize(
    "name", ["default/service_full", "fail/service_full", "service_list_132kB", "fail/service_list"]
)
def test_the_published_feeds_good_and_bad_are_read(tmp_path: Path, name: str) -> None:
    assert PUBLISHED
    found = json.loads((PUBLISHED / "feeds" / f"{name}.json").read_text())
    records = found.get("contents", [found])
    summary = imported(tmp_path, found, DRAFTS)
    assert summary.counts.total() + len(summary.skipped) == len(records)
    assert not summary.stopped
    assert bool(summary.counts) or name.startswith("fail")
