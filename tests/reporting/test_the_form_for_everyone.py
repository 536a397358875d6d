"""Every page of the concern form: valid, light, in the reader's language, numbers in their order."""

import re
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import cache

from config import languages
from reporting.questions import PATHS
from tests.promises.test_4_on_every_screen import NUMBER
from tests.promises.test_6_light import FIRST_WINDOW, LEVEL, compressed
from tests.reporting.conftest import OpenDesk
from tests.reporting.form import Reporter
from tests.support.language import foreign
from tests.support.reading import none, passages, words
from tests.support.validity import html_problems

CODES = [code for code, _name in settings.LANGUAGES]
pytestmark = pytest.mark.django_db
WORRY = "42 07700 900123 07700 900124"
Pages = dict[str, bytes]


@pytest.fixture(params=CODES)
def walked(desk: OpenDesk, request: pytest.FixtureRequest) -> tuple[str, Pages]:
    """The language, and every page of every path in it, with danger, errors, loss and receipt."""
    cache.clear()
    language = str(request.param)
    pages: Pages = {}
    for path in PATHS:
        for name, body in walk(Reporter(language), path):
            pages[f"{language} {path} {name}"] = body
    somebody = Reporter(language)
    pages[f"{language} lost"] = somebody.post({"carried": "forged", "worry": WORRY}).content
    somebody.start()
    pages[f"{language} choose"] = somebody.press("back", worry=WORRY).content
    somebody.post({"carried": somebody.carried, "start": "someone"})
    pages[f"{language} empty"] = somebody.press(worry="").content
    pages[f"{language} too long"] = somebody.press(worry="1" * 10_001).content
    return language, pages


def walk(somebody: Reporter, path: str) -> Iterator[tuple[str, bytes]]:
    """From the first page to the receipt, and to the receipt again."""
    yield "first", somebody.start(path).content
    yield "danger", somebody.press(worry=WORRY).content
    for number in range(20):
        names = {str(tag["name"]) for tag in somebody.soup.select("form#concern [name]")}
        if somebody.buttons("send"):
            break
        typed = {"danger": "now", "names": WORRY, "phones": WORRY}
        yield f"page {number}", somebody.press(**{name: typed[name] for name in typed if name in names}).content
    check = somebody.page
    yield "files", somebody.press("files").content
    somebody.page = check
    yield "receipt", somebody.press("send").content
    somebody.page = check
    yield "again", somebody.press("back").content


def test_every_page_of_every_path_is_as_it_should_be(
    walked: tuple[str, Pages], static_files: Path, tmp_path: Path
) -> None:
    language, pages = walked
    problems = list(html_problems(pages, tmp_path).values())
    titles: dict[str, str] = {}
    sheet = next(static_files.glob(f"css/site.{languages.get(language).script}.????????????.css"))
    for name, body in pages.items():
        soup = BeautifulSoup(body, "html.parser")
        size = len(brotli.compress(body, quality=LEVEL)) + compressed(sheet)
        if size > FIRST_WINDOW:
            problems.append(f"{name}: {size} bytes")
        problems += wrong_words(soup, language, name)
        assert soup.title
        assert len(soup.select("h1")) == 1, name
        if len(soup.select("main .button--next")) > 1 and not soup.select("main .urgent"):
            amber = [tag.get_text(strip=True) for tag in soup.select("main .button--next")]
            problems.append(f"{name}: more than one thing to do next: {amber}")
        problems += [
            f"{name}: {tag}"[:200]
            for tag in soup.select("main :is(input[type=text], textarea):not([autocomplete=off])")
        ]
        titles[name] = soup.title.get_text()
        assert soup.select_one("a[data-exit]"), name
        assert soup.select_one(".danger-first a[href='tel:999']"), name
    none(problems)
    steps = [title for name, title in titles.items() if re.search(r"first|page|danger", name)]
    assert len(steps) == len(set(steps))


def wrong_words(soup: BeautifulSoup, language: str, name: str) -> Iterator[str]:
    """Numbers that a right-to-left line would turn round, and words of another language."""
    if languages.get(language).direction == "rtl":
        for piece in words(soup):
            for number in NUMBER.findall(piece.text):
                # What is typed into a box stands apart from the page, and takes its own direction.
                if not piece.is_isolated and piece.tag.name != "textarea":
                    yield f"{name}: {number} in <{piece.tag.name}> {piece.text[:60]!r}"
    for passage in passages(soup):
        if passage.lang == language and language != "en" and (run := foreign(passage.text, language)):
            yield f"{name}: {run}"


def test_the_young_persons_path_blames_nobody_and_speaks_to_you(desk: OpenDesk) -> None:
    said = " ".join(
        BeautifulSoup(body, "html.parser").main.get_text(" ")  # type: ignore[union-attr]
        for _name, body in walk(Reporter(), "young_person")
    ).lower()
    assert "you have not done anything wrong" in " ".join(said.split())
    for word in ("victim", "putting yourself at risk", "lifestyle", "suspect", "why did you", "allege", "should have"):
        assert word not in said, word
