"""Counting sealed reports for the board: opened one after another, a slice at a time, and only counts are kept."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from reporting.figures import areas, dimensions, periods, showing
from reporting.figures.numbers import Counts
from reporting.figures.periods import Quarter
from reporting.figures.protecting import protect
from reporting.figures.showing import Figures, Shown
from reporting.journeys.alarming import READINGS
from reporting.journeys.auditing import log
from reporting.journeys.listing import opened
from reporting.keyring import Keyring
from reporting.models import AuditEntry, InboxKey, Report, Setup
from reporting.sealing.box import SealError

Action = AuditEntry.Action
AT_ONCE = 1000
TOTAL = "total"


@dataclass
class Counting:
    """How far the counting of a financial year is. `found` counts by quarter, table and row, joined by a bar.

    `since` and `today` stay what they were when it began, or a quarter that ends meanwhile would be half counted.
    """

    year: int
    since: date
    today: date
    found: Counter[str] = field(default_factory=Counter, repr=False)
    looked_at: int = 0
    all: int = 0
    damaged: int = 0
    after: tuple[date, UUID] | None = None
    is_done: bool = False

    @property
    def quarters(self) -> list[Quarter]:
        """Those that are over."""
        return periods.closed(self.year, self.since, self.today)

    @property
    def is_whole_year(self) -> bool:
        """Whether the year is over as well."""
        return periods.is_over(self.year, self.today)

    def packed(self) -> dict[str, Any]:
        """As JSON, for the page to carry."""
        after = [self.after[0].isoformat(), str(self.after[1])] if self.after else None
        days = {"since": self.since.isoformat(), "today": self.today.isoformat()}
        return {**vars(self), **days, "found": dict(self.found), "after": after}

    @classmethod
    def unpacked(cls, data: dict[str, Any]) -> "Counting":
        """The same again."""
        after = (date.fromisoformat(data["after"][0]), UUID(data["after"][1])) if data["after"] else None
        days = {name: date.fromisoformat(data[name]) for name in ("since", "today")}
        return cls(**{**data, **days, "found": Counter(data["found"]), "after": after})


def begun() -> date:
    """The day from which reports can have come: of setting up, or of an older report."""
    made = Setup.objects.get(pk=1).made_on
    first = Report.objects.aggregate(first=Min("received_on"))["first"]
    return min(made, first) if first else made


def years() -> list[int]:
    """The financial years of which a quarter is over, the newest first."""
    return list(periods.years(begun(), timezone.localdate()))


def begin(year: int) -> Counting:
    """Counting of a financial year, before its first slice."""
    return Counting(year, begun(), timezone.localdate())


def reports_of(keyring: Keyring, counting: Counting) -> QuerySet[Report]:
    """The desk's reports of its closed quarters, the oldest first. The managers' inbox stands in no figure."""
    return Report.objects.filter(
        inbox_key__in=keyring.inboxes,
        inbox_key__inbox=InboxKey.Inbox.DESK,
        received_on__range=(counting.quarters[0].first, counting.quarters[-1].last),
    ).order_by("received_on", "id")


def count(officer: Any, keyring: Keyring, counting: Counting) -> Counting:
    """Count the next thousand reports, some hundred in memory at a time. What an officer is locked out of is not counted."""
    waiting = reports_of(keyring, counting)
    counting.all = waiting.count()
    if counting.after:
        day, number = counting.after
        waiting = waiting.filter(Q(received_on__gt=day) | Q(received_on=day, pk__gt=number))
    slice_ = list(waiting.values_list("pk", flat=True)[:AT_ONCE])
    acts, area = first_acts(slice_), areas.reader()
    for report in waiting.filter(pk__in=slice_).prefetch_related("records").iterator(chunk_size=200):
        counting.after = (report.received_on, report.pk)
        counting.looked_at += 1
        try:
            body, state = opened(keyring, report)
        except (SealError, ValueError):
            counting.damaged += 1
            continue
        if officer.pk not in state["locked_out"]:
            places = dimensions.places(report, body, state, acts.get(report.pk, {}), area)
            add(counting, report, places, dimensions.is_apart(report, state))
    counting.is_done = len(slice_) < AT_ONCE
    return counting


def add(counting: Counting, report: Report, places: Iterable[tuple[str, str]], is_apart: bool) -> None:
    """Count one report in its quarter."""
    quarter = periods.quarter_of(report.received_on).number
    counted = [(dimensions.SLOW, dimensions.SLOW)] if is_apart else [(TOTAL, ""), *places]
    counting.found.update(f"{quarter}|{table}|{row}" for table, row in counted)


def first_acts(reports: list[UUID]) -> dict[UUID, dict[str, datetime]]:
    """When each report was first read and first answered, by the log; one query."""
    rows = (
        AuditEntry.objects.filter(report__in=reports, action__in=READINGS)
        .order_by()
        .values_list("report")
        .annotate(read=Min("at"), answered=Min("at", filter=Q(action=Action.ANSWERED)))
    )
    found: dict[UUID, dict[str, datetime]] = {}
    for report, read, answered in rows:
        found[report] = {dimensions.READ: read} | ({dimensions.ANSWERED: answered} if answered else {})
    return found


def counts(counting: Counting) -> Counts:
    """True numbers, by quarters that are over. For protecting alone."""
    numbers = [quarter.number for quarter in counting.quarters]
    tables = dimensions.dimensions(areas.districts())
    return Counts(
        tables,
        tuple(counting.found[f"{number}|{TOTAL}|"] for number in numbers),
        {
            (table.name, row): tuple(counting.found[f"{number}|{table.name}|{row}"] for number in numbers)
            for table in tables
            for row in table.rows
        },
    )


def steps(counting: Counting, table: str) -> list[Counter[str]]:
    """How many reports were done within each step of hours, for each quarter that is over."""
    every = [*map(str, dimensions.STEPS), dimensions.LATER, dimensions.NOT_YET]
    return [
        Counter({step: counting.found[f"{quarter.number}|{table}_step|{step}"] for step in every})
        for quarter in counting.quarters
    ]


def taken_out(officer: Any, year: int, kind: str) -> None:
    """Log that figures left the desk."""
    log(officer, Action.EXPORTED, detail=f"figures {periods.year_name(year)}, {kind}")


def tables(counting: Counting) -> list[Shown]:
    """What the board may see of it."""
    true = counts(counting)
    shown = protect(true, counting.is_whole_year)
    figures = Figures(true, shown, counting.quarters, counting.is_whole_year)
    times = {table: steps(counting, table) for table in (dimensions.READ, dimensions.ANSWERED)}
    return list(showing.tables(figures, areas.districts(), times))
