"""The team's calendar as rows and months: what runs in which month, and where the screen leads next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from campaigns.journeys.planned import Planned
from campaigns.journeys.planning import STAGES, Clash, Gap, clashes, days, missing_for, spell, stage_of
from campaigns.models import AwarenessDay

MONTHS = 12
ABOUT = {"sign-off": "Sign-off", "page": "The page", "languages": "Languages", "resources": "Resources"}
EARLIEST, LATEST = date(1990, 1, 1), date(2199, 1, 1)


@dataclass(frozen=True)
class Month:
    """One column."""

    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        return later(self.first, 1) - timedelta(days=1)

    @property
    def name(self) -> str:
        """“October 2026”."""
        return date_format(self.first, "F Y")

    @property
    def short(self) -> str:
        """“Oct”."""
        return date_format(self.first, "M")

    @property
    def now(self) -> bool:
        """Whether it is this month."""
        return self.first == timezone.localdate().replace(day=1)


@dataclass(frozen=True)
class Cell:
    """One row in one month: nothing, or the part of it that runs then, in words."""

    says: str = ""
    begins: bool = False
    ends: bool = False


@dataclass
class CampaignRow:
    """A campaign, its months and what it lacks, grouped by what that is about."""

    campaign: Planned
    stage: str
    cells: list[Cell]
    gaps: list[Gap]

    @property
    def stage_label(self) -> str:
        """The stage in words."""
        return STAGES[self.stage]

    @property
    def dates(self) -> str:
        """First and last day."""
        return spell(self.campaign.starts_on, self.campaign.ends_on)

    @property
    def grouped(self) -> list[tuple[str, list[Gap]]]:
        """Gaps under a heading each."""
        ordered = sorted(self.gaps, key=lambda gap: list(ABOUT).index(gap.about))
        return [(ABOUT[about], list(found)) for about, found in groupby(ordered, key=lambda gap: gap.about)]


@dataclass
class AwarenessRow:
    """An awareness day, its months, and whether somebody must look at its dates."""

    day: AwarenessDay
    url: str
    dates: list[str]
    cells: list[Cell]
    problem: str = ""


@dataclass
class TeamCalendar:
    """All that the screen shows."""

    months: list[Month]
    campaigns: list[CampaignRow]
    unseen: list[CampaignRow]
    awareness: list[AwarenessRow]
    unseen_days: list[AwarenessRow]
    clashes: list[Clash]

    @property
    def first(self) -> Month:
        """The first column."""
        return self.months[0]

    @property
    def last(self) -> Month:
        """The last column."""
        return self.months[-1]

    @property
    def lacking(self) -> list[CampaignRow]:
        """Campaigns that something is missing for: those of these months, then those that stand in none of them."""
        return [row for row in [*self.campaigns, *self.unseen] if row.gaps]


def month_of(text: str, today: date) -> date:
    """The first day of a month written as 2026-11; of this month if it is not one."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return found if EARLIEST <= found <= LATEST else today.replace(day=1)


def later(month: date, number: int) -> date:
    """The first day of the month so many months later, or earlier."""
    years, place = divmod(month.year * 12 + month.month - 1 + number, 12)
    return date(years, place + 1, 1)


def team_calendar(
    campaigns: Sequence[Planned], awareness_days: Sequence[AwarenessDay], start: date, today: date
) -> TeamCalendar:
    """Twelve months from the month of `start`; no query."""
    months = [Month(later(start, number)) for number in range(MONTHS)]
    first, last = months[0].first, months[-1].last
    rows = [
        CampaignRow(found, stage_of(found, today), cells_of(spans(found), months), missing_for(found, today))
        for found in campaigns
    ]
    awareness = [awareness_row(day, months, today) for day in awareness_days]
    awareness.sort(key=lambda row: (row.day.between(first, last) or [(date.max, date.max)])[0])
    return TeamCalendar(
        months=months,
        campaigns=[row for row in rows if any(cell.says for cell in row.cells)],
        unseen=[row for row in rows if not any(cell.says for cell in row.cells) and row.stage != "over"],
        awareness=[row for row in awareness if row.dates],
        unseen_days=[row for row in awareness if not row.dates],
        clashes=clashes((row.campaign for row in rows if row.stage != "over"), first, last),
    )


def spans(campaign: Planned) -> list[tuple[date, date]]:
    """Its days; none while it has no dates, or has them in the wrong order."""
    start, end = days(campaign)
    return [(start, end)] if start <= end else []


def cells_of(found: list[tuple[date, date]], months: list[Month]) -> list[Cell]:
    """What of some spans falls into each month."""
    return [cell_of(found, month) for month in months]


def cell_of(found: list[tuple[date, date]], month: Month) -> Cell:
    """What of some spans falls into one month."""
    here = [(start, end) for start, end in found if start <= month.last and end >= month.first]
    if not here:
        return Cell()
    begins = any(start >= month.first for start, _end in here)
    ends = any(end <= month.last for _start, end in here)
    return Cell(", ".join(part(start, end, month) for start, end in here), begins, ends)


def part(start: date, end: date, month: Month) -> str:
    """“5–31”, “to 28”, “all month”: the days of a span in one month."""
    from_day, to_day = max(start, month.first).day, min(end, month.last).day
    if start < month.first and end > month.last:
        return "all month"
    if start >= month.first and end <= month.last:
        return str(from_day) if from_day == to_day else f"{from_day}–{to_day}"
    return f"from {from_day}" if start >= month.first else f"to {to_day}"


def awareness_row(day: AwarenessDay, months: list[Month], today: date) -> AwarenessRow:
    """One awareness day, with what somebody should look at."""
    found = day.between(months[0].first, months[-1].last)
    problem = ""
    if not day.yearly and day.ends_on < today:
        problem = f"Its last known dates are over ({spell(day.starts_on, day.ends_on)}). Look up the next ones."
    elif day.overdue:
        problem = f"Its dates should have been checked by {date_format(day.review_due)}."
    url = reverse("wagtailsnippets_campaigns_awarenessday:edit", args=[day.pk])
    return AwarenessRow(day, url, [spell(start, end) for start, end in found], cells_of(found, months), problem)
