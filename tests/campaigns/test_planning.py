"""The team's calendar: months ahead, awareness days, clashes, and what each campaign still lacks."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from campaigns.journeys.planned import Planned, PlannedResource, Translated, wordless
from campaigns.journeys.planning import clashes, missing_for, stage_of
from campaigns.journeys.planning_months import Month, cells_of, later, month_of
from campaigns.models import AwarenessDay

TODAY = date(2027, 3, 1)
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
