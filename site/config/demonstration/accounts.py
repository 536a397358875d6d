"""Accounts of the demonstration, one a role, with published passwords."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group

from people import roles
from people.models import User


def load_accounts() -> None:
    """One account for each role; only where the settings name them."""
    roles.apply()
    for role, name, email, password in published_accounts():
        first, _space, last = name.partition(" ")
        user = User.objects.create_user(email, password, first_name=first, last_name=last)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        user.groups.add(Group.objects.get(name=role))


def published_accounts() -> list[tuple[str, str, str, str]]:
    """Role, name, e-mail address and password of each; none in a site that is not the demonstration's."""
    return getattr(settings, "DEMONSTRATION_ACCOUNTS", [])
