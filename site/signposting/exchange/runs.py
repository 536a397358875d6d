"""The runs of an import: which one goes on, what it has seen, and what is gone from the feed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from signposting.exchange.values import UnusableError, key_of
from signposting.models import FeedImport, ImportedRecord


def run_of(named: str, *, again: bool) -> FeedImport:
    """The run of the command that stopped before its end, or a new one. Runs of the screen are not the command's."""
    unfinished = FeedImport.objects.filter(feed=named, stage="", finished_at=None)
    stopped = unfinished.order_by("-pk").first()
    if stopped and not again:
        return stopped
    unfinished.delete()
    return FeedImport.objects.create(feed=named)


def resting_until(feed: str) -> datetime | None:
    """When a busy feed may be asked again, whoever asked it last; None if it may be asked now."""
    last: datetime | None = FeedImport.objects.filter(feed=feed).aggregate(last=Max("come_back_at"))["last"]
    return last if last and last > timezone.now() else None


def gone_from(run: FeedImport) -> list[str]:
    """Services that came from this feed before and that this run did not see."""
    gone = ImportedRecord.objects.filter(feed=run.feed, kind=ImportedRecord.Kind.SERVICE).exclude(seen_in=run)
    return [f"{one.name} ({one.key})" for one in gone.order_by("name")]


def miss(service: dict[str, Any], run: FeedImport) -> None:
    """Remember a service whose own address did not answer: the page it stood on will not be asked for again."""
    see(service, run)
    run.missed.append({"id": str(service["id"]), "name": name_of(service)})


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
