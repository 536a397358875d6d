"""One report at the desk: read, judged, worked on, answered, closed; by two at once; and with files."""

import re
from pathlib import Path
from uuid import uuid4

import pytest

from reporting.desk import shown
from reporting.journeys import listing, returning, sending
from reporting.models import AuditEntry
from tests.reporting.conftest import concern
from tests.reporting.desk import Officer, address
from tests.reporting.letters import letter
from tests.reporting.test_clean_recordings import FILM, TONE, recorded
from tests.reporting.test_files import photograph, upload


def test_reading_a_report_marks_it_open_and_is_logged(dora: Officer) -> None:
    report = sending.send(concern())
    dora.go(address(report))
    report.refresh_from_db()
    assert report.status == "open"
    entry = AuditEntry.objects.latest("number")
    assert (entry.who, entry.action, entry.report) == ("officer@desk.example", "read", report.pk)


def test_a_form_that_cannot_be_kept_is_no_way_to_read_unseen(dora: Officer) -> None:
    report = sending.send(concern())
    dora.post(address(report, "note/"), text="", seen="0")
    assert dora.page.status_code == 422
    assert "He waits outside" in dora.text
    entry = AuditEntry.objects.latest("number")
    assert (entry.action, entry.report) == ("read", report.pk)


def test_a_report_is_judged_worked_on_answered_and_closed(dora: Officer) -> None:
    filled = concern()
    report = sending.send(filled)
    dora.go(address(report))
    dora.post(
        address(report, "triage/"), urgency="today", themes=["criminal"], flags=["child"], area="BD3", seen=dora.seen
    )
    assert "Act today" in dora.text
    dora.post(address(report, "note/"), text="Known to the team", seen=dora.seen)
    assert "Known to the team" in dora.text
    dora.post(address(report, "task/"), what="Call the school", due="2020-01-01", seen=dora.seen)
    assert "late" in dora.text
    task = dora.soup.select_one("input[name=task]")
    assert task
    dora.post(address(report, "done/"), task=task["value"])
    assert "Call the school – by 1 January 2020: done" in dora.text
    assert "Done: Call the school" in dora.text
    assert "Call the school (by 1 January 2020)" in dora.text
    answer = uuid4()
    for _ in range(2):
        dora.post(address(report, "answer/"), text="Thank you. Is it every day?", question="on", answer_id=answer)
    (read,) = returning.answers(returning.come_back(filled.receipt))
    assert (read.text, read.is_question) == ("Thank you. Is it every day?", True)
    dora.post(address(report, "outcome/"), outcome="referred_police", text="Log 123", seen=dora.seen)
    assert "Passed to the police" in dora.text
    report.refresh_from_db()
    assert report.status == "closed"
    assert "He waits outside" in dora.go("/desk/closed/").content.decode()


