"""An officer at the desk, with a browser, a second factor and a passphrase."""

from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from people.journeys.second_factor import ENROLLED
from reporting.models import Report
from tests.reporting.screen import Screen


class Officer(Screen):
    """What is on their screen, and what they press."""

    def __init__(self, user: Any, passphrase: str) -> None:
        self.user = user
        self.passphrase = passphrase
        self.client = Client()
        self.client.force_login(user)
        TOTP.activate(user, generate_totp_secret())
        session = self.client.session
        session[ENROLLED] = 1.0
        session.save()

    def go(self, address: str, **query: str) -> Any:
        """Open a page, following where it leads."""
        self.page = self.client.get(address, query, follow=True)
        return self.page

    def post(self, address: str, **typed: Any) -> Any:
        """Send a form."""
        self.page = self.client.post(address, typed, follow=True)
        return self.page

    def unlock(self) -> "Officer":
        """Type the passphrase."""
        self.post("/desk/unlock/", passphrase=self.passphrase)
        assert self.page.redirect_chain[-1][0] == "/desk/", self.text
        return self

    @property
    def seen(self) -> str:
        """How many records were on the page."""
        field = self.soup.select_one("input[name=seen]")
        assert field
        return str(field["value"])


def address(report: Report, what: str = "") -> str:
    """Of a report's page."""
    return f"/desk/reports/{report.pk}/{what}"
