"""Invitations: the only way to an account; a link works once, for a week, for one address."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import signing
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from people.journeys import inviting
from people.models import Invitation, User
from tests.people.helpers import is_signed_in, link_in_mail, sign_in, words
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
NADIA = "nadia@bradford.example"
ANSWER = {"first_name": "Nadia", "last_name": "Newcomer", "password": "woven-by-lamplight"}


def role(name: str) -> str:
    """The number of a role, as the form sends it."""
    return str(Group.objects.get(name=name).pk)


@pytest.fixture
def invited(site_manager: Person, mailoutbox: list[Any]) -> str:
    """Nadia has an e-mail; the path of the link in it."""
    data = {"email": "Nadia@Bradford.example", "roles": [role("Editors"), role("Translators: Polish")]}
    answer = site_manager.client.post("/admin/people/invite/", data, follow=True)
    assert f"{NADIA} is invited" in words(answer)
    assert [message.to for message in mailoutbox] == [[NADIA]]
    return link_in_mail()


def test_an_invitation_becomes_an_account_with_its_roles_and_is_signed_in(invited: str) -> None:
    client = Client()
    page = words(client.get(invited))
    assert "You are invited" in page
    assert NADIA in page
    assert client.post(invited, ANSWER)["Location"] == "/admin/"
    user = User.objects.get(email=NADIA)
    assert {group.name for group in user.groups.all()} == {"Editors", "Translators: Polish"}
    assert EmailAddress.objects.get(user=user).verified
    assert (user.is_staff, user.is_superuser) == (False, False)
    assert is_signed_in(client)
    assert is_signed_in(sign_in(NADIA, ANSWER["password"]))


def test_a_link_works_once(invited: str) -> None:
    Client().post(invited, ANSWER)
    for answer in (Client().get(invited), Client().post(invited, {**ANSWER, "password": "another-lamp-in-mills"})):
        assert answer.status_code == 410
        assert "A link works once" in words(answer)
    assert not is_signed_in(sign_in(NADIA, "another-lamp-in-mills"))


def test_a_link_does_not_work_after_a_week_and_can_be_sent_again(
    invited: str, site_manager: Person, mailoutbox: list[Any]
) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = Client().post(invited, ANSWER)
    assert answer.status_code == 410
    assert "too old" in words(answer)
    assert not User.objects.filter(email=NADIA).exists()
    assert "Too old since" in words(site_manager.client.get("/admin/people/"))
    site_manager.client.post(f"/admin/people/invitations/{Invitation.objects.get().pk}/send/")
    newest = link_in_mail()
    assert newest != invited
    assert Client().post(invited, ANSWER).status_code == 404, "an older e-mail's link is good no more"
    assert Client().post(newest, ANSWER).status_code == 302


def test_a_withdrawn_invitation_says_so(invited: str, site_manager: Person) -> None:
    site_manager.client.post(f"/admin/people/invitations/{Invitation.objects.get().pk}/withdraw/")
    answer = Client().post(invited, ANSWER)
    assert answer.status_code == 410
    assert "withdrawn" in words(answer)
    assert not User.objects.filter(email=NADIA).exists()


def test_a_link_that_somebody_made_up_tells_nothing(invited: str) -> None:
    token = invited.rstrip("/").rpartition("/")[2]
    for made_up in ("x", token[:-3] + "abc", signing.dumps([1, 1], salt="another")):
        answer = Client().get(f"/accounts/invitation/{made_up}/")
        assert answer.status_code == 404
        assert "This link is not good" in words(answer)
        assert NADIA not in words(answer)


def test_what_was_typed_is_kept_when_the_password_is_easy_to_guess(invited: str) -> None:
    answer = Client().post(invited, {**ANSWER, "password": "nadia"})
    assert b'value="Nadia"' in answer.content
    assert "too short" in words(answer)
    assert Client().post(invited, ANSWER).status_code == 302, "and the link is still good"


def test_a_member_is_not_invited_again(site_manager: Person, mailoutbox: list[Any]) -> None:
    data = {"email": "editor@lantern.example", "roles": [role("Editors")]}
    answer = site_manager.client.post("/admin/people/invite/", data)
    assert "has an account already" in words(answer)
    assert b'value="editor@lantern.example"' in answer.content
    assert mailoutbox == []


def test_inviting_twice_sends_a_new_link_with_the_new_roles(
    invited: str, site_manager: Person, mailoutbox: list[Any]
) -> None:
    site_manager.client.post("/admin/people/invite/", {"email": NADIA, "roles": [role("Publishers")]})
    assert Invitation.objects.count() == 1
    Client().post(link_in_mail(), ANSWER)
    assert [group.name for group in User.objects.get(email=NADIA).groups.all()] == ["Publishers"]


def test_only_roles_that_the_code_knows_can_be_given(site_manager: Person) -> None:
    other = Group.objects.create(name="Everything")
    answer = site_manager.client.post("/admin/people/invite/", {"email": NADIA, "roles": [str(other.pk)]})
    assert answer.status_code == 200
    assert not Invitation.objects.exists()


def test_whoever_is_signed_in_is_not_mistaken_for_the_invited(invited: str, comms_editor: Person) -> None:
    assert "is signed in here" in words(comms_editor.client.get(invited))
    comms_editor.client.post(invited, ANSWER)
    assert comms_editor.client.session["_auth_user_id"] == str(User.objects.get(email=NADIA).pk)


def test_an_invitation_without_a_password_is_one_to_sign_in_by_code(invited: str) -> None:
    Client().post(invited, {**ANSWER, "password": ""})
    assert not User.objects.get(email=NADIA).has_usable_password()


def test_a_mail_server_that_does_not_answer_loses_no_invitation(
    site_manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(inviting, "send_mail", refuse)
    answer = site_manager.client.post(
        "/admin/people/invite/", {"email": NADIA, "roles": [role("Editors")]}, follow=True
    )
    assert "no e-mail could be sent" in words(answer)
    assert Invitation.objects.get().state == Invitation.PENDING


def test_the_operator_invites_a_manager_and_is_told_the_link() -> None:
    said = StringIO()
    call_command("invite", "maker@bradford.example", "--role", "Site managers", stdout=said)
    path = said.getvalue().strip().partition("//")[2].partition("/")[2]
    client = Client()
    client.post(f"/{path}", ANSWER)
    assert client.get("/admin/people/").status_code == 200
    for wrong in (["x", "--role", "Editors"], ["y@z.example", "--role", "Kings"]):
        with pytest.raises(CommandError):
            call_command("invite", *wrong)
    with pytest.raises(CommandError, match="reset_second_factor"):
        call_command("invite", "maker@bradford.example", "--role", "Editors")


@pytest.mark.parametrize("language", ["ur", "pa", "pl"])
def test_the_page_is_for_the_language_of_the_browser(invited: str, language: str) -> None:
    answer = Client(headers={"accept-language": language}).get(invited)
    assert answer["Content-Language"] == language
    assert "Accept-Language" in answer["Vary"]
    assert "no-store" in answer["Cache-Control"]
    assert f'<html lang="{language}"'.encode() in answer.content
