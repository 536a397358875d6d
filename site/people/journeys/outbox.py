"""The demonstration's mail: what would have been sent lies in a folder and can be read."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

# Django's file backend writes one after each message.
LINE = b"-" * 79
MOST = 50


@dataclass(frozen=True)
class Letter:
    """One e-mail."""

    to: str
    subject: str
    date: str
    text: str


def letters() -> list[Letter]:
    """The latest e-mails, newest first."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or settings.DATA_DIR / "mail")
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [letter for path in files[:MOST] for letter in _read(path)][:MOST]


def _read(path: Path) -> Iterator[Letter]:
    for part in reversed(path.read_bytes().split(LINE)):
        if part.strip():
            message = email.message_from_bytes(part.lstrip(), policy=email.policy.default)
            body = message.get_body(("plain", "html"))
            yield Letter(
                str(message.get("To", "")),
                str(message.get("Subject", "")),
                str(message.get("Date", "")),
                str(body.get_content()) if body else "",
            )
