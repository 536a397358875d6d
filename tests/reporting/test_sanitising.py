"""A sanitised version: words are masked however they are spelled, the difference is shown, and it is kept sealed."""

import time

import pytest

from reporting.journeys import sending
from reporting.journeys.comparing import difference
from reporting.journeys.masking import MASK, masked
from reporting.models import AuditEntry
from tests.reporting.conftest import concern
from tests.reporting.desk import Officer, address
from tests.reporting.test_what_a_compromise_surrenders import everything_in_the_database

ANSWERS = {
    "worry": "Zarqael told me at Wexmoor Lodge that he takes her phone",
    "names": "ZARQAEL K.",
    "contact_how": "07700 900123",
    "wish": "Help her",
}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ZaRa came", "zara"),
        ("Za\u200bra came", "Zara"),
        ("\u202eZara\u2066 came", "Zara"),
        ("Za\u00adra came", "Zara"),
        ("Za\u034fra came", "Zara"),
        ("Ｚａｒａ came", "Zara"),
        ("𝓩𝓪𝓻𝓪 came", "Zara"),
        ("Zára came", "Zara"),
        ("Zara came", "Za\u0301ra"),
        ("Z a r a came", "Zara"),
        ("Zara_99 came", "Zara"),
        ("xxZARAxx came", "zara"),
        ("Zaras came", "Zara"),
        ("zara.k@mail.example came", "Zara"),
        ("Sarah-Jane came", "sarah jane"),
        ("SarahJane came", "Sarah Jane"),
        ("07700900123 came", "07700 900 123"),
        ("O’Brien came", "OBRIEN"),
        ("STRASSE came", "Straße"),
        ("Jo came", "jo"),
        ("علي came", "علی"),
        ("ਸਿੰਘ came", "ਸਿੰਘ"),
    ],
)
def test_a_word_is_masked_however_it_is_spelled(text: str, word: str) -> None:
    assert masked(text, [word]) == f"{MASK} came"


def test_every_mask_is_the_same_and_neighbours_are_one() -> None:
    said = masked("Al and Maximilian Featherstonehaugh and Al-Max", ["Al", "Maximilian", "Featherstonehaugh", "Max"])
    assert said == f"{MASK} and {MASK} and {MASK}"
    assert masked(said, ["Al", "mask", "masked"]) == said


def test_what_only_looks_like_the_word_stays() -> None:
    assert masked("Is a radio in Jobs, Alison, quality", ["sara", "Jo", "Ali"]) == "Is a radio in Jobs, Alison, quality"


def test_the_difference_holds_both_texts_and_takes_no_longer_for_a_hostile_one() -> None:
    for before, after in (
        ("Zara waits at the mill.\nShe is Zara's friend", "[masked] waits by the mill.\nShe is [masked]'s friend"),
        ("a " * 5000, "a b " * 2500),
        ("a-" * 5000, "-a!" * 3000),
        ("", "new"),
        ("old", ""),
    ):
        started = time.monotonic()
        found = difference(before, after)
        assert time.monotonic() - started < 2
        assert "".join(piece.text for piece in found if piece.kind != "new") == before
        assert "".join(piece.text for piece in found if piece.kind != "old") == after


