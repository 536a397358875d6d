"""Questions by e-mail, 2, 7 and 21 days after a completion, for whoever asked for them. They change no result.

Each is claimed and sent like a reminder (training.journeys.mailing): never twice, and at most one mail a day.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.db import transaction
from django.utils import timezone

from training.dates import add_days, day_of, today
from training.errors import NotThereError, NotYoursError
from training.journeys.assessing import questions_named, questions_named_in
from training.journeys.authority import is_theirs, require_own
from training.journeys.learning import is_completed, parts_of
from training.journeys.mailing import SECONDS, by_day, claim, deliver, send_each, some_at_a_time
from training.journeys.recording import locked
from training.models import BankVersion, Registration, ReminderMail, SpacedPractice, SpacedQuestion
from training.models.spaced import STEPS
from training.questions.drawing import draw, new_seed
from training.questions.grading import grade
from training.questions.kinds import read_bank
from training.questions.showing import asked, reviewed
from training.titles import title_of
from training.wording_of_mails import Asked, language_of, spaced_mail

SALT = "training.spaced.stop"
# A question that could not be sent in this time is left out: three in one week would help nobody.
MAKES_UP_DAYS = 7


def has_questions(registration: Registration) -> bool:
    """Whether there is a bank to ask from: a package and a live event have none."""
    return any(part.pools for part in parts_of(registration))


def begin_practice(user: Any, registration: Registration, at: datetime | None = None) -> SpacedPractice:
    """Ask for the questions. Twice is once; whoever had stopped them begins again.

    Raises NotYoursError, and NotThereError if it is not completed.
    """
    require_own(user, registration.learner)
    with transaction.atomic():
        locked(registration.learner)
        if not is_completed(registration):
            raise NotThereError
        practice, _new = SpacedPractice.objects.update_or_create(
            registration=registration,
            defaults={"ended_at": None},
            create_defaults={"seed": new_seed(), "began_at": at or timezone.now()},
        )
    return practice


def stop_token(practice: SpacedPractice) -> str:
    """What a mail carries, so that nobody has to sign in to stop it. It tells nothing and stops nothing else."""
    return signing.dumps(practice.pk, salt=SALT)


def stop_practice(token: str, at: datetime | None = None) -> SpacedPractice:
    """No more questions of this training. Twice is once. Raises NotThereError for a link that is not ours."""
    try:
        practice = SpacedPractice.objects.get(pk=signing.loads(token, salt=SALT))
    except (signing.BadSignature, SpacedPractice.DoesNotExist) as error:
        raise NotThereError from error
    SpacedPractice.objects.filter(pk=practice.pk, ended_at=None).update(ended_at=at or timezone.now())
    return practice


def known_token(token: str) -> bool:
    """Whether a link is ours."""
    try:
        signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return False
    return True


def send_questions(day: date | None = None, seconds: float = float("inf")) -> int:
    """Send the questions that are due, one mail a learner a day; how many were sent.

    Raises OSError, before anything is claimed, if the mail server cannot be reached.
    """
    on = day or today()

    def send(practice: SpacedPractice, connection: Any) -> bool:
        step = _step(practice, on)
        return step is not None and _sent(practice, step, on, connection)

    return send_each(_waiting(on), send, seconds)


def send_questions_by_day() -> int:
    """The same for half a minute, at hours at which people are written to. The clock calls it (training.apps)."""
    return send_questions(seconds=SECONDS) if by_day() else 0


def _waiting(day: date) -> Iterator[SpacedPractice]:
    oldest = add_days(day, -max(STEPS) - MAKES_UP_DAYS - 1)
    rows = SpacedPractice.objects.filter(ended_at=None, began_at__date__gte=oldest).select_related(
        "registration__version__activity",
        "registration__learner__user",
        "registration__learner__merged_into__user",
    )
    return some_at_a_time(rows.prefetch_related("questions"), lambda one: one.registration.learner.kept)


def _step(practice: SpacedPractice, day: date) -> int | None:
    """The one that is due and was not sent; the latest of several."""
    passed, had = (day - day_of(practice.began_at)).days, {one.step for one in practice.questions.all()}
    due = [step for step in STEPS if step <= passed <= step + MAKES_UP_DAYS and step not in had]
    return due[-1] if due and due[-1] > max(had, default=0) else None


def _sent(practice: SpacedPractice, step: int, day: date, connection: Any) -> bool:
    registration = practice.registration
    name = _drawn(practice, step)
    if name is None:
        return False
    learner = registration.learner.kept
    language = language_of(learner.user)
    question = questions_named_in([name], language)[name]
    pk = uuid4()
    mail = claim(learner, day, partial(_write, practice, step, name, pk))
    text = Asked(pk, question.text, tuple(option.text for option in question.options))
    title = title_of(registration.version, language)
    return mail is not None and deliver(
        mail, partial(spaced_mail, learner.user, text, title, stop_token(practice), connection)
    )


def _write(practice: SpacedPractice, step: int, name: str, pk: UUID, _mail: ReminderMail) -> None:
    SpacedQuestion.objects.create(pk=pk, practice=practice, step=step, question=name, claimed_at=timezone.now())


def _drawn(practice: SpacedPractice, step: int) -> str | None:
    """A question of the banks that the version was examined from, another for each step; None if it has none."""
    versions = {pool.bank_version for part in parts_of(practice.registration) for pool in part.pools}
    names = [
        f"{bank.pk}:{question}"
        for bank in BankVersion.objects.filter(pk__in=versions).order_by("pk")
        for question in read_bank(bank.questions)
    ]
    order = draw(practice.seed, "spaced", names, len(STEPS))
    return order[STEPS.index(step) % len(order)] if order else None


def own_question(user: Any, pk: UUID) -> SpacedQuestion:
    """One that was sent to this person. Raises NotYoursError, whether it is another's or none at all."""
    found = (
        SpacedQuestion.objects.filter(pk=pk)
        .select_related("practice__registration__learner__merged_into", "practice__registration__activity")
        .first()
    )
    if found is None or not is_theirs(user, found.practice.registration.learner):
        raise NotYoursError
    return found


def shown_question(sent: SpacedQuestion, language: str) -> dict[str, Any]:
    """For the page: to be answered; or answered, with feedback and the right answer, since they have passed."""
    question = questions_named_in([sent.question], language)[sent.question]
    if sent.answered_at is None:
        return {**asked(question, sent.practice.seed), "given": None}
    return reviewed(question, sent.practice.seed, sent.given, passed=True)


def answer_question(user: Any, sent: SpacedQuestion, given: Any, at: datetime | None = None) -> None:
    """Once; what was answered first stays. Raises NotYoursError, ForgedAnswerError, IncompleteAnswerError."""
    require_own(user, sent.practice.registration.learner)
    right = grade(questions_named([sent.question])[sent.question], given)
    SpacedQuestion.objects.filter(pk=sent.pk, answered_at=None).update(
        given=given, right=right, answered_at=at or timezone.now()
    )
