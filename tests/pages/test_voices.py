"""Readers' comments in the admin: the desk reads first, editors see what it let through, nothing is lost."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from pages.models import Feedback
from tests.pages.helpers import soup, text
from tests.pages.voices import Status, buttons, exported, listed, press, said, write
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
HIDDEN = [Status.WAITING, Status.HANDED_OVER]


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
    assert "Editors can see the comment" in text(soup(press(desk_officer, comment, "share")))
    assert "second step" in listed(comms_editor)


def test_the_desk_takes_over_a_disclosure_in_one_step(desk_officer: Person, comms_editor: Person) -> None:
    comment = said("I am thirteen and he says I owe him")
    press(desk_officer, comment, "hand-over")
    comment.refresh_from_db()
    assert comment.status == Status.HANDED_OVER
    assert "thirteen" not in listed(comms_editor)
    assert "thirteen" in listed(desk_officer)


def test_each_person_is_offered_what_they_may_do(desk_officer: Person, comms_editor: Person) -> None:
    comment = said("The map is too small")
    assert buttons(desk_officer) == [
        "Share with the editors", "Hand to the safeguarding desk", "Done, not for the editors"
    ]  # fmt: skip
    assert buttons(comms_editor) == []
    press(desk_officer, comment, "share")
    assert buttons(comms_editor) == ["Done", "Hand to the safeguarding desk"]
    assert "Hand to the safeguarding desk" in buttons(comms_editor, f"/admin/voices/edit/{comment.pk}/")


def test_the_button_of_the_list_works_as_a_browser_sends_it(comms_editor: Person) -> None:
    comment = said("The map shows where he takes me", Status.SHARED)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = comms_editor.client.cookies
    forms = soup(strict.get("/admin/voices/?status=shared")).select("form[action*='/step/']")
    form = next(form for form in forms if "hand-over" in str(form["action"]))
    sent = {str(field["name"]): str(field["value"]) for field in form.select("input")}
    response = strict.post(str(form["action"]), sent)
    assert (response.status_code, response["Location"]) == (302, "/admin/voices/?status=shared")
    comment.refresh_from_db()
    assert comment.status == Status.HANDED_OVER


def test_a_link_moves_nothing(desk_officer: Person) -> None:
    comment = said("The map is too small")
    assert desk_officer.client.get(f"/admin/voices/step/{comment.pk}/share/").status_code == 405
    comment.refresh_from_db()
    assert comment.status == Status.WAITING


def test_an_editor_writes_down_what_was_changed_and_cannot_unscreen_it(comms_editor: Person) -> None:
    comment = said("The second step is hard to follow", Status.SHARED)
    write(comms_editor, comment, status="waiting", action_taken="x")
    comment.refresh_from_db()
    assert (comment.status, comment.action_taken) == (Status.SHARED, "x")
    write(comms_editor, comment, "done", action_taken="Rewrote it.")
    comment.refresh_from_db()
    assert (comment.status, comment.action_taken) == (Status.DONE, "Rewrote it.")


@pytest.mark.parametrize("status", [Status.SHARED, Status.DONE])
def test_an_editor_who_sees_a_disclosure_hands_it_over_and_is_told_what_happens_next(
    comms_editor: Person, desk_officer: Person, status: str
) -> None:
    comment = said("The map shows where he takes me", status)
    answer = text(soup(press(comms_editor, comment, "hand-over")))
    for promise in ("with the safeguarding desk now", "Editors no longer see it", "decides what must be done", "999"):
        assert promise in answer
    assert "he takes me" not in listed(comms_editor)
    assert comms_editor.client.get(f"/admin/voices/edit/{comment.pk}/").status_code == 404
    assert "he takes me" in listed(desk_officer)


def test_what_was_handed_over_stays_with_the_desk_when_it_is_done(comms_editor: Person, desk_officer: Person) -> None:
    comment = said("The map shows where he takes me", Status.SHARED)
    press(comms_editor, comment, "hand-over")
    press(desk_officer, comment, "done")
    comment.refresh_from_db()
    assert comment.status == Status.DONE
    assert "he takes me" in listed(desk_officer)
    assert "he takes me" not in listed(comms_editor)
    assert "he takes me" not in str(exported(comms_editor))


def test_what_the_desk_closes_unshared_is_not_for_editors(comms_editor: Person, desk_officer: Person) -> None:
    comment = said("Cruel words about somebody")
    press(desk_officer, comment, "done")
    assert "Cruel words" not in listed(comms_editor)


def test_an_editors_stale_form_never_moves_a_disclosure_back(comms_editor: Person, desk_officer: Person) -> None:
    comment = said("The map shows where he takes me", Status.SHARED)
    press(desk_officer, comment, "hand-over")
    for step in ("share", "done", "hand-over"):
        answer = text(soup(press(comms_editor, comment, step, seen=Status.SHARED)))
        assert "This comment is not in your list" in answer
        comment.refresh_from_db()
        assert (comment.status, comment.for_desk) == (Status.HANDED_OVER, True)
    answer = text(soup(write(comms_editor, comment, "done", seen=Status.SHARED, action_taken="I made the map larger")))
    assert "You had written: “I made the map larger”" in answer
    comment.refresh_from_db()
    assert (comment.status, comment.action_taken) == (Status.HANDED_OVER, "")


def test_the_desks_own_stale_form_never_moves_a_disclosure_back(
    desk_officer: Person, somebody: Callable[..., Person]
) -> None:
    comment = said("The map shows where he takes me")
    press(somebody("second@lantern.example", "Safeguarding desk"), comment, "hand-over")
    for step in ("share", "done"):
        answer = text(soup(press(desk_officer, comment, step, seen=Status.WAITING)))
        assert "Somebody else has moved this comment" in answer
    comment.refresh_from_db()
    assert comment.status == Status.HANDED_OVER


def test_the_desk_hands_back_what_was_no_disclosure(comms_editor: Person, desk_officer: Person) -> None:
    comment = said("The map is too small", Status.SHARED)
    press(comms_editor, comment, "hand-over")
    press(desk_officer, comment, "share")
    assert "map is too small" in listed(comms_editor)


def test_an_editor_who_guesses_learns_nothing_and_moves_nothing(comms_editor: Person) -> None:
    comment = said("My uncle comes into my room")
    nothing = text(soup(press(comms_editor, Feedback(pk=comment.pk + 1000, status="shared"), "share", seen="shared")))
    for step in ("share", "hand-over", "done", "no-such-step"):
        for seen in ("waiting", "shared", "done"):
            assert text(soup(press(comms_editor, comment, step, seen=seen))) == nothing
    comment.refresh_from_db()
    assert (comment.status, comment.for_desk) == (Status.WAITING, False)


def test_two_editors_who_close_at_once_are_both_told_what_is_so(comms_editor: Person, manager: Person) -> None:
    comment = said("The second step is hard to follow", Status.SHARED)
    write(comms_editor, comment, "done", action_taken="Rewrote it.")
    answer = write(manager, comment, "done", seen=Status.SHARED, action_taken="Rewrote it, with a picture.")
    assert "Somebody else has moved this comment" in text(soup(answer))
    comment.refresh_from_db()
    assert (comment.status, comment.action_taken) == (Status.DONE, "Rewrote it, with a picture.")


def test_who_did_what_is_kept_and_only_who_may_see_the_comment_reads_it(
    comms_editor: Person, desk_officer: Person
) -> None:
    comment = said("The map shows where he takes me")
    press(desk_officer, comment, "share")
    history = f"/admin/voices/history/{comment.pk}/"
    assert "Shared with the editors" in text(soup(comms_editor.client.get(history)))
    press(comms_editor, comment, "hand-over")
    page = text(soup(desk_officer.client.get(history)))
    assert "Handed to the safeguarding desk" in page
    assert "Edie Editor" in page
    for action in ("history", "history-results", "usage", "edit", "delete"):
        response = comms_editor.client.get(f"/admin/voices/{action}/{comment.pk}/")
        assert response.status_code == 404, action


def test_the_history_of_the_site_never_holds_the_words_of_a_comment(comms_editor: Person, desk_officer: Person) -> None:
    comment = said("The map shows where he takes me", Status.SHARED)
    write(comms_editor, comment, action_taken="he takes me")
    press(desk_officer, comment, "hand-over")
    assert "takes me" not in str(list(ModelLogEntry.objects.values()))
    assert "takes me" not in text(soup(comms_editor.client.get("/admin/reports/site-history/")))


def test_nobody_rewrites_what_a_reader_said(desk_officer: Person) -> None:
    comment = said("These are my words")
    write(desk_officer, comment, comment="Nicer words", for_desk="on")
    comment.refresh_from_db()
    assert (comment.comment, comment.for_desk) == ("These are my words", False)


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
