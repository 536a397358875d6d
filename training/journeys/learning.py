"""Beginning an activity, doing its parts, and completing it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from training.dates import add_months, day_of
from training.errors import NotAskedError, OutdatedError, RetiredError
from training.journeys.authority import require_own
from training.journeys.belonging import learner_of
from training.journeys.recording import locked, record, refresh
from training.models import Activity, ActivityVersion, Certificate, Event, Learner, Registration
from training.parts import Part, PartKind, find_part, read_parts
from training.titles import title_of

Kind = Event.Kind


def start(user: Any, activity: Activity, language: str, at: datetime | None = None) -> Registration:
    """Go on where this person is, or begin the newest version. Raises RetiredError.

    It begins anew if the last time was completed, if that version counts no more, or if its attempts are used up.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        learner = locked(learner_of(user))
        last = latest(learner, activity)
        if last is not None and not (is_completed(last) or is_outdated(last) or is_spent(last)):
            return last
        version = activity.versions.filter(published_at__lte=moment).order_by("-number").first()
        if version is None or (activity.retired_on and activity.retired_on <= day_of(moment)):
            raise RetiredError
        return begin(learner, version, language, moment)


def begin(
    learner: Learner, version: ActivityVersion, language: str, at: datetime, is_test_out: bool = False
) -> Registration:
    """Write down that somebody begins a version. The caller holds the learner's row and has asked whether they may."""
    registration = Registration.objects.create(
        learner=learner,
        activity_id=version.activity_id,
        version=version,
        number=Registration.objects.filter(learner=learner, activity=version.activity_id).count() + 1,
        language=language,
        is_test_out=is_test_out,
        started_at=at,
    )
    record(learner, Kind.STARTED, at, registration=registration, activity_id=version.activity_id)
    refresh([learner.pk])
    return registration


def theirs(learner: Learner) -> Q:
    """Rows of a learner, with whichever of their accounts."""
    return Q(learner=learner) | Q(learner__merged_into=learner)


def latest(learner: Learner, activity: Activity) -> Registration | None:
    """The last time that somebody began it."""
    return Registration.objects.filter(theirs(learner), activity=activity).order_by("started_at", "number").last()


def is_completed(registration: Registration) -> bool:
    """Whether there is nothing left to do."""
    return registration.events.filter(kind=Kind.COMPLETED).exists()


def is_outdated(registration: Registration) -> bool:
    """Whether a newer version says that older ones count no more."""
    newer = ActivityVersion.objects.filter(
        activity_id=registration.activity_id, number__gt=registration.version.number, expires_older=True
    )
    return newer.exists()


def is_spent(registration: Registration) -> bool:
    """Whether every attempt at one of its required assessments was used, and none of them passed."""
    limited = [part for part in parts_of(registration) if part.attempts and part.required]
    if not limited:
        return False
    done = parts_done(registration)
    used = list(registration.events.filter(kind=Kind.FINISHED).values_list("part", flat=True))
    return any(part.key not in done and used.count(part.key) >= part.attempts for part in limited)


def parts_of(registration: Registration) -> tuple[Part, ...]:
    """The parts of the version that it is pinned to."""
    return read_parts(registration.version.parts)


def parts_done(registration: Registration) -> set[str]:
    """The keys of those that were done. The first of the others is where to go on."""
    return {*registration.events.filter(kind=Kind.PART_DONE).values_list("part", flat=True)}


def do_lesson(user: Any, registration: Registration, key: str, at: datetime | None = None) -> None:
    """A lesson was read to its end. Twice is once. Raises NotYoursError, NotAskedError, OutdatedError."""
    require_own(user, registration.learner)
    moment = at or timezone.now()
    with transaction.atomic():
        learner = locked(registration.learner)
        require_current(registration)
        if find_part(parts_of(registration), key, PartKind.LESSON) is None:
            raise NotAskedError
        part_was_done(learner, registration, key, moment)


def require_current(registration: Registration) -> None:
    """Raises OutdatedError if it has to be begun again. What is completed stays so."""
    if is_outdated(registration) and not is_completed(registration):
        raise OutdatedError


def part_was_done(
    learner: Learner, registration: Registration, key: str, at: datetime, data: dict[str, Any] | None = None
) -> None:
    """Record a part once, and the completion if it was the last. The caller holds the learner's row.

    `data` is what a part of a package said of itself: status and score.
    """
    if key not in parts_done(registration):
        record(learner, Kind.PART_DONE, at, registration=registration, part=key, data=data or {})
    if unmet(registration) or is_completed(registration):
        return
    event = record(
        learner,
        Kind.COMPLETED,
        at,
        registration=registration,
        activity_id=registration.activity_id,
        data={"test_out": True} if registration.is_test_out and unread(registration) else {},
    )
    months = registration.version.valid_months
    Certificate.objects.create(
        event=event,
        learner=learner,
        version=registration.version,
        name=learner.user.get_full_name() if learner.user else "",
        title=title_of(registration.version, registration.language),
        language=registration.language,
        issued_on=day_of(at),
        valid_until=add_months(day_of(at), months) if months else None,
    )
    refresh([learner.pk])


def asked_in(registration: Registration) -> tuple[Part, ...]:
    """The parts that count on somebody's way: of a test-out, the required assessments."""
    parts = parts_of(registration)
    if not registration.is_test_out:
        return parts
    return tuple(part for part in parts if part.required and part.kind is PartKind.ASSESSMENT)


def unmet(registration: Registration) -> list[str]:
    """The required parts that are still to do, in order; of a test-out, the assessments."""
    done = parts_done(registration)
    return [part.key for part in asked_in(registration) if part.required and part.key not in done]


def unread(registration: Registration) -> bool:
    """Whether a required lesson was not read: what makes a completion one by test-out."""
    done = parts_done(registration)
    return any(part.required and part.key not in done for part in parts_of(registration))
