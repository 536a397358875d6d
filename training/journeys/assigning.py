"""Which requirements somebody has to meet: by their agencies, roles and levels today."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from background.journeys import jobs
from background.models import Job
from training.dates import day_of
from training.errors import NotYoursError
from training.journeys.authority import may_require
from training.journeys.folding import records
from training.journeys.recording import refresh
from training.models import Event, Learner, Membership, Requirement, Status
from training.models.agency import current

AT_ONCE = 500
JOB = "training_requirement"


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
    """Make or change a requirement; the duties and dates of those whom it touches follow.

    `lists` are its activities, agencies and job_roles. For up to AT_ONCE people it is one transaction; for more their
    rows follow in a background job, and until it ends they stand as they were. Raises NotYoursError and ValidationError.
    """
    before = set(requirement.agencies.values_list("pk", flat=True)) if requirement.pk else None
    after = {one.pk for one in lists["agencies"]} if "agencies" in lists else before or set()
    if not (may_require(by, after) and (before is None or may_require(by, before))):
        raise NotYoursError
    requirement.full_clean()
    with transaction.atomic():
        requirement.save()
        for name, things in lists.items():
            getattr(requirement, name).set(things)
        moment = at or timezone.now()
        touched = touched_by(requirement, day_of(moment))
        batches = [touched[begin : begin + AT_ONCE] for begin in range(0, len(touched), AT_ONCE)]
        if at is None and len(batches) > 1:
            steps = [(f"{len(batch)} people", {"learners": batch}) for batch in batches]
            jobs.start(JOB, f"Requirement: {requirement}", steps, by, requirement=requirement.pk)
        else:
            for batch in batches:
                reassign(held(batch), moment, by)
    return requirement


def touched_by(requirement: Requirement, day: date) -> list[int]:
    """The learners who have to meet a saved requirement, or had to until now."""
    wanted = fitting(
        [one.pk for one in requirement.agencies.all()],
        [one.pk for one in requirement.job_roles.all()],
        requirement,
        day,
    )
    had = Status.objects.filter(requirement=requirement).values_list("learner", flat=True)
    return sorted({*wanted.values_list("learner", flat=True), *had})


def fitting(agencies: Collection[int], roles: Collection[int], terms: Requirement, day: date) -> "QuerySet[Membership]":
    """The memberships whose people have to meet a requirement on a day, by what somebody wants its lists to be."""
    if terms.ended_on is not None and terms.ended_on <= day:
        return Membership.objects.none()
    found = Membership.objects.filter(current(day), learner__merged_into=None)
    if agencies:
        found = found.filter(agency__in=agencies)
    if roles:
        found = found.filter(job_role__in=roles)
    return found.filter(level=terms.level) if terms.level else found


def held(learners: Collection[int]) -> list[int]:
    """Those of the learners who are not merged by now, each row held until the transaction ends."""
    rows = Learner.objects.select_for_update().filter(pk__in=learners, merged_into=None).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def bring_up_to_date(what: dict[str, Any], job: Job) -> str:
    """A step of the job: some learners' duties and dates."""
    reassign(held(what["learners"]), timezone.now(), job.requested_by)
    return ""


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
