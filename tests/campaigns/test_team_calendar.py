"""The team's calendar as a screen: real campaigns, drafts and reviews, for those who edit pages."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Locale, Revision, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from campaigns.journeys.planned import planned_campaigns
from campaigns.journeys.planning import missing_for, stage_of, starting_or_ending_soon
from campaigns.models import CampaignIndexPage, CampaignPage
from pages.models import Fact
from tests.pages.helpers import main, on, read, soup, text, the_page
from tests.support.cast import Person
from translations.journeys.indexing import indexing_later

pytestmark = pytest.mark.django_db
SCREEN = "/admin/campaigns/calendar/"
CODES = ("ur", "pa", "pl")


def shown(person: Person, start: str = "") -> Any:
    """What the calendar shows from a month on."""
    return main(read(f"{SCREEN}?from={start}", person.client))


def test_the_calendar_shows_campaigns_days_and_what_is_missing(comms_publisher: Person) -> None:
    with on("2026-11-25"):
        page = shown(comms_publisher)
    heads = [text(head) for head in page.select("thead th")]
    assert (len(heads), heads[1].split()[0], heads[-1]) == (14, "Nov", "Missing")
    rows = {text(row.th.a): row for row in page.select("tbody tr") if row.th and row.th.a}
    thread = rows["Spot the thread"]
    assert "5 October 2026 to 28 February 2027" in text(thread)
    assert [text(cell) for cell in thread.select("td")[:5]] == ["all month", "all month", "all month", "to 28", ""]
    assert "18 March 2027" in text(rows["National Child Exploitation Awareness Day"])
    assert "Look up the next ones" in text(page)
    assert "Poster: signs that a child may need help" not in text(page.select_one("#missing").parent)
    assert "not reviewed by a native speaker" in text(page)
    # On the same day: a session that began then would be over by now.
    with on("2026-11-25"):
        for link in page.select_one(".plan__missing").select("dt + dd a"):
            assert comms_publisher.client.get(str(link["href"])).status_code == 200, link["href"]


def test_earlier_and_later_months_are_a_link_away(comms_editor: Person) -> None:
    with on("2026-11-25"):
        page = shown(comms_editor, "2027-08")
        assert text(page.select_one("thead th:nth-of-type(2)")).startswith("Aug")
        assert "Spot the thread" not in text(page.table)
        links = [str(link["href"]) for link in page.select(".plan__months a")]
        assert links == ["?from=2027-02", "?from=2028-02", "?"]
        assert "Spot the thread" in text(shown(comms_editor, links[0].partition("=")[2]).table)


def test_a_draft_stands_there_with_the_dates_of_its_draft(comms_editor: Person) -> None:
    page: CampaignPage = the_page("campaigns/spot-the-thread/")
    page.unpublish()
    page.refresh_from_db()
    page.starts_on, page.ends_on, page.body = date(2027, 6, 1), date(2027, 6, 30), []
    page.save_revision(clean=False)
    found = next(campaign for campaign in planned_campaigns() if campaign.page_id == page.pk)
    assert (found.starts_on, found.ends_on, found.live, found.calls) == (date(2027, 6, 1), date(2027, 6, 30), False, 0)
    assert found.terms
    assert found.resources
    with on("2026-11-25"):
        row = next(row for row in shown(comms_editor).select("tbody tr") if "Spot the thread" in text(row))
    assert "Draft" in text(row)
    assert "1 June 2027 to 30 June 2027" in text(row)


def test_a_draft_of_a_live_campaign_leaves_what_readers_see_and_says_so() -> None:
    page: CampaignPage = the_page("campaigns/spot-the-thread/")
    before = (page.starts_on, page.ends_on)
    page.starts_on = date(2026, 12, 1)
    page.save_revision()
    found = next(campaign for campaign in planned_campaigns() if campaign.page_id == page.pk)
    assert (found.starts_on, found.ends_on) == before
    assert any("with other dates: 1 December 2026" in gap.says for gap in missing_for(found, date(2026, 11, 25)))


def test_a_campaign_that_is_scheduled_or_in_review_says_so(comms_editor: Person) -> None:
    page: CampaignPage = the_page("campaigns/spot-the-thread/")
    page.unpublish()
    revision = page.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() + timedelta(days=1))
    found = next(campaign for campaign in planned_campaigns() if campaign.page_id == page.pk)
    assert stage_of(found, timezone.localdate()) == "scheduled"
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    workflow = Workflow.objects.create(name="Campaigns")
    task = GroupApprovalTask.objects.create(name="Safeguarding review")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page=page)
    workflow.start(page, comms_editor.user)
    found = next(campaign for campaign in planned_campaigns() if campaign.page_id == page.pk)
    assert stage_of(found, timezone.localdate()) == "review"
    assert "In review: Safeguarding review" in [gap.says for gap in missing_for(found)]


def test_a_review_of_another_record_with_the_same_number_is_not_the_campaigns(comms_editor: Person) -> None:
    page: CampaignPage = the_page("campaigns/spot-the-thread/")
    WorkflowState.objects.create(
        content_type=ContentType.objects.get_for_model(Fact),
        base_content_type=ContentType.objects.get_for_model(Fact),
        object_id=str(page.pk),
        workflow=Workflow.objects.create(name="Law"),
        requested_by=comms_editor.user,
    )
    found = next(campaign for campaign in planned_campaigns() if campaign.page_id == page.pk)
    assert found.waits_for == ""


def older_translations(page: CampaignPage) -> set[str]:
    """The languages in which the calendar says that a campaign is older than the English page."""
    found = next(campaign for campaign in planned_campaigns() if campaign.page_id == page.pk)
    return {code for code, translation in found.translations.items() if translation.older}


def test_new_words_make_translations_older_and_the_same_words_again_do_not() -> None:
    page: CampaignPage = the_page("campaigns/spot-the-thread/")
    page.save_revision().publish()
    assert older_translations(page) == set()
    page.title = "Spot the thread early"
    page.save_revision().publish()
    assert older_translations(page) == set(CODES)


def test_what_starts_or_ends_soon_is_told_with_what_it_lacks() -> None:
    page: CampaignPage = the_page("campaigns/spot-the-thread/")
    page.starts_on, page.ends_on = date(2027, 9, 10), date(2027, 9, 24)
    page.save_revision().publish()
    soon = starting_or_ending_soon(date(2027, 9, 1), 14)
    assert [(found.campaign.title, found.says) for found in soon] == [
        ("Spot the thread", "Starts on 10 September 2027")
    ]
    assert soon[0].missing > 0
    assert [found.says for found in starting_or_ending_soon(date(2027, 9, 24), 0)] == ["Ends on 24 September 2027"]


def test_the_door_is_open_to_whoever_works_on_pages_and_to_nobody_else(
    comms_editor: Person, translator: Person, desk_officer: Person, learner: Person, outsider: Person
) -> None:
    assert any(SCREEN in str(link.get("href")) for link in soup(comms_editor.client.get(SCREEN)).select("a")) or (
        SCREEN in comms_editor.client.get("/admin/").content.decode()
    )
    assert translator.client.get(SCREEN).status_code == 200
    for person in (desk_officer, learner, outsider):
        assert person.client.get(SCREEN).status_code in (302, 403)
    assert SCREEN not in desk_officer.client.get("/admin/").content.decode()


def test_sixty_campaigns_in_twelve_languages_cost_no_more_queries_than_six(comms_editor: Person) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert comms_editor.client.get(SCREEN).status_code == 200
        return len(asked)

    cost()
    before = cost()
    index = CampaignIndexPage.objects.get(locale__language_code="en")
    others = [
        Locale.objects.get_or_create(language_code=code)[0]
        for code in ("ur", "pa", "pl", "bn", "gu", "sk", "cs", "ro", "ar", "ckb", "pnb")
    ]
    with indexing_later():
        for number in range(54):
            page = CampaignPage(
                title=f"Campaign {number}",
                slug=f"campaign-{number}",
                starts_on=date(2026, 12, 1) + timedelta(days=number),
                ends_on=date(2027, 1, 31) + timedelta(days=number),
                live=False,
            )
            index.add_child(instance=page)
            for locale in others:
                copy = CampaignPage(
                    title=f"{locale} {number}",
                    slug=f"campaign-{number}-{locale.language_code}",
                    starts_on=page.starts_on,
                    ends_on=page.ends_on,
                    locale=locale,
                    translation_key=page.translation_key,
                    live=False,
                )
                index.add_child(instance=copy)
    with on("2026-11-25"):
        assert len(planned_campaigns()) == 60
    assert cost() <= before <= 40
