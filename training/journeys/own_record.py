"""A learner's record to take away, and everything that is held about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import serializers
from django.db.models import Q
from django.utils.translation import gettext as _

from spreadsheets.writing import Table
from training.journeys.belonging import learner_of
from training.journeys.forgetting import accounts_of
from training.journeys.kept_answers import answers_of
from training.journeys.learning import theirs as of
from training.journeys.returning import ShownActivity, activities_in
from training.models import (
    Answer,
    Attempt,
    Booking,
    Certificate,
    Event,
    Exemption,
    Learner,
    Membership,
    Reflection,
    Registration,
    ScoState,
    Status,
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
    learner = learner_of(user)
    accounts = [account for account in accounts_of(learner) if account is not None]
    theirs, registered = of(learner), Q(registration__learner=learner) | Q(registration__learner__merged_into=learner)
    answered = Q(attempt__registration__learner=learner) | Q(attempt__registration__learner__merged_into=learner)
    kinds: dict[str, Any] = {
        "memberships": Membership.objects.filter(theirs),
        "registrations": Registration.objects.filter(theirs),
        "attempts": Attempt.objects.filter(registered),
        "answers": Answer.objects.filter(answered).defer("right"),
        "events": Event.objects.filter(theirs),
        "certificates": Certificate.objects.filter(theirs),
        "exemptions": Exemption.objects.filter(theirs),
        "bookings": Booking.objects.filter(theirs),
        "statuses": Status.objects.filter(theirs),
        "package_states": ScoState.objects.filter(registered),
        "reflections": Reflection.objects.filter(theirs),
        **answers_of([learner, *learner.merged.all()]),
    }
    # Who decided is another person, and what was right is a secret of the questions.
    hidden = {"by", "given_by", "lead", "right", "seed"}
    return {
        "xapi_account": str(learner.pseudonym),
        "accounts": [
            {
                "email": one.email,
                "name": one.get_full_name(),
                "language": one.language,
                "since": one.date_joined.isoformat(),
            }
            for one in accounts
        ],
        **{
            name: [
                {"id": row["pk"], **{key: value for key, value in row["fields"].items() if key not in hidden}}
                for row in serializers.serialize("python", rows.order_by("pk"))
            ]
            for name, rows in kinds.items()
        },
    }
