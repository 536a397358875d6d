"""Due for review: what is overdue comes first, and one step says that it is still right."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry

from pages.models import Fact
from signposting.models import Service
from tests.pages.helpers import as_sent, main, on, read, soup, text, the_page, with_body
from tests.support.cast import Person
from translations.waiting import languages_behind

pytestmark = pytest.mark.django_db
REVIEWS = "/admin/dashboard/reviews/"
ADDRESS = "topics/county-lines/"


def due(record: Any, **fields: Any) -> Any:
    """A record with these dates, as the database has it."""
    type(record).objects.filter(pk=record.pk).update(**fields)
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def overdue() -> Page:
    """A page whose review was to be made every hundred days, and was due five days ago."""
    today = timezone.localdate()
    return due(
        the_page(ADDRESS), reviewed_on=today - timedelta(105), review_due=today - timedelta(5), content_owner="Comms"
    )


def listed(person: Person, query: str = "") -> str:
    """What somebody sees in the list."""
    return text(soup(person.client.get(f"{REVIEWS}{query}")).select_one("main"))


def checked(person: Person, kind: str, pk: int) -> Any:
    """What somebody is answered who says that a record is still right."""
    return person.client.post(f"{REVIEWS}{kind}/{pk}/", follow=True)


def test_an_overdue_page_waits_on_the_first_page_and_leads_to_its_editor(overdue: Page, comms_editor: Person) -> None:
    row = soup(comms_editor.client.get("/admin/")).select_one("#pages-due-section .waiting__row--now")
    assert row is not None
    assert row.a is not None
    assert (text(row.a), row.a["href"]) == (overdue.title, f"/admin/pages/{overdue.pk}/edit/")
    assert "was due on" in text(row)
    assert "Comms" in text(row)


def test_what_is_due_in_thirty_days_is_listed_and_what_is_due_later_is_not(comms_editor: Person) -> None:
    page = the_page(ADDRESS)
    due(page, reviewed_on=date(2026, 1, 1), review_due=timezone.localdate() + timedelta(30))
    assert page.title in listed(comms_editor, "?kind=Pages")
    due(page, review_due=timezone.localdate() + timedelta(31))
    assert page.title not in listed(comms_editor, "?kind=Pages")


def test_the_list_is_narrowed_by_kind_and_by_owner(overdue: Page, comms_editor: Person) -> None:
    fact = due(Fact.objects.filter(locale__language_code="en").first(), review_due=date(2020, 1, 1), owner="Lawyer")
    service = due(Service.objects.filter(locale__language_code="en").first(), review_due=date(2020, 1, 1))
    assert {fact.title in listed(comms_editor), service.name in listed(comms_editor)} == {True}
    assert fact.title not in listed(comms_editor, "?kind=Services")
    assert service.name in listed(comms_editor, "?kind=Services&kind=Facts")
    lawyers = listed(comms_editor, "?owner=Lawyer")
    assert fact.title in lawyers
    assert overdue.title not in lawyers


def test_one_step_says_that_a_page_is_still_right(overdue: Page, comms_editor: Person) -> None:
    words, published = overdue.specific.body, overdue.last_published_at
    before = {behind.code: behind for behind in languages_behind()}
    answer = checked(comms_editor, "pages-topicpage", overdue.pk)
    assert f"“{overdue.title}” is kept as checked today" in text(soup(answer))
    page = the_page(ADDRESS)
    assert page.reviewed_on == timezone.localdate()
    assert page.review_due == timezone.localdate() + timedelta(100)
    assert (page.body, page.last_published_at, page.live, page.has_unpublished_changes) == (
        words,
        published,
        True,
        False,
    )
    assert page.get_latest_revision_as_object().review_due == page.review_due
    assert page.live_revision_id == page.latest_revision_id
    assert {behind.code: behind for behind in languages_behind()} == before
    assert overdue.title not in listed(comms_editor, "?kind=Pages")
    entry = PageLogEntry.objects.filter(page=page.pk).latest("timestamp")
    assert (entry.action, entry.user) == ("lantern.checked", comms_editor.user)
    assert "Checked, and still right" in text(soup(comms_editor.client.get(f"/admin/pages/{page.pk}/history/")))


def test_a_draft_that_somebody_works_on_stays_a_draft(overdue: Page, comms_editor: Person) -> None:
    draft = the_page(ADDRESS)
    draft.title = "Half finished"
    draft.save_revision()
    checked(comms_editor, "pages-topicpage", overdue.pk)
    page = the_page(ADDRESS)
    assert page.title == overdue.title
    assert page.has_unpublished_changes
    newest = page.get_latest_revision_as_object()
    assert (newest.title, newest.reviewed_on) == ("Half finished", timezone.localdate())
    newest.save_revision().publish()
    assert the_page(ADDRESS).review_due == timezone.localdate() + timedelta(100)


def test_saving_in_the_editor_afterwards_keeps_the_new_day(overdue: Page, comms_publisher: Person) -> None:
    checked(comms_publisher, "pages-topicpage", overdue.pk)
    address = f"/admin/pages/{overdue.pk}/edit/"
    sent = as_sent(soup(comms_publisher.client.get(address)), "body", "sources", **{"action-publish": "1"})
    comms_publisher.client.post(address, sent)
    assert the_page(ADDRESS).review_due == timezone.localdate() + timedelta(100)


@pytest.mark.parametrize("kind", ["fact", "service"])
def test_one_step_says_that_a_record_is_still_right_and_its_translations_hold(kind: str, comms_editor: Person) -> None:
    model: Any = {"fact": Fact, "service": Service}[kind]
    record = due(
        model.objects.filter(locale__language_code="en").first(),
        checked_on=date(2025, 1, 1),
        review_due=date(2025, 7, 1),
    )
    urdu = model.objects.filter(
        translation_key=record.translation_key, locale=Locale.objects.get(language_code="ur")
    ).first()
    with on("2026-11-25"):
        checked(comms_editor, kind, record.pk)
    kept = model.objects.get(pk=record.pk)
    assert (kept.checked_on, kept.review_due) == (date(2026, 11, 25), date(2027, 5, 25))
    assert kept.latest_revision is not None
    assert kept.fingerprint == record.fingerprint
    assert urdu is None or urdu.translates(kept)


def test_a_page_never_reviewed_is_due_again_in_a_year(comms_editor: Person) -> None:
    page = due(the_page(ADDRESS), reviewed_on=None, review_due=timezone.localdate())
    checked(comms_editor, "pages-topicpage", page.pk)
    assert the_page(ADDRESS).review_due == timezone.localdate() + timedelta(365)


def test_a_page_that_somebody_has_locked_waits(overdue: Page, comms_editor: Person, comms_publisher: Person) -> None:
    Page.objects.filter(pk=overdue.pk).update(locked=True, locked_by=comms_publisher.user, locked_at=timezone.now())
    assert "Somebody has locked this page" in text(soup(checked(comms_editor, "pages-topicpage", overdue.pk)))
    assert the_page(ADDRESS).review_due == overdue.specific.review_due


def test_a_record_that_somebody_has_locked_waits(comms_editor: Person, comms_publisher: Person) -> None:
    fact = due(
        Fact.objects.filter(locale__language_code="en").first(),
        review_due=date(2020, 1, 1),
        locked=True,
        locked_by=comms_publisher.user,
        locked_at=timezone.now(),
    )
    assert "Somebody has locked this fact" in text(soup(checked(comms_editor, "fact", fact.pk)))
    assert Fact.objects.get(pk=fact.pk).review_due == date(2020, 1, 1)
    checked(comms_publisher, "fact", fact.pk)
    assert Fact.objects.get(pk=fact.pk).review_due > timezone.localdate(), "who locked it may go on"


@pytest.mark.parametrize("kind", ["pages-topicpage", "fact", "service"])
def test_what_is_scheduled_is_not_checked_for_the_schedule_would_undo_it(kind: str, comms_publisher: Person) -> None:
    records: dict[str, Any] = {
        "pages-topicpage": the_page(ADDRESS),
        "fact": Fact.objects.filter(locale__language_code="en").first(),
        "service": Service.objects.filter(locale__language_code="en").first(),
    }
    record = due(records[kind], review_due=date(2020, 1, 1))
    record.save_revision(clean=False, approved_go_live_at=timezone.now() + timedelta(days=1))
    assert "is scheduled" in text(soup(checked(comms_publisher, kind, record.pk)))
    assert type(record).objects.get(pk=record.pk).review_due == date(2020, 1, 1)


def test_those_who_do_not_look_after_content_cannot_say_so(
    overdue: Page, translator: Person, desk_officer: Person, outsider: Person
) -> None:
    fact = due(Fact.objects.filter(locale__language_code="en").first(), review_due=date(2020, 1, 1))
    for person in (translator, desk_officer, outsider):
        assert person.client.get(REVIEWS).status_code in (302, 403)
        for kind, pk in (("pages-topicpage", overdue.pk), ("fact", fact.pk)):
            person.client.post(f"{REVIEWS}{kind}/{pk}/")
    assert the_page(ADDRESS).review_due == overdue.specific.review_due
    assert Fact.objects.get(pk=fact.pk).review_due == date(2020, 1, 1)


def test_what_is_not_there_is_not_checked(comms_editor: Person) -> None:
    assert comms_editor.client.post(f"{REVIEWS}fact/0/").status_code == 404
    assert comms_editor.client.post(f"{REVIEWS}nothing/1/").status_code == 404
    assert comms_editor.client.get(f"{REVIEWS}fact/1/").status_code == 405


def test_readers_see_the_new_day_at_once(comms_editor: Person) -> None:
    fact = due(Fact.objects.filter(locale__language_code="en").first(), review_due=date(2020, 1, 1))
    with_body(ADDRESS, ("facts", {"heading": "The law", "facts": [fact]}))
    assert "We are checking this again." in text(main(read(f"/en/{ADDRESS}")))
    checked(comms_editor, "fact", fact.pk)
    assert "We are checking this again." not in text(main(read(f"/en/{ADDRESS}")))
