"""Promise 2: every public page can be left at once."""

import json
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.support.browser import DESK, PHONE, opened
from tests.support.crawl import CODES, Site, Visit
from tests.support.reading import none
from tests.support.server import Served

LEAVING = "about/leaving-this-site/"
WAIT = 8000


def exits(page: Visit) -> list[str]:
    """Where the links to leave lead."""
    return [str(tag["href"]) for tag in page.soup.select("a[data-exit]")]


def test_every_page_has_a_plain_link_out(site: Site) -> None:
    """A link with a whole address of somebody else, which asks for no new tab and says nothing of where it came from."""
    for page in site.pages():
        links = page.soup.select("a[data-exit]")
        assert links, page
        for link in links:
            assert link["href"] == settings.EXIT_URL, page
            assert urlsplit(str(link["href"])).netloc, page
            assert "target" not in link.attrs, page
            assert "noreferrer" in (link.get("rel") or []), page
            assert link.get_text(strip=True), page


def test_the_way_out_comes_before_the_content(site: Site) -> None:
    """Nobody has to go through a page to leave it."""
    none(page for page in site.pages() if not 0 < page.text.find("data-exit") < page.text.find("<main"))


def test_every_page_leads_to_what_leaving_hides(site: Site) -> None:
    """In the language of the page."""
    none(page for page in site.pages() if page.language and f'href="/{page.language}/{LEAVING}"' not in page.text)
    none(code for code in CODES if site.visits[f"/{code}/{LEAVING}"].status != 200)


def test_the_safety_page_is_honest(site: Site) -> None:
    """It names what stays behind."""
    said = site.visits[f"/en/{LEAVING}"].soup.main.get_text(" ").lower()
    for word in ("history", "does not", "back button", "network", "phone"):
        assert word in said, word


def press_shift(page: Page, times: int = 3) -> None:
    """As a person does: down and up."""
    for _time in range(times):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("language", CODES)
def test_shift_three_times_leaves_in_the_same_tab(
    site: Site, served: Served, chromium_browser: Browser, language: str
) -> None:
    """On every kind of page; and going back does not show the page again."""
    with opened(chromium_browser, served.origin, viewport=DESK) as page:
        for visit in site.of_each_kind(language):
            page.goto("about:blank")
            page.goto(visit.address)
            press_shift(page)
            page.wait_for_url(served.exit_url, timeout=WAIT)
            assert len(page.context.pages) == 1, visit
        page.go_back()
        assert page.url == "about:blank"


def test_the_page_blanks_before_the_other_one_has_come(served: Served, chromium_browser: Browser) -> None:
    """The other site may be slow; what was read is gone at once, title and all."""
    # Kept where the next page of the site finds it: what a page says to its console as it is left can be lost.
    watch = """new MutationObserver(() => {
        const seen = [document.documentElement.hidden, document.title];
        if (!("seen" in localStorage)) localStorage.setItem("seen", JSON.stringify(seen));
      }).observe(document, {attributes: true, subtree: true, attributeFilter: ["hidden"]})"""
    with opened(chromium_browser, served.origin, viewport=PHONE) as page:
        page.add_init_script(watch)
        page.goto("/en/topics/")
        press_shift(page)
        page.wait_for_url(served.exit_url, timeout=WAIT)
        page.goto("/en/topics/")
        hidden, title = json.loads(page.evaluate("localStorage.getItem('seen')"))
    assert hidden is True
    assert title == urlsplit(served.exit_url).hostname


def test_shift_leaves_while_somebody_types(served: Served, chromium_browser: Browser) -> None:
    """From inside a field too; capitals, and presses that are far apart, are no wish to leave."""
    with opened(chromium_browser, served.origin, viewport=PHONE) as page:
        page.goto("/en/search/")
        page.locator("#search").first.focus()
        for letter in "ABCD":
            page.keyboard.press(f"Shift+{letter}")
        page.wait_for_timeout(300)
        assert page.url.startswith(served.origin)
        press_shift(page, 2)
        page.wait_for_timeout(5200)
        press_shift(page, 1)
        page.wait_for_timeout(300)
        assert page.url.startswith(served.origin)
        press_shift(page, 2)
        page.wait_for_url(served.exit_url, timeout=WAIT)


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("language", CODES)
def test_the_link_leaves_in_the_same_tab(
    site: Site, served: Served, chromium_browser: Browser, language: str, script: bool
) -> None:
    """Pressed by a finger on a phone, where it is to be seen without scrolling."""
    with opened(chromium_browser, served.origin, viewport=PHONE, java_script_enabled=script) as page:
        for number, visit in enumerate(site.of_each_kind(language)):
            page.goto(visit.address)
            link = page.locator("a[data-exit]").first
            box = link.bounding_box()
            assert box, visit
            assert box["y"] + box["height"] <= PHONE["height"], visit
            # One link of all pages, and a press takes half a second.
            if number < 6:
                link.click()
                page.wait_for_url(served.exit_url, timeout=WAIT)
                assert len(page.context.pages) == 1, visit
