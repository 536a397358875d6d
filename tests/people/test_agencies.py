"""Sign-in with an organisation's own account, against a real OpenID provider on this machine."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from config import sign_in as configuration
from people.adapters.agency import is_vouched_for
from people.journeys import inviting
from people.models import User
from tests.ground.running import ROOT, free_port
from tests.pages.helpers import soup
from tests.people.helpers import is_signed_in, words
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
SECRET = "a-secret-in-a-file-of-forty-characters-xx"
CALLBACK = "http://testserver/accounts/oidc/council/login/callback/"
AMINA: dict[str, Any] = {
    "sub": "amina",
    "email": "amina@council.example",
    "email_verified": True,
    "given_name": "Amina",
    "family_name": "Akhtar",
}


class Council:
    """The provider: its address, and who signs in next."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://localhost:{port}"

    def says(self, **claims: Any) -> None:
        """Whoever signs in next is this person."""
        requests.post(f"{self.issuer}/next", json=dict(AMINA, **claims), timeout=10)


@pytest.fixture(scope="module")
def running() -> Iterator[Council]:
    """A real provider."""
    port = free_port()
    process = subprocess.Popen(
        [str(ROOT / ".venv/bin/node"), "tests/people/provider.mjs", str(port), CALLBACK],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline().strip() == "ready"
    yield Council(port)
    process.terminate()
    process.wait(10)
    process.stdout.close()


@pytest.fixture
def council(running: Council, settings: Settings, tmp_path: Path) -> Council:
    """The provider, known to the site by settings alone."""
    configured(settings, running, tmp_path)
    running.says()
    return running


def configured(settings: Settings, running: Council, folder: Path, **options: Any) -> None:
    """What an operator writes into OIDC_PROVIDERS."""
    (folder / "secret").write_text(SECRET + "\n")
    one = {
        "id": "council",
        "name": "Bradford Council",
        "issuer": running.issuer,
        "client_id": "lantern",
        "secret_file": str(folder / "secret"),
        "domains": ["council.example"],
        **options,
    }
    settings.SOCIALACCOUNT_PROVIDERS = configuration.providers(json.dumps([one]))


def go(client: Client) -> Any:
    """All the way there and back, as a browser does; the page at which they end."""
    start = client.post("/accounts/oidc/council/login/?process=login")
    link = soup(start).select_one("a#onward")
    assert link, words(start)
    browser, address = requests.Session(), str(link["href"])
    while not address.startswith("http://testserver"):
        answer = browser.get(address, allow_redirects=False, timeout=20)
        assert answer.is_redirect, answer.text
        address = urljoin(address, answer.headers["Location"])
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}", follow=True)


def test_the_way_there_is_on_the_page_and_asks_no_form_to_leave_the_site(council: Council) -> None:
    page = Client().get("/accounts/login/")
    assert b"Bradford Council" in page.content
    answer = Client().get("/accounts/oidc/council/login/?process=login")
    assert "sign in there as you always do" in words(answer)
    onward = Client().post("/accounts/oidc/council/login/?process=login")
    assert "form-action 'self'" in onward["Content-Security-Policy"]
    assert onward.status_code == 200, "Chromium would refuse a redirect from a form to another site"
    refresh = soup(onward).select_one('meta[http-equiv="refresh"]')
    assert refresh
    assert f"url={council.issuer}/auth" in str(refresh["content"])


def test_an_account_with_this_verified_address_is_signed_in_to(council: Council, somebody: Any) -> None:
    somebody("amina@council.example", "Editors")
    client = Client()
    go(client)
    assert is_signed_in(client)
    assert client.get("/admin/").status_code == 200
    assert SocialAccount.objects.get().user.email == "amina@council.example"
    again = Client()
    go(again)
    assert is_signed_in(again)
    assert User.objects.filter(email="amina@council.example").count() == 1


