"""A desk that is set up and open, with people who hold its keys."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyrage
import pytest
from django.core.cache import cache

from config.demonstration.concerns import last_quarter
from people.roles import DESK, DESK_MANAGERS
from reporting.journeys import admitting, setting_up, unlocking
from reporting.journeys.sending import Submission
from reporting.keyring import Keyring
from reporting.models import PartnerAgency, Setup
from reporting.sealing import receipts
from signposting.gazetteer.bundled import load_gazetteer
from tests.reporting.desk import Officer
from tests.support.cast import Person

PASSPHRASE = "seven quiet looms at dawn"
OFFICERS_PASSPHRASE = "a kettle on the canal boat"


@dataclass
class OpenDesk:
    """The desk, its first manager, and what is printed on the sheet in the safe."""

    manager: Any
    sheet: str

    def keyring(self) -> Keyring:
        """The manager's opened keys."""
        return opened(self.manager, PASSPHRASE)


def opened(officer: Any, passphrase: str) -> Keyring:
    """An officer unlocks, and the keys are there."""
    keyring = unlocking.keyring_of(officer, unlocking.unlock(officer, passphrase).text)
    assert keyring is not None
    return keyring


@pytest.fixture
def desk_manager(somebody: Callable[..., Person]) -> Any:
    """Looks after the safeguarding desk."""
    return somebody("head@desk.example", DESK, DESK_MANAGERS).user


@pytest.fixture
def desk(no_desk: None, desk_manager: Any) -> OpenDesk:
    """Set up, and its sheet proven."""
    sheet = setting_up.make_keys(desk_manager, PASSPHRASE)
    setting_up.prove_sheet(desk_manager, sheet)
    return OpenDesk(desk_manager, sheet)


@pytest.fixture
def no_desk(db: None) -> None:
    """As on a new machine: whatever keys the demonstration made are gone."""
    from reporting.models import HeldKey, InboxKey, KeyHolder, PartnerAgency, Report, Setup, Unlocking

    for model in (Report, PartnerAgency, Unlocking, HeldKey, KeyHolder, InboxKey, Setup):
        model.objects.all().delete()


@pytest.fixture
def officer(desk: OpenDesk, somebody: Callable[..., Person]) -> Any:
    """Dora's colleague: chose a passphrase and was admitted by the manager."""
    user = somebody("officer@desk.example", DESK).user
    holder = admitting.choose_passphrase(user, OFFICERS_PASSPHRASE)
    admitting.admit(desk.manager, desk.keyring(), holder)
    return user


def concern(worry: str = "He waits outside the school in a grey car", **changes: Any) -> Submission:
    """A filled form about somebody."""
    values: dict[str, Any] = {
        "id": uuid4(),
        "receipt": receipts.make(),
        "path": "someone",
        "language": "en",
        "started_at": datetime.now(UTC),
        "answers": {"worry": worry},
    }
    return Submission(**{**values, **changes})


@pytest.fixture(autouse=True)
def no_guesses_yet() -> None:
    """Counters of guesses and floods live in the cache; each story begins without."""
    cache.clear()


@pytest.fixture
def dora(officer: Any) -> Officer:
    """An officer who has just unlocked the desk."""
    return Officer(officer, OFFICERS_PASSPHRASE).unlock()


@pytest.fixture
def hana(desk: OpenDesk) -> Officer:
    """The manager, unlocked."""
    return Officer(desk.manager, PASSPHRASE).unlock()


@pytest.fixture(autouse=True)
def ledger_file(settings: Any, tmp_path: Path) -> Path:
    """Where this story's ledger of deletions lies, once something was deleted."""
    settings.LEDGER_DIR = tmp_path / "ledger"
    return tmp_path / "ledger" / "deletions.csv"


@pytest.fixture
def identity() -> Any:
    """The agency's secret half."""
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def mash(hana: Officer, identity: Any) -> PartnerAgency:
    """An agency with a key, put in by the manager."""
    hana.post(
        "/desk/agencies/add/", name="Valley MASH", kind="children", age_key=str(identity.to_public()), active="on"
    )
    return PartnerAgency.objects.get(name="Valley MASH")


@pytest.fixture
def licensing(hana: Officer) -> PartnerAgency:
    """An agency that has no key."""
    hana.post("/desk/agencies/add/", name="Valley licensing", kind="licensing", contact="By hand", active="on")
    return PartnerAgency.objects.get(name="Valley licensing")


@pytest.fixture
def quick_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Receipts are derived quickly: nobody comes back with one here, and each of some hundred would take its time."""
    monkeypatch.setattr(receipts, "MEMORY", receipts.MEMORY // 1024)


@pytest.fixture
def long_since(desk: OpenDesk) -> None:
    """The desk began two years ago, and its districts are known."""
    load_gazetteer()
    Setup.objects.update(made_on=last_quarter().first - timedelta(days=730))
