"""What is planned for a moment happens at that moment, once, whoever runs and whatever breaks."""

import html
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from pages.journeys.scheduling import FAILED, PUBLISHED, publish_due
from pages.models import Alert, Fact
from tests.pages.helpers import as_sent, soup, text, the_page
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
STREAMS = ("body", "sources")
ADDRESS = "topics/cuckooing/"
NINE = datetime(2027, 7, 1, 8, 0, tzinfo=UTC)  # Nine o'clock in London, in summer.


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """As if it were that moment."""
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield


def edit(page: Any) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def send(person: Person, page: Any, **typed: str) -> Any:
    """Open the page's form and send it with some fields typed anew."""
    return person.client.post(edit(page), as_sent(soup(person.client.get(edit(page))), *STREAMS, **typed), follow=True)


def read(address: str = f"/en/{ADDRESS}") -> str:
    return Client().get(address).content.decode()


def plan(page: Any, moment: datetime, **changed: Any) -> Any:
    """A change that is planned for a moment, which may have passed while nothing ran."""
    for name, value in changed.items():
        setattr(page, name, value)
    page.go_live_at = moment
    revision = page.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=moment)
    return page


def times_published(key: int) -> int:
    return PageLogEntry.objects.filter(page=key, action=PUBLISHED).count()


def test_a_page_goes_live_at_the_moment_in_london_also_in_summer(comms_publisher: Person) -> None:
    page = the_page(ADDRESS)
    typed = {"title": "From nine o'clock", "go_live_at": "2027-07-01 09:00", "action-publish": "1"}
    send(comms_publisher, page, **typed)
    assert Revision.objects.get(approved_go_live_at__isnull=False).approved_go_live_at == NINE
    with at(NINE - timedelta(seconds=1)):
        assert publish_due().published == []
        assert "From nine o" not in read()
    with at(NINE):
        assert publish_due().published == ["From nine o'clock"]
        assert "From nine o" in read()
        assert publish_due().published == []
    assert times_published(page.pk) == 1


def test_a_page_ends_at_its_moment_and_its_readers_are_sent_up(comms_publisher: Person) -> None:
    page = the_page(ADDRESS)
    send(comms_publisher, page, expire_at="2027-07-01 09:00", **{"action-publish": "1"})
    with at(NINE - timedelta(seconds=1)):
        publish_due()
    assert Client().get(f"/ur/{ADDRESS}").status_code == 200
    with at(NINE):
        assert publish_due().expired == [page.title]
    answer = Client().get(f"/ur/{ADDRESS}")
    assert (answer.status_code, answer["Location"]) == (301, "/ur/topics/")


def test_everything_is_caught_up_after_an_outage_in_the_order_of_the_plan() -> None:
    """One was to live for an hour only; two changes of one page follow each other."""
    brief, long = the_page("news/strategy-has-a-new-home/"), the_page(ADDRESS)
    start = timezone.now() - timedelta(hours=5)
    plan(brief, start, title="For an hour", expire_at=start + timedelta(hours=1))
    plan(long, start + timedelta(hours=2), title="Stays")
    done = publish_due()
    assert done.published == ["For an hour", "Stays"]
    assert done.expired == ["For an hour"]
    brief.refresh_from_db()
    assert (brief.live, brief.expired) == (False, True)
    assert "Stays" in read()


def test_the_end_of_one_version_does_not_cancel_the_beginning_of_the_next() -> None:
    page = the_page(ADDRESS)
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save_revision().publish()
    plan(page, timezone.now() + timedelta(days=1), title="The next version", expire_at=None)
    assert publish_due().expired
    with at(timezone.now() + timedelta(days=2)):
        assert publish_due().published == ["The next version"]
    assert "The next version" in read()


def test_one_failure_keeps_no_other_back_and_is_in_the_history_once() -> None:
    first, second = the_page(ADDRESS), the_page("topics/county-lines/")
    past = timezone.now() - timedelta(hours=1)
    plan(first, past, title="Broken")
    Revision.objects.filter(approved_go_live_at__isnull=False).update(content={"pk": first.pk, "title": None})
    plan(second, past + timedelta(minutes=1), title="Sound")
    for _again in range(2):
        done = publish_due()
        assert done.failed
    assert "Sound" in read("/en/topics/county-lines/")
    assert PageLogEntry.objects.filter(page=first.pk, action=FAILED).count() == 1


