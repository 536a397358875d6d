"""A learner's record to take away, and everything that is held about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from spreadsheets.writing import Table
from training.journeys.belonging import learner_of
from training.journeys.held import held_about
from training.journeys.learning import theirs as of
from training.journeys.returning import ShownActivity, activities_in
from training.models import (
    Certificate,
    Event,
    Learner,
    Membership,
)

AT_ONCE = 500


@dataclass(frozen=True)
class Prior:
    """What was learnt elsewhere, and on which day."""

    activity: ShownActivity
    on: date


def prior_of(learner: Learner, language: str) -> list[Prior]:
    """Prior learning that was accepted and not withdrawn since, the latest first."""
    rows = list(Event.objects.filter(of(learner), kind=Event.Kind.PRIOR, withdrawn=None).select_related("activity"))
    shown = activities_in(language, {row.activity for row in rows})
    found = [Prior(shown[row.activity_id], date.fromisoformat(row.data["on"])) for row in rows if row.activity_id]
    return sorted(found, key=lambda one: one.on, reverse=True)


def history_of(learner: Learner) -> Any:
    """Everywhere they worked, the latest first."""
    return Membership.objects.filter(of(learner)).select_related("agency").order_by("-began_on", "-pk")


def record_table(learner: Learner, language: str) -> Table:
    """Certificates of every account and agency as a table, read some at a time."""

    def rows() -> Iterator[list[Any]]:
        certificates = Certificate.objects.filter(of(learner)).select_related("version__activity", "event")
        for one in certificates.order_by("issued_on", "pk").iterator(chunk_size=AT_ONCE):
            name = activities_in(language, [one.version.activity])[one.version.activity_id].title
            how = _("By the questions only") if one.event.data.get("test_out") else ""
            yield [name, one.version.number, one.issued_on, how, one.valid_until, one.revoked_on, one.code]

    headings = [
        _("Training"),
        _("Version"),
        _("Completed on"),
        _("How"),
        _("Valid until"),
        _("Withdrawn on"),
        _("Certificate"),
    ]
    return Table("training-record", headings, rows())


def everything_of(user: Any) -> dict[str, Any]:
    """All that training holds about somebody, over accounts that were merged, as plain data for a JSON file."""
    return held_about(learner_of(user).accounts(), private=True)
