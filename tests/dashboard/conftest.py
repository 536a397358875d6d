"""Another site on this machine, which links may lead to in a test, and a morning on which much waits."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.utils import timezone

from dashboard.journeys import asking
from dashboard.models import LinkCheck, LinkUse, Look
from pages.journeys.feedback import leave_comment
from pages.journeys.triage import share_with_editors
from pages.models import Fact, Feedback, PublicDocument
from people.models import User
from tests.pages.helpers import the_page
from tests.support.cast import Person

ADDRESS = "topics/county-lines/"


@dataclass
class Other:
    """Another site on this machine: what it answers, after how many seconds, and what it was asked."""

    address: str
    answers: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    slow: float = 0


@pytest.fixture
def other(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Other]:
    """A site that tests may ask, and nobody else."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append((self.command, self.path, {name.lower(): value for name, value in self.headers.items()}))
            status, headers = found.answers.get(f"{self.command} {self.path}") or found.answers.get(
                self.path, (200, {})
            )
            time.sleep(found.slow)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(b"x" * 100)

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    port = server.server_address[1]
    found = Other(f"http://127.0.0.1:{port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.LINK_CHECKS_MAY_ALSO_ASK = {("127.0.0.1", port)}
    settings.CHECK_LINKS = True
    monkeypatch.setattr(asking, "PAUSE", 0)
    yield found
    server.shutdown()
    server.server_close()


def said(words: str) -> Feedback:
    """A comment that has just come in."""
    return leave_comment(words, origin=Feedback.Origin.TELL_US, language="en")


def shared(words: str) -> None:
    """A comment that the desk has let through to the editors."""
    share_with_editors(said(words), User.objects.get(email="desk@lantern.example"), Feedback.Status.WAITING)


def many(number: int, status: str) -> None:
    """So many comments; more than the site takes in an hour."""
    Feedback.objects.bulk_create(
        Feedback(origin="tell-us", language="en", comment=f"Comment {place} of many", status=status)
        for place in range(number)
    )


@pytest.fixture
def much(db: None, comms_editor: Person) -> None:
    """Something of everything waits."""
    today = timezone.localdate()
    page = the_page(ADDRESS)
    type(page).objects.filter(pk=page.pk).update(review_due=today)
    Fact.objects.update(review_due=today - timedelta(1))
    Look.objects.filter(pk=page.pk).update(too_hard=True, reading_age=19, lacks_text=True, lacking=["x"])
    PublicDocument.objects.bulk_create([PublicDocument(title="scan_2.pdf", file="documents/x.pdf")])
    link = LinkCheck.objects.create(target="page:0", state="broken", problem="Gone.", first_broken_at=timezone.now())
    LinkUse.objects.create(
        link=link, content_type_id=page.cached_content_type.pk, object_id=page.pk, title="x", language="en"
    )
    said("My step-father hurts me")
    shared("The map is small")
