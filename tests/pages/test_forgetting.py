"""Comments go when their time is over; how many there were stays."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from pages.journeys import forgetting, triage
from pages.journeys.feedback import leave_comment, say_helpful
from pages.models import Feedback, HelpfulCount
from tests.pages.helpers import ENGLISH_ONLY, soup, text, the_page
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
Status = Feedback.Status
TODAY = date(2026, 11, 25)


def said(words: str, status: str, closed: date | None = None) -> Feedback:
    """A comment on a page, as far on its way as `status` says."""
    comment = leave_comment(
        words, origin=Feedback.Origin.PAGE, language="en", address=ENGLISH_ONLY, page=the_page(ENGLISH_ONLY)
    )
    Feedback.objects.filter(pk=comment.pk).update(
        status=status, closed_on=closed, for_desk=status == Status.HANDED_OVER, received_on=date(2020, 1, 1)
    )
    comment.refresh_from_db()
    return comment


def left() -> set[str]:
    """The words that are still there."""
    return set(Feedback.objects.values_list("comment", flat=True))


def test_only_what_has_been_done_long_enough_is_deleted() -> None:
    said("Long done", Status.DONE, TODAY - timedelta(days=181))
    said("Just done", Status.DONE, TODAY - timedelta(days=180))
    for status in (Status.WAITING, Status.SHARED, Status.HANDED_OVER):
        said(f"Old and {status}", status)
    assert forgetting.forget_old_comments(TODAY) == 1
    assert left() == {"Just done", "Old and waiting", "Old and shared", "Old and handed-over"}


def test_a_disclosure_goes_only_after_the_desk_has_closed_it(desk_officer: Person) -> None:
    comment = said("The map shows where he takes me", Status.HANDED_OVER)
    far = TODAY + timedelta(days=4000)
    assert forgetting.forget_old_comments(far) == 0
    triage.close(comment, desk_officer.user, Status.HANDED_OVER)
    assert forgetting.forget_old_comments(timezone.localdate() + timedelta(days=180)) == 0
    assert forgetting.forget_old_comments(timezone.localdate() + timedelta(days=181)) == 1


def test_what_was_opened_again_is_not_deleted_by_its_old_date(comms_editor: Person) -> None:
    comment = said("The map is too small", Status.DONE, TODAY - timedelta(days=400))
    triage.share_with_editors(comment, comms_editor.user, Status.DONE)
    assert forgetting.forget_old_comments(TODAY) == 0


def test_the_number_of_days_is_a_setting(settings: object) -> None:
    settings.FEEDBACK_KEEP_DAYS = 30  # type: ignore[attr-defined]
    said("Done", Status.DONE, TODAY - timedelta(days=31))
    assert forgetting.forget_old_comments(TODAY) == 1


def test_counts_stay_by_page_language_month_and_status_and_hold_no_word(comms_editor: Person) -> None:
    say_helpful(ENGLISH_ONLY, "en", helpful=True, page=the_page(ENGLISH_ONLY))
    for number in range(3):
        said(f"Long done {number}", Status.DONE, TODAY - timedelta(days=400))
    said("With the editors", Status.SHARED)

    def shown() -> list[str]:
        row = soup(comms_editor.client.get("/admin/helpful/")).select_one("#listing-results tbody tr")
        assert row is not None
        return [text(cell) for cell in row.select("td")]

    before = shown()
    assert forgetting.forget_old_comments(TODAY) == 3
    assert shown() == before
    assert before[-7:] == ["1", "0", "100", "0", "1", "0", "3"]
    assert "Long done" not in str(list(HelpfulCount.objects.values()))


def test_many_are_deleted_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    for number in range(5):
        said(f"Long done {number}", Status.DONE, TODAY - timedelta(days=400))
    assert forgetting.forget_old_comments(TODAY) == 5
    assert HelpfulCount.objects.get().forgotten == 5


def test_a_comment_that_is_deleted_by_hand_is_counted_as_well(comms_editor: Person) -> None:
    comment = said("Thank you", Status.DONE, TODAY)
    comms_editor.client.post(f"/admin/voices/delete/{comment.pk}/")
    assert left() == set()
    assert HelpfulCount.objects.get().forgotten == 1


def test_the_command_says_how_many_went(capsys: pytest.CaptureFixture[str]) -> None:
    said("Long done", Status.DONE, date(2020, 2, 1))
    call_command("forget_comments")
    assert "1 comment was deleted." in capsys.readouterr().out
    assert left() == set()
