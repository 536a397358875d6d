"""Whose training somebody looks after, and finding people among them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.roles import TRAINING_LEADS, has_role
from training.dates import today
from training.errors import NotYoursError
from training.listed import Listed, condition
from training.models import Agency, Lead, Membership, Requirement, Status, Team
from training.models.agency import current
from training.standing_sql import with_words


@dataclass(frozen=True)
class Place:
    """An agency that somebody looks after; or, of it, some teams alone."""

    agency: Agency
    teams: tuple[Team, ...] | None = None

    def __str__(self) -> str:
        if self.teams is None:
            return self.agency.name
        return f"{self.agency.name}: {', '.join(team.name for team in self.teams)}"


@dataclass(frozen=True)
class Wanted:
    """What a table of people is narrowed to. `listed` is asked of the requirement, if one is chosen, or of any."""

    name: str = ""
    team: int | None = None
    job_role: int | None = None
    level: str = ""
    requirement: int | None = None
    listed: Listed | None = None


def places(user: Any, day: date | None = None) -> list[Place]:
    """By name. None for whoever has not the role; the board looks after nobody and sees sums alone."""
    if not (user.is_authenticated and has_role(user, TRAINING_LEADS)):
        return []
    found: dict[Agency, set[Team] | None] = {}
    for lead in Lead.objects.filter(current(day or today()), user=user).select_related("agency", "team"):
        teams = found.setdefault(lead.agency, set())
        if lead.team is None:
            found[lead.agency] = None
        elif teams is not None:
            teams.add(lead.team)
    return [
        Place(agency, None if teams is None else tuple(sorted(teams, key=lambda team: team.name)))
        for agency, teams in sorted(found.items(), key=lambda pair: pair[0].name)
    ]


def place(user: Any, agency: int | None = None, day: date | None = None) -> Place:
    """One of them, or the first. Raises NotYoursError."""
    for one in places(user, day):
        if agency in (None, one.agency.pk):
            return one
    raise NotYoursError


def people(where: Place, day: date) -> QuerySet[Membership]:
    """Everybody who works there on a day, by their membership, in the order of their names."""
    found = Membership.objects.filter(current(day), agency=where.agency, learner__merged_into=None)
    if where.teams is not None:
        found = found.filter(team__in=where.teams)
    return found.select_related("learner__user", "team", "job_role").order_by(
        "learner__user__last_name", "learner__user__first_name", "learner"
    )


def asked_here(where: Place, day: date, wanted: Wanted | None = None) -> list[Requirement]:
    """The requirements that somebody at this agency may have to meet on a day, by title."""
    found = Requirement.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day), Q(agencies=None) | Q(agencies=where.agency)
    ).distinct()
    if wanted and wanted.requirement is not None:
        found = found.filter(pk=wanted.requirement)
    return list(found.order_by("title"))


def found(where: Place, wanted: Wanted, requirements: list[Requirement], day: date) -> QuerySet[Membership]:
    """Those of the people there whom somebody wants to see."""
    members = people(where, day)
    for word in wanted.name.split():
        members = members.filter(
            Q(learner__user__first_name__icontains=word)
            | Q(learner__user__last_name__icontains=word)
            | Q(learner__user__email__icontains=word)
        )
    for field in ("team", "job_role", "level"):
        value = getattr(wanted, field)
        if value:
            members = members.filter(**{field: value})
    if wanted.listed is not None:
        rows = with_words(Status.objects.filter(learner=OuterRef("learner"), requirement__in=requirements), day)
        members = members.filter(Exists(rows.filter(condition(wanted.listed, day))))
    return members
