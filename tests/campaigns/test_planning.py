"""The team's calendar: months ahead, awareness days, clashes, and what each campaign still lacks."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Locale, Revision, Workflow, WorkflowPage, WorkflowTask

from campaigns.journeys.planned import Planned, PlannedResource, Translated, planned_campaigns, wordless
from campaigns.journeys.planning import clashes, missing_for, stage_of, starting_or_ending_soon
from campaigns.journeys.planning_months import Month, cells_of, later, month_of
from campaigns.models import AwarenessDay, CampaignIndexPage, CampaignPage
from config.demonstration.load import indexing_later
from tests.pages.helpers import main, on, read, soup, text, the_page
from tests.support.cast import Person

TODAY = date(2027, 3, 1)
SCREEN = "/admin/campaigns/calendar/"
CODES = ("ur", "pa", "pl")


def planned(number: int = 1, **changed: Any) -> Planned:
    """A campaign of April that lacks nothing."""
    resource = PlannedResource(90, "Poster", True, frozenset(("en", *CODES)))
    whole = {
        "page_id": number,
        "title": f"Campaign {number}",
        "kind": "awareness",
        "starts_on": date(2027, 4, 1),
        "ends_on": date(2027, 4, 30),
        "live": True,
        "has_draft": False,
        "draft_dates": None,
        "scheduled_for": None,
        "waits_for": "",
        "summary": "One sentence.",
        "owner": "Communications team",
        "review_due": date(2027, 12, 1),
        "terms": {"1": "Parents and carers"},
        "calls": 1,
        "pictures_without_words": 0,
        "messages": 0,
        "resources": (resource,),
        "translations": {code: Translated(50, True, False, date(2027, 1, 1)) for code in CODES},
    }
    return Planned(**{**whole, **changed})


def said(campaign: Planned) -> list[str]:
    """What is missing, in words."""
    return [gap.says for gap in missing_for(campaign, TODAY)]


def test_a_campaign_that_has_everything_lacks_nothing() -> None:
    assert said(planned()) == []


@pytest.mark.parametrize(
    ("changed", "about", "says"),
    [
        ({"starts_on": None, "ends_on": None, "live": False}, "page", "It has no dates"),
        ({"calls": 0}, "page", "add one call to action"),
        ({"calls": 2}, "page", "more than one thing"),
        ({"summary": " "}, "page", "no summary"),
        ({"owner": ""}, "page", "look after it"),
        ({"review_due": None}, "page", "no review date"),
        ({"review_due": date(2027, 2, 28)}, "page", "overdue"),
        ({"terms": {}}, "page", "neither a topic nor an audience"),
        ({"pictures_without_words": 2}, "page", "2 pictures without alternative text"),
        ({"kind": "deterrent"}, "page", "no deterrent message"),
        ({"live": False}, "sign-off", "Nobody has been asked"),
        ({"live": False, "waits_for": "Safeguarding review"}, "sign-off", "In review: Safeguarding review"),
        ({"has_draft": True}, "sign-off", "changes that are not published"),
        (
            {"has_draft": True, "draft_dates": (date(2027, 5, 1), date(2027, 5, 2))},
            "sign-off",
            "other dates: 1 May 2027 to 2 May 2027",
        ),
        ({"live": False, "starts_on": date(2027, 2, 1)}, "sign-off", "first day has passed"),
        ({"live": False, "scheduled_for": datetime(2027, 4, 2, tzinfo=UTC)}, "sign-off", "after its first day"),
        ({"resources": ()}, "resources", "No resource is linked"),
        ({"resources": (PlannedResource(9, "Card", True, frozenset(["en", "pl"])),)}, "resources", "not in Urdu, Punj"),
        ({"resources": (PlannedResource(9, "Card", False, frozenset(["en", *CODES])),)}, "resources", "not published"),
        ({"translations": {}}, "languages", "Urdu: not translated"),
    ],
)
def test_each_thing_that_is_missing_is_named_with_the_place_where_it_is_mended(
    changed: dict[str, Any], about: str, says: str
) -> None:
    gap = next(gap for gap in missing_for(planned(**changed), TODAY) if says in gap.says)
    assert gap.about == about
    assert gap.url.startswith("/admin/")


def test_a_translation_says_all_that_is_wrong_with_it_in_one_row() -> None:
    translations = {**planned().translations, "ur": Translated(77, False, True, None)}
    gaps = missing_for(planned(translations=translations), TODAY)
    assert [gap.says for gap in gaps] == [
        "Urdu: not published, older than the English page, not reviewed by a native speaker"
    ]
    assert gaps[0].url == "/admin/pages/77/edit/"
    assert missing_for(planned(translations={}), TODAY)[0].url == "/admin/localize/submit/page/1/"


def test_nothing_is_missing_once_a_campaign_is_over() -> None:
    assert said(planned(starts_on=date(2027, 1, 1), ends_on=date(2027, 2, 28), calls=0, resources=())) == []


@pytest.mark.parametrize(
    ("changed", "stage"),
    [
        ({"live": False}, "draft"),
        ({"live": False, "waits_for": "Review"}, "review"),
        ({"live": False, "scheduled_for": datetime(2027, 3, 9, tzinfo=UTC)}, "scheduled"),
        ({}, "coming"),
        ({"starts_on": TODAY}, "live"),
        ({"starts_on": date(2027, 2, 1), "ends_on": TODAY}, "live"),
        ({"starts_on": date(2027, 2, 1), "ends_on": date(2027, 2, 28)}, "over"),
        ({"live": False, "starts_on": date(2027, 2, 1), "ends_on": date(2027, 2, 28)}, "draft"),
    ],
)
def test_a_campaign_stands_somewhere_between_draft_and_over(changed: dict[str, Any], stage: str) -> None:
    assert stage_of(planned(**changed), TODAY) == stage


def reasons(*campaigns: Planned) -> list[str]:
    """Why some campaigns clash."""
    found = clashes(campaigns, date(2027, 1, 1), date(2027, 12, 31))
    return [reason for clash in found for reason in clash.reasons]


def test_two_for_the_same_people_at_the_same_time_clash_from_day_to_day() -> None:
    other = planned(2, starts_on=date(2027, 4, 20), ends_on=date(2027, 6, 1))
    assert reasons(planned(), other) == [
        "Both run from 20 April 2027 to 30 April 2027 and are about or for: Parents and carers."
    ]
    assert reasons(planned(), planned(2, starts_on=date(2027, 4, 20), terms={"2": "Businesses"})) == []
    assert reasons(planned(), planned(2, starts_on=date(2027, 5, 1), ends_on=date(2027, 5, 9))) == []


def test_two_that_start_within_a_week_clash_even_for_other_people() -> None:
    others = {"terms": {"2": "Businesses"}, "ends_on": date(2027, 5, 9)}
    assert reasons(planned(), planned(2, starts_on=date(2027, 4, 1), **others)) == ["Both start on 1 April 2027."]
    assert reasons(planned(), planned(2, starts_on=date(2027, 4, 8), **others)) == ["They start 7 days apart."]
    assert reasons(planned(), planned(2, starts_on=date(2027, 4, 9), **others)) == []


def test_more_than_three_at_once_are_too_many_on_just_those_days() -> None:
    four = [
        planned(n, starts_on=date(2027, 4, 1) + timedelta(days=10 * n), ends_on=date(2027, 6, 1), terms={str(n): "x"})
        for n in range(4)
    ]
    assert reasons(*four[:3]) == []
    assert reasons(*four) == ["More than 3 campaigns run at once from 1 May 2027 to 1 June 2027."]


def test_campaigns_without_dates_or_with_wrong_ones_clash_with_nothing() -> None:
    assert reasons(planned(), planned(2, starts_on=None), planned(3, ends_on=date(2027, 3, 1))) == []


def test_pictures_that_show_something_must_say_what() -> None:
    picture = {"image": 3, "decorative": False, "alt_text": " "}
    body = [{"type": "image", "value": {"caption": "", "image": picture}}]
    assert len(list(wordless(body))) == 1
    for mended in ({"alt_text": "A lamp"}, {"decorative": True}, {"image": None}):
        assert list(wordless([{"value": {"image": {**picture, **mended}}}])) == []


@pytest.mark.parametrize("typed", ["", "x", "2027-13", "0001-01", "9999-12", "2027-02-01", "<script>"])
def test_a_month_that_is_none_is_this_month(typed: str) -> None:
    assert month_of(typed, TODAY) == date(2027, 3, 1)
    assert month_of("2028-02", TODAY) == date(2028, 2, 1)


def test_months_say_which_days_of_them_are_meant() -> None:
    months = [Month(later(date(2027, 11, 1), number)) for number in range(4)]
    cells = cells_of([(date(2027, 11, 20), date(2028, 1, 31))], months)
    assert [cell.says for cell in cells] == ["from 20", "all month", "to 31", ""]
    assert cells_of([(date(2027, 12, 25), date(2027, 12, 25))], months)[1].says == "25"


def test_a_yearly_day_comes_back_and_a_span_reaches_over_the_new_year() -> None:
    day = AwarenessDay(starts_on=date(2020, 12, 28), ends_on=date(2021, 1, 3), yearly=True)
    assert day.between(date(2027, 1, 1), date(2027, 12, 31)) == [
        (date(2026, 12, 28), date(2027, 1, 3)),
        (date(2027, 12, 28), date(2028, 1, 3)),
    ]
    leap = AwarenessDay(starts_on=date(2024, 2, 29), ends_on=date(2024, 2, 29), yearly=True)
    assert leap.between(date(2027, 1, 1), date(2027, 12, 31)) == [(date(2027, 2, 28), date(2027, 2, 28))]
    once = AwarenessDay(starts_on=date(2027, 2, 9), ends_on=date(2027, 2, 9))
    assert once.between(date(2028, 1, 1), date(2028, 12, 31)) == []


def test_an_awareness_day_needs_its_days_in_order() -> None:
    for end in (date(2027, 1, 31), date(2028, 3, 1)):
        with pytest.raises(ValidationError, match="day"):
            AwarenessDay(
                name="x",
                starts_on=date(2027, 2, 1),
                ends_on=end,
                owner="x",
                source_url="https://x.example",
                checked_on=date(2026, 1, 1),
                review_due=date(2027, 1, 1),
            ).full_clean()


# --- The screen -----------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def shown(person: Person, start: str = "") -> Any:
    """What the calendar shows from a month on."""
    return main(read(f"{SCREEN}?from={start}", person.client))


def test_the_calendar_shows_campaigns_days_and_what_is_missing(comms_editor: Person) -> None:
    with on("2026-11-25"):
        page = shown(comms_editor)
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
    for link in page.select_one(".plan__missing").select("dt + dd a"):
        assert comms_editor.client.get(str(link["href"])).status_code == 200, link["href"]


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


def test_a_newer_source_makes_its_translations_older() -> None:
    page: CampaignPage = the_page("campaigns/spot-the-thread/")
    found = next(campaign for campaign in planned_campaigns() if campaign.page_id == page.pk)
    assert {code for code, translation in found.translations.items() if translation.older} == set()
    page.save_revision().publish()
    found = next(campaign for campaign in planned_campaigns() if campaign.page_id == page.pk)
    assert {code for code, translation in found.translations.items() if translation.older} == set(CODES)


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


def test_the_door_is_open_to_editors_alone(
    comms_editor: Person, translator: Person, learner: Person, outsider: Person
) -> None:
    assert any(SCREEN in str(link.get("href")) for link in soup(comms_editor.client.get(SCREEN)).select("a")) or (
        SCREEN in comms_editor.client.get("/admin/").content.decode()
    )
    for person in (translator, learner, outsider):
        assert person.client.get(SCREEN).status_code in (302, 403)
    assert SCREEN not in translator.client.get("/admin/").content.decode()


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
