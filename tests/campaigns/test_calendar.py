"""The campaign calendar, and its feed as RFC 5545 wants it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from icalendar import Calendar

from campaigns.models import CampaignPage
from pages.addresses import absolute
from tests.pages.helpers import main, read, text, the_page

pytestmark = pytest.mark.django_db
CODES = ["en", "ur", "pa", "pl"]


def feed(language: str = "en") -> Any:
    """The feed, parsed by the library that others read calendars with."""
    response = Client().get(f"/{language}/calendar.ics")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def sources() -> dict[str, CampaignPage]:
    """The published campaigns, by their key."""
    return {
        str(page.translation_key): page for page in CampaignPage.objects.filter(locale__language_code="en", live=True)
    }


@pytest.mark.parametrize("language", CODES)
def test_every_campaign_is_in_the_feed_with_whole_days_the_last_included(language: str) -> None:
    events = feed(language).walk("VEVENT")
    campaigns = sources()
    assert len(events) == len(campaigns) >= 6
    for event in events:
        page = campaigns[str(event["UID"]).partition(".")[0]]
        assert (type(event["DTSTART"].dt), event["DTSTART"].params.get("VALUE")) == (date, "DATE")
        assert event["DTSTART"].dt == page.starts_on
        assert event["DTEND"].dt == page.ends_on + timedelta(days=1)
        assert event["URL"] == absolute(f"/{language}/campaigns/{page.slug}/")
        assert event["DTSTAMP"].dt.tzinfo is not None


def test_titles_in_the_feed_are_in_the_readers_language() -> None:
    for language in ("ur", "pl", "pa"):
        title = the_page("campaigns/spot-the-thread/", language).title
        assert title in {str(event["SUMMARY"]) for event in feed(language).walk("VEVENT")}


def test_identifiers_are_unique_and_stay_the_same() -> None:
    found = [
        [str(event["UID"]) for event in feed(language).walk("VEVENT")] for language in CODES for _again in range(2)
    ]
    assert all(len(set(ids)) == len(ids) for ids in found)
    assert found[0::2] == found[1::2]
    assert not set(found[0]) & set(found[2])


def test_the_feed_keeps_the_rules_of_the_format() -> None:
    raw = Client().get("/ur/calendar.ics").content
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert feed("ur")["VERSION"] == "2.0"
    assert feed("ur")["PRODID"]


def test_commas_semicolons_and_line_breaks_in_a_title_break_nothing() -> None:
    page = the_page("campaigns/spot-the-thread/")
    page.title = "One, two; three \\ four\nEND:VCALENDAR"
    page.save_revision().publish()
    assert len(feed().walk("VEVENT")) == len(sources())
    assert any("One, two; three" in str(event["SUMMARY"]) for event in feed().walk("VEVENT"))


def test_an_unpublished_campaign_leaves_calendar_and_feed() -> None:
    the_page("campaigns/spot-the-thread/").unpublish()
    assert not main(read("/en/calendar/")).select("a[href='/en/campaigns/spot-the-thread/']")
    assert "spot-the-thread" not in Client().get("/en/calendar.ics").content.decode()


@pytest.mark.parametrize("language", CODES)
def test_the_calendar_lists_every_campaign_by_month_and_offers_the_feed(language: str) -> None:
    page = main(read(f"/{language}/calendar/"))
    links = [str(link["href"]) for link in page.select(".entries a")]
    by_date = sorted(sources().values(), key=lambda campaign: campaign.starts_on)
    assert set(links) == {f"/{language}/campaigns/{campaign.slug}/" for campaign in by_date}
    months = [campaign.starts_on.strftime("%Y-%m") for campaign in by_date]
    assert len(page.select("section h2")) == len(set(months))
    assert page.select_one(f"a[href='/{language}/calendar.ics']")


def test_without_campaigns_the_calendar_says_so_and_the_feed_is_still_one() -> None:
    for campaign in sources().values():
        campaign.unpublish()
    assert "No campaigns are planned yet." in text(main(read("/en/calendar/")))
    assert feed().walk("VEVENT") == []


def test_the_feed_sets_no_cookie_and_answers_head() -> None:
    response = Client().head("/en/calendar.ics")
    assert (response.status_code, response.content) == (200, b"")
    assert not response.cookies
    assert settings.PUBLIC_URL in feed().to_ical().decode()
