"""An editor imports from another council's feed, on the screens of the admin: look first, then agree."""

import json
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from background.journeys import jobs
from background.models import Job
from people.models import User
from signposting.exchange.importing import Options, import_address
from signposting.journeys import feed_steps
from signposting.journeys.feed_imports import LASTS, forget_imports
from signposting.models import FeedImport, FeedLine, Location, Organization, Service
from tests.pages.helpers import main, soup, text
from tests.signposting.exchange.council import Council, ok
from tests.signposting.exchange.elsewhere import PLACE
from tests.signposting.feed import a_location
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
NEW = "/admin/signposting/feeds/new/"
LATER = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def begin(person: Person, council: Council, **typed: Any) -> FeedImport:
    """Type the address, and see where it leads."""
    answer = person.client.post(NEW, {"address": f"{council.origin}/feed", "owner": "Young people’s team", **typed})
    assert answer.status_code == 302, text(main(soup(answer)))
    run = FeedImport.objects.get(pk=answer.headers["Location"].rstrip("/").rpartition("/")[2])
    assert run.stage
    return run


def page(person: Person, run: FeedImport, **asked: Any) -> BeautifulSoup:
    return soup(person.client.get(f"/admin/signposting/feeds/{run.pk}/", asked))


def said(person: Person, run: FeedImport, **asked: Any) -> str:
    return text(main(page(person, run, **asked)))


def press(person: Person, run: FeedImport, wish: str) -> FeedImport:
    """Press a button of the page, which must be there."""
    buttons = [button.get("formaction", "") for button in page(person, run).select("button")]
    assert f"/admin/signposting/feeds/{run.pk}/{wish}/" in buttons
    assert person.client.post(f"/admin/signposting/feeds/{run.pk}/{wish}/").status_code == 302
    run.refresh_from_db()
    return run


def take_slice(run: FeedImport) -> Job:
    """What a worker does with what is queued for the job of a run."""
    run.refresh_from_db()
    assert run.job
    run.job.refresh_from_db()
    DBTaskResult.objects.filter(task_path=jobs.run_slice.module_path).delete()
    if run.job.lease:
        jobs.run_slice.call(run.job.pk, str(run.job.lease))
    run.job.refresh_from_db()
    return run.job


def names() -> list[str]:
    found = Service.objects.filter(name__startswith="Service ", locale__language_code="en")
    return sorted(found.values_list("name", flat=True))


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


def test_a_page_that_fails_is_said_and_can_be_tried_again(council: Council, comms_editor: Person) -> None:
    council.answers["/feed/services 3"] = (500, {}, b"")
    run = begin(comms_editor, council)
    shown = said(comms_editor, run)
    assert "could not be read to its end" in shown
    assert "Page 3 – The feed answered 500." in shown
    council.answers.clear()
    run = press(comms_editor, run, "resume")
    assert run.stage == FeedImport.Stage.LOOKED
    assert run.lines.count() == 3


def test_a_service_that_does_not_answer_is_asked_once_more_and_then_named(
    council: Council, comms_editor: Person
) -> None:
    addresses = [f"/feed/services/{one['id']}" for one in council.records]
    council.fails_once.add(addresses[0])
    council.answers[addresses[1]] = (404, {}, b"")
    council.answers[addresses[2]] = (503, {}, b"")
    run = begin(comms_editor, council)
    assert [council.asked.count(address) for address in addresses] == [2, 2, 2]
    shown = said(comms_editor, run)
    assert "Refused: 2 · New: 1" in shown
    assert "The feed answered 404." in shown
    assert "The feed answered 503." in shown


def test_a_feed_that_gives_the_same_page_for_ever_comes_to_an_end(council: Council, comms_editor: Person) -> None:
    same = ok({"contents": [council.records[0]], "page_number": 1})
    council.answers.update({f"/feed/services {number}": same for number in range(1, 20)})
    run = begin(comms_editor, council)
    assert run.lines.count() == 1
    assert len(council.asked) == 2


def test_a_feed_without_pages_is_read_at_once_and_one_that_is_too_much_is_refused(
    council: Council, comms_editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = [{**council.records[0], "id": f"{number:08}-aaaa-4aaa-8aaa-aaaaaaaaaaaa"} for number in range(60)]
    council.answers["/feed/services 1"] = ok([*crowd, "no record", crowd[0]])
    run = begin(comms_editor, council)
    assert "Refused: 1 · New: 60" in said(comms_editor, run)
    assert "Page 1 of 2" in said(comms_editor, run)
    assert len(council.asked) == 1
    monkeypatch.setattr(feed_steps, "MOST_ON_A_PAGE", 50)
    assert "more than 50 services at once" in said(comms_editor, begin(comms_editor, council))
    monkeypatch.setattr(feed_steps, "MOST_ON_A_PAGE", 500)
    monkeypatch.setattr(feed_steps, "MOST_SERVICES", 50)
    assert "The feed has more than 50 services" in said(comms_editor, begin(comms_editor, council))


def test_a_service_with_places_without_end_is_refused_and_the_others_are_not(
    council: Council, comms_editor: Person
) -> None:
    link = council.records[0]["service_at_locations"][0]
    council.records[0]["service_at_locations"] = [
        {
            "id": f"{number:08}-bbbb-4bbb-8bbb-bbbbbbbbbbbb",
            "location": {**link["location"], "id": f"{number:08}-cccc-4ccc-8ccc-cccccccccccc"},
        }
        for number in range(101)
    ]
    run = begin(comms_editor, council)
    assert "It has more than 100 places" in said(comms_editor, run)
    assert "Refused: 1 · New: 2" in said(comms_editor, run)


def test_what_is_gone_from_the_feed_is_said_and_stays(council: Council, comms_editor: Person) -> None:
    press(comms_editor, begin(comms_editor, council), "agree")
    gone = council.records.pop()
    run = begin(comms_editor, council)
    assert f"Service 3 ({gone['id']})" in said(comms_editor, run)
    assert "There is nothing to take in" in said(comms_editor, run)
    assert names() == ["Service 1", "Service 2", "Service 3"]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "Type or paste the address"),
        ("/etc/passwd", "begins with https:// or http://"),
        ("file:///etc/passwd", "not an address of the web"),
        ("http://[::1", "not an address of the web"),
        ("https://me:secret@council.example/feed", "user name or a password"),
        ("https://council.example:22/feed", "unusual port"),
        ("https://council.example/" + "x" * 600, "at most 500"),
    ],
)
def test_only_an_address_of_the_web_is_taken_and_what_was_typed_stays(
    council: Council, comms_editor: Person, typed: str, why: str
) -> None:
    answer = comms_editor.client.post(NEW, {"address": typed, "owner": "Us", "source_title": "Elsewhere"})
    assert answer.status_code == 422
    form = main(soup(answer))
    assert why in text(form)
    [kept] = form.select("input[name=address]")
    assert kept.get("value", "") == typed
    assert not FeedImport.objects.exists()


