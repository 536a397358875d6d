"""A reporter comes back with a receipt, in a browser that keeps nothing."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from reporting import views_of_return
from reporting.journeys import handling, reading, returning, sending
from reporting.models import ReporterMessage
from tests.reporting.conftest import OpenDesk, concern

SAME = {"Sec-Fetch-Site": "same-origin"}
URL = "/en/report/return/"


@pytest.fixture
def receipt(desk: OpenDesk) -> str:
    """Of a report that the desk has answered with a question."""
    filled = concern("planted-worry-word")
    opened = reading.read(desk.manager, desk.keyring(), sending.send(filled).pk)
    handling.answer(desk.manager, opened, "Thank you.\n\nWhich <b>school</b> is it?", question=True)
    return filled.receipt


def post(data: dict[str, Any], language: str = "en") -> Any:
    """A reader sends a form of the page."""
    return Client().post(f"/{language}/report/return/", data, headers=SAME)


def carried(response: Any) -> str:
    """What the page carries on."""
    found = re.search(r'name="carried" value="([^"]+)"', response.content.decode())
    assert found
    return found[1]


def test_the_receipt_shows_the_desks_words_and_never_the_report(receipt: str) -> None:
    response = post({"receipt": f"{receipt[:4]} {receipt[4:8]}-{receipt[8:]}"})
    page = response.content.decode()
    assert "Which &lt;b&gt;school&lt;/b&gt; is it?" in page
    assert "A question for you" in page
    assert "planted-worry-word" not in page
    assert receipt not in page
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_what_is_added_reaches_the_desk_once_even_if_sent_twice(receipt: str, desk: OpenDesk) -> None:
    page = post({"receipt": receipt})
    for _ in range(2):
        response = post({"carried": carried(page), "message": "It is the one by the canal"})
        assert "We have what you added" in response.content.decode()
        assert "by the canal" not in response.content.decode()
    report = ReporterMessage.objects.get().report
    read = reading.read(desk.manager, desk.keyring(), report.pk)
    assert [one.said["text"] for one in read.messages if one.from_reporter] == ["It is the one by the canal"]
    post({"carried": carried(response), "message": "And he was there again"})
    assert ReporterMessage.objects.count() == 2


def test_an_answer_that_is_hidden_does_not_come_back(receipt: str) -> None:
    page = post({"receipt": receipt})
    answer = re.search(r'name="hide" value="([^"]+)"', page.content.decode())
    assert answer
    assert "That message is hidden" in post({"carried": carried(page), "hide": answer[1]}).content.decode()
    assert "Which" not in post({"receipt": receipt}).content.decode()
    assert post({"carried": carried(page), "hide": "' OR 1=1"}).status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the 16 digits"),
        ("1234", "A receipt has 16 digits"),
        ("x" * 10_000, "A receipt has 16 digits"),
        ("0000 0000 0000 0000", "No report has this receipt"),
    ],
)
def test_a_wrong_receipt_is_kept_and_said_in_words(receipt: str, typed: str, said: str) -> None:
    response = post({"receipt": typed})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert typed[:100] in response.content.decode()


def test_when_many_guess_the_page_closes_for_a_while(receipt: str) -> None:
    cache.set(returning.WRONG, returning.MOST_WRONG, 3600)
    response = post({"receipt": receipt})
    assert response.status_code == 503
    assert "Your report is safe" in response.content.decode()


def test_a_page_left_open_too_long_closes_and_gives_back_what_was_typed(
    receipt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = post({"receipt": receipt})
    monkeypatch.setattr(views_of_return, "OPEN_FOR", -views_of_return.OPEN_FOR)
    response = post({"carried": carried(page), "message": "It took me long to write this"})
    assert response.status_code == 422
    assert "It took me long to write this" in response.content.decode()
    assert "open for too long" in response.content.decode()
    assert not ReporterMessage.objects.exists()


@pytest.mark.parametrize("forged", ["", "x", "AQ==", "é", "A" * 5000])
def test_a_forged_page_opens_nothing(receipt: str, forged: str) -> None:
    response = post({"carried": forged, "message": "Hello"})
    assert response.status_code == 422
    assert not ReporterMessage.objects.exists()


def test_a_message_of_a_hundred_thousand_letters_is_kept_and_the_limit_said(receipt: str) -> None:
    response = post({"carried": carried(post({"receipt": receipt})), "message": "گ" * 100_000})
    assert response.status_code == 422
    assert "Shorten it to 10000 characters" in response.content.decode()
    assert "گ" * 100_000 in response.content.decode()


def test_another_site_cannot_send_the_form(receipt: str) -> None:
    assert Client().post(URL, {"receipt": receipt}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert Client().post(URL, {"receipt": receipt}).status_code == 403


@pytest.mark.parametrize("language", ["ur", "pa", "pl"])
def test_every_word_of_the_page_is_in_the_readers_language(receipt: str, language: str) -> None:
    wrong, right = post({"receipt": "12"}, language), post({"receipt": receipt}, language)
    for page in (wrong.content.decode(), right.content.decode()):
        for english in ("receipt has", "There is a problem", "What the desk", "Only the safeguarding", "Hide this"):
            assert english not in page
