"""What was ever public is unpublished, never deleted, and its readers are sent on in every language."""

from typing import Any

import pytest
from django.test import Client, TestCase
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from pages.journeys.taking_down import take_down
from pages.models import Alert, Fact, InformationPage, Navigation
from signposting.models import Service
from tests.pages.helpers import main, problems, read, soup, text, the_page
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "ur", "pa", "pl")
ADDRESS, ELSEWHERE = "topics/cuckooing/", "topics/county-lines/"


def said(answer: Any) -> str:
    return text(soup(answer))


def down(person: Person, page: Any, to: Any = None, **more: str) -> Any:
    """As a publisher sends the screen."""
    data = {"to": str(to.pk)} if to else {}
    return person.client.post(f"/admin/pages/{page.pk}/unpublish/", {**data, **more}, follow=True)


def leads(address: str) -> tuple[int, str]:
    """The one answer that a reader gets."""
    answer = Client().get(address)
    return answer.status_code, answer.headers.get("Location", "")


def draft(title: str = "Only a draft", under: str = "about/") -> Any:
    """A page that nobody ever published."""
    above = Page.objects.get(pk=the_page(under).pk)
    return above.add_child(instance=InformationPage(title=title, slug="only-a-draft", live=False, locale=above.locale))


def test_the_screen_says_who_leads_here_and_offers_the_page_above(comms_publisher: Person) -> None:
    answer = comms_publisher.client.get(f"/admin/pages/{the_page(ADDRESS).pk}/unpublish/")
    page = soup(answer)
    assert "These lead to it." in text(page)
    chosen = page.select_one("input[name=to]")
    assert chosen
    assert chosen["value"] == str(the_page("topics/").pk)


def test_readers_are_sent_to_the_chosen_page_in_every_language_at_once(comms_publisher: Person) -> None:
    answer = down(comms_publisher, the_page(ADDRESS), the_page(ELSEWHERE))
    assert "Its readers are sent to “" in said(answer)
    for language in LANGUAGES:
        assert leads(f"/{language}/{ADDRESS}") == (301, f"/{language}/{ELSEWHERE}")
        assert not main(read(f"/{language}/topics/")).select(f"a[href='/{language}/{ADDRESS}']")
    assert ADDRESS.encode() not in Client().get("/sitemap.xml").content


def test_a_browser_does_not_keep_the_way_for_ever(comms_publisher: Person) -> None:
    down(comms_publisher, the_page(ADDRESS), the_page(ELSEWHERE))
    assert Client().get(f"/en/{ADDRESS}").headers["Cache-Control"] == "no-cache"


def test_a_page_that_is_published_again_is_there_again(comms_publisher: Person) -> None:
    page = the_page(ADDRESS)
    down(comms_publisher, page, the_page(ELSEWHERE))
    the_page(ADDRESS).get_latest_revision().publish()
    for language in LANGUAGES:
        assert leads(f"/{language}/{ADDRESS}")[0] == 200
    assert not Redirect.objects.filter(old_path="/en/topics/cuckooing").exists()


def test_the_pages_below_go_along_if_asked_and_stay_otherwise(comms_publisher: Person) -> None:
    section = the_page("guidance/")
    down(comms_publisher, section, the_page("topics/"))
    assert leads("/ur/guidance/sharing-information/")[0] == 200
    the_page("guidance/").get_latest_revision().publish()
    down(comms_publisher, the_page("guidance/"), the_page("topics/"), include_descendants="on")
    for language in LANGUAGES:
        assert leads(f"/{language}/guidance/sharing-information/") == (301, f"/{language}/topics/")


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        (ADDRESS, "This page is being taken down itself."),
        ("ur", "Choose the page in English."),
        ("draft", "Readers cannot see this page."),
    ],
)
def test_a_place_where_nobody_can_be_sent_is_refused_and_nothing_happens(
    where: str, reason: str, comms_publisher: Person
) -> None:
    places = {"ur": lambda: the_page("for/", "ur"), "draft": draft}
    place = places.get(where, lambda: the_page(ADDRESS))()
    answer = down(comms_publisher, the_page(ADDRESS), place)
    assert reason in problems(answer)
    assert leads(f"/en/{ADDRESS}")[0] == 200


def test_without_a_place_nothing_happens(comms_publisher: Person) -> None:
    answer = comms_publisher.client.post(f"/admin/pages/{the_page(ADDRESS).pk}/unpublish/", {"to": ""})
    assert "required" in problems(answer)
    assert leads(f"/en/{ADDRESS}")[0] == 200


