"""What every answer forbids a browser: strictly for the public, nearly so for staff."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.pages.helpers import the_page
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
PUBLIC = [
    "/",
    "/en/",
    "/ur/search/?query=x",
    "/en/no-such-page/",
    "/robots.txt",
    "/sitemap.xml",
    "/en/calendar.ics",
    "/health/live",
    "/accounts/login/",
]


def policy(response: Any) -> dict[str, set[str]]:
    """The content security policy, taken apart."""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";") if part.strip()]
    return {name: set(values) for name, *values in parts}


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_load_nothing_from_elsewhere_and_run_nothing_written_into_them(address: str) -> None:
    found = policy(Client().get(address))
    assert found["default-src"] == {"'none'"}
    assert found["base-uri"] == {"'none'"}
    assert found["frame-ancestors"] == {"'none'"}
    for name in ("script-src", "style-src", "img-src", "font-src", "media-src", "form-action"):
        assert found[name] == {"'self'"}, name
    assert "unsafe" not in str(found)
    assert "http" not in str(found)


def test_the_admin_sets_styles_in_its_pages_and_runs_nothing_but_files(comms_editor: Person) -> None:
    found = policy(comms_editor.client.get("/admin/"))
    assert found.pop("style-src") == {"'self'", "'unsafe-inline'"}
    assert found.pop("img-src") == {"'self'", "data:", "blob:"}
    for name in ("default-src", "object-src", "base-uri", "worker-src", "manifest-src"):
        assert found.pop(name) == {"'none'"}, name
    assert set(found) >= {"script-src", "connect-src", "form-action", "frame-ancestors", "frame-src"}
    for name, sources in found.items():
        assert sources == {"'self'"}, name
    assert "unsafe" not in str(policy(comms_editor.client.get("/en/")))


def test_a_preview_obeys_the_public_policy_and_may_stand_in_the_editors_frame(comms_editor: Person) -> None:
    page = the_page("about/privacy/")
    response = comms_editor.client.get(f"/admin/pages/{page.pk}/view_draft/")
    found, public = policy(response), policy(Client().get("/en/about/privacy/"))
    assert "<h1" in response.content.decode()
    assert (found.pop("frame-ancestors"), public.pop("frame-ancestors")) == ({"'self'"}, {"'none'"})
    assert found == public
    assert response["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("address", ["/en/admin/", "/administration/", "/x/admin/"])
def test_an_address_that_only_looks_like_the_admins_gets_the_strict_policy(address: str) -> None:
    assert "unsafe" not in Client().get(address)["Content-Security-Policy"]


@pytest.mark.parametrize("address", PUBLIC)
def test_every_answer_says_what_else_is_forbidden(address: str) -> None:
    headers = Client().get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] in ("DENY", "SAMEORIGIN")
    for power in ("camera", "microphone", "geolocation", "browsing-topics"):
        assert f"{power}=()" in headers["Permissions-Policy"]


def test_a_demonstration_keeps_search_engines_out_and_a_real_site_lets_them_in(settings: Settings) -> None:
    assert Client().get("/en/")["X-Robots-Tag"] == "noindex"
    assert "Disallow: /\n" in Client().get("/robots.txt").content.decode()
    settings.NOINDEX = False
    response = Client().get("/en/")
    assert "X-Robots-Tag" not in response
    assert b'name="robots"' not in response.content
    robots = Client().get("/robots.txt").content.decode()
    assert "Disallow: /\n" not in robots
    assert f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml" in robots


def test_over_http_a_real_site_leads_to_https_and_asks_to_be_remembered(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    response = Client().get("/en/about/")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/en/about/")
    assert Client().get("/health/live").status_code == 200
    assert "max-age=31536000" in Client().get("/en/about/", secure=True)["Strict-Transport-Security"]


def test_an_answer_names_its_language() -> None:
    assert [Client().get(f"/{code}/help/")["Content-Language"] for code in ("en", "ur", "pa", "pl")] == [
        "en",
        "ur",
        "pa",
        "pl",
    ]


def test_a_strange_host_is_refused() -> None:
    assert Client(headers={"host": "evil.example"}).get("/en/").status_code == 400


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
@pytest.mark.parametrize("address", ["/", "/en/", "/en/search/", "/en/topics/"])
def test_public_pages_take_no_other_method(method: str, address: str) -> None:
    assert getattr(Client(), method)(address).status_code in (403, 405)


def test_health_is_told_without_a_session() -> None:
    for address in ("/health/live", "/health/ready"):
        response = Client().get(address)
        assert (response.status_code, response.json(), dict(response.cookies)) == (200, {"status": "ok"}, {})
