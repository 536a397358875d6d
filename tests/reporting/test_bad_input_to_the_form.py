"""Forged, cut, old and enormous input to the concern form: a clear word, and nothing typed is lost."""

import time
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from reporting import carried, state
from reporting.journeys import reading
from reporting.models import Report
from reporting.questions import PATHS
from tests.reporting.conftest import OpenDesk
from tests.reporting.form import SAME, Reporter

CODES = [code for code, _name in settings.LANGUAGES]
pytestmark = pytest.mark.django_db
NAUGHTY = [
    "\u202egnp.exe\u202c and on",
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% load %} %s %(x)s ${7*7}",
    "' OR 1=1 --",
    "نَم کی گاڑی 07700 900123",
    "🧵👩‍👧‍👦 z͑ͫ̓ͪ̂ͫ̽͏̴̙",
    "\ufeff\u200b\u2028line",
    "=cmd|' /C calc'!A0",
]


@pytest.fixture
def halfway(desk: OpenDesk) -> Reporter:
    """Half way through."""
    reporter = Reporter()
    reporter.start()
    reporter.press(worry="Their first words")
    reporter.press()
    reporter.press()
    return reporter


def forged(text: str) -> str:
    """One letter changed in the middle."""
    middle = len(text) // 2
    return text[:middle] + ("A" if text[middle] != "A" else "B") + text[middle + 1 :]


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize(
    "spoil",
    [
        forged,
        lambda text: text[:40],
        lambda text: text[:-4],
        lambda text: "",
        lambda text: "ü\ud83d",
        lambda text: "é" * 50,
    ],
    ids=["forged", "cut", "shorter", "empty", "no base64", "no ascii"],
)
def test_a_state_that_is_not_ours_is_said_so_and_what_was_typed_is_shown(
    halfway: Reporter, language: str, spoil: Any
) -> None:
    halfway.address = f"/{language}/report/form/"
    halfway.post(
        {"carried": spoil(halfway.carried).encode("utf-8", "replace"), "names": "typed on this page", "go": "next"}
    )
    assert halfway.page.status_code == 422
    assert halfway.page["Content-Language"] == language
    assert "typed on this page" in halfway.text
    assert "Their first words" not in halfway.text
    assert halfway.soup.select_one(f"main a[href='/{language}/report/']")
    assert halfway.soup.select_one("main a[href^='tel:']")


