"""Which requirements somebody has to meet: by their agencies, roles and levels today."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from training.dates import day_of
from training.journeys.authority import require_board
from training.journeys.folding import records
from training.journeys.recording import refresh
from training.models import Event, Learner, Membership, Requirement
from training.models.agency import current

AT_ONCE = 500


def asked_of(learners: Collection[int], day: date) -> dict[int, set[int]]:
    """The requirements that fit each learner's memberships on a day, in a fixed number of queries."""
    fitting: dict[int, set[int]] = defaultdict(set)
    live = [
        (
            one.pk,
            {agency.pk for agency in one.agencies.all()},
            {role.pk for role in one.job_roles.all()},
            one.level,
        )
        for one in Requirement.objects.prefetch_related("agencies", "job_roles")
        if one.ended_on is None or day < one.ended_on
    ]
    for member in Membership.objects.filter(current(day), learner__in=learners):
        for requirement, agencies, roles, level in live:
            fits = (
                (not agencies or member.agency_id in agencies)
                and (not roles or member.job_role_id in roles)
                and level in ("", member.level)
            )
            if fits:
                fitting[member.learner_id].add(requirement)
    return fitting


def reassign(learners: Collection[int], at: datetime, by: Any = None) -> None:
    """Record what learners, whose rows the caller holds, have to meet from now on or no more; then their status."""
    asked = asked_of(learners, day_of(at))
    events = []
    for learner, one in records(learners).items():
        wanted, held = asked.get(learner, set()), one.required()
        for kind, requirements in (
            (Event.Kind.ASSIGNED, wanted - held),
            (Event.Kind.UNASSIGNED, held - wanted),
        ):
            events += [
                Event(learner_id=learner, kind=kind, at=at, by=by, requirement_id=requirement)
                for requirement in sorted(requirements)
            ]
    Event.objects.bulk_create(events)
    refresh(learners)


def save_requirement(by: Any, requirement: Requirement, at: datetime | None = None, **lists: Any) -> Requirement:
    """Make or change a requirement; everybody's duties and dates follow in the same transaction.

    `lists` are its activities, agencies and job_roles. Raises NotYoursError and ValidationError.
    """
    require_board(by)
    requirement.full_clean()
    with transaction.atomic():
        requirement.save()
        for name, things in lists.items():
            getattr(requirement, name).set(things)
        for learners in in_batches():
            reassign(learners, at or timezone.now(), by)
    return requirement


def in_batches() -> Iterator[list[int]]:
    """Every learner who is not merged, some at a time, in order, each row held from then on."""
    last = 0
    while True:
        batch = list(
            Learner.objects.select_for_update()
            .filter(merged_into=None, pk__gt=last)
            .order_by("pk")
            .values_list("pk", flat=True)[:AT_ONCE]
        )
        if not batch:
            return
        yield batch
        last = batch[-1]
