"""One address in every language: the reader's words where there are some, and the source's where not."""

import re

import pytest
from bs4 import Tag
from django.conf import settings
from django.test import Client
from wagtail.models import Locale, Page

from config import languages
from pages.addresses import address_of
from tests.pages.helpers import ENGLISH_ONLY, TRANSLATED, main, read, soup, text, the_page, translated_languages

pytestmark = pytest.mark.django_db
CODES = [code for code, _name in settings.LANGUAGES]
OTHERS = [code for code in CODES if code != "en"]
GURMUKHI, ARABIC = re.compile("[\u0a00-\u0a7f]"), re.compile("[\u0600-\u06ff]")
OWN_LETTERS = {"ur": ARABIC, "pa": GURMUKHI, "pl": re.compile("[ąćęłńóśźż]")}


@pytest.mark.parametrize("code", CODES)
def test_the_front_page_speaks_every_language(code: str) -> None:
    page = read(f"/{code}/")
    html = page.html
    assert isinstance(html, Tag)
    assert (html["lang"], html["dir"]) == (code, languages.get(code).direction)
    assert f"css/site.{languages.get(code).script}." in str(page.head)


def test_a_translated_page_is_in_the_readers_own_words() -> None:
    assert translated_languages()
    for code in translated_languages():
        page = read(f"/{code}/{TRANSLATED}")
        assert OWN_LETTERS[code].search(text(main(page)))
        assert "lang" not in main(page).attrs
        assert the_page(TRANSLATED).title not in text(main(page))


@pytest.mark.parametrize("code", OTHERS)
def test_the_source_text_stands_inside_the_furniture_of_the_readers_language(code: str) -> None:
    page = read(f"/{code}/{ENGLISH_ONLY}")
    html, content = page.html, main(page)
    assert isinstance(html, Tag)
    assert html["lang"] == code
    assert (content["lang"], content["dir"]) == ("en", "ltr")
    assert the_page(ENGLISH_ONLY).title in text(content)
    notice = page.select_one(".translation-notice")
    assert OWN_LETTERS[code].search(text(notice))
    assert "English" in text(notice)
    assert OWN_LETTERS[code].search(text(page.select_one("footer")))


def test_the_source_text_needs_no_notice_in_its_own_language() -> None:
    assert not read(f"/en/{ENGLISH_ONLY}").select(".translation-notice")


def test_a_translation_that_nobody_has_reviewed_says_so() -> None:
    code = translated_languages()[0]
    assert read(f"/{code}/{TRANSLATED}").select(".translation-notice a")
    page = the_page(TRANSLATED, code)
    page.translation_reviewed_on = "2026-11-01"
    page.save()
    assert not read(f"/{code}/{TRANSLATED}").select(".translation-notice")


def test_an_unpublished_translation_falls_back_to_the_source() -> None:
    code = translated_languages()[0]
    the_page(TRANSLATED, code).unpublish()
    assert main(read(f"/{code}/{TRANSLATED}"))["lang"] == "en"


def test_a_page_that_is_unpublished_in_the_source_language_is_gone_in_every_language() -> None:
    """What must come down, because it is wrong or puts somebody at risk, comes down everywhere at once."""
    the_page(TRANSLATED).unpublish()
    for code in CODES:
        gone = Client().get(f"/{code}/{TRANSLATED}")
        assert (gone.status_code, gone["Location"]) == (301, f"/{code}/for/")


def test_an_alias_counts_as_the_source_that_it_mirrors() -> None:
    code = translated_languages()[0]
    alias = Page.objects.filter(alias_of__isnull=False, locale__language_code=code).first()
    if alias is None:
        parent = the_page("", code)
        alias = the_page("strategy/").create_alias(parent=parent, update_locale=Locale.objects.get(language_code=code))
    address = address_of(alias.url_path)
    page = read(f"/{code}/{address}")
    assert main(page)["lang"] == "en"
    assert page.select(".translation-notice")
    links = {str(link["hreflang"]): text(link.parent) for link in page.select(".language-switcher__list a")}
    assert "(" in links[code]


def test_every_translation_has_the_slug_of_its_source() -> None:
    slugs = dict(Page.objects.filter(locale__language_code="en", depth__gt=2).values_list("translation_key", "slug"))
    others = Page.objects.filter(depth__gt=2).exclude(locale__language_code="en")
    assert others.exists()
    assert [page for page in others if slugs[page.translation_key] != page.slug] == []


@pytest.mark.parametrize("code", CODES)
def test_the_switcher_names_each_language_in_its_own_words_and_marks_what_is_source_text(code: str) -> None:
    page = read(f"/{code}/{ENGLISH_ONLY}")
    shown = page.select_one(".language-switcher__list")
    assert isinstance(shown, Tag)
    links = {str(link["hreflang"]): link for link in shown.select("a")}
    assert list(links) == CODES
    for other, link in links.items():
        assert link["href"] == f"/{other}/{ENGLISH_ONLY}"
        assert (link["lang"], text(link)) == (other, languages.get(other).endonym)
        assert ("(" in text(link.parent)) == (other != "en")
    assert [name for name, link in links.items() if link.get("aria-current")] == [code]


def test_search_engines_are_told_of_real_translations_only() -> None:
    alone = [str(link["hreflang"]) for link in read(f"/en/{ENGLISH_ONLY}").select("link[rel=alternate]")]
    assert alone == ["en"]
    together = {str(link["hreflang"]) for link in read(f"/en/{TRANSLATED}").select("link[rel=alternate]")}
    assert together == {"en", *translated_languages()}
    fallback = read(f"/{OTHERS[0]}/{ENGLISH_ONLY}").select_one("link[rel=canonical]")
    assert fallback is not None
    assert str(fallback["href"]).endswith(f"/en/{ENGLISH_ONLY}")


@pytest.mark.parametrize("code", CODES)
def test_an_unknown_page_is_answered_in_the_language_of_its_address_with_a_way_on(code: str) -> None:
    response = Client().get(f"/{code}/no-such-page/")
    assert response.status_code == 404
    page = soup(response)
    assert isinstance(page.html, Tag)
    assert page.html["lang"] == code
    if code != "en":
        assert OWN_LETTERS[code].search(text(page.h1))
    assert {f"/{code}/", f"/{code}/help/", f"/{code}/report/"} <= {
        str(link["href"]) for link in main(page).select("a[href]")
    }


def test_a_language_that_the_site_lacks_is_answered_with_those_that_it_has() -> None:
    response = Client().get(f"/fr/{TRANSLATED}")
    assert response.status_code == 404
    page = soup(response)
    assert "We do not have this site in that language yet" in text(main(page))
    assert [str(link["href"]) for link in main(page).select("a[hreflang]")] == [
        f"/{code}/{TRANSLATED}" for code in CODES
    ]
    nowhere = soup(Client().get("/fr/nulle-part/"))
    assert [str(link["href"]) for link in main(nowhere).select("a[hreflang]")] == [f"/{code}/" for code in CODES]


@pytest.mark.parametrize(
    "address",
    [
        "/xx/",
        "/no-such-language-at-all/topics/",
        "/en-GB/topics/",
        "/EN/",
        "/en/Topics/",
        "/en/../admin/",
        "/en/%00/",
        "/en/" + "a/" * 400,
    ],
)
def test_a_strange_address_gets_a_page_and_never_an_error(address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 404
    assert text(soup(response).h1)
