"""An import from a feed: page by page, going on where it stopped, one service at a time."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.text import Truncator

from config.languages import SOURCE
from signposting.exchange.feeds import Address, File, Page, is_basic
from signposting.exchange.fetching import BusyError, FeedError, PauseError, moment
from signposting.exchange.keeping import LOCATION, NEW, ORGANIZATION, SAME, SERVICE, Hand, Result, keep
from signposting.exchange.own_ids import with_own_ids
from signposting.exchange.reading import Told, due_after, service_read
from signposting.exchange.runs import gone_from, miss, name_of, resting_until, run_of, see
from signposting.exchange.values import UnusableError
from signposting.models import FeedImport, Location, TaxonomyTerm
from signposting.openreferral.values import Record

STANDARD = "https://docs.openreferraluk.org/"
"""The source of a record in a file that names none."""
SHOWN = 200
"""Letters of a value that a report shows."""
MINUTES = 120
"""How long one import from an address takes at most; the next goes on from there."""


@dataclass(frozen=True)
class Options:
    """What the person who imports says of what the feed does not say."""

    owner: str = "Signposting editors"
    source_title: str = ""
    source_url: str = ""
    publish: bool = False
    again: bool = False
    by: Any = None

    @property
    def hand(self) -> Hand:
        """Whose rights hold."""
        return Hand(self.publish, self.by)


@dataclass
class Summary:
    """What came of it."""

    counts: Counter[str] = field(default_factory=Counter)
    skipped: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """What became of organisations and places, and what waits for a publisher, where a screen has room for it."""
    stopped: str = ""

    @property
    def failed(self) -> bool:
        """Whether anything did not go in."""
        return bool(self.skipped or self.stopped)


Progress = Callable[[str], None]


def import_address(
    address: str, options: Options, progress: Progress = lambda line: None, minutes: float = MINUTES
) -> Summary:
    """Import from the base address of a feed, for so many minutes at most. Never raises for what the feed says."""
    summary = Summary()
    try:
        feed = Address.read(address, time.monotonic() + minutes * 60)
    except FeedError as error:
        summary.stopped = f"Nothing was imported from {address.strip()[:200]}. {error}"
        return summary
    if until := resting_until(feed.base):
        summary.stopped = f"The feed was busy and asked us to come back after {moment(until)}."
        return summary
    run = run_of(feed.base, again=options.again)
    return import_from(feed, run, options, progress)


def import_file(path: Path, options: Options, progress: Progress = lambda line: None) -> Summary:
    """Import from a JSON file of this machine. Never raises for what is in it."""
    return import_from(File(path), run_of(f"file {path.name}"[:500], again=True), options, progress)


def import_from(feed: Address | File, run: FeedImport, options: Options, progress: Progress) -> Summary:
    """Page by page from where the run stands; what is asked for by itself and does not answer, once more at the end."""
    summary, terms = Summary(), known_terms()
    try:
        for page in feed.pages(run.next_page):
            take_page(page, feed, terms, run, options, summary)
            progress(f"Page {page.number}: {summary.counts.total()} services")
        ask_again(feed, terms, run, options, summary)
    except FeedError as error:
        summary.stopped = f"Stopped before page {run.next_page} was done. {error}"
        if isinstance(error, BusyError):
            run.come_back_at = error.come_back_at
        run.save()
        if run.missed:
            summary.notes.append(f"services that did not answer, and are asked again next time: {len(run.missed):,}")
        return summary
    finish(run, summary)
    return summary


def take_page(
    page: Page, feed: Address | File, terms: dict[str, str], run: FeedImport, options: Options, summary: Summary
) -> None:
    """Each service of a page. If the feed wants a pause, the rest of the page is kept for later. Raises PauseError."""
    pause: PauseError | None = None
    for service in page.services:
        if pause is not None and is_basic(service):
            miss(service, run)
            continue
        try:
            whole = feed.whole(service)
        except FeedError as error:
            pause = error if isinstance(error, PauseError) else pause
            miss(service, run)
        else:
            take(service, whole, terms, run, options, summary)
    run.next_page, run.come_back_at = page.number + 1, None
    run.save()
    if pause is not None:
        raise pause


def finish(run: FeedImport, summary: Summary) -> None:
    """Say what was there before and is not any more. Nothing is deleted."""
    run.finished_at, run.come_back_at = timezone.now(), None
    run.missed = []
    run.save()
    summary.gone = gone_from(run)


def ask_again(feed: Address | File, terms: dict[str, str], run: FeedImport, options: Options, summary: Summary) -> None:
    """Ask once more for the services that did not answer before; those that still do not are named as skipped.

    Raises PauseError if the feed wants one: those that were not asked are then still missed.
    """
    while run.missed:
        service = run.missed[0]
        try:
            whole = feed.whole(service)
        except PauseError:
            raise
        except FeedError as error:
            summary.skipped.append(f"{name_of(service)}: {error}")
        else:
            take(service, whole, terms, run, options, summary)
        run.missed = run.missed[1:]


def take(service: Any, whole: Any, terms: dict[str, str], run: FeedImport, options: Options, summary: Summary) -> None:
    """One service with its organisation and its places, or the reason why not. `service` is as the page lists it."""
    named = name_of(service)
    try:
        told = service_read(whole, terms)
        with transaction.atomic():
            kept_with(told, run, options, summary)
    except (UnusableError, DatabaseError, RecursionError) as error:
        why = "the database refused it" if isinstance(error, DatabaseError) else str(error)
        summary.skipped.append(f"{named}: {why}")
        see(service, run)
        return
    summary.notes += [f"{named}: {note}" for note in told.notes]


def kept_with(told: Told, run: FeedImport, options: Options, summary: Summary) -> None:
    """Organisation and places first, since the service refers to them."""
    kept: list[str] = []
    result = keep(ORGANIZATION, told.organization, run, options.hand)
    kept += [f"{told.organization['name']}: {why}" for why in result.kept]
    beside(f"the organisation “{result.record.name}”", result, summary)
    for location in told.locations:
        result = keep(LOCATION, location, run, options.hand)
        kept += [f"{result.record.name}: {why}" for why in result.kept]
        beside(f"the place “{result.record.name}”", result, summary)
    settle_places(told)
    service = with_own_ids(told.service)
    result = keep(SERVICE, service, run, options.hand, defaults=defaults(service, run, options))
    if result.state == NEW and not service["contacts"]:
        told.notes.append("it has no way to get in touch; add one before you publish it")
    summary.beside += [changed(name, *values) for name, values in result.changes.items()]
    if result.waits:
        summary.beside.append("the change waits as a draft for a publisher")
    kept += [f"{told.service['name']}: {why}" for why in result.kept]
    summary.kept += [line for line in kept if line not in summary.kept]
    summary.counts[result.state] += 1


def beside(named: str, result: Result, summary: Summary) -> None:
    """Note what became of a record that the service refers to."""
    if result.state != SAME:
        summary.beside.append(f"{named} is {result.state}{' and waits for a publisher' if result.waits else ''}")


def changed(name: str, old: Any, new: Any) -> str:
    """One field of a service in words, with what it was and is, where that is short enough to be read."""
    if any(isinstance(value, list | dict) for value in (old, new)):
        return f"{name} changes"
    return f"{name}: {quoted(old)} becomes {quoted(new)}"


def quoted(value: Any) -> str:
    """A value as an editor reads it."""
    return f"“{Truncator(value).chars(SHOWN)}”" if value not in ("", None) else "nothing"


def settle_places(told: Told) -> None:
    """Leave out places that are not here; next to a secret one keep nothing that nobody has read."""
    wanted = {row["location"] for row in told.service["places"]}
    here = {str(place.uuid): place for place in Location.objects.filter(uuid__in=wanted)}
    for missing in sorted(wanted - here.keys()):
        told.notes.append(f"place {missing} was left out: the feed does not tell where it is")
    told.service["places"] = [row for row in told.service["places"] if row["location"] in here]
    if any(place.sensitive for place in here.values()):
        told.service["unmapped"] = {}


def defaults(service: Record, run: FeedImport, options: Options) -> Record:
    """What our record needs and the feed may not say. What nobody says was checked is due now."""
    today = timezone.localdate()
    checked = service.get("checked_on") or (today - timedelta(days=1)).isoformat()
    address = run.feed if run.feed.startswith("http") else ""
    return {
        "owner": options.owner,
        "source_title": options.source_title,
        "source_url": options.source_url
        or (f"{address}/services/{service['id']}" if address else service["url"] or STANDARD),
        "checked_on": checked,
        "review_due": due_after(checked, 6) if service.get("checked_on") else today.isoformat(),
    }


def known_terms() -> dict[str, str]:
    """Our terms by their ids and by their codes."""
    found = {}
    for term in TaxonomyTerm.objects.filter(locale__language_code=SOURCE):
        found[str(term.translation_key)] = found[f"{term.taxonomy}/{term.code}"] = f"{term.taxonomy}/{term.code}"
    return found
