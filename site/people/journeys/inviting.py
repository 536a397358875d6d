"""Invitations: asking somebody to join, and their coming in."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from people.journeys.second_factor import has_staff_rights
from people.models import Invitation, User
from people.models.invitation import in_a_week

SALT = "people.invitation"


class CannotInvite(ValueError):  # noqa: N818
    """Why nobody was invited, in a sentence for whoever tried."""


class NotOpen(ValueError):  # noqa: N818
    """An invitation that cannot be accepted; `state` says why."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


MEMBER = "member"


def invite(email: str, roles: Iterable[Group], by: Any = None) -> Invitation:
    """Make an open invitation; it is not sent yet. Raises CannotInvite.

    An address that was invited before and has not answered gets the new roles and a new link; the
    link of the earlier e-mail is good no more.
    """
    address = email.strip().lower()
    with transaction.atomic():
        account = User.objects.filter(email__iexact=address, is_active=True).first()
        if account is not None and has_staff_rights(account):
            raise CannotInvite("This person has an account already. Change their roles in the list of people.")
        # One at a time; the database holds one open invitation an address.
        invitation, _made = Invitation.objects.select_for_update().update_or_create(
            email=address,
            accepted_at=None,
            withdrawn_at=None,
            defaults={"invited_by": by, "expires_at": in_a_week()},
        )
        invitation.roles.set(roles)
        log(invitation, "people.invite", user=by, data={"roles": sorted(group.name for group in roles)})
    return invitation


def link(invitation: Invitation) -> str:
    """A new link for an open invitation, good until it ends; older links are good no more."""
    Invitation.objects.filter(pk=invitation.pk).update(sent=invitation.sent + 1, expires_at=in_a_week())
    invitation.refresh_from_db()
    token = signing.dumps([invitation.pk, invitation.sent], salt=SALT)
    return f"{settings.PUBLIC_URL}{reverse('invitation', args=[token])}"


def send(invitation: Invitation, by: Any = None) -> None:
    """E-mail the link. Raises OSError when no mail can be sent; the invitation is kept and can be sent again."""
    context = {
        "address": link(invitation),
        "site_name": settings.SITE_NAME,
        "roles": [group.name for group in invitation.roles.order_by("name")],
        "inviter": str(by) if by else "",
        "expires_at": invitation.expires_at,
    }
    subject = " ".join(render_to_string("people/email/invitation_subject.txt", context).split())
    send_mail(subject, render_to_string("people/email/invitation.txt", context), None, [invitation.email])


def withdraw(invitation: Invitation, by: Any = None) -> None:
    """Its link is good no more."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
    log(invitation, "people.withdraw", user=by)


def find(token: str) -> Invitation | None:
    """The invitation of a link, whatever its state; none if the link is not one of ours or not the newest."""
    try:
        pk, sent = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Invitation.objects.filter(pk=pk, sent=sent).first()


def pending(email: str) -> Invitation | None:
    """The open invitation of an address."""
    return Invitation.objects.filter(
        email__iexact=email, accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    ).first()


def state_of(invitation: Invitation) -> str:
    """Its own state, or that its address has an account by now."""
    if invitation.state == Invitation.PENDING:
        # Somebody who only learns here has an account and no rights: to them an invitation is still open.
        account = User.objects.filter(email=invitation.email, is_active=True).first()
        if account is not None and has_staff_rights(account):
            return MEMBER
    return invitation.state


def accept(token: str, first_name: str, last_name: str, password: str) -> User:
    """Make the account of an invitation, or switch it on again. Raises NotOpen; a link works once."""
    with transaction.atomic():
        found = find(token)
        invitation = found and Invitation.objects.select_for_update().get(pk=found.pk)
        if invitation is None:
            raise NotOpen("unknown")
        if state_of(invitation) != Invitation.PENDING:
            raise NotOpen(state_of(invitation))
        user = User.objects.filter(email=invitation.email).first() or User(email=invitation.email)
        user.first_name, user.last_name = first_name, last_name
        user.set_password(password or None)
        user.is_active = True
        user.save()
        EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
        fulfil(invitation, user)
    return user


def fulfil(invitation: Invitation, user: User) -> None:
    """Give an account the roles of its invitation, which is then used up."""
    user.groups.set(invitation.roles.all())
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=timezone.now(), account=user)
    log(user, "people.join", user=user, data={"roles": sorted(group.name for group in invitation.roles.all())})
