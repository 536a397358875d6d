"""Source and target beside one another, each in its own direction, in a real browser."""

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.helpers import the_page
from tests.support.browser import DESK, opened
from tests.support.cast import Person
from tests.support.server import Served
from tests.translations.helpers import PAGE

pytestmark = pytest.mark.django_db


def shown(page: Page, person: Person, address: str) -> None:
    """Open an admin screen as this person's browser gets it; scripts and styles come from the served site."""
    html = person.client.get(address).content
    page.route(f"**{address}", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(address)
    page.locator(".js-translation-editor li button").first.wait_for()


def test_urdu_is_read_and_typed_from_right_to_left(
    urdu_translator: Person, served: Served, chromium_browser: Browser
) -> None:
    address = f"/admin/pages/{the_page(PAGE, 'ur').pk}/edit/"
    with opened(chromium_browser, served.origin, viewport=DESK) as page:
        shown(page, urdu_translator, address)
        source = page.locator(".js-translation-editor li > p").first
        target = page.locator(".js-translation-editor li > p + div").first
        assert (source.get_attribute("lang"), source.get_attribute("dir")) == ("en", "ltr")
        assert (target.get_attribute("lang"), target.get_attribute("dir")) == ("ur", "rtl")
        page.locator(".js-translation-editor li.complete button").first.click()
        box = page.locator(".js-translation-editor textarea").first
        box.wait_for()
        page.wait_for_function("document.querySelector('.js-translation-editor textarea').dir === 'rtl'")
        assert box.evaluate("box => getComputedStyle(box).direction") == "rtl"
        assert box.evaluate("box => parseFloat(getComputedStyle(box).fontSize)") >= 18
        assert not page.get_by_role("button", name="Publish").count()
        assert not page.get_by_text("Stop Synced translation").first.is_visible()


def test_the_publisher_has_the_button(publisher: Person, served: Served, chromium_browser: Browser) -> None:
    address = f"/admin/pages/{the_page(PAGE, 'ur').pk}/edit/"
    with opened(chromium_browser, served.origin, viewport=DESK) as page:
        shown(page, publisher, address)
        assert page.get_by_text("Publish").count()
