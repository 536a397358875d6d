"""Promise 5: every public screen and message is in the reader's language, and says so where it is not."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from config import languages
from config.languages import SOURCE
from signposting.models import Service
from tests.support.crawl import CODES, Site, Visit
from tests.support.language import foreign, other_script
from tests.support.reading import none, passages, words

OTHERS = [code for code in CODES if code != SOURCE]
CODE = re.compile(
    r"{%-?\s*(?:blocktranslate|blocktrans)\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%.*?%}|{{.*?}}|{#.*?#}|{%\s*comment.*?endcomment\s*%}",
    re.DOTALL,
)
SPOKEN = re.compile(r"""\s(?:aria-label|alt|title|placeholder)=(["'])(.*?)\1""", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2,}")


def catalogue(code: str) -> polib.POFile:
    """The interface catalogue of a language."""
    return polib.pofile(str(settings.BASE_DIR / "locale" / code / "LC_MESSAGES" / "django.po"))


def test_html_says_its_language_and_direction(site: Site) -> None:
    """That of the address, on the root of every page; and HTTP says the same."""
    for page in site.pages():
        code = page.language or SOURCE
        root = page.soup.html
        assert root["lang"] == code, page
        assert root["dir"] == languages.get(code).direction, page
        assert page.headers["content-language"] == code, page


def test_source_text_is_marked_and_announced(site: Site) -> None:
    """A page without a translation: a notice in the reader's language, content marked with its own, nothing for search engines."""
    fallbacks = [page for page in site.pages() if page.is_fallback]
    for page in fallbacks:
        main = page.soup.main
        assert (main.get("lang"), main.get("dir")) == (SOURCE, "ltr"), page
        notice = page.soup.select_one(".translation-notice")
        assert notice, page
        assert "noindex" in str(page.soup.find("meta", attrs={"name": "robots"})), page
        assert f"/{SOURCE}/" in str(page.soup.find("link", rel="canonical")), page
    translated = [page for page in site.pages() if not page.is_fallback and page.language]
    none(page for page in translated if page.soup.main.get("lang", page.language) != page.language)


@pytest.mark.parametrize("language", OTHERS)
def test_the_interface_is_translated(language: str) -> None:
    """Every string of the catalogue, none in doubt."""
    entries = catalogue(language)
    assert len(entries) > 100
    none(
        f"{entry.msgid!r}: {'fuzzy' if entry.fuzzy else 'missing'}"
        for entry in entries
        if not entry.obsolete and not entry.translated()
    )


# What the team works with stays in English, as Wagtail's own admin does.
UNREAD = re.compile(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<script.*?</script>", re.DOTALL)
OF_THE_TEAM = ("background", "dashboard", "desk", "translations")


def test_no_template_speaks_english_by_itself() -> None:
    """Words between tags, and in what screen readers say, go through the catalogue."""
    found = []
    for path in [
        path
        for base in ("site", "campaigns", "training", "reporting")
        for path in (settings.BASE_DIR / base).glob("**/templates/**/*.html")
    ]:
        place = path.relative_to(settings.BASE_DIR)
        if (
            path.name in ("500.html", "outbox.html", "demonstration_only.html")
            or "admin" in str(place)
            or {*OF_THE_TEAM} & {*place.parts}
        ):
            continue
        # Notes for whoever reads the template, and data for scripts, are never read out.
        text = CODE.sub(" ", UNREAD.sub(" ", path.read_text()))
        spoken = [match[2] for match in SPOKEN.finditer(text)]
        bare = re.sub(r"<!--.*?-->|<[^>]*>", " ", text, flags=re.DOTALL)
        found += [
            f"{path.relative_to(settings.BASE_DIR)}: {word}"
            for part in (bare, *spoken)
            for word in LETTERS.findall(part)
            if word != "Lantern"
        ]
    none(found)


def untranslated(page: Visit, names: list[str]) -> list[str]:
    """English inside what says that it is not."""
    found = [
        (piece.lang, piece.text, foreign(piece.text, piece.lang, names))
        for piece in passages(page.soup)
        if piece.lang != SOURCE
    ]
    return [f"{page} [{lang}] {run!r} in {text[:90]!r}" for lang, text, run in found if run]


@pytest.mark.django_db
@pytest.mark.parametrize("language", OTHERS)
def test_no_english_is_passed_off_as_another_language(site: Site, language: str) -> None:
    """All words of all pages, spoken ones too: whatever is English is marked as English."""
    services = Service.objects.filter(locale__language_code=SOURCE).values_list("name", flat=True)
    names = sorted({spelt for name in services for spelt in (name, name.replace("&", "and"))}, key=len, reverse=True)
    found: dict[str, str] = {}
    for page in site.pages(language):
        for line in untranslated(page, names):
            found.setdefault(line.partition("[")[2], line)
    none(found.values())


def test_nothing_else_is_passed_off_as_english(site: Site) -> None:
    """Urdu, Gurmukhi and the like carry their own `lang`, so that they are read aloud rightly."""
    found: dict[str, str] = {}
    for page in site.pages():
        for piece in words(page.soup, attributes=True):
            if piece.lang == SOURCE and piece.tag.name != "track" and other_script(piece.text):
                found.setdefault(piece.text, f"{page}: {piece.text[:80]} in <{piece.tag.name}>")
    none(found.values())


@pytest.mark.parametrize("language", CODES)
def test_a_title_and_a_description_are_in_the_pages_language(site: Site, language: str) -> None:
    """No page is without a title, and no two pages of a language share one."""
    titles: dict[str, str] = {}
    for page in site.pages(language):
        title = page.soup.title.get_text(strip=True)
        assert title, page
        if page.status == 200 and "?" not in page.address:
            assert title not in titles, f"{page} and {titles[title]}: {title}"
            titles[title] = page.address


def test_error_pages_need_no_catalogue(static_files: Path) -> None:
    """When all breaks, the page still speaks every language of the site, and its style sheet is there."""
    text = (settings.BASE_DIR / "site/pages/templates/500.html").read_text()
    for code in CODES:
        assert f'lang="{code}"' in text
    assert (static_files / "css/error.css").exists()
