"""What tests about accounts do again and again."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client

from people.models import User

PASSWORD = "a-lamp-in-the-mill"


def sign_in(email: str, password: str = PASSWORD, **headers: str) -> Client:
    """A browser in which somebody has typed their address and password."""
    client = Client(**headers)  # type: ignore[arg-type]
    client.post("/accounts/login/", {"login": email, "password": password})
    return client


def code_for(secret: str, later: int = 0) -> str:
    """What an authenticator app shows, now or some half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def user_of(email: str) -> User:
    """The account of an address."""
    return User.objects.get(email=email)


def is_signed_in(client: Client) -> bool:
    """Whether a browser is signed in."""
    return "_auth_user_id" in client.session


def link_in_mail(pattern: str = r"http://\S+") -> str:
    """The path of the link in the latest mail."""
    found = re.search(pattern, str(mail.outbox[-1].body))
    assert found
    return re.sub(r"^https?://[^/]+", "", found[0])


def words(response: Any) -> str:
    """What a page says, in one line."""
    from tests.pages.helpers import soup, text

    return text(soup(response).select_one("main") or soup(response))
