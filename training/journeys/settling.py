"""What learners say of themselves: their name, where they work, as what. Asked once, changed whenever it changes."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from people.models import User
from training.dates import today
from training.errors import NotThereError
from training.journeys.belonging import join, learner_of, leave, move
from training.models import Agency, JobRole, Learner, Membership, Team


def agencies() -> Any:
    """Those that can be chosen."""
    return Agency.objects.filter(Q(closed_on=None) | Q(closed_on__gt=today()))


def teams_of(agency: Agency) -> Any:
    """Its teams."""
    return Team.objects.filter(agency=agency)


def memberships_of(learner: Learner) -> list[Membership]:
    """Where somebody works today, the latest first."""
    found = Membership.objects.filter(learner=learner, ended_on=None).select_related("agency", "team", "job_role")
    return list(found.order_by("-began_on", "-pk"))


def is_settled(user: Any) -> bool:
    """Whether everything was asked that is asked once."""
    return bool(user.get_full_name()) and bool(memberships_of(learner_of(user)))


def call_yourself(user: User, name: str) -> None:
    """Keep a whole name as the account has it: the last word apart. Certificates that were issued keep theirs."""
    first, _space, last = name.rpartition(" ")
    User.objects.filter(pk=user.pk).update(first_name=first or last, last_name=last if first else "")


def settle(
    user: User,
    name: str,
    agency: Agency | None,
    job_role: JobRole,
    level: str,
    team: Team | None = None,
    workplace: str = "",
    now: Membership | None = None,
) -> None:
    """Say who you are and where you work. `now` is the membership that changes; the same again changes nothing.

    Raises AlreadyThereError, WrongTeamError, and NotThereError if `now` is not one's own or has ended.
    """
    learner = learner_of(user)
    with transaction.atomic():
        call_yourself(user, name)
        if now is None:
            join(user, learner, agency, job_role, level, team, workplace=workplace)
            return
        if now.learner_id != learner.pk or now.ended_on is not None:
            raise NotThereError
        said = (agency, workplace, job_role, level, team)
        if said != (now.agency, now.workplace, now.job_role, now.level, now.team):
            move(user, learner, now.agency, agency, job_role, level, team, workplace=workplace)


def leave_workplace(user: User, membership: Membership) -> None:
    """Work there no more. Twice is once. Raises NotThereError if it is somebody else's."""
    learner = learner_of(user)
    if membership.learner_id != learner.pk:
        raise NotThereError
    if membership.ended_on is None:
        leave(user, learner, membership.agency)