@pytest.mark.parametrize("language", CODES)
def test_after_twelve_hours_the_form_is_closed_with_a_word_of_its_own(
    halfway: Reporter, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = time.time() + 12 * 60 * 60 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    halfway.press(names="typed on this page", to=f"/{language}/report/form/")
    assert halfway.page.status_code == 422
    assert "typed on this page" in halfway.text
    if language == "en":
        assert "closes after 12 hours" in halfway.text


def test_just_before_it_goes_on(halfway: Reporter, monkeypatch: pytest.MonkeyPatch) -> None:
    later = time.time() + 12 * 60 * 60 - 60
    monkeypatch.setattr(time, "time", lambda: later)
    halfway.press(names="Kez")
    assert halfway.page.status_code == 200


def test_the_state_of_another_page_another_version_or_another_form_is_not_taken(halfway: Reporter) -> None:
    filling = state.unpack(halfway.carried)
    for change in ({"version": 99}, {"step": "no-such-step"}, {"path": "no-such-path"}, {"id": "7"}, {"answers": None}):
        good = carried.take_back(state.PURPOSE, state.pack(filling), state.OPEN_FOR)
        text = carried.hand_out(state.PURPOSE, {**good, **change})
        assert halfway.post({"carried": text}).status_code == 422, change
    other = carried.hand_out("return", carried.take_back(state.PURPOSE, state.pack(filling), state.OPEN_FOR))
    assert halfway.post({"carried": other}).status_code == 422


def test_the_state_shows_nobody_what_is_in_it(halfway: Reporter) -> None:
    filling = state.unpack(halfway.carried)
    page = halfway.page.content.decode()
    assert filling.receipt not in page
    assert str(filling.id) not in page
    assert "first words" not in page
    assert filling.receipt not in repr(filling)
    assert "first words" not in repr(filling)


def test_what_is_said_twice_as_long_looks_alike(desk: OpenDesk) -> None:
    short, longer = Reporter(), Reporter()
    for reporter, words in ((short, "a"), (longer, "She is afraid")):
        reporter.start()
        reporter.press(worry=words)
    assert len(short.carried) == len(longer.carried)


@pytest.mark.parametrize("words", NAUGHTY)
def test_naughty_words_are_words(desk: OpenDesk, words: str) -> None:
    reporter = Reporter()
    reporter.start()
    reporter.go_to_check(worry=words, names=words)
    page = reporter.page.content.decode()
    assert "<script>alert" not in page
    shown = [tag.get_text() for tag in reporter.soup.select(".answers dd > bdi:not([dir])") if tag.get_text().strip()]
    assert shown.count(words) == 2
    reporter.press("send")
    answers = reading.read(desk.manager, desk.keyring(), Report.objects.get().pk).body["answers"]
    assert (answers["worry"], answers["names"]) == (words, words)


def test_nul_is_left_out_and_the_rest_is_kept(desk: OpenDesk) -> None:
    reporter = Reporter()
    reporter.start()
    reporter.press(worry="be\0fore")
    reporter.go_to_check()
    assert "before" in reporter.text


@pytest.mark.parametrize("language", CODES)
def test_a_hundred_thousand_letters_come_back_whole_with_the_limit(desk: OpenDesk, language: str) -> None:
    words = "ਗੱਡੀ 🧵 word " * 10_000
    reporter = Reporter(language)
    reporter.start()
    reporter.press(worry=words)
    assert reporter.page.status_code == 422
    assert reporter.standing()["worry"].strip() == words.strip()
    link = reporter.soup.select_one(".error-summary a")
    assert link
    assert reporter.soup.select_one(str(link["href"]))
    assert "10000" in reporter.text


def test_every_box_can_be_full(desk: OpenDesk) -> None:
    full = {
        question.name: "🧵" * 10_000
        for step in PATHS["professional"].steps
        for question in step.questions
        if question.kind in ("line", "text")
    }
    reporter = Reporter()
    reporter.start("professional")
    reporter.go_to_check(**full)
    reporter.press("send")
    assert reporter.receipt


def test_more_than_can_be_taken_is_said_so(desk: OpenDesk) -> None:
    reporter = Reporter("pl")
    reporter.start()
    reporter.press(worry="x" * 5_000_000)
    assert reporter.page.status_code == 413
    assert reporter.soup.select_one("main a[href='/pl/report/']")


@pytest.mark.parametrize("go", ["change:no-such-step", "change:", "send", "back", "xx", "next\0", "unknown"])
def test_a_button_that_there_is_not_harms_nothing(halfway: Reporter, go: str) -> None:
    halfway.press(go)
    assert halfway.page.status_code == 200
    halfway.go_to_check()
    halfway.press(go)
    assert halfway.page.status_code == 200


def test_a_choice_that_there_is_not_is_an_error_and_not_a_fault(halfway: Reporter) -> None:
    halfway.press()
    halfway.press()
    halfway.press(place_type="no-such-place")
    assert halfway.page.status_code == 422


def test_bytes_that_are_no_form_are_no_fault(desk: OpenDesk) -> None:
    for kind in (
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "text/plain",
    ):
        response = Client().generic("POST", "/en/report/form/", b"carried=%ff%00\xff", content_type=kind, headers=SAME)
        assert response.status_code in (400, 422), kind


def test_a_worry_that_was_skipped_by_forging_is_asked_for_again(desk: OpenDesk) -> None:
    reporter = Reporter()
    reporter.start()
    filling = state.unpack(reporter.carried)
    reporter.post({"carried": state.pack(filling.at("check")), "go": "send"})
    assert reporter.page.status_code == 422
    assert not Report.objects.exists()
