"""Referrals that nobody acknowledged, over all reports: found by opening what the desk wrote, a slice at a time."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from reporting.journeys.listing import mine, short
from reporting.journeys.reading import read_records, state_of
from reporting.keyring import Keyring
from reporting.models import Report
from reporting.sealing.box import SealError
from reporting.terms_of_referral import WAYS, reference

AT_ONCE = 1000
# A referral is at least the second thing that the desk wrote about a report.
SECOND = 2


@dataclass(frozen=True)
class Waiting:
    """A referral as a list shows it. `report` is None on the report's own page."""

    id: str
    reference: str
    agency: str = field(repr=False)
    by: str
    made_on: date
    way: str
    acknowledged_on: date | None
    acknowledged_by: str = field(repr=False)
    chased_on: date | None
    overdue: bool
    report: Report | None = None

    @property
    def number(self) -> str:
        """What colleagues call the report."""
        return short(self.report) if self.report else ""


@dataclass(frozen=True)
class Found:
    """What a slice of reports gave, the longest waiting first; `after` is None at the end."""

    waiting: list[Waiting] = field(repr=False)
    acknowledged: int
    damaged: int
    after: tuple[date, UUID] | None


def waiting(data: dict[str, Any], report: Report | None = None) -> Waiting:
    """One referral, and whether it is to be chased: nobody acknowledged it in the days since it was made or last chased."""
    made_on = timezone.localtime(datetime.fromisoformat(data["at"])).date()
    chased_on = date.fromisoformat(data["chased_on"]) if "chased_on" in data else None
    acknowledged_on = date.fromisoformat(data["acknowledged_on"]) if "acknowledged_on" in data else None
    return Waiting(
        id=data["id"],
        reference=reference(data["id"]),
        agency=data["agency"]["name"],
        by=data["by"],
        made_on=made_on,
        way=dict(WAYS)[data["how"]],
        acknowledged_on=acknowledged_on,
        acknowledged_by=data.get("acknowledged_by", ""),
        chased_on=chased_on,
        overdue=acknowledged_on is None
        and timezone.localdate() - (chased_on or made_on) >= timedelta(days=settings.CHASE_AFTER_DAYS),
        report=report,
    )


def unanswered(officer: Any, keyring: Keyring, after: tuple[date, UUID] | None = None) -> Found:
    """The referrals of the next thousand reports, the newest first, closed ones too. A list is no reading: nothing is logged.

    Reports that the officer is locked out of are passed over in silence; those that do not open are counted.
    """
    reports = mine(keyring).filter(records__number=SECOND).order_by("-received_on", "-id")
    if after:
        day, number = after
        reports = reports.filter(received_on__lt=day) | reports.filter(received_on=day, pk__lt=number)
    found: list[Waiting] = []
    acknowledged, damaged, seen, last = 0, 0, 0, None
    for report in reports[:AT_ONCE].iterator(chunk_size=200):
        seen, last = seen + 1, (report.received_on, report.pk)
        try:
            state = state_of(read_records(report, keyring.report_key(report)))
        except (SealError, ValueError):
            damaged += 1
            continue
        if officer.pk in state["locked_out"]:
            continue
        listed = [waiting(data, report) for data in state["referrals"].values()]
        acknowledged += sum(1 for one in listed if one.acknowledged_on)
        found += [one for one in listed if not one.acknowledged_on]
    found.sort(key=lambda one: (not one.overdue, one.made_on, one.reference))
    return Found(found, acknowledged, damaged, last if seen == AT_ONCE else None)
