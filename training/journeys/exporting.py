"""All that is kept of one learner, for them to have: what data-protection law calls a subject's access."""

import io
import json
import zipfile
from typing import Any

from django.db.models import Q
from django.forms.models import model_to_dict

from training.errors import NotYoursError
from training.journeys.authority import is_theirs, sees_every_agency
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
    Reflection,
    Registration,
    ScoState,
    Status,
)

README = """All that the training part of this site keeps of one person.

record.json holds every record; days and moments are ISO 8601, in UTC where they have an hour.
evidence/ holds the files that were taken in as evidence of prior learning.
The names of whoever decided something are not in it: those are other people's.
"""


def export(by: Any, learner: Learner) -> bytes:
    """A ZIP file. The learner takes it, or whoever sees every agency for them.

    A reflective log, what they said of their trainings and what they typed into packages are for their learner's eyes:
    only they get them. Raises NotYoursError.
    """
    if not (is_theirs(by, learner) or sees_every_agency(by)):
        raise NotYoursError
    learner = learner.merged_into or learner
    accounts = [learner, *learner.merged.all()]
    mine = accounts if is_theirs(by, learner) else []
    logs = {
        "reflections": [row(one) for one in Reflection.objects.filter(learner__in=mine)],
        "package_states": [row(one) for one in ScoState.objects.filter(registration__learner__in=mine)],
        **{name: [row(one, "lead", "right", "seed") for one in rows] for name, rows in answers_of(mine).items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("README.txt", README)
        folder.writestr(
            "record.json", json.dumps(record_of(accounts) | logs, default=str, ensure_ascii=False, indent=2)
        )
        for one in Evidence.objects.filter(learner__in=accounts).exclude(content=None).iterator(chunk_size=5):
            folder.writestr(f"evidence/{one.pk}-{one.name}", bytes(one.content or b""))
    return file.getvalue()


def record_of(accounts: list[Learner]) -> dict[str, Any]:
    """Every row of somebody's accounts, by kind."""
    of = Q(learner__in=accounts)
    attempts = Attempt.objects.filter(registration__learner__in=accounts)
    return {
        "accounts": [
            {
                "email": one.user.email,
                "name": one.user.get_full_name(),
                "language": one.user.language,
                "xapi_account": str(one.pseudonym),
            }
            for one in accounts
            if one.user
        ],
        "memberships": [
            {**row(one), "agency": str(one.agency), "team": str(one.team or ""), "job_role": str(one.job_role)}
            for one in Membership.objects.filter(of).select_related("agency", "team", "job_role")
        ],
        "statuses": [
            {**row(one), "requirement": str(one.requirement)}
            for one in Status.objects.filter(of).select_related("requirement")
        ],
        "exemptions": [
            {**row(one, "given_by"), "requirement": str(one.requirement)}
            for one in Exemption.objects.filter(of).select_related("requirement")
        ],
        "evidence": [row(one, "given_by", "content") for one in Evidence.objects.filter(of).defer("content")],
        "certificates": [
            {**row(one), "code": one.code, "version": str(one.version)}
            for one in Certificate.objects.filter(of).select_related("version__activity")
        ],
        "bookings": [
            {**row(one), "session": str(one.session)}
            for one in Booking.objects.filter(of).select_related("session__activity")
        ],
        "registrations": [
            {**row(one), "id": one.pk, "activity": str(one.activity)}
            for one in Registration.objects.filter(of).select_related("activity")
        ],
        "attempts": [{**row(one), "id": one.pk} for one in attempts],
        "answers": [row(one, "right") for one in Answer.objects.filter(attempt__in=attempts)],
        "events": [
            {**row(one, "by"), "key": one.key, "recorded_at": one.recorded_at} for one in Event.objects.filter(of)
        ],
    }


def row(one: Any, *without: str) -> dict[str, Any]:
    """A record's columns as they are, but those that are somebody else's."""
    return model_to_dict(one, exclude=[*without, "learner"])