def test_what_was_cancelled_meanwhile_does_not_happen(comms_publisher: Person) -> None:
    page = the_page(ADDRESS)
    send(comms_publisher, page, title="Never", go_live_at="2027-07-01 09:00", **{"action-publish": "1"})
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    comms_publisher.client.post(f"/admin/pages/{page.pk}/revisions/{revision.pk}/unschedule/")
    with at(NINE + timedelta(days=1)):
        assert publish_due().published == []
    assert "Never" not in read()


def test_a_scheduled_page_says_so_to_whoever_would_edit_it(comms_publisher: Person, comms_editor: Person) -> None:
    page = the_page(ADDRESS)
    send(comms_publisher, page, title="Planned", go_live_at="2027-07-01 09:00", **{"action-publish": "1"})
    said = text(soup(comms_editor.client.get(edit(page))))
    assert "'Planned' is locked and has been scheduled to go live at" in said
    send(comms_editor, page, title="Slipped in")
    assert the_page(ADDRESS).get_latest_revision_as_object().title == "Planned"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"go_live_at": "2020-01-01 09:00"}, "1 January 2020, 09:00 has passed. Choose a later moment"),
        ({"expire_at": "2020-01-01 09:00"}, "Expiry date/time must be in the future."),
        (
            {"go_live_at": "2030-01-02 09:00", "expire_at": "2030-01-01 09:00"},
            "Go live date/time must be before expiry date/time",
        ),
        ({"go_live_at": "yesterday"}, "Enter a valid date/time."),
    ],
)
@pytest.mark.parametrize("kind", ["page", "fact", "alert"])
def test_a_schedule_that_makes_no_sense_is_refused_with_a_reason_and_nothing_is_lost(
    kind: str, typed: dict[str, str], said: str, comms_publisher: Person
) -> None:
    record: Any = {"page": lambda: the_page(ADDRESS), "fact": Fact.objects.first, "alert": Alert.objects.first}[kind]()
    address = edit(record) if kind == "page" else f"/admin/snippets/pages/{kind}/edit/{record.pk}/"
    words = {"page": "title", "fact": "title", "alert": "text"}[kind]
    shown = soup(comms_publisher.client.get(address))
    before = record.revisions.count()
    answer = comms_publisher.client.post(
        address, as_sent(shown, *STREAMS, **typed, **{words: "Typed anew", "action-publish": "1"})
    )
    assert answer.status_code == 200
    # The dialog lies in a template, whose words are none of the page's until it opens.
    assert said in html.unescape(answer.content.decode())
    assert "Typed anew" in answer.content.decode()
    assert record.revisions.count() == before


def test_a_page_that_went_live_by_schedule_can_be_edited_afterwards(comms_publisher: Person) -> None:
    page = plan(the_page(ADDRESS), timezone.now() - timedelta(hours=1), title="Went live")
    publish_due()
    send(comms_publisher, page, title="Edited afterwards", **{"action-publish": "1"})
    assert "Edited afterwards" in read()


def test_an_approval_schedules_what_is_planned_for_later(comms_editor: Person, comms_publisher: Person) -> None:
    page = the_page(ADDRESS)
    send(comms_editor, page, title="Planned for July", go_live_at="2027-07-01 09:00", **{"action-submit": "1"})
    send(comms_publisher, page, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
    assert "Planned for July" not in read()
    with at(NINE):
        publish_due()
    assert "Planned for July" in read()


def test_whoever_approves_after_the_moment_has_passed_is_told_that_readers_see_it_at_once(
    comms_editor: Person, comms_publisher: Person
) -> None:
    page = the_page(ADDRESS)
    send(comms_editor, page, title="Too late", go_live_at="2027-07-01 09:00", **{"action-submit": "1"})
    with at(NINE + timedelta(hours=1)):
        comms_publisher.client.force_login(comms_publisher.user)  # type: ignore[arg-type]
        said = text(soup(comms_publisher.client.get(edit(page))))
        assert "It was to go live on 1 July 2027, 09:00, which has passed." in said
        send(comms_publisher, page, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
        assert "Too late" in read()


def test_a_fact_goes_live_and_ends_on_time_too(comms_publisher: Person) -> None:
    fact = Fact.objects.filter(locale__language_code="en").first()
    assert fact
    plan(fact, timezone.now() - timedelta(hours=1), title="A law from today")
    assert publish_due().published == ["A law from today"]
    fact.refresh_from_db()
    assert fact.title == "A law from today"


def test_wagtails_command_is_the_same_work(capsys: pytest.CaptureFixture[str]) -> None:
    plan(the_page(ADDRESS), timezone.now() - timedelta(hours=1), title="By hand")
    call_command("publish_scheduled")
    assert "Published: By hand" in capsys.readouterr().out
    assert publish_due().published == []
