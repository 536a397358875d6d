"""Compliance over time: how many of those who were asked were in order on the last day of a month.

Definition. Of everybody who worked at an agency on the last day of the month (Europe/London), and of every
requirement that fits the agency and that the log had assigned to them by the end of that day: asked is who was
not exempt on it, in order is whose completions were valid on it, overdue is who was past due and grace. It is
folded from the log as it stood at the end of that day, so a completion that was withdrawn later still counts, and
one that was recorded later does not. A requirement's terms are not in the log: they are those of the day of counting.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Sum

from training.dates import day_ends, month_ends, today
from training.journeys.authority import require_sums
from training.journeys.folding import Record, Rules, fold, records, rules
from training.journeys.looking_after import Place
from training.models import Membership, MonthEnd, Requirement
from training.models.agency import current
from training.standing import Standing, standing
from training.standing_sql import IN_ORDER
from training.withholding import FEWEST, protected, together

MONTHS = 12
AT_ONCE = 500
# A worker has other things to do; what is left is counted the next time.
SECONDS = 20.0
# Agency, team or None, requirement.
Key = tuple[int, int | None, int]


def count_missing(day: date | None = None, seconds: float = SECONDS) -> list[date]:
    """Count the month ends of the past year that nobody has counted, the latest first, for some time; those counted.

    The clock calls it (training.apps).
    """
    until = time.monotonic() + seconds
    wanted = month_ends(day or today(), MONTHS)
    there = set(MonthEnd.objects.filter(on__in=wanted).values_list("on", flat=True).distinct())
    done = []
    for on in reversed(wanted):
        if on not in there and time.monotonic() < until:
            count_month_end(on)
            done.append(on)
    return done


def count_month_end(on: date) -> None:
    """Count one, or count it again: the rows of that day are replaced."""
    totals = counted(on)
    rows = [
        MonthEnd(
            agency_id=agency,
            team_id=team,
            requirement_id=requirement,
            on=on,
            asked=found["asked"],
            in_order=found["in_order"],
            overdue=found["overdue"],
        )
        for (agency, team, requirement), found in totals.items()
    ]
    with transaction.atomic():
        MonthEnd.objects.filter(on=on).delete()
        MonthEnd.objects.bulk_create(rows, batch_size=AT_ONCE)


def counted(on: date) -> dict[Key, Counter[str]]:
    """The numbers of a day. Memory does not grow with the number of learners."""
    known = rules()
    agencies = {
        one.pk: {agency.pk for agency in one.agencies.all()} for one in Requirement.objects.prefetch_related("agencies")
    }
    totals: dict[Key, Counter[str]] = defaultdict(Counter)
    for members in _in_batches(on):
        learners = {member.learner_id for member in members}
        words = {learner: _words(one, known, on) for learner, one in records(learners, day_ends(on)).items()}
        for member in members:
            for requirement, word in words[member.learner_id].items():
                named = agencies[requirement]
                if word is not Standing.EXEMPT and (not named or member.agency_id in named):
                    found = totals[member.agency_id or 0, member.team_id, requirement]
                    found["asked"] += 1
                    found["in_order"] += word in IN_ORDER
                    found["overdue"] += word is Standing.OVERDUE
    return totals


def _words(record: Record, known: Rules, on: date) -> dict[int, Standing]:
    return {requirement: standing(dates, on) for requirement, dates in fold(record, known).items()}


def _in_batches(on: date) -> Iterator[list[Membership]]:
    """Everybody's memberships on a day, the people in order; all of a person's come together."""
    last = 0
    while True:
        here = Membership.objects.filter(current(on), learner__merged_into=None, learner__gt=last).exclude(agency=None)
        learners = list(here.order_by("learner").values_list("learner", flat=True).distinct()[:AT_ONCE])
        if not learners:
            return
        yield list(here.filter(learner__lte=learners[-1]))
        last = learners[-1]


def over_time(where: Place, day: date | None = None, requirement: int | None = None) -> list[dict[str, Any]]:
    """The month ends of the past year at a place, the earliest first: on, asked, in_order, overdue. One query."""
    rows = MonthEnd.objects.filter(agency=where.agency)
    if where.teams is not None:
        rows = rows.filter(team__in=where.teams)
    if requirement is not None:
        rows = rows.filter(requirement=requirement)
    found: Any = (
        rows.filter(on__in=month_ends(day or today(), MONTHS))
        .values("on")
        .annotate(asked=Sum("asked"), in_order=Sum("in_order"), overdue=Sum("overdue"))
        .order_by("on")
    )
    return list(found)


def over_time_everywhere(user: Any, day: date | None = None) -> list[tuple[date, dict[int, int], int | None]]:
    """For the board: each month end, the share in order by agency, and of these agencies together. One query.

    A share is of a hundred duties, not people; it is there only where ten people or more have one duty, and neither
    those in order nor the others are few. The share of all is made of the same numbers. Raises NotYoursError.
    """
    require_sums(user)
    ends = month_ends(day or today(), MONTHS)
    rows = MonthEnd.objects.filter(on__in=ends).values("on", "agency", "requirement")
    people: dict[tuple[date, int], int] = defaultdict(int)
    sums: dict[tuple[date, int], Counter[str]] = defaultdict(Counter)
    for row in rows.annotate(asked=Sum("asked"), in_order=Sum("in_order")).order_by():
        key = (row["on"], row["agency"])
        people[key] = max(people[key], row["asked"])
        sums[key].update(asked=row["asked"], in_order=row["in_order"])
    found = []
    for on in ends:
        shown = {
            agency: protected(total["asked"], total["in_order"], 0)
            for (day_, agency), total in sums.items()
            if day_ == on and people[day_, agency] >= 2 * FEWEST
        }
        shares = {agency: one.percent for agency, one in shown.items() if one.percent is not None}
        everywhere = together([shown[agency] for agency in shares]).percent
        found.append((on, shares, everywhere))
    return found