def test_an_editor_takes_nothing_down(comms_editor: Person) -> None:
    down(comms_editor, the_page(ADDRESS), the_page(ELSEWHERE))
    assert leads(f"/en/{ADDRESS}")[0] == 200


def test_a_translation_that_is_taken_down_gives_way_to_the_source(comms_publisher: Person) -> None:
    page = the_page("for/parents-and-carers/", "ur")
    down(comms_publisher, page)
    assert leads("/ur/for/parents-and-carers/")[0] == 200
    assert read("/ur/for/parents-and-carers/").select("main[lang=en]")


def test_what_was_taken_down_twice_is_followed_to_its_end_in_one_step() -> None:
    first, second, third = (the_page(address) for address in (ADDRESS, ELSEWHERE, "guidance/"))
    take_down(first, None, second)
    take_down(the_page(ELSEWHERE), None, third)
    for language in LANGUAGES:
        assert leads(f"/{language}/{ADDRESS}") == (301, f"/{language}/guidance/")


def test_two_pages_that_led_to_each_other_never_send_readers_in_a_circle() -> None:
    take_down(the_page(ADDRESS), None, the_page(ELSEWHERE))
    the_page(ADDRESS).get_latest_revision().publish()
    take_down(the_page(ELSEWHERE), None, the_page(ADDRESS))
    assert leads(f"/en/{ELSEWHERE}") == (301, f"/en/{ADDRESS}")
    take_down(the_page(ADDRESS), None, the_page("topics/"))
    assert leads(f"/en/{ELSEWHERE}") == (301, "/en/topics/")
    assert leads(f"/en/{ADDRESS}") == (301, "/en/topics/")


def test_a_page_that_was_renamed_and_back_and_then_taken_down_makes_no_circle() -> None:
    key = the_page(ELSEWHERE).pk
    for slug in ("home-takeover", "county-lines"):
        page = Page.objects.get(pk=key).specific
        page.slug = slug
        with TestCase.captureOnCommitCallbacks(execute=True):
            page.save_revision().publish()
    assert leads(f"/en/{ELSEWHERE}")[0] == 200
    the_page(ELSEWHERE).unpublish()
    for language in LANGUAGES:
        assert leads(f"/{language}/{ELSEWHERE}") == (301, f"/{language}/topics/")
        assert leads(f"/{language}/topics/home-takeover/") == (301, f"/{language}/topics/")


