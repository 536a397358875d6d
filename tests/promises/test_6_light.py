"""Promise 6: a page and its style fit the first congestion window, and nothing else stands before reading."""

import re
from functools import cache
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser

from config import languages
from tests.support.browser import PHONE, opened
from tests.support.crawl import CODES, Site, Visit
from tests.support.reading import none
from tests.support.server import Served

FIRST_WINDOW = 14 * 1024
# nginx's own level for what it compresses on the way; static files are compressed once, at the highest.
LEVEL = 6
FONT = re.compile(r"@font-face\s*{([^}]*)}")
SCRIPT_OF_FONT = {
    "nastaliq": "arab",
    "naskh": "arab",
    "arabic": "arab",
    "gurmukhi": "guru",
    "atkinson": "latn",
    "lexend": "latn",
}


def sheets(page: Visit) -> list[str]:
    """The style sheets that hold up the page."""
    return [
        str(link["href"]) for link in page.soup.select("link[rel=stylesheet]") if link.get("media", "all") != "print"
    ]


@cache
def compressed(path: Path) -> int:
    """The size in which a static file is sent."""
    return path.with_name(path.name + ".br").stat().st_size


@pytest.mark.parametrize("language", CODES)
def test_page_and_style_fit_the_first_window(site: Site, static_files: Path, language: str) -> None:
    """Every page, compressed with Brotli."""
    sizes = {}
    for page in site.pages(language):
        style = sum(compressed(static_files / sheet.removeprefix("/static/")) for sheet in sheets(page))
        sizes[page.address] = len(brotli.compress(page.body, quality=LEVEL)) + style
    none(
        f"{address}: {size}"
        for address, size in sorted(sizes.items(), key=lambda item: -item[1])
        if size > FIRST_WINDOW
    )


def test_one_style_sheet_and_nothing_else_holds_up_reading(site: Site) -> None:
    """Scripts are deferred, nothing is written into the page, and the style is that of the page's script."""
    problems = []
    for page in site.pages():
        soup = page.soup
        if len(sheets(page)) != 1:
            problems.append(f"{page}: {sheets(page)}")
        # The concern form's and training's pages have the same sheet with their own styles in it.
        wanted = (
            tuple(f"/{name}.{languages.get(page.language).script}." for name in ("site", "concern", "learn"))
            if page.language
            else ("",)
        )
        if not any(name in "".join(sheets(page)) for name in wanted):
            problems.append(f"{page}: not the style sheet of its script")
        problems += [
            f"{page}: {script}"
            for script in soup.find_all("script")
            if not script.get("src") or "defer" not in script.attrs
        ]
        problems += [f"{page}: {tag.name} with a style of its own" for tag in soup.select("style, [style]")]
    none(problems)


@pytest.mark.parametrize("script", sorted({languages.get(code).script for code in CODES}))
def test_text_is_readable_before_its_font_arrives(static_files: Path, script: str) -> None:
    """Every font of a bundle swaps in, is our own, and is one of its script."""
    (bundle,) = [path.read_text() for path in static_files.glob(f"css/site.{script}.*css")][:1]
    # A face without an address stands for a font of the reader's machine, there while ours is on its way.
    fonts = [font for font in FONT.findall(bundle) if "url(" in font]
    assert fonts
    for font in fonts:
        assert re.search(r"font-display\s*:\s*swap", font), font
        assert "http" not in font
    assert "@import" not in bundle


@pytest.mark.parametrize("language", CODES)
def test_a_page_fetches_the_fonts_of_its_own_script_only(
    site: Site, served: Served, chromium_browser: Browser, language: str
) -> None:
    """As a browser does it; Latin words in other scripts' pages may use the Latin font."""
    own = {languages.get(language).script, "latn"}
    with opened(chromium_browser, served.origin, viewport=PHONE) as page:
        for visit in site.to_look_at(language):
            page.goto(visit.address)
            page.evaluate("document.fonts.ready.then(() => true)")
        fonts = {url for url in page.asked if ".woff" in url}  # type: ignore[attr-defined]
    assert fonts
    named = {
        url: next((script for word, script in SCRIPT_OF_FONT.items() if word in url.lower()), "unknown")
        for url in fonts
    }
    none(f"{url} is of {script}" for url, script in named.items() if script not in own)
