"""A log that was changed behind the desk's back says so by itself: by e-mail, and on its page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from background.journeys.clock import REGULAR
from people.models import User
from people.roles import DESK_AUDITORS
from reporting.journeys.watching_the_log import watch_the_log
from tests.reporting.conftest import OFFICERS_PASSPHRASE, OpenDesk
from tests.reporting.desk import Officer
from tests.support.cast import Person

ALTERED = "UPDATE reporting_auditentry SET who = 'somebody@else.example' WHERE number = 2"
TAKEN_OUT = "DELETE FROM reporting_auditentry WHERE number = 3"
BREAKS = pytest.mark.parametrize(
    ("statement", "line"), [(ALTERED, 2), (TAKEN_OUT, 3)], ids=["line altered", "line taken out"]
)


def behind_the_desks_back(statement: str) -> None:
    """As somebody with the database does it."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 1


@pytest.fixture(autouse=True)
def only_this_desk(no_desk: None, ledger_file: Path) -> None:
    """The demonstration's people have their own."""
    from reporting.models import AuditEntry

    User.objects.filter(email__endswith="@lantern.example").update(is_active=False)
    AuditEntry.objects.all().delete()


@pytest.fixture
def auditor(desk: OpenDesk, somebody: Callable[..., Person]) -> Officer:
    """Sees the log, and no report."""
    return Officer(somebody("auditor@desk.example", DESK_AUDITORS).user, "")


@BREAKS
def test_managers_and_auditors_hear_of_a_break_once_a_day_and_no_officer_does(
    officer: Any, auditor: Officer, statement: str, line: int
) -> None:
    assert watch_the_log() == 0
    behind_the_desks_back(statement)
    assert watch_the_log() == 2
    assert watch_the_log() == 0
    assert [message.to[0] for message in mail.outbox] == ["auditor@desk.example", "head@desk.example"]
    for message in mail.outbox:
        said = f"{message.subject} {message.body}".replace("localhost:8000", "")
        assert "/desk/log/" in said
        assert "else.example" not in said
        assert not any(character.isdigit() for character in said)


@BREAKS
def test_the_log_itself_warns_whoever_opens_it(officer: Any, auditor: Officer, statement: str, line: int) -> None:
    auditor.go("/desk/log/", check="1")
    assert "All lines are there and unchanged." in auditor.text
    behind_the_desks_back(statement)
    # Ten minutes later nobody has to press anything.
    from django.core.cache import cache

    cache.clear()
    auditor.go("/desk/log/")
    assert auditor.page.status_code == 200
    assert f"Line {line} was changed or taken out." in auditor.text


def test_a_check_by_hand_looks_at_once(officer: Any, auditor: Officer) -> None:
    auditor.go("/desk/log/")
    behind_the_desks_back(ALTERED)
    auditor.go("/desk/log/", check="1")
    assert "Line 2 was changed or taken out." in auditor.text
    auditor.go("/desk/log/")
    assert "Line 2 was changed or taken out." in auditor.text


def test_a_mail_server_that_is_away_is_asked_again(
    desk: OpenDesk, officer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind_the_desks_back(ALTERED)
    with monkeypatch.context() as broken:

        def fail(*args: Any) -> int:
            raise ConnectionRefusedError

        broken.setattr(EmailBackend, "send_messages", fail)
        with pytest.raises(ConnectionRefusedError):
            watch_the_log()
    assert watch_the_log() == 1


def test_the_clock_does_it(desk: OpenDesk, officer: Any) -> None:
    Officer(officer, OFFICERS_PASSPHRASE).unlock()
    behind_the_desks_back(TAKEN_OUT)
    REGULAR["watch_the_desks_log"].do()
    assert [message.to[0] for message in mail.outbox] == ["head@desk.example"]
