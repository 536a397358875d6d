"""One entry of a private log, shared with one manager: they sign it off or send it back, and see nothing else."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.training.conftest import Partnership
from tests.training.test_own_pages import browser_of
from training.errors import AlreadyThereError, NotThereError, NotYoursError
from training.journeys import belonging, forgetting
from training.journeys.reflecting import delete_reflection, keep_reflection
from training.journeys.signing_off import (
    answer_sign_off,
    ask_for_sign_off,
    sign_offs_asked_of,
    signed_off,
    standing_of,
    stop_sharing,
)
from training.models import Reflection, SignOff, SignOffAnswer


def written(partnership: Partnership, title: str = "A talk about county lines", **more: Any) -> Reflection:
    """An entry of the teacher's log."""
    about = {"on": date(2026, 3, 1), "minutes": 90, "learned": "Ask, and wait.", "differently": "", **more}
    return keep_reflection(partnership.teacher, None, title=title, **about)


def test_an_entry_is_shared_signed_off_and_counted_and_the_others_stay_private(partnership: Partnership) -> None:
    entry, _other = written(partnership), written(partnership, "A private matter")
    browser, here = browser_of(partnership.teacher), f"/en/learn/log/{entry.pk}/"
    page = browser.get(here)
    assert partnership.school_lead.get_full_name() in page.text
    assert partnership.taxi_lead.get_full_name() not in page.text
    browser.post(here, {"action": "share", "manager": partnership.taxi_lead.pk})
    browser.post(here, {"action": "share", "manager": ""})
    assert not SignOff.objects.exists()
    browser.post(here, {"action": "share", "manager": partnership.school_lead.pk})
    asked = SignOff.objects.get()
    assert (asked.learned, asked.minutes) == ("", 90), "what they wrote is shared only if they say so"
    assert "They see this entry as it was then." in browser.get(here).text
    lead, where = browser_of(partnership.school_lead), f"/admin/training/asked/sign-off/{asked.pk}/"
    seen = lead.get("/admin/training/asked/").text + lead.get(where).text
    assert "A talk about county lines" in seen
    assert "Teacher Example" in seen
    assert "A private matter" not in seen
    assert "Ask, and wait." not in seen
    assert lead.post(where, {"word": "returned", "comment": " "}).status_code == 422
    assert lead.post(where, {"word": "agreed"}).status_code == 303
    record = browser.get("/en/learn/record/").text
    assert "1 h 30 min" in record
    assert partnership.school_lead.get_full_name() in record
    keep_reflection(partnership.teacher, entry.pk, minutes=900)
    assert signed_off(partnership.learner(partnership.teacher)) == [], "another time needs another word"


def test_what_came_back_is_mended_and_asked_again(partnership: Partnership) -> None:
    entry = written(partnership)
    first = ask_for_sign_off(partnership.teacher, entry.pk, partnership.school_lead.pk, with_words=True)
    assert first.learned == "Ask, and wait."
    with pytest.raises(AlreadyThereError):
        ask_for_sign_off(partnership.teacher, entry.pk, partnership.school_lead.pk)
    answer_sign_off(partnership.school_lead, first.pk, "returned", "Which talk was it?")
    assert "Which talk was it?" in browser_of(partnership.teacher).get(f"/en/learn/log/{entry.pk}/").text
    keep_reflection(partnership.teacher, entry.pk, title="The police's talk")
    second = ask_for_sign_off(partnership.teacher, entry.pk, partnership.school_lead.pk)
    answer_sign_off(partnership.school_lead, second.pk, "agreed")
    assert [one.title for one in signed_off(partnership.learner(partnership.teacher))] == ["The police's talk"]
    assert SignOff.objects.count() == 2, "the first word stays as it was"


def test_only_the_manager_who_was_asked_answers_while_they_look_after_the_learner(partnership: Partnership) -> None:
    entry = written(partnership)
    with pytest.raises(NotYoursError):
        ask_for_sign_off(partnership.driver, entry.pk, partnership.taxi_lead.pk)
    with pytest.raises(NotThereError):
        ask_for_sign_off(partnership.teacher, entry.pk, partnership.driver.pk)
    asked = ask_for_sign_off(partnership.teacher, entry.pk, partnership.school_lead.pk)
    for user in (partnership.taxi_lead, partnership.board, partnership.teacher):
        with pytest.raises(NotYoursError):
            answer_sign_off(user, asked.pk, "agreed")
    belonging.leave(partnership.teacher, partnership.learner(partnership.teacher), partnership.school)
    assert sign_offs_asked_of(partnership.school_lead) == []
    with pytest.raises(NotYoursError):
        answer_sign_off(partnership.school_lead, asked.pk, "agreed")


def test_a_word_cannot_be_rewritten_and_goes_with_the_entry(partnership: Partnership) -> None:
    entry = written(partnership)
    asked = ask_for_sign_off(partnership.teacher, entry.pk, partnership.school_lead.pk)
    stop_sharing(partnership.teacher, entry.pk)
    assert standing_of(entry) is None
    asked = ask_for_sign_off(partnership.teacher, entry.pk, partnership.school_lead.pk)
    answer_sign_off(partnership.school_lead, asked.pk, "agreed")
    stop_sharing(partnership.teacher, entry.pk)
    for rows, change in (
        (SignOff.objects.all(), {"minutes": 900}),
        (SignOffAnswer.objects.all(), {"word": "returned"}),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            rows.update(**change)
    delete_reflection(partnership.teacher, entry.pk)
    assert not SignOffAnswer.objects.exists()
    ask_for_sign_off(partnership.teacher, written(partnership).pk, partnership.school_lead.pk)
    forgetting.forget(partnership.teacher, partnership.learner(partnership.teacher))
    assert not SignOff.objects.exists()
