"""A page from its first draft to its readers in another language, by the people whose work it is.

Each screen is a picture in docs/; where a screen has changed, the picture is out of date and the test says so.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ground.running import ROOT
from tests.guide import album
from tests.guide.album import picture
from tests.guide.conftest import Opens
from tests.support import browser as chromium
from tests.support.server import Served

pytestmark = pytest.mark.process

TITLE = "Keeping young people safe on buses"


def open_section(page: Page, title: str) -> None:
    """From the first page to a section of the site, as the menu leads there."""
    page.goto("/admin/pages/search/?q=" + title.replace(" ", "+"))
    page.locator("main").get_by_role("link", name=title, exact=True).first.click()


def test_a_new_editor_signs_in_and_sees_what_waits(
    signed_in_as: Opens, fresh_site: Served, chromium_browser: Browser
) -> None:
    with chromium.opened(chromium_browser, fresh_site.origin, viewport=chromium.DESK) as page:
        page.goto("/accounts/login/")
        picture(page, "sign-in")
    with signed_in_as("editor") as page:
        expect(page.locator("main h1").first).to_contain_text("What waits for you")
        picture(page, "first-page")
    with signed_in_as("editor", chromium.PHONE) as page:
        expect(page.locator("main h1").first).to_contain_text("What waits for you")


def test_an_editor_writes_and_asks_for_a_review_and_a_publisher_approves(
    signed_in_as: Opens, fresh_site: Served
) -> None:
    with signed_in_as("editor") as page:
        open_section(page, "Guidance for professionals")
        page.goto(page.url.replace("/edit/", "/add_subpage/"))
        page.get_by_role("link", name=re.compile("Guidance page", re.I)).first.click()
        page.fill("textarea[name=title], input[name=title]", TITLE)
        page.fill("textarea[name=search_description]", "What drivers and passengers can do.")
        picture(page, "new-page")
        page.locator(".footer .w-dropdown__toggle, footer .w-dropdown__toggle").first.click()
        page.get_by_role("button", name=re.compile("Submit to", re.I)).first.click()
        expect(page.locator("main")).to_contain_text("submitted")
        assert page.locator("button[name=action-publish]").count() == 0
    assert fresh_site.get("/en/guidance/keeping-young-people-safe-on-buses/")[0] == 404
    with signed_in_as("publisher") as page:
        expect(page.locator("main")).to_contain_text(TITLE)
        picture(page, "publishers-first-page")
        page.locator("main").get_by_role("link", name=TITLE).first.click()
        picture(page, "review")
        page.locator("footer .w-dropdown__toggle").first.click()
        page.locator("footer").get_by_role("button", name=re.compile("Approve", re.I)).first.click()
        page.wait_for_load_state()
    assert fresh_site.get("/en/guidance/keeping-young-people-safe-on-buses/")[0] == 200


def test_a_translator_sees_the_queue_and_works_side_by_side(signed_in_as: Opens) -> None:
    with signed_in_as("publisher") as page:
        page.goto("/admin/translations/")
        picture(page, "translations")
    with signed_in_as("translator") as page:
        page.goto("/admin/translations/queue/")
        picture(page, "queue")


def test_a_publisher_plans_campaigns_and_looks_after_the_site(signed_in_as: Opens) -> None:
    with signed_in_as("publisher") as page:
        page.goto("/admin/campaigns/calendar/?from=2026-11")
        picture(page, "campaign-calendar")
        page.goto("/admin/dashboard/reviews/")
        picture(page, "reviews")


def test_a_site_manager_invites_somebody(signed_in_as: Opens) -> None:
    with signed_in_as("manager") as page:
        page.goto("/admin/people/")
        picture(page, "people")
        page.get_by_role("link", name=re.compile("Invite", re.I)).first.click()
        picture(page, "invite")


@pytest.mark.parametrize("guide", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_every_picture_of_a_guide_is_taken_by_these_tests(guide: Path) -> None:
    taken = {path.stem for path in album.FOLDER.glob("*.png")}
    assert album.used_in(guide) <= taken
    assert {path.stem for path in album.FOLDER.glob("*.txt")} == taken
