"""Sharing an entry of the reflective log with one manager, who signs it off or sends it back. Everything else stays private."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from training.errors import AlreadyThereError, NotThereError, NotYoursError
from training.journeys.belonging import learner_of
from training.journeys.learning import theirs as of
from training.journeys.managers import about_managed, manager_named
from training.journeys.recording import locked
from training.journeys.reflecting import find_reflection
from training.models import Learner, Reflection, SignOff, SignOffAnswer

Word = SignOffAnswer.Word
SAME = ("title", "on", "minutes")


@dataclass(frozen=True)
class Standing:
    """How an entry stands with the manager it was shared with last. `changed`: its title, day or time is another now."""

    sign_off: SignOff
    answer: SignOffAnswer | None
    changed: bool

    @property
    def is_waiting(self) -> bool:
        """Nothing was said yet."""
        return self.answer is None

    @property
    def is_agreed(self) -> bool:
        """It counts, as it stands now."""
        return self.answer is not None and self.answer.word == Word.AGREED and not self.changed

    @property
    def is_returned(self) -> bool:
        """It came back with a comment."""
        return self.answer is not None and self.answer.word == Word.RETURNED


def standing_of(reflection: Reflection) -> Standing | None:
    """None for an entry that was never shared."""
    last = reflection.sign_offs.select_related("answer").order_by("pk").last()
    if last is None:
        return None
    changed = any(getattr(last, name) != getattr(reflection, name) for name in SAME)
    return Standing(last, getattr(last, "answer", None), changed)


def ask_for_sign_off(
    user: Any, pk: int, manager: int, *, with_words: bool = False, at: datetime | None = None
) -> SignOff:
    """Share one entry, as it is now: its title, day and time, and only if the learner says so what they wrote.

    Raises NotYoursError, NotThereError for a manager who is none of theirs, and AlreadyThereError while an answer is
    awaited or the same was signed off.
    """
    with transaction.atomic():
        learner = locked(learner_of(user))
        entry = find_reflection(user, pk)
        lead = manager_named(learner, manager)
        if lead is None:
            raise NotThereError
        standing = standing_of(entry)
        if standing is not None and (standing.is_waiting or standing.is_agreed):
            raise AlreadyThereError
        return SignOff.objects.create(
            reflection=entry,
            lead=lead,
            lead_name=lead.get_full_name() or lead.email,
            title=entry.title,
            on=entry.on,
            minutes=entry.minutes,
            learned=entry.learned if with_words else "",
            differently=entry.differently if with_words else "",
            asked_at=at or timezone.now(),
        )


def stop_sharing(user: Any, pk: int) -> None:
    """Take a request back that nobody has answered. Twice is once. Raises NotYoursError."""
    with transaction.atomic():
        locked(learner_of(user))
        find_reflection(user, pk).sign_offs.filter(answer=None).delete()


def sign_offs_asked_of(user: Any) -> list[SignOff]:
    """What a manager was asked and has not answered, by people whom they still lead, the oldest first."""
    found = SignOff.objects.asked_of(user).filter(about_managed(user, "reflection__learner"), answer=None)
    return list(found.select_related("reflection__learner__user", "reflection__learner__merged_into__user"))


def sign_off_asked_of(user: Any, pk: int) -> SignOff:
    """One of them. Raises NotYoursError, whether it is another's, answered, or of somebody who works elsewhere now."""
    found = next((one for one in sign_offs_asked_of(user) if one.pk == pk), None)
    if found is None:
        raise NotYoursError
    return found


def answer_sign_off(user: Any, pk: int, word: str, comment: str = "", at: datetime | None = None) -> SignOffAnswer:
    """Sign it off, or send it back with a comment. Raises NotYoursError, and NotThereError without the comment."""
    with transaction.atomic():
        asked = sign_off_asked_of(user, pk)
        locked(asked.reflection.learner)
        asked = sign_off_asked_of(user, pk)
        if word == Word.RETURNED and not comment.strip():
            raise NotThereError
        return SignOffAnswer.objects.create(
            sign_off=asked, word=Word(word), comment=comment.strip(), answered_at=at or timezone.now()
        )


def signed_off(learner: Learner) -> list[SignOff]:
    """The entries that were signed off and are still what they were, the latest first; each once."""
    rows = SignOff.objects.filter(
        of_learner(learner),
        answer__word=Word.AGREED,
        title=F("reflection__title"),
        on=F("reflection__on"),
        minutes=F("reflection__minutes"),
    )
    return list({one.reflection_id: one for one in rows.order_by("-on", "-pk")}.values())


def of_learner(learner: Learner) -> Any:
    """Requests of a learner, and of accounts that were merged into theirs."""
    return Q(reflection__in=Reflection.objects.filter(of(learner)))
