"""Who may do what to whose record. Deny by default; the same rules as in the managers of the models."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from people.roles import TRAINING_LEADS, has_role
from training.dates import today
from training.errors import NotYoursError
from training.models import Agency, Lead, Learner, Session, Team
from training.models.agency import current


def sees_sums(user: Any) -> bool:
    """The board: sums of every agency, in which nobody can be found."""
    return sees_every_agency(user) or bool(
        user.is_authenticated and user.is_active and user.has_perm("training.view_summary")
    )


def sees_every_agency(user: Any) -> bool:
    """Whoever sets training up: every record of every agency."""
    return bool(user.is_authenticated and user.is_active and user.has_perm("training.view_every_agency"))


def leads(user: Any, agency: Agency | None) -> bool:
    """Whether somebody looks after all of an agency today. After people without one looks the board."""
    if sees_every_agency(user):
        return True
    if agency is None or not (user.is_authenticated and has_role(user, TRAINING_LEADS)):
        return False
    return Lead.objects.filter(current(today()), user=user, agency=agency, team=None).exists()


def agencies_led(user: Any) -> "QuerySet[Agency]":
    """The agencies that somebody looks after as a whole today; every one for the board."""
    if sees_every_agency(user):
        return Agency.objects.all()
    if not (user.is_authenticated and has_role(user, TRAINING_LEADS)):
        return Agency.objects.none()
    led = Lead.objects.filter(current(today()), user=user, team=None)
    return Agency.objects.filter(pk__in=led.values("agency"))


def sets_up(user: Any) -> bool:
    """Whether somebody makes agencies, says who leads them, and what every agency's people must do."""
    return sees_every_agency(user) and user.has_perms(["training.change_agency", "training.change_requirement"])


def may_require(user: Any, agencies: Collection[int]) -> bool:
    """Whether somebody may say what the people of these agencies must do; none named is every agency."""
    if sets_up(user):
        return True
    return bool(agencies) and {*agencies} <= set(agencies_led(user).values_list("pk", flat=True))


def is_theirs(user: Any, learner: Learner) -> bool:
    """Whether the record is this person's own."""
    return Learner.objects.of(user).filter(one_record(learner)).exists()


def one_record(learner: Learner) -> Q:
    """The learner, or whoever they were merged into by now, whatever the caller knew of it."""
    return Q(pk=learner.pk) | Q(merged=learner.pk)


def other_than(learner: Learner, by: Any) -> Any:
    """Whoever acts, for the log; None if it is the learner, whom the event names already."""
    return None if is_theirs(by, learner) else by


def require_own(user: Any, learner: Learner) -> None:
    """Raises NotYoursError unless the record is this person's own."""
    if not is_theirs(user, learner):
        raise NotYoursError


def require_led(user: Any, learner: Learner) -> None:
    """Raises NotYoursError unless this person looks after the learner. Nobody decides about themselves."""
    if is_theirs(user, learner) or not Learner.objects.led_by(user).filter(one_record(learner)).exists():
        raise NotYoursError


def require_place(user: Any, learner: Learner, *agencies: Agency | None) -> None:
    """Raises NotYoursError unless it is their own record, or they look after every one of the agencies."""
    if not (is_theirs(user, learner) or all(leads(user, agency) for agency in agencies)):
        raise NotYoursError


def require_agency(user: Any, agency: Agency) -> None:
    """Raises NotYoursError unless this person looks after all of an agency."""
    if not leads(user, agency):
        raise NotYoursError


def require_setting_up(user: Any) -> None:
    """Raises NotYoursError for everybody but those who set training up."""
    if not sets_up(user):
        raise NotYoursError


def require_sums(user: Any) -> None:
    """Raises NotYoursError for whoever may not see the sums of every agency."""
    if not sees_sums(user):
        raise NotYoursError


def require_board(user: Any) -> None:
    """Raises NotYoursError for everybody but the board."""
    if not sees_every_agency(user):
        raise NotYoursError


def require_lead_of_team(user: Any, team: Team | None) -> None:
    """Raises NotYoursError unless this person looks after that team today."""
    if team is None or not Lead.objects.filter(current(today()), user=user, team=team).exists():
        raise NotYoursError


def sessions_run_by(user: Any) -> "QuerySet[Session]":
    """The sessions that somebody makes and changes: every one, or those for an agency that they look after alone."""
    if sets_up(user):
        return Session.objects.all()
    return Session.objects.filter(agency__in=agencies_led(user))


def require_session(user: Any, agency: Agency | None) -> None:
    """Raises NotYoursError unless this person may give a session to these people; None is everybody."""
    if not (sets_up(user) or (agency is not None and leads(user, agency))):
        raise NotYoursError
