"""Passkeys, in a real browser with an authenticator that Chromium plays: enrolled, and signed in with alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support import browser as chromium
from tests.support.server import Served


@pytest.fixture
def page(chromium_browser: Browser, served: Served) -> Iterator[Page]:
    """A browser on a device with a lock of its own."""
    with chromium.opened(chromium_browser, served.origin, viewport=chromium.PHONE) as opened:
        device = opened.context.new_cdp_session(opened)
        device.send("WebAuthn.enable")
        device.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        said: list[str] = []
        opened.on("console", lambda message: said.append(message.text))
        yield opened
        assert [line for line in said if "Content Security Policy" in line] == []


def test_a_passkey_is_enrolled_and_is_then_enough_by_itself(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("publisher@lantern.example")
    page.get_by_label("Password").fill("a-lamp-in-the-mill")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/admin/")
    page.goto("/accounts/second-factor/?next=/admin/account/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add this device").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    codes = page.locator(".accounts__codes code").all_inner_texts()
    assert len(codes) == 10
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the codes").click()
    assert download.value.suggested_filename == "lantern-recovery-codes.txt"
    assert download.value.path().read_text().split() == codes
    page.get_by_role("link", name="I have kept them: go on").click()
    page.wait_for_url("**/admin/account/")
    page.goto("/accounts/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/admin/")
    page.goto("/accounts/2fa/")
    assert page.get_by_text("You have 1 passkey.").is_visible()


def test_a_device_without_a_passkey_is_told_so_on_the_page(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    problem = page.get_by_role("alert").filter(has_text="The passkey was not used")
    problem.wait_for()
    assert page.url.endswith("/accounts/login/")