def test_it_is_no_way_round_the_second_factor(council: Council, somebody: Any, settings: Settings) -> None:
    settings.SECOND_FACTOR_MAY_BE_SKIPPED = False
    somebody("amina@council.example", "Editors")
    client = Client()
    go(client)
    assert client.get("/admin/")["Location"].startswith("/accounts/second-factor/")


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "false"},
        {"email": "manager@lantern.example"},
        {"email": "amina@council.example.evil.example"},
    ],
)
def test_nobody_takes_an_account_over_with_an_address_that_is_not_theirs(
    council: Council, somebody: Any, site_manager: Person, claims: dict[str, Any]
) -> None:
    somebody("amina@council.example", "Editors")
    before = User.objects.count()
    council.says(sub="mallory", **claims)
    client = Client()
    page = go(client)
    assert "by invitation" in words(page)
    assert not is_signed_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_a_stranger_gets_no_account_and_learns_nothing(council: Council) -> None:
    client = Client()
    assert "by invitation" in words(go(client))
    assert not is_signed_in(client)
    assert not User.objects.filter(email="amina@council.example").exists()


def test_an_invitation_is_accepted_by_signing_in_there(council: Council) -> None:
    inviting.invite("amina@council.example", [Group.objects.get(name="Translators: Urdu")])
    client = Client()
    go(client)
    assert is_signed_in(client)
    user = User.objects.get(email="amina@council.example")
    assert [group.name for group in user.groups.all()] == ["Translators: Urdu"]
    assert (user.first_name, user.has_usable_password()) == ("Amina", False)
    assert inviting.pending("amina@council.example") is None


def test_a_provider_that_may_make_accounts_makes_them_without_any_right(
    running: Council, settings: Settings, tmp_path: Path
) -> None:
    configured(settings, running, tmp_path, new_accounts=True)
    running.says(sub="bilal", email="Bilal@council.example")
    client = Client()
    go(client)
    user = User.objects.get(email="bilal@council.example")
    assert (user.groups.count(), user.is_staff, user.is_superuser, user.get_all_permissions()) == (
        0,
        False,
        False,
        set(),
    )
    assert client.get("/admin/")["Location"] == "/accounts/"


def test_a_leaver_does_not_come_back_through_their_organisation(council: Council, somebody: Any) -> None:
    from people.journeys import membership

    user = somebody("amina@council.example", "Editors").user
    go(Client())
    membership.switch_off(user)
    client = Client()
    go(client)
    assert not is_signed_in(client)
    assert not User.objects.get(email="amina@council.example").is_active


def test_a_provider_that_does_not_answer_is_said_in_words(settings: Settings, tmp_path: Path) -> None:
    configured(settings, Council(free_port()), tmp_path)
    answer = Client().post("/accounts/oidc/council/login/?process=login")
    assert "did not answer as it should" in words(answer)


def test_a_provider_speaks_for_its_own_domains_alone() -> None:
    options = {"domains": ["council.example"], "always_verified": True, "new_accounts": False}
    assert is_vouched_for(options, "a@council.example", {"email": "a@council.example"})
    assert not is_vouched_for(options, "a@police.example", {"email": "a@police.example", "email_verified": True})
    assert not is_vouched_for(options, "a@council.example", {"email": "b@council.example"})


GOOD = {
    "id": "a",
    "name": "A",
    "issuer": "https://a.example",
    "client_id": "x",
    "secret_file": "/nowhere",
    "domains": ["a.example"],
}


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("{", "it is not JSON"),
        ("{}", "a list of objects"),
        (json.dumps([{"id": "a"}]), "each provider has id, name"),
        (json.dumps([{**GOOD, "secret": "typed-here"}]), "each provider has"),
        (json.dumps([{**GOOD, "id": "A B"}]), "small letters"),
        (json.dumps([{**GOOD, "issuer": "http://a.example"}]), "starts with https"),
        (json.dumps([{**GOOD, "domains": "a.example"}]), "domains is a list"),
        (json.dumps([GOOD]), "cannot be read"),
    ],
)
def test_a_setting_that_cannot_be_right_says_why_and_repeats_no_secret(raw: str, why: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=why) as caught:
        configuration.providers(raw)
    assert "typed-here" not in str(caught.value)
