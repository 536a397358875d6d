"""Referring a concern to a partner agency: what it gets, what the desk keeps about it, and its answer."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyrage
from django.db import transaction

from reporting.journeys import agencies, handling
from reporting.journeys.auditing import log
from reporting.journeys.masking import masked, plain
from reporting.journeys.reading import Opened, state_of
from reporting.journeys.sanitising import always_masked
from reporting.keyring import Keyring
from reporting.models import AuditEntry, PartnerAgency
from reporting.papers import paper, text_of
from reporting.sealing.box import size_class
from reporting.terms_of_referral import BUNDLE, PRINT

KIND = "referral"
# Bytes: nearly every referral fits, so that nearly all bundles have one size.
SMALLEST = 4096


class NoSanitisedVersionError(Exception):
    """Nothing may leave before an officer wrote a sanitised version."""


class OtherReferralError(Exception):
    """The same page was sent before with something else in it. Nothing was written, and nothing is given out."""


@dataclass(frozen=True)
class Asked:
    """What an officer chose. `id` was drawn when the page was made, so sending it twice refers once."""

    id: str
    chosen: list[str]
    basis: str
    conditions: list[str]
    guidance: list[str]
    why: str = field(repr=False)


def refer(officer: Any, keyring: Keyring, opened: Opened, agency: PartnerAgency, asked: Asked) -> bytes | None:
    """The bundle for the agency, after the referral was recorded; None if it has no key, for a print.

    Raises NoSanitisedVersionError, NotVouchedError, OtherReferralError, ChangedMeanwhileError. Encrypted first: what
    cannot be sealed is not recorded as sent.
    """
    state = state_of(opened.records)
    if state["sanitised"] is None:
        raise NoSanitisedVersionError
    agencies.check(keyring, agency)
    data = written(opened, state["sanitised"], agency, asked)
    stored = state["referrals"].get(asked.id)
    if stored is not None:
        if any(stored[name] != data[name] for name in data if name != "how"):
            raise OtherReferralError
        return again(officer, keyring, opened, asked.id)
    sealed = bundle(data, agency.age_key) if agency.age_key else None
    with transaction.atomic():
        handling.record(officer, opened, KIND, data)
        log(officer, AuditEntry.Action.EXPORTED, opened.report.pk, f"referral, {data['how']}")
    return sealed


def again(officer: Any, keyring: Keyring, opened: Opened, referral_id: str) -> bytes | None:
    """The same once more, under the key that the agency has now: for an answer that was lost on its way. It is logged.

    Raises KeyError if there is no such referral, NotVouchedError if the agency is gone or was changed.
    """
    data = state_of(opened.records)["referrals"][referral_id]
    agency = PartnerAgency.objects.filter(pk=data["agency"]["id"]).first()
    if agency is None:
        raise agencies.NotVouchedError
    agencies.check(keyring, agency)
    if data["how"] == BUNDLE and not agency.age_key:
        raise agencies.NotVouchedError
    sealed = bundle(data, agency.age_key) if data["how"] == BUNDLE else None
    with transaction.atomic():
        log(officer, AuditEntry.Action.EXPORTED, opened.report.pk, f"referral, {data['how']}, once more")
    return sealed


def written(opened: Opened, version: dict[str, Any], agency: PartnerAgency, asked: Asked) -> dict[str, Any]:
    """What is recorded, sealed. The text that leaves is in it, so that it can be shown for as long as the report is kept."""
    hidden = [*version["words"], *always_masked(opened)]
    return {
        "id": asked.id,
        "agency": {"id": str(agency.pk), "name": agency.name, "kind": agency.kind},
        "version": version["number"],
        "fields": [one for one in version["fields"] if one["name"] in asked.chosen],
        "basis": asked.basis,
        "conditions": asked.conditions,
        "guidance": asked.guidance,
        # Words of the officer's own leave as well: what is masked in the version is masked in them.
        "why": masked(asked.why, hidden),
        "how": BUNDLE if agency.age_key else PRINT,
    }


def bundle(data: dict[str, Any], age_key: str) -> bytes:
    """The referral's text under the agency's key, padded, so that the size tells little. Kept nowhere."""
    said = text_of(paper(data)).encode()
    padded = said.ljust(max(SMALLEST, size_class(len(said) + 1)) - 1) + b"\n"
    return pyrage.encrypt(padded, [pyrage.x25519.Recipient.from_str(age_key)])


def acknowledged(officer: Any, opened: Opened, referral_id: str, on: date, by: str) -> None:
    """The agency said that it has it. Raises ChangedMeanwhileError."""
    said = {"id": referral_id, "acknowledged_on": on.isoformat(), "acknowledged_by": plain(by)}
    handling.record(officer, opened, KIND, said)


def chased(officer: Any, opened: Opened, referral_id: str, on: date, text: str) -> None:
    """The desk asked the agency whether it has it. Raises ChangedMeanwhileError."""
    handling.record(officer, opened, KIND, {"id": referral_id, "chased_on": on.isoformat(), "chased": plain(text)})
