"""Prior learning with the file that shows it. Whoever looks after the learner reads it, and the learner; nobody else."""

from datetime import date
from typing import Any

from django.db import transaction

from training.dates import today
from training.errors import NotNowError
from training.evidence_file import EvidenceFile
from training.journeys.authority import require_led
from training.journeys.deciding import accept_prior
from training.models import Activity, Evidence, Learner


def accept_with_evidence(
    by: Any, learner: Learner, activity: Activity, on: date, note: str, file: EvidenceFile | None
) -> Evidence:
    """Somebody learnt it elsewhere on a day, and this shows it. Raises NotYoursError, and NotNowError for a day to come."""
    require_led(by, learner)
    if on > today():
        raise NotNowError("This day has not come yet.")
    with transaction.atomic():
        event = accept_prior(by, learner, activity, on)
        return Evidence.objects.create(
            event=event,
            learner=event.learner,
            note=note,
            given_by=by,
            name=file.name if file else "",
            kind=file.kind if file else "",
            content=file.content if file else None,
        )


def evidence_for(user: Any, pk: int) -> Evidence | None:
    """The file, for those who may read it; none for everybody else, as if it were not there."""
    found: Evidence | None = Evidence.objects.visible_to(user).filter(pk=pk).exclude(content=None).first()
    return found
