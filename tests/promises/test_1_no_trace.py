"""Promise 1: a public page leaves no trace, with this reader or with us."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser

from tests.support.browser import PHONE, opened
from tests.support.crawl import CODES, Site, Visit, within
from tests.support.forms import FROM_ELSEWHERE, OLDER_BROWSER, SAME_SITE, forms
from tests.support.reading import none
from tests.support.server import Served

SOMEBODY = {
    "Cookie": "lantern_session=abc; lantern_csrf=def; django_language=pl",
    "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 12_0 like Mac OS X)",
    "Accept-Language": "pa,ur;q=0.5",
    "Referer": "https://elsewhere.example/",
    "DNT": "1",
    "Save-Data": "on",
}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
STORED = """async () => ({
  cookie: document.cookie,
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"cookie": "", "local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}
STORING = re.compile(
    r"document\.cookie|localStorage|sessionStorage|indexedDB|serviceWorker|sendBeacon|caches\.open|cookieStore|\.id\s*=\s*crypto"
)


def test_no_answer_sets_a_cookie(site: Site) -> None:
    """Whatever was asked for, and whatever came of it."""
    none(visit for visit in site.visits.values() if "set-cookie" in visit.headers)


def test_no_answer_varies_with_its_reader(site: Site) -> None:
    """`/` alone looks at the reader's languages, and is not kept by anybody."""
    varying = re.compile(r"cookie|accept-language|user-agent|\*", re.IGNORECASE)
    none(
        visit
        for visit in site.visits.values()
        if varying.search(visit.headers.get("vary", "")) and visit.address != "/"
    )
    assert "no-store" in site.visits["/"].headers["cache-control"]
    assert set(site.visits["/"].headers["vary"].lower().split(", ")) <= {"accept-language", "accept-encoding"}


@pytest.mark.parametrize("language", CODES)
def test_the_same_address_gives_everyone_the_same_bytes(site: Site, served: Served, language: str) -> None:
    """With and without cookies, on any device, in any language of the browser."""
    pages = site.to_measure(language)
    none(page for page in pages if served.get(page.address)[::2] != served.get(page.address, headers=SOMEBODY)[::2])


def test_no_page_loads_anything_from_elsewhere(site: Site) -> None:
    """Pictures, styles, scripts, films, frames and hints to the browser all come from here."""
    loading = {"img", "script", "source", "track", "video", "iframe"}
    harmless = {"canonical", "alternate"}
    none(
        f"{page}: {link.tag} {link.url}"
        for page in site.pages()
        for link in page.links
        if (link.tag in loading or (link.tag == "link" and link.rel not in harmless))
        and not within(page.address, link.url)
    )


def test_every_page_forbids_what_comes_from_elsewhere(site: Site) -> None:
    """The policy says so to the browser, without any `unsafe` word."""
    none(
        f"{page}: {policy}"
        for page in site.pages()
        if "default-src 'none'" not in (policy := page.headers.get("content-security-policy", ""))
        or "unsafe" in policy
        or "http" in policy
    )
    none(page for page in site.pages() if page.headers.get("referrer-policy") != "same-origin")


def test_no_script_of_ours_can_store_or_send_anything(static_files: Path, site: Site) -> None:
    """Read in the source of every script that a public page loads."""
    scripts = {within(page.address, link.url) for page in site.pages() for link in page.links if link.tag == "script"}
    assert scripts
    for script in scripts:
        text = (static_files / script.removeprefix("/static/")).read_text()
        assert not STORING.search(text), script
        assert "fetch(" not in text
        assert "XMLHttpRequest" not in text


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("language", CODES)
def test_a_real_browser_keeps_nothing_and_asks_nobody_else(
    site: Site, served: Served, chromium_browser: Browser, language: str, script: bool
) -> None:
    """Cookies, stores, caches, workers, requests and complaints of the console."""
    problems: list[Any] = []
    with opened(chromium_browser, served.origin, viewport=PHONE, java_script_enabled=script) as page:
        here: dict[str, Visit] = {}
        page.on(
            "console",
            lambda said: problems.extend(f"{here['visit']}: {said.text}" for _one in [said] if said.type == "error"),
        )
        page.on("pageerror", lambda error: problems.append(f"{here['visit']}: {error}"))
        for visit in site.to_look_at(language) if script else site.of_each_kind(language):
            if visit.status != 200:
                continue
            here["visit"] = visit
            page.goto(visit.address, wait_until="load")
            stored = {**(page.evaluate(STORED) if script else NOTHING), "jar": page.context.cookies()}
            if stored != {**NOTHING, "jar": []}:
                problems.append(f"{visit}: {stored}")
            if not page.locator("h1").first.is_visible():
                problems.append(f"{visit}: no heading to be seen")
        problems += {f"asked {url}" for url in page.asked if not url.startswith((served.origin, "data:"))}  # type: ignore[attr-defined]
    none(problems)


def test_no_log_holds_a_reader(site: Site, served: Served) -> None:
    """No address of anybody, and nothing that anybody asked for."""
    told = {"X-Forwarded-For": "203.0.113.77", "X-Real-IP": "203.0.113.77", "Forwarded": "for=203.0.113.77"}
    for page in site.of_each_kind("en"):
        served.get(page.address, headers=told)
    secret = "myuncleishurtingme"
    for path in (
        f"/en/search/?query={secret}",
        f"/en/{secret}/?who={secret}",
        f"/en/search/?page={secret}&query=%00{secret}",
        f"/en/topics?x={secret}",
    ):
        served.get(path, headers=told)
        served.get(path, "POST", b"comment=" + secret.encode(), {**FORM, **told})
    served.get("/en/feedback/", "POST", b"x=" + secret.encode(), {**FORM, **told, "Sec-Fetch-Site": "same-origin"})
    said = re.sub(rf"/en/{secret}/", "", served.log)
    assert "203.0.113" not in said
    assert "127.0.0.1" not in said
    assert secret not in said


@pytest.mark.django_db
@pytest.mark.parametrize("language", CODES)
def test_every_form_works_without_a_cookie(site: Site, language: str) -> None:
    """As a browser of today sends it, and as an older one does; nothing is set by the answer either.

    The learner's door is a sign-in: what waits for its code has to be known again.
    """
    found = [form for form in forms(site, language) if not form.action.endswith("/learn/")]
    assert len({form.action for form in found}) >= 2
    for headers in (SAME_SITE, OLDER_BROWSER):
        for form in found:
            answer = Client(enforce_csrf_checks=True, HTTP_HOST="localhost").post(
                form.action, dict(form.data), headers=headers
            )
            # The concern form answers with its next page: what was typed travels in it (decision 0022).
            expected = (200, 422) if "/report/" in form.action else (303,)
            assert answer.status_code in expected, f"{form}: {answer.status_code}"
            assert not answer.cookies, form
    assert not Session.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("headers", FROM_ELSEWHERE.values(), ids=FROM_ELSEWHERE)
def test_no_form_takes_what_another_site_sends(site: Site, headers: dict[str, str]) -> None:
    """It is refused with a page that gives a way on, in the language of the address."""
    client = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    for form in forms(site):
        answer = client.post(form.action, dict(form.data), headers=headers)
        language = form.action.split("/")[1]
        assert answer.status_code == 403, f"{form}: {answer.status_code}"
        assert f'<html lang="{language}"' in answer.text
        assert f'href="/{language}/report/"' in answer.text
        assert not answer.cookies