# --- Never deleted ------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["comms_publisher", "site_manager"])
def test_a_public_page_is_not_deleted_and_the_way_out_is_shown(who: str, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    page = the_page(ADDRESS)
    answer = person.client.post(f"/admin/pages/{page.pk}/delete/", {"confirm_site_name": "Lantern"}, follow=True)
    assert "has been public, so it is not deleted" in said(answer)
    assert answer.redirect_chain[-1][0] == f"/admin/pages/{page.pk}/unpublish/"
    assert leads(f"/en/{ADDRESS}")[0] == 200


def test_nobody_deletes_it_not_even_with_every_right(comms_publisher: Person) -> None:
    user: Any = comms_publisher.user
    user.is_superuser = True
    user.save()
    page = the_page(ADDRESS)
    comms_publisher.client.post(f"/admin/pages/{page.pk}/delete/", {"confirm_site_name": "Lantern"})
    assert leads(f"/en/{ADDRESS}")[0] == 200


def test_what_was_taken_down_stays_too(comms_publisher: Person) -> None:
    page = the_page(ADDRESS)
    take_down(page, None, the_page(ELSEWHERE))
    answer = comms_publisher.client.post(
        f"/admin/pages/{page.pk}/delete/", {"confirm_site_name": "Lantern"}, follow=True
    )
    assert "what was public is never deleted" in said(answer)
    assert Page.objects.filter(pk=page.pk).exists()


def test_a_draft_above_public_pages_takes_none_of_them_along(comms_publisher: Person) -> None:
    user: Any = comms_publisher.user
    user.is_superuser = True
    user.save()
    above = draft()
    the_page(ADDRESS).move(above, pos="last-child")
    answer = comms_publisher.client.post(
        f"/admin/pages/{above.pk}/delete/", {"confirm_site_name": "Lantern"}, follow=True
    )
    assert "Nothing was deleted." in said(answer)
    assert Page.objects.filter(pk=above.pk).exists()


def test_many_at_once_are_not_deleted_if_one_was_public(comms_publisher: Person) -> None:
    only_draft, public = draft(), the_page(ADDRESS)
    answer = comms_publisher.client.post(
        f"/admin/bulk/wagtailcore/page/delete/?id={only_draft.pk}&id={public.pk}&next=/admin/",
        {"confirm_site_name": "Lantern"},
        follow=True,
    )
    assert "Nothing was deleted." in said(answer)
    assert Page.objects.filter(pk__in=[only_draft.pk, public.pk]).count() == 2


def test_many_at_once_are_unpublished_and_their_readers_sent_up(comms_publisher: Person) -> None:
    page = the_page(ADDRESS)
    comms_publisher.client.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={page.pk}&next=/admin/", {})
    assert leads(f"/pl/{ADDRESS}") == (301, "/pl/topics/")


def test_what_was_never_public_can_be_deleted(comms_publisher: Person) -> None:
    page = draft()
    comms_publisher.client.post(f"/admin/pages/{page.pk}/delete/", {"confirm_site_name": "Lantern"})
    assert not Page.objects.filter(pk=page.pk).exists()


def test_a_record_that_pages_show_is_not_deleted_and_says_which(comms_publisher: Person) -> None:
    fact = next(
        value for block in the_page(ELSEWHERE).body if block.block_type == "facts" for value in block.value["facts"]
    )
    answer = comms_publisher.client.post(f"/admin/snippets/pages/fact/delete/{fact.pk}/", follow=True)
    assert "is not deleted" in said(answer)
    assert Fact.objects.filter(pk=fact.pk).exists()


def test_a_page_with_an_alert_takes_it_not_along(comms_publisher: Person) -> None:
    page = draft()
    alert = Alert.objects.create(
        text="Closed today", page=page, starts_on="2026-01-01", ends_on="2026-01-02", locale=page.locale, live=False
    )
    one, many = f"/admin/pages/{page.pk}/delete/", f"/admin/bulk/wagtailcore/page/delete/?id={page.pk}&next=/admin/"
    for address in (one, many):
        answer = comms_publisher.client.post(address, {"confirm_site_name": "Lantern"}, follow=True)
        assert "The alert “Closed today” is on “Only a draft”." in said(answer)
    assert Alert.objects.filter(pk=alert.pk).exists()


def test_the_navigation_and_a_live_translation_of_a_used_record_are_not_deleted(comms_publisher: Person) -> None:
    menu = Navigation.objects.get(locale__language_code="en")
    shown = [
        value for block in the_page(ELSEWHERE).body if block.block_type == "facts" for value in block.value["facts"]
    ]
    facts = Fact.objects.filter(translation_key__in=[fact.translation_key for fact in shown], live=True)
    translated = facts.exclude(locale__language_code="en").first()
    assert translated
    for kind, record in (("navigation", menu), ("fact", translated)):
        answer = comms_publisher.client.post(f"/admin/snippets/pages/{kind}/delete/{record.pk}/", follow=True)
        assert "is not deleted" in said(answer)
        assert type(record).objects.filter(pk=record.pk).exists()


def test_who_has_no_pages_chooses_among_live_ones(
    desk_officer: Person, translator: Person, comms_editor: Person
) -> None:
    draft("Known to nobody yet", under="about/")
    for person, sees in ((desk_officer, False), (translator, False), (comms_editor, True)):
        answer = person.client.get("/admin/choose-page/search/?q=Known&page_type=wagtailcore.page")
        assert ("Known to nobody yet" in answer.content.decode()) == sees


def test_a_record_that_nothing_shows_can_be_deleted(comms_publisher: Person) -> None:
    service = Service.objects.filter(locale__language_code="en").first()
    assert service
    copy = Service.objects.create(
        code="unused",
        name="Unused",
        organization=service.organization,
        summary="Unused",
        source_url="https://unused.example/",
        owner="Nobody",
        checked_on="2026-01-01",
        review_due="2027-01-01",
        locale=service.locale,
    )
    comms_publisher.client.post(f"/admin/snippets/signposting/service/delete/{copy.pk}/")
    assert not Service.objects.filter(pk=copy.pk).exists()


def test_the_screen_is_kept_by_no_browser(comms_publisher: Person) -> None:
    """As every other screen of Wagtail's."""
    answer = comms_publisher.client.get(f"/admin/pages/{the_page(ADDRESS).pk}/unpublish/")
    assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))
