"""How sure somebody is before, after and weeks later; their private words; a manager's part; sums that tell of nobody."""

import json
from datetime import date
from typing import Any

import pytest
from django.core import mail

from people.roles import TRAINING_LEADS
from tests.training.conftest import NINE, Partnership, at, person
from tests.training.test_own_pages import browser_of
from training.errors import AlreadyThereError, NotThereError, NotYoursError
from training.journeys import belonging, forgetting
from training.journeys.evaluating import evaluate, say_before
from training.journeys.following_up import answer_as_manager, answer_follow_up, parts_asked_of, send_follow_ups
from training.journeys.impact import impact
from training.journeys.own_record import everything_of
from training.journeys.reminding import remind
from training.journeys.summarising import summarise
from training.models import Certificate, Confidence, Evaluation, FollowUp, ManagerPart, Registration, ReminderMail

BEFORE = {"notice": 2, "act": 1, "speak": 3}
AFTER = {"notice": 4, "act": 4, "speak": 3}
# The teacher completes on 5 January; eight weeks later is 2 March.
ASKED = date(2026, 3, 2)


def asked_teacher(partnership: Partnership) -> FollowUp:
    """Who has said how it was, and was asked eight weeks later."""
    registration = partnership.complete(partnership.teacher)
    evaluate(partnership.teacher, registration, AFTER, "yes", "shorter", "Ask once more.", NINE)
    assert send_follow_ups(ASKED) == 1
    return FollowUp.objects.get(registration=registration)


def page(registration: Registration, when: str, language: str = "en") -> str:
    return f"/{language}/learn/registrations/{registration.pk}/{when}/"


def test_before_and_after_are_asked_once_can_be_skipped_and_block_nothing(partnership: Partnership) -> None:
    registration, browser = partnership.begin(partnership.teacher), browser_of(partnership.teacher)
    shown = browser.get(page(registration, "before"))
    assert "I would notice the signs." in shown.text
    assert "Skip this" in shown.text
    assert browser.get(page(registration, "after")).status_code == 303, "it is not completed yet"
    browser.post(page(registration, "before"), {"notice": "2", "act": "", "speak": "3"})
    browser.post(page(registration, "before"), {"notice": "5"})
    assert browser.post(page(registration, "before"), {"notice": "6"}).status_code == 303
    said = Confidence.objects.filter(registration=registration)
    assert {one.statement: one.value for one in said} == {"notice": 2, "speak": 3}
    partnership.complete(partnership.teacher)
    assert Certificate.objects.filter(event__registration=registration).exists(), "the certificate waits for no answer"
    forged = browser.post(page(registration, "after"), {"notice": "9", "differently": "Ask again."})
    assert forged.status_code == 422
    assert "Ask again." in forged.text
    answer = browser.post(page(registration, "after"), {"notice": "4", "useful": "yes", "differently": "Ask again."})
    assert answer.status_code == 303
    browser.post(page(registration, "after"), {"notice": "1", "useful": "no"})
    assert Evaluation.objects.get().useful == "yes"
    assert Confidence.objects.get(moment="after").value == 4


def test_what_was_left_out_is_not_kept_and_is_too_late_once_a_part_is_done(partnership: Partnership) -> None:
    registration, browser = partnership.complete(partnership.teacher), browser_of(partnership.teacher)
    with pytest.raises(AlreadyThereError):
        say_before(partnership.teacher, registration, BEFORE)
    browser.post(page(registration, "after"), {})
    assert not Evaluation.objects.exists()
    assert not Confidence.objects.exists()


def test_nobody_reads_or_answers_for_another(partnership: Partnership) -> None:
    follow_up = asked_teacher(partnership)
    for user in (partnership.school_lead, partnership.board):
        browser = browser_of(user)
        for when in ("before", "after", "later"):
            assert browser.post(page(follow_up.registration, when), {"notice": "1"}).status_code == 404
        with pytest.raises(NotYoursError):
            answer_follow_up(user, follow_up, AFTER)


