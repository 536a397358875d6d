"""The lines of a run of the admin screen: read from the feed, tried out, and taken in.

What a line holds of a service is what `reading` leaves of it: no names of people, no address of a place that
the feed or this site keeps secret.
"""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils import timezone

from signposting.exchange.feeds import is_basic
from signposting.exchange.importing import Options, Summary, kept_with, known_terms
from signposting.exchange.reading import Told, service_read
from signposting.exchange.reading_places import without_address
from signposting.exchange.runs import name_of, see
from signposting.exchange.values import UNSEEN, UnusableError
from signposting.models import FeedImport, FeedLine, ImportedRecord, Location
from signposting.openreferral.values import Record

State = FeedLine.State
REFUSED_BY_DATABASE = "the database refused it"
MOST_LETTERS = 100
MOST_PLACES = 100
"""Of one service. More would hold the database for too long."""


def lines_of(services: list[Any]) -> list[FeedLine]:
    """A line for each service of a page, not saved yet: what the feed tells of it, or why it cannot be used.

    It takes a moment, and needs no transaction.
    """
    terms, lines, tolds = known_terms(), [], []
    for service in services:
        line = FeedLine(key=raw_key(service), name=UNSEEN.sub("", name_of(service)))
        if not is_basic(service) and (told := told_of(line, service, terms)):
            tolds.append(told)
        lines.append(line)
    keep_secrets(tolds)
    return lines


def raw_key(service: Any) -> str:
    """The id as the feed writes it, by which the service can be asked for; empty if there is none that could be kept."""
    key = str(service.get("id") or "") if isinstance(service, dict) else ""
    return "" if UNSEEN.search(key) or len(key) > MOST_LETTERS else key


def told_of(line: FeedLine, whole: Any, terms: dict[str, str]) -> Record | None:
    """What the feed tells of one service, in its line; None if it cannot be used, and the line says why."""
    try:
        told = service_read(whole, terms)
        if len(told.locations) > MOST_PLACES:
            raise UnusableError(f"it has more than {MOST_PLACES} places, which is too much for this screen")
    except (UnusableError, RecursionError) as error:
        refuse(line, str(error))
        return None
    line.told, line.state, line.name = asdict(told), State.READ, told.service["name"]
    return line.told


def refuse(line: FeedLine, why: str) -> None:
    """The line stays, with the reason. It is not saved here."""
    line.told, line.state, line.refused_because = None, State.REFUSED, why


def keep_secrets(tolds: list[Record]) -> None:
    """Forget at once where a place is that this site keeps secret, whatever the feed says."""
    places = [{row["location"] for row in told["service"]["places"]} for told in tolds]
    wanted = set().union(*places, (place["id"] for told in tolds for place in told["locations"]))
    secret = set(Location.objects.filter(sensitive=True).values_list("uuid", flat=True))
    secrets = wanted & {str(key) for key in secret}
    for told, here in zip(tolds, places, strict=True):
        hidden = secrets & (here | {place["id"] for place in told["locations"]})
        told["locations"] = [without_address(one) if one["id"] in hidden else one for one in told["locations"]]
        if hidden:
            told["service"]["unmapped"] = {}


def add_lines(run: FeedImport, lines: list[FeedLine]) -> int:
    """Keep those that the run does not have yet, in their order; gives their number."""
    known = set(run.lines.values_list("key", flat=True))
    position = run.lines.count()
    fresh: list[FeedLine] = []
    for line in lines:
        if line.key and line.key in known:
            continue
        known.add(line.key)
        line.run, line.position = run, position + len(fresh) + 1
        fresh.append(line)
    try:
        with transaction.atomic():
            FeedLine.objects.bulk_create(fresh, batch_size=500)
    except DatabaseError:
        for line in fresh:
            save_line(line)
    return len(fresh)


def save_line(line: FeedLine) -> None:
    """One line, or without what the database refuses."""
    try:
        with transaction.atomic():
            line.save()
    except DatabaseError:
        refuse(line, REFUSED_BY_DATABASE)
        line.save()


def try_out(line: FeedLine, run: FeedImport, options: Options) -> None:
    """What taking the line in would do: it is done and taken back, so the answer is true."""
    _take(line, run, options, for_good=False)


def take_in(line: FeedLine, run: FeedImport, options: Options) -> None:
    """Take the line in, and say what came of it."""
    _take(line, run, options, for_good=True)
    if line.state == State.REFUSED:
        see({"id": line.key}, run)
    line.told, line.imported_at = None, timezone.now()
    line.save()


def _take(line: FeedLine, run: FeedImport, options: Options, *, for_good: bool) -> None:
    summary, told = Summary(), Told(**(line.told or {}))
    try:
        with transaction.atomic():
            kept_with(told, run, options, summary)
            if not for_good:
                transaction.set_rollback(True)
    except (UnusableError, DatabaseError) as error:
        line.state = State.REFUSED
        line.refused_because = REFUSED_BY_DATABASE if isinstance(error, DatabaseError) else str(error)
    else:
        [state] = summary.counts
        # A place or an organisation that changes is a change to agree to, though the service stays as it is.
        line.state = State.CHANGED if state == State.SAME and summary.beside else state
        line.refused_because = ""
    line.kept, line.notes = summary.kept, [*summary.beside, *told.notes]
    line.save()


def gone_from_lines(run: FeedImport) -> list[str]:
    """Services that came from this feed before and are not among the lines."""
    here = {str(key) for line in run.lines.values_list("key", flat=True) if (key := as_uuid(line))}
    before = ImportedRecord.objects.filter(feed=run.feed, kind=ImportedRecord.Kind.SERVICE).order_by("name")
    return [f"{one.name} ({one.key})" for one in before if str(one.key) not in here]


def as_uuid(text: str) -> UUID | None:
    """An id, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None
