"""A private log of what somebody learnt anywhere, with the time it took. Nobody else ever reads it."""

from typing import Any

from django.db.models import Sum

from training.errors import NotYoursError
from training.journeys.belonging import learner_of
from training.models import Reflection


def reflections_of(user: Any) -> Any:
    """One's own entries, the latest first."""
    return Reflection.objects.visible_to(user)


def find_reflection(user: Any, pk: int) -> Reflection:
    """One of one's own. Raises NotYoursError."""
    found: Reflection | None = reflections_of(user).filter(pk=pk).first()
    if found is None:
        raise NotYoursError
    return found


def keep_reflection(user: Any, pk: int | None, **written: Any) -> Reflection:
    """Write an entry, or change it. Sent twice at once, the same words are one entry. Raises NotYoursError."""
    if pk is None:
        same = reflections_of(user).filter(**written).first()
        return same or Reflection.objects.create(learner=learner_of(user), **written)
    found = find_reflection(user, pk)
    for name, value in written.items():
        setattr(found, name, value)
    found.save()
    return found


def delete_reflection(user: Any, pk: int) -> None:
    """Take an entry out for good. Twice is once; another's stays."""
    reflections_of(user).filter(pk=pk).delete()


def minutes_of(user: Any) -> int:
    """All the time of the log."""
    return reflections_of(user).aggregate(all=Sum("minutes"))["all"] or 0