def test_weeks_later_one_mail_asks_once_and_never_beside_another_mail(partnership: Partnership) -> None:
    partnership.teacher.language = "ur"
    partnership.teacher.save()
    registration = partnership.complete(partnership.teacher)
    assert send_follow_ups(date(2026, 3, 1)) == 0
    assert send_follow_ups(ASKED) == 1
    assert [send_follow_ups(ASKED), send_follow_ups(date(2026, 3, 3))] == [0, 0]
    (letter,) = mail.outbox
    assert letter.to == [partnership.teacher.email]
    assert page(registration, "later", "ur") in str(letter.body)
    # The driver is reminded on the day on which they would be asked: the question waits for the next.
    partnership.require(due_days=90)
    partnership.complete(partnership.driver, at("2026-01-06"))
    learner = partnership.learner(partnership.driver)
    ReminderMail.objects.create(learner=learner, day=date(2026, 3, 3))
    assert send_follow_ups(date(2026, 3, 3)) == 0
    assert send_follow_ups(date(2026, 3, 4)) == 1
    assert remind(date(2026, 3, 4)) <= 1


def test_nobody_is_asked_about_what_is_long_ago_withdrawn_or_forgotten(partnership: Partnership) -> None:
    partnership.complete(partnership.teacher)
    partnership.complete(partnership.driver)
    Certificate.objects.filter(learner__user=partnership.driver).update(revoked_on=date(2026, 2, 1))
    forgetting.forget(partnership.teacher, partnership.learner(partnership.teacher))
    assert send_follow_ups(ASKED) == 0
    Certificate.objects.update(revoked_on=None)
    assert send_follow_ups(date(2026, 5, 1)) == 0, "what is older than twelve weeks is left in peace"


def test_a_manager_of_ones_own_agency_answers_two_questions_and_reads_nothing_private(partnership: Partnership) -> None:
    follow_up, browser = asked_teacher(partnership), browser_of(partnership.teacher)
    shown = browser.get(page(follow_up.registration, "later"))
    assert "Ask once more." in shown.text, "their own words come back to them"
    assert partnership.school_lead.get_full_name() in shown.text
    assert partnership.taxi_lead.get_full_name() not in shown.text
    with pytest.raises(NotThereError):
        answer_follow_up(partnership.teacher, follow_up, {}, manager=partnership.taxi_lead.pk)
    named = {"used": "once", "used_what": "A word with a mother.", "notice": "5", "manager": partnership.school_lead.pk}
    assert browser.post(page(follow_up.registration, "later"), named).status_code == 303
    part = ManagerPart.objects.get()
    assert parts_asked_of(partnership.school_lead) == [part]
    assert parts_asked_of(partnership.taxi_lead) == []
    assert summarise(ASKED) == 1
    assert "1 person asks for your word" in str(mail.outbox[-1].body)
    lead, where = browser_of(partnership.school_lead), f"/admin/training/asked/follow-up/{part.pk}/"
    asked = lead.get(where)
    assert "Teacher Example" in asked.text
    assert "A word with a mother." not in asked.text
    assert "Ask once more." not in asked.text
    assert lead.post(where, {"seen": "often"}).status_code == 422
    assert lead.post(where, {"seen": "often", "supported": "partly"}).status_code == 303
    assert lead.post(where, {"seen": "not_yet", "supported": "no"})["Location"] == "/admin/", "said once"
    part.refresh_from_db()
    assert (part.seen, part.supported) == ("often", "partly")
    own = browser.get(page(follow_up.registration, "later")).text
    assert "A word with a mother." in own
    assert "Yes, often" in own, "nobody is spoken of behind their back"


