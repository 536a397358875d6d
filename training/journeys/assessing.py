"""Attempts at an assessment: begun with questions of their own, answered, finished once, graded here alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from config.languages import SOURCE
from training.dates import wait_over
from training.errors import (
    AlreadyFinishedError,
    AlreadyPassedError,
    DeadlinePassedError,
    NoAttemptsLeftError,
    NotAskedError,
    TooSoonError,
)
from training.journeys.authority import require_own
from training.journeys.learning import Kind, part_was_done, parts_done, parts_of, require_current
from training.journeys.recording import locked, record
from training.models import Answer, Attempt, BankVersion, BankWords, Event, Learner, Registration
from training.parts import Part, PartKind, find_part
from training.questions.drawing import draw, new_seed
from training.questions.grading import grade, percentage
from training.questions.kinds import Question, read_bank
from training.questions.showing import asked, reviewed
from training.questions.stored import spoken


@dataclass(frozen=True)
class Result:
    """What an attempt came to."""

    right: int
    asked: int
    score: int
    passed: bool


def begin_attempt(user: Any, registration: Registration, key: str, at: datetime | None = None) -> Attempt:
    """The attempt that is open, or a new one. One whose time is over is finished first, with what was answered.

    Raises NotYoursError, OutdatedError, NotAskedError, AlreadyPassedError, NoAttemptsLeftError, TooSoonError.
    """
    require_own(user, registration.learner)
    moment = at or timezone.now()
    with transaction.atomic():
        learner = locked(registration.learner)
        require_current(registration)
        part = find_part(parts_of(registration), key, PartKind.ASSESSMENT)
        if part is None:
            raise NotAskedError
        last = registration.attempts.filter(part=key).order_by("number").last()
        if last is not None and not is_finished(last):
            if not is_over(last, moment):
                return last
            _finish(learner, last, moment)
        _require_another(registration, part, moment)
        return _drawn(registration, part, (last.number if last else 0) + 1, moment)


def _require_another(registration: Registration, part: Part, at: datetime) -> None:
    if part.key in parts_done(registration):
        raise AlreadyPassedError
    finished = list(registration.events.filter(kind=Kind.FINISHED, part=part.key).values_list("at", flat=True))
    if part.attempts and len(finished) >= part.attempts:
        raise NoAttemptsLeftError
    # Beginning the module again does not shorten the wait.
    before = Event.objects.filter(
        kind=Kind.FINISHED,
        part=part.key,
        registration__activity=registration.activity_id,
        registration__learner=registration.learner_id,
        data__passed=False,
    ).order_by("at")
    last = before.last()
    if part.wait_hours and last is not None and at < wait_over(last.at, part.wait_hours):
        raise TooSoonError(wait_over(last.at, part.wait_hours))


def _drawn(registration: Registration, part: Part, number: int, at: datetime) -> Attempt:
    seed = new_seed()
    banks = BankVersion.objects.in_bulk([pool.bank_version for pool in part.pools])
    drawn = [
        f"{pool.bank_version}:{question}"
        for pool in part.pools
        for question in draw(seed, str(pool.bank_version), read_bank(banks[pool.bank_version].questions), pool.draw)
    ]
    return Attempt.objects.create(
        registration=registration,
        part=part.key,
        number=number,
        seed=seed,
        drawn=drawn,
        started_at=at,
        deadline_at=at + timedelta(minutes=part.minutes) if part.minutes else None,
    )


@dataclass(frozen=True)
class AssessmentStanding:
    """Where a learner is with an assessment. `left` is None without a limit; `wait_until` None without a wait."""

    passed: bool
    used: int
    left: int | None
    wait_until: datetime | None
    open_attempt: Attempt | None


def standing_of(registration: Registration, part: Part, at: datetime | None = None) -> AssessmentStanding:
    """For the page: whether it is passed, how many attempts are left, whether one is open, when another may begin."""
    moment = at or timezone.now()
    attempts = list(registration.attempts.filter(part=part.key).order_by("number"))
    finished = registration.events.filter(kind=Kind.FINISHED, part=part.key)
    ended = set(finished.values_list("attempt_id", flat=True))
    wait_until = None
    try:
        _require_another(registration, part, moment)
    except TooSoonError as error:
        wait_until = error.until
    except (AlreadyPassedError, NoAttemptsLeftError):
        pass
    return AssessmentStanding(
        passed=part.key in parts_done(registration),
        used=len(ended),
        left=max(part.attempts - len(ended), 0) if part.attempts else None,
        wait_until=wait_until,
        open_attempt=next((one for one in attempts if one.pk not in ended and not is_over(one, moment)), None),
    )


def is_finished(attempt: Attempt) -> bool:
    """Whether its result is recorded."""
    return attempt.events.filter(kind=Kind.FINISHED).exists()


def is_over(attempt: Attempt, at: datetime) -> bool:
    """Whether its time has passed."""
    return attempt.deadline_at is not None and at > attempt.deadline_at


def questions_of(attempt: Attempt) -> dict[str, Question]:
    """The questions that were drawn, in order, as they were then."""
    return questions_named(attempt.drawn)


def questions_named(names: list[str]) -> dict[str, Question]:
    """Questions by their names, each "id of the bank's version:id in the bank"; one query."""
    banks = BankVersion.objects.in_bulk({int(name.partition(":")[0]) for name in names})
    read = {pk: read_bank(bank.questions) for pk, bank in banks.items()}
    found = {}
    for name in names:
        bank, _colon, question = name.partition(":")
        found[name] = read[int(bank)][question]
    return found


def questions_in(attempt: Attempt, language: str) -> dict[str, Question]:
    """The same to be shown in a language; a question that nobody translated stays in the source's words."""
    return questions_named_in(attempt.drawn, language)