def test_an_address_in_this_machines_own_network_is_not_asked(council: Council, comms_editor: Person) -> None:
    answer = comms_editor.client.post(NEW, {"address": "http://169.254.169.254/latest", "owner": "Us"}, follow=True)
    assert "leads into a private network" in text(main(soup(answer)))


def test_a_site_that_asks_no_others_says_so_and_sends_nothing(
    council: Council, comms_editor: Person, settings: Any
) -> None:
    settings.CHECK_LINKS = False
    assert "CHECK_LINKS" in text(main(soup(comms_editor.client.get(NEW))))
    answer = comms_editor.client.post(NEW, {"address": f"{council.origin}/feed", "owner": "Us"})
    assert "CHECK_LINKS is false" in text(main(soup(answer)))
    assert council.asked == []


def test_one_feed_is_imported_by_one_person_at_a_time_and_decided_by_who_began(
    council: Council, comms_editor: Person, comms_publisher: Person, settings: Any
) -> None:
    settings.TASKS = LATER
    run = begin(comms_editor, council)
    answer = comms_publisher.client.post(NEW, {"address": f"{council.origin}/feed", "owner": "Us"})
    assert "Somebody is importing from this feed" in text(main(soup(answer)))
    while take_slice(run).state == Job.State.RUNNING:
        pass
    assert "Only" in said(comms_publisher, run)
    assert comms_publisher.client.post(f"/admin/signposting/feeds/{run.pk}/agree/").status_code == 404
    assert names() == []


def test_a_dry_run_waits_for_two_days(council: Council, comms_editor: Person) -> None:
    run = begin(comms_editor, council)
    forget_imports()
    run.refresh_from_db()
    assert run.stage == FeedImport.Stage.LOOKED
    FeedImport.objects.update(read_at=timezone.now() - LASTS, started_at=timezone.now() - LASTS)
    comms_editor.client.post(f"/admin/signposting/feeds/{run.pk}/agree/")
    assert names() == []
    forget_imports()
    run.refresh_from_db()
    assert run.stage == FeedImport.Stage.DROPPED
    assert not run.lines.exclude(told=None).exists()
    FeedImport.objects.update(finished_at=timezone.now() - timedelta(days=91))
    forget_imports()
    assert not FeedImport.objects.exists()


def test_a_feed_is_read_again_with_what_was_typed_before(council: Council, comms_editor: Person) -> None:
    run = press(comms_editor, begin(comms_editor, council, source_title="Elsewhere Council"), "agree")
    [link] = page(comms_editor, run).select("a[href*=like]")
    form = soup(comms_editor.client.get(str(link["href"])))
    typed = {str(field["name"]): field.get("value") for field in form.select("form input[type=text]")}
    assert typed["address"] == f"{council.origin}/feed"
    assert (typed["source_title"], typed["owner"]) == ("Elsewhere Council", "Young people’s team")


def test_translators_and_outsiders_import_nothing(translator: Person, outsider: Person, council: Council) -> None:
    for person in (translator, outsider):
        person.client.post(NEW, {"address": f"{council.origin}/feed", "owner": "Us"})
    assert not FeedImport.objects.exists()
    assert council.asked == []


def test_words_of_a_feed_are_words_and_nothing_else(council: Council, comms_editor: Person) -> None:
    council.records[0]["name"] = "<script>alert(1)</script> \u202eevil"
    council.records[1].update(name="Service \x00 nul", alert="a\x00b")
    run = begin(comms_editor, council)
    assert run.stage == FeedImport.Stage.LOOKED
    assert not page(comms_editor, run).select("main td script, main th script")
    assert "<script>alert(1)</script>" in said(comms_editor, run)


def test_the_page_costs_the_same_for_few_and_for_many_services(
    council: Council, comms_editor: Person, django_assert_max_num_queries: Any
) -> None:
    run = begin(comms_editor, council)
    FeedLine.objects.bulk_create(
        FeedLine(run=run, position=number, name=f"Service {number}", state="new") for number in range(10, 500)
    )
    with django_assert_max_num_queries(30):
        assert "Page 1 of 10" in said(comms_editor, run)
