"""An import from a feed: page by page, going on where it stopped, one service at a time."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from config.languages import SOURCE
from signposting.exchange.feeds import Address, File
from signposting.exchange.fetching import FeedError
from signposting.exchange.keeping import LOCATION, NEW, ORGANIZATION, SERVICE, keep
from signposting.exchange.own_ids import with_own_ids
from signposting.exchange.reading import Told, due_after, service_read
from signposting.exchange.values import UnusableError, key_of
from signposting.models import FeedImport, ImportedRecord, Location, TaxonomyTerm
from signposting.openreferral.values import Record

STANDARD = "https://docs.openreferraluk.org/"
"""The source of a record in a file that names none."""


@dataclass(frozen=True)
class Options:
    """What the person who imports says of what the feed does not say."""

    owner: str = "Signposting editors"
    source_title: str = ""
    source_url: str = ""
    publish: bool = False
    again: bool = False


@dataclass
class Summary:
    """What came of it."""

    counts: Counter[str] = field(default_factory=Counter)
    skipped: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    stopped: str = ""

    @property
    def failed(self) -> bool:
        """Whether anything did not go in."""
        return bool(self.skipped or self.stopped)


def import_feed(source: str, options: Options, progress: Callable[[str], None] = lambda line: None) -> Summary:
    """Import from a base address, or from a file. Never raises for what the feed says."""
    feed = Address.read(source) if source.startswith(("http://", "https://")) else File(Path(source))
    named = feed.base if isinstance(feed, Address) else f"file {Path(source).name}"
    run = run_of(named[:500], again=options.again or isinstance(feed, File))
    summary, terms = Summary(), known_terms()
    try:
        for page in feed.pages(run.next_page):
            for service in page.services:
                try:
                    whole = feed.whole(service)
                except FeedError:
                    miss(service, run)
                else:
                    take(service, whole, terms, run, options, summary)
            run.next_page = page.number + 1
            run.save()
            progress(f"Page {page.number}: {summary.counts.total()} services")
    except FeedError as error:
        summary.stopped = f"Stopped before page {run.next_page} was done. {error}"
        if run.missed:
            summary.notes.append(f"services that did not answer, and are asked again next time: {len(run.missed):,}")
        return summary
    ask_again(feed, terms, run, options, summary)
    finish(run, summary)
    return summary


def run_of(named: str, *, again: bool) -> FeedImport:
    """The run that stopped before its end, or a new one."""
    stopped = FeedImport.objects.filter(feed=named, finished_at=None).order_by("-pk").first()
    if stopped and not again:
        return stopped
    FeedImport.objects.filter(feed=named, finished_at=None).delete()
    return FeedImport.objects.create(feed=named)


def finish(run: FeedImport, summary: Summary) -> None:
    """Say what was there before and is not any more. Nothing is deleted."""
    run.finished_at = timezone.now()
    run.missed = []
    run.save()
    gone = ImportedRecord.objects.filter(feed=run.feed, kind=ImportedRecord.Kind.SERVICE).exclude(seen_in=run)
    summary.gone = [f"{one.name} ({one.key})" for one in gone.order_by("name")]


def miss(service: dict[str, Any], run: FeedImport) -> None:
    """Remember a service whose own address did not answer: the page it stood on will not be asked for again."""
    see(service, run)
    run.missed.append({"id": str(service["id"]), "name": name_of(service)})


def ask_again(feed: Address | File, terms: dict[str, str], run: FeedImport, options: Options, summary: Summary) -> None:
    """Ask once more for the services that did not answer before; those that still do not are named as skipped."""
    for service in run.missed:
        try:
            whole = feed.whole(service)
        except FeedError as error:
            summary.skipped.append(f"{name_of(service)}: {error}")
        else:
            take(service, whole, terms, run, options, summary)


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
    result = keep(ORGANIZATION, told.organization, run, publish=options.publish)
    kept += [f"{told.organization['name']}: {why}" for why in result.kept]
    for location in told.locations:
        result = keep(LOCATION, location, run, publish=options.publish)
        kept += [f"{result.record.name}: {why}" for why in result.kept]
    settle_places(told)
    service = with_own_ids(told.service)
    result = keep(SERVICE, service, run, publish=options.publish, defaults=defaults(service, run, options))
    if result.state == NEW and not service["contacts"]:
        told.notes.append("it has no way to get in touch; add one before you publish it")
    kept += [f"{told.service['name']}: {why}" for why in result.kept]
    summary.kept += [line for line in kept if line not in summary.kept]
    summary.counts[result.state] += 1


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


def see(service: Any, run: FeedImport) -> None:
    """A record that is broken today is not gone."""
    for key in ids_of(service):
        ImportedRecord.objects.filter(kind=ImportedRecord.Kind.SERVICE, key=key, feed=run.feed).update(seen_in=run)


def ids_of(service: Any) -> Iterator[str]:
    """The id, if there is one."""
    try:
        yield key_of(service)
    except (UnusableError, TypeError):
        return


def name_of(service: Any) -> str:
    """How a record is called in the report, whatever it is."""
    record = service if isinstance(service, dict) else {}
    name, key = record.get("name"), record.get("id")
    return str(name or key or "a record without a name")[:120]
