"""Accounts: known by an e-mail address, made by invitation, never by a stranger."""

import pytest
from django.core import mail
from django.test import Client

from people.models import User
from tests.pages.helpers import soup, text
from tests.support.cast import Person

pytestmark = pytest.mark.django_db


def test_an_address_is_kept_in_small_letters_and_names_one_account() -> None:
    user = User.objects.create_user("Amina@Lantern.EXAMPLE", "a-lamp-in-the-mill")
    assert user.email == "amina@lantern.example"
    assert not user.is_staff
    assert not user.is_superuser
    assert str(user) == "amina@lantern.example"


def test_nobody_makes_an_account_for_themselves() -> None:
    data = {"email": "stranger@lantern.example", "password1": "a-lamp-in-the-mill", "password2": "a-lamp-in-the-mill"}
    response = Client().post("/accounts/signup/", data)
    assert not User.objects.filter(email="stranger@lantern.example").exists()
    assert "closed" in text(soup(response)).lower()


def test_somebody_with_an_account_signs_in_with_address_and_password(learner: Person) -> None:
    client = Client()
    response = client.post("/accounts/login/", {"login": "LEARNER@lantern.example", "password": "a-lamp-in-the-mill"})
    assert response.status_code == 302
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["learner@lantern.example", "nobody@lantern.example"])
def test_a_wrong_password_and_an_unknown_address_sound_the_same(learner: Person, login: str) -> None:
    response = Client().post("/accounts/login/", {"login": login, "password": "wrong"})
    assert response.status_code == 200
    assert (
        text(soup(response).select_one(".errorlist, .error-summary, .field__error"))
        == "This e-mail address and password do not belong together. Please try again."
    )


def test_asking_for_a_new_password_does_not_say_who_has_an_account(learner: Person) -> None:
    answers = [
        Client().post("/accounts/password/reset/", {"email": email})
        for email in ("learner@lantern.example", "nobody@lantern.example")
    ]
    assert [(answer.status_code, answer.headers.get("Location")) for answer in answers] == [
        (302, "/accounts/password/reset/done/")
    ] * 2
    assert {message.to[0] for message in mail.outbox} == {"learner@lantern.example", "nobody@lantern.example"}


def test_a_learner_has_no_way_into_the_admin(learner: Person) -> None:
    response = learner.client.get("/admin/", follow=False)
    assert response.status_code == 302
    for address in ("/admin/pages/", "/admin/users/", "/admin/snippets/", "/admin/reports/site-history/"):
        assert learner.client.get(address).status_code in (302, 403)


def test_an_editor_manages_no_accounts_and_no_settings(comms_editor: Person) -> None:
    for address in ("/admin/users/", "/admin/groups/", "/admin/sites/", "/admin/users/new/"):
        assert comms_editor.client.get(address).status_code in (302, 403), address


def test_a_session_ends_with_the_browser(learner: Person) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "learner@lantern.example", "password": "a-lamp-in-the-mill"})
    cookie = client.cookies["lantern_session"]
    assert (cookie["expires"], cookie["httponly"], cookie["samesite"]) == ("", True, "Lax")