@pytest.mark.parametrize(
    ("what", "typed", "said"),
    [
        ("note/", {"text": ""}, "Write the note first."),
        ("note/", {"text": "x" * 10_001}, "Shorten it to 10000 characters"),
        ("task/", {"what": "Call", "due": "soon"}, "Enter a valid date"),
        ("outcome/", {"outcome": "", "text": "I had written this"}, "Choose what became of it."),
        ("triage/", {"urgency": "very"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_written_is_said_and_kept(dora: Officer, what: str, typed: dict[str, str], said: str) -> None:
    report = sending.send(concern())
    dora.go(address(report))
    dora.post(address(report, what), **typed, seen=dora.seen)
    assert dora.page.status_code == 422
    assert said in dora.text
    assert not typed.get("text") or typed["text"] in dora.page.content.decode()
    assert not report.records.exists()


def test_two_officers_at_once_see_each_others_words_and_lose_none_of_their_own(dora: Officer, hana: Officer) -> None:
    report = sending.send(concern())
    dora.go(address(report))
    seen = dora.seen
    hana.go(address(report))
    hana.post(address(report, "note/"), text="Hana was here", seen=hana.seen)
    dora.post(address(report, "note/"), text="Dora's long note", seen=seen)
    assert dora.page.status_code == 409
    assert "A colleague wrote about this report while you did" in dora.text
    assert "Hana was here" in dora.text
    assert "Dora's long note" in dora.text
    dora.post(address(report, "note/"), text="Dora's long note", seen=dora.seen)
    assert report.records.count() == 2


def test_who_has_a_report_in_hand_is_seen_by_all_and_two_who_take_it_at_once_see_each_other(
    dora: Officer, hana: Officer
) -> None:
    report = sending.send(concern())
    hana.go(address(report))
    seen = hana.seen
    dora.go(address(report))
    assert "Nobody has it in hand." in dora.text
    dora.post(address(report, "take/"), seen=dora.seen)
    assert "You have it in hand." in dora.text
    assert "In hand: officer@desk.example" in hana.go("/desk/open/").content.decode()
    assert hana.post(address(report, "take/"), seen=seen).status_code == 409
    assert "officer@desk.example has it in hand." in hana.text
    hana.post(address(report, "take/"), seen=hana.seen)
    assert "In hand: head@desk.example" in dora.go("/desk/open/").content.decode()
    hana.post(address(report, "take/"), give_back="yes", seen=hana.seen)
    assert "Nobody has it in hand." in hana.text
    assert "In hand" not in dora.go("/desk/open/").content.decode()
    assert "Took it on." in hana.text


def test_nothing_that_was_typed_runs_or_hides_on_the_officers_screen(dora: Officer) -> None:
    report = sending.send(concern("<script>alert(1)</script> \u202egpj.exe\x00 <img src=x onerror=alert(1)>"))
    page = dora.go(address(report)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "[U+202E]gpj.exe[U+0000]" in page


def test_linked_reports_are_a_press_away_and_a_wrong_number_is_told(dora: Officer) -> None:
    report, other = sending.send(concern()), sending.send(concern("The same car by the mill"))
    secret = sending.send(concern("About Dora", path=sending.ABOUT_THE_DESK))
    dora.go(address(report))
    numbers = f"{listing.short(other).lower()}, {listing.short(secret)} 12-34"
    dora.post(address(report, "triage/"), urgency="soon", linked=numbers, seen=dora.seen)
    links = {link.get_text(): str(link["href"]) for link in dora.soup.select("#triage ~ dl a")}
    assert links == {listing.short(other): address(other)}
    assert dora.text.count("no report that you can open has this number") == 2
    assert "The same car by the mill" in dora.go(links[listing.short(other)]).content.decode()


def test_the_inbox_and_the_names_of_files_hide_nothing_either(dora: Officer) -> None:
    taken, _refused = upload(("\u202egpj.car.jpg", photograph()))
    answers = {"worry": "Come \u202ewon", "area": "BD\u20663", "themes": ["criminal"]}
    report = sending.send(concern(answers=answers, files=tuple(taken)))
    dora.go("/desk/")
    assert "Come [U+202E]won" in dora.text
    assert "BD[U+2066]3" in dora.text
    assert str(shown.theme_words()["criminal"]) in dora.soup.select(".line")[0].get_text()
    dora.post("/desk/find/", words="come")
    assert "Come [U+202E]won" in dora.text
    dora.go(address(report))
    dora.post(address(report, "task/"), what="Ask \u202ewho", due="2030-01-01", seen=dora.seen)
    assert not {"\u202e", "\u2066"} & {*dora.text}
    assert "Ask [U+202E]who" in dora.text


def test_a_manager_locks_an_officer_out_of_a_report_about_them(dora: Officer, hana: Officer) -> None:
    report = sending.send(concern("Officer D. is his uncle"))
    dora.go(address(report))
    assert dora.post(address(report, "lock-out/"), officers=[]).status_code == 404
    hana.go(address(report))
    hana.post(address(report, "lock-out/"), officers=[dora.user.pk])
    assert dora.go(address(report)).status_code == 404
    assert "his uncle" not in dora.go("/desk/open/").content.decode()
    dora.post("/desk/find/", words="uncle")
    assert "0 found" in dora.text


def test_a_picture_is_shown_only_when_asked_for_and_without_what_it_hides(dora: Officer) -> None:
    taken, _refused = upload(("car.jpg", photograph()), ("letter.pdf", b"%PDF-1.7 letter"))
    report = sending.send(concern(files=tuple(taken)))
    page = dora.go(address(report))
    assert not dora.soup.select("main img")
    links = re.findall(rf"{address(report)}files/[0-9a-f-]+/(?=\")", page.content.decode())
    copy = dora.go(links[0])
    assert copy["Content-Type"] == "image/jpeg"
    assert b"planted" not in copy.content
    pdf = report.attachments.get(number=2)
    assert "The file is damaged" in dora.go(address(report, f"files/{pdf.pk}/")).content.decode()
    original = dora.post(address(report, f"files/{pdf.pk}/original/"))
    assert original["Content-Disposition"].startswith("attachment")
    assert original["Content-Type"] == "application/octet-stream"
    assert original.content == b"%PDF-1.7 letter"
    assert dora.client.get(address(report, f"files/{pdf.pk}/original/")).status_code == 405


def test_letters_sound_and_films_open_in_the_officers_browser_as_clean_copies(dora: Officer, tmp_path: Path) -> None:
    film, tone = recorded(tmp_path, "mov", FILM), recorded(tmp_path, "mp3", TONE)
    taken, _refused = upload(("letter.pdf", letter(2)), ("film.mov", film), ("tone.mp3", tone))
    report = sending.send(concern(files=tuple(taken)))
    kinds = []
    for file in report.attachments.all():
        copy = dora.go(address(report, f"files/{file.pk}/"))
        assert b"planted" not in copy.content
        assert copy["Content-Disposition"].startswith("inline")
        # Neither a reader of PDFs nor a player starts in a sandbox, and neither may load anything else.
        policy = copy["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "sandbox" not in policy
        kinds.append(copy["Content-Type"])
    assert kinds == ["application/pdf", "video/mp4", "audio/mpeg"]


def test_a_file_that_was_damaged_in_the_database_is_withheld_whole(dora: Officer) -> None:
    taken, _refused = upload(("film.mp4", b"\x00\x00\x00\x18ftypisom" + bytes(2 * 1024 * 1024)))
    report = sending.send(concern(files=tuple(taken)))
    file = report.attachments.get()
    file.pieces.filter(number=1).delete()
    for page in (
        dora.go(address(report, f"files/{file.pk}/")),
        dora.post(address(report, f"files/{file.pk}/original/")),
    ):
        assert page.status_code == 409
        assert "changed or damaged in the database" in page.content.decode()
