"""Alerts: on their days, in their branch, three at most, in the reader's language or marked as the source's."""

from datetime import date
from typing import Any

import pytest
from bs4 import Tag
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from pages.models import Alert
from tests.pages.helpers import as_sent, on, problems, read, soup, text, the_page
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
BRANCH, CHILD, OTHER = "for/young-people/", "for/young-people/a-picture-of-me/", "for/schools/"


@pytest.fixture(autouse=True)
def no_other_alerts(db: None) -> None:
    """The demonstration's own alerts stand aside."""
    Alert.objects.all().delete()


def alert(words: str, first: str = "2027-03-10", last: str = "2027-03-20", **more: Any) -> Alert:
    """A checked and published alert in the source language."""
    made = Alert(
        text=words,
        starts_on=date.fromisoformat(first),
        ends_on=date.fromisoformat(last),
        locale=Locale.objects.get(language_code="en"),
        **more,
    )
    made.full_clean()
    made.save()
    return made


def shown(address: str, day: str = "2027-03-15", language: str = "en") -> list[Tag]:
    """The alerts that a reader meets on a day."""
    with on(day):
        return [*read(f"/{language}/{address}").select(".alert")]


@pytest.mark.parametrize(
    ("day", "there"), [("2027-03-09", False), ("2027-03-10", True), ("2027-03-20", True), ("2027-03-21", False)]
)
def test_an_alert_stands_from_its_first_to_its_last_day(day: str, there: bool) -> None:
    alert("Closed for snow", level="warning")
    assert [text(found) for found in shown("", day)] == (["Closed for snow"] if there else [])


def test_the_day_begins_at_midnight_in_london_also_in_summer() -> None:
    alert("Summer", "2027-07-02", "2027-07-02")
    from datetime import UTC, datetime
    from unittest import mock

    for moment, there in (
        (datetime(2027, 7, 1, 22, 59, tzinfo=UTC), False),
        (datetime(2027, 7, 1, 23, 1, tzinfo=UTC), True),
    ):
        with mock.patch("django.utils.timezone.now", lambda moment=moment: moment):
            assert bool(read("/en/").select(".alert")) is there


@pytest.mark.parametrize(("descendants", "where"), [(True, [BRANCH, CHILD]), (False, [BRANCH])])
def test_an_alert_of_a_branch_stands_there_and_below_only_if_it_should(descendants: bool, where: list[str]) -> None:
    alert("For you", page=the_page(BRANCH), include_descendants=descendants)
    assert [address for address in (BRANCH, CHILD, OTHER, "", "help/") if shown(address)] == where


def test_an_alert_without_a_page_stands_on_screens_and_error_pages_too(client: Any) -> None:
    alert("Everywhere")
    with on("2027-03-15"):
        for address in ("/en/search/", "/ur/help/", "/en/no-such-page/", f"/pl/{CHILD}"):
            assert "Everywhere" in client.get(address).content.decode(), address


def test_an_alert_of_a_branch_stands_on_the_translations_too_and_on_the_fallback() -> None:
    alert("For you", page=the_page(BRANCH))
    for language in ("ur", "pa", "pl"):
        assert shown(CHILD, language=language)


def test_without_a_translation_the_source_text_is_marked_as_such() -> None:
    made = alert("Closed for snow")
    (found,) = shown("", language="ur")
    assert (found["lang"], found["dir"]) == ("en", "ltr")
    words = made.copy_for_translation(Locale.objects.get(language_code="ur"))
    words.text = "برف کی وجہ سے بند"
    words.save()
    (found,) = shown("", language="ur")
    assert (text(found), found["lang"], found["dir"]) == ("برف کی وجہ سے بند", "ur", "rtl")


def test_a_fourth_alert_on_the_same_days_is_refused_with_the_day_and_what_to_do() -> None:
    for words, last in (("One", "2027-03-12"), ("Two", "2027-03-20"), ("Three", "2027-03-20")):
        alert(words, last=last)
    with pytest.raises(
        ValidationError, match=r"On 12/03/2027 readers would already see 3 alerts here\. Choose other dates"
    ):
        alert("Four", "2027-03-12", "2027-04-01")
    alert("Four", "2027-03-13", "2027-04-01")
    assert {text(found) for found in shown("", "2027-03-13")} == {"Two", "Three", "Four"}


def test_alerts_of_different_branches_do_not_crowd_one_another() -> None:
    for words in ("One", "Two", "Three"):
        alert(words, page=the_page(BRANCH))
    alert("Elsewhere", page=the_page(OTHER))
    with pytest.raises(ValidationError):
        alert("Below", page=the_page(CHILD))
    with pytest.raises(ValidationError):
        alert("Everywhere")


def test_readers_never_meet_more_than_three_however_many_there_are() -> None:
    for number in range(5):
        Alert.objects.create(
            text=f"Alert {number}",
            starts_on="2027-03-10",
            ends_on="2027-03-20",
            locale=Locale.objects.get(language_code="en"),
        )
    assert len(shown("")) == 3


def test_a_draft_is_not_shown() -> None:
    made = alert("Not yet")
    made.live = False
    made.save()
    assert shown("") == []


def test_an_editor_is_told_in_the_form_and_keeps_what_was_typed(comms_editor: Person) -> None:
    address = "/admin/snippets/pages/alert/add/"
    typed = {
        "text": "Closed for snow",
        "level": "urgent",
        "starts_on": "2027-03-20",
        "ends_on": "2027-03-10",
        "action-publish": "1",
    }
    response = comms_editor.client.post(address, as_sent(soup(comms_editor.client.get(address)), **typed))
    assert response.status_code == 200
    assert "The last day is before the first day." in problems(response)
    page = soup(response)
    assert page.select_one("[name=text]")["value"] == "Closed for snow"  # type: ignore[index]
    assert page.select_one("[name=ends_on]")["value"] == "2027-03-10"  # type: ignore[index]
    assert not Alert.objects.exists()


def test_a_publisher_publishes_an_alert_and_readers_see_it(comms_publisher: Person) -> None:
    address = "/admin/snippets/pages/alert/add/"
    typed = {
        "text": "Open <all> night",
        "level": "urgent",
        "starts_on": "2027-03-10",
        "ends_on": "2027-03-10",
        "action-publish": "1",
    }
    response = comms_publisher.client.post(address, as_sent(soup(comms_publisher.client.get(address)), **typed))
    assert response.status_code == 302
    (found,) = shown("", "2027-03-10")
    assert text(found) == "Open <all> night"
    assert "alert--urgent" in found["class"]
