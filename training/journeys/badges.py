"""Open Badges 3.0, made from a certificate's row whenever somebody asks, and signed (decision 0034)."""

import secrets
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from credentials.canonical import CREDENTIALS, OPEN_BADGES
from credentials.proofs import signed
from credentials.status_list import LENGTH, encoded
from pages.addresses import absolute
from training.certificate_addresses import achievement_url, badge_url, issuer_url, status_url
from training.dates import LONDON, today
from training.errors import NotThereError
from training.journeys.signing import published_keys, signing_key
from training.models import ActivityVersion, Certificate
from training.titles import title_of

MULTIKEY = "https://w3id.org/security/multikey/v1"
STATUS_SECONDS = 60
NEEDED = ("event", "version__activity", "learner__user", "learner__merged_into__user")


def issuer() -> dict[str, Any]:
    """Who signs, and every key whose signatures hold: a profile and a controller document in one."""
    address = issuer_url()
    methods = [
        {"id": f"{address}#{key}", "type": "Multikey", "controller": address, "publicKeyMultibase": key}
        for key in published_keys()
    ]
    return {
        "@context": [CREDENTIALS, OPEN_BADGES, "https://www.w3.org/ns/did/v1", MULTIKEY],
        **_profile(),
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def achievement(version: ActivityVersion, language: str, title: str = "") -> dict[str, Any]:
    """What is achieved by completing a version, in a language."""
    with translation.override(language):
        return {
            "id": achievement_url(version.activity.key, version.number),
            "type": ["Achievement"],
            "achievementType": "CertificateOfCompletion",
            "inLanguage": language,
            "name": title or title_of(version, language),
            "description": _("Training by %(partnership)s.") % {"partnership": settings.SITE_NAME},
            "criteria": {
                "narrative": _(
                    "Every part that is required was done, and every assessment was passed at its pass mark."
                )
            },
            "version": str(version.number),
        }


def badge(certificate: Certificate, *, with_name: bool = False) -> dict[str, Any]:
    """The signed badge. It names its holder by the salted digest of an e-mail address, or by name if they wish.

    Raises NotThereError if the certificate's holder was erased, or has no name where one is asked for.
    """
    seed, multikey = signing_key()
    document: dict[str, Any] = {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": badge_url(certificate.code),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": _profile(),
        "name": certificate.title or title_of(certificate.version, certificate.language),
        "validFrom": _written(certificate.event.at),
    }
    if certificate.valid_until:
        document["validUntil"] = _written(last_second(certificate.valid_until))
    document["credentialSubject"] = {
        "type": ["AchievementSubject"],
        "identifier": [_by_name(certificate) if with_name else _by_address(certificate)],
        "achievement": achievement(certificate.version, certificate.language, certificate.title),
    }
    document["credentialStatus"] = _status_entry(certificate)
    return signed(document, seed, f"{issuer_url()}#{multikey}", timezone.now())


def status_list(number: int) -> dict[str, Any]:
    """One bit a certificate: set where it was revoked, or ended before the day that its badge names. Signed.

    Raises NotThereError for a list that no certificate is in.
    """
    key = f"training:badges:{number}"
    kept = cache.get(key)
    if kept is None:
        kept = _status_list(number)
        cache.set(key, kept, STATUS_SECONDS)
    return dict(kept)


def last_second(day: date) -> datetime:
    """The end of the last valid day in London."""
    return datetime.combine(day, time(23, 59, 59), LONDON)


def _status_list(number: int) -> dict[str, Any]:
    places = Certificate.objects.filter(pk__gte=number * LENGTH, pk__lt=(number + 1) * LENGTH)
    if number and not places.exists():
        raise NotThereError
    over = places.filter(Q(revoked_on__lte=today()) | Q(shortened=True, valid_until__lt=today()))
    seed, multikey = signing_key()
    address = status_url(number)
    document = {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_url(),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(pk % LENGTH for pk in over.values_list("pk", flat=True)),
        },
    }
    return signed(document, seed, f"{issuer_url()}#{multikey}", timezone.now())


def _status_entry(certificate: Certificate) -> dict[str, Any]:
    number, place = divmod(certificate.pk, LENGTH)
    return {
        "id": f"{status_url(number)}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place),
        "statusListCredential": status_url(number),
    }


def _profile() -> dict[str, Any]:
    return {"id": issuer_url(), "type": ["Profile"], "name": settings.SITE_NAME, "url": absolute("/")}


def _by_address(certificate: Certificate) -> dict[str, Any]:
    learner = certificate.learner
    holder: Any = learner.user or (learner.merged_into.user if learner.merged_into else None)
    if holder is None:
        raise NotThereError
    salt = secrets.token_hex(16)
    digest = sha256((holder.email + salt).encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "emailAddress",
        "salt": salt,
    }


def _by_name(certificate: Certificate) -> dict[str, Any]:
    if not certificate.name:
        raise NotThereError
    return {"type": "IdentityObject", "hashed": False, "identityHash": certificate.name, "identityType": "name"}


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
