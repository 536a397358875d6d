"""What an import from a feed refuses, from whom, and what it forgets."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from background.models import Job
from signposting.journeys.feed_imports import LASTS, forget_imports
from signposting.models import FeedImport, FeedLine
from tests.pages.helpers import main, soup, text
from tests.signposting.exchange.council import Council
from tests.signposting.exchange.feed_screens import LATER, NEW, begin, names, page, press, said, take_slice
from tests.support.cast import Person

pytestmark = pytest.mark.django_db


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
