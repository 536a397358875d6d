"""Coming to an agency, moving to another, leaving, and two accounts of one person."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from training.dates import day_of
from training.errors import AlreadyThereError, NotThereError, SameRecordError, WrongTeamError
from training.journeys.assigning import reassign
from training.journeys.authority import (
    leads,
    other_than,
    require_agency,
    require_board,
    require_lead_of_team,
    require_led,
    require_place,
)
from training.journeys.bookings_of_people import join_bookings
from training.journeys.recording import locked, record
from training.models import Agency, Event, Exemption, JobRole, Learner, Level, Membership, Status, Team

WHY_MERGED = {
    "address": "Their address changed, and they signed in with the new one",
    "two agencies": "Two agencies enrolled them with two addresses",
    "mistake": "A second account was made by mistake",
}


def learner_of(user: Any) -> Learner:
    """Whose record an account's is. It is made when it is first asked for."""
    learner, _made = Learner.objects.select_related("merged_into").get_or_create(user=user)
    return learner.kept


def join(
    by: Any,
    learner: Learner,
    agency: Agency | None,
    job_role: JobRole,
    level: str = Level.EVERYONE,
    team: Team | None = None,
    at: datetime | None = None,
    workplace: str = "",
) -> Membership:
    """Somebody works at an agency from now on, or without one. Raises NotYoursError, AlreadyThereError, WrongTeamError.

    Whoever says so of themselves has declared it, until somebody confirms it.
    """
    require_place(by, learner, agency)
    moment = at or timezone.now()
    with transaction.atomic():
        learner, by = locked(learner), other_than(learner, by)
        joined = _begin(by, learner, agency, job_role, level, team, moment, workplace)
        reassign([learner.pk], moment, by)
    return joined


def leave(by: Any, learner: Learner, agency: Agency | None, at: datetime | None = None) -> Membership:
    """Somebody works there no more. What they learnt stays theirs. Raises NotYoursError and NotThereError."""
    require_place(by, learner, agency)
    moment = at or timezone.now()
    with transaction.atomic():
        learner, by = locked(learner), other_than(learner, by)
        left = _end(by, learner, agency, moment)
        reassign([learner.pk], moment, by)
    return left


def move(
    by: Any,
    learner: Learner,
    old: Agency | None,
    new: Agency | None,
    job_role: JobRole,
    level: str = Level.EVERYONE,
    team: Team | None = None,
    at: datetime | None = None,
    workplace: str = "",
) -> Membership:
    """From one agency to another, with everything they learnt; what both ask for is asked for since the first.

    To another team, role or level of the same agency is a move too.

    The learner does it, the board, or whoever looks after both agencies. Raises what join and leave raise.
    """
    require_place(by, learner, old, new)
    moment = at or timezone.now()
    with transaction.atomic():
        learner, by = locked(learner), other_than(learner, by)
        _end(by, learner, old, moment)
        joined = _begin(by, learner, new, job_role, level, team, moment, workplace)
        reassign([learner.pk], moment, by)
    return joined


def change_place(
    by: Any, learner: Learner, agency: Agency, job_role: JobRole, level: str, team: Team | None = None
) -> Membership:
    """Whoever looks after an agency gives somebody another team, role or level in it.

    Raises NotYoursError, NotThereError and WrongTeamError.
    """
    require_agency(by, agency)
    moment = timezone.now()
    if team is not None and team.agency_id != agency.pk:
        raise WrongTeamError
    with transaction.atomic():
        learner, by = locked(learner), other_than(learner, by)
        member = Membership.objects.filter(learner=learner, agency=agency, ended_on=None).first()
        if member is None:
            raise NotThereError
        member = placed(member, day_of(moment), team, job_role, level)
        reassign([learner.pk], moment, by)
    return member


def placed(member: Membership, day: date, team: Team | None, job_role: JobRole, level: str) -> Membership:
    """A membership with another place in the same agency: the old row ends and a new one begins, unless it began today.

    Whoever looks after the agency says so; it is declared no more.
    """
    is_other = (member.team, member.job_role, member.level) != (team, job_role, level)
    if is_other and member.began_on < day:
        member.ended_on = day
        member.save(update_fields=["ended_on"])
        member = Membership(learner_id=member.learner_id, agency_id=member.agency_id, began_on=day)
    member.team, member.job_role, member.level, member.declared = team, job_role, level, False
    member.save()
    return member


