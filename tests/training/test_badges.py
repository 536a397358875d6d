"""Open Badges as others get them: fetched, checked with nothing but what we publish, revoked."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO
from typing import Any

import jsonschema
import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from config import keys
from credentials.checking import Fault, faults
from credentials.multibase import from_base58, to_base58
from tests.credentials.test_samples import SAMPLES
from tests.training.conftest import Partnership, at
from training.journeys import badges, certifying, deciding, signing
from training.models import BadgeKey, Certificate

SCHEMA = SAMPLES.parent / "achievementcredential.schema.json"
SUMMER = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def held(partnership: Partnership) -> Certificate:
    """The teacher's, of 6 January 2026."""
    cache.clear()
    partnership.complete(partnership.teacher, at("2026-01-06"))
    return Certificate.objects.get()


def fetched(address: str) -> Any:
    """What stands at an address of ours, as a program of somebody else asks for it."""
    path = "/" + address.split("/", 3)[3].partition("#")[0]
    answer = Client(HTTP_HOST="localhost").get(path)
    assert answer.status_code == 200, address
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Type"] == "application/ld+json"
    return answer.json()


def publishes(issuer: str, multikey: str) -> bool:
    return f"{issuer}#{multikey}" in fetched(issuer)["assertionMethod"]


def found(badge: Any, moment: datetime | None = None) -> list[Fault]:
    return faults(badge, moment or timezone.now(), publishes, fetched)


def downloaded(held: Certificate) -> Any:
    return fetched(f"http://localhost/badges/{held.code}.json")


def test_a_badge_holds_and_leads_to_what_it_names(held: Certificate) -> None:
    badge = downloaded(held)
    assert found(badge, SUMMER) == []
    achievement = badge["credentialSubject"]["achievement"]
    assert fetched(achievement["id"])["name"] == achievement["name"] == "Spotting exploitation"
    assert (badge["validFrom"], badge["validUntil"]) == ("2026-01-06T09:00:00Z", "2027-01-06T23:59:59Z")


@pytest.mark.skipif(not SCHEMA.exists(), reason="shared/badges is not here")
@pytest.mark.parametrize("with_name", [True, False])
def test_a_badge_fits_1edtechs_schema(held: Certificate, with_name: bool) -> None:
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft201909Validator(schema).validate(badges.badge(held, with_name=with_name))


def test_a_badge_tells_whose_it_is_only_to_who_knows_the_address(partnership: Partnership, held: Certificate) -> None:
    badge = downloaded(held)
    written = json.dumps(badge)
    for secret in (partnership.teacher.email, "Teacher", partnership.school.name):
        assert secret not in written
    identity = badge["credentialSubject"]["identifier"][0]
    digest = sha256((partnership.teacher.email + identity["salt"]).encode()).hexdigest()
    assert identity["identityHash"] == f"sha256${digest}"
    named = badges.badge(held, with_name=True)["credentialSubject"]["identifier"]
    assert named == [
        {"type": "IdentityObject", "hashed": False, "identityHash": "Teacher Example", "identityType": "name"}
    ]


def test_a_forger_fails(held: Certificate) -> None:
    badge = downloaded(held)
    assert found({**badge, "validUntil": "2099-01-01T00:00:00Z"}, SUMMER) == [Fault.FORGED]
    proof = badge["proof"][0]
    flipped = bytearray(from_base58(proof["proofValue"]))
    flipped[10] ^= 1
    assert found({**badge, "proof": [{**proof, "proofValue": to_base58(bytes(flipped))}]}, SUMMER) == [Fault.FORGED]


def test_an_expired_badge_has_expired(held: Certificate) -> None:
    assert found(downloaded(held), datetime(2027, 1, 7, tzinfo=UTC)) == [Fault.EXPIRED]


def test_revoking_a_certificate_revokes_the_badges_that_were_given_out(
    partnership: Partnership, held: Certificate
) -> None:
    partnership.complete(partnership.driver, at("2026-01-06"))
    other = Certificate.objects.exclude(pk=held.pk).get()
    given, others = downloaded(held), downloaded(other)
    certifying.revoke(partnership.school_lead, held, "Another sat it", at("2026-02-01"))
    cache.clear()
    assert found(given, SUMMER) == [Fault.REVOKED]
    assert found(others, SUMMER) == []


def test_a_badge_whose_training_has_to_be_done_again_holds_no_more(partnership: Partnership, held: Certificate) -> None:
    given = downloaded(held)
    deciding.expire(partnership.school_lead, held.learner, partnership.module, at("2026-02-01"))
    cache.clear()
    assert Fault.REVOKED in found(given, SUMMER)


def test_old_badges_verify_after_the_key_is_changed_and_not_after_it_is_withdrawn(
    held: Certificate, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = tmp_path
    settings.BADGE_KEY = keys.read_or_make(tmp_path / "keys", signing.NAME)
    old = downloaded(held)
    first = signing.rotate()
    assert first != old["proof"][0]["verificationMethod"].partition("#")[2]
    cache.clear()
    assert found(old, SUMMER) == found(downloaded(held), SUMMER) == []
    middle = downloaded(held)
    signing.rotate(withdraw=True)
    cache.clear()
    assert found(old, SUMMER) == []
    assert found(middle, SUMMER) == [Fault.ANOTHERS_KEY]
    assert BadgeKey.objects.count() == 3


def test_an_operator_checks_a_file_and_changes_the_key_by_command(
    held: Certificate, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = tmp_path
    settings.BADGE_KEY = keys.read_or_make(tmp_path / "keys", signing.NAME)
    file = tmp_path / "badge.json"

    def told(*command: str) -> str:
        said = StringIO()
        with suppress(SystemExit):
            call_command(*command, stdout=said)
        return said.getvalue()

    file.write_text(json.dumps(downloaded(held)))
    assert "holds" in told("check_badge", str(file))
    assert "Please restart" in told("rotate_badge_key")
    cache.clear()
    assert "holds" in told("check_badge", str(file))
    file.write_text(json.dumps(downloaded(held)))
    assert "hold no more" in told("rotate_badge_key", "--withdraw")
    cache.clear()
    assert Fault.ANOTHERS_KEY.value in told("check_badge", str(file))
    file.write_text(json.dumps({**downloaded(held), "issuer": {"id": "https://elsewhere.example/"}}))
    assert "It names the issuer https://elsewhere.example/" in told("check_badge", str(file))
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(CommandError, match="no JSON"):
        call_command("check_badge", str(file))


def test_the_secret_half_of_a_key_is_nowhere_but_in_its_file(held: Certificate, settings: Any) -> None:
    seed, multikey = signing.signing_key()
    published = json.dumps([fetched("http://localhost/badges/issuer"), downloaded(held)])
    assert multikey in published
    for secret in (seed.hex(), to_base58(seed), settings.BADGE_KEY):
        assert secret not in published


@pytest.mark.parametrize(
    "address", ["status/7", "status/x", f"achievements/{'0' * 8}-0000-4000-8000-{'0' * 12}/1", "A.json"]
)
def test_what_is_not_there_is_not_found(partnership: Partnership, address: str) -> None:
    assert Client(HTTP_HOST="localhost").get(f"/badges/{address}").status_code == 404
