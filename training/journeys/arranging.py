"""Agencies, their teams, and who leads them. Site managers arrange all of it, a lead the teams of their own agency."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from config.languages import SOURCE
from people.models import User
from people.roles import TRAINING_LEADS
from training.dates import today
from training.errors import AlreadyThereError, NotThereError, WrongTeamError
from training.journeys.authority import require_agency, require_setting_up
from training.models import Agency, JobRole, Lead, Team
from training.models.agency import current


def job_roles() -> "QuerySet[JobRole]":
    """What somebody can be, in the source language, to which records refer."""
    return JobRole.objects.filter(locale__language_code=SOURCE)


def open_agencies() -> "QuerySet[Agency]":
    """Those that have not closed."""
    return Agency.objects.exclude(closed_on__lte=today())


def save_agency(by: Any, agency: Agency) -> Agency:
    """Make an agency or give it another name. Raises NotYoursError and ValidationError."""
    require_setting_up(by)
    agency.full_clean()
    agency.save()
    return agency


def close_agency(by: Any, agency: Agency) -> None:
    """Nobody can be enrolled there any more; its people and their records stay. Raises NotYoursError."""
    require_setting_up(by)
    Agency.objects.filter(pk=agency.pk, closed_on=None).update(closed_on=today())


def open_agency(by: Any, agency: Agency) -> None:
    """It was closed by mistake. Raises NotYoursError."""
    require_setting_up(by)
    Agency.objects.filter(pk=agency.pk).update(closed_on=None)


def save_team(by: Any, team: Team) -> Team:
    """Make a team or give it another name. Raises NotYoursError and ValidationError."""
    require_agency(by, team.agency)
    team.full_clean()
    team.save()
    return team


def candidates() -> "QuerySet[User]":
    """Who can be made a lead: whoever has the role already, which site managers give with an invitation."""
    return User.objects.filter(groups__name=TRAINING_LEADS, is_active=True).order_by("last_name", "first_name", "email")


def current_leads(agency: Agency) -> "QuerySet[Lead]":
    """Who looks after an agency or one of its teams today."""
    found = Lead.objects.filter(current(today()), agency=agency).select_related("user", "team")
    return found.order_by("team__name", "user__last_name", "pk")


def appoint(by: Any, user: User, agency: Agency, team: Team | None = None) -> Lead:
    """Somebody looks after an agency's or a team's training from today on.

    Raises NotYoursError, AlreadyThereError, WrongTeamError, and NotThereError if they have not the role.
    """
    require_setting_up(by)
    if team is not None and team.agency_id != agency.pk:
        raise WrongTeamError
    if not candidates().filter(pk=user.pk).exists():
        raise NotThereError
    with transaction.atomic():
        Agency.objects.select_for_update().get(pk=agency.pk)
        if Lead.objects.filter(current(today()), user=user, agency=agency, team=team).exists():
            raise AlreadyThereError
        return Lead.objects.create(user=user, agency=agency, team=team, began_on=today())


def dismiss(by: Any, lead: Lead) -> None:
    """They look after it no more, from today on. Raises NotYoursError."""
    require_setting_up(by)
    Lead.objects.filter(current(today()), pk=lead.pk).update(ended_on=today())