def confirm(by: Any, membership: Membership) -> bool:
    """Somebody who looks after the agency says that it is so. Twice is once; whether it was new. Raises NotYoursError."""
    _require_to_know(by, membership)
    return bool(Membership.objects.filter(pk=membership.pk, declared=True).update(declared=False))


def decline(by: Any, membership: Membership, at: datetime | None = None) -> None:
    """Somebody who looks after the agency says that it is not so: it ends, and what was learnt stays.

    Raises NotYoursError, and NotThereError if it does not wait to be confirmed any more.
    """
    _require_to_know(by, membership)
    moment = at or timezone.now()
    with transaction.atomic():
        learner = locked(membership.learner)
        if not Membership.objects.filter(pk=membership.pk, declared=True, ended_on=None).exists():
            raise NotThereError
        _end(by, learner, membership.agency, moment)
        reassign([learner.pk], moment, by)


def _require_to_know(by: Any, membership: Membership) -> None:
    require_led(by, membership.learner)
    if not leads(by, membership.agency):
        require_lead_of_team(by, membership.team)


def merge(by: Any, keep: Learner, gone: Learner, at: datetime | None = None, reason: str = "") -> Learner:
    """Two accounts of one person share one record from now on; both sign in to it. No event is rewritten.

    Only the board does this, because the accounts may be of two agencies. It cannot be undone. `reason` is a word of
    WHY_MERGED. Raises NotYoursError and SameRecordError.
    """
    require_board(by)
    return make_one(keep, gone, at or timezone.now(), by, reason)


def make_one(keep: Learner, gone: Learner, at: datetime, by: Any, reason: str) -> Learner:
    """The same, once the caller has asked whether they may; `by` is None for whose accounts they are.

    Raises SameRecordError.
    """
    with transaction.atomic():
        # In one order, so that two who merge the same accounts wait for each other and not in a ring.
        both = {
            one.pk: one for one in Learner.objects.select_for_update().filter(pk__in=[keep.pk, gone.pk]).order_by("pk")
        }
        keep, gone = both[keep.pk], both[gone.pk]
        if keep == gone or keep.merged_into_id or gone.merged_into_id:
            raise SameRecordError
        Learner.objects.filter(merged_into=gone).update(merged_into=keep)
        gone.merged_into = keep
        gone.save(update_fields=["merged_into"])
        _join_memberships(keep, gone, day_of(at))
        Exemption.objects.filter(learner=gone).update(learner=keep)
        Status.objects.filter(learner=gone).delete()
        join_bookings(keep, gone, at, by)
        record(keep, Event.Kind.MERGED, at, by, data={"gone": gone.pk, "reason": reason})
        reassign([keep.pk], at, by)
    return keep


def _join_memberships(keep: Learner, gone: Learner, day: date) -> None:
    there = {*Membership.objects.filter(learner=keep, ended_on=None).values_list("agency", flat=True)}
    for twice in Membership.objects.filter(learner=gone, ended_on=None):
        if twice.agency_id not in there:
            continue
        twice.ended_on = max(day, twice.began_on)
        twice.save(update_fields=["ended_on"])
    Membership.objects.filter(learner=gone).update(learner=keep)


def _begin(
    by: Any,
    learner: Learner,
    agency: Agency | None,
    job_role: JobRole,
    level: str,
    team: Team | None,
    at: datetime,
    workplace: str,
) -> Membership:
    if team is not None and (agency is None or team.agency_id != agency.pk):
        raise WrongTeamError
    if Membership.objects.filter(learner=learner, agency=agency, ended_on=None).exists():
        raise AlreadyThereError
    record(learner, Event.Kind.JOINED, at, by, data={"agency": agency.pk if agency else None})
    return Membership.objects.create(
        learner=learner,
        agency=agency,
        workplace="" if agency else workplace,
        team=team,
        job_role=job_role,
        level=level,
        declared=by is None,
        began_on=day_of(at),
    )


def _end(by: Any, learner: Learner, agency: Agency | None, at: datetime) -> Membership:
    membership = Membership.objects.filter(learner=learner, agency=agency, ended_on=None).first()
    if membership is None or day_of(at) < membership.began_on:
        raise NotThereError
    membership.ended_on = day_of(at)
    membership.save(update_fields=["ended_on"])
    record(learner, Event.Kind.LEFT, at, by, data={"agency": agency.pk if agency else None})
    return membership
