"""A reporter sends a concern, the desk answers, the reporter comes back: once, sealed, and to nobody else."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection

from reporting.journeys import handling, reading, returning, sending
from reporting.journeys.returning import NoSuchReceiptError
from reporting.keyring import NotForYouError
from reporting.models import Answer, Report, ReporterMessage
from reporting.sealing.box import SealError
from reporting.sealing.receipts import NotAReceiptError
from tests.reporting.conftest import OFFICERS_PASSPHRASE, OpenDesk, concern, opened


def test_a_report_that_is_sent_twice_is_one_report_with_the_same_receipt(desk: OpenDesk) -> None:
    filled = concern()
    assert sending.send(filled) == sending.send(filled)
    assert Report.objects.count() == 1
    assert returning.come_back(filled.receipt).report.pk == filled.id


def test_the_desk_reads_every_letter_that_was_typed(desk: OpenDesk) -> None:
    typed = "\u202egnp.exe\u202c \U0001f9f5 <script>alert(1)</script> ' OR 1=1 -- \x00 \ud800 گاڑی ਗੱਡੀ"
    report = sending.send(concern(typed))
    read = reading.read(desk.manager, desk.keyring(), report.pk).body["answers"]["worry"]
    assert read == typed.replace("\ud800", "?")


def test_no_word_of_a_report_stands_in_the_database(desk: OpenDesk, officer: Any) -> None:
    filled = concern("planted-worry-word")
    sending.send(filled)
    back = returning.come_back(filled.receipt)
    returning.add(back, uuid4(), "planted-message-word")
    report = reading.read(officer, opened(officer, OFFICERS_PASSPHRASE), filled.id)
    handling.record(officer, report, "note", {"text": "planted-note-word"})
    handling.answer(officer, report, "planted-answer-word")
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names() if name.startswith("reporting_")]
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                whole = b" ".join(
                    bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row
                )
                assert b"planted" not in whole, table
                assert filled.receipt.encode() not in whole, table
    assert len(tables) >= 10


def test_an_answer_is_read_with_the_receipt_and_the_report_is_not(desk: OpenDesk, officer: Any) -> None:
    filled = concern("planted-worry-word")
    report = reading.read(desk.manager, desk.keyring(), sending.send(filled).pk)
    handling.answer(officer, report, "Thank you. Which school is it?", question=True)
    back = returning.come_back(" ".join(filled.receipt))
    (read,) = returning.answers(back)
    assert (read.text, read.is_question) == ("Thank you. Which school is it?", True)
    assert "planted-worry-word" not in repr(back)
    # What a found receipt gives cannot open the report itself.
    with pytest.raises(NotForYouError):
        reading.read(officer, type(desk.keyring())({uuid4(): back.answers.private}), report.report.pk)


def test_what_a_reporter_adds_is_for_the_desk_and_opens_the_report_again(desk: OpenDesk, officer: Any) -> None:
    filled = concern()
    keyring = opened(officer, OFFICERS_PASSPHRASE)
    report = reading.read(officer, keyring, sending.send(filled).pk)
    handling.record(officer, report, "outcome", {"outcome": "advice"})
    assert Report.objects.get().status == "closed"
    message = uuid4()
    for _ in range(2):
        returning.add(returning.come_back(filled.receipt), message, "He came back today")
    assert Report.objects.get().status == "unread"
    assert ReporterMessage.objects.count() == 1
    read = reading.read(officer, keyring, filled.id)
    assert [one.said["text"] for one in read.messages] == ["He came back today"]
    assert Report.objects.get().status == "open"


def test_a_hidden_answer_is_gone_for_the_reporter_and_kept_by_the_desk(desk: OpenDesk, officer: Any) -> None:
    filled = concern()
    keyring = opened(officer, OFFICERS_PASSPHRASE)
    answer = handling.answer(officer, reading.read(officer, keyring, sending.send(filled).pk), "Thank you")
    returning.hide(returning.come_back(filled.receipt), answer.pk)
    assert returning.answers(returning.come_back(filled.receipt)) == []
    (kept,) = reading.read(officer, keyring, filled.id).messages
    assert (kept.said["text"], kept.hidden_by_reporter) == ("Thank you", True)


def test_nobody_hides_an_answer_to_somebody_elses_report(desk: OpenDesk, officer: Any) -> None:
    mine, theirs = concern(), concern()
    sending.send(mine)
    keyring = opened(officer, OFFICERS_PASSPHRASE)
    answer = handling.answer(officer, reading.read(officer, keyring, sending.send(theirs).pk), "Thank you")
    returning.hide(returning.come_back(mine.receipt), answer.pk)
    assert bytes(Answer.objects.get().for_reporter)


def test_a_receipt_that_opens_nothing_says_so_and_guessing_is_stopped(desk: OpenDesk) -> None:
    filled = concern()
    sending.send(filled)
    with pytest.raises(NotAReceiptError):
        returning.come_back("1234")
    cache.set(returning.WRONG, returning.MOST_WRONG - 1, 3600)
    with pytest.raises(NoSuchReceiptError):
        returning.come_back("0000 0000 0000 0000" if filled.receipt != "0" * 16 else "1" * 16)
    with pytest.raises(returning.TooManyWrongError):
        returning.come_back(filled.receipt)


def test_two_officers_who_write_at_once_do_not_write_over_each_other(desk: OpenDesk, officer: Any) -> None:
    report = sending.send(concern())
    hers = reading.read(officer, opened(officer, OFFICERS_PASSPHRASE), report.pk)
    theirs = reading.read(desk.manager, desk.keyring(), report.pk)
    handling.record(officer, hers, "triage", {"urgency": "today"})
    with pytest.raises(handling.ChangedMeanwhileError):
        handling.record(desk.manager, theirs, "triage", {"urgency": "routine"})
    state = reading.state_of(reading.read(officer, desk.keyring(), report.pk).records)
    assert state["triage"] == {"urgency": "today"}


def test_an_officer_whom_a_concern_is_about_is_locked_out_of_it(desk: OpenDesk, officer: Any) -> None:
    report = sending.send(concern())
    handling.record(
        desk.manager, reading.read(desk.manager, desk.keyring(), report.pk), "locked_out", {"officers": [officer.pk]}
    )
    with pytest.raises(NotForYouError):
        reading.read(officer, opened(officer, OFFICERS_PASSPHRASE), report.pk)


def test_a_note_moved_to_another_report_does_not_open_there(desk: OpenDesk, officer: Any) -> None:
    first, second = sending.send(concern()), sending.send(concern())
    handling.record(officer, reading.read(desk.manager, desk.keyring(), first.pk), "note", {"text": "for the first"})
    first.records.update(report=second)
    with pytest.raises(SealError):
        reading.read(desk.manager, desk.keyring(), second.pk)


def test_a_half_broken_message_does_not_hide_the_rest_of_a_report(desk: OpenDesk) -> None:
    filled = concern()
    sending.send(filled)
    for text in ("First", "Second"):
        returning.add(returning.come_back(filled.receipt), uuid4(), text)
    ReporterMessage.objects.filter(number=1).update(sealed=b"\x01damaged")
    read = reading.read(desk.manager, desk.keyring(), filled.id)
    assert ([one.said["text"] for one in read.messages], read.damaged) == (["Second"], 1)
