"""Menus and addresses follow what editors do: unpublish, rename, move, delete."""

from typing import Any

import pytest
from django.test import Client, TestCase

from tests.pages.helpers import main, read, the_page, translated_languages, with_body
from tests.support.cast import Person

pytestmark = pytest.mark.django_db


def menu(language: str = "en") -> list[str]:
    """Where the main menu leads."""
    return [str(link["href"]) for link in read(f"/{language}/search/").select(".navigation a")]


def arrives(address: str) -> str:
    """Where a reader who follows an old link ends."""
    response: Any = Client().get(address, follow=True)
    assert response.status_code == 200, address
    return str(response.redirect_chain[-1][0]) if response.redirect_chain else address


def rename(address: str, slug: str) -> None:
    """As an editor does it: the slug of the source, published."""
    page = the_page(address)
    page.slug = slug
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()


@pytest.mark.parametrize("language", ["en", "ur", "pa", "pl"])
def test_an_unpublished_page_disappears_from_every_menu(language: str) -> None:
    assert f"/{language}/guidance/" in menu(language)
    the_page("guidance/").unpublish()
    page = read(f"/{language}/search/")
    assert not page.select(f"nav a[href='/{language}/guidance/'], footer a[href='/{language}/guidance/']")
    assert f"/{language}/campaigns/" in menu(language)


def test_an_unpublished_page_disappears_from_lists_and_cards_and_the_sitemap() -> None:
    the_page("topics/cuckooing/").unpublish()
    assert not main(read("/en/topics/")).select("a[href='/en/topics/cuckooing/']")
    assert b"topics/cuckooing" not in Client().get("/sitemap.xml").content
    assert arrives("/ur/topics/cuckooing/") == "/ur/topics/"


def test_a_link_to_an_unpublished_page_keeps_its_words_and_leads_nowhere() -> None:
    target = the_page("topics/cuckooing/")
    with_body("topics/county-lines/", ("text", f'<p>Read <a linktype="page" id="{target.pk}">about cuckooing</a>.</p>'))
    assert main(read("/ur/topics/county-lines/")).select_one("a[href='/ur/topics/cuckooing/']")
    target.unpublish()
    found = main(read("/ur/topics/county-lines/"))
    assert "about cuckooing" in found.get_text()
    assert not found.select("a[href*=cuckooing]")


def test_the_current_part_of_the_site_is_marked_in_the_menu() -> None:
    marked = read("/en/topics/cuckooing/").select(".navigation a[aria-current]")
    assert [str(link["href"]) for link in marked] == ["/en/topics/"]


@pytest.mark.parametrize("language", ["en", "ur", "pa", "pl"])
def test_a_renamed_page_is_still_found_by_its_old_address(language: str) -> None:
    rename("topics/cuckooing/", "home-takeover")
    assert arrives(f"/{language}/topics/cuckooing/") == f"/{language}/topics/home-takeover/"
    assert read(f"/{language}/topics/home-takeover/")


def test_a_renamed_section_takes_the_pages_under_it_along() -> None:
    rename("topics/", "harms")
    assert arrives("/en/topics/cuckooing/") == "/en/harms/cuckooing/"
    assert arrives("/en/topics/") == "/en/harms/"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_moved_page_is_still_found_by_its_old_address(language: str) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        the_page("topics/cuckooing/").move(the_page("about/"), pos="last-child")
    assert arrives(f"/{language}/topics/cuckooing/") == f"/{language}/about/cuckooing/"


@pytest.mark.parametrize("language", ["en", "ur", "pa", "pl"])
def test_what_lies_under_a_renamed_or_moved_page_is_found_in_every_language(language: str) -> None:
    rename("guidance/", "for-practice")
    assert arrives(f"/{language}/guidance/sharing-information/") == f"/{language}/for-practice/sharing-information/"
    with TestCase.captureOnCommitCallbacks(execute=True):
        the_page("for-practice/").move(the_page("about/"), pos="last-child")
    now = f"/{language}/about/for-practice/sharing-information/"
    assert arrives(f"/{language}/guidance/sharing-information/") == now
    assert arrives(f"/{language}/for-practice/sharing-information/") == now


def test_every_old_address_leads_to_the_present_one_in_one_step() -> None:
    for before, after in (("cuckooing", "second"), ("second", "third"), ("third", "fourth")):
        rename(f"topics/{before}/", after)
    for language in ("en", "ur"):
        for old in ("cuckooing", "second", "third"):
            answer = Client().get(f"/{language}/topics/{old}/")
            assert (answer.status_code, answer["Location"]) == (301, f"/{language}/topics/fourth/")


def test_a_new_page_at_an_old_address_is_shown_and_the_old_one_is_still_found_by_its_own() -> None:
    rename("topics/cuckooing/", "home-takeover")
    rename("topics/county-lines/", "cuckooing")
    assert arrives("/en/topics/cuckooing/") == "/en/topics/cuckooing/"
    assert arrives("/ur/topics/county-lines/") == "/ur/topics/cuckooing/"
    assert arrives("/ur/topics/home-takeover/") == "/ur/topics/home-takeover/"


def test_a_translated_page_that_is_renamed_is_still_found_in_every_language() -> None:
    code = translated_languages()[0]
    rename("for/schools/", "schools-and-colleges")
    for language in ("en", code):
        assert arrives(f"/{language}/for/schools/") == f"/{language}/for/schools-and-colleges/"
    assert not read(f"/{code}/for/schools-and-colleges/").select("main[lang]")


def test_a_page_that_a_program_deletes_sends_its_readers_up_too_and_leaves_no_dead_link() -> None:
    the_page("guidance/").delete()
    assert arrives("/pl/guidance/") == "/pl/"
    assert "/pl/guidance/" not in menu("pl")


def test_a_manager_unpublishes_in_the_admin_and_the_menu_follows(manager: Person) -> None:
    page = the_page("guidance/")
    response = manager.client.post(f"/admin/pages/{page.pk}/unpublish/", {"include_descendants": "on"})
    assert response.status_code == 302
    page.refresh_from_db()
    assert not page.live
    assert "/en/guidance/" not in menu()
    assert arrives("/en/guidance/sharing-information/") == "/en/"


@pytest.mark.parametrize("address", ["/ur/topics/cuckooing", "/ur/help", "/en/tell-us"])
def test_a_missing_slash_at_the_end_is_no_dead_end(address: str) -> None:
    assert arrives(address) == f"{address}/"
