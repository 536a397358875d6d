"""`/` alone looks at what the browser asks for, and nothing keeps the answer."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("ur", "ur"),
        ("pl-PL,pl;q=0.9,en;q=0.8", "pl"),
        ("pa-IN,pa;q=0.9", "pa"),
        ("fr-FR,fr;q=0.9,ur;q=0.5,en;q=0.1", "ur"),
        ("en;q=0.3,pl;q=0.7", "pl"),
        ("fr,de", "en"),
        ("*", "en"),
        (";;;q=,=;\x00\ufffd../../etc/passwd", "en"),
        ("pl;q=banana", "en"),
        ("ur," * 4000, "ur"),
        ("a" * 100_000, "en"),
    ],
)
def test_a_reader_is_led_to_the_first_language_that_the_site_has(header: str, language: str) -> None:
    response = Client().get("/", headers={"accept-language": header})
    assert response.status_code == 302
    assert response["Location"] == f"/{language}/"


def test_no_cookie_is_set_and_no_store_keeps_the_choice() -> None:
    response = Client().get("/", headers={"accept-language": "pl"})
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert "Accept-Language" in response["Vary"]


def test_no_other_page_looks_at_the_browsers_language() -> None:
    answers = [Client().get("/en/about/", headers={"accept-language": header}) for header in ("pl", "ur", "")]
    assert len({answer.content for answer in answers}) == 1
    assert all("Accept-Language" not in answer.get("Vary", "") for answer in answers)


def test_a_language_cookie_from_elsewhere_changes_nothing() -> None:
    client = Client()
    client.cookies["django_language"] = "pl"
    assert client.get("/")["Location"] == "/en/"
    assert client.get("/ur/about/")["Content-Language"] == "ur"
