"""What leads look for in a list: each choice as a pure function, and the same for the database. A test holds them together."""

from collections.abc import Callable
from datetime import date

from django.db.models import Q, TextChoices

from training.dates import add_days
from training.standing import Dates, Standing, standing
from training.standing_sql import IN_ORDER, TO_DO

SOON_DAYS = 30
EXPIRING_DAYS = 90


class Listed(TextChoices):
    """Kinds of standing that a table or list can be narrowed to. They overlap: what expired may be overdue."""

    OVERDUE = "overdue", "Overdue"
    DUE_SOON = "due-soon", f"Due within {SOON_DAYS} days, or in grace"
    EXPIRING = "expiring", f"Expires within {EXPIRING_DAYS} days"
    EXPIRED = "expired", "Expired, and not done again"
    NEVER_STARTED = "never-started", "Never started"
    DONE = "done", "In order"
    EXEMPT = "exempt", "Exempt"


def fits(listed: Listed, dates: Dates, day: date) -> bool:
    """Whether a status row is one of these on a day."""
    return _FITS[listed](dates, standing(dates, day), day)


def condition(listed: Listed, day: date) -> Q:
    """The same for rows that have `word` (training.standing_sql)."""
    return _CONDITIONS[listed](day)


def _outstanding(word: Standing) -> bool:
    return word in TO_DO or word is Standing.OVERDUE


_FITS: dict[Listed, Callable[[Dates, Standing, date], bool]] = {
    Listed.OVERDUE: lambda _dates, word, _day: word is Standing.OVERDUE,
    Listed.DUE_SOON: lambda dates, word, day: (
        word in TO_DO and dates.due_on is not None and dates.due_on <= add_days(day, SOON_DAYS)
    ),
    Listed.EXPIRING: lambda dates, word, day: (
        word in IN_ORDER and dates.valid_until is not None and dates.valid_until <= add_days(day, EXPIRING_DAYS)
    ),
    Listed.EXPIRED: lambda dates, word, day: (
        _outstanding(word) and dates.valid_until is not None and dates.valid_until < day
    ),
    Listed.NEVER_STARTED: lambda dates, word, _day: (
        _outstanding(word) and dates.started_on is None and dates.done_on is None
    ),
    Listed.DONE: lambda _dates, word, _day: word in IN_ORDER,
    Listed.EXEMPT: lambda _dates, word, _day: word is Standing.EXEMPT,
}


def _words(*words: Standing) -> Q:
    return Q(word__in=[word.value for word in words])


_OUTSTANDING = _words(*TO_DO, Standing.OVERDUE)
_CONDITIONS: dict[Listed, Callable[[date], Q]] = {
    Listed.OVERDUE: lambda _day: _words(Standing.OVERDUE),
    Listed.DUE_SOON: lambda day: _words(*TO_DO) & Q(due_on__lte=add_days(day, SOON_DAYS)),
    Listed.EXPIRING: lambda day: _words(*IN_ORDER) & Q(valid_until__lte=add_days(day, EXPIRING_DAYS)),
    Listed.EXPIRED: lambda day: _OUTSTANDING & Q(valid_until__lt=day),
    Listed.NEVER_STARTED: lambda _day: _OUTSTANDING & Q(started_on=None, done_on=None),
    Listed.DONE: lambda _day: _words(*IN_ORDER),
    Listed.EXEMPT: lambda _day: _words(Standing.EXEMPT),
}
