"""An editor imports from another council's feed, on the screens of the admin: look first, then agree."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from background.journeys import jobs
from background.models import Job
from people.models import User
from signposting.exchange.importing import Options, import_address
from signposting.models import FeedImport, FeedLine, Location, Organization, Service
from tests.pages.helpers import main, soup, text
from tests.signposting.exchange.council import Council
from tests.signposting.exchange.elsewhere import PLACE
from tests.signposting.exchange.feed_screens import LATER, NEW, begin, names, press, said, take_slice
from tests.signposting.feed import a_location
from tests.support.cast import Person

pytestmark = pytest.mark.django_db


def test_an_editor_sees_what_a_feed_would_bring_and_then_has_it_imported_as_drafts(
    council: Council, comms_editor: Person
) -> None:
    council.records[2]["organization"] = None
    before = Service.objects.count(), Organization.objects.count(), Location.objects.count()
    run = begin(comms_editor, council, source_title="Elsewhere Council")
    assert (run.stage, run.feed) == (FeedImport.Stage.LOOKED, f"{council.origin}/feed")
    assert (Service.objects.count(), Organization.objects.count(), Location.objects.count()) == before
    shown = said(comms_editor, run)
    assert "Refused: 1 · New: 2" in shown
    assert "It does not say which organisation runs it" in shown
    assert "the organisation “Boxing Trust” is new" in shown
    council.asked.clear()
    run = press(comms_editor, run, "agree")
    assert council.asked == [], "the feed has been read already"
    assert run.stage == FeedImport.Stage.DONE
    assert names() == ["Service 1", "Service 2"]
    one = Service.objects.get(name="Service 1")
    assert (one.live, one.organization.live, one.owner) == (False, False, "Young people’s team")
    assert one.source_title == "Elsewhere Council"
    assert one.latest_revision.user == comms_editor.user
    assert "Refused: 1 · New: 2" in said(comms_editor, run)
    listed = text(main(soup(comms_editor.client.get("/admin/signposting/feeds/"))))
    assert f"{council.origin}/feed" in listed
    assert "2 taken in, 1 refused" in listed


def test_nobodys_name_waits_with_a_dry_run_and_what_the_feed_told_is_forgotten_after_it(
    council: Council, comms_editor: Person
) -> None:
    run = begin(comms_editor, council)
    kept = json.dumps(list(run.lines.values("told", "notes", "kept")))
    assert "Gym Street" in kept
    assert "Persona" not in kept
    assert "ann@" not in kept
    press(comms_editor, run, "agree")
    assert not run.lines.exclude(told=None).exists()


def test_a_place_that_is_secret_here_has_no_address_even_in_a_dry_run(council: Council, comms_editor: Person) -> None:
    a_location("The gym", uuid=PLACE, sensitive=True)
    run = begin(comms_editor, council)
    assert "Gym Street" not in json.dumps(list(run.lines.values("told", "notes", "kept")))
    press(comms_editor, run, "agree")
    assert names() == ["Service 1", "Service 2", "Service 3"]
    assert Location.objects.get(uuid=PLACE).address == ""


def test_what_was_edited_here_stays_and_the_screen_says_so(council: Council, comms_publisher: Person) -> None:
    press(comms_publisher, begin(comms_publisher, council, publish="on"), "agree")
    one = Service.objects.get(name="Service 1")
    assert one.live
    one.summary = "Come and box."
    one.save_revision().publish()
    for record in council.records:
        record.update(description="Other words.")
    run = begin(comms_publisher, council)
    assert "Changed: 3 · Local edits kept: 1 · Unchanged: 0" in said(comms_publisher, run)
    assert "summary was changed here" in said(comms_publisher, run, show="kept")
    assert "Service 2" not in said(comms_publisher, run, show="kept")
    assert "summary: “We box on Mondays.” becomes “Other words.”" in said(comms_publisher, run, show="changed")
    press(comms_publisher, run, "agree")
    one.refresh_from_db()
    assert one.summary == "Come and box."
    assert Service.objects.get(name="Service 2").summary == "Other words."


def test_an_editor_publishes_nothing_whatever_they_send(
    council: Council, comms_editor: Person, comms_publisher: Person
) -> None:
    press(comms_publisher, begin(comms_publisher, council, publish="on"), "agree")
    for record in council.records:
        record.update(minimum_age=14)
    council.records.append({**council.records[0], "id": "4aaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", "name": "Service 4"})
    assert "publish" not in [field.get("name") for field in soup(comms_editor.client.get(NEW)).select("input")]
    run = begin(comms_editor, council, publish="on")
    assert "the change waits as a draft for a publisher" in said(comms_editor, run)
    press(comms_editor, run, "agree")
    one = Service.objects.get(name="Service 1")
    assert (one.minimum_age, one.live, one.has_unpublished_changes) == (11, True, True)
    assert one.get_latest_revision_as_object().minimum_age == 14
    assert not Service.objects.get(name="Service 4").live


def test_a_feed_keeps_a_place_secret_at_once_whoever_imports_and_says_nothing_else_for_them(
    council: Council, comms_editor: Person, comms_publisher: Person
) -> None:
    press(comms_publisher, begin(comms_publisher, council, publish="on"), "agree")
    for record in council.records:
        record["service_at_locations"][0]["location"].update(sensitive=True, name="Words of the feed")
    press(comms_editor, begin(comms_editor, council), "agree")
    place = Location.objects.get(uuid=PLACE)
    assert (place.sensitive, place.address, place.name, place.live) == (True, "", "The gym", True)


def test_rights_that_were_taken_away_stop_what_waits(council: Council, comms_editor: Person, settings: Any) -> None:
    run = begin(comms_editor, council)
    settings.TASKS = LATER
    run = press(comms_editor, run, "agree")
    assert "New Waits." in said(comms_editor, run)
    User.objects.filter(email="editor@lantern.example").update(is_active=False)
    assert take_slice(run).failed == 1
    assert names() == []


def test_an_import_is_stopped_goes_on_and_is_ended(council: Council, comms_editor: Person, settings: Any) -> None:
    settings.TASKS = LATER
    run = begin(comms_editor, council)
    assert "The feed is being read" in said(comms_editor, run)
    run = press(comms_editor, run, "stop")
    assert take_slice(run).done == 0
    assert council.asked == []
    assert "Stopped" in said(comms_editor, run)
    run = press(comms_editor, run, "resume")
    while take_slice(run).state == Job.State.RUNNING:
        pass
    run = press(comms_editor, run, "drop")
    assert run.stage == FeedImport.Stage.DROPPED
    assert not run.lines.exclude(told=None).exists()
    answer = comms_editor.client.post(f"/admin/signposting/feeds/{run.pk}/agree/", follow=True)
    assert "is not kept any more" in answer.text
    assert names() == []


def test_a_busy_feed_is_asked_again_when_it_says_and_nothing_waits_for_it_meanwhile(
    council: Council, comms_editor: Person, settings: Any
) -> None:
    settings.TASKS = LATER
    busy = f"/feed/services/{council.records[1]['id']}"
    council.answers[busy] = (429, {"Retry-After": "3600"}, b"")
    run = begin(comms_editor, council)
    job = take_slice(run)
    while busy not in council.asked:
        job = take_slice(run)
    assert (council.asked[-1], job.state) == (busy, Job.State.RUNNING)
    [queued] = DBTaskResult.objects.filter(task_path=jobs.run_slice.module_path)
    assert timedelta(minutes=58) < queued.run_after - timezone.now() <= timedelta(hours=1)
    assert "goes on by itself after" in said(comms_editor, run)
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - jobs.STALLED * 2)
    assert jobs.wake_stalled() == 0
    council.asked.clear()
    take_slice(run)
    assert "busy" in import_address(f"{council.origin}/feed", Options()).stopped
    assert council.asked == [], "nobody asks before the hour is over"
    council.answers.clear()
    FeedImport.objects.update(come_back_at=timezone.now())
    while take_slice(run).state == Job.State.RUNNING:
        pass
    run.refresh_from_db()
    assert run.stage == FeedImport.Stage.LOOKED
    assert run.lines.filter(state=FeedLine.State.NEW).count() == 3
