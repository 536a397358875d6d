"""A page from its first draft to its readers in another language, by the people whose work it is.

Each screen is a picture in docs/; where a screen has changed, the picture is out of date and the test says so.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.ground.running import ROOT
from tests.guide import album
from tests.guide.album import picture
from tests.guide.conftest import Opens
from tests.support import browser as chromium
from tests.support.server import Served

pytestmark = pytest.mark.process

TITLE = "Keeping young people safe on buses"


def test_a_new_editor_signs_in_and_sees_what_waits(
    signed_in_as: Opens, fresh_site: Served, chromium_browser: Browser
) -> None:
    with chromium.opened(chromium_browser, fresh_site.origin, viewport=chromium.DESK) as page:
        page.goto("/accounts/login/")
        picture(page, "sign-in")
    with signed_in_as("editor") as page:
        expect(page.locator("main h1").first).to_contain_text("What waits for you")
        picture(page, "first-page", "main h1")
    with signed_in_as("editor", chromium.PHONE) as page:
        expect(page.locator("main h1").first).to_contain_text("What waits for you")


def test_a_page_from_its_first_draft_to_a_reader_in_another_language(signed_in_as: Opens, fresh_site: Served) -> None:
    address = "guidance/keeping-young-people-safe-on-buses/"
    with signed_in_as("editor") as page:
        page.goto(f"/admin/pages/{fresh_site.key_of('guidance')}/add_subpage/")
        page.locator("main").get_by_role("link", name="Guidance page", exact=True).click()
        page.fill("[name=title]", TITLE)
        page.fill("[name=search_description]", "What drivers and passengers can do.")
        picture(page, "new-page")
        page.get_by_role("button", name="More actions").last.click()
        assert page.get_by_role("button", name="Publish", exact=True).count() == 0
        page.get_by_role("button", name="Submit to Review by a publisher").click()
        expect(page.locator(".messages")).to_contain_text("submitted for moderation")
    assert fresh_site.get(f"/en/{address}")[0] == 404
    with signed_in_as("publisher") as page:
        expect(page.locator("main")).to_contain_text(TITLE)
        picture(page, "publishers-first-page", "main h1")
        page.locator("main").get_by_role("link", name=TITLE).first.click()
        page.get_by_role("button", name="More actions").last.click()
        picture(page, "review")
        page.get_by_role("button", name="Approve and Publish", exact=True).click()
        expect(page.locator(".messages")).to_contain_text("has been updated")
    assert fresh_site.get(f"/en/{address}")[0] == 200
    translated(signed_in_as, fresh_site)
    assert "نوجوان" in fresh_site.get(f"/ur/{address}")[2].decode()


def translated(signed_in_as: Opens, fresh_site: Served) -> None:
    """The publisher asks for Urdu, the translator translates and hands on, the publisher makes it live."""
    with signed_in_as("publisher") as page:
        page.goto("/admin/translations/")
        picture(page, "translations", "main form")
        page.goto(f"/admin/localize/submit/page/{fresh_site.key_of('keeping-young-people-safe-on-buses')}/")
        page.get_by_label("Urdu").check()
        page.locator("main form").get_by_role("button", name="Submit").click()
        page.wait_for_url("**/edit/")
    with signed_in_as("translator") as page:
        page.goto("/admin/translations/queue/")
        picture(page, "queue", "main h1")
        page.get_by_role("link", name=f"Translate: {TITLE}, Urdu").click()
        for number, words in enumerate(("بسوں میں نوجوانوں کی حفاظت", "ڈرائیور اور مسافر کیا کر سکتے ہیں۔"), 1):
            page.get_by_role("button", name="Translate").first.click()
            page.locator("textarea").first.fill(words)
            page.get_by_role("button", name="Save", exact=True).first.click()
            expect(page.get_by_text("Translated manually")).to_have_count(number)
        picture(page, "side-by-side", ".js-translation-editor")
        page.goto("/admin/translations/queue/")
        page.get_by_role("button", name=f"Hand on: {TITLE}, Urdu").click()
        page.wait_for_load_state()
    with signed_in_as("publisher") as page:
        page.goto("/admin/translations/queue/")
        page.get_by_role("button", name=f"Publish: {TITLE}, Urdu").click()
        page.wait_for_load_state()


def test_a_publisher_plans_campaigns_and_looks_after_the_site(signed_in_as: Opens) -> None:
    with signed_in_as("publisher") as page:
        page.goto("/admin/campaigns/calendar/?from=2026-11")
        picture(page, "campaign-calendar", "main h1")
        page.goto("/admin/dashboard/reviews/")
        picture(page, "reviews", "main h1")


def test_a_site_manager_invites_somebody(signed_in_as: Opens) -> None:
    with signed_in_as("manager") as page:
        page.goto("/admin/people/")
        picture(page, "people", "main table thead")
        page.get_by_role("link", name=re.compile("Invite", re.I)).first.click()
        picture(page, "invite")


@pytest.mark.parametrize("guide", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_every_picture_of_a_guide_is_taken_by_these_tests(guide: Path) -> None:
    taken = {path.stem for path in album.FOLDER.glob("*.png")}
    assert album.used_in(guide) <= taken
    assert {path.stem for path in album.FOLDER.glob("*.txt")} == taken
