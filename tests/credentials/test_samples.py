"""What others signed: 1EdTech's samples, good and bad, and the one key of the recommendation that everybody can look up."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from credentials.checking import Fault, faults
from tests.ground.running import ROOT

PLACES = [folder / "shared/badges/samples" for folder in ROOT.parents]
SAMPLES = next((place for place in PLACES if place.is_dir()), PLACES[0])
NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="shared/badges is not here")


def sample(name: str) -> Any:
    return json.loads((SAMPLES / f"{name}.json").read_text())


def found(credential: Any) -> list[Fault]:
    """Taking the issuer's word for the key: example.com publishes none."""
    return faults(credential, NOW, lambda _issuer, _key: True, lambda _address: None)


def test_a_good_sample_holds() -> None:
    assert found(sample("simple")) == []


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("simple-err-expired", Fault.EXPIRED),
        ("simple-err-issuer", Fault.NO_ISSUER),
        ("simple-err-proof-value", Fault.FORGED),
    ],
)
def test_a_bad_sample_fails_for_its_own_reason(name: str, fault: Fault) -> None:
    assert found(sample(name)) == [fault]


def changed_in_every_place(value: Any) -> list[Any]:
    """The sample with one text changed, for each text in it that is signed."""
    if isinstance(value, str):
        return [value + "x"]
    if isinstance(value, list):
        return [
            [*value[:at], new, *value[at + 1 :]] for at, one in enumerate(value) for new in changed_in_every_place(one)
        ]
    return [{**value, name: new} for name, one in value.items() for new in changed_in_every_place(one)]


def test_no_word_of_a_good_sample_can_be_changed() -> None:
    versions = changed_in_every_place(sample("simple"))
    assert len(versions) > 15
    assert [version for version in versions if not found(version)] == []


def test_nothing_can_be_added_that_the_signature_would_not_cover() -> None:
    credential = sample("simple")
    credential["credentialSubject"]["grade"] = "with distinction"
    assert found(credential) == [Fault.FORGED]


def test_a_key_that_the_issuer_does_not_publish_is_refused() -> None:
    assert faults(sample("simple"), NOW, lambda _issuer, _key: False, lambda _address: None) == [Fault.ANOTHERS_KEY]


def test_the_contexts_that_are_signed_with_are_the_ones_that_1edtech_checks_with() -> None:
    ours = Path(ROOT, "site/credentials/contexts")
    for mine, theirs in (
        ("credentials-v2.json", "credentials-v2.jsonld"),
        ("open-badges-3.0.3.json", "ob-v3p0-3.0.3.json"),
    ):
        assert json.loads((ours / mine).read_text()) == json.loads((SAMPLES.parent / "contexts" / theirs).read_text())
