"""Promise 5: every public screen and message is in the reader's language, and says so where it is not."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client

from config import languages
from config.languages import SOURCE
from signposting.models import Service
from tests.support.crawl import CODES, Site, Visit, within
from tests.support.language import foreign, other_script
from tests.support.reading import none, passages, words

OTHERS = [code for code in CODES if code != SOURCE]
CODE = re.compile(r"{%-?\s*(?:blocktranslate|blocktrans)\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%.*?%}|{{.*?}}|{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)
SPOKEN = re.compile(r"""\s(?:aria-label|alt|title|placeholder)=(["'])(.*?)\1""", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2,}")


def catalogue(code: str) -> polib.POFile:
    """The interface catalogue of a language."""
    return polib.pofile(str(settings.BASE_DIR / "locale" / code / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", CODES)
def test_every_address_answers_in_every_language(site: Site, language: str) -> None:
    """What there is in English there is in all, if need be with the source text."""
    english = [page for page in site.pages(SOURCE) if page.status == 200 and "/download/" not in page.address]
    missing = []
    for page in english:
        theirs = site.visits.get(page.address.replace(f"/{SOURCE}/", f"/{language}/", 1))
        if "?" not in page.address and (theirs is None or theirs.status != page.status):
            missing.append(f"{page}: {theirs and theirs.status}")
    none(missing)


def test_no_address_fails(site: Site) -> None:
    """No link leads nowhere, and nothing breaks; only the pages that were asked for in vain are not found."""
    expected = {"/xx/", "/no-such-page/", *(f"/{code}/no-such-page/" for code in CODES)}
    none(f"{visit.status} {visit}, linked from {visit.found_on}" for visit in site.visits.values() if visit.status >= 400 and visit.address not in expected)
    none(address for address in expected if site.visits[address].status != 404)


def test_no_anchor_leads_nowhere(site: Site) -> None:
    """`#place` is on the page that it points at."""
    broken = []
    for page in site.pages():
        for link in page.links:
            address, mark, anchor = link.url.partition("#")
            target = site.visits.get(within(page.address, address) if address else page.address)
            # A sample on the style page leads to a field that is not there.
            if page.template != "pages/style.html" and mark and anchor and target and target.is_page and anchor not in target.anchors:
                broken.append(f"{page}: {link.url}")
    none(broken)


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


def test_hreflang_names_only_what_exists(site: Site) -> None:
    """Each alternate is a page really in that language; each page is among its own alternates; all agree."""
    problems = []
    for page in site.pages():
        if page.status != 200:
            continue
        named = {str(link["hreflang"]): within(page.address, str(link["href"])) for link in page.soup.find_all("link", rel="alternate", hreflang=True)}
        for code, address in named.items():
            other = site.visits.get(address)
            if other is None or other.status != 200 or other.language != code or other.is_fallback:
                problems.append(f"{page}: {code} is not at {address}")
        if named and not page.is_fallback and page.language not in named:
            problems.append(f"{page}: not among its own alternates")
    none(problems)


def test_the_switcher_offers_every_language_in_its_own_name(site: Site) -> None:
    """The same page in each; and it says which of them hold the source text."""
    for page in site.pages():
        if page.status != 200 or not page.language:
            continue
        links = page.soup.select(".language-switcher a[hreflang]")
        assert {str(link["hreflang"]) for link in links} == set(CODES), page
        for link in links:
            code = str(link["hreflang"])
            assert link["lang"] == code
            assert link.get_text(strip=True) == languages.get(code).endonym
            other = site.visits[str(link["href"])]
            assert other.status == 200, page
            assert bool(link.parent and link.parent.find("small")) == (other.is_fallback and code != SOURCE), f"{page}: {code}"


@pytest.mark.parametrize("language", OTHERS)
def test_the_interface_is_translated(language: str) -> None:
    """Every string of the catalogue, none in doubt."""
    entries = catalogue(language)
    assert len(entries) > 100
    none(f"{entry.msgid!r}: {'fuzzy' if entry.fuzzy else 'missing'}" for entry in entries if not entry.obsolete and not entry.translated())


def test_no_template_speaks_english_by_itself() -> None:
    """Words between tags, and in what screen readers say, go through the catalogue."""
    found = []
    for path in [path for base in ("site", "campaigns", "training", "reporting") for path in (settings.BASE_DIR / base).glob("**/templates/**/*.html")]:
        if path.name in ("500.html",) or "admin" in str(path.relative_to(settings.BASE_DIR)):
            continue
        text = CODE.sub(" ", path.read_text())
        spoken = [match[2] for match in SPOKEN.finditer(text)]
        bare = re.sub(r"<!--.*?-->|<[^>]*>", " ", text, flags=re.DOTALL)
        found += [f"{path.relative_to(settings.BASE_DIR)}: {word}" for part in (bare, *spoken) for word in LETTERS.findall(part) if word != "Lantern"]
    none(found)


def untranslated(page: Visit, names: list[str]) -> list[str]:
    """English inside what says that it is not."""
    found = [(piece.lang, piece.text, foreign(piece.text, piece.lang, names)) for piece in passages(page.soup) if piece.lang != SOURCE]
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


@pytest.mark.django_db
@pytest.mark.parametrize(("header", "language"), [("ur-PK,en;q=0.5", "ur"), ("pl", "pl"), ("pa-IN", "pa"), ("xx,fr;q=0.9", "en"), ("", "en"), ("*" * 3000, "en")])
def test_the_front_door_chooses_by_the_browsers_languages(header: str, language: str) -> None:
    """And by nothing else."""
    answer = Client(HTTP_HOST="localhost").get("/", headers={"accept-language": header})
    assert answer.status_code == 302
    assert answer["Location"] == f"/{language}/"


@pytest.mark.parametrize("address", ["/{}/no-such-page/", "/{}/topics/no-such-topic/"])
@pytest.mark.parametrize("language", CODES)
@pytest.mark.django_db
def test_a_page_that_is_not_there_gives_a_way_on(address: str, language: str) -> None:
    """In the language of the address: help, the form, the first page, a search."""
    answer = Client(HTTP_HOST="localhost").get(address.format(language))
    assert answer.status_code == 404
    assert f'<html lang="{language}"' in answer.text
    for place in ("help/", "report/", "", "search/"):
        assert f'"/{language}/{place}"' in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/xx/", "/xx/topics/", "/fr/", "/topics/", "/zz-ZZ/help/"])
def test_an_unknown_language_gives_a_way_on(address: str) -> None:
    """To the languages that there are."""
    answer = Client(HTTP_HOST="localhost").get(address)
    assert answer.status_code == 404
    for code in CODES:
        assert f'href="/{code}/' in answer.text


def test_error_pages_need_no_catalogue(static_files: Path) -> None:
    """When all breaks, the page still speaks every language of the site, and its style sheet is there."""
    text = (settings.BASE_DIR / "site/pages/templates/500.html").read_text()
    for code in CODES:
        assert f'lang="{code}"' in text
    assert (static_files / "css/error.css").exists()
