"""What learners say of where they work waits until somebody who looks after the agency confirms or declines it."""

import logging
from smtplib import SMTPException
from typing import Any

from django.core.mail import get_connection
from django.db.models import Q

from training.dates import today
from training.journeys.authority import agencies_led
from training.journeys.belonging import confirm, decline
from training.models import Lead, Learner, Membership
from training.models.agency import current
from training.wording_of_mails import place_mail

logger = logging.getLogger(__name__)


def waiting(user: Any) -> Any:
    """Memberships that somebody may confirm, the oldest first: of the agencies and teams that they look after today."""
    led = Lead.objects.filter(current(today()), user=user.pk).exclude(team=None)
    theirs = Q(agency__in=agencies_led(user)) | Q(team__in=led.values("team"))
    found = Membership.objects.filter(theirs, declared=True, ended_on=None, learner__merged_into=None)
    # Nobody decides about themselves; and a team's lead counts only with the role, as led_by asks.
    found = found.filter(learner__in=Learner.objects.led_by(user)).exclude(learner__in=Learner.objects.of(user))
    return found.select_related("learner__user", "agency", "team", "job_role").order_by("began_on", "pk")


def confirm_and_tell(by: Any, membership: Membership) -> None:
    """It is so; its learner is told once. Raises NotYoursError."""
    if confirm(by, membership):
        _tell(membership, is_confirmed=True)


def decline_and_tell(by: Any, membership: Membership) -> None:
    """It is not so: it ends, and its learner is told. Raises NotYoursError and NotThereError."""
    decline(by, membership)
    _tell(membership, is_confirmed=False)


def _tell(membership: Membership, *, is_confirmed: bool) -> None:
    user = membership.learner.user
    if user is None or not user.is_active:
        return
    try:
        place_mail(user, membership, get_connection(), is_confirmed=is_confirmed).send()
    except (OSError, SMTPException):
        # What was decided holds; the learner sees it when they come back. It names no person.
        logger.exception("The mail about membership %s was not sent", membership.pk)
