"""What is planned for a moment happens at that moment, once, without anybody typing a command.

The clock calls `publish_due` every half minute. Each page or record is done in a transaction of its
own, with its row locked and asked again, so that two workers at once, or a command beside them,
never publish twice, and one that fails keeps no other back. After an outage everything is caught up
in the order in which it was planned.
"""

import heapq
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)

FAILED = "lantern.schedule.failed"
PUBLISHED = "wagtail.publish.scheduled"
EXPIRED = "wagtail.unpublish.scheduled"


@dataclass(order=True)
class Due:
    """One thing planned: when, whether it ends (an expiry) or begins, and of which record."""

    moment: datetime
    ends: bool
    number: int
    key: int = field(compare=False)
    model: type[Any] = field(compare=False)


@dataclass
class Done:
    """What one round did, in words: titles, and why something failed."""

    published: list[str] = field(default_factory=list)
    expired: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def scheduled_models() -> list[type[Any]]:
    """Every kind of record with a schedule; all pages count as one kind."""
    return [
        Page,
        *(kind for kind in apps.get_models() if issubclass(kind, DraftStateMixin) and not issubclass(kind, Page)),
    ]


def due(now: datetime) -> Iterator[Due]:
    """All that is planned for a moment up to now."""
    begins = Revision.objects.filter(approved_go_live_at__lte=now).select_related("base_content_type")
    for number, revision in enumerate(begins.defer("content").order_by("approved_go_live_at", "pk")):
        model = revision.base_content_type.model_class()
        if model is not None:
            yield Due(revision.approved_go_live_at, False, number, revision.pk, model)
    for model in scheduled_models():
        ends = model.objects.filter(live=True, expire_at__lte=now).values_list("pk", "expire_at")
        for number, (key, moment) in enumerate(ends):
            yield Due(moment, True, number, key, model)


def publish_due(now: datetime | None = None) -> Done:
    """Publish and take down what is due, in the order of the plan; says what it did. Harmless to repeat."""
    now = now or timezone.now()
    waiting = list(due(now))
    heapq.heapify(waiting)
    done = Done()
    while waiting:
        item = heapq.heappop(waiting)
        try:
            with transaction.atomic():
                follows = None
                if item.ends:
                    _expire(item, now, done)
                else:
                    follows = _publish(item, now, done)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others must come
            _note(item, error, done)
        else:
            # What was to live and to end during an outage has ended too.
            if follows:
                heapq.heappush(waiting, follows)
    return done


def _publish(item: Due, now: datetime, done: Done) -> Due | None:
    """Publish a revision, unless another worker has or somebody cancelled it; gives its end if that is due too."""
    revision = Revision.objects.filter(pk=item.key).first()
    if revision is None:
        return None
    _locked(item.model, revision.object_id)
    still = Revision.objects.filter(pk=item.key, approved_go_live_at__lte=now).first()
    if still is None:
        return None
    still.publish(log_action=PUBLISHED)
    done.published.append(still.object_str)
    record = _locked(item.model, still.object_id)
    if record is not None and record.live and record.expire_at and record.expire_at <= now:
        return Due(record.expire_at, True, item.number, record.pk, item.model)
    return None


def _expire(item: Due, now: datetime, done: Done) -> None:
    """Take a record down, unless that was done or its end was put off. What is planned for later stays planned."""
    record = _locked(item.model, item.key)
    if record is None or not record.live or record.expire_at is None or record.expire_at > now:
        return
    record = record.specific if isinstance(record, Page) else record
    later = list(record.revisions.exclude(approved_go_live_at=None).values_list("pk", "approved_go_live_at"))
    record.unpublish(set_expired=True, log_action=EXPIRED)
    for key, moment in later:
        Revision.objects.filter(pk=key).update(approved_go_live_at=moment)
    done.expired.append(str(record))


def _locked(model: type[Any], key: Any) -> Any:
    """The record, with its row locked where the database can (SQLite locks the whole database as we begin)."""
    return model.objects.select_for_update().filter(pk=key).first()


def _note(item: Due, error: Exception, done: Done) -> None:
    """Keep a failure once in the history of its record, where the schedule screen finds it, and in the log."""
    logger.error("Planned for %s and not done: %s %s", item.moment, item.model.__name__, item.key, exc_info=error)
    problem = f"{type(error).__name__}: {error}"
    done.failed.append(problem)
    revision = None if item.ends else Revision.objects.filter(pk=item.key).first()
    record = _record(item, revision)
    if record is None:
        return
    entries = log_registry.get_logs_for_instance(record).filter(action=FAILED)
    told = {"problem": problem, "moment": item.moment.isoformat()}
    if not any(entry.data == told for entry in entries.order_by("-timestamp")[:1]):
        log(instance=record, action=FAILED, data=told, revision=revision)


def _record(item: Due, revision: Revision | None) -> Any:
    key = item.key if item.ends else revision and revision.object_id
    found = item.model.objects.filter(pk=key).first() if key else None
    return found.specific if isinstance(found, Page) else found
