"""Accounts: by invitation alone, and without anybody's IP address."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from people.journeys import second_factor


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a manager's invitation, never by a stranger."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail address and password do not belong together. Please try again."),
        "too_many_login_attempts": _("That was tried too often. Wait five minutes, then try again."),
        "rate_limited": _("That was tried too often. Wait a minute, then try again."),
        "incorrect_code": _("This code is not right. Please type it again."),
        "incorrect_password": _("This password is not right. Please type it again."),
        "invalid_or_expired_key": _("This link has been used, or it is too old. Please ask for a new one."),
        "invalid_password_reset": _("This link has been used, or it is too old. Please ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed: the public needs no account for anything it reads here."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff go on to the admin, everybody else to their own account."""
        return reverse("wagtailadmin_home" if request.user.has_perm("wagtailadmin.access_admin") else "account_home")

    def get_client_ip(self, request: HttpRequest) -> str:
        """A sign for the address that cannot be turned back into it: limits count by it, and nothing keeps it."""
        return salted_hmac("people.limits", super().get_client_ip(request), algorithm="sha256").hexdigest()[:32]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Somebody who signed in a moment ago need not do so again to get their first second factor."""
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        if not required or app != "allauth.mfa":
            return required
        request = context.request
        recent = time.time() - second_factor.proved_at(request) < app_settings.REAUTHENTICATION_TIMEOUT
        return not (recent and second_factor.is_enrolling(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every mail knows the name of the site."""
        super().send_mail(
            template_prefix, email, {**context, "site_name": settings.SITE_NAME, "public_url": settings.PUBLIC_URL}
        )

    def can_delete_email(self, email_address: Any) -> bool:
        """An account is known by its address."""
        return not email_address.primary
