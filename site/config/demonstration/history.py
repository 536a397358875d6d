"""What happened to an invented learner, told through the journeys, so that every rule of theirs is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from people.models import User
from training.dates import add_months, day_of
from training.journeys import assessing, belonging, deciding, learning
from training.models import Activity, Agency, Attempt, JobRole, Learner, Requirement, Team
from training.parts import PartKind
from training.questions.kinds import Question, QuestionKind
from training.questions.showing import right_answer

ALLOWED_WRONG = 2
TOO_MANY_WRONG = 4


@dataclass(frozen=True)
class Place:
    """Where somebody works, as what, and who looks after their training."""

    agency: Agency
    team: Team
    job_role: JobRole
    level: str
    lead: User


class Acting(Protocol):
    """Who acts besides the learner and their lead, and when."""

    manager: User
    requirements: dict[str, Requirement]

    def ago(self, days: int) -> datetime:
        """So many days before the demonstration was loaded."""


@dataclass(frozen=True)
class Life:
    """One learner, and whatever their story needs."""

    cast: Acting
    user: User
    learner: Learner
    place: Place
    goes_to: Place | None
    activities: Sequence[Activity]
    language: str
    number: int


def tell(
    cast: Acting,
    user: User,
    story: list[dict[str, Any]],
    *,
    places: tuple[Place, Place | None],
    activities: Sequence[Activity],
    language: str,
    number: int,
) -> None:
    """Let everything in a story happen, in its order. `number` makes hours and mistakes differ between people."""
    place, goes_to = places
    life = Life(cast, user, belonging.learner_of(user), place, goes_to, activities, language, number)
    for event in story:
        if event.get("module", 0) >= len(activities):
            continue
        HAPPENINGS[event["do"]](life, event, cast.ago(event["days"]) - timedelta(minutes=13 * (number % 17)))


def _join(life: Life, _event: dict[str, Any], at: datetime) -> None:
    place = life.place
    belonging.join(place.lead, life.learner, place.agency, place.job_role, place.level, place.team, at)


def _say(life: Life, _event: dict[str, Any], at: datetime) -> None:
    place = life.place
    belonging.join(life.user, life.learner, place.agency, place.job_role, place.level, place.team, at)


def _leave(life: Life, _event: dict[str, Any], at: datetime) -> None:
    belonging.leave(life.place.lead, life.learner, life.place.agency, at)


def _move(life: Life, _event: dict[str, Any], at: datetime) -> None:
    old, new = life.place, life.goes_to
    if new is not None:
        manager = life.cast.manager
        belonging.move(manager, life.learner, old.agency, new.agency, new.job_role, new.level, new.team, at)


def _prior(life: Life, event: dict[str, Any], at: datetime) -> None:
    deciding.accept_prior(life.place.lead, life.learner, life.activities[event["module"]], day_of(at), at)


def _exempt(life: Life, event: dict[str, Any], at: datetime) -> None:
    day = day_of(at)
    requirement = life.cast.requirements["spotting"]
    until = add_months(day, event["months"])
    deciding.exempt(life.place.lead, life.learner, requirement, day, until, event["reason"], at)


def _begin(life: Life, event: dict[str, Any], at: datetime) -> None:
    registration = learning.start(life.user, life.activities[event["module"]], life.language, at)
    first = next(part for part in learning.parts_of(registration) if part.kind is PartKind.LESSON)
    learning.do_lesson(life.user, registration, first.key, at)


def _fail(life: Life, event: dict[str, Any], at: datetime) -> None:
    _through(life, event, at, TOO_MANY_WRONG)


def _complete(life: Life, event: dict[str, Any], at: datetime) -> None:
    _through(life, event, at, life.number % (ALLOWED_WRONG + 1))


def _through(life: Life, event: dict[str, Any], at: datetime, wrong: int) -> None:
    """Every lesson that is left, and the assessment with so many wrong answers."""
    registration = learning.start(life.user, life.activities[event["module"]], life.language, at)
    done = learning.parts_done(registration)
    for minutes, part in enumerate(learning.parts_of(registration)):
        moment = at + timedelta(minutes=4 * minutes)
        if part.key in done:
            continue
        if part.kind is PartKind.LESSON:
            learning.do_lesson(life.user, registration, part.key, moment)
        else:
            attempt = assessing.begin_attempt(life.user, registration, part.key, moment)
            _answer(life, attempt, moment, wrong)
            assessing.finish(life.user, attempt, moment + timedelta(minutes=6))


def _answer(life: Life, attempt: Attempt, at: datetime, wrong: int) -> None:
    given = {
        name: mistaken(question, life.number) if place < wrong else right_answer(question)
        for place, (name, question) in enumerate(assessing.questions_of(attempt).items())
    }
    assessing.answer_several(life.user, attempt, given, at + timedelta(minutes=5))


def mistaken(question: Question, number: int) -> Any:
    """An answer that a learner might give and that is wrong, not the same for everybody."""
    right = right_answer(question)
    if question.kind is QuestionKind.SINGLE:
        others = [option.id for option in question.options if option.id != right]
        return others[number % len(others)]
    if question.kind is QuestionKind.MULTIPLE:
        return right[1:] or [option.id for option in question.options]
    if question.kind is QuestionKind.ORDERING:
        return [*right[1:], right[0]]
    targets = list(right.values())
    return dict(zip(right, [*targets[1:], targets[0]], strict=True))


HAPPENINGS = {
    "join": _join,
    "say": _say,
    "leave": _leave,
    "move": _move,
    "prior": _prior,
    "exempt": _exempt,
    "begin": _begin,
    "fail": _fail,
    "complete": _complete,
}
