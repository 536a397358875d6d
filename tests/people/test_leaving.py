"""A leaver is switched off in one step; the last manager never is, whoever asks at the same moment."""

import threading
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from pages.models import Fact
from people.journeys import inviting, membership
from people.models import Invitation, User
from people.roles import SITE_MANAGERS
from tests.people.helpers import is_signed_in, link_in_mail, sign_in, user_of, words
from tests.support.cast import Person


@pytest.fixture
def leaver(somebody: Callable[..., Person]) -> Person:
    """Somebody who works in two roles, with all that people gather."""
    person = somebody("leaver@lantern.example", "Publishers", SITE_MANAGERS)
    assert person.user
    TOTP.activate(person.user, generate_totp_secret())
    SocialAccount.objects.create(user=person.user, provider="council", uid="1")
    inviting.invite("friend@lantern.example", [Group.objects.get(name="Editors")], by=person.user)
    Page.objects.filter(depth=2, locale__language_code="en").update(
        locked=True, locked_by=person.user, locked_at=timezone.now()
    )
    Fact.objects.filter(locale__language_code="en").update(locked=True, locked_by=person.user)
    return person


def off(manager: Person, person: Person) -> Any:
    """A manager presses the button and confirms."""
    assert person.user
    address = f"/admin/people/{person.user.pk}/switch-off/"
    assert "signed out everywhere" in words(manager.client.get(address))
    return manager.client.post(address, follow=True)


@pytest.mark.django_db
def test_everything_ends_at_once(site_manager: Person, leaver: Person) -> None:
    assert leaver.user
    assert leaver.client.get("/admin/").status_code == 200
    assert "is switched off" in words(off(site_manager, leaver))
    assert leaver.client.get("/admin/")["Location"].startswith("/accounts/login/")
    user = user_of("leaver@lantern.example")
    assert (user.is_active, user.has_usable_password(), user.groups.count()) == (False, False, 0)
    for model in (Authenticator, SocialAccount, UserSession):
        assert not model.objects.filter(user=user).exists(), model
    assert Invitation.objects.get(email="friend@lantern.example").state == Invitation.WITHDRAWN
    assert not Page.objects.filter(locked_by=user).exists()
    assert not Fact.objects.filter(locked=True).exists()
    assert not Page.objects.filter(depth=2, locale__language_code="en", locked=True).exists()
    entry = ModelLogEntry.objects.get(action="people.switch_off")
    assert entry.user == site_manager.user
    assert entry.data["roles"] == ["Publishers", SITE_MANAGERS]
    assert "Switched off" in words(site_manager.client.get("/admin/people/"))


@pytest.mark.django_db
def test_a_switched_off_account_cannot_sign_in_by_any_way(site_manager: Person, leaver: Person) -> None:
    off(site_manager, leaver)
    assert not is_signed_in(sign_in("leaver@lantern.example"))
    client = Client()
    client.post("/accounts/login/code/", {"email": "leaver@lantern.example"})
    client.post("/accounts/password/reset/", {"email": "leaver@lantern.example"})
    assert not is_signed_in(client)


@pytest.mark.django_db
def test_nobody_is_switched_off_by_opening_a_page(site_manager: Person, leaver: Person) -> None:
    assert leaver.user
    site_manager.client.get(f"/admin/people/{leaver.user.pk}/switch-off/")
    assert user_of("leaver@lantern.example").is_active


@pytest.mark.django_db
def test_somebody_who_left_is_invited_again_with_new_roles(
    site_manager: Person, leaver: Person, mailoutbox: list[Any]
) -> None:
    assert leaver.user
    off(site_manager, leaver)
    page = site_manager.client.get(f"/admin/people/{leaver.user.pk}/")
    assert b"/admin/people/invite/?email=leaver%40lantern.example" in page.content
    data = {"email": "leaver@lantern.example", "roles": [str(Group.objects.get(name="Editors").pk)]}
    site_manager.client.post("/admin/people/invite/", data)
    client = Client()
    client.post(link_in_mail(), {"first_name": "Lea", "last_name": "Back", "password": "woven-by-lamplight"})
    user = user_of("leaver@lantern.example")
    assert (user.pk, user.is_active, [group.name for group in user.groups.all()]) == (leaver.user.pk, True, ["Editors"])
    assert is_signed_in(client)
    assert EmailAddress.objects.filter(user=user).count() == 1


@pytest.mark.django_db
def test_the_last_manager_is_neither_switched_off_nor_demoted(site_manager: Person) -> None:
    assert site_manager.user
    address = f"/admin/people/{site_manager.user.pk}/"
    assert "This is the last site manager" in words(site_manager.client.get(address))
    answer = site_manager.client.post(f"{address}switch-off/", follow=True)
    assert b"Make somebody else a site manager first" in answer.content
    editors = str(Group.objects.get(name="Editors").pk)
    assert b"Make somebody else a site manager first" in site_manager.client.post(address, {"roles": editors}).content
    user = user_of("manager@lantern.example")
    assert user.is_active
    assert user.groups.filter(name=SITE_MANAGERS).exists()


@pytest.mark.django_db
def test_a_manager_who_is_switched_off_does_not_count(site_manager: Person, leaver: Person) -> None:
    off(site_manager, leaver)
    assert site_manager.user
    with pytest.raises(membership.LastManager):
        membership.set_roles(site_manager.user, Group.objects.none())


def test_two_managers_cannot_switch_each_other_off_at_the_same_moment(spoilt_database: None) -> None:
    first = User.objects.get(email="manager@lantern.example")
    second = User.objects.create_user("second@lantern.example")
    second.groups.add(Group.objects.get(name=SITE_MANAGERS))
    start, problems = threading.Barrier(2), []

    def press(target: User, by: User) -> None:
        try:
            start.wait(10)
            membership.switch_off(target, by)
        except membership.LastManager as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(problems) == 1
    assert User.objects.filter(groups__name=SITE_MANAGERS, is_active=True).count() == 1


@pytest.mark.django_db
def test_a_locked_out_last_manager_is_let_in_by_the_operator(somebody: Callable[..., Person]) -> None:
    user = somebody("last@lantern.example", SITE_MANAGERS).user
    assert user
    client = sign_in("last@lantern.example")
    TOTP.activate(user, generate_totp_secret())
    assert client.get("/admin/").status_code == 200
    said = StringIO()
    call_command("reset_second_factor", "Last@lantern.example", stdout=said)
    assert "chooses a new second factor" in said.getvalue()
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/admin/").status_code == 302, "a session that somebody else may hold is ended"
    assert is_signed_in(sign_in("last@lantern.example"))
    with pytest.raises(CommandError, match="no account"):
        call_command("reset_second_factor", "nobody@lantern.example")


@pytest.mark.django_db
def test_a_manager_lets_somebody_choose_a_new_second_factor(site_manager: Person, leaver: Person) -> None:
    assert leaver.user
    site_manager.client.post(f"/admin/people/{leaver.user.pk}/second-factor/")
    assert not Authenticator.objects.filter(user=leaver.user).exists()
    assert ModelLogEntry.objects.filter(action="people.reset_second_factor", user=site_manager.user).exists()
