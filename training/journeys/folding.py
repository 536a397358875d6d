"""Reading the log: what follows from it for one learner or for many, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from training.dates import Terms, add_days, day_of
from training.models import Event, Learner, Requirement
from training.standing import Dates, Happening, reckon

Kind = Event.Kind
READ = (
    Kind.STARTED,
    Kind.COMPLETED,
    Kind.ASSIGNED,
    Kind.UNASSIGNED,
    Kind.EXEMPTED,
    Kind.EXEMPTION_ENDED,
    Kind.PRIOR,
    Kind.COUNTED,
    Kind.EXPIRED,
    Kind.MERGED,
)
Rules = dict[int, tuple[Terms, frozenset[int]]]


@dataclass
class Record:
    """What the log says of one person so far. `assigned` is kept for each of their accounts until those become one."""

    assigned: dict[int, dict[int, date]] = field(default_factory=lambda: defaultdict(dict))
    exempt: dict[int, tuple[date, date | None]] = field(default_factory=dict)
    exemptions: dict[int, int] = field(default_factory=dict)
    happenings: list[Happening] = field(default_factory=list)
    underway: dict[Any, tuple[int, date]] = field(default_factory=dict)

    def assigned_on(self, requirement: int) -> date | None:
        """Since when they have to meet it; None if they have not."""
        return min(self.assigned.get(requirement, {}).values(), default=None)

    def required(self) -> set[int]:
        """The requirements that they have to meet."""
        return {requirement for requirement, since in self.assigned.items() if since}

    def started_on(self, activities: Collection[int]) -> date | None:
        """When they began what they have not finished."""
        return max((on for activity, on in self.underway.values() if activity in activities), default=None)


def rules(requirements: Iterable[int] | None = None) -> Rules:
    """The terms and activities of requirements, in two queries."""
    found = Requirement.objects.prefetch_related("activities")
    if requirements is not None:
        found = found.filter(pk__in=list(requirements))
    return {one.pk: (one.terms, frozenset(activity.pk for activity in one.activities.all())) for one in found}


def records(learners: Collection[int], before: datetime | None = None) -> dict[int, Record]:
    """The records of learners who are not merged, with those of the accounts that were merged into them.

    With `before`, as the log stood at that moment: what was withdrawn later still counts.
    """
    accounts = Learner.objects.filter(Q(pk__in=learners) | Q(merged_into__in=learners))
    root = {pk: merged_into or pk for pk, merged_into in accounts.values_list("pk", "merged_into")}
    found: dict[int, Record] = {pk: Record() for pk in learners}
    events = (
        Event.objects.filter(_stood(before), learner__in=list(root), kind__in=READ)
        .select_related("registration__version")
        .order_by("id")
    )
    for event in events.iterator(chunk_size=2000):
        _READERS[event.kind](found[root[event.learner_id]], event)
    return found


def _stood(before: datetime | None) -> Q:
    if before is None:
        return Q(withdrawn=None)
    return Q(at__lt=before) & (Q(withdrawn=None) | Q(withdrawn__at__gte=before))


def fold(record: Record, known: Rules) -> dict[int, Dates]:
    """The dates of every requirement that a learner has to meet."""
    found = {}
    for requirement in record.required() & known.keys():
        terms, activities = known[requirement]
        since = record.assigned_on(requirement)
        if since is not None:
            found[requirement] = reckoned(record, requirement, since, terms, activities)
    return found


def reckoned(record: Record, requirement: int | None, since: date, terms: Terms, activities: Collection[int]) -> Dates:
    """The dates of one requirement, whose terms and activities may be those that somebody is thinking of."""
    return reckon(
        terms,
        activities,
        since,
        record.happenings,
        record.started_on(activities),
        record.exempt.get(requirement) if requirement else None,
    )


def _started(record: Record, event: Event) -> None:
    if event.registration and event.activity_id:
        record.underway[event.registration.pk] = (event.activity_id, day_of(event.at))


def _completed(record: Record, event: Event) -> None:
    if event.registration and event.activity_id:
        record.underway.pop(event.registration.pk, None)
        record.happenings.append(
            Happening(day_of(event.at), event.pk, event.activity_id, event.registration.version.number)
        )


def _prior(record: Record, event: Event) -> None:
    if event.activity_id:
        on = date.fromisoformat(event.data["on"])
        record.happenings.append(Happening(on, event.pk, event.activity_id, 0))


def _counted(record: Record, event: Event) -> None:
    if event.activity_id:
        record.happenings.append(Happening(day_of(event.at), event.pk, event.activity_id, event.data["version"]))


def _expired(record: Record, event: Event) -> None:
    if event.activity_id:
        record.happenings.append(
            Happening(day_of(event.at), event.pk, event.activity_id, event.data.get("before"), ends=True)
        )


def _assigned(record: Record, event: Event) -> None:
    if event.requirement_id:
        record.assigned[event.requirement_id].setdefault(event.learner_id, day_of(event.at))


def _unassigned(record: Record, event: Event) -> None:
    if event.requirement_id:
        record.assigned[event.requirement_id].pop(event.learner_id, None)


def _exempted(record: Record, event: Event) -> None:
    if event.requirement_id:
        until = event.data["until"]
        record.exempt[event.requirement_id] = (
            date.fromisoformat(event.data["from"]),
            date.fromisoformat(until) if until else None,
        )
        record.exemptions[event.requirement_id] = event.data["exemption"]


def _exemption_ended(record: Record, event: Event) -> None:
    # Ending one that a newer one has replaced ends nothing that counts.
    if event.requirement_id in record.exempt and record.exemptions[event.requirement_id] == event.data["exemption"]:
        began = record.exempt.pop(event.requirement_id)[0]
        last = add_days(day_of(event.at), -1)
        if last >= began:
            record.exempt[event.requirement_id] = (began, last)


def _merged(record: Record, event: Event) -> None:
    for since in record.assigned.values():
        if event.data["gone"] in since:
            other = since.pop(event.data["gone"])
            since[event.learner_id] = min(other, since.get(event.learner_id, other))


_READERS = {
    Kind.STARTED: _started,
    Kind.COMPLETED: _completed,
    Kind.ASSIGNED: _assigned,
    Kind.UNASSIGNED: _unassigned,
    Kind.EXEMPTED: _exempted,
    Kind.EXEMPTION_ENDED: _exemption_ended,
    Kind.PRIOR: _prior,
    Kind.COUNTED: _counted,
    Kind.EXPIRED: _expired,
    Kind.MERGED: _merged,
}
