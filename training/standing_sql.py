"""The word for a day, asked of the database: training.standing.standing, said in SQL. A test holds the two together."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, Q, Value, When

from training.standing import Standing

IN_ORDER = (Standing.VALID, Standing.EXPIRING)
TO_DO = (Standing.NOT_STARTED, Standing.STARTED, Standing.GRACE)


def word(day: date) -> Case:
    """The value of the standing of each status row on a day. Conditions are tried in order, as in the pure function."""
    held = _held(day)
    in_time = Q(due_on=None) | Q(late_after=None) | Q(due_on__gte=day)
    return Case(
        When(_exempt(day), then=_value(Standing.EXEMPT)),
        When(held & Q(opens_on__lte=day), then=_value(Standing.EXPIRING)),
        When(held, then=_value(Standing.VALID)),
        When(in_time & Q(started_on__isnull=False), then=_value(Standing.STARTED)),
        When(in_time, then=_value(Standing.NOT_STARTED)),
        When(late_after__gte=day, then=_value(Standing.GRACE)),
        default=_value(Standing.OVERDUE),
        output_field=CharField(),
    )


def _value(one: Standing) -> Value:
    return Value(one.value)


def counts(day: date) -> dict[str, Any]:
    """For aggregate and annotate, over status rows: who is asked at all on a day, in order, and overdue.

    Whoever is exempt on the day is not asked. In order is done and valid on the day, expiring or not. What is still
    to do and not late, grace included, is asked, and neither in order nor overdue. It is what `word` says, condition by
    condition, since the whole of it would be reckoned three times a row.
    """
    exempt = _exempt(day)
    late = Q(late_after__lt=day, due_on__lt=day)
    return {
        "asked": Count("pk", filter=~exempt),
        "in_order": Count("pk", filter=_held(day) & ~exempt),
        "overdue": Count("pk", filter=late & ~_held(day) & ~exempt),
    }


def _exempt(day: date) -> Q:
    return Q(exempt_from__lte=day) & (Q(exempt_until=None) | Q(exempt_until__gte=day))


def _held(day: date) -> Q:
    return Q(done_on__isnull=False) & (Q(valid_until=None) | Q(valid_until__gte=day))


def with_words(statuses: Any, day: date) -> Any:
    """Status rows that can be filtered and counted by `word`."""
    return statuses.alias(word=word(day))
