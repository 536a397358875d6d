"""The inbox: what is shown of many reports at once, decrypted for one page and kept nowhere."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from reporting.journeys.alarming import Alarm, alarm_of, begin_of, unread_again
from reporting.journeys.reading import read_records, state_of
from reporting.keyring import Keyring
from reporting.models import Report
from reporting.questions import is_urgent
from reporting.sealing import box, places
from reporting.sealing.box import SealError
from reporting.terms import PATHS, RANK, ROUTINE, SOON, TODAY

PER_PAGE = 50
# What is waiting is sorted by urgency as far as this; what waits beyond it, by age.
MOST_SORTED = 500
FIRST_WORDS = 160
NUMBER = re.compile("[0-9A-F]{8}")
MOST_LINKED = 20
VIEWS: dict[str, dict[str, Any]] = {
    "waiting": {"status": Report.Status.UNREAD, "lane": Report.Lane.NORMAL},
    "open": {"status": Report.Status.OPEN, "lane": Report.Lane.NORMAL},
    "slow": {"status__in": (Report.Status.UNREAD, Report.Status.OPEN), "lane": Report.Lane.SLOW},
    "closed": {"status": Report.Status.CLOSED},
}


@dataclass(frozen=True)
class Summary:
    """A line of the inbox. `damaged` is a report that does not open: shown, so that somebody looks for a backup."""

    report: Report
    age: int
    path: str = ""
    words: str = field(default="", repr=False)
    urgency: str = ROUTINE
    triaged: bool = False
    themes: tuple[str, ...] = ()
    area: str = field(default="", repr=False)
    damaged: bool = False
    since: datetime | None = None
    in_hand_of: str = ""

    @property
    def alarm(self) -> Alarm | None:
        """What is shouted because it has waited too long; of one that does not open only its day is known."""
        since = self.since or begin_of(self.report.received_on)
        return alarm_of(self.report, self.triaged, timezone.now() - since)

    @property
    def number(self) -> str:
        """What colleagues call it."""
        return short(self.report)


def short(report: Report) -> str:
    """The first part of its id: enough to tell a few thousand apart."""
    return str(report.pk).partition("-")[0].upper()


def numbered(keyring: Keyring, numbers: Iterable[str]) -> dict[str, Report]:
    """The reports with these short numbers, of those inboxes that the officer holds, with what the desk wrote."""
    asked = [number for number in numbers if NUMBER.fullmatch(number)][:MOST_LINKED]
    wanted = Q()
    for number in asked:
        wanted |= Q(pk__range=(UUID(number + "0" * 24), UUID(number + "f" * 24)))
    found = mine(keyring).filter(wanted).select_related("inbox_key") if asked else []
    return {short(report): report for report in found}


def mine(keyring: Keyring) -> QuerySet[Report]:
    """The reports of the inboxes that the officer holds, oldest first, with what the desk wrote."""
    found = Report.objects.filter(inbox_key__in=keyring.inboxes).order_by("received_on", "id")
    return found.prefetch_related("records")


def counts(keyring: Keyring) -> dict[str, int]:
    """How many stand in each view, in one query."""
    rows = mine(keyring).order_by().values("status", "lane").annotate(number=Count("pk"))
    found = dict.fromkeys(VIEWS, 0)
    for row in rows:
        if row["status"] == Report.Status.CLOSED:
            found["closed"] += row["number"]
        elif row["lane"] == Report.Lane.SLOW:
            found["slow"] += row["number"]
        else:
            found["waiting" if row["status"] == Report.Status.UNREAD else "open"] += row["number"]
    return found


def listed(officer: Any, keyring: Keyring, view: str, number: Any) -> tuple[list[Summary], Page[Any]]:
    """A page of a view: the most urgent first, then the oldest; closed ones, the newest first."""
    reports = mine(keyring).filter(**VIEWS[view])
    if view == "closed":
        page = Paginator(reports.order_by("-received_on", "id"), PER_PAGE).get_page(number)
        return summaries(officer, keyring, page.object_list), page
    if view == "slow" or reports.count() > MOST_SORTED:
        page = Paginator(reports, PER_PAGE).get_page(number)
        return sorted_by_urgency(summaries(officer, keyring, page.object_list)), page
    found = sorted_by_urgency(summaries(officer, keyring, reports))
    sliced = Paginator(found, PER_PAGE).get_page(number)
    return list(sliced.object_list), sliced


def sorted_by_urgency(found: list[Summary]) -> list[Summary]:
    """The most urgent first; among equals, the oldest."""
    return sorted(found, key=lambda one: (RANK.get(one.urgency, len(RANK)), -one.age, str(one.report.pk)))


def summaries(officer: Any, keyring: Keyring, reports: Any) -> list[Summary]:
    """Those that this officer may see."""
    today = timezone.localdate()
    found = (summary(officer, keyring, report, today) for report in reports)
    return with_alarms([one for one in found if one is not None])


def with_alarms(found: list[Summary]) -> list[Summary]:
    """The same lines; one that is unread again waits from then on."""
    again = unread_again(one.report for one in found)
    return [replace(one, since=again.get(one.report.pk, one.since)) for one in found]


def summary(officer: Any, keyring: Keyring, report: Report, today: date) -> Summary | None:
    """One line; None if the officer is locked out of it."""
    try:
        body, state = opened(keyring, report)
    except (SealError, ValueError):
        return Summary(report, (today - report.received_on).days, damaged=True)
    return line(officer, report, today, body, state)


def line(officer: Any, report: Report, today: date, body: dict[str, Any], state: dict[str, Any]) -> Summary | None:
    """The same of a report that is open already."""
    if officer.pk in state["locked_out"]:
        return None
    answers, triage = body["answers"], state["triage"]
    return Summary(
        report,
        (today - report.received_on).days,
        path=PATHS.get(body["path"], body["path"]),
        words=str(answers.get("worry", ""))[:FIRST_WORDS],
        # What nobody has judged yet stands above what was judged to be routine.
        urgency=triage.get("urgency", TODAY if is_urgent(body["path"], answers) else SOON),
        triaged=bool(triage),
        themes=tuple(triage.get("themes") or answers.get("themes") or ()),
        area=triage.get("area") or str(answers.get("area", "")),
        since=datetime.fromisoformat(body["sent_at"]),
        in_hand_of=state["in_hand"]["by"] if state["in_hand"] else "",
    )


def opened(keyring: Keyring, report: Report) -> tuple[dict[str, Any], dict[str, Any]]:
    """The body and the state of a report, without logging: a list is no reading. Raises SealError."""
    key = keyring.report_key(report)
    body = json.loads(box.open_(key, report.body, places.report_body(report.pk)))
    return body, state_of(read_records(report, key))


def everything(keyring: Keyring, after: tuple[date, Any] | None, at_once: int) -> Iterator[Report]:
    """Up to `at_once` reports, the newest first, going on after a place; some hundred in memory at a time."""
    reports = mine(keyring).order_by("-received_on", "-id").prefetch_related("reporter_messages", "desk_answers")
    if after:
        day, number = after
        reports = reports.filter(received_on__lt=day) | reports.filter(received_on=day, pk__lt=number)
    yield from reports[:at_once].iterator(chunk_size=200)
