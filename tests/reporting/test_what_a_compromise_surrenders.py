"""docs/what-a-compromise-surrenders.md, line by line: take the thing, and search it for planted words."""

import logging
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from people.models import User
from reporting.journeys import admitting, handling, reading, returning, sending, unlocking
from reporting.journeys.unlocking import NoKeyError
from reporting.keyring import Keyring, NotForYouError
from reporting.models import HeldKey, InboxKey, KeyHolder, Unlocking
from reporting.sealing import box
from reporting.sealing.box import SealError
from tests.reporting.conftest import OFFICERS_PASSPHRASE, PASSPHRASE, OpenDesk, concern, opened
from tests.reporting.test_files import upload
from tests.support.cast import signed_in

PLANTED = "planted-word"


@pytest.fixture
def told(desk: OpenDesk, officer: Any) -> Any:
    """A report with everything in it: words, a file, a message, an answer, a note."""
    taken, _refused = upload((f"{PLANTED}.pdf", b"%PDF-1.7 " + PLANTED.encode() * 500))
    filled = concern(f"{PLANTED} in the report", files=tuple(taken))
    sending.send(filled)
    returning.add(returning.come_back(filled.receipt), uuid4(), f"{PLANTED} in a message")
    report = reading.read(officer, opened(officer, OFFICERS_PASSPHRASE), filled.id)
    handling.record(officer, report, "note", {"text": f"{PLANTED} in a note"})
    handling.answer(officer, report, f"{PLANTED} in an answer")
    return filled


def everything_in_the_database() -> bytes:
    """Every cell of every table, as a thief would read it."""
    cells = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            cells += [
                bytes(cell) if isinstance(cell, memoryview | bytes) else str(cell).encode()
                for row in cursor
                for cell in row
            ]
    return b"\n".join(cells)


def test_the_database_surrenders_no_word_and_no_receipt(told: Any) -> None:
    stolen = everything_in_the_database()
    assert b"reporting" in stolen
    assert PLANTED.encode() not in stolen
    for digits in (told.receipt, " ".join(told.receipt[at : at + 4] for at in (0, 4, 8, 12))):
        assert digits.encode() not in stolen


def test_the_private_keys_are_nowhere_in_the_database(told: Any, desk: OpenDesk) -> None:
    stolen = everything_in_the_database()
    private = desk.keyring().inboxes.values()
    assert len(private) == 2
    for key in private:
        assert key not in stolen
        assert key.hex().encode() not in stolen
    for passphrase in (PASSPHRASE, OFFICERS_PASSPHRASE):
        assert passphrase.encode() not in stolen
    assert desk.sheet.encode() not in stolen


def test_an_administrator_who_makes_an_officer_of_themself_opens_nothing(told: Any, desk: OpenDesk) -> None:
    administrator = User.objects.create_superuser("root@council.example", "a-lamp-in-the-mill")
    admitting.choose_passphrase(administrator, "the keys to the whole kingdom")
    with pytest.raises(NoKeyError):
        unlocking.unlock(administrator, "the keys to the whole kingdom")
    # Not by taking over an officer's row, nor the wrapped keys of one.
    theirs = KeyHolder.objects.get(user=desk.manager)
    mine = KeyHolder.objects.get(user=administrator)
    HeldKey.objects.filter(holder=theirs).update(holder=mine)
    with pytest.raises(unlocking.WrongPassphraseError):
        unlocking.unlock(administrator, "the keys to the whole kingdom")


def test_an_unlocked_desk_in_a_stolen_database_stays_shut(told: Any, desk: OpenDesk, officer: Any) -> None:
    token = unlocking.unlock(officer, OFFICERS_PASSPHRASE)
    kept = Unlocking.objects.get(user=officer)
    assert token.text not in kept.id
    assert token.text.encode() not in bytes(kept.sealed)
    with pytest.raises(SealError):
        box.open_(bytes.fromhex(kept.id), kept.sealed, b"unlocking:" + kept.id.encode())
    assert token.text.encode() not in everything_in_the_database()


def test_keys_and_words_do_not_show_themselves_in_logs_and_tracebacks(
    told: Any, desk: OpenDesk, caplog: pytest.LogCaptureFixture
) -> None:
    keyring = desk.keyring()
    report = reading.read(desk.manager, keyring, told.id)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("lantern").warning("%r %r %r %r", keyring, report, told, returning.come_back(told.receipt))
    assert PLANTED not in caplog.text
    assert told.receipt not in caplog.text
    for key in keyring.inboxes.values():
        assert repr(key) not in caplog.text
        assert key.hex() not in caplog.text


def test_a_receipt_surrenders_the_answers_and_nothing_else(told: Any) -> None:
    back = returning.come_back(told.receipt)
    assert [answer.text for answer in returning.answers(back)] == [f"{PLANTED} in an answer"]
    found = Keyring({key.pk: back.answers.private for key in InboxKey.objects.all()})
    with pytest.raises(SealError):
        found.report_key(back.report)
    for message in back.report.reporter_messages.all():
        with pytest.raises(SealError):
            found.unwrap(back.report, message.wrapped_key, f"report:{told.id}:message:{message.pk}".encode())


def test_an_officers_password_without_the_passphrase_opens_nothing(told: Any, officer: Any) -> None:
    response = signed_in(officer).client.get(f"/desk/reports/{told.id}/")
    assert response.status_code in (302, 404)
    assert PLANTED.encode() not in response.content


def test_an_officer_surrenders_no_concern_about_the_desk(desk: OpenDesk, officer: Any) -> None:
    about = sending.send(concern(f"{PLANTED} about a manager", path=sending.ABOUT_THE_DESK))
    keyring = opened(officer, OFFICERS_PASSPHRASE)
    assert about.inbox_key_id not in keyring.inboxes
    with pytest.raises(NotForYouError):
        keyring.report_key(about)


def test_the_sheet_with_the_database_opens_everything(told: Any, desk: OpenDesk) -> None:
    from reporting.journeys.setting_up import opened_by_sheet

    found = Keyring(opened_by_sheet(desk.sheet))
    assert reading.read(desk.manager, found, told.id).body["answers"]["worry"] == f"{PLANTED} in the report"
