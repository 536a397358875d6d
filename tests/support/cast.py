"""The standing cast: the people that tests are about, and what they are signed in with."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.test import Client

from people.models import User


@dataclass
class Person:
    """Somebody with a browser of their own."""

    user: User | None
    client: Client


def signed_in(user: User) -> Person:
    """A person who has just signed in."""
    client = Client()
    client.force_login(user)
    return Person(user, client)


@pytest.fixture
def somebody(db: None) -> Callable[..., Person]:
    """Makes a person with an account, in the groups that are named."""

    def make(email: str, *groups: str) -> Person:
        user = User.objects.create_user(email, "a-lamp-in-the-mill", first_name=email.partition("@")[0])
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        user.groups.add(*(Group.objects.get(name=name) for name in groups))
        return signed_in(user)

    return make


@pytest.fixture
def comms_editor(db: None) -> Person:
    """Writes pages and campaigns; the demonstration's own account."""
    return signed_in(User.objects.get(email="editor@lantern.example"))


@pytest.fixture
def desk_officer(db: None) -> Person:
    """Screens comments and, later, answers concerns; the demonstration's own account."""
    return signed_in(User.objects.get(email="desk@lantern.example"))


@pytest.fixture
def translator(somebody: Callable[..., Person]) -> Person:
    """Translates pages, and publishes nothing."""
    group, _made = Group.objects.get_or_create(name="Translators")
    group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    group.permissions.add(*Permission.objects.filter(codename="submit_translation"))
    return somebody("translator@lantern.example", "Translators")


@pytest.fixture
def learner(somebody: Callable[..., Person]) -> Person:
    """Has an account to learn with, and nothing else."""
    return somebody("learner@lantern.example")


@pytest.fixture
def outsider(db: None) -> Person:
    """Anybody: a reader without an account."""
    return Person(None, Client())
