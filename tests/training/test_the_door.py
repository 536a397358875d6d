"""The learner's door: any address gets the same page and the same mail; an account begins when its code comes back."""

import re
import time
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from people.models import User
from tests.people.helpers import is_signed_in
from tests.support.cast import Person
from tests.support.forms import FROM_ELSEWHERE, SAME_SITE

pytestmark = pytest.mark.django_db
DOOR, CODE, HOME = "/en/learn/", "/en/learn/code/", "/en/learn/"


@pytest.fixture(autouse=True)
def nothing_counted_yet() -> None:
    """Limits count in the cache."""
    cache.clear()


@pytest.fixture
def browser() -> Client:
    """One that says where its posts come from."""
    return Client(headers=SAME_SITE)


def code_in_mail() -> str:
    """The code of the latest mail."""
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found[0]


def come_in(browser: Client, email: str, language: str = "en", **data: str) -> str:
    """Ask for a code and type it; where that leads."""
    browser.post(f"/{language}/learn/", {"email": email, **data})
    return str(browser.post(f"/{language}/learn/code/", {"code": code_in_mail()})["Location"])


def test_a_new_address_has_an_account_once_its_code_came_back_and_not_before(browser: Client) -> None:
    answer = browser.post("/ur/learn/", {"email": "New.Driver@lantern.example"})
    assert (answer.status_code, answer["Location"]) == (303, "/ur/learn/code/")
    assert not User.objects.filter(email="new.driver@lantern.example").exists()
    assert mail.outbox[-1].to == ["new.driver@lantern.example"]
    assert re.search("[\u0600-\u06ff]", str(mail.outbox[-1].body)), "in the language of the page"
    assert code_in_mail() not in mail.outbox[-1].subject
    answer = browser.post("/ur/learn/code/", {"code": code_in_mail().lower().replace("-", " ")})
    assert answer["Location"] == "/ur/learn/"
    user = User.objects.get(email="new.driver@lantern.example")
    assert (user.language, user.has_usable_password(), user.groups.count()) == ("ur", False, 0)
    assert EmailAddress.objects.get(user=user).verified
    assert is_signed_in(browser)


def test_page_and_mail_do_not_say_who_has_an_account(learner: Person) -> None:
    seen = []
    for email in ("learner@lantern.example", "nobody.yet@lantern.example"):
        browser = Client(headers=SAME_SITE)
        answer = browser.post(DOOR, {"email": email})
        page = browser.get(CODE).text.replace(email, "X")
        seen.append(
            (answer.status_code, answer["Location"], page, str(mail.outbox[-1].body).replace(code_in_mail(), "X"))
        )
    assert seen[0] == seen[1]


def test_whoever_has_an_account_comes_into_the_same_one(browser: Client, learner: Person) -> None:
    come_in(browser, "Learner@lantern.example")
    assert browser.session["_auth_user_id"] == str(learner.user.pk if learner.user else "")
    assert User.objects.filter(email__iexact="learner@lantern.example").count() == 1


def test_a_wrong_code_can_be_typed_again_twice(browser: Client) -> None:
    browser.post(DOOR, {"email": "a@lantern.example"})
    right = code_in_mail()
    answers = [browser.post(CODE, {"code": "BBBB-BBBB"}).status_code for _time in range(3)]
    assert answers == [422, 422, 410]
    assert browser.post(CODE, {"code": right}).status_code == 410
    assert not User.objects.filter(email="a@lantern.example").exists()


def test_an_old_code_is_good_no_more(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.post(DOOR, {"email": "a@lantern.example"})
    later = time.time() + 16 * 60
    monkeypatch.setattr(time, "time", lambda: later)
    answer = browser.post(CODE, {"code": code_in_mail()})
    assert answer.status_code == 410
    assert "Ask for a new one" in answer.text
    assert not is_signed_in(browser)


def test_a_code_is_good_in_the_browser_that_asked_for_it_and_once(browser: Client) -> None:
    browser.post(DOOR, {"email": "a@lantern.example"})
    other = Client(headers=SAME_SITE)
    assert other.post(CODE, {"code": code_in_mail()}).status_code == 410
    assert browser.post(CODE, {"code": code_in_mail()}).status_code == 302
    assert browser.post(CODE, {"code": code_in_mail()}).status_code == 303, "the second tab goes on"
    assert User.objects.filter(email="a@lantern.example").count() == 1


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/en/learn/record/", "/en/learn/record/"),
        ("https://evil.example/", HOME),
        ("//evil.example/", HOME),
        ("javascript:alert(1)", HOME),
        ("", HOME),
    ],
)
def test_one_goes_on_to_where_one_wanted_on_this_site_alone(browser: Client, wanted: str, leads_to: str) -> None:
    assert come_in(browser, "a@lantern.example", next=wanted) == leads_to


def test_an_address_that_somebody_else_wrote_and_never_proved_leads_nowhere(browser: Client, learner: Person) -> None:
    EmailAddress.objects.create(user=learner.user, email="victim@lantern.example", verified=False)
    come_in(browser, "victim@lantern.example")
    assert browser.session["_auth_user_id"] == str(User.objects.get(email="victim@lantern.example").pk)


def test_who_was_switched_off_stays_out(browser: Client, somebody: Callable[..., Person]) -> None:
    user = somebody("left@lantern.example").user
    assert user
    user.is_active = False
    user.save()
    browser.post(DOOR, {"email": "left@lantern.example"})
    assert browser.post(CODE, {"code": code_in_mail()}).status_code == 403
    assert not is_signed_in(browser)


def test_staff_still_show_their_second_factor(browser: Client, somebody: Callable[..., Person]) -> None:
    from allauth.mfa.models import Authenticator

    editor = somebody("second@lantern.example", "Editors").user
    Authenticator.objects.create(user=editor, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert come_in(browser, "second@lantern.example").startswith("/accounts/2fa/authenticate/")
    assert not is_signed_in(browser)


def test_too_many_codes_for_one_address_are_refused_in_words(browser: Client) -> None:
    answers = [browser.post(DOOR, {"email": "a@lantern.example"}).status_code for _time in range(4)]
    assert answers == [303, 303, 303, 429]
    assert len(mail.outbox) == 3


@pytest.mark.parametrize("headers", FROM_ELSEWHERE.values(), ids=FROM_ELSEWHERE)
def test_no_other_site_sends_a_code_or_signs_anybody_in(headers: dict[str, str]) -> None:
    for address in (DOOR, CODE, "/en/learn/sign-out/"):
        assert Client(headers=headers).post(address, {"email": "a@lantern.example"}).status_code == 403
    assert mail.outbox == []


def test_what_is_no_address_is_kept_and_said(browser: Client) -> None:
    answer = browser.post(DOOR, {"email": "not an address"})
    assert answer.status_code == 422
    assert "not an address" in answer.text
    assert mail.outbox == []


def test_the_door_gives_a_stranger_no_cookie_and_is_kept_by_nobody() -> None:
    stranger = Client()
    answer = stranger.get(DOOR)
    assert not stranger.cookies
    assert answer["Cache-Control"] == "no-store"
    assert "Cookie" not in answer.get("Vary", "")


def test_signing_out_ends_the_session(browser: Client) -> None:
    come_in(browser, "a@lantern.example")
    assert browser.post("/en/learn/sign-out/")["Location"] == DOOR
    assert not is_signed_in(browser)
