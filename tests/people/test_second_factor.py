"""The second factor: everybody with staff rights enrols one before a door opens, and can come back without it."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings

from people.journeys import second_factor
from people.models import User
from tests.pages.helpers import soup
from tests.people.helpers import PASSWORD, code_for, is_signed_in, sign_in, words
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
EDITOR = "edie@lantern.example"


@pytest.fixture(autouse=True)
def in_earnest(settings: Settings, somebody: Callable[..., Person]) -> None:
    """As a real site, and as if nobody had guessed before; and an editor whose password the tests can check."""
    somebody(EDITOR, "Editors")
    settings.SECOND_FACTOR_MAY_BE_SKIPPED = False
    cache.clear()


@pytest.fixture
def enrol(monkeypatch: pytest.MonkeyPatch) -> Callable[[Client], str]:
    """Enrols an authenticator app as the pages offer it; the app's secret."""
    # The test's own transaction is never committed.
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_options: do())

    def do(client: Client) -> str:
        page = soup(client.get("/accounts/2fa/totp/activate/"))
        shown = page.select_one(".accounts__key")
        assert shown, page
        answer = client.post("/accounts/2fa/totp/activate/", {"code": code_for(shown.text)})
        assert answer["Location"] == "/accounts/2fa/recovery-codes/"
        return shown.text

    return do


def codes_on(response: Any) -> list[str]:
    """The recovery codes that a page shows."""
    return [code.text for code in soup(response).select(".accounts__codes code")]


def test_an_editors_first_sign_in_leads_over_the_second_factor_to_where_they_wanted_to_go(
    enrol: Callable[[Client], str],
) -> None:
    client = Client()
    answer = client.post("/accounts/login/?next=/admin/reports/", {"login": EDITOR, "password": PASSWORD})
    answer = client.get("/admin/reports/locked/")
    assert answer["Location"] == "/accounts/second-factor/?next=%2Fadmin%2Freports%2Flocked%2F"
    assert "Choose your second factor" in words(client.get(answer["Location"]))
    enrol(client)
    codes = codes_on(client.get("/accounts/2fa/recovery-codes/"))
    assert len(codes) == 10
    assert codes_on(client.get("/accounts/2fa/recovery-codes/")) == [], "codes are shown once"
    assert client.get("/accounts/second-factor/done/")["Location"] == "/admin/reports/locked/"
    assert client.get("/admin/").status_code == 200


def test_the_next_sign_in_asks_for_it_and_a_recovery_code_works_once(enrol: Callable[[Client], str]) -> None:
    client = sign_in(EDITOR)
    secret = enrol(client)
    code = codes_on(client.get("/accounts/2fa/recovery-codes/"))[0]
    again = sign_in(EDITOR)
    assert not is_signed_in(again)
    assert "is not right" in words(again.post("/accounts/2fa/authenticate/", {"code": "000000"}))
    # The code of the enrolment itself is used up.
    again.post("/accounts/2fa/authenticate/", {"code": code_for(secret, later=1)})
    assert is_signed_in(again)
    assert again.get("/admin/").status_code == 200
    for attempt, works in (("first", True), ("second", False)):
        lost = sign_in(EDITOR)
        lost.post("/accounts/2fa/authenticate/", {"code": code})
        assert is_signed_in(lost) is works, attempt


