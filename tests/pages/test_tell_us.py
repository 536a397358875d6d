"""“Tell us”: voices by topic and audience, taken in without asking who speaks."""

from typing import Any

import pytest
from django.test import Client

from pages.journeys import feedback as journey
from pages.models import Feedback
from tests.pages.helpers import SAME_SITE, main, read, soup, text

pytestmark = pytest.mark.django_db


def tell(language: str = "en", headers: dict[str, str] | None = None, **data: str) -> Any:
    """What a browser sends from the page."""
    return Client().post(f"/{language}/tell-us/", data, headers=SAME_SITE if headers is None else headers)


@pytest.mark.parametrize("language", ["en", "ur", "pa", "pl"])
def test_what_somebody_tells_us_is_kept_with_its_topic_and_audience(language: str) -> None:
    response = tell(language, comment="More for young men, please.", topic="county-lines", audience="young-people")
    assert (response.status_code, response["Location"]) == (303, f"/{language}/tell-us/thanks/")
    assert not response.cookies
    kept = Feedback.objects.get()
    assert (kept.comment, kept.topic, kept.audience) == ("More for young men, please.", "county-lines", "young-people")
    assert (kept.language, kept.origin, kept.status) == (language, "tell-us", "waiting")


def test_the_choices_are_the_sites_own_topics_and_audiences_and_none_must_be_made() -> None:
    page = main(read("/en/tell-us/"))
    topics = [str(option["value"]) for option in page.select("select[name=topic] option")]
    assert topics[0] == ""
    assert {"county-lines", "cuckooing"} <= set(topics)
    assert tell(comment="Thank you").status_code == 303


def test_the_page_says_that_it_is_not_for_a_concern_and_leads_to_the_form() -> None:
    page = main(read("/en/tell-us/"))
    assert "not for reporting a concern" in text(page)
    assert page.select_one("a[href='/en/report/']")


@pytest.mark.parametrize("language", ["en", "ur", "pa", "pl"])
def test_an_empty_box_is_pointed_at_and_the_choices_stay(language: str) -> None:
    response = tell(language, comment="   ", topic="cuckooing")
    assert response.status_code == 422
    page = main(soup(response))
    link = page.select_one(".error-summary a")
    assert link is not None
    assert page.select_one(str(link["href"]))
    assert page.select_one("option[value=cuckooing][selected]")
    assert not Feedback.objects.exists()


def test_too_much_is_given_back_whole_with_the_numbers() -> None:
    words = "word " * 900
    response = tell(comment=words)
    assert response.status_code == 422
    page = main(soup(response))
    assert page.select_one("textarea").text.strip() == words.strip()  # type: ignore[union-attr]
    assert "Shorten it to 3000 characters" in text(page)


def test_a_made_up_topic_is_refused_and_the_words_stay() -> None:
    response = tell(comment="Keep these", topic="no-such-topic")
    assert response.status_code == 422
    assert "Keep these" in text(main(soup(response)))
    assert not Feedback.objects.exists()


def test_a_flood_keeps_the_words_that_were_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journey, "MOST_AN_HOUR", 0)
    response = tell(comment="Keep these", topic="cuckooing")
    assert response.status_code == 503
    page = main(soup(response))
    assert page.select_one("textarea").text.strip() == "Keep these"  # type: ignore[union-attr]
    assert page.select_one("option[value=cuckooing][selected]")
    assert "try again in an hour" in text(page)


def test_the_next_hour_takes_comments_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journey, "MOST_AN_HOUR", 1)
    assert tell(comment="one").status_code == 303
    assert tell(comment="two").status_code == 503
    from datetime import timedelta

    from django.utils import timezone

    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert tell(comment="three").status_code == 303


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "null"}, {}])
def test_another_site_cannot_speak_for_a_reader(headers: dict[str, str]) -> None:
    response = tell(headers=headers, comment="Not mine")
    assert response.status_code == 403
    assert not Feedback.objects.exists()


def test_a_program_that_fills_the_trap_is_thanked_and_ignored() -> None:
    assert tell(comment="Buy", website="x").status_code == 303
    assert not Feedback.objects.exists()


def test_bytes_that_are_no_text_are_no_error() -> None:
    response = Client().generic(
        "POST",
        "/en/tell-us/",
        b"comment=%ff%fe%00x",
        content_type="application/x-www-form-urlencoded",
        headers=SAME_SITE,
    )
    assert response.status_code in (303, 422)


@pytest.mark.parametrize(
    "comment",
    ["I am scared of my brother", "zadzwoń 07700 900123", "مجھے ڈر لگتا ہے", "ਮੈਨੂੰ ਡਰ ਲੱਗਦਾ ਹੈ", "boję się wracać"],
)
def test_what_sounds_like_a_call_for_help_is_marked_to_be_read_first(comment: str) -> None:
    tell(comment=comment)
    assert Feedback.objects.get().worrying


@pytest.mark.parametrize(
    "comment", ["The search box is too small", "Strona jest bardzo czytelna", "یہ صفحہ بہت اچھا ہے"]
)
def test_praise_and_small_faults_are_not_marked(comment: str) -> None:
    tell(comment=comment)
    assert not Feedback.objects.get().worrying


def test_a_get_changes_nothing() -> None:
    Client().get("/en/tell-us/", {"comment": "Not sent"})
    assert not Feedback.objects.exists()
