"""What invented learners and their managers said of trainings: in turn, from the writers' file.

Written many rows at once: through the journeys it would take as long as everybody's whole history.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F

from config.demonstration.reading import read
from training.dates import day_of
from training.models import (
    Activity,
    Confidence,
    Evaluation,
    Event,
    FollowUp,
    Lead,
    ManagerPart,
    Membership,
    Registration,
)
from training.models.agency import current
from training.models.evaluation import HIGHEST, LOWEST, Moment, Statement


@dataclass
class Said:
    """Everything that is to be written."""

    confidence: list[Confidence] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    parts: list[ManagerPart] = field(default_factory=list)


class InTurn:
    """The writers' lists; the same person finds the same answers again."""

    def __init__(self, number: int, lists: dict[str, Any]) -> None:
        self.number, self.lists = number, lists

    def __call__(self, *names: str) -> Any:
        """This person's place in a list."""
        found: Any = self.lists
        for name in names:
            found = found[name]
        return found[self.number % len(found)]

    def sure(self, statement: Statement, moment: Moment) -> int:
        """How sure they are of a statement."""
        value: int = self("sure", statement.value)
        if moment is not Moment.BEFORE:
            value += self("added", statement.value)
        if moment is Moment.LATER:
            value -= self("taken")
        return max(LOWEST, min(HIGHEST, value))


def evaluate(now: datetime) -> None:
    """Those who completed a module answer what they were asked, and so do the managers whom they named."""
    lists, said, managers = read("training/demonstration/evaluations.yaml"), Said(), managers_on(now)
    completed = Event.objects.filter(
        kind=Event.Kind.COMPLETED, withdrawn=None, activity__kind=Activity.Kind.MODULE, registration__isnull=False
    )
    rows = completed.select_related("registration").annotate(person=F("learner__user")).order_by("learner", "id")
    for number, event in enumerate(rows):
        registration: Any = event.registration
        turn = InTurn(number, lists)
        if turn("answers", "before"):
            rate(said, registration, turn, Moment.BEFORE, registration.started_at)
        if turn("answers", "after"):
            at = event.at + timedelta(minutes=3)
            rate(said, registration, turn, Moment.AFTER, at)
            said.evaluations.append(
                Evaluation(registration=registration, useful=turn("useful"), wish=turn("wish"), at=at)
            )
        others = [one for one in managers.get(event.learner_id, []) if one != event.person]
        follow_up(said, registration, turn, event.at, now, others)
    Confidence.objects.bulk_create(said.confidence, batch_size=500)
    Evaluation.objects.bulk_create(said.evaluations)
    FollowUp.objects.bulk_create(said.follow_ups)
    ManagerPart.objects.bulk_create(said.parts)


def managers_on(now: datetime) -> dict[int, list[int]]:
    """The accounts of those who look after a learner's whole agency, by learner."""
    day = day_of(now)
    leads: dict[int, list[int]] = {}
    for agency, user in Lead.objects.filter(current(day), team=None).order_by("pk").values_list("agency", "user"):
        leads.setdefault(agency, []).append(user)
    there = Membership.objects.filter(current(day), agency__in=leads, declared=False)
    return {learner: leads[agency] for learner, agency in there.values_list("learner", "agency")}


def rate(said: Said, registration: Registration, turn: InTurn, moment: Moment, at: datetime) -> None:
    """One person, one moment, every statement."""
    said.confidence += [
        Confidence(registration=registration, moment=moment, statement=one.value, value=turn.sure(one, moment), at=at)
        for one in Statement
    ]


def follow_up(
    said: Said, registration: Registration, turn: InTurn, done_at: datetime, now: datetime, managers: list[int]
) -> None:
    """The mail of some weeks later, their answer, and their manager's; what is still to come is left out."""
    asked_at = done_at + timedelta(weeks=settings.TRAINING_FOLLOW_UP_WEEKS)
    answered_at = asked_at + timedelta(days=1 + turn.number % 5)
    if asked_at >= now:
        return
    asked = FollowUp(registration=registration, claimed_at=asked_at)
    said.follow_ups.append(asked)
    if answered_at >= now or not turn("answers", "later"):
        return
    asked.answered_at, asked.used = answered_at, turn("used")
    rate(said, registration, turn, Moment.LATER, answered_at)
    if managers and turn("named"):
        part = ManagerPart(follow_up=asked, lead_id=managers[turn.number % len(managers)], asked_at=answered_at)
        said.parts.append(part)
        manager_at = answered_at + timedelta(days=2 + turn.number % 9)
        if manager_at < now and turn("answered"):
            part.answered_at, part.seen, part.supported = manager_at, turn("seen"), turn("supported")
