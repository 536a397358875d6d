"""The standing cast: the people that tests are about, and what they are signed in with."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
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
    """Writes pages and campaigns, and puts nothing before readers."""
    return signed_in(User.objects.get(email="editor@lantern.example"))


@pytest.fixture
def comms_publisher(db: None) -> Person:
    """Approves, schedules and publishes."""
    return signed_in(User.objects.get(email="publisher@lantern.example"))


@pytest.fixture
def site_manager(db: None) -> Person:
    """Looks after people and settings."""
    return signed_in(User.objects.get(email="manager@lantern.example"))


@pytest.fixture
def desk_officer(db: None) -> Person:
    """Screens comments and, later, answers concerns."""
    return signed_in(User.objects.get(email="desk@lantern.example"))


@pytest.fixture
def desk_head(db: None) -> Person:
    """Manages the safeguarding desk: sets up its keys, admits officers, reads concerns about the desk."""
    return signed_in(User.objects.get(email="head@lantern.example"))


@pytest.fixture
def translator(db: None) -> Person:
    """Translates into Urdu, and publishes nothing."""
    return signed_in(User.objects.get(email="translator@lantern.example"))


@pytest.fixture
def training_lead(db: None) -> Person:
    """Has a role that comes with training."""
    return signed_in(User.objects.get(email="lead@lantern.example"))


@pytest.fixture
def learner(somebody: Callable[..., Person]) -> Person:
    """Has an account to learn with, and nothing else."""
    return somebody("learner@lantern.example")


@pytest.fixture
def outsider(db: None) -> Person:
    """Anybody: a reader without an account."""
    return Person(None, Client())
