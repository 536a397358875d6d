"""Proving that what is shown follows from the log, and that the log follows from itself. In bounded memory."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from training.dates import day_of
from training.journeys.assessing import result_of
from training.journeys.assigning import in_batches
from training.journeys.booked import RANK, STATES, State
from training.journeys.folding import rules
from training.journeys.learning import unmet
from training.journeys.recording import compared
from training.models import Attempt, Booking, Certificate, Event, Status
from training.standing import Dates

Kind = Event.Kind


@dataclass(frozen=True)
class Difference:
    """What does not follow, in a sentence that names rows and no person."""

    says: str


def wrong_statuses(write: bool = False) -> Iterator[Difference]:
    """Status rows that do not follow from the log; with `write` they are mended, some learners at a time."""
    known = rules()
    batches = in_batches()
    while True:
        with transaction.atomic():
            learners = next(batches, None)
            if learners is None:
                return
            stored = {row.pk: row.dates for row in Status.objects.filter(learner__in=learners)}
            wrong, missing, surplus = compared(learners, known)
            if write:
                Status.objects.bulk_update(wrong, Dates.names())
                Status.objects.bulk_create(missing)
                Status.objects.filter(pk__in=[row.pk for row in surplus]).delete()
        for row in wrong:
            yield Difference(f"{_named(row)} holds {_changed(stored[row.pk], row.dates)}.")
        for row in missing:
            yield Difference(f"{_named(row)} is missing.")
        for row in surplus:
            yield Difference(f"{_named(row)} is there, and nothing in the log asks for it.")


def _named(row: Status) -> str:
    return f"Status of learner {row.learner_id} for requirement {row.requirement_id}"


def _changed(stored: Dates, follows: Dates) -> str:
    names = [name for name in Dates.names() if getattr(stored, name) != getattr(follows, name)]
    return ", ".join(f"{name} {getattr(stored, name)} instead of {getattr(follows, name)}" for name in names)


def broken_log() -> Iterator[Difference]:
    """Events that do not follow from those before them, and certificates that do not follow from a completion."""
    finished = Event.objects.filter(kind=Kind.FINISHED).select_related("attempt__registration__version")
    for event in finished.order_by("id").iterator(chunk_size=500):
        if event.attempt and vars(result_of(event.attempt)) != event.data:
            yield Difference(f"Event {event.pk} says another result than its answers do.")
    for event in Event.objects.filter(kind=Kind.PART_DONE).order_by("id").iterator(chunk_size=500):
        tried = Attempt.objects.filter(registration=event.registration_id, part=event.part)
        passed = tried.filter(events__kind=Kind.FINISHED, events__data__passed=True)
        if tried.exists() and not passed.exists():
            yield Difference(f"Event {event.pk} says that an assessment is done that nobody passed.")
    yield from _broken_completions()
    yield from _wrong_bookings()


def _wrong_bookings() -> Iterator[Difference]:
    follows = _folded_bookings()
    for booking in Booking.objects.order_by("pk").iterator(chunk_size=500):
        state = follows.pop((booking.session_id, booking.learner_id), "nothing")
        if state != booking.state:
            yield Difference(f"Booking {booking.pk} says {booking.state} instead of {state}.")
    for session, learner in follows:
        yield Difference(f"Learner {learner} has no booking of session {session}, and the log tells of one.")


def _folded_bookings() -> dict[tuple[int, int], str]:
    """By session and learner, what the log tells of bookings; where two records became one, what counts most stands."""
    found: dict[tuple[int, int], State] = {}
    told = Event.objects.filter(kind__in=[*STATES, Kind.MERGED]).select_related("session_version").order_by("id")
    for event in told.iterator(chunk_size=500):
        if event.session_version:
            found[event.session_version.session_id, event.learner_id] = STATES[Kind(event.kind)]
        elif event.kind == Kind.MERGED:
            for session, learner in [key for key in found if key[1] == event.data["gone"]]:
                states = [found.pop((session, learner)), found.get((session, event.learner_id), RANK[-1])]
                found[session, event.learner_id] = min(states, key=RANK.index)
    return {key: state.value for key, state in found.items()}


def _broken_completions() -> Iterator[Difference]:
    completed = Event.objects.filter(kind=Kind.COMPLETED).select_related("registration__version", "certificate")
    for event in completed.order_by("id").iterator(chunk_size=500):
        if event.registration is None or unmet(event.registration):
            yield Difference(f"Event {event.pk} says completed, and a required part is not done.")
        certificate = getattr(event, "certificate", None)
        if certificate is None:
            yield Difference(f"Event {event.pk} says completed, and there is no certificate.")
        elif certificate.issued_on != day_of(event.at) or certificate.learner_id != event.learner_id:
            yield Difference(f"Certificate {certificate.pk} does not say what event {event.pk} says.")
    for certificate in Certificate.objects.exclude(event__kind=Kind.COMPLETED):
        yield Difference(f"Certificate {certificate.pk} follows from no completion.")
