"""An editor imports from another council's feed: look at what it would do, agree, and see what came of it.

Reading the feed and taking services in are two background jobs (decision 0029). The rights of the person
who began it hold in every step.
"""

from dataclasses import asdict, fields
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from background.journeys import jobs
from background.models import Job
from signposting.exchange.feeds import Address
from signposting.exchange.importing import Options
from signposting.exchange.keeping import LOCATION, ORGANIZATION, SERVICE
from signposting.exchange.our_tables import tables
from signposting.exchange.runs import resting_until
from signposting.models import FeedImport, FeedLine

READ, WRITE = "read_feed", "write_feed"
LASTS = timedelta(days=2)
"""How long a dry run waits for an answer; then what the feed told is forgotten."""
KEPT = timedelta(days=90)
A_FEW = 5
"""Services in one step. Each has an organisation, places, a history and an index to write."""
Stage, State = FeedImport.Stage, FeedLine.State
TAKEN = (State.NEW, State.CHANGED, State.SAME)


class NotNowError(Exception):
    """It cannot be done as things stand; the text says why and what to do."""


def may_import(user: Any) -> bool:
    """Whoever may import all three tables."""
    return all(table.may_import(user) for table in tables().values())


def may_publish(user: Any) -> bool:
    """Whether this person may put all that an import brings before readers."""
    return all(user.has_perm(f"signposting.publish_{sort.kind}") for sort in (SERVICE, ORGANIZATION, LOCATION))


def begin(feed: Address, options: Options, user: Any) -> FeedImport:
    """Begin to read a feed; nothing is imported. Raises NotNowError while another import of it goes on."""
    with transaction.atomic():
        going_on = FeedImport.objects.filter(feed=feed.base, stage__in=(Stage.READING, Stage.WRITING))
        if going_on.filter(job__state=Job.State.RUNNING).exists():
            raise NotNowError("Somebody is importing from this feed at the moment. Look at the list of imports.")
        run = FeedImport.objects.create(
            feed=feed.base,
            stage=Stage.READING,
            requested_by=user,
            options=plain(options),
            come_back_at=resting_until(feed.base),
        )
        give_job(run, READ, f"Read the feed {feed.base}", [("Page 1", {"page": 1})])
    return run


def agree(run: FeedImport, user: Any) -> None:
    """Take in what the dry run showed, a few services a step. Raises NotNowError if it was dropped or is too old."""
    with transaction.atomic():
        run = FeedImport.objects.select_for_update().get(pk=run.pk)
        if run.stage != Stage.LOOKED or run.read_at is None or run.read_at < timezone.now() - LASTS:
            raise NotNowError("What the feed said is not kept any more, or is already being imported. Read it again.")
        keys = list(run.lines.filter(state__in=TAKEN).values_list("pk", flat=True))
        run.stage = Stage.WRITING
        run.save(update_fields=["stage"])
        steps = [
            (f"Services {start + 1} to {min(start + A_FEW, len(keys))}", {"lines": keys[start : start + A_FEW]})
            for start in range(0, len(keys), A_FEW)
        ]
        give_job(run, WRITE, f"Import services from {run.feed}", steps)


def give_job(run: FeedImport, kind: str, title: str, steps: list[tuple[str, dict[str, Any]]]) -> None:
    """Begin a job for a run."""
    run.job = jobs.start(kind, title, steps, run.requested_by, run=run.pk)
    # The job may have begun already, and changed the run.
    FeedImport.objects.filter(pk=run.pk).update(job=run.job)


def drop(run: FeedImport) -> None:
    """Take nothing more in, and forget what the feed told. What was taken in stays."""
    with transaction.atomic():
        run = FeedImport.objects.select_for_update().get(pk=run.pk)
        if run.stage not in (Stage.READING, Stage.LOOKED, Stage.WRITING):
            return
        if run.job:
            jobs.stop(run.job)
        run.stage, run.finished_at = Stage.DROPPED, timezone.now()
        run.save(update_fields=["stage", "finished_at"])
        run.lines.exclude(told=None).update(told=None)


def forget_imports() -> None:
    """Drop what waited for two days, and forget what ended 90 days ago. For the clock."""
    waits = FeedImport.objects.filter(stage__in=(Stage.READING, Stage.LOOKED, Stage.WRITING))
    still = waits.exclude(job__state=Job.State.RUNNING)
    before = timezone.now() - LASTS
    for run in still.filter(started_at__lt=before):
        if (run.read_at or run.started_at) < before:
            drop(run)
    FeedImport.objects.exclude(stage="").filter(finished_at__lt=timezone.now() - KEPT).delete()


def plain(options: Options) -> dict[str, Any]:
    """Options as they are kept: without the person, whose rights are looked up whenever they count."""
    return {name: value for name, value in asdict(options).items() if name not in ("by", "again")}


def options_of(run: FeedImport) -> Options:
    """What was said of the records, in the hand of the person who began the run."""
    known = {field.name for field in fields(Options)} - {"by", "again"}
    return Options(**{name: value for name, value in run.options.items() if name in known}, by=run.requested_by)
