"""Promise 3: every public page says how to get help now."""

import pytest
from playwright.sync_api import Browser

from tests.support.browser import DESK, PHONE, opened
from tests.support.crawl import CODES, TYPED, Site
from tests.support.reading import none
from tests.support.server import Served

WAYS = ("tel:999", "sms:999", "tel:18000", "tel:101", "https://999bsl.co.uk/")
NOWHERE = TYPED[1]


def test_every_page_says_how_to_get_help_now(site: Site) -> None:
    """All the ways, as links that a phone dials, before the content of the page."""
    for page in site.pages():
        section = page.soup.select_one("section.danger-first")
        assert section, page
        assert page.text.find('class="danger-first"') < page.text.find("<main"), page
        links = [str(link["href"]) for link in section.select("a[href]")]
        assert not set(WAYS) - set(links), page
        said = section.get_text(" ")
        for number in ("999", "55", "18000", "101", "BSL"):
            assert number in said, f"{page}: {number}"


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", CODES)
def test_help_is_within_the_first_screens_reach(
    site: Site, served: Served, chromium_browser: Browser, language: str, viewport: dict[str, int]
) -> None:
    """999 without scrolling; the other ways one press away, none more than a screen further down. No JavaScript is needed."""
    problems = []
    with opened(chromium_browser, served.origin, viewport=viewport, java_script_enabled=False) as page:
        for visit in site.to_look_at(language):
            page.goto(visit.address)
            for place in (page.locator(".danger-first a[href='tel:999']").first, page.locator(".danger-first summary")):
                box = place.bounding_box()
                if not box or box["y"] + box["height"] > viewport["height"]:
                    problems.append(f"{visit}: out of sight: {place}")
            page.locator(".danger-first summary").click()
            for way in WAYS:
                box = page.locator(f".danger-first a[href='{way}']").last.bounding_box()
                if not box or box["y"] + box["height"] > 2 * viewport["height"]:
                    problems.append(f"{visit}: {way} is further than a screen away")
    none(problems)


@pytest.mark.parametrize("language", CODES)
def test_a_search_that_finds_nothing_gives_people_to_talk_to(site: Site, language: str) -> None:
    """Several, with numbers to call, whatever was typed."""
    searches = [
        visit
        for visit in site.pages(language)
        if visit.address.startswith(f"/{language}/search/?") and NOWHERE in visit.address
    ]
    assert searches
    for visit in searches:
        cards = visit.soup.select("main .helpline-card")
        assert len(cards) >= 3, visit
        assert all(card.select("a[href^='tel:']") for card in cards), visit


@pytest.mark.parametrize("language", CODES)
def test_hostile_search_text_is_only_text(site: Site, language: str) -> None:
    """It is shown as it was typed, runs nowhere, and breaks nothing."""
    for visit in site.pages(language):
        if "script" in visit.address:
            assert visit.status == 200, visit
            assert "<script>alert" not in visit.text
            assert "alert(1)" in str(visit.soup.select_one("main input[type=search]"))


def test_a_filter_that_finds_nothing_says_so(site: Site) -> None:
    """No list of results is ever just empty."""
    none(
        visit
        for visit in site.pages()
        if "?" in visit.address
        and not visit.soup.select(
            "main .cards, main .notification, main .helpline-card, main .helpline-card__contacts, main form"
        )
    )
