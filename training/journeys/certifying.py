"""A learner's certificates, and what whoever looks after the learner may do with them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from training.errors import AlreadyThereError, NotThereError, NotYoursError
from training.journeys.authority import is_theirs, require_led, require_own
from training.journeys.deciding import withdraw
from training.journeys.recording import locked
from training.models import Certificate, Learner, Revocation
from training.models.learner import OfLearners

LONGEST_NAME = 300


def own(user: Any, code: str) -> Certificate:
    """One of this person's own certificates. Raises NotYoursError, whether it is another's or none at all."""
    found = Certificate.objects.visible_to(user).filter(code=code).select_related("learner", "version__activity")
    for certificate in found:
        if is_theirs(user, certificate.learner):
            return certificate
    raise NotYoursError


def led(user: Any) -> OfLearners:
    """The certificates of those whom this person looks after, the newest first; never their own."""
    whose = Learner.objects.led_by(user).exclude(pk__in=Learner.objects.of(user).values("pk")).values("pk")
    return Certificate.objects.filter(Q(learner__in=whose) | Q(learner__merged_into__in=whose)).order_by(
        "-issued_on", "-id"
    )


def put_name(user: Any, certificate: Certificate, name: str) -> None:
    """Write one's name on a certificate that was issued without one, once. Raises NotYoursError, AlreadyThereError.

    NotThereError says that nothing was written.
    """
    require_own(user, certificate.learner)
    with transaction.atomic():
        locked(certificate.learner)
        certificate.refresh_from_db()
        if certificate.name:
            raise AlreadyThereError
        _name(certificate, name)


def correct_name(by: Any, certificate: Certificate, name: str) -> None:
    """Put right how a name is written; the code stays. For whoever looks after the learner, so that nobody passes
    a certificate on. Raises NotYoursError, and NotThereError if nothing was written or the person was erased.
    """
    require_led(by, certificate.learner)
    with transaction.atomic():
        if locked(certificate.learner).user_id is None:
            raise NotThereError
        _name(certificate, name)


def revoke(by: Any, certificate: Certificate, reason: str, at: datetime | None = None) -> Revocation:
    """The completion was not what it seemed: it counts no more, and certificate and badge say so to everybody.

    Why is kept for those who look after the learner. Twice is once, with the first reason. Raises NotYoursError, and
    NotThereError without a reason.
    """
    require_led(by, certificate.learner)
    said = reason.strip()
    if not said:
        raise NotThereError
    moment = at or timezone.now()
    with transaction.atomic():
        locked(certificate.learner)
        withdraw(by, certificate.event, moment)
        made, _new = Revocation.objects.get_or_create(
            certificate=certificate, defaults={"reason": said, "by": by, "at": moment}
        )
    certificate.refresh_from_db()
    return made


def _name(certificate: Certificate, name: str) -> None:
    written = " ".join(name.split())[:LONGEST_NAME]
    if not written:
        raise NotThereError
    certificate.name = written
    certificate.save(update_fields=["name"])
