"""Data Integrity proofs of the cryptosuite eddsa-rdfc-2022 (W3C, Data Integrity EdDSA Cryptosuites 1.0, section 3.2)."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from credentials.canonical import NotCanonicalError, canonical
from credentials.multibase import from_base58, from_multikey, to_base58, to_multikey

SUITE = "eddsa-rdfc-2022"


def public_key(seed: bytes) -> str:
    """The Multikey of a signing key of 32 bytes."""
    return to_multikey(bytes(SigningKey(seed).verify_key))


def signed(document: dict[str, Any], seed: bytes, method: str, at: datetime) -> dict[str, Any]:
    """The document with a proof. `method` is the address at which the public key is published."""
    proof = {
        "type": "DataIntegrityProof",
        "created": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": method,
        "cryptosuite": SUITE,
        "proofPurpose": "assertionMethod",
    }
    signature = SigningKey(seed).sign(_hashed(document, proof)).signature
    return {**document, "proof": [{**proof, "proofValue": to_base58(signature)}]}


def is_signed_by(document: dict[str, Any], proof: dict[str, Any], multikey: str) -> bool:
    """Whether a proof of the document was made with this key, and neither was changed since."""
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    terms = {name: value for name, value in proof.items() if name != "proofValue"}
    try:
        VerifyKey(from_multikey(multikey)).verify(_hashed(unsigned, terms), from_base58(proof["proofValue"]))
    except (BadSignatureError, NotCanonicalError, ValueError, KeyError, AttributeError):
        return False
    return True


def _hashed(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    """What is signed: the digest of the proof's own terms, then that of the document."""
    terms = canonical({"@context": document["@context"], **proof})
    return sha256(terms).digest() + sha256(canonical(document)).digest()
