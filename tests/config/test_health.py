"""Health is told to load balancers, which ask by number, and nothing else is."""

import pytest
from django.test import Client
from pytest_django import Settings

from config.health import is_number

pytestmark = pytest.mark.django_db


def test_a_load_balancer_asks_by_number_and_everybody_else_by_the_sites_name(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["safeguarding.example"]
    browser = Client(raise_request_exception=False)
    for host in ("10.0.0.7", "10.0.0.7:8000", "[fd00::7]:8000", "safeguarding.example"):
        for address in ("/health/live", "/health/ready"):
            answer = browser.get(address, headers={"Host": host})
            assert (answer.status_code, answer.json(), answer.cookies) == (200, {"status": "ok"}, {})
            assert answer["Content-Security-Policy"]
    for host in ("elsewhere.example", "10.0.0.7.elsewhere.example", ""):
        assert browser.get("/health/live", headers={"Host": host}).status_code == 400
    for address in ("/en/", "/metrics", "/health/other", "/health/live/", "/accounts/login/"):
        assert browser.get(address, headers={"Host": "10.0.0.7"}).status_code in (400, 404)


@pytest.mark.parametrize(
    ("host", "yes"),
    [("127.0.0.1", True), ("::1", False), ("[::1]", True), ("[::1", True), ("1", False), ("", False), ("[x]", False)],
)
def test_what_counts_as_a_number(host: str, yes: bool) -> None:
    assert is_number(host) is yes
