"""Questions by e-mail, for whoever asked for them: three, each once, stopped by a link, and changing no result."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from tests.training.conftest import NINE, Partnership, at
from tests.training.questions import RIGHT
from tests.training.test_own_pages import browser_of
from training.errors import NotThereError, NotYoursError
from training.journeys import forgetting
from training.journeys.spacing import begin_practice, send_questions
from training.models import Answer, Event, Registration, ReminderMail, SpacedPractice, SpacedQuestion


def practising(partnership: Partnership) -> Registration:
    """The teacher has completed on 5 January and asked for questions."""
    registration = partnership.complete(partnership.teacher)
    begin_practice(partnership.teacher, registration, NINE)
    return registration


def test_three_questions_come_after_2_7_and_21_days_each_once(partnership: Partnership) -> None:
    practising(partnership)
    days = [number for number in range(40) if send_questions(NINE.date() + timedelta(days=number))]
    assert days == [2, 7, 21]
    assert send_questions(NINE.date() + timedelta(days=21)) == 0
    assert len({one.question for one in SpacedQuestion.objects.all()}) == 3
    letter = mail.outbox[0]
    sent = SpacedQuestion.objects.get(step=2)
    assert f"/en/learn/questions/{sent.pk}/" in str(letter.body)
    assert letter.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_whoever_did_not_ask_gets_none_and_one_mail_a_day_is_enough(partnership: Partnership) -> None:
    partnership.complete(partnership.driver)
    registration = practising(partnership)
    with pytest.raises(NotYoursError):
        begin_practice(partnership.driver, registration)
    with pytest.raises(NotThereError):
        begin_practice(partnership.driver, partnership.begin(partnership.driver, at("2026-02-01")))
    second = NINE.date() + timedelta(days=2)
    ReminderMail.objects.create(learner=partnership.learner(partnership.teacher), day=second)
    assert send_questions(second) == 0
    assert send_questions(second + timedelta(days=1)) == 1


def test_an_answer_shows_what_is_right_and_changes_nothing(partnership: Partnership) -> None:
    practising(partnership)
    send_questions(NINE.date() + timedelta(days=2))
    sent, browser = SpacedQuestion.objects.get(), browser_of(partnership.teacher)
    here, before = f"/en/learn/questions/{sent.pk}/", (Event.objects.count(), Answer.objects.count())
    assert browser.get(here).status_code == 200
    assert browser_of(partnership.driver).get(here).status_code == 404
    assert browser.post(here, {}).status_code == 422
    right = RIGHT[sent.question.partition(":")[2]]
    if isinstance(right, dict):
        form = {f"for-{one}": target for one, target in right.items()}
    elif isinstance(right, list) and "order" in sent.question:
        form = {f"for-{one}": str(place) for place, one in enumerate(right, 1)}
    else:
        form = {"given": right}
    assert browser.post(here, form).status_code == 303
    assert "Right." in browser.get(here).text
    browser.post(here, {"given": "x"})
    sent.refresh_from_db()
    assert sent.right
    assert before == (Event.objects.count(), Answer.objects.count())


def test_the_link_of_a_mail_stops_them_without_signing_in_and_looking_stops_nothing(partnership: Partnership) -> None:
    practising(partnership)
    send_questions(NINE.date() + timedelta(days=2))
    found = re.search(r"<https?://[^/]+(/[^>]+)>", mail.outbox[0].message()["List-Unsubscribe"])
    assert found
    link, stranger = found[1], Client(enforce_csrf_checks=True)
    assert stranger.get(link).status_code == 200
    assert SpacedPractice.objects.get().ended_at is None, "a mail server that looks at links stops nothing"
    assert stranger.get(link[:-3] + "xx/").status_code == 404
    for _twice in range(2):
        assert "No more questions are sent" in stranger.post(link, {"List-Unsubscribe": "One-Click"}).text
    assert send_questions(NINE.date() + timedelta(days=7)) == 0
    assert not stranger.cookies


def test_erasure_ends_them(partnership: Partnership) -> None:
    practising(partnership)
    forgetting.forget(partnership.teacher, partnership.learner(partnership.teacher))
    assert send_questions(NINE.date() + timedelta(days=2)) == 0
    assert not SpacedPractice.objects.exists()
