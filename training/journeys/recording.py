"""Writing the log, and the status rows that follow from it, in the caller's transaction."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from training.journeys import telling
from training.journeys.folding import Rules, fold, records, rules
from training.models import Event, Learner, Status
from training.standing import Dates

_LATER: ContextVar[set[int] | None] = ContextVar("training_refreshed_later", default=None)


def locked(learner: Learner) -> Learner:
    """The learner's row, held until the transaction ends, so that one thing happens to a learner at a time.

    Of an account that was merged, the one that it was merged into.
    """
    root = learner.merged_into_id or learner.pk
    found = Learner.objects.select_for_update().get(pk=root)
    return locked(found) if found.merged_into_id else found


def record(learner: Learner, kind: str, at: datetime, by: Any = None, **about: Any) -> Event:
    """Add an event; record stores outside hear of it where they are set up."""
    event = Event.objects.create(learner=learner, kind=kind, at=at, by=by, **about)
    telling.put(event)
    return event


def refresh(learners: Collection[int]) -> None:
    """Bring the status rows of learners, whose rows the caller holds, in line with the log."""
    waiting = _LATER.get()
    if waiting is not None:
        waiting.update(learners)
        return
    known = rules()
    wrong, missing, surplus = compared(learners, known)
    Status.objects.bulk_create(missing)
    Status.objects.bulk_update(wrong, Dates.names())
    if surplus:
        Status.objects.filter(pk__in=[row.pk for row in surplus]).delete()


@contextmanager
def refreshing_later() -> Iterator[None]:
    """Within it status rows stay as they are, and all of them follow from the log at its end; for loading years at once.

    The caller's transaction holds the whole of it, so that nobody sees rows that have not followed.
    """
    waiting: set[int] = set()
    token = _LATER.set(waiting)
    try:
        yield
    finally:
        _LATER.reset(token)
    refresh(Learner.objects.filter(pk__in=waiting, merged_into=None).values_list("pk", flat=True))


def compared(learners: Collection[int], known: Rules) -> tuple[list[Status], list[Status], list[Status]]:
    """Rows to be changed (changed already, not saved), to be made, and to be taken away."""
    there: dict[tuple[int, int], Status] = {
        (row.learner_id, row.requirement_id): row for row in Status.objects.filter(learner__in=learners)
    }
    wrong, missing = [], []
    for learner, one in records(learners).items():
        for requirement, dates in fold(one, known).items():
            fields = {name: getattr(dates, name) for name in Dates.names()}
            row = there.pop((learner, requirement), None)
            if row is None:
                missing.append(Status(learner_id=learner, requirement_id=requirement, **fields))
            elif row.dates != dates:
                for name, value in fields.items():
                    setattr(row, name, value)
                wrong.append(row)
    return wrong, missing, list(there.values())
