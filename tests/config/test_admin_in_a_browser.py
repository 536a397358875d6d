"""A site manager at work in Wagtail's admin, in a real browser under the admin's own policy."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, FilePayload, Locator, Page, expect

from tests.support import browser as chromium
from tests.support.server import Served

MANAGER = ("manager@lantern.example", "a-lamp-in-the-mill")
PRIVACY = "privacy"
UNTRANSLATED = "what-young-people-told-us"
PATIENCE = 25_000


def sign_in(page: Page) -> None:
    """The one place that knows how a site manager signs in."""
    page.goto("/accounts/login/?next=/admin/")
    page.fill("input[name=login]", MANAGER[0])
    page.fill("input[name=password]", MANAGER[1])
    page.click("main button[type=submit]")
    page.wait_for_url("**/admin/")


@pytest.fixture(scope="module")
def signed_in(served: Served, chromium_browser: Browser) -> Any:
    """The cookies of somebody who has signed in."""
    with chromium.opened(chromium_browser, served.origin) as page:
        sign_in(page)
        return page.context.storage_state()


@pytest.fixture
def desk(served: Served, chromium_browser: Browser, signed_in: Any) -> Iterator[Page]:
    """Signed in, at a desk. What the browser refused to run, load or finish fails the test at its end."""
    wrong: list[str] = []

    def note(said: object) -> None:
        wrong.append(f"{page.url}: {said}")

    def refused(said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            note(said.text)

    expect.set_options(timeout=PATIENCE)
    with chromium.opened(chromium_browser, served.origin, viewport=chromium.DESK, storage_state=signed_in) as page:
        page.set_default_timeout(PATIENCE)
        # In every frame, before any script: the preview and its checks are watched too.
        page.context.expose_function("reportViolation", note)
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation', event => "
            "reportViolation(`${event.documentURI}: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))"
        )
        page.on("pageerror", note)
        page.on("console", refused)
        yield page
        page.wait_for_timeout(100)
    assert wrong == []


def picture() -> FilePayload:
    """A small picture, never the same twice."""
    target = BytesIO()
    Image.frombytes("RGB", (4, 4), uuid4().bytes * 3).save(target, format="PNG")
    return FilePayload(name="lamp.png", mimeType="image/png", buffer=target.getvalue())


def add_block(page: Page, kind: str) -> None:
    """Another block at the end of the page's body."""
    page.locator("[data-contentpath=body] button.c-sf-add-button:visible").last.click()
    page.get_by_role("option", name=kind, exact=True).click()


def dialog_has_come_in(page: Page) -> None:
    """Wagtail's dialog is there with its scripts, which start only once it has come in."""
    expect(page.locator(".modal.in .modal-body form").first).to_be_attached()
    page.wait_for_load_state("networkidle")


def write_with_a_link(page: Page, words: str) -> None:
    """A paragraph that leads to a page, chosen in Wagtail's dialog."""
    add_block(page, "Text")
    editor = page.locator("[data-contentpath=body] [role=textbox][contenteditable=true]").last
    editor.click()
    page.keyboard.type(words)
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+K")
    dialog_has_come_in(page)
    page.locator(".modal-body [data-chooser-modal-choice], .modal-body a.choose-page").first.click()
    expect(editor.locator("a")).to_have_count(1)


def upload_in_the_dialog(page: Page) -> None:
    """A picture that is not there yet, uploaded where it is chosen."""
    add_block(page, "Image")
    page.locator("[data-contentpath=body] [data-chooser-action-choose]:visible").last.click()
    dialog_has_come_in(page)
    page.get_by_role("tab", name="Upload").click()
    page.set_input_files(".modal-body input[type=file]", picture())
    # The dialog names it after the file; a form without a title is not sent.
    expect(page.locator("[name=image-chooser-upload-title]")).to_have_value("lamp")
    page.fill("[name=image-chooser-upload-description]", "A lamp.")
    page.locator(".modal-body form[action*=create] [type=submit]").click()
    expect(page.locator(".modal-body")).to_have_count(0)


def pick_a_page(page: Page, field: Locator) -> None:
    """Choose the first page that Wagtail's dialog offers, in a field outside any StreamField."""
    field.locator("[data-chooser-action-choose]:visible").first.click()
    dialog_has_come_in(page)
    page.locator(".modal-body [data-chooser-modal-choice], .modal-body a.choose-page").first.click()
    expect(page.locator(".modal-body")).to_have_count(0)
    expect(field.locator("input[type=hidden]").first).not_to_have_value("")


