"""Asking a database what is open."""

from datetime import datetime, timedelta

from django.db.models import Q

from signposting.hours.bank_holidays import bank_holiday
from signposting.hours.being_open import LONDON
from signposting.hours.week import BANK_HOLIDAY, DAY


def open_at(now: datetime) -> Q:
    """The rows of `Hours.rows` that are open at a moment, for a model with `day`, `opens` and `closes`.

    In SQL, with `m` minutes after midnight in London, and days being 7 on bank holidays:

        (day = today AND opens <= m AND m < closes) OR (day = yesterday AND m + 1440 < closes)

    Two things are beyond rows: dates of their own, and times between one and two in the night of
    October in which that hour comes twice. So the finder asks `Hours.state` of every result it shows,
    and never says "open now" where the state does not.
    """
    today = now.astimezone(LONDON)
    yesterday = today - timedelta(days=1)
    minutes = today.hour * 60 + today.minute
    return Q(day=_kind(today), opens__lte=minutes, closes__gt=minutes) | Q(
        day=_kind(yesterday), closes__gt=minutes + DAY
    )


def _kind(moment: datetime) -> int:
    return BANK_HOLIDAY if bank_holiday(moment.date()) else moment.weekday()
