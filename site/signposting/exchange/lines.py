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
from signposting.exchange.importing import Options, Summary, kept_with
from signposting.exchange.reading import Told, service_read
from signposting.exchange.reading_places import without_address
from signposting.exchange.runs import name_of, see
from signposting.exchange.values import UNSEEN, UnusableError
from signposting.models import FeedImport, FeedLine, ImportedRecord, Location

State = FeedLine.State
REFUSED_BY_DATABASE = "the database refused it"
MOST_LETTERS = 100


def add_lines(run: FeedImport, services: list[Any], terms: dict[str, str]) -> int:
    """A line for each service of a page that has none yet; gives their number."""
    known = set(run.lines.values_list("key", flat=True))
    position = run.lines.count()
    added = 0
    for service in services:
        key = raw_key(service)
        if key and key in known:
            continue
        known.add(key)
        added += 1
        line = FeedLine(run=run, position=position + added, key=key, name=UNSEEN.sub("", name_of(service)))
        if is_basic(service):
            line.save()
        else:
            read_into(line, service, terms)
    return added


def raw_key(service: Any) -> str:
    """The id as the feed writes it, by which the service can be asked for; empty if there is none that could be kept."""
    key = str(service.get("id") or "") if isinstance(service, dict) else ""
    return "" if UNSEEN.search(key) or len(key) > MOST_LETTERS else key


def read_into(line: FeedLine, whole: Any, terms: dict[str, str]) -> None:
    """Keep what the feed tells of one service, or why it cannot be used."""
    try:
        told = service_read(whole, terms)
        keep_secrets(told)
        line.told, line.state, line.name = asdict(told), State.READ, told.service["name"]
        with transaction.atomic():
            line.save()
    except (UnusableError, DatabaseError, RecursionError) as error:
        refuse(line, REFUSED_BY_DATABASE if isinstance(error, DatabaseError) else str(error))


def refuse(line: FeedLine, why: str) -> None:
    """The line stays, with the reason."""
    line.told, line.state, line.refused_because = None, State.REFUSED, why
    line.save()


def keep_secrets(told: Told) -> None:
    """Forget at once where a place is that this site keeps secret, whatever the feed says."""
    wanted = [place["id"] for place in told.locations] + [row["location"] for row in told.service["places"]]
    secret = {
        str(key) for key in Location.objects.filter(uuid__in=wanted, sensitive=True).values_list("uuid", flat=True)
    }
    told.locations = [without_address(place) if place["id"] in secret else place for place in told.locations]
    if secret:
        told.service["unmapped"] = {}


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
        [line.state] = summary.counts
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
