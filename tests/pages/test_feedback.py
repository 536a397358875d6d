"""“Did this page help you?”: two numbers and some comments, and no trace of who said it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.utils import timezone

from pages.journeys import feedback as journey
from pages.models import CommentHour, Feedback, HelpfulCount
from tests.pages.helpers import ENGLISH_ONLY, SAME_SITE, main, read, soup, text, the_page

pytestmark = pytest.mark.django_db
ABOUT = f"/en/{ENGLISH_ONLY}"


def send(language: str = "en", headers: dict[str, str] | None = None, **data: str) -> Any:
    """What a browser sends from the box at the foot of a page."""
    return Client().post(
        f"/{language}/feedback/", {"address": ABOUT, **data}, headers=SAME_SITE if headers is None else headers
    )


def counted(address: str = ENGLISH_ONLY, language: str = "en") -> tuple[int, int]:
    """How many pressed “yes” and “no” this month."""
    count = HelpfulCount.objects.filter(address=address, language=language).first()
    return (count.yes, count.no) if count else (0, 0)


def test_yes_and_no_are_counted_and_nothing_else_is_kept() -> None:
    for answer in ("yes", "yes", "no"):
        response = send(helpful=answer)
        assert (response.status_code, response["Location"]) == (303, "/en/feedback/thanks/")
        assert not response.cookies
    assert counted() == (2, 1)
    assert not Feedback.objects.exists()
    names = {field.name for field in HelpfulCount._meta.concrete_fields}
    assert names == {"id", "address", "language", "topic", "audience", "month", "yes", "no", "forgotten"}


def test_the_box_on_the_page_is_what_is_sent() -> None:
    form = read(ABOUT).select_one(".feedback form")
    assert form is not None
    fields = {str(field["name"]): str(field.get("value", "")) for field in form.select("input")}
    assert fields == {"address": ABOUT, "website": ""}
    assert (form["action"], form["method"]) == ("/en/feedback/", "post")
    assert form.select_one("a[href='/en/report/']")


def test_each_language_is_counted_by_itself() -> None:
    send("ur", address=f"/ur/{ENGLISH_ONLY}", helpful="no")
    assert counted(language="ur") == (0, 1)
    assert counted() == (0, 0)


def test_a_new_month_starts_a_new_count() -> None:
    send(helpful="yes")
    HelpfulCount.objects.update(month=timezone.localdate().replace(year=2025, day=1))
    send(helpful="yes")
    assert [count.yes for count in HelpfulCount.objects.all()] == [1, 1]


def test_a_comment_is_kept_with_its_page_and_language_and_waits_for_screening() -> None:
    send(helpful="no", comment="The second step is hard to follow.")
    kept = Feedback.objects.get()
    assert (kept.comment, kept.status, kept.origin) == ("The second step is hard to follow.", "waiting", "page")
    assert (kept.address, kept.language, kept.helpful, kept.page_id) == (
        ENGLISH_ONLY,
        "en",
        False,
        the_page(ENGLISH_ONLY).pk,
    )
    assert counted() == (0, 1)


def test_what_is_said_on_a_page_is_kept_under_its_topics_and_audiences() -> None:
    page = the_page(ENGLISH_ONLY)
    codes = sorted(page.terms.filter(taxonomy="audience").values_list("code", flat=True))
    assert codes
    send(helpful="yes", comment="Useful")
    kept = Feedback.objects.get()
    assert kept.audience == " ".join(codes)
    assert kept.counted_in == HelpfulCount.objects.get(address=ENGLISH_ONLY, audience=kept.audience, topic=kept.topic)


def test_nothing_that_is_stored_could_tell_who_wrote_and_when() -> None:
    kinds = {type(field) for field in Feedback._meta.get_fields()}
    assert not kinds & {models.DateTimeField, models.GenericIPAddressField, models.EmailField, models.TimeField}


def test_markup_is_taken_out_and_the_words_stay() -> None:
    send(comment="<script>alert(1)</script><b>Bold</b> & <a href='https://evil.example'>link</a>")
    kept = Feedback.objects.get().comment
    assert "<" not in kept
    assert "Bold" in kept
    assert "evil.example" not in kept


def test_plain_signs_are_kept_as_they_were_typed() -> None:
    send(comment="Fish & chips, 3 > 2, it's “fine”")
    assert Feedback.objects.get().comment == "Fish & chips, 3 > 2, it's “fine”"


def test_a_program_that_fills_every_field_is_thanked_and_ignored() -> None:
    response = send(helpful="yes", comment="Buy now", website="https://spam.example")
    assert response.status_code == 303
    assert not Feedback.objects.exists()
    assert counted() == (0, 0)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {},
    ],
    ids=["another site", "a sister site", "a foreign origin", "no origin", "nothing"],
)
def test_what_does_not_come_from_our_own_page_is_refused_with_a_way_on(headers: dict[str, str]) -> None:
    response = send(headers=headers, helpful="yes", comment="I never wrote this.")
    assert response.status_code == 403
    assert main(soup(response)).select_one("a[href='/en/tell-us/']")
    assert not Feedback.objects.exists()
    assert counted() == (0, 0)


def test_an_older_browser_that_sends_only_its_origin_is_believed() -> None:
    assert send(headers={"origin": "http://testserver"}, helpful="yes").status_code == 303
    assert counted() == (1, 0)


@pytest.mark.parametrize("language", ["en", "ur", "pa", "pl"])
def test_a_comment_that_is_too_long_is_given_back_whole_with_a_clear_error(language: str) -> None:
    words = "far too long " * 300
    response = send(language, address=f"/{language}/{ENGLISH_ONLY}", comment=words)
    assert response.status_code == 422
    page = soup(response)
    box = main(page).select_one("textarea[name=comment]")
    assert box is not None
    assert box.text.strip() == words.strip()
    said = text(main(page).select_one(".error-summary"))
    assert "3000" in said
    assert not Feedback.objects.exists()
    assert page.select_one("input[name=address]")["value"] == f"/{language}/{ENGLISH_ONLY}"  # type: ignore[index]


def test_after_a_flood_the_words_are_given_back_and_nothing_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journey, "MOST_AN_HOUR", 2)
    send(comment="one")
    send(comment="two")
    response = send(comment="Please read <this>")
    assert response.status_code == 503
    page = soup(response)
    assert main(page).select_one("textarea[name=comment]").text.strip() == "Please read <this>"  # type: ignore[union-attr]
    assert "try again in an hour" in text(main(page))
    assert Feedback.objects.count() == 2


def test_the_hour_is_counted_in_one_row_that_every_process_sees_and_that_names_nobody() -> None:
    CommentHour.objects.create(hour=timezone.now() - timedelta(hours=2), number=300)
    send(comment="one")
    send(comment="two")
    assert CommentHour.objects.get().number == 2
    assert {field.name for field in CommentHour._meta.get_fields()} == {"id", "hour", "number"}


def test_a_flood_of_comments_does_not_stop_yes_and_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journey, "MOST_AN_HOUR", 0)
    assert send(helpful="yes").status_code == 303
    assert counted() == (1, 0)


def test_nobody_can_reach_what_somebody_else_wrote() -> None:
    send(comment="First")
    first = Feedback.objects.get()
    send(comment="Second", id=str(first.pk), pk=str(first.pk), status="shared")
    assert [kept.comment for kept in Feedback.objects.order_by("pk")] == ["First", "Second"]
    assert {kept.status for kept in Feedback.objects.all()} == {"waiting"}


@pytest.mark.parametrize(
    "address", ["/en/nowhere/", "/en/" + "x" * 400, "https://evil.example/", "", "/en/\x00/", "javascript:alert(1)"]
)
def test_an_address_that_is_none_of_ours_makes_no_row(address: str) -> None:
    assert send(address=address, helpful="yes").status_code in (302, 303, 422)
    assert not HelpfulCount.objects.exists()


def test_opened_by_itself_it_leads_to_tell_us() -> None:
    assert Client().get("/pl/feedback/")["Location"] == "/pl/tell-us/"


def test_a_comment_outlives_its_page() -> None:
    send(comment="Useful")
    the_page(ENGLISH_ONLY).delete()
    kept = Feedback.objects.get()
    assert (kept.page_id, kept.address) == (None, ENGLISH_ONLY)
