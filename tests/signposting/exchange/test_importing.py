"""Imports from other councils' feeds: what is new, what was edited here, what is broken, what is secret."""

import json
from pathlib import Path
from unittest.mock import ANY

import pytest

from signposting.exchange.importing import Options
from signposting.models import Contact, Location
from tests.signposting.exchange.elsewhere import DRAFTS, KEY, PLACE, a_record, service
from tests.signposting.exchange.running import imported
from tests.signposting.feed import a_location, told

pytestmark = pytest.mark.django_db


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


def test_hours_that_one_line_cannot_say_are_kept_as_they_came(tmp_path: Path) -> None:
    once = {"id": "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb", "freq": "MONTHLY", "byday": "2TU", "valid_to": "2026-12-31"}
    summary = imported(tmp_path, [a_record(schedules=[once])], Options(publish=True))
    assert not summary.failed
    assert once in told(f"/services/{KEY}")["schedules"]


def test_no_name_and_no_address_of_a_person_is_kept(tmp_path: Path) -> None:
    summary = imported(tmp_path, [a_record(funding=[{"source": "Ann Persona"}])], Options(publish=True))
    assert any("1 of them is a person" in line for line in summary.notes)
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


def test_a_place_becomes_secret_even_while_a_draft_of_it_waits(tmp_path: Path) -> None:
    imported(tmp_path, [a_record()], Options(publish=True))
    place = Location.objects.get(uuid=PLACE)
    place.name, place.address_2 = "The new gym", "At the back"
    place.save_revision()
    record = a_record()
    record["service_at_locations"][0]["location"].update(sensitive=True)
    summary = imported(tmp_path, [record], Options(publish=True))
    assert any("a draft of it that waited here is in its history" in line for line in summary.kept)
    place = Location.objects.get(uuid=PLACE)
    assert (place.sensitive, place.address, place.live, place.has_unpublished_changes) == (True, "", True, False)
    assert "Gym Street" not in json.dumps([revision.content for revision in place.revisions.all()])


def test_no_feed_gives_an_address_to_a_place_that_is_secret_here(tmp_path: Path) -> None:
    a_location("The gym", uuid=PLACE, sensitive=True)
    summary = imported(tmp_path, [a_record()], Options(publish=True))
    assert not summary.failed
    place = Location.objects.get(uuid=PLACE)
    assert (place.sensitive, place.address, place.latitude) == (True, "", None)
    assert "Gym Street" not in json.dumps([revision.content for revision in place.revisions.all()])
    assert service().unmapped == {}
