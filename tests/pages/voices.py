"""What people do with readers' comments in the admin, for the tests of it."""

import csv
import io
from typing import Any

from pages.journeys.feedback import leave_comment
from pages.models import Feedback
from tests.pages.helpers import soup, text
from tests.support.cast import Person

Status = Feedback.Status


def press(person: Person, comment: Feedback, step: str, seen: str = "") -> Any:
    """A button of the list; `seen` is the status that the person saw, if not the present one."""
    data = {"seen": seen or Feedback.objects.get(pk=comment.pk).status}
    return person.client.post(f"/admin/voices/step/{comment.pk}/{step}/", data, follow=True)


def write(person: Person, comment: Feedback, /, action: str = "edit", seen: str = "", **data: str) -> Any:
    """The form of one comment, sent with one of its buttons."""
    sent = {"action_taken": "", "answer": "", "seen": seen or Feedback.objects.get(pk=comment.pk).status, **data}
    return person.client.post(f"/admin/voices/edit/{comment.pk}/", {**sent, f"action-{action}": "1"}, follow=True)


def buttons(person: Person, address: str = "/admin/voices/") -> list[str]:
    """What can be done with the comments that are shown."""
    found = soup(person.client.get(address)).select("form button[type=submit]")
    return [text(button) for button in found]


def said(words: str, status: str = Status.WAITING) -> Feedback:
    """A comment, as far on its way as `status` says."""
    comment = leave_comment(words, origin=Feedback.Origin.TELL_US, language="en")
    Feedback.objects.filter(pk=comment.pk).update(status=status)
    comment.refresh_from_db()
    return comment


def listed(person: Person, query: str = "") -> str:
    """What somebody sees in the list."""
    response = person.client.get(f"/admin/voices/{query}")
    assert response.status_code == 200
    found = soup(response).select_one("#listing-results")
    return text(found)


def exported(person: Person, kind: str = "csv") -> list[list[str]]:
    """The rows of an export."""
    response: Any = person.client.get(f"/admin/voices/?export={kind}")
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
