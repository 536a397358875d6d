"""The demonstration's safeguarding desk: keys that are made on first start, and invented concerns to look at."""

from collections.abc import Iterator
from datetime import time

import pyrage
import yaml
from django.conf import settings

from config.demonstration.clock import clock_at
from config.demonstration.concerns import FOLDER, last_quarter, load_concerns, moment
from people.models import User
from people.roles import DESK, DESK_MANAGERS
from reporting.journeys import admitting, agencies, retaining, setting_up
from reporting.keyring import Keyring
from reporting.models import PartnerAgency
from reporting.sealing import receipts

PASSPHRASE = "a lamp in the mill window"  # noqa: S105
SHEET = "recovery-sheet.txt"
AGENCY_KEY = "agency-key.txt"
MORNING = time(9)
# Of the first of the concerns.
RECEIPT = "4821093477156620"


def lines() -> Iterator[str]:
    """How to look at the desk, for whoever starts the demonstration."""
    yield f"The desk at /desk/ asks for a second factor, and then for the passphrase: {PASSPHRASE}"
    yield f"At /en/report/return/ this receipt shows an answer: {receipts.grouped(RECEIPT)}"


def load_desk() -> None:
    """Set the desk up as of the quarter that is over, and let it work since. `check --deploy` refuses these keys.

    The sheet lies beside the database, where nobody should ever keep a real one.
    """
    people = User.objects.order_by("pk")
    manager = people.filter(groups__name=DESK_MANAGERS).first()
    if manager is None:
        return
    with clock_at(moment(last_quarter().first, MORNING)):
        keyring = set_up(manager)
    load_concerns(keyring, people.filter(groups__name=DESK).first() or manager, manager)
    retaining.look_over(manager, keyring)


def set_up(manager: User) -> Keyring:
    """The keys, and everybody who holds them."""
    sheet = setting_up.make_keys(manager, PASSPHRASE, demonstration=True)
    setting_up.prove_sheet(manager, sheet)
    keep_beside_the_database(SHEET, f"The recovery key of the demonstration's safeguarding desk:\n\n{sheet}\n")
    keyring = Keyring(setting_up.opened_by_sheet(sheet))
    colleagues = User.objects.filter(groups__name__in=(DESK, DESK_MANAGERS)).exclude(pk=manager.pk).distinct()
    for officer in colleagues.order_by("pk"):
        admitting.admit(manager, keyring, admitting.choose_passphrase(officer, PASSPHRASE))
    load_agencies(manager, keyring)
    return keyring


def keep_beside_the_database(name: str, text: str) -> None:
    """A file that the owner alone can read."""
    path = settings.DATA_DIR / name
    path.write_text(text)
    path.chmod(0o600)


def load_agencies(manager: User, keyring: Keyring) -> None:
    """Agencies to refer to; one of them has a key, whose secret half `age` takes from a file beside the database."""
    identity = pyrage.x25519.Identity.generate()
    keep_beside_the_database(AGENCY_KEY, f"{identity}\n")
    for agency in yaml.safe_load((FOLDER / "agencies.yaml").read_text()):
        key = str(identity.to_public()) if agency.pop("has_key", False) else ""
        agencies.keep(manager, keyring, PartnerAgency(age_key=key, **agency))
