"""Readers' comments in the admin: the desk reads first, editors see what it let through, nothing is lost."""

import csv
import io
from typing import Any

import pytest
from bs4 import Tag

from pages.journeys.feedback import leave_comment, share_with_editors
from pages.models import Feedback, HelpfulCount
from tests.pages.helpers import soup, text
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
Status = Feedback.Status
HIDDEN = [Status.WAITING, Status.HANDED_OVER]


def said(words: str, status: str = Status.WAITING) -> Feedback:
    """A comment, as far on its way as `status` says."""
    comment = leave_comment(words, origin=Feedback.Origin.TELL_US, language="en")
    Feedback.objects.filter(pk=comment.pk).update(status=status)
    comment.refresh_from_db()
    return comment


def listed(person: Person, query: str = "") -> str:
    """What somebody sees in the list."""
    response = person.client.get(f"/admin/voices/{query}")
    assert response.status_code == 200
    found = soup(response).select_one("#listing-results")
    return text(found)


def exported(person: Person, kind: str = "csv") -> list[list[str]]:
    """The rows of an export."""
    response: Any = person.client.get(f"/admin/voices/?export={kind}")
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_the_desk_sees_what_waits_and_what_sounds_worrying_stands_first(desk_officer: Person) -> None:
    said("He hits me when I am late home")
    said("The map is too small to read")
    seen = listed(desk_officer)
    assert seen.index("He hits me") < seen.index("The map")


@pytest.mark.parametrize("status", HIDDEN)
def test_an_editor_meets_nothing_that_the_desk_has_not_let_through(comms_editor: Person, status: str) -> None:
    comment = said("My uncle comes into my room", status)
    assert "uncle" not in listed(comms_editor)
    assert "uncle" not in listed(comms_editor, f"?status={status}")
    assert "uncle" not in listed(comms_editor, "?q=uncle")
    assert "uncle" not in str(exported(comms_editor))
    for action in ("edit", "delete", "usage", "inspect", "history"):
        response = comms_editor.client.get(f"/admin/voices/{action}/{comment.pk}/", follow=True)
        assert b"uncle" not in response.content, action
    comms_editor.client.post(f"/admin/voices/edit/{comment.pk}/", {"status": "shared", "action_taken": ""})
    comms_editor.client.post(f"/admin/voices/delete/{comment.pk}/")
    comment.refresh_from_db()
    assert comment.status == status


def test_the_desk_shares_a_comment_and_editors_see_it(desk_officer: Person, comms_editor: Person) -> None:
    comment = said("The second step is hard to follow")
    response = desk_officer.client.post(f"/admin/voices/edit/{comment.pk}/", {"status": "shared", "action_taken": ""})
    assert response.status_code == 302
    assert "second step" in listed(comms_editor)


def test_the_desk_takes_over_a_disclosure_in_one_step(desk_officer: Person, comms_editor: Person) -> None:
    comment = said("I am thirteen and he says I owe him")
    desk_officer.client.post(f"/admin/voices/edit/{comment.pk}/", {"status": "handed-over", "action_taken": ""})
    comment.refresh_from_db()
    assert comment.status == Status.HANDED_OVER
    assert "thirteen" not in listed(comms_editor)
    assert "thirteen" in listed(desk_officer)


def test_an_editor_writes_down_what_was_changed_and_cannot_unscreen_it(comms_editor: Person) -> None:
    comment = said("The second step is hard to follow", Status.SHARED)
    response = comms_editor.client.post(f"/admin/voices/edit/{comment.pk}/", {"status": "waiting", "action_taken": "x"})
    assert response.status_code == 200
    assert "not one of the available choices" in text(soup(response))
    comms_editor.client.post(f"/admin/voices/edit/{comment.pk}/", {"status": "done", "action_taken": "Rewrote it."})
    comment.refresh_from_db()
    assert (comment.status, comment.action_taken) == (Status.DONE, "Rewrote it.")


def test_an_editor_who_sees_a_disclosure_hands_it_over_and_then_no_longer_sees_it(
    comms_editor: Person, desk_officer: Person
) -> None:
    comment = said("The map shows where he takes me", Status.SHARED)
    comms_editor.client.post(f"/admin/voices/edit/{comment.pk}/", {"status": "handed-over", "action_taken": ""})
    assert "he takes me" not in listed(comms_editor)
    assert "he takes me" in listed(desk_officer)


