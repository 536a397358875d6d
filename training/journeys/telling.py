"""Telling record stores what was learnt (xAPI): through an outbox, so that nothing is lost while one is away.

Each event goes to the stores of the agencies in which its learner works at that time, and to the partnership's own.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from training.dates import day_of, today
from training.models import Agency, Event, Learner, Membership, OutgoingStatement
from training.models.agency import current
from training.models.outgoing import WAITING
from training.xapi.statement import verb_of


def put(event: Event) -> None:
    """Put it into the outbox, in the caller's transaction, once for each record store that is to hear of it."""
    if verb_of(event):
        OutgoingStatement.objects.bulk_create(
            OutgoingStatement(event=event, store=store, due_at=event.recorded_at) for store in sorted(_stores(event))
        )


def _stores(event: Event) -> set[str]:
    """Their ids. That something is withdrawn is told where it was told before, wherever its learner works now."""
    if event.withdraws is not None:
        return {*OutgoingStatement.objects.filter(event=event.withdraws).values_list("store", flat=True)}
    return _hearing_of(event.learner.merged_into_id or event.learner_id, day_of(event.at))


def _hearing_of(learner: int, on: date) -> set[str]:
    works = Membership.objects.filter(current(on), learner=learner, agency__isnull=False)
    theirs = works.exclude(agency__record_store="").values_list("agency__record_store", flat=True)
    return {*theirs, *(one.id for one in settings.RECORD_STORES.values() if one.everybody)}


def stores_of(learner: Learner) -> list[str]:
    """For the learner: the names of all record stores that hear of them today, or that something was sent to or waits for."""
    rows = OutgoingStatement.objects.filter(event__learner__in=learner.accounts()).order_by()
    found = _hearing_of(learner.kept.pk, today()) | {*rows.values_list("store", flat=True).distinct()}
    known = settings.RECORD_STORES
    return sorted(known[store].name if store in known else store for store in found)


def waiting_for(store: str) -> "QuerySet[OutgoingStatement]":
    """What a store has not acknowledged yet, the oldest first."""
    return OutgoingStatement.objects.filter(WAITING, store=store)


def outbox() -> dict[str, dict[str, int]]:
    """What waits, was refused and was told, by the ids of stores that are set up, that an agency names, or that something is kept for."""
    rows: Any = (
        OutgoingStatement.objects.order_by("store")
        .values("store")
        .annotate(
            waiting=Count("pk", filter=WAITING),
            refused=Count("pk", filter=~Q(refused_on=None)),
            told=Count("pk", filter=~Q(told_at=None)),
        )
    )
    kinds = ("waiting", "refused", "told")
    counts = {row["store"]: {kind: row[kind] for kind in kinds} for row in rows}
    named = Agency.objects.exclude(record_store="").values_list("record_store", flat=True)
    return {
        store: counts.get(store, dict.fromkeys(kinds, 0))
        for store in sorted({*settings.RECORD_STORES, *named, *counts})
    }


def try_again() -> int:
    """At once, also what was refused; gives how many statements wait."""
    rows = OutgoingStatement.objects.filter(told_at=None)
    return rows.update(refused_on=None, due_at=timezone.now(), tries=0)


def declare_lost(store: str) -> int:
    """A store is gone for good: what was not sent to it never will be. Gives how much that is."""
    lost, _each = OutgoingStatement.objects.filter(store=store, told_at=None).delete()
    return lost


def told_no_more(accounts: list[int]) -> None:
    """Erasure: what was not sent is not sent any more, and nothing here leads to the account that a store knows."""
    OutgoingStatement.objects.filter(event__learner__in=accounts).delete()
