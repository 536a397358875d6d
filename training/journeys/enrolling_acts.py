"""Doing what the rows of a file of people ask for: accounts, memberships, and what everybody then has to do."""

from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from people.models import User
from training.dates import day_of
from training.journeys.assigning import reassign
from training.journeys.belonging import placed
from training.journeys.enrolling import Mail, State
from training.journeys.enrolling_rows import Around, accounts, judge, learners_of, members, wanted
from training.models import Enrolment, EnrolmentRow, Event, Learner, Membership
from training.models.agency import Level
from training.people_file import day_in


def apply(enrolment: Enrolment, rows: list[EnrolmentRow]) -> None:
    """Enrol, change and let go, for rows that are judged again: something may have happened since they were looked at."""
    at = timezone.now()
    around = Around.of(enrolment.agency, day_of(at), makes_teams=enrolment.makes_teams)
    users = with_accounts(enrolment, [row for row in rows if row.state == State.NEW], rows)
    learners = with_records([user.pk for user in users.values()])
    named = {row.learner_id for row in rows if row.learner_id}
    keys = {*(learner.pk for learner in learners.values()), *named}
    locked = {one.pk: one for one in Learner.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    there = members(enrolment.agency, list(locked))
    events: list[Event] = []
    for row in rows:
        user = users.get(row.cells.get("email", ""))
        record = learners.get(user.pk) if user and row.number is not None else row.learner
        learner = locked.get(record.pk) if record else None
        if learner is None or learner.merged_into_id:
            row.state, row.says = State.FAULT, "This record is joined to another by now. Send the row again."
            continue
        act(row, learner, there, around, events, enrolment)
        row.learner, row.applied_at = learner, at
    for event in events:
        event.at, event.by = at, enrolment.requested_by
    Event.objects.bulk_create(events)
    reassign(list(locked), at, enrolment.requested_by)
    EnrolmentRow.objects.bulk_update(rows, ["state", "says", "learner", "applied_at", "mail"])


def with_accounts(enrolment: Enrolment, new: list[EnrolmentRow], rows: list[EnrolmentRow]) -> dict[str, User]:
    """The accounts of all rows; those who are new and have none get one without a password, in the chosen language."""
    addresses = {row.cells.get("email", "") for row in rows} - {""}
    found = accounts(addresses)
    missing = {row.cells["email"]: row.cells for row in new if row.cells["email"] not in found}
    User.objects.bulk_create(
        (
            User(
                email=address,
                first_name=cells.get("first_name", ""),
                last_name=cells.get("last_name", ""),
                language=enrolment.language,
                password=make_password(None),
            )
            for address, cells in missing.items()
        ),
        ignore_conflicts=True,
    )
    made = User.objects.filter(email__in=list(missing))
    EmailAddress.objects.bulk_create(
        (EmailAddress(user=user, email=user.email, primary=True, verified=False) for user in made),
        ignore_conflicts=True,
    )
    return {**found, **{user.email: user for user in made}}


def with_records(users: list[int]) -> dict[int, Learner]:
    """The record of each account; it is made if it is not there."""
    known = learners_of(users)
    Learner.objects.bulk_create((Learner(user_id=user) for user in users if user not in known), ignore_conflicts=True)
    return learners_of(users)


def act(
    row: EnrolmentRow,
    learner: Learner,
    there: dict[int, Membership],
    around: Around,
    events: list[Event],
    enrolment: Enrolment,
) -> None:
    """One row. `there` and `events` follow."""
    member = there.get(learner.pk)
    if row.number is None:
        if member is not None:
            leave(member, around.day, there, events)
        return
    judged = judge(row.cells, member, around)
    row.state, row.says = judged.state, judged.says
    team, role, level = wanted(row.cells, around)
    chosen = around.team(row.cells["team"]) if team and judged.state in (State.NEW, State.MOVED) else None
    if judged.state == State.LEAVING and member is not None:
        leave(member, day_in(row.cells["leaves_on"]) or around.day, there, events)
    elif judged.state == State.NEW and role is not None:
        began = day_in(row.cells.get("starts_on", "")) or around.day
        there[learner.pk] = Membership.objects.create(
            learner=learner,
            agency=around.agency,
            team=chosen,
            job_role=role,
            level=level or Level.EVERYONE,
            began_on=began,
        )
        events.append(Event(learner=learner, kind=Event.Kind.JOINED, data={"agency": around.agency.pk}))
        row.mail = Mail.DUE if enrolment.sends_mail else Mail.NONE
    elif judged.state in (State.CHANGED, State.MOVED) and member is not None:
        there[learner.pk] = placed(
            member, around.day, chosen or member.team, role or member.job_role, level or member.level
        )


def leave(member: Membership, day: date, there: dict[int, Membership], events: list[Event]) -> None:
    """They are here no more; what they learnt stays theirs."""
    member.ended_on = max(day, member.began_on)
    member.save(update_fields=["ended_on"])
    events.append(Event(learner_id=member.learner_id, kind=Event.Kind.LEFT, data={"agency": member.agency_id}))
    del there[member.learner_id]
