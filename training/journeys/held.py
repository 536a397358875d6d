"""All that training holds about one person: what data-protection law calls a subject's access (UK GDPR, article 15)."""

from typing import Any

from django.db.models import Q

from training.journeys.kept_answers import answers_of
from training.models import (
    Answer,
    Attempt,
    Booking,
    Certificate,
    Event,
    Evidence,
    Exemption,
    Learner,
    Membership,
    OutgoingStatement,
    Reflection,
    Registration,
    ScoState,
    Status,
)

# Who decided is another person, what was right is a secret of the questions, and files lie beside the records.
HIDDEN = {"by", "content", "given_by", "lead", "learner", "right", "seed"}


def held_about(accounts: list[Learner], *, private: bool) -> dict[str, Any]:
    """Every record of somebody's accounts as plain data, by kind; with `private` also what is for their eyes alone.

    What a record names, such as an agency, stands there by its name.
    """
    of, registered = Q(learner__in=accounts), Q(registration__learner__in=accounts)
    kinds: dict[str, Any] = {
        "memberships": Membership.objects.filter(of).select_related("agency", "team", "job_role"),
        "statuses": Status.objects.filter(of).select_related("requirement"),
        "exemptions": Exemption.objects.filter(of).select_related("requirement"),
        "evidence": Evidence.objects.filter(of).defer("content"),
        "certificates": Certificate.objects.filter(of).select_related("version__activity"),
        "bookings": Booking.objects.filter(of).select_related("session__activity"),
        "registrations": Registration.objects.filter(of).select_related("activity", "version__activity"),
        "attempts": Attempt.objects.filter(registered),
        "answers": Answer.objects.filter(attempt__registration__learner__in=accounts).defer("right"),
        "events": Event.objects.filter(of),
        "record_store_statements": OutgoingStatement.objects.filter(event__learner__in=accounts),
    }
    if private:
        kinds |= {
            "reflections": Reflection.objects.filter(of),
            "package_states": ScoState.objects.filter(registered),
            **answers_of(accounts),
        }
    return {
        "accounts": [_account(one.user, one) for one in accounts if one.user],
        **{name: [row(one) for one in rows.order_by("pk")] for name, rows in kinds.items()},
    }


def _account(user: Any, learner: Learner) -> dict[str, Any]:
    return {
        "email": user.email,
        "name": user.get_full_name(),
        "language": user.language,
        "since": user.date_joined,
        "xapi_account": str(learner.pseudonym),
    }


NAMED = {"activity", "agency", "job_role", "requirement", "session", "team", "version"}


def row(one: Any) -> dict[str, Any]:
    """A record's columns, but those that are somebody else's."""
    shown: dict[str, Any] = {"id": one.pk}
    for field in one._meta.concrete_fields:
        if field.primary_key or field.name in HIDDEN:
            continue
        named = field.name in NAMED and getattr(one, field.attname) is not None
        shown[field.name] = str(getattr(one, field.name)) if named else field.value_from_object(one)
    if isinstance(one, Certificate):
        shown["code"] = one.code
    return shown
