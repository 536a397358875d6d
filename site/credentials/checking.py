"""Whether a credential holds: who issued it, its dates, its signature, and whether it was revoked."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Any

from credentials.proofs import SUITE, is_signed_by
from credentials.status_list import is_set


class Fault(Enum):
    """What is wrong with a credential, as a sentence."""

    NOT_ONE = "This is not a verifiable credential."
    NO_ISSUER = "It does not say who issued it."
    NO_PROOF = f"It has no signature of the kind {SUITE}."
    ANOTHERS_KEY = "It is signed with a key that is not its issuer's."
    FORGED = "Its signature is wrong: it was changed, or its issuer never signed it."
    NOT_YET = "It is not valid yet."
    EXPIRED = "It has expired."
    REVOKED = "Its issuer has revoked it."
    NO_STATUS = "Whether it was revoked could not be found out."


# Whether an issuer publishes a key: asked with the issuer's address and the key as Multikey.
Publishes = Callable[[str, str], bool]
# The status list at an address, or None if it cannot be had.
Lists = Callable[[str], dict[str, Any] | None]


def faults(credential: Any, at: datetime, publishes: Publishes, lists: Lists) -> list[Fault]:
    """All that is wrong with a credential at a moment; nothing if it holds."""
    if not isinstance(credential, dict) or "VerifiableCredential" not in _many(credential.get("type")):
        return [Fault.NOT_ONE]
    issuer = issuer_of(credential)
    if not issuer:
        return [Fault.NO_ISSUER]
    found = [*_proof_faults(credential, issuer, publishes), *_date_faults(credential, at)]
    return found + [
        fault
        for entry in _many(credential.get("credentialStatus"))
        for fault in _status(entry, issuer, lists, at, publishes)
    ]


def issuer_of(credential: dict[str, Any]) -> str:
    """The issuer's address; empty if there is none."""
    issuer = credential.get("issuer")
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    return found if isinstance(found, str) else ""


def _proof_faults(credential: dict[str, Any], issuer: str, publishes: Publishes) -> list[Fault]:
    proofs = [
        one for one in _many(credential.get("proof")) if isinstance(one, dict) and one.get("cryptosuite") == SUITE
    ]
    if not proofs:
        return [Fault.NO_PROOF]
    for proof in proofs:
        controller, _mark, multikey = str(proof.get("verificationMethod")).partition("#")
        purpose = proof.get("proofPurpose") == "assertionMethod"
        if not purpose or controller != issuer or not publishes(issuer, multikey):
            return [Fault.ANOTHERS_KEY]
        if not is_signed_by(credential, proof, multikey):
            return [Fault.FORGED]
    return []


def _date_faults(credential: dict[str, Any], at: datetime) -> list[Fault]:
    try:
        begins, ends = (_moment(credential.get(name)) for name in ("validFrom", "validUntil"))
        found = [Fault.NOT_YET] if begins and at < begins else []
        return [*found, Fault.EXPIRED] if ends and ends < at else found
    except (TypeError, ValueError):
        return [Fault.NOT_ONE]


def _status(entry: Any, issuer: str, lists: Lists, at: datetime, publishes: Publishes) -> list[Fault]:
    """A status list counts only if the same issuer signed it."""
    try:
        found = lists(entry["statusListCredential"])
        if found is None or issuer_of(found) != issuer or faults(found, at, publishes, lambda _address: None):
            return [Fault.NO_STATUS]
        revoked = is_set(found["credentialSubject"]["encodedList"], int(entry["statusListIndex"]))
    except (KeyError, TypeError, ValueError):
        return [Fault.NO_STATUS]
    return [Fault.REVOKED] if revoked else []


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment
