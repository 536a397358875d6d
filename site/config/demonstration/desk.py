"""The demonstration's safeguarding desk: keys that are made on first start, and invented concerns to look at."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyrage
import yaml
from django.conf import settings
from django.utils import timezone

from people.models import User
from people.roles import DESK, DESK_MANAGERS
from reporting.journeys import admitting, agencies, handling, reading, sending, setting_up
from reporting.keyring import Keyring
from reporting.models import PartnerAgency, Report
from reporting.sealing import receipts

PASSPHRASE = "a lamp in the mill window"  # noqa: S105
SHEET = "recovery-sheet.txt"
AGENCY_KEY = "agency-key.txt"
AGENCIES = Path(settings.BASE_DIR) / "reporting/demonstration/agencies.yaml"
CONCERNS = Path(settings.BASE_DIR) / "reporting/demonstration/concerns.yaml"
SENT_AT = time(16, 20)
# The first of the concerns.
RECEIPT = "4821093477156620"


def lines() -> Iterator[str]:
    """How to look at the desk, for whoever starts the demonstration."""
    yield f"The desk at /desk/ asks for a second factor, and then for the passphrase: {PASSPHRASE}"
    yield f"At /en/report/return/ this receipt shows an answer: {receipts.grouped(RECEIPT)}"


def load_desk() -> None:
    """Set the desk up, prove its sheet, and admit its officers. `check --deploy` refuses these keys.

    The sheet lies beside the database, where nobody should ever keep a real one.
    """
    manager = User.objects.filter(groups__name=DESK_MANAGERS).first()
    if manager is None:
        return
    sheet = setting_up.make_keys(manager, PASSPHRASE, demonstration=True)
    setting_up.prove_sheet(manager, sheet)
    keep_beside_the_database(SHEET, f"The recovery key of the demonstration's safeguarding desk:\n\n{sheet}\n")
    keyring = Keyring(setting_up.opened_by_sheet(sheet))
    officers = list(User.objects.filter(groups__name=DESK).exclude(pk=manager.pk))
    for officer in officers:
        admitting.admit(manager, keyring, admitting.choose_passphrase(officer, PASSPHRASE))
    load_agencies(manager, keyring)
    for concern in yaml.safe_load(CONCERNS.read_text()):
        load_concern(concern, keyring, officers[0] if officers else manager, manager)


def keep_beside_the_database(name: str, text: str) -> None:
    """A file that the owner alone can read."""
    path = settings.DATA_DIR / name
    path.write_text(text)
    path.chmod(0o600)


def load_agencies(manager: User, keyring: Keyring) -> None:
    """Agencies to refer to; one of them has a key, whose secret half `age` takes from a file beside the database."""
    identity = pyrage.x25519.Identity.generate()
    keep_beside_the_database(AGENCY_KEY, f"{identity}\n")
    for agency in yaml.safe_load(AGENCIES.read_text()):
        key = str(identity.to_public()) if agency.pop("has_key", False) else ""
        agencies.keep(manager, keyring, PartnerAgency(age_key=key, **agency))


def load_concern(concern: dict[str, Any], keyring: Keyring, officer: User, manager: User) -> None:
    """Send a concern through the reporter's door, and let the desk do what it did."""
    day = timezone.localdate() - timedelta(days=concern["days"])
    at = min(timezone.make_aware(datetime.combine(day, SENT_AT)), timezone.now())
    submission = sending.Submission(
        id=uuid4(),
        receipt=concern.get("receipt", receipts.make()),
        path=concern["path"],
        language=concern.get("language", "en"),
        started_at=at - timedelta(minutes=6),
        answers=concern["answers"],
        slow=concern.get("slow", False),
    )
    report = sending.send(submission, at)
    Report.objects.filter(pk=report.pk).update(received_on=day)
    if not concern["desk"]:
        return
    reader = manager if concern["path"] == sending.ABOUT_THE_DESK else officer
    opened = reading.read(reader, keyring, report.pk)
    for written in concern["desk"]:
        if written["kind"] == "answer":
            handling.answer(reader, opened, written["text"], written["question"])
        elif written["kind"] == "task":
            due = timezone.localdate() + timedelta(days=written["due"])
            task = {"id": str(uuid4()), "what": written["what"], "due": due.isoformat(), "done": False}
            handling.record(reader, opened, "task", task)
        else:
            handling.record(reader, opened, written["kind"], written["data"])
