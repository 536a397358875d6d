"""The steps of the two jobs of an import from a feed: reading pages and services, comparing, taking in.

Asking the feed happens ahead of a step, outside any transaction, and briefly: while one slow server is waited
for, nothing else of the site stands still for long. A feed that is busy is asked again when it says.
"""

import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from background.journeys import jobs
from background.journeys.kinds import LaterError, StepError, provide_kind
from background.models import Job, Step
from signposting.exchange import fetching
from signposting.exchange.feeds import Address, contents, is_last
from signposting.exchange.fetching import BusyError, FeedError, moment
from signposting.exchange.lines import add_lines, gone_from_lines, lines_of, refuse, save_line, take_in, try_out
from signposting.journeys.feed_imports import A_FEW, READ, WRITE, may_import, options_of
from signposting.models import FeedImport, FeedLine

LONGEST = 20
"""Seconds for one answer: the one worker there may be has schedules to keep meanwhile."""
MOST_ON_A_PAGE = 5_000
MOST_SERVICES = 20_000
USE_THE_COMMAND = (
    "That is too much for this screen. Whoever looks after the site has a command: manage.py import_open_referral."
)
LONGEST_RUN = timedelta(days=7)
TRIES = 2
Stage, State = FeedImport.Stage, FeedLine.State


def provide() -> None:
    """Make both kinds of jobs known; called when the app is ready."""
    provide_kind(READ, read, ahead=ask, after=read_on)
    provide_kind(WRITE, write, after=end)


def run_of(job: Job, stage: str) -> FeedImport:
    """The run of a job. Raises StepError if it has ended, or if the person may not import any more."""
    run = FeedImport.objects.select_related("requested_by").filter(pk=job.parameters["run"], stage=stage).first()
    if run is None:
        raise StepError("This import has ended.")
    if run.requested_by is None or not run.requested_by.is_active or not may_import(run.requested_by):
        raise StepError("Whoever began this import may not import services any more.")
    return run


def ask(what: dict[str, Any], job: Job) -> Any:
    """The page or the service that a step is about; None for a step that asks for nothing.

    Raises StepError for a page that cannot be read, LaterError for a feed that wants a rest.
    """
    if not {"page", "line"} & what.keys():
        return None
    run = run_of(job, Stage.READING)
    if not settings.CHECK_LINKS:
        raise StepError(fetching.NO_REQUEST_LEAVES)
    if run.started_at < timezone.now() - LONGEST_RUN:
        raise StepError("This feed could not be read within a week. Begin again when it is less busy.")
    if run.come_back_at and run.come_back_at > timezone.now():
        raise later(run)
    feed = Address(run.feed)
    line = run.lines.get(pk=what["line"]) if "line" in what else None
    address = feed.service_address(line.key) if line else feed.page_address(what["page"])
    time.sleep(fetching.PAUSE)
    try:
        answer = fetching.fetched_at_once(address, longest=LONGEST)
        return page_read(answer, what["page"]) if line is None else lines_of([answer])[0]
    except BusyError as busy:
        if line is not None and not busy.said and busy.status != fetching.TOO_MANY:
            # One service that is always out of order must not keep the others waiting.
            return f"The feed answered {busy.status}."
        run.come_back_at = busy.come_back_at
        run.save(update_fields=["come_back_at"])
        raise later(run) from busy
    except FeedError as error:
        if line is None:
            raise StepError(str(error)) from error
        return str(error)


def page_read(page: Any, number: int) -> tuple[list[FeedLine], bool]:
    """The lines of a page, and whether it says that it is the last. Raises FeedError."""
    services = contents(page)
    if len(services) > MOST_ON_A_PAGE:
        raise FeedError(f"The feed gives more than {MOST_ON_A_PAGE:,} services at once. {USE_THE_COMMAND}")
    return lines_of(services), is_last(page, number)


def later(run: FeedImport) -> LaterError:
    """When the feed may be asked again."""
    until = run.come_back_at or timezone.now()
    seconds = max(1.0, (until - timezone.now()).total_seconds())
    return LaterError(f"The feed is busy. This goes on by itself after {moment(until)}.", seconds)


def read(what: dict[str, Any], job: Job) -> str:
    """Keep what a page or a service said, or compare a few services with what is here."""
    run = run_of(job, Stage.READING)
    if "page" in what:
        lines, last = what["ahead"]
        read_page(run, what["page"], lines, job, last=last)
    elif "line" in what:
        read_line(run.lines.get(pk=what["line"]), what["ahead"])
    else:
        options = options_of(run)
        for line in run.lines.filter(pk__in=what["lines"], state=State.READ):
            try_out(line, run, options)
    return ""


def read_page(run: FeedImport, number: int, lines: list[FeedLine], job: Job, *, last: bool) -> None:
    """Keep the lines, and take the next page as a step of its own. A page without anything new is the end."""
    added = add_lines(run, lines)
    run.next_page, run.come_back_at = number + 1, None
    run.save(update_fields=["next_page", "come_back_at"])
    if run.lines.count() > MOST_SERVICES:
        raise StepError(f"The feed has more than {MOST_SERVICES:,} services. {USE_THE_COMMAND}")
    if added and not last:
        jobs.add(job, [(f"Page {number + 1}", {"page": number + 1})])


def read_line(line: FeedLine, answer: FeedLine | str) -> None:
    """What the feed says of one service; asked once more later if it did not answer, and then refused."""
    line.tries += 1
    if isinstance(answer, FeedLine):
        line.name, line.told = answer.name if answer.told else line.name, answer.told
        line.state, line.refused_because = answer.state, answer.refused_because
    elif line.tries == TRIES:
        refuse(line, answer)
    save_line(line)


def read_on(job: Job) -> None:
    """What comes next, once all steps so far are taken: services one by one, comparing, the end of the dry run."""
    run = FeedImport.objects.filter(pk=job.parameters["run"], stage=Stage.READING).first()
    if run is None or has_failed(job):
        return
    listed = list(run.lines.filter(state=State.LISTED).values_list("pk", "name"))
    if listed:
        jobs.add(job, [(f"Service {name}", {"line": key}) for key, name in listed])
        return
    unread = list(run.lines.filter(state=State.READ).values_list("pk", flat=True))
    if unread:
        steps = range(0, len(unread), A_FEW)
        jobs.add(job, [(f"Compare from {start + 1} on", {"lines": unread[start : start + A_FEW]}) for start in steps])
        return
    run.stage, run.read_at, run.gone = Stage.LOOKED, timezone.now(), gone_from_lines(run)
    run.save(update_fields=["stage", "read_at", "gone"])


def write(what: dict[str, Any], job: Job) -> str:
    """Take a few services in."""
    run = run_of(job, Stage.WRITING)
    options = options_of(run)
    for line in run.lines.filter(pk__in=what["lines"], imported_at=None).exclude(told=None):
        take_in(line, run, options)
    return ""


def end(job: Job) -> None:
    """Say that all is in, and forget what the feed told."""
    run = FeedImport.objects.filter(pk=job.parameters["run"], stage=Stage.WRITING).first()
    if run is None or has_failed(job):
        return
    run.stage, run.finished_at = Stage.DONE, timezone.now()
    run.save(update_fields=["stage", "finished_at"])
    run.lines.exclude(told=None).update(told=None)


def has_failed(job: Job) -> bool:
    """Whether a step did not work; somebody has to look, and may have it tried again."""
    return job.steps.filter(state=Step.State.FAILED).exists()
