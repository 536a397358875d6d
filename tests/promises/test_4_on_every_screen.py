"""Promise 4, on every screen and on paper: 320 px, right to left, numbers in their order, print."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from tests.support.browser import DESK, opened
from tests.support.crawl import CODES, Site
from tests.support.reading import none, words
from tests.support.server import Served

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return "";
  const wide = [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > width + 1 || box.left < -1) && !one.closest(".visually-hidden");
  });
  return wide.slice(0, 4).map((one) => one.outerHTML.slice(0, 120)).join(" | ") || "scrolls";
}"""
# A telephone number, a time, or the short numbers of the emergency services.
NUMBER = re.compile(r"\+?\d[\d \u00a0]{4,}\d|\b\d{1,2}:\d\d\b|(?<!\d)(?:999|101|111|18000)(?!\d)|[\w.]+@[\w.]+\w")
RIGHT_TO_LEFT = [code for code in CODES if code in settings.LANGUAGES_BIDI]


@pytest.mark.parametrize("language", CODES)
def test_nothing_scrolls_sideways_at_320_pixels(
    site: Site, served: Served, chromium_browser: Browser, language: str
) -> None:
    """Which is what 1280 pixels are at 400 %."""
    problems = []
    with opened(chromium_browser, served.origin, viewport={"width": 320, "height": 640}) as page:
        for visit in site.to_measure(language):
            page.goto(visit.address)
            page.evaluate(
                "document.fonts.ready.then(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }))"
            )
            if wide := page.evaluate(TOO_WIDE):
                problems.append(f"{visit}: {wide}")
    none(problems)


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_numbers_keep_their_order_in_right_to_left_text(site: Site, language: str) -> None:
    """`01274 437500` must never show as `437500 01274`: each stands in a <bdi dir="ltr">."""
    found: dict[str, str] = {}
    for page in site.pages(language):
        for piece in words(page.soup):
            for number in NUMBER.findall(piece.text):
                if not piece.is_isolated:
                    found.setdefault(
                        f"{number} {piece.tag.name}", f"{page}: {number} in <{piece.tag.name}> {piece.text[:80]!r}"
                    )
    none(found.values())


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_a_browser_shows_numbers_in_their_order(
    site: Site, served: Served, chromium_browser: Browser, language: str
) -> None:
    """Measured on the screen: the first digits of every telephone number stand to the left of its last."""
    swapped = """() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
      while (walker.nextNode()) {
        const node = walker.currentNode;
        for (const match of node.data.matchAll(/\\d[\\d \\u00a0]{4,}\\d/g)) {
          const at = (index) => { const range = document.createRange(); range.setStart(node, index); range.setEnd(node, index + 1); return range.getBoundingClientRect(); };
          const first = at(match.index), last = at(match.index + match[0].length - 1);
          if (first.width && first.top === last.top && first.left > last.left) found.push(match[0]);
        }
      }
      return found;
    }"""
    problems = []
    with opened(chromium_browser, served.origin, viewport=DESK) as page:
        for visit in site.to_measure(language):
            page.goto(visit.address)
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            problems += [f"{visit}: {number}" for number in page.evaluate(swapped)]
    none(problems)


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_right_to_left_is_first_class(served: Served, chromium_browser: Browser, language: str) -> None:
    """The name of the site is on the right, the way out on the left, and lines of Nastaliq do not collide."""
    with opened(chromium_browser, served.origin, viewport=DESK) as page:
        page.goto(f"/{language}/")
        home, way_out = page.locator(".bar__home").bounding_box(), page.locator(".exit").first.bounding_box()
        assert home
        assert way_out
        assert way_out["x"] < home["x"]
        ratio = page.evaluate(
            "(() => { const style = getComputedStyle(document.body); return parseFloat(style.lineHeight) / parseFloat(style.fontSize); })()"
        )
        assert ratio >= 2


@pytest.mark.parametrize("language", CODES)
def test_print_holds_the_content_and_not_the_furniture(
    site: Site, served: Served, chromium_browser: Browser, language: str
) -> None:
    """No menus, switcher, exit or feedback on paper; headings, text and numbers to call are there."""
    problems = []
    with opened(chromium_browser, served.origin, viewport=DESK) as page:
        page.emulate_media(media="print")
        for visit in site.of_each_kind(language):
            page.goto(visit.address)
            for part in (".navigation", ".language-switcher", ".exit", ".feedback", ".skip", ".search-form"):
                problems += [f"{visit}: {part} is printed" for place in page.locator(part).all() if place.is_visible()]
            if not page.locator("h1").first.is_visible():
                problems.append(f"{visit}: no heading is printed")
    none(problems)
