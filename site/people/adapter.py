"""The single place where Lantern bends django-allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a manager's invitation, never by a stranger."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed: the public needs no account for anything it reads here."""
        return False
