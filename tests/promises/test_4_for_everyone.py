"""Promise 4: for everyone: WCAG 2.2 AA, valid HTML, keyboard, 320 px, print, right to left."""

import itertools
from pathlib import Path
from typing import Any, Literal

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.support.browser import DESK, PHONE, opened
from tests.support.crawl import CODES, Site
from tests.support.reading import none
from tests.support.server import Served
from tests.support.validity import html_problems

AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """async (scheme) => {
  // The colours are all that differs at night.
  const rules = scheme === "dark" ? {type: "rule", values: ["color-contrast", "link-in-text-block"]}
    : {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]};
  for (const details of document.querySelectorAll("details")) details.open = true;
  const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
  return found.violations.map((one) => `${one.id} (${one.nodes.length}): ${one.nodes[0].html.slice(0, 160)} ${one.nodes[0].failureSummary.slice(0, 200)}`);
}"""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", CODES)
def test_axe_finds_no_violation(
    site: Site, served: Served, chromium_browser: Browser, language: str, viewport: dict[str, int]
) -> None:
    """Of WCAG 2.0, 2.1 and 2.2, levels A and AA, by day and by night, with everything that opens opened."""
    assert AXE.exists(), "axe-core is not installed: run make setup-dev"
    problems: dict[str, str] = {}
    looked_at = site.to_look_at(language) if viewport is PHONE else site.of_each_kind(language)
    with opened(chromium_browser, served.origin, viewport=viewport, bypass_csp=True, reduced_motion="reduce") as page:
        for visit in looked_at:
            page.emulate_media(color_scheme="light")
            page.goto(visit.address)
            page.add_script_tag(path=AXE)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                for violation in page.evaluate(RUN_AXE, scheme):
                    problems.setdefault(violation, f"{visit} ({scheme}): {violation}")
    none(problems.values())


@pytest.mark.markup
@pytest.mark.parametrize("language", CODES)
def test_html_is_valid(site: Site, tmp_path: Path, language: str) -> None:
    """By html-validate; every page."""
    none(html_problems({page.address: page.body for page in site.pages(language)}, tmp_path).values())


def focused(page: Page) -> dict[str, Any]:
    """What has the focus, and whether that can be seen."""
    found: dict[str, Any] = page.evaluate("""() => {
      const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
      return {tag: one.tagName, html: one.outerHTML.slice(0, 120), href: one.getAttribute("href") || "", exit: one.hasAttribute("data-exit"),
        inMain: !!one.closest("main"), inMenu: !!one.closest(".navigation, .language-switcher"),
        seen: one === document.body || (box.width > 0 && box.height > 0 && (style.outlineStyle !== "none" || style.boxShadow !== "none"))};
    }""")
    return found


@pytest.mark.parametrize("language", CODES)
def test_the_keyboard_alone_reaches_everything(
    site: Site, served: Served, chromium_browser: Browser, language: str
) -> None:
    """The way past the furniture first; help, the way out and the menus before the content; focus is always seen."""
    problems = []
    with opened(chromium_browser, served.origin, viewport=DESK) as page:
        for visit in site.of_each_kind(language):
            page.goto(visit.address)
            passed: list[dict[str, Any]] = []
            while len(passed) < 40 and (not passed or not passed[-1]["inMain"]):
                page.keyboard.press("Tab")
                passed.append(focused(page))
                if passed[-1]["tag"] == "BODY":
                    break
            if passed[0]["href"] != "#main":
                problems.append(f"{visit}: first comes {passed[0]['html']}")
            if not any(one["exit"] for one in passed) or not any(one["inMenu"] for one in passed):
                problems.append(f"{visit}: the way out or the menu was not met")
            if not any(one["href"] == "tel:999" for one in passed):
                problems.append(f"{visit}: 999 was not met")
            problems += [f"{visit}: focus cannot be seen on {one['html']}" for one in passed if not one["seen"]]
            page.goto(visit.address)
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            if page.evaluate("document.activeElement.id") != "main":
                problems.append(f"{visit}: the first link does not lead to the content")
    none(problems)


def test_every_picture_and_field_has_its_words(site: Site) -> None:
    """Alternative text on every picture, a label for every field, one h1 a page, headings without gaps."""
    problems = []
    for page in site.pages():
        soup = page.soup
        problems += [f"{page}: {picture}" for picture in soup.find_all("img") if "alt" not in picture.attrs]
        labelled = {str(label["for"]) for label in soup.find_all("label", attrs={"for": True})}
        problems += [
            f"{page}: {field}"
            for field in soup.find_all(["input", "select", "textarea"])
            if field.get("type") not in ("hidden", "submit")
            and field.get("id") not in labelled
            and not field.find_parent("label")
        ]
        levels = [
            int(tag.name[1])
            for tag in soup.select("main :is(h1, h2, h3, h4, h5, h6)")
            if not tag.find_parent(class_="sample")
        ]
        levels = levels if soup.main else [1]
        if levels.count(1) != 1 or any(later > earlier + 1 for earlier, later in itertools.pairwise(levels)):
            problems.append(f"{page}: headings {levels}")
    none(problems)
