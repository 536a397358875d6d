"""The concern form in a real Chromium: without JavaScript, on a small phone, by keyboard, and left in a hurry."""

import contextlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.promises.test_1_no_trace import NOTHING, STORED
from tests.promises.test_4_for_everyone import AXE, RUN_AXE, SCHEMES
from tests.promises.test_4_on_every_screen import TOO_WIDE
from tests.support.browser import DESK, PHONE, opened
from tests.support.reading import none
from tests.support.server import Served

SMALL = {"width": 320, "height": 640}
WORRY = "planted-worry 07700 900123 \u202eturned"


def press(page: Page, button: str) -> None:
    """Press it, and wait for the page that follows, which has the same address."""
    with page.expect_navigation():
        page.click(button)


def what_is_shown(page: Page) -> str:
    """The page as it stands once the browser has made up its mind."""
    for _moment in range(50):
        with contextlib.suppress(Error):
            page.wait_for_load_state()
            return page.content()
        page.wait_for_timeout(100)
    raise AssertionError("The browser never came to rest.")


def walk(page: Page, language: str, path: str) -> Iterator[str]:
    """From the start to the receipt, answering what is asked; the name of each page as it is shown."""
    page.goto(f"/{language}/report/")
    yield "start"
    press(page, f"button[name=start][value={path}]")
    yield "first"
    page.fill("textarea[name=worry]", WORRY)
    for number in range(20):
        if page.locator("button[value=send]").count():
            break
        if page.locator("input[name=danger]").count():
            page.check("input[name=danger][value=now]")
        if page.locator("input[name=names]").count():
            page.fill("input[name=names]", "Kez")
        press(page, "button[name=go][value=next]")
        yield f"page {number}"
    press(page, "button[value=send]")
    yield "receipt"


@pytest.mark.parametrize("viewport", [SMALL, PHONE], ids=["320", "360"])
@pytest.mark.parametrize(("language", "path"), [("en", "young_person"), ("ur", "professional")])
def test_the_whole_form_works_without_javascript_on_a_small_phone(
    served: Served, chromium_browser: Browser, language: str, path: str, viewport: dict[str, int]
) -> None:
    problems = []
    with opened(chromium_browser, served.origin, viewport=viewport, java_script_enabled=False) as page:
        for name in walk(page, language, path):
            if wide := page.evaluate(TOO_WIDE):
                problems.append(f"{name}: {wide}")
            assert page.context.cookies() == []
            box = page.locator(".danger-first a[href='tel:999']").bounding_box()
            assert box
            assert box["y"] < viewport["height"], name
        digits = page.locator(".receipt__digits").inner_text()
        assert len("".join(digits.split())) == 16
        asked = {url for url in page.asked if not url.startswith((served.origin, "data:"))}  # type: ignore[attr-defined]
        assert not asked
    none(problems)
    assert "planted-worry" not in served.log


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(
    ("language", "path"), [("en", "someone"), ("ur", "young_person"), ("pa", "place"), ("pl", "desk")]
)
def test_axe_finds_nothing_and_the_browser_keeps_nothing(
    served: Served, chromium_browser: Browser, language: str, path: str, viewport: dict[str, int]
) -> None:
    problems: dict[str, str] = {}
    with opened(chromium_browser, served.origin, viewport=viewport, bypass_csp=True, reduced_motion="reduce") as page:
        for name in walk(page, language, path):
            page.add_script_tag(path=AXE)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                for violation in page.evaluate(RUN_AXE, scheme):
                    problems.setdefault(violation, f"{name} ({scheme}): {violation}")
            page.emulate_media(color_scheme="light")
            assert {**page.evaluate(STORED), "jar": page.context.cookies()} == {**NOTHING, "jar": []}, name
    none(problems.values())


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("stop", ["page 3", "receipt"])
def test_after_leaving_the_browsers_back_button_shows_nothing(
    served: Served, chromium_browser: Browser, script: bool, stop: str
) -> None:
    with opened(chromium_browser, served.origin, viewport=PHONE, java_script_enabled=script) as page:
        for name in walk(page, "en", "someone"):
            if name == stop:
                break
        page.locator("a[data-exit]").first.click()
        page.wait_for_url(served.exit_url)
        for _press in range(4):
            # The browser would have to send the form again, and asks first.
            with contextlib.suppress(Error):
                page.go_back(timeout=3000)
            shown = what_is_shown(page)
            assert "planted-worry" not in shown
            assert "receipt__digits" not in shown
            assert 'name="carried"' not in shown


