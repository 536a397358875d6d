"""The word for a day, asked of the database: training.standing.standing, said in SQL. A test holds the two together."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, Q, Value, When

from training.standing import RAN_OUT, Standing

IN_ORDER = (Standing.VALID, Standing.EXPIRING)
TO_DO = (Standing.NOT_STARTED, Standing.STARTED, Standing.GRACE)


def word(day: date) -> Case:
    """The value of the standing of each status row on a day. Conditions are tried in order, as in the pure function."""
    return Case(*_met(day), *_unmet(day), default=_value(Standing.OVERDUE), output_field=CharField())


def told(day: date) -> tuple[Case, Case]:
    """What is told of each status row on a day, and the day with it: training.standing.told, in SQL."""
    ran_out = When(_in_time(day) & Q(valid_until__lt=day), then=Value(RAN_OUT))
    word = Case(*_met(day), ran_out, *_unmet(day), default=_value(Standing.OVERDUE), output_field=CharField())
    with_it = Case(
        When(_exempt(day), then="exempt_until"),
        When(_held(day), then="valid_until"),
        When(due_on__lt=day, late_after__gte=day, then="late_after"),
        default="due_on",
    )
    return word, with_it


def _met(day: date) -> list[When]:
    return [
        When(_exempt(day), then=_value(Standing.EXEMPT)),
        When(_held(day) & Q(opens_on__lte=day), then=_value(Standing.EXPIRING)),
        When(_held(day), then=_value(Standing.VALID)),
    ]


def _unmet(day: date) -> list[When]:
    return [
        When(_in_time(day) & Q(started_on__isnull=False), then=_value(Standing.STARTED)),
        When(_in_time(day), then=_value(Standing.NOT_STARTED)),
        When(late_after__gte=day, then=_value(Standing.GRACE)),
    ]


def _in_time(day: date) -> Q:
    return Q(due_on=None) | Q(late_after=None) | Q(due_on__gte=day)


def _value(one: Standing) -> Value:
    return Value(one.value)


def counts(day: date, prefix: str = "") -> dict[str, Any]:
    """For aggregate and annotate, over status rows: who is asked at all on a day, in order, and overdue.

    Whoever is exempt on the day is not asked. In order is done and valid on the day, expiring or not. What is still
    to do and not late, grace included, is asked, and neither in order nor overdue. It is what `word` says, condition by
    condition, since the whole of it would be reckoned three times a row. `prefix` leads from other rows to these.
    """
    exempt, held = _exempt(day, prefix), _held(day, prefix)
    late = Q(**{f"{prefix}late_after__lt": day, f"{prefix}due_on__lt": day})
    return {
        "asked": Count(f"{prefix}pk", filter=~exempt),
        "in_order": Count(f"{prefix}pk", filter=held & ~exempt),
        "overdue": Count(f"{prefix}pk", filter=late & ~held & ~exempt),
    }


def _exempt(day: date, prefix: str = "") -> Q:
    began = Q(**{f"{prefix}exempt_from__lte": day})
    return began & (Q(**{f"{prefix}exempt_until": None}) | Q(**{f"{prefix}exempt_until__gte": day}))


def _held(day: date, prefix: str = "") -> Q:
    done = Q(**{f"{prefix}done_on__isnull": False})
    return done & (Q(**{f"{prefix}valid_until": None}) | Q(**{f"{prefix}valid_until__gte": day}))


def with_words(statuses: Any, day: date) -> Any:
    """Status rows that can be filtered and counted by `word`."""
    return statuses.alias(word=word(day))
