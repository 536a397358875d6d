"""Jobs of many steps: started, shown, stopped, resumed, and done in small slices by any worker.

Each step and the mark that it is done are one transaction, so a step is done once or not at all,
whatever is killed. A slice holds the job's lease; a slice that has lost it takes no further step.
"""

import logging
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from background.journeys.kinds import KINDS as KINDS
from background.journeys.kinds import Kind, LaterError
from background.journeys.kinds import StepError as StepError
from background.journeys.kinds import provide_kind as provide_kind
from background.models import Job, Step

logger = logging.getLogger(__name__)

# A worker that is asked to stop waits for the slice to end, so slices are short.
SLICE_SECONDS = 2.0
# No step takes this long; a job without a beat for longer has lost its worker.
STALLED = timedelta(seconds=90)
BATCH = 500
UNKNOWN = "The site no longer knows how to do this. It was logged. Tell whoever looks after the site; once it is mended, resume."
UNFINISHED = (
    "The steps are taken, but the work after the last one failed. It was logged. Resume to try that work again."
)


def start(kind: str, title: str, steps: Iterable[tuple[str, dict[str, Any]]], by: Any, **parameters: Any) -> Job:
    """Begin a job: each step is a label for people and what to do. Gives the job, which is queued on commit."""
    with transaction.atomic():
        job = Job.objects.create(kind=kind, title=title[:250], requested_by=by, parameters=parameters)
        job.total = add(job, steps)
        _queue(job)
    return job


def add(job: Job, steps: Iterable[tuple[str, dict[str, Any]]]) -> int:
    """More steps behind those that a job has, from one of its own steps or from its `after`; gives their number."""
    last = job.steps.aggregate(last=Max("position"))["last"] or 0
    made = [
        Step(job=job, position=position, label=label[:250], what=what)
        for position, (label, what) in enumerate(steps, last + 1)
    ]
    Step.objects.bulk_create(made, batch_size=BATCH)
    Job.objects.filter(pk=job.pk).update(total=F("total") + len(made))
    return len(made)


def stop(job: Job) -> None:
    """Take no further step. The step that is being taken is finished first."""
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(state=Job.State.STOPPED, lease=None)


def resume(job: Job) -> None:
    """Go on where it stopped; steps that failed are tried again."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.state == Job.State.RUNNING:
            return
        job.steps.filter(state=Step.State.FAILED).update(state=Step.State.WAITING, message="")
        job.state, job.failed, job.finished_at, job.lease, job.message = Job.State.RUNNING, 0, None, None, ""
        job.save()
        _queue(job)


def wake_stalled() -> int:
    """Queue jobs again whose worker has gone, not those whose turn has not come yet; gives their number."""
    before = timezone.now() - STALLED
    stalled = list(Job.objects.filter(state=Job.State.RUNNING, beat_at__lt=before))
    queued = _leases_queued() if stalled else set()
    woken = 0
    for job in stalled:
        if str(job.lease) in queued:
            continue
        with transaction.atomic():
            if Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, beat_at=job.beat_at).update(
                beat_at=timezone.now()
            ):
                _queue(job)
                woken += 1
    return woken


def _leases_queued() -> set[str]:
    """The leases of the slices that wait for a worker: at most a few for each running job."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=run_slice.module_path)
    return {call["args"][1] for call in waiting.values_list("args_kwargs", flat=True)}


def _queue(job: Job, *, at: datetime | None = None) -> None:
    # The name is kept before the work is queued, so that only the latest slice has it.
    lease = uuid4()
    Job.objects.filter(pk=job.pk).update(lease=lease, beat_at=timezone.now())
    (run_slice.using(run_after=at) if at else run_slice).enqueue(job.pk, str(lease))


def _wait(job: Job, wish: LaterError) -> None:
    """Queue the rest for when the step may be taken. Where nothing can be queued for later, stop and say why."""
    with transaction.atomic():
        if not _holds(job):
            return
        if not run_slice.get_backend().supports_defer:
            _give_up(job, str(wish))
            return
        Job.objects.filter(pk=job.pk).update(message=str(wish))
        _queue(job, at=timezone.now() + timedelta(seconds=wish.seconds))