def test_an_officer_is_shown_the_difference_before_anything_is_kept(dora: Officer) -> None:
    report = sending.send(concern(answers=ANSWERS))
    dora.go(address(report, "sanitise/"))
    typed = dora.typed()
    # What is about the reporter is left out, and its words are offered for masking.
    assert "contact_how" not in typed["chosen"]
    assert "07700 900123" in typed["words"]
    dora.post(address(report, "sanitise/"), **{**typed, "words": "zarqael\nWexmoor Lodge", "step": "show"})
    worry = " ".join(dora.soup.select(".desk__difference dd")[0].get_text(" ").split())
    assert "(taken out: Zarqael )" in worry
    assert f"(put in: {MASK} )" in worry
    assert not report.records.exists()
    dora.post(address(report, "sanitise/"), **{**dora.typed(), "text_wish": "Protect zarqael", "step": "keep"})
    assert "Sanitised version by officer@desk.example" in dora.text
    assert report.records.count() == 1
    assert [entry.action for entry in AuditEntry.objects.order_by("number")][-1] == "read"
    assert AuditEntry.objects.filter(action="changed", report=report.pk).count() == 1
    dora.go(address(report, "sanitise/"))
    kept = dora.typed()
    assert kept["text_wish"] == f"Protect {MASK}"
    assert kept["text_worry"] == f"{MASK} told me at {MASK} that he takes her phone"
    assert kept["text_names"] == f"{MASK} K."
    assert kept["text_contact_how"] == "07700 900123"
    assert dora.go(address(report, "sanitise/"), anew="").status_code == 200
    assert dora.typed()["text_worry"] == ANSWERS["worry"]
    stolen = everything_in_the_database()
    for planted in (b"Wexmoor", b"zarqael", b"Zarqael", b"takes her phone", MASK.encode()):
        assert planted not in stolen


def test_the_reports_own_number_never_stays_in_a_sanitised_version(dora: Officer) -> None:
    report = sending.send(concern(answers=ANSWERS))
    dora.go(address(report, "sanitise/"))
    typed = {**dora.typed(), "text_wish": f"See {str(report.pk)[:8].lower()} or {report.pk}"}
    dora.post(address(report, "sanitise/"), **typed, step="keep")
    dora.go(address(report, "sanitise/"))
    assert dora.typed()["text_wish"] == f"See {MASK} or {MASK}"


def test_a_report_in_another_language_asks_for_english(dora: Officer) -> None:
    report = sending.send(concern(language="ur"))
    assert "another language" in dora.go(address(report, "sanitise/")).content.decode()
    report = sending.send(concern())
    assert "another language" not in dora.go(address(report, "sanitise/")).content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"chosen": []}, "Tick at least one answer"),
        ({"chosen": ["desk_words"]}, "Nothing is left"),
        ({"words": "…"}, "has no letter and no digit"),
        ({"words": "\n".join(f"word{at}" for at in range(101))}, "Mask at most 100"),
        ({"text_worry": "x" * 10_001}, "Shorten it to 10000 characters"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(dora: Officer, changed: dict, said: str) -> None:  # type: ignore[type-arg]
    report = sending.send(concern(answers=ANSWERS))
    dora.go(address(report, "sanitise/"))
    dora.post(address(report, "sanitise/"), **{**dora.typed(), "text_wish": "My own words", **changed, "step": "keep"})
    assert dora.page.status_code == 422
    assert said in dora.text
    assert dora.typed()["text_wish"] == "My own words"
    assert not report.records.exists()


def test_two_officers_at_once_lose_no_version(dora: Officer, hana: Officer) -> None:
    report = sending.send(concern(answers=ANSWERS))
    dora.go(address(report, "sanitise/"))
    typed = dora.typed()
    hana.go(address(report))
    hana.post(address(report, "note/"), text="Hana was here", seen=hana.seen)
    # Looking at it once more does not count as having seen what Hana wrote.
    dora.post(address(report, "sanitise/"), **{**typed, "text_wish": "Dora's words", "step": "show"})
    dora.post(address(report, "sanitise/"), **dora.typed(), step="keep")
    assert dora.page.status_code == 409
    assert "A colleague wrote about this report" in dora.text
    assert dora.typed()["text_wish"] == "Dora's words"
    dora.post(address(report, "sanitise/"), **dora.typed(), step="keep")
    assert report.records.count() == 2


def test_who_is_locked_out_sees_no_version(dora: Officer, hana: Officer) -> None:
    report = sending.send(concern(answers=ANSWERS))
    hana.go(address(report))
    hana.post(address(report, "lock-out/"), officers=[dora.user.pk])
    assert dora.go(address(report, "sanitise/")).status_code == 404
    assert dora.post(address(report, "sanitise/"), step="keep", words="", chosen="worry").status_code == 404
    assert AuditEntry.objects.filter(action="refused", report=report.pk).count() == 2
