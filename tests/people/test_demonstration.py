"""The demonstration is easy to try, says so in red, and could not be mistaken for a real site."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage, get_connection
from django.test import Client
from pytest_django import Settings

from config.serving import welcome
from config.serving.address import Address
from people import checks
from tests.pages.helpers import soup
from tests.people.helpers import words

pytestmark = pytest.mark.django_db
PLACE = "/demonstration/mail/"


@pytest.fixture
def mail_folder(settings: Settings, tmp_path: Path) -> Any:
    """Mail is written to a folder, as in a real demonstration."""
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=settings.EMAIL_FILE_PATH)


def test_mail_is_read_without_signing_in_and_the_newest_is_first(mail_folder: Any) -> None:
    assert "Nothing has been sent yet" in words(Client().get(PLACE))
    with mail_folder:
        for subject, text in (("The first", "Kód: AB-CD <script>"), ("The second", "An address: http://localhost/x/")):
            mail_folder.send_messages([EmailMessage(subject, text, "site@lantern.example", ["a@lantern.example"])])
    page = Client().get(PLACE)
    assert [heading.text for heading in soup(page).select("h2")] == ["The second", "The first"]
    assert "Kód: AB-CD <script>" in words(page)
    assert not soup(page).select("script")
    assert soup(page).select_one('a[href="http://localhost/x/"]')
    assert "exists only in the demonstration" in str(soup(page).select_one(".alert--urgent"))
    assert not page.cookies
    assert "no-store" in page["Cache-Control"]


def test_a_real_site_has_no_such_page(settings: Settings, mail_folder: Any) -> None:
    settings.DEMONSTRATION = False
    assert Client().get(PLACE).status_code == 404


def test_the_start_says_where_the_mail_lies(settings: Settings, mail_folder: Any) -> None:
    address = Address("127.0.0.1", "127.0.0.1", 8000)
    said = "\n".join(welcome.lines(address))
    assert settings.EMAIL_FILE_PATH in said
    assert "demonstration/mail/" in said
    settings.DEMONSTRATION = False
    assert "demonstration/mail/" not in "\n".join(welcome.lines(address))


def test_check_deploy_refuses_what_only_the_demonstration_may(settings: Settings) -> None:
    assert [found.id for found in checks.everybody_shows_a_second_factor(None)] == ["lantern.E020"]
    settings.SECOND_FACTOR_MAY_BE_SKIPPED = False
    assert checks.everybody_shows_a_second_factor(None) == []
    assert [found.id for found in checks.guesses_are_counted_together(None)] == ["lantern.W020"]
    settings.CACHE_URL = "redis://localhost/0"
    assert checks.guesses_are_counted_together(None) == []
