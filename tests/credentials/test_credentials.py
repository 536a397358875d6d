"""Signing, and what a credential must withstand."""

import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from credentials import multibase, status_list
from credentials.canonical import CREDENTIALS, OPEN_BADGES, NotCanonicalError, canonical
from credentials.checking import Fault, faults
from credentials.proofs import public_key, signed

SEED, OTHER = bytes(range(32)), bytes(range(1, 33))
ISSUER = "https://partnership.example/badges/issuer"
LIST = "https://partnership.example/badges/status/0"
NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
# From W3C, Data Integrity EdDSA Cryptosuites 1.0, appendix A: the Multikey of its first example.
PUBLISHED = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"


def badge(**changed: Any) -> dict[str, Any]:
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": "https://partnership.example/badges/x.json",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Keeping Bradford Safe"},
        "validFrom": "2026-01-05T09:00:00Z",
        "name": "منحنی ਕੰਮ ≠ plain",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": True, "identityHash": "sha256$00", "identityType": "emailAddress"}
            ],
        },
        **changed,
    }


def made(seed: bytes = SEED, named: bytes = SEED, **changed: Any) -> dict[str, Any]:
    return signed(badge(**changed), seed, f"{ISSUER}#{public_key(named)}", NOW)


def publishes(issuer: str, multikey: str) -> bool:
    return issuer == ISSUER and multikey == public_key(SEED)


def found(credential: Any, lists: Any = lambda _address: None, at: datetime = NOW) -> list[Fault]:
    return faults(credential, at, publishes, lists)


def status(*places: int, seed: bytes = SEED) -> dict[str, Any]:
    """A status list with these bits set."""
    subject = {
        "id": f"{LIST}#list",
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": status_list.encoded(places),
    }
    document = {
        "@context": [CREDENTIALS],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
    }
    return signed(
        {**document, "issuer": ISSUER, "credentialSubject": subject}, seed, f"{ISSUER}#{public_key(seed)}", NOW
    )


def entry(place: int) -> dict[str, Any]:
    return {
        "id": f"{LIST}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place),
        "statusListCredential": LIST,
    }


def test_what_is_signed_holds_and_asks_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", None)
    assert found(made()) == []


def test_another_key_is_refused_whatever_it_says_of_itself() -> None:
    assert found(made(seed=OTHER, named=OTHER)) == [Fault.ANOTHERS_KEY]
    assert found(made(seed=OTHER, named=SEED)) == [Fault.FORGED]


def test_one_changed_bit_of_the_signature_is_enough() -> None:
    credential = made()
    signature = multibase.from_base58(credential["proof"][0]["proofValue"])
    for place in (0, 200, 511):
        flipped = bytearray(signature)
        flipped[place // 8] ^= 1 << place % 8
        credential["proof"][0]["proofValue"] = multibase.to_base58(bytes(flipped))
        assert found(credential) == [Fault.FORGED], place


def test_dates_hold_to_the_second() -> None:
    credential = made(validUntil="2027-01-05T23:59:59Z")
    last = datetime(2027, 1, 5, 23, 59, 59, tzinfo=UTC)
    assert found(credential, at=last) == []
    assert found(credential, at=last + timedelta(seconds=1)) == [Fault.EXPIRED]
    assert found(credential, at=datetime(2026, 1, 5, 8, tzinfo=UTC)) == [Fault.NOT_YET]
    assert found(made(validUntil="soon")) == [Fault.NOT_ONE]


def test_a_status_list_revokes_one_and_no_other() -> None:
    assert found(made(credentialStatus=entry(77)), lambda _address: status(77)) == [Fault.REVOKED]
    assert found(made(credentialStatus=entry(76)), lambda _address: status(77)) == []


@pytest.mark.parametrize(
    "lists",
    [
        lambda _address: None,
        lambda _address: status(seed=OTHER),
        lambda _address: {**status(77), "credentialSubject": status()["credentialSubject"]},
        lambda _address: {},
    ],
    ids=["cannot be had", "signed by another", "changed", "nothing"],
)
def test_a_status_that_cannot_be_trusted_is_not_taken_for_a_good_one(lists: Any) -> None:
    assert found(made(credentialStatus=entry(77)), lists) == [Fault.NO_STATUS]


@pytest.mark.parametrize("place", [0, 1, 7, 8, 131_071])
def test_a_place_in_a_status_list(place: int) -> None:
    text = status_list.encoded([place])
    assert [other for other in (0, 1, 2, 7, 8, 9, 131_070, 131_071) if status_list.is_set(text, other)] == [place]
    for outside in (-1, 131_072):
        with pytest.raises(ValueError, match="place"):
            status_list.is_set(text, outside)


@pytest.mark.parametrize("rubbish", ["", "u", "uAAAA", "zAAAA", "u!!!", "u" + "é" * 8])
def test_what_is_no_status_list(rubbish: str) -> None:
    with pytest.raises(ValueError, match=r"not|bytes|character|data"):
        status_list.is_set(rubbish, 0)


@pytest.mark.parametrize(
    "rubbish",
    [
        None,
        [],
        7,
        "badge",
        {},
        {"type": "VerifiableCredential", "issuer": 7},
        {"type": ["VerifiableCredential"], "issuer": ISSUER, "proof": "x"},
    ],
)
def test_rubbish_is_named_and_breaks_nothing(rubbish: Any) -> None:
    assert found(rubbish)[0] in (Fault.NOT_ONE, Fault.NO_ISSUER, Fault.NO_PROOF)


@pytest.mark.parametrize(
    "changed",
    [
        {"@context": ["https://elsewhere.example/context.json"]},
        {"@context": [CREDENTIALS, {"@vocab": "x", "@base": 7}]},
        {"name": "a\x07bell"},
        {"name": "x" * 200_000},
        {"evidence": [{"type": ["Evidence"]}] * 200},
    ],
    ids=["a foreign context", "a context that is none", "a control character", "too long", "too many parts"],
)
def test_what_cannot_be_put_in_order_cannot_be_signed(changed: Any) -> None:
    with pytest.raises(NotCanonicalError):
        canonical(badge(**changed))


def test_keys_are_written_as_others_write_them() -> None:
    assert multibase.to_multikey(multibase.from_multikey(PUBLISHED)) == PUBLISHED
    assert multibase.from_base58(multibase.to_base58(b"\0\0lantern")) == b"\0\0lantern"
    for wrong in ("", "z", "m123", "z0OIl", PUBLISHED[:-1], "z" + "2" * 4000):
        with pytest.raises(ValueError, match="not"):
            multibase.from_multikey(wrong)
