"""Many at once: comments that come in together, and people who act on the same comment together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from pages.journeys import feedback as journey
from pages.journeys import triage
from pages.journeys.feedback import TooManyCommentsError, leave_comment
from pages.models import CommentHour, Feedback, HelpfulCount
from people.models import User


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Each in a thread with a connection of its own; what each gave or raised."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except (TooManyCommentsError, triage.MovedMeanwhileError) as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def say(words: str) -> Feedback:
    """A comment through “Tell us”."""
    return leave_comment(words, origin=Feedback.Origin.TELL_US, language="en")


def test_together_they_take_no_more_than_the_hour_holds(spoilt_database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journey, "MOST_AN_HOUR", 4)
    results = together(*[lambda number=number: say(f"Comment {number}") for number in range(8)])
    assert results.count(TooManyCommentsError) == 4
    assert Feedback.objects.count() == 4
    assert CommentHour.objects.get().number == 4
    assert HelpfulCount.objects.get(address="tell-us/").comments.count() == 4


@pytest.mark.parametrize("turn", range(3))
def test_a_disclosure_that_two_people_act_on_stays_with_the_desk(spoilt_database: None, turn: int) -> None:
    editor = User.objects.get(email="editor@lantern.example")
    desk = User.objects.get(email="desk@lantern.example")
    comment = say("The map shows where he takes me")
    triage.share_with_editors(comment, desk, "waiting")
    together(
        lambda: triage.close(Feedback.objects.get(pk=comment.pk), editor, "shared"),
        lambda: triage.hand_to_desk(Feedback.objects.get(pk=comment.pk), desk),
        lambda: triage.close(Feedback.objects.get(pk=comment.pk), editor, "shared"),
    )
    comment.refresh_from_db()
    assert (comment.status, comment.for_desk) == (Feedback.Status.HANDED_OVER, True)
    assert not triage.visible_to(editor).filter(pk=comment.pk).exists()