def test_nobody_rewrites_what_a_reader_said(desk_officer: Person) -> None:
    comment = said("These are my words")
    desk_officer.client.post(
        f"/admin/voices/edit/{comment.pk}/", {"status": "shared", "action_taken": "", "comment": "Nicer words"}
    )
    comment.refresh_from_db()
    assert (comment.comment, comment.status) == ("These are my words", Status.SHARED)


def test_markup_in_a_comment_is_shown_and_not_run(desk_officer: Person) -> None:
    comment = said("Fish & &lt;img src=x onerror=alert(1)&gt; chips")
    for address in ("/admin/voices/", f"/admin/voices/edit/{comment.pk}/"):
        page = soup(desk_officer.client.get(address))
        assert not page.select("img[src=x]")
        assert "Fish & <img src=x onerror=alert(1)> chips" in text(page)


@pytest.mark.parametrize("status", [Status.WAITING, Status.SHARED, Status.HANDED_OVER])
def test_nobody_deletes_a_comment_before_it_is_done(desk_officer: Person, status: str) -> None:
    comment = said("Please read me", status)
    desk_officer.client.post(f"/admin/voices/delete/{comment.pk}/")
    desk_officer.client.post(f"/admin/bulk/pages/feedback/delete/?id={comment.pk}")
    assert Feedback.objects.filter(pk=comment.pk).exists()


def test_a_comment_that_is_done_can_be_deleted(comms_editor: Person) -> None:
    comment = said("Thank you", Status.DONE)
    comms_editor.client.post(f"/admin/voices/delete/{comment.pk}/")
    assert not Feedback.objects.filter(pk=comment.pk).exists()


def test_nobody_writes_a_comment_for_a_reader(desk_officer: Person, comms_editor: Person) -> None:
    for person in (desk_officer, comms_editor):
        person.client.post(
            "/admin/voices/new/", {"comment": "All is well", "status": "shared", "origin": "page", "language": "en"}
        )
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "words", ["=HYPERLINK('http://evil.example')", "+1+1", "-2+3", "@SUM(A1)", "  =1+1", "\t=1+1", "\n=1+1"]
)
def test_an_export_holds_no_formula_that_a_spreadsheet_would_run(comms_editor: Person, words: str) -> None:
    comment = said("x", Status.SHARED)
    Feedback.objects.filter(pk=comment.pk).update(comment=words, address="=1+1", action_taken="=1+1")
    rows = exported(comms_editor)
    assert len(rows) == 2
    assert not [cell for cell in rows[1] if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert any(words.strip() in cell for cell in rows[1])


def test_an_export_gives_plain_words_unchanged(comms_editor: Person) -> None:
    share_with_editors(said('پہلا قدم مشکل ہے, "really"'))
    assert 'پہلا قدم مشکل ہے, "really"' in exported(comms_editor)[1]


def test_counts_can_be_looked_at_and_not_written(comms_editor: Person) -> None:
    count = HelpfulCount.objects.create(address="about/", language="en", month="2026-11-01", yes=3, no=1)
    page = soup(comms_editor.client.get("/admin/helpful/"))
    assert "about/" in text(page)
    comms_editor.client.post(f"/admin/helpful/edit/{count.pk}/", {"yes": "300"})
    comms_editor.client.post(f"/admin/helpful/delete/{count.pk}/")
    comms_editor.client.post("/admin/helpful/new/", {"address": "x/", "yes": "9"})
    assert list(HelpfulCount.objects.values_list("yes", "no")) == [(3, 1)]


def test_a_learner_and_a_stranger_are_let_in_nowhere(learner: Person, outsider: Person) -> None:
    comment = said("Please read me", Status.SHARED)
    for person in (learner, outsider):
        for address in (
            "/admin/voices/",
            f"/admin/voices/edit/{comment.pk}/",
            "/admin/voices/?export=csv",
            "/admin/helpful/",
        ):
            response = person.client.get(address)
            assert response.status_code in (302, 403), address
            assert b"Please read me" not in response.content


def test_the_desk_finds_its_work_in_the_menu(desk_officer: Person) -> None:
    page = soup(desk_officer.client.get("/admin/"))
    assert isinstance(page, Tag)
    assert "/admin/voices/" in str(page)