@task()
def run_slice(job_id: int, lease: str) -> None:
    """Take steps for about two seconds, then queue the rest behind whatever else waits."""
    job = Job.objects.filter(pk=job_id, lease=UUID(lease), state=Job.State.RUNNING).first()
    if job is None:
        return
    kind = KINDS.get(job.kind)
    if kind is None:
        logger.error("Job %s is of the kind %s, which nobody provides; it is stopped", job.pk, job.kind)
        _give_up(job, UNKNOWN)
        return
    if job.message:
        Job.objects.filter(pk=job.pk).update(message="")
    until = time.monotonic() + SLICE_SECONDS
    try:
        with kind.around(job):
            while time.monotonic() < until:
                if not _take_step(kind, job):
                    break
    except LaterError as wish:
        _wait(job, wish)
    else:
        _go_on_or_finish(kind, job)


def _take_step(kind: Kind, job: Job) -> bool:
    """Take the next step; False if there is none, or the job was stopped or taken over. Raises LaterError."""
    step = None
    found: dict[str, Any] = {}
    try:
        if kind.ahead is not None:
            step = _next_step(job)
            if step is None or not _ours(job).exists():
                return False
            found = {"ahead": kind.ahead(step.what, job)}
        with transaction.atomic():
            if not _holds(job):
                return False
            # Whoever holds the job takes its steps, so it is the one that was looked at ahead.
            step = _next_step(job)
            if step is None:
                return False
            message = kind.do({**step.what, **found}, job)
            job.steps.filter(pk=step.pk).update(state=Step.State.DONE, message=message or "")
            Job.objects.filter(pk=job.pk).update(done=F("done") + 1, beat_at=timezone.now())
    except LaterError:
        raise
    except Exception as error:
        # One step that fails must not keep the others from being taken.
        if step is None:
            raise
        _fail(job, step, error)
    return True


def _next_step(job: Job) -> Step | None:
    return job.steps.filter(state=Step.State.WAITING).first()


def _fail(job: Job, step: Step, error: Exception) -> None:
    if isinstance(error, StepError):
        message = str(error)
    else:
        logger.error("Step %s of job %s failed", step.pk, job.pk, exc_info=error)
        message = "Something went wrong here. It was logged; everything else goes on."
    with transaction.atomic():
        if _holds(job):
            job.steps.filter(pk=step.pk).update(state=Step.State.FAILED, message=message)
            Job.objects.filter(pk=job.pk).update(failed=F("failed") + 1, beat_at=timezone.now())


def _ours(job: Job) -> "QuerySet[Job]":
    """The job, while this slice may work on it."""
    return Job.objects.filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)


def _holds(job: Job) -> bool:
    """Whether this slice may still work on the job; locks it until the transaction ends."""
    return _ours(job).select_for_update().values_list("pk", flat=True).first() is not None


def _go_on_or_finish(kind: Kind, job: Job) -> None:
    with transaction.atomic():
        if not _holds(job):
            return
        if job.steps.filter(state=Step.State.WAITING).exists():
            _queue(job)
            return
    if kind.after is not None:
        try:
            kind.after(job)
        except Exception:
            # Tried again and again by itself, it would fail for ever.
            logger.exception("The end of job %s failed; it is stopped", job.pk)
            _give_up(job, UNFINISHED)
            return
    with transaction.atomic():
        if not _holds(job):
            return
        if job.steps.filter(state=Step.State.WAITING).exists():
            _queue(job)
        else:
            Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, finished_at=timezone.now(), lease=None)


def _give_up(job: Job, message: str) -> None:
    """Stop a job that cannot go on by itself, and say why, unless another slice has taken it over."""
    _ours(job).update(state=Job.State.STOPPED, lease=None, message=message)
