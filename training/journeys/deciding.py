"""What a training lead decides about somebody's record. Every decision is an event; nothing is taken away."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from training.dates import add_days, day_of
from training.errors import NotThereError
from training.journeys.authority import require_board, require_led
from training.journeys.recording import locked, record, refresh
from training.models import Activity, ActivityVersion, Certificate, Event, Exemption, Learner, Requirement

Kind = Event.Kind
AT_ONCE = 500


def exempt(
    by: Any,
    learner: Learner,
    requirement: Requirement,
    began_on: date,
    until: date | None,
    reason: str,
    at: datetime | None = None,
) -> Exemption:
    """Let somebody off for some time, and say why. Nobody lets themselves off. Raises NotYoursError."""
    require_led(by, learner)
    with transaction.atomic():
        learner = locked(learner)
        exemption = Exemption.objects.create(
            learner=learner, requirement=requirement, began_on=began_on, until=until, reason=reason, given_by=by
        )
        record(
            learner,
            Kind.EXEMPTED,
            at or timezone.now(),
            by,
            requirement=requirement,
            data={
                "exemption": exemption.pk,
                "from": began_on.isoformat(),
                "until": until.isoformat() if until else None,
            },
        )
        refresh([learner.pk])
    return exemption


def end_exemption(by: Any, exemption: Exemption, at: datetime | None = None) -> None:
    """From today on it holds no more. Raises NotYoursError, and NotThereError if it has ended already."""
    require_led(by, exemption.learner)
    moment = at or timezone.now()
    with transaction.atomic():
        learner = locked(exemption.learner)
        exemption.refresh_from_db()
        last = add_days(day_of(moment), -1)
        if exemption.until is not None and exemption.until <= last:
            raise NotThereError
        exemption.until = max(last, exemption.began_on)
        exemption.save(update_fields=["until"])
        record(
            learner,
            Kind.EXEMPTION_ENDED,
            moment,
            by,
            requirement=exemption.requirement,
            data={"exemption": exemption.pk},
        )
        refresh([learner.pk])


def accept_prior(by: Any, learner: Learner, activity: Activity, on: date, at: datetime | None = None) -> Event:
    """Somebody learnt it elsewhere on a day. It counts for requirements and gives no certificate. Raises NotYoursError."""
    require_led(by, learner)
    with transaction.atomic():
        learner = locked(learner)
        event = record(learner, Kind.PRIOR, at or timezone.now(), by, activity=activity, data={"on": on.isoformat()})
        refresh([learner.pk])
    return event


def withdraw(by: Any, event: Event, at: datetime | None = None) -> Event:
    """A completion, or prior learning, was not what it seemed: it counts no more and its certificate is revoked.

    Twice is once. Raises NotYoursError, and NotThereError for any other event.
    """
    require_led(by, event.learner)
    if event.kind not in (Kind.COMPLETED, Kind.PRIOR):
        raise NotThereError
    moment = at or timezone.now()
    with transaction.atomic():
        learner = locked(event.learner)
        before = Event.objects.filter(withdraws=event).first()
        if before is not None:
            return before
        withdrawal = record(learner, Kind.WITHDRAWN, moment, by, withdraws=event)
        if event.kind == Kind.COMPLETED:
            # What a live event counted as goes with it.
            for counted in Event.objects.filter(kind=Kind.COUNTED, registration=event.registration_id, withdrawn=None):
                record(learner, Kind.WITHDRAWN, moment, by, withdraws=counted)
        Certificate.objects.filter(event=event, revoked_on=None).update(revoked_on=day_of(moment))
        refresh([learner.pk])
    return withdrawal


def expire(by: Any, learner: Learner, activity: Activity, at: datetime | None = None) -> None:
    """Somebody has to do it again, whatever their dates said. Raises NotYoursError."""
    require_led(by, learner)
    with transaction.atomic():
        _expire([locked(learner).pk], activity, None, at or timezone.now(), by)


def expire_older(by: Any, version: ActivityVersion, at: datetime | None = None) -> int:
    """Completions of earlier versions count no more; how many learners that touches. Again, it does nothing.

    Some learners at a time, so that it can be interrupted and run again. Raises NotYoursError, and NotThereError
    if the version does not say so.
    """
    require_board(by)
    if not version.expires_older:
        raise NotThereError
    older = Event.objects.filter(
        Q(kind=Kind.COMPLETED, registration__version__number__lt=version.number)
        | Q(kind=Kind.COUNTED, data__version__lt=version.number),
        activity=version.activity,
    )
    done = Event.objects.filter(kind=Kind.EXPIRED, activity=version.activity, data__before=version.number)
    touched = sorted({*_roots(older)} - {*_roots(done)})
    for begin in range(0, len(touched), AT_ONCE):
        with transaction.atomic():
            batch = list(
                Learner.objects.select_for_update()
                .filter(pk__in=touched[begin : begin + AT_ONCE], merged_into=None)
                .order_by("pk")
                .values_list("pk", flat=True)
            )
            _expire(batch, version.activity, version.number, at or timezone.now(), by)
    return len(touched)


def _roots(events: Any) -> set[int]:
    pairs = events.values_list("learner", "learner__merged_into").distinct().order_by()
    return {merged_into or learner for learner, merged_into in pairs}


def _expire(learners: list[int], activity: Activity, before: int | None, at: datetime, by: Any) -> None:
    Event.objects.bulk_create(
        Event(learner_id=learner, kind=Kind.EXPIRED, at=at, by=by, activity=activity, data={"before": before})
        for learner in learners
    )
    last = add_days(day_of(at), -1)
    held = Certificate.objects.filter(version__activity=activity)
    if before is not None:
        held = held.filter(version__number__lt=before)
    for whose in ("learner__in", "learner__merged_into__in"):
        shown = held.filter(**{whose: learners})
        shown.filter(valid_until=None).update(valid_until=last, shortened=True)
        shown.filter(valid_until__gt=last).update(valid_until=last, shortened=True)
    refresh(learners)
