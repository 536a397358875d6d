"""Reminders: at their steps, one mail a day, in the learner's language, and never twice."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command

from tests.training.conftest import NINE, Partnership, at, person
from training.journeys import belonging, deciding, forgetting
from training.journeys.reminding import Due, due, remind, unsure
from training.models import Reminder, ReminderMail
from training.standing import Dates

DAY = date(2026, 6, 1)
# The teacher and the driver have had to do it since 5 January: due on 4 February, overdue from 19 February.
DUE, LATE = date(2026, 2, 4), date(2026, 2, 19)


def sent_to(email: str) -> list[Any]:
    """The mails that somebody got, the first first."""
    return [one for one in mail.outbox if one.to == [email]]


def days(number: int) -> date:
    """From the day."""
    return DAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("left", "step"),
    [(91, None), (90, 90), (61, 90), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7)],
)
@pytest.mark.parametrize("held", [True, False])
def test_the_steps_before_a_day(left: int, step: int | None, held: bool) -> None:
    on = days(left)
    dates = Dates(
        days(-300), done_on=days(-300) if held else None, valid_until=on if held else None, due_on=on, late_after=on
    )
    assert due(dates, DAY) == (None if step is None else Due(on, step))


@pytest.mark.parametrize(("late", "step"), [(0, 0), (6, 0), (7, -1), (20, -2), (28, -4), (400, -4)])
def test_overdue_is_said_once_and_then_weekly_for_four_weeks(late: int, step: int) -> None:
    last = days(-late - 1)
    assert due(Dates(days(-500), due_on=days(-late - 10), late_after=last), DAY) == Due(days(-late - 10), step)


def test_nothing_is_said_in_grace_or_to_the_exempt_or_where_there_is_no_day() -> None:
    assert due(Dates(days(-90), due_on=days(-3), late_after=days(5)), DAY) is None
    assert due(Dates(days(-90), due_on=days(5), late_after=days(5), exempt_from=days(-1)), DAY) is None
    assert due(Dates(days(-90)), DAY) is None
    assert due(Dates(days(-90), done_on=days(-80)), DAY) is None


def test_day_after_day_nothing_is_said_twice_and_no_step_is_left_out(partnership: Partnership) -> None:
    partnership.require()
    for number in range(120):
        remind(NINE.date() + timedelta(days=number))
    steps = [
        step
        for _on, step in Reminder.objects.filter(learner__user=partnership.teacher)
        .order_by("pk")
        .values_list("on", "step")
    ]
    assert steps == [30, 7, 0, -1, -2, -3, -4]
    assert len(sent_to("teacher@lantern.example")) == 7
    assert len(sent_to("driver@lantern.example")) == 7


def test_it_is_one_mail_a_day_whatever_is_due_and_however_often_it_is_asked_for(partnership: Partnership) -> None:
    partnership.require()
    partnership.require(title="Taxis at night", agencies=[partnership.taxis])
    assert remind(DUE) == 2
    assert remind(DUE) == 0
    assert len(mail.outbox) == 2
    text = sent_to("driver@lantern.example")[0].body
    assert "Spotting exploitation" in text
    assert "Taxis at night" in text
    assert "Taxis at night" not in sent_to("teacher@lantern.example")[0].body


def test_whoever_is_in_order_is_told_when_it_runs_out(partnership: Partnership) -> None:
    partnership.require()
    partnership.complete(partnership.teacher, at("2026-01-06"))
    assert remind(date(2026, 10, 20)) == 2
    assert "valid until 6 January 2027" in sent_to("teacher@lantern.example")[0].body
    assert "overdue" in sent_to("driver@lantern.example")[0].body


def test_it_speaks_the_learners_language(partnership: Partnership) -> None:
    partnership.require()
    partnership.driver.language = "ur"
    partnership.driver.save()
    remind(DUE)
    (message,) = sent_to("driver@lantern.example")
    assert "/ur/learn/" in message.body
    assert "/en/learn/" in sent_to("teacher@lantern.example")[0].body


def test_whoever_left_was_erased_or_was_switched_off_gets_none(partnership: Partnership) -> None:
    partnership.require()
    gone, off, left = (person(f"{name}@lantern.example") for name in ("gone", "off", "left"))
    for user in (gone, off, left):
        belonging.join(user, partnership.learner(user), partnership.school, partnership.teaching, at=NINE)
    belonging.leave(left, partnership.learner(left), partnership.school)
    forgetting.forget(gone, partnership.learner(gone))
    off.is_active = False
    off.save()
    remind(DUE)
    assert {one.to[0] for one in mail.outbox} == {"teacher@lantern.example", "driver@lantern.example"}


def test_whoever_is_exempt_gets_none(partnership: Partnership) -> None:
    requirement = partnership.require()
    teacher = partnership.learner(partnership.teacher)
    deciding.exempt(partnership.school_lead, teacher, requirement, NINE.date(), None, "", NINE)
    remind(DUE)
    assert not sent_to("teacher@lantern.example")


def test_a_mail_that_broke_on_its_way_is_not_sent_again_and_the_next_step_says_the_same(
    partnership: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    partnership.require()

    def refuse(self: Any, *args: Any, **kwargs: Any) -> int:
        raise OSError("refused")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        assert remind(DUE) == 0
    assert remind(DUE) == 0
    ReminderMail.objects.update(claimed_at=NINE)
    assert unsure(DUE) == 2
    assert remind(DUE + timedelta(days=1)) == 0
    assert remind(LATE) == 2


def test_two_accounts_of_one_person_get_one_mail(partnership: Partnership) -> None:
    partnership.require()
    private = person("private@lantern.example")
    belonging.join(private, partnership.learner(private), partnership.taxis, partnership.driving, at=NINE)
    belonging.merge(partnership.board, partnership.learner(partnership.teacher), partnership.learner(private))
    remind(DUE)
    assert len(sent_to("teacher@lantern.example")) == 1
    assert not sent_to("private@lantern.example")


def test_the_command_sends_both_kinds_and_says_how_many(partnership: Partnership, capsys: Any) -> None:
    partnership.require()
    call_command("send_training_reminders")
    assert "Reminders: 2. Summaries: 2." in capsys.readouterr().out
    call_command("send_training_reminders")
    assert "Reminders: 0. Summaries: 0." in capsys.readouterr().out


def test_a_lead_reads_numbers_of_their_own_people_once_a_week(partnership: Partnership) -> None:
    partnership.require()
    call_command("send_training_reminders")
    (message,) = sent_to("school.lead@lantern.example")
    assert "Mill Lane School" in message.body
    assert "Overdue: 1" in message.body
    assert "Bobbin" not in message.body
    assert "Teacher" not in message.body
    assert message.body.count("/admin/training/") == 1
