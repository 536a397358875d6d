"""Sign-in with an organisation's own account: only for people who are expected here.

What a provider says is believed for the domains that the settings give it, and for no other: one
organisation can never speak for another's people (docs/decisions/0014).
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import redirect

from people.journeys import inviting
from people.models import User


class AgencyAdapter(DefaultSocialAccountAdapter):
    """Finds the account or the invitation that a provider's person belongs to."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Believe no more than the provider may say; nothing can be connected by hand."""
        app = sociallogin.provider.app
        for address in sociallogin.email_addresses:
            address.verified = is_vouched_for(app.settings, address.email, sociallogin.account.extra_data)
        if sociallogin.state.get("process") == "connect":
            raise ImmediateHttpResponse(redirect("account_home"))

    def authenticate_by_email(self, sociallogin: Any) -> tuple[Any, str] | None:
        """The account with this very address, if both sides have verified it."""
        app = sociallogin.provider.app
        for address in sociallogin.email_addresses:
            if is_vouched_for(app.settings, address.email, sociallogin.account.extra_data):
                known = EmailAddress.objects.filter(
                    email__iexact=address.email, verified=True, user__email__iexact=address.email
                ).select_related("user")
                for own in known:
                    return own.user, own.email
        return None

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """For invited addresses; for everybody of a provider whose settings say so. Only verified addresses count."""
        verified = [address.email for address in sociallogin.email_addresses if address.verified]
        if not verified or User.objects.filter(email__iexact=verified[0]).exists():
            return False
        return bool(sociallogin.provider.app.settings["new_accounts"] or inviting.pending(verified[0]))

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Addresses are kept in small letters, as all others."""
        user = super().populate_user(request, sociallogin, data)
        user.email = user.email.lower()
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        """A new account has the rights of its invitation, and otherwise none."""
        user = super().save_user(request, sociallogin, form)
        invitation = inviting.pending(user.email)
        if invitation:
            inviting.fulfil(invitation, user)
        return user


def is_vouched_for(options: dict[str, Any], email: str, said: dict[str, Any]) -> bool:
    """Whether a provider may speak for an address, and says that it has verified it."""
    claims = said.get("userinfo") or said.get("id_token") or said
    domain = email.rpartition("@")[2].lower()
    if domain not in options["domains"] or str(claims.get("email", "")).lower() != email.lower():
        return False
    return options["always_verified"] or claims.get("email_verified") in (True, "true")
