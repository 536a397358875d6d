"""A half-filled form. It travels in the page, sealed, and is written down nowhere (decision 0022)."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from reporting import carried
from reporting.carried import NotCarriedError
from reporting.questions import PATHS
from reporting.questions.kinds import CHECK, FILES
from reporting.sealing import receipts

VERSION = 1
PURPOSE = "form"
OPEN_FOR = timedelta(hours=12)


@dataclass(frozen=True)
class Filling:
    """What is known of a form that is not sent. `id` and `receipt` are drawn once, when it is opened."""

    id: uuid.UUID
    receipt: str = field(repr=False)
    path: str
    language: str
    started_at: datetime
    step: str
    answers: dict[str, str | list[str]] = field(default_factory=dict, repr=False)
    # Somebody changes one answer, and goes back to the check from there.
    changing: bool = False
    # Something that only a program fills in was filled in.
    trapped: bool = False

    def at(self, step: str, **changes: Any) -> "Filling":
        """The same form, open at another page."""
        return replace(self, step=step, **changes)


def begin(path: str, language: str) -> Filling:
    """An empty form. Raises KeyError for a path that there is not."""
    first = PATHS[path].steps[0].name
    return Filling(uuid.uuid4(), receipts.make(), path, language, timezone.now(), first)


def pack(filling: Filling) -> str:
    """For the hidden field of the next page."""
    data = {
        "version": VERSION,
        "id": str(filling.id),
        "receipt": filling.receipt,
        "path": filling.path,
        "language": filling.language,
        "started_at": filling.started_at.isoformat(),
        "step": filling.step,
        "answers": filling.answers,
        "changing": filling.changing,
        "trapped": filling.trapped,
    }
    return carried.hand_out(PURPOSE, data)


def unpack(text: str) -> Filling:
    """What `pack` made. Raises TooLateError after 12 hours, NotCarriedError for anything else that is not it."""
    data = carried.take_back(PURPOSE, text, OPEN_FOR)
    try:
        path = PATHS[data["path"]]
        if data["version"] != VERSION or (data["step"] not in (CHECK, FILES) and path.step(data["step"]) is None):
            raise NotCarriedError
        if not isinstance(data["answers"], dict):
            raise NotCarriedError
        return Filling(
            uuid.UUID(data["id"]),
            data["receipt"],
            data["path"],
            data["language"],
            datetime.fromisoformat(data["started_at"]),
            data["step"],
            data["answers"],
            data["changing"],
            data["trapped"],
        )
    except (KeyError, ValueError, TypeError):
        # Sealed by a version of the form that asked other things.
        raise NotCarriedError from None
