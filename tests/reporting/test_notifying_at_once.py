"""Somebody may be in danger: the desk hears of it at once, without a word of what, and never at a report's cost."""

import socketserver
import threading
from collections.abc import Iterator
from queue import Empty, Queue
from typing import Any

import pytest
from django.core import mail

from people.models import User
from reporting.journeys import notifying_at_once, sending
from reporting.models import Report
from tests.reporting.conftest import OpenDesk, concern
from tests.reporting.form import Reporter

NOW = {"worry": "planted-word", "danger": "now"}


class Sink(socketserver.ThreadingTCPServer):
    """A mail server that takes everything and delivers it to a queue, as (to whom, what)."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, refused: str = "") -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.refused = refused
        self.taken: Queue[tuple[str, str]] = Queue()
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Conversation(socketserver.StreamRequestHandler):
    """As much SMTP as a client needs."""

    server: Sink

    def handle(self) -> None:
        """Answer line after line."""
        self.say("220 sink")
        recipient = ""
        while line := self.rfile.readline().decode().strip():
            match line.split(":")[0].split()[0].upper():
                case "RCPT":
                    recipient = line.partition("<")[2].partition(">")[0]
                    self.say("550 no" if recipient == self.server.refused else "250 ok")
                case "DATA":
                    self.say("354 go on")
                    said = b""
                    while (one := self.rfile.readline()) != b".\r\n":
                        said += one
                    self.server.taken.put((recipient, said.decode()))
                    self.say("250 ok")
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 ok")

    def say(self, line: str) -> None:
        """One line of an answer."""
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture(autouse=True)
def only_this_desk(no_desk: None) -> None:
    """The demonstration's officers have their own, and nobody was told before."""
    User.objects.filter(email__endswith="@lantern.example").update(is_active=False)
    notifying_at_once.forget_what_was_sent()


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """A real mail server; it refuses one address."""
    running = Sink(refused="head@desk.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.server_address[1]
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield running
    running.shutdown()
    running.server_close()


def told() -> list[str]:
    """Whom e-mail went to, when no thread is sending any more."""
    for thread in threading.enumerate():
        if thread.name == notifying_at_once.NAME:
            thread.join(10)
    return sorted(message.to[0] for message in mail.outbox)


def urgent(**changes: Any) -> Report:
    """A report that says it is happening now."""
    return sending.send(concern(**{"answers": NOW, **changes}))


def test_whoever_says_that_it_is_happening_now_is_heard_at_once(desk: OpenDesk, officer: Any, sink: Sink) -> None:
    sending.send(concern())
    report = urgent()
    recipient, said = sink.taken.get(timeout=10)
    # The manager's address is refused; the officer is told all the same.
    assert recipient == "officer@desk.example"
    assert "/desk/" in said
    assert "planted" not in said
    assert str(report.pk)[:8] not in said
    with pytest.raises(Empty):
        sink.taken.get(timeout=0.3)


def test_through_the_form_itself(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    from reporting.journeys import filling

    monkeypatch.setattr(filling, "QUICKEST", filling.QUICKEST * 0)
    reporter = Reporter()
    reporter.start()
    reporter.go_to_check(worry="planted-word", danger="now")
    reporter.press("send")
    assert reporter.receipt
    assert told() == ["head@desk.example"]


def test_sent_twice_it_is_told_once(desk: OpenDesk) -> None:
    filled = concern(answers=NOW)
    sending.send(filled)
    sending.send(filled)
    assert told() == ["head@desk.example"]


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": {"worry": "It was last year"}},
        {"slow": True},
        {"path": sending.ABOUT_THE_DESK},
    ],
    ids=["not urgent", "slow lane", "about the desk"],
)
def test_what_must_not_betray_its_hour_waits(desk: OpenDesk, changes: dict[str, Any]) -> None:
    assert urgent(**changes).status == Report.Status.UNREAD
    assert told() == []


def test_a_flood_of_urgent_reports_wakes_nobody_more_often_than_thrice_an_hour(desk: OpenDesk) -> None:
    for _ in range(notifying_at_once.MOST_AN_HOUR + 2):
        urgent()
    assert len(told()) == notifying_at_once.MOST_AN_HOUR
    assert Report.objects.count() == notifying_at_once.MOST_AN_HOUR + 2


def test_a_mail_server_that_is_away_costs_no_report_and_leaves_no_line(
    desk: OpenDesk, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert Report.objects.filter(pk=urgent().pk).exists()
    assert told() == []
    assert caplog.text == ""


def test_without_a_mail_server_no_file_keeps_the_time(desk: OpenDesk, settings: Any, tmp_path: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    urgent()
    told()
    assert list(tmp_path.iterdir()) == []