def test_the_keyboard_alone_fills_in_and_sends(served: Served, chromium_browser: Browser) -> None:
    """Enter in a line goes on, never back or to another language; the first error is one Tab and Enter away."""
    with opened(chromium_browser, served.origin, viewport=DESK, java_script_enabled=False) as page:
        page.goto("/en/report/")
        page.locator("button[value=place]").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("textarea[name=worry]")
        page.locator("button[value=next]").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".error-summary")
        page.locator(".error-summary a").focus()
        page.keyboard.press("Enter")
        page.keyboard.type("Typed by hand")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("input[name=danger]")
        page.locator("input[name=danger]").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_selector("input[name=area]")
        assert page.locator("html").get_attribute("lang") == "en"
        page.locator("input[name=area]").focus()
        page.keyboard.type("Shipley")
        page.keyboard.press("Enter")
        page.wait_for_selector("input[name=themes]")


def test_words_typed_right_to_left_do_not_turn_the_page_round(served: Served, chromium_browser: Browser) -> None:
    """An override that is never ended ends with the answer."""
    with opened(chromium_browser, served.origin, viewport=PHONE, java_script_enabled=False) as page:
        for name in walk(page, "en", "desk"):
            if name.startswith("page") and page.locator("button[value=send]").count():
                break
        order = page.evaluate("""() => {
          const heading = document.querySelector(".answers__group:nth-child(2) h2").firstChild, range = document.createRange();
          const at = (index) => { range.setStart(heading, index); range.setEnd(heading, index + 1); return range.getBoundingClientRect().left; };
          return at(0) < at(3);
        }""")
        assert order


def test_the_receipt_is_printed_without_the_furniture(served: Served, chromium_browser: Browser) -> None:
    with opened(chromium_browser, served.origin, viewport=DESK) as page:
        for _name in walk(page, "en", "someone"):
            pass
        page.emulate_media(media="print")
        assert page.locator(".receipt__digits").is_visible()
        assert page.locator("h1").is_visible()
        for part in (".exit", ".other-languages"):
            assert not any(place.is_visible() for place in page.locator(part).all()), part


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_page_that_is_loaded_again_is_the_same_page(served: Served, chromium_browser: Browser, script: bool) -> None:
    """With what was said before, and after sending with the same receipt."""
    with opened(chromium_browser, served.origin, viewport=PHONE, java_script_enabled=script) as page:
        for name in walk(page, "en", "someone"):
            if name not in ("page 3", "receipt"):
                continue
            heading, digits = page.locator("h1").inner_text(), page.locator(".receipt__digits").all_inner_texts()
            page.reload()
            page.wait_for_selector("[name=carried], .receipt__digits", state="attached")
            assert page.locator("h1").inner_text() == heading
            assert page.locator(".receipt__digits").all_inner_texts() == digits
        assert digits


def test_the_browsers_own_button_goes_back_inside_the_form(served: Served, chromium_browser: Browser) -> None:
    """Chromium's, which would otherwise ask to send the form again."""
    with opened(chromium_browser, served.origin, viewport=PHONE) as page:
        headings = []
        for name in walk(page, "en", "someone"):
            headings.append(page.locator("h1").inner_text())
            if name == "page 3":
                break
        page.go_back()
        page.wait_for_selector("[name=carried]", state="attached")
        assert page.locator("h1").inner_text() == headings[-2]
        press(page, "button[name=go][value=next]")
        assert page.locator("h1").inner_text() == headings[-1]
