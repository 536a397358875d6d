"""What everybody who has a certificate's code may know of it, and nothing else."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import F

from training.dates import add_days, today
from training.models import Certificate

LENGTH = 20


class State(Enum):
    """What is said of a certificate on a day."""

    VALID = "valid"
    EXPIRED = "expired"
    ENDED = "ended"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Verified:
    """A certificate that was issued. `since` is the first day on which it did not count."""

    state: State
    since: date | None
    certificate: Certificate
    name_removed: bool


def typed(text: str) -> str:
    """A code as somebody typed it: case, spaces and dashes are nothing, nor what is no letter or digit at all."""
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())


def verify(code: str, on: date | None = None) -> Verified | None:
    """The certificate with a code as it was issued, and how it stands; None if there is none. One query."""
    found = (
        Certificate.objects.filter(code=typed(code)[: LENGTH + 1])
        .select_related("version__activity")
        .annotate(account=F("learner__user"), merged_account=F("learner__merged_into__user"))
        .first()
    )
    if found is None:
        return None
    state, since = stands(found, on or today())
    erased = found.account is None and found.merged_account is None
    return Verified(state, since, found, name_removed=erased and not found.name)


def stands(certificate: Certificate, day: date) -> tuple[State, date | None]:
    """The word for a day, and since when."""
    if certificate.revoked_on and certificate.revoked_on <= day:
        return State.REVOKED, certificate.revoked_on
    if certificate.valid_until and certificate.valid_until < day:
        return State.ENDED if certificate.shortened else State.EXPIRED, add_days(certificate.valid_until, 1)
    return State.VALID, None
