"""Giving people roles, and switching off whoever leaves."""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import LockableMixin, Page

from people.journeys import second_factor, sessions
from people.models import Invitation, User
from people.roles import SITE_MANAGERS


class LastManager(ValueError):  # noqa: N818
    """The one person who can let others in would be shut out."""

    def __init__(self) -> None:
        super().__init__(
            "This is the last site manager. Make somebody else a site manager first; then nobody is locked out."
        )


def set_roles(user: User, roles: Iterable[Group], by: Any = None) -> None:
    """Give exactly these roles. Raises LastManager."""
    wanted = {group.name for group in roles}
    with transaction.atomic():
        if SITE_MANAGERS not in wanted:
            _keep_a_manager(user)
        before = sorted(user.groups.values_list("name", flat=True))
        user.groups.set(roles)
        log(user, "people.roles", user=by, data={"before": before, "after": sorted(wanted)})


def switch_off(user: User, by: Any = None) -> None:
    """Everything a leaver could still do or hold ends at once. Raises LastManager.

    What they wrote and their name beside it stay. They can be invited again.
    """
    with transaction.atomic():
        _keep_a_manager(user)
        user.is_active = False
        user.is_superuser = user.is_staff = False
        user.set_unusable_password()
        user.save()
        roles = sorted(user.groups.values_list("name", flat=True))
        user.groups.clear()
        user.user_permissions.clear()
        sessions.end_all(user)
        Authenticator.objects.filter(user=user).delete()
        SocialAccount.objects.filter(user=user).delete()
        Invitation.objects.filter(invited_by=user, accepted_at=None, withdrawn_at=None).update(
            withdrawn_at=timezone.now()
        )
        unlocked = _unlock_all(user)
        log(user, "people.switch_off", user=by, data={"roles": roles, "pages_unlocked": unlocked})


def reset_second_factor(user: User, by: Any = None) -> None:
    """For somebody who has lost every factor: forget them all; the next sign-in enrols a new one."""
    second_factor.reset(user)
    log(user, "people.reset_second_factor", user=by)


def is_last_manager(user: User) -> bool:
    """Whether nobody else who can sign in is a site manager."""
    managers = User.objects.filter(groups__name=SITE_MANAGERS, is_active=True)
    return managers.filter(pk=user.pk).exists() and not managers.exclude(pk=user.pk).exists()


def _unlock_all(user: User) -> int:
    """Open the pages and records that this person keeps others out of; how many there were."""
    kinds: list[Any] = [
        Page,
        *(kind for kind in apps.get_models() if issubclass(kind, LockableMixin) and not issubclass(kind, Page)),
    ]
    free = {"locked": False, "locked_by": None, "locked_at": None}
    return sum(kind.objects.filter(locked_by=user).update(**free) for kind in kinds)


def _keep_a_manager(user: User) -> None:
    # Whoever changes the managers holds this row, so two managers cannot switch each other off.
    Group.objects.select_for_update().get(name=SITE_MANAGERS)
    if is_last_manager(user):
        raise LastManager