def test_whoever_left_is_not_asked_about_any_more(partnership: Partnership) -> None:
    follow_up = asked_teacher(partnership)
    answer_follow_up(partnership.teacher, follow_up, {}, "once", manager=partnership.school_lead.pk)
    belonging.leave(partnership.teacher, partnership.learner(partnership.teacher), partnership.school)
    assert parts_asked_of(partnership.school_lead) == []
    with pytest.raises(NotYoursError):
        answer_as_manager(partnership.school_lead, ManagerPart.objects.get(), "often", "yes")


def surer(partnership: Partnership, number: int, **rated: Any) -> None:
    """So many people who were unsure and are sure, in February."""
    for count in range(number):
        user = person(f"many{Registration.objects.count()}-{count}@lantern.example")
        registration = partnership.begin(user, at("2026-02-02"))
        say_before(user, registration, BEFORE, at("2026-02-02"))
        partnership.complete(user, at("2026-02-03"))
        evaluate(user, registration, rated or AFTER, "yes", "shorter", "Secret words.", at("2026-02-03"))


def test_sums_show_what_changed_and_leave_out_small_numbers_and_this_month(partnership: Partnership) -> None:
    surer(partnership, 12)
    surer(partnership, 6, notice=2, act=1, speak=3)
    day = date(2026, 3, 5)
    until, found = impact(partnership.school_lead, day)
    assert (until, [one.version.number for one in found]) == (date(2026, 3, 1), [1])
    changes = {one.statement: one for one in found[0].changes}
    noticed = changes["I would notice the signs."]
    assert (noticed.shown.asked, noticed.shown.in_order, noticed.shown.share) == (18, 12, "66 %")
    assert (noticed.before, noticed.now) == ("2.0", "3.5")
    spoke = changes["I would speak up, even if others see it differently."]
    assert (spoke.shown.in_order, spoke.now) == ("fewer than 5", "")
    assert dict(found[0].answers)["Useful for their work (yes; no)"].in_order == "all but fewer than 5"
    assert found[0].wishes == ["Make it shorter"]
    assert impact(partnership.school_lead, date(2026, 2, 20))[1] == [], "a month is counted when it has passed"


def test_a_handful_is_never_told_and_only_those_who_need_sums_see_them(partnership: Partnership) -> None:
    surer(partnership, 4)
    _until, found = impact(partnership.board, date(2026, 3, 5))
    assert {one.shown.asked for one in found[0].changes} == {"fewer than 5"}
    assert {one.before for one in found[0].changes} == {""}
    assert found[0].wishes == []
    for user in (partnership.teacher, person("nobody@lantern.example")):
        with pytest.raises(NotYoursError):
            impact(user)
    page = browser_of(person("other.lead@lantern.example", TRAINING_LEADS)).get("/admin/training/impact/")
    assert page.status_code == 200
    assert "Secret words." not in page.text


def test_erasure_takes_the_words_and_leaves_the_sums(partnership: Partnership) -> None:
    follow_up = asked_teacher(partnership)
    answer_follow_up(partnership.teacher, follow_up, AFTER, "once", "A word with a mother.")
    held = json.dumps(everything_of(partnership.teacher), default=str)
    for words in ("Ask once more.", "A word with a mother.", '"moment": "later"'):
        assert words in held
    forgetting.forget(partnership.teacher, partnership.learner(partnership.teacher))
    assert (Evaluation.objects.get().differently, FollowUp.objects.get().used_what) == ("", "")
    assert (Evaluation.objects.get().useful, Confidence.objects.count()) == ("yes", 6)


def test_two_accounts_of_one_person_keep_what_both_said(partnership: Partnership) -> None:
    follow_up, keep = asked_teacher(partnership), partnership.learner(partnership.driver)
    belonging.merge(partnership.board, keep, partnership.learner(partnership.teacher))
    answer_follow_up(partnership.driver, follow_up, AFTER, "often", manager=partnership.school_lead.pk)
    assert [one.follow_up for one in parts_asked_of(partnership.school_lead)] == [follow_up]
    held = everything_of(partnership.driver)
    assert (len(held["confidence"]), len(held["evaluations"]), len(held["manager_parts"])) == (6, 1, 1)
