"""Search: in the reader's language first, harmless whatever is typed, and never a dead end."""

from urllib.parse import quote, urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from wagtail.models import Page

from tests.pages.helpers import ENGLISH_ONLY, TRANSLATED, main, read, text, the_page, translated_languages

pytestmark = pytest.mark.django_db


def found(query: str, language: str = "en", **more: str) -> BeautifulSoup:
    """What a search shows."""
    return read(f"/{language}/search/?{urlencode({'query': query, **more})}")


def links(page: BeautifulSoup) -> list[str]:
    """Where the results lead, in their order."""
    return [str(link["href"]) for link in main(page).select(".card__title a")]


def helplines(page: BeautifulSoup) -> list[Tag]:
    """The people to talk to that a search offers."""
    return [*main(page).select(".helpline-card a[href^='tel:']")]


def test_a_page_is_found_by_words_of_its_title_and_of_its_text() -> None:
    assert "/en/topics/cuckooing/" in links(found("cuckooing"))
    assert f"/en/{ENGLISH_ONLY}" in links(found("data protection"))


def test_every_word_must_be_there() -> None:
    assert links(found("cuckooing zebra")) == []


@pytest.mark.parametrize("query", ["CUCKOOING", "  cuckooing  ", "cuckooing?", "“cuckooing”", "(cuckooing"])
def test_capitals_blanks_and_punctuation_do_not_matter(query: str) -> None:
    assert "/en/topics/cuckooing/" in links(found(query))


def test_a_reader_searches_in_words_of_their_own_language() -> None:
    for code in translated_languages():
        title = the_page(TRANSLATED, code).title
        assert f"/{code}/{TRANSLATED}" in links(found(title, code)), code
        assert f"/en/{TRANSLATED}" not in links(found(title, "en")), code


def test_what_is_not_translated_is_found_in_the_source_language_and_marked_as_such() -> None:
    code = translated_languages()[0]
    page = found(the_page(ENGLISH_ONLY).title, code)
    assert f"/{code}/{ENGLISH_ONLY}" in links(page)
    card = main(page).select_one(".card")
    assert card is not None
    assert (card["lang"], card["dir"]) == ("en", "ltr")


HOSTILE = {
    "quotes": "'\"''\"\"",
    "an operator": "cuckooing AND OR NOT NEAR(",
    "full text syntax": 'title:* ^cuckooing "a NEAR/2 b" -x +y {z} ~w',
    "PostgreSQL's syntax": "a & b | !c <-> d:*",
    "SQL": "'; DROP TABLE wagtailcore_page; --",
    "a wildcard": "%_*?",
    "a zero": "cuck\x00ooing",
    "controls": "\x01\x02\x1b[31m\x7f",
    "overrides": "\u202etopics\u2066\u2069\u200f",
    "ten thousand": "a" * 10_000,
    "ten thousand words": "of " * 3_333,
    "half a pair": "\ud83d",
    "a flag and a family": "🏴󠁧󠁢󠁥󠁮󠁧󠁿👨‍👩‍👧",
    "script": "<script>alert(1)</script>",
    "a template": "{{ settings.SECRET_KEY }}{% debug %}",
}


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_only_text(query: str, language: str) -> None:
    raw = quote(query.encode(errors="surrogatepass"))
    pages_before = Page.objects.count()
    page = read(f"/{language}/search/?query={raw}")
    box = main(page).select_one("input[name=query]")
    assert box is not None
    assert len(str(box["value"])) <= 200
    assert not main(page).select("script")
    assert "SECRET_KEY" not in text(main(page))
    assert links(page) or helplines(page)
    assert Page.objects.count() == pages_before


def test_a_search_for_nothing_asks_what_one_is_looking_for() -> None:
    for query in ("", "   ", "\u200b", "\x00"):
        page = found(query)
        assert main(page).select_one("input[name=query]")
        assert not links(page)
        assert "We found no page" not in text(main(page))


@pytest.mark.parametrize("language", ["en", "ur", "pa", "pl"])
def test_a_search_that_finds_nothing_gives_people_to_talk_to(language: str) -> None:
    page = found("qqxyzzyqq", language)
    numbers = {str(link["href"]) for link in helplines(page)}
    assert "tel:08001111" in numbers
    assert len(numbers) >= 3


def test_results_come_in_pages_of_ten_and_every_page_can_be_reached() -> None:
    first, second = found("help"), found("help", page="2")
    assert len(links(first)) == 10
    assert links(second)
    assert not set(links(first)) & set(links(second))
    onward = main(first).select_one("a[rel=next]")
    assert onward is not None
    assert links(read("/en/search/" + str(onward["href"]))) == links(second)


@pytest.mark.parametrize("number", ["9999", "99999999999999999999", "last"])
def test_past_the_end_stands_the_last_page_or_the_first(number: str) -> None:
    assert links(found("help", page=number))


@pytest.mark.parametrize("number", ["0", "-1", "", "x", "1.5", "\x00", "١"])
def test_a_page_number_that_is_none_breaks_nothing(number: str) -> None:
    assert links(found("help", page=number))


def test_drafts_and_unpublished_pages_are_never_found() -> None:
    topic = the_page("topics/cuckooing/")
    topic.title = "Cuckooing zebrafish"
    topic.save_revision()
    assert links(found("zebrafish")) == []
    topic.unpublish()
    assert "/en/topics/cuckooing/" not in links(found("cuckooing"))


def test_what_is_published_can_be_found_at_once() -> None:
    topic = the_page("topics/cuckooing/")
    topic.title = "Cuckooing zebrafish"
    topic.save_revision().publish()
    assert links(found("zebrafish")) == ["/en/topics/cuckooing/"]


def test_the_words_that_were_typed_stand_in_the_box_and_nowhere_in_a_header() -> None:
    response = Client().get("/en/search/", {"query": "frightened at home"})
    assert b'value="frightened at home"' in response.content
    assert "frightened" not in str(response.headers)
    assert not response.cookies
