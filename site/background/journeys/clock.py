"""Regular work happens without anybody typing a command: the clock starts what is due.

Each worker has a clock and they may all tick at once: taking a piece of work is one conditional
update, so it is started once. What was missed while no worker ran is done once, at the next tick.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from background.journeys.jobs import wake_stalled
from background.models import Period

logger = logging.getLogger(__name__)

# Longer than any run should take; after it a run that was killed is given up and started again.
LEASE = timedelta(minutes=10)
LATE = timedelta(minutes=5)
BEFORE_JOBS = 50


@dataclass(frozen=True)
class Regular:
    """A piece of regular work: what to do, how often, and how long a run may take before it counts as killed."""

    name: str
    every: timedelta
    do: Callable[[], object]
    lease: timedelta = LEASE


REGULAR: dict[str, Regular] = {}


def regularly(name: str, do: Callable[[], object], every: timedelta, lease: timedelta = LEASE) -> None:
    """Register work that happens again and again; an app calls this when it is ready.

    A short `lease` brings work back sooner after a worker was killed; two runs of it may then meet.
    """
    REGULAR[name] = Regular(name, every, do, lease)


def tick() -> list[str]:
    """Start everything that is due, once; gives the names of what was started. Cheap if nothing is due."""
    now = timezone.now()
    known = {period.name: period for period in Period.objects.filter(name__in=REGULAR)}
    Period.objects.bulk_create(
        (Period(name=name, due_at=now) for name in REGULAR if name not in known), ignore_conflicts=True
    )
    started = [name for name in REGULAR if (name not in known or known[name].due_at <= now) and _start(REGULAR[name])]
    wake_stalled()
    return started


def _start(regular: Regular) -> bool:
    """Take it, if nobody else has, and queue the run in the same transaction."""
    now, lease = timezone.now(), Period.new_lease()
    free = Q(lease=None) | Q(leased_until__lt=now)
    with transaction.atomic():
        taken = Period.objects.filter(free, name=regular.name, due_at__lte=now).update(
            due_at=now + regular.every, lease=lease, leased_until=now + regular.lease
        )
        if taken:
            run.enqueue(regular.name, str(lease))
    return bool(taken)


@task(priority=BEFORE_JOBS)
def run(name: str, lease: str) -> None:
    """Do a piece of regular work, unless its lease has gone to another run. A failure is kept and logged."""
    mine = Period.objects.filter(name=name, lease=uuid.UUID(lease))
    if name not in REGULAR or not mine.update(started_at=timezone.now()):
        return
    problem = ""
    try:
        REGULAR[name].do()
    except Exception as error:
        # Whatever went wrong, the next time must come.
        logger.exception("Regular work %s failed", name)
        problem = f"{type(error).__name__}: {error}"
    mine.update(finished_at=timezone.now(), lease=None, leased_until=None, problem=problem)


def is_late() -> bool:
    """Whether regular work has not been started for minutes: no worker runs, or none can keep up."""
    oldest = Period.objects.filter(name__in=REGULAR).order_by("due_at").first()
    return oldest is None or oldest.due_at < timezone.now() - LATE