def test_a_page_is_written_previewed_checked_and_published(desk: Page, served: Served) -> None:
    # Letters alone: a number is isolated on the page.
    words = f"A lamp in the mill {uuid4().hex.translate(str.maketrans('0123456789', 'ghijklmnop'))}"
    desk.goto(f"/admin/pages/{served.key_of('home')}/")
    expect(desk.locator("main").get_by_role("link", name="About this site", exact=True)).to_be_visible()
    desk.goto(f"/admin/pages/{served.key_of(PRIVACY)}/edit/")
    write_with_a_link(desk, words)
    upload_in_the_dialog(desk)
    desk.get_by_label("Toggle preview").click()
    preview = desk.frame_locator("#w-preview-iframe")
    expect(preview.get_by_text(words)).to_be_attached()
    expect(preview.locator("wagtail-userbar")).to_be_attached()
    desk.get_by_label("Toggle checks").click()
    expect(desk.locator("[data-content-word-count]")).to_contain_text("5")
    # The calendar of the dialog that sets a time; the dialog's content is kept in a template until it opens.
    desk.get_by_label("Toggle status").click()
    desk.get_by_role("button", name="Set schedule").click()
    desk.locator("#id_go_live_at").click()
    expect(desk.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    desk.keyboard.press("Escape")
    expect(desk.locator("#id_go_live_at")).to_be_hidden()
    desk.get_by_role("button", name="More actions").last.click()
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.locator(".messages .success")).to_contain_text("published")
    page = served.get("/en/about/privacy/")[2].decode()
    assert words in page
    assert 'alt="A lamp."' in page
    desk.goto(f"/admin/pages/{served.key_of(PRIVACY)}/history/")
    expect(desk.locator("main table")).to_contain_text("Published")


def test_calendars_choosers_and_rows_start_on_forms_outside_the_page_editor(desk: Page) -> None:
    desk.goto("/admin/snippets/pages/alert/add/")
    desk.fill("[name=text]", "The line is closed on Monday.")
    pick_a_page(desk, desk.locator("#panel-child-page-section, [data-field-wrapper]:has([name=page])").first)
    for name in ("starts_on", "ends_on"):
        desk.locator(f"[name={name}]").click()
        desk.locator(".xdsoft_datetimepicker:visible .xdsoft_date.xdsoft_current").click()
        expect(desk.locator(f"[name={name}]")).not_to_have_value("")
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.locator(".messages .success")).to_be_visible()
    desk.goto("/admin/redirects/add/")
    pick_a_page(desk, desk.locator("[data-field-wrapper]:has([name=redirect_page])"))
    # A row that is copied from a template brings a chooser of its own.
    desk.goto("/admin/workflows/add/")
    desk.fill("[name=name]", "By two people")
    desk.locator("#id_workflow_tasks-ADD").click()
    desk.locator("#id_workflow_tasks-FORMS [data-chooser-action-choose]:visible").click()
    expect(desk.locator(".modal-body")).to_be_visible()
    desk.locator(".modal .close").click()
    desk.locator("#id_pages-ADD").click()
    expect(desk.locator("[name=pages-TOTAL_FORMS]")).to_have_value("2")
    pick_a_page(desk, desk.locator("[data-field-wrapper]:has([name=pages-1-page])"))


def test_many_pictures_and_documents_are_uploaded_at_once(desk: Page) -> None:
    desk.goto("/admin/images/multiple/add/")
    desk.set_input_files("input[type=file]", [picture(), picture()])
    forms = desk.locator("#upload-list form")
    for left in (2, 1):
        expect(forms).to_have_count(left)
        forms.first.locator("[name$=-description]").fill("A lamp.")
        forms.first.get_by_role("button", name="Update").click()
    expect(forms).to_have_count(0)
    desk.goto("/admin/images/")
    expect(desk.locator("main").get_by_text("lamp.png").first).to_be_visible()
    desk.goto("/admin/documents/multiple/add/")
    title = uuid4().hex
    desk.set_input_files("input[type=file]", FilePayload(name="a.txt", mimeType="text/plain", buffer=title.encode()))
    desk.locator("#upload-list [name$=-title]").fill(title)
    desk.locator("#upload-list").get_by_role("button", name="Update").click()
    desk.wait_for_load_state("networkidle")
    desk.goto(f"/admin/documents/?q={title}")
    expect(desk.locator("main").get_by_text(title).first).to_be_visible()


def test_a_page_is_sent_to_translators_and_translated(desk: Page, served: Served) -> None:
    desk.goto(f"/admin/localize/submit/page/{served.key_of(UNTRANSLATED)}/")
    desk.check("[name=select_all]")
    assert all(box.is_checked() for box in desk.locator("[name=locales]").all())
    desk.uncheck("[name=select_all]")
    assert not any(box.is_checked() for box in desk.locator("[name=locales]").all())
    desk.get_by_label("Polish").check()
    desk.locator("main form").get_by_role("button", name="Submit").click()
    desk.wait_for_url("**/admin/pages/*/edit/")
    editor = desk.locator(".js-translation-editor")
    editor.get_by_role("button", name="Translate", exact=True).first.click()
    editor.locator("textarea").fill("Plakat odstraszający")
    editor.get_by_role("button", name="Save", exact=True).click()
    expect(editor.locator("textarea")).to_have_count(0)
    desk.reload()
    expect(editor).to_contain_text("Plakat odstraszający")


def test_the_other_screens_open(desk: Page) -> None:
    for address in (
        "/admin/",
        "/admin/reports/site-history/",
        "/admin/reports/workflow/",
        "/admin/localize/reports/translations/",
        "/admin/workflows/list/",
        "/admin/users/",
        "/admin/users/new/",
        "/admin/groups/new/",
        "/admin/voices/",
    ):
        desk.goto(address)
        expect(desk.locator("main").first).to_be_visible()
        expect(desk.locator("body")).to_have_class(re.compile(r"\bready\b"))
