"""The safeguarding desk in a real Chromium: from the second factor to a written note, with axe, on a phone and at a desk."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, Page

from config.demonstration.desk import PASSPHRASE
from tests.promises.test_4_for_everyone import AXE, RUN_AXE, SCHEMES
from tests.promises.test_4_on_every_screen import TOO_WIDE
from tests.support.browser import DESK, PHONE, opened
from tests.support.reading import none
from tests.support.server import Served

OFFICER = ("desk@lantern.example", "a-lamp-in-the-mill")
PAGES = (
    "/desk/",
    "/desk/open/",
    "/desk/closed/",
    "/desk/find/",
    "/desk/deletion/",
    "/desk/people/",
    "/desk/referrals/",
    "/desk/agencies/",
)


def press(page: Page, button: str) -> None:
    """Press it, and wait for the page that follows."""
    with page.expect_navigation():
        page.click(button)


def sign_in(page: Page) -> None:
    """With a password, then an app for codes, which the desk asks for even in the demonstration."""
    page.goto("/desk/")
    page.fill("input[name=login]", OFFICER[0])
    page.fill("input[name=password]", OFFICER[1])
    press(page, "main button[type=submit]")
    assert "/desk/" not in page.url.partition("?")[0]
    page.goto("/accounts/2fa/totp/activate/")
    secret = re.search(r"\b[A-Z2-7]{32}\b", page.content())
    assert secret
    page.fill("input[name=code]", format_hotp_value(hotp_value(secret[0], next(yield_hotp_counters_from_time()))))
    press(page, "main button[type=submit]")


def walk(page: Page) -> Iterator[str]:
    """Every kind of page that an officer sees on a working day; the name of each as it is shown."""
    page.goto("/desk/")
    yield "unlock"
    page.fill("input[name=passphrase]", PASSPHRASE)
    press(page, "main button.button--next")
    for address in PAGES:
        page.goto(address)
        yield address
    page.goto("/desk/open/")
    report = page.get_attribute(".line a >> nth=0", "href")
    assert report
    page.goto(report)
    yield "a report"
    for summary in page.locator("main summary").all():
        summary.click()
    yield "a report with every form open"
    page.fill("#note_text", "Planted: seen by the browser")
    press(page, "form[action$='/note/'] button")
    assert "Planted: seen by the browser" in page.inner_text("section[aria-labelledby=history]")
    press(page, "form[action$='/note/'] button")
    yield "an empty note"
    page.goto(f"{report}sanitise/")
    yield "a sanitised version"
    press(page, "button[value=show]")
    yield "what it will say"
    press(page, "button[value=keep]")
    page.goto(f"{report}refer/")
    press(page, "main button.button--next")
    yield "an empty referral"
    page.goto("/desk/find/")
    page.fill("input[name=words]", "planted browser")
    press(page, "main button.button--next")
    yield "found"
    assert page.locator(".line a").first.get_attribute("href") == report
    assert page.url == urljoin(page.url, "/desk/find/")


@pytest.fixture(scope="module")
def signed_in(served: Served, chromium_browser: Browser) -> object:
    """The cookies of an officer with a second factor, before the desk is unlocked."""
    with opened(chromium_browser, served.origin, java_script_enabled=False) as page:
        sign_in(page)
        return page.context.storage_state()


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_an_officers_day_has_no_barrier_and_fits_the_screen(
    served: Served, chromium_browser: Browser, signed_in: object, viewport: dict[str, int]
) -> None:
    problems: dict[str, str] = {}
    options = {"viewport": viewport, "storage_state": signed_in, "bypass_csp": True, "reduced_motion": "reduce"}
    with opened(chromium_browser, served.origin, **options) as page:
        for name in walk(page):
            if wide := page.evaluate(TOO_WIDE):
                problems.setdefault(f"{name} is too wide", f"{name}: {wide}")
            page.add_script_tag(path=AXE)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                for violation in page.evaluate(RUN_AXE, scheme):
                    problems.setdefault(violation, f"{name} ({scheme}): {violation}")
            page.emulate_media(color_scheme="light")
        asked = {url for url in page.asked if not url.startswith((served.origin, "data:"))}  # type: ignore[attr-defined]
        assert not asked
    none(problems.values())
    assert "Planted" not in served.log
    assert "planted" not in served.log


def test_lock_now_closes_the_desk_without_javascript(
    served: Served, chromium_browser: Browser, signed_in: object
) -> None:
    with opened(chromium_browser, served.origin, storage_state=signed_in, java_script_enabled=False) as page:
        page.goto("/desk/")
        page.fill("input[name=passphrase]", PASSPHRASE)
        press(page, "main button.button--next")
        assert page.locator(".desk__tabs").count()
        press(page, ".desk__lock")
        page.goto("/desk/")
        assert page.locator("input[name=passphrase]").count()
        assert not page.locator(".line").count()
