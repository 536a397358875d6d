"""Campaigns: coming, running, ended; dates in order; one thing to do."""

from datetime import date
from typing import Any

import pytest

from campaigns.models import CampaignPage
from tests.pages.helpers import as_sent, main, on, problems, read, soup, text, the_page
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
ADDRESS = "campaigns/spot-the-thread/"
STREAMS = ("body", "partners", "key_messages", "social_copy", "resources", "sources")


@pytest.fixture
def campaign(db: None) -> CampaignPage:
    """A campaign of three weeks in March."""
    page: CampaignPage = the_page(ADDRESS)
    page.starts_on, page.ends_on = date(2027, 3, 10), date(2027, 3, 31)
    page.save_revision().publish()
    return page


def lists(language: str = "en") -> dict[str, list[str]]:
    """Where the campaigns stand on the page that lists them, by heading."""
    return {
        text(section.h2): [str(link["href"]) for link in section.select(".card__title a")]
        for section in main(read(f"/{language}/campaigns/")).select("section")
        if section.select(".card")
    }


@pytest.mark.parametrize(
    ("day", "label", "listed"),
    [
        ("2027-03-09", "Starts soon", "Coming soon"),
        ("2027-03-10", "Running now", "Campaigns running now"),
        ("2027-03-31", "Running now", "Campaigns running now"),
        ("2027-04-01", "This campaign has ended", "Ended: still here to read"),
    ],
)
def test_a_campaign_says_whether_it_runs(campaign: CampaignPage, day: str, label: str, listed: str) -> None:
    with on(day):
        page = main(read(f"/en/{ADDRESS}"))
        assert text(page.select_one(".tag")) == label
        assert [heading for heading, links in lists().items() if f"/en/{ADDRESS}" in links] == [listed]


def test_an_ended_campaign_stays_readable_and_says_that_its_words_still_hold(campaign: CampaignPage) -> None:
    with on("2028-01-01"):
        for language in ("en", "ur", "pa", "pl"):
            page = main(read(f"/{language}/{ADDRESS}"))
            assert page.select(".notification"), language
            assert campaign.key_messages[0].value in text(page) or language != "en"
    with on("2027-03-15"):
        assert "has ended" not in text(main(read(f"/en/{ADDRESS}")))


def test_the_front_page_points_out_what_runs_and_never_a_deterrent(campaign: CampaignPage) -> None:
    deterrents = [
        f"/en/campaigns/{page.slug}/"
        for page in CampaignPage.objects.filter(kind="deterrent", locale__language_code="en")
    ]
    assert len(deterrents) >= 2
    with on("2027-03-15"):
        links = {str(link["href"]) for link in main(read("/en/")).select(".card__title a")}
    assert f"/en/{ADDRESS}" in links
    assert not links & set(deterrents)
    with on("2030-01-01"):
        assert f"/en/{ADDRESS}" not in {str(link["href"]) for link in main(read("/en/")).select(".card__title a")}


def test_dates_in_the_wrong_order_are_refused_and_everything_typed_stays(
    campaign: CampaignPage, comms_editor: Person
) -> None:
    address = f"/admin/pages/{campaign.pk}/edit/"
    sent = as_sent(
        soup(comms_editor.client.get(address)),
        *STREAMS,
        title="Typed for an hour",
        search_description="And this too",
        starts_on="2027-05-01",
        ends_on="2027-04-01",
    )
    response = comms_editor.client.post(address, {**sent, "action-publish": "1"})
    assert response.status_code == 200
    assert "The last day is before the first day." in problems(response)
    page = soup(response)
    kept = {name: page.select_one(f"[name={name}]") for name in ("title", "starts_on", "ends_on", "search_description")}
    assert kept["title"]["value"] == "Typed for an hour"  # type: ignore[index]
    assert (kept["starts_on"]["value"], kept["ends_on"]["value"]) == ("2027-05-01", "2027-04-01")  # type: ignore[index]
    assert text(kept["search_description"]) == "And this too"
    campaign.refresh_from_db()
    assert campaign.ends_on == date(2027, 3, 31)


@pytest.mark.parametrize("typed", ["31/02/2027", "tomorrow", "", "2027-13-01"])
def test_a_date_that_is_none_is_pointed_at(campaign: CampaignPage, comms_editor: Person, typed: str) -> None:
    address = f"/admin/pages/{campaign.pk}/edit/"
    sent = as_sent(soup(comms_editor.client.get(address)), *STREAMS, ends_on=typed)
    response = comms_editor.client.post(address, {**sent, "action-publish": "1"})
    assert response.status_code == 200
    assert problems(response)


def test_a_campaign_of_one_day_is_fine(campaign: CampaignPage) -> None:
    campaign.ends_on = campaign.starts_on
    campaign.full_clean()


def test_the_dates_of_a_translation_follow_the_source(campaign: CampaignPage) -> None:
    with on("2027-03-15"):
        for language in ("ur", "pa", "pl"):
            page = main(read(f"/{language}/{ADDRESS}"))
            assert "2027" in text(page.select_one(".note")), language


def test_a_campaign_has_one_clear_call_to_action() -> None:
    for page in CampaignPage.objects.filter(locale__language_code="en", live=True):
        calls: list[Any] = main(read(f"/en/campaigns/{page.slug}/")).select(".call-to-action")
        assert len(calls) == 1, page.slug
