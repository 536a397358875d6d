"""Where somebody stands with a requirement: the dates that follow from what happened, and the word for a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import Enum

from training.dates import Held, Terms, add_days, ended, renewed, window_opens


class Standing(Enum):
    """What is said of a learner and a requirement on a day."""

    EXEMPT = "exempt"
    VALID = "valid"
    EXPIRING = "expiring"
    NOT_STARTED = "not started"
    STARTED = "started"
    GRACE = "in grace"
    OVERDUE = "overdue"


# Told in place of to do: it was held, and that ran out.
RAN_OUT = "expired"


@dataclass(frozen=True)
class Dates:
    """What a status row holds, and nothing that changes by itself from one day to the next."""

    assigned_on: date
    started_on: date | None = None
    done_on: date | None = None
    valid_until: date | None = None
    opens_on: date | None = None
    due_on: date | None = None
    late_after: date | None = None
    exempt_from: date | None = None
    exempt_until: date | None = None

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Of the fields."""
        return tuple(one.name for one in fields(cls))


@dataclass(frozen=True, order=True)
class Happening:
    """An activity was completed on a day, in a version; or (`ends`) earlier completions stopped counting.

    Ends count for versions below `version`; None is all of them. Prior learning has version 0.
    """

    on: date
    order: int
    activity: int = field(compare=False)
    version: int | None = field(compare=False, default=None)
    ends: bool = field(compare=False, default=False)


def reckon(
    terms: Terms,
    activities: Iterable[int],
    assigned_on: date,
    happenings: Sequence[Happening],
    started_on: date | None = None,
    exempt: tuple[date, date | None] | None = None,
) -> Dates:
    """The dates of a requirement. It is met when every activity is held; it lasts as long as the first to run out."""
    held = [_held(terms, activity, happenings) for activity in sorted(activities)]
    there = [one for one in held if one is not None]
    met = bool(held) and len(there) == len(held)
    done_on = max(one.done_on for one in there) if met else None
    untils = [one.until for one in there if one.until is not None]
    until = min(untils) if met and untils else None
    ends = [one.ended_on for one in there if one.ended_on is not None and one.until == until]
    due = _due(terms, assigned_on, until, max(ends, default=None)) if until or not met else None
    if due is not None and exempt and exempt[1] is not None and exempt[0] <= due <= exempt[1]:
        due = add_days(exempt[1], terms.due_days or 0)
    return Dates(
        assigned_on=assigned_on,
        started_on=started_on,
        done_on=done_on,
        valid_until=until,
        opens_on=window_opens(terms, until) if met else None,
        due_on=due,
        late_after=add_days(due, terms.grace_days) if due is not None else None,
        exempt_from=exempt[0] if exempt else None,
        exempt_until=exempt[1] if exempt else None,
    )


def _held(terms: Terms, activity: int, happenings: Sequence[Happening]) -> Held | None:
    held: Held | None = None
    version = 0
    for one in sorted(happenings):
        if one.activity != activity:
            continue
        if not one.ends:
            held, version = renewed(terms, one.on, held), one.version or 0
        elif held is not None and (one.version is None or version < one.version):
            held = ended(held, one.on)
    return held


def _due(terms: Terms, assigned_on: date, until: date | None, ended_on: date | None) -> date | None:
    """When it has to be done: within the days from being told, or when what is held runs out, whichever is later."""
    if until is None:
        return None if terms.due_days is None else add_days(assigned_on, terms.due_days)
    days = terms.due_days or 0
    return max(
        until,
        add_days(assigned_on, days) if until < assigned_on else until,
        add_days(ended_on, days) if ended_on else until,
    )


def standing(dates: Dates, day: date) -> Standing:
    """The word for a day. Grace is a word of its own: neither met nor overdue."""
    if dates.exempt_from and dates.exempt_from <= day and (dates.exempt_until is None or day <= dates.exempt_until):
        return Standing.EXEMPT
    if dates.done_on and (dates.valid_until is None or day <= dates.valid_until):
        return Standing.EXPIRING if dates.opens_on and day >= dates.opens_on else Standing.VALID
    if dates.due_on is None or dates.late_after is None or day <= dates.due_on:
        return Standing.STARTED if dates.started_on else Standing.NOT_STARTED
    return Standing.GRACE if day <= dates.late_after else Standing.OVERDUE


def told(dates: Dates, day: date) -> tuple[str, date | None]:
    """The word as its value, or RAN_OUT, and the day that goes with it: the last of exemption, validity or grace, or when
    it is due.
    """
    word = standing(dates, day)
    if word is Standing.EXEMPT:
        return word.value, dates.exempt_until
    if word in (Standing.VALID, Standing.EXPIRING):
        return word.value, dates.valid_until
    if word is Standing.GRACE:
        return word.value, dates.late_after
    if word is not Standing.OVERDUE and dates.valid_until and dates.valid_until < day:
        return RAN_OUT, dates.due_on
    return word.value, dates.due_on