def questions_named_in(names: list[str], language: str) -> dict[str, Question]:
    """Questions by their names, in a language where they were translated; two queries."""
    banks = {int(name.partition(":")[0]) for name in names}
    found = BankWords.objects.filter(version__in=banks, language=language).order_by("id")
    words = {row.version_id: row.content for row in found}
    return {
        name: spoken(question, words.get(int(name.partition(":")[0]), {}).get(question.id, {}))
        for name, question in questions_named(names).items()
    }


def answer(user: Any, attempt: Attempt, name: str, given: Any, at: datetime | None = None) -> None:
    """Answer a question, or answer it again. Whether it was right is not told before the attempt is finished.

    Raises NotYoursError, AlreadyFinishedError, DeadlinePassedError, NotAskedError, ForgedAnswerError,
    IncompleteAnswerError.
    """
    answer_several(user, attempt, {name: given}, at)


def answer_several(user: Any, attempt: Attempt, given: dict[str, Any], at: datetime | None = None) -> None:
    """Answer some questions at one moment, all of them or none. Raises what answer raises."""
    require_own(user, attempt.registration.learner)
    moment = at or timezone.now()
    with transaction.atomic():
        locked(attempt.registration.learner)
        if is_finished(attempt):
            raise AlreadyFinishedError
        if is_over(attempt, moment):
            raise DeadlinePassedError
        questions = questions_of(attempt)
        if not given.keys() <= questions.keys():
            raise NotAskedError
        number = attempt.answers.count()
        Answer.objects.bulk_create(
            Answer(
                attempt=attempt,
                number=number + place,
                question=name,
                given=one,
                right=grade(questions[name], one),
                at=moment,
            )
            for place, (name, one) in enumerate(given.items(), 1)
        )


def finish(user: Any, attempt: Attempt, at: datetime | None = None) -> Result:
    """Grade it, once; finishing again gives the same result. If it was the last thing needed, the activity is completed.

    Raises NotYoursError and OutdatedError.
    """
    require_own(user, attempt.registration.learner)
    moment = at or timezone.now()
    with transaction.atomic():
        learner = locked(attempt.registration.learner)
        if not is_finished(attempt):
            require_current(attempt.registration)
        return _finish(learner, attempt, moment)


def _finish(learner: Learner, attempt: Attempt, at: datetime) -> Result:
    event = attempt.events.filter(kind=Kind.FINISHED).first()
    if event is None:
        result = result_of(attempt)
        # Whoever comes back after the end has not waited less since it.
        moment = min(at, attempt.deadline_at) if attempt.deadline_at else at
        registration = attempt.registration
        event = record(
            learner,
            Kind.FINISHED,
            moment,
            registration=registration,
            attempt=attempt,
            part=attempt.part,
            data={"right": result.right, "asked": result.asked, "score": result.score, "passed": result.passed},
        )
        if result.passed:
            part_was_done(learner, registration, attempt.part, moment)
    return Result(**event.data)


def last_answers(attempt: Attempt) -> dict[str, Answer]:
    """The answer that counts for each question."""
    return {one.question: one for one in attempt.answers.order_by("number")}


def result_of(attempt: Attempt) -> Result:
    """What it comes to, graded again from what was given and the questions as they were."""
    part = find_part(parts_of(attempt.registration), attempt.part, PartKind.ASSESSMENT)
    questions, given = questions_of(attempt), last_answers(attempt)
    right = sum(name in given and grade(question, given[name].given) for name, question in questions.items())
    score = percentage(right, len(questions))
    return Result(right, len(questions), score, part is not None and score >= part.pass_mark)


def to_answer(user: Any, attempt: Attempt, language: str = SOURCE) -> list[dict[str, Any]]:
    """For the page: the questions without their answers, and what was given so far. Raises NotYoursError."""
    require_own(user, attempt.registration.learner)
    given = last_answers(attempt)
    return [
        {**asked(question, attempt.seed), "name": name, "given": given[name].given if name in given else None}
        for name, question in questions_in(attempt, language).items()
    ]


def to_review(user: Any, attempt: Attempt, language: str = SOURCE) -> list[dict[str, Any]]:
    """For the page after an attempt: what was chosen, with feedback; right answers once this person has passed.

    Raises NotYoursError, and NotAskedError while the attempt is open.
    """
    require_own(user, attempt.registration.learner)
    if not is_finished(attempt):
        raise NotAskedError
    given, passed = last_answers(attempt), attempt.part in parts_done(attempt.registration)
    return [
        {
            **reviewed(question, attempt.seed, given[name].given if name in given else None, passed),
            "name": name,
        }
        for name, question in questions_in(attempt, language).items()
    ]