def test_a_session_from_before_the_factor_was_enrolled_has_to_show_it(enrol: Callable[[Client], str]) -> None:
    early, client = sign_in(EDITOR), sign_in(EDITOR)
    secret = enrol(client)
    answer = early.get("/admin/")
    assert answer["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert client.get("/admin/").status_code == 200
    early.post(answer["Location"], {"code": code_for(secret, later=1)})
    assert early.get("/admin/").status_code == 200


def test_changing_factors_needs_to_be_confirmed_again(
    enrol: Callable[[Client], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(EDITOR)
    enrol(client)
    import time

    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 301)
    for address in ("/accounts/2fa/totp/deactivate/", "/accounts/2fa/webauthn/add/"):
        assert "reauthenticate" in client.get(address)["Location"], address
    assert "reauthenticate" in client.post("/accounts/2fa/totp/deactivate/")["Location"]
    assert Authenticator.objects.filter(user__email=EDITOR, type="totp").exists()


def test_no_secret_lies_readable_in_the_database(enrol: Callable[[Client], str]) -> None:
    client = sign_in(EDITOR)
    secret = enrol(client)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_somebody_without_rights_is_asked_for_nothing(learner: Person) -> None:
    client = sign_in("learner@lantern.example")
    assert client.get("/accounts/").status_code == 200
    assert client.get("/admin/")["Location"] == "/accounts/"
    assert "no rights there" in words(client.get("/accounts/"))


def asks(user: Any, path: str) -> bool:
    """Whether a second factor is required of somebody at an address."""
    request: HttpRequest = RequestFactory().get(path)
    request.user = user
    return second_factor.required_at(request)


@pytest.mark.parametrize("role", ["manager", "publisher", "editor", "translator", "desk"])
def test_every_role_needs_one_at_every_door(role: str) -> None:
    user = User.objects.get(email=f"{role}@lantern.example")
    assert all(asks(user, path) for path in ("/admin/", "/admin/pages/", "/desk/", "/desk/inbox/"))
    assert not any(asks(user, path) for path in ("/", "/en/", "/accounts/", "/administration/"))


def test_the_demonstration_may_skip_it_but_never_at_the_desk(settings: Settings, learner: Person) -> None:
    settings.SECOND_FACTOR_MAY_BE_SKIPPED = True
    desk = User.objects.get(email="desk@lantern.example")
    assert not asks(desk, "/admin/")
    assert asks(desk, "/desk/")
    assert not asks(learner.user, "/desk/")
    assert not asks(AnonymousUser(), "/desk/")
    page = soup(sign_in(EDITOR).get("/admin/"))
    assert "Only in this demonstration" in str(page.select_one(".w-demonstration-only"))
    assert "Only in this demonstration" in str(soup(Client().get("/accounts/login/")))


def test_a_real_site_shows_no_red_line(enrol: Callable[[Client], str]) -> None:
    client = sign_in(EDITOR)
    enrol(client)
    assert b"Only in this demonstration" not in client.get("/admin/").content
    assert b"Only in this demonstration" not in client.get("/accounts/").content


def test_guessing_codes_is_stopped_and_told_in_words(enrol: Callable[[Client], str]) -> None:
    enrol(sign_in(EDITOR))
    client = sign_in(EDITOR)
    said = [words(client.post("/accounts/2fa/authenticate/", {"code": f"00000{n}"})) for n in range(7)]
    assert "Wait five minutes, then try again." in said[-1]
    assert not is_signed_in(client)


def test_guessing_passwords_is_stopped_and_told_in_words(learner: Person) -> None:
    said = [
        words(Client().post("/accounts/login/", {"login": "learner@lantern.example", "password": f"guess-{n}"}))
        for n in range(7)
    ]
    assert "Wait five minutes, then try again." in said[-1]
    assert not is_signed_in(sign_in("learner@lantern.example")), "not even the right one, for a while"


def test_the_cache_that_counts_guesses_holds_nobodys_address(learner: Person) -> None:
    Client(REMOTE_ADDR="203.0.113.77").post("/accounts/login/", {"login": "learner@lantern.example", "password": "x"})
    keys = local_keys()
    assert any("login_failed" in key for key in keys)
    assert not any("203.0.113.77" in key for key in keys)


def local_keys() -> list[str]:
    """The keys of the cache in this process."""
    from django.core.cache import caches

    return [str(key) for key in vars(caches["default"])["_cache"]]


def test_a_code_by_mail_signs_in_and_three_wrong_ones_end_the_attempt(learner: Person, mailoutbox: list[Any]) -> None:
    import re

    client = Client()
    client.post("/accounts/login/code/", {"email": "learner@lantern.example"})
    page = words(client.get("/accounts/login/code/confirm/"))
    assert "Type the code" in page
    found = re.search(r"^([A-Z0-9-]{6,9})$", mailoutbox[-1].body, re.MULTILINE)
    assert found, mailoutbox[-1].body
    assert not is_signed_in(client)
    client.post("/accounts/login/code/confirm/", {"code": found[1]})
    assert is_signed_in(client)
    guesser = Client()
    guesser.post("/accounts/login/code/", {"email": "learner@lantern.example"})
    for _attempt in range(3):
        answer = guesser.post("/accounts/login/code/confirm/", {"code": "AAAAAA"})
    assert answer["Location"].startswith("/accounts/login/")
    assert not is_signed_in(guesser)


def test_asking_for_a_code_does_not_say_who_has_an_account(learner: Person) -> None:
    answers = []
    for email in ("learner@lantern.example", "nobody@lantern.example"):
        client = Client()
        answer = client.post("/accounts/login/code/", {"email": email})
        page = words(client.get(answer["Location"])).replace(email, "")
        answers.append((answer.status_code, answer["Location"], page))
    assert answers[0] == answers[1]


def test_recovery_codes_are_a_way_back_and_no_factor_by_themselves() -> None:
    assert Authenticator.Type.RECOVERY_CODES not in second_factor.FACTORS


NEW = {"action_add": "", "email": "edith@lantern.example"}


def addresses() -> dict[str, bool]:
    """The addresses of the editor, and whether each is confirmed."""
    return dict(EmailAddress.objects.filter(user__email=EDITOR).values_list("email", "verified"))


def test_whoever_has_a_factor_can_change_their_address(enrol: Callable[[Client], str]) -> None:
    client = sign_in(EDITOR)
    secret = enrol(client)
    client.post("/accounts/2fa/reauthenticate/", {"code": code_for(secret, later=1)})
    client.post("/accounts/email/", NEW)
    assert addresses() == {EDITOR: True, NEW["email"]: False}


def test_an_address_that_waits_to_be_confirmed_does_not_keep_anybody_from_enrolling(
    enrol: Callable[[Client], str],
) -> None:
    client = sign_in(EDITOR)
    EmailAddress.objects.create(user=User.objects.get(email=EDITOR), email=NEW["email"], verified=False)
    enrol(client)
    assert Authenticator.objects.filter(user__email=EDITOR, type="totp").exists()


def test_a_browser_that_was_left_open_does_not_change_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in(EDITOR)
    import time

    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 301)
    answer = client.post("/accounts/email/", NEW)
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert addresses() == {EDITOR: True}
    # The password, and then what was typed goes on by itself.
    client.post(answer["Location"], {"password": PASSWORD})
    assert NEW["email"] in addresses()
