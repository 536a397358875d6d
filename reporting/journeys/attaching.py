"""Storing the files of a report with it, and opening them again."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from reporting.files.arriving import DIGEST_BYTES, SealedUpload
from reporting.journeys.reading import Opened
from reporting.keyring import Keyring
from reporting.models import Attachment, AttachmentPiece, Report
from reporting.sealing import box, keys, places
from reporting.sealing.box import SealError

DESCRIPTION_VERSION = 1


@dataclass(frozen=True)
class Described:
    """A file as the desk sees it in a list: its own name, what it is by its first bytes, its size in bytes."""

    id: UUID
    number: int
    name: str = field(repr=False)
    family: str
    media_type: str
    ending: str
    size: int
    digest: str


def attach(report: Report, uploads: Iterable[SealedUpload]) -> None:
    """Store files with a report, in the caller's transaction. Those with a problem are left out."""
    public = bytes(report.inbox_key.public_key)
    number = report.attachments.aggregate(last=Max("number"))["last"] or 0
    for upload in uploads:
        if upload.problem or upload.kind is None:
            continue
        number += 1
        place = places.attachment(report.pk, upload.id)
        described = {
            "version": DESCRIPTION_VERSION,
            "name": upload.name,
            "family": upload.kind.family,
            "media_type": upload.kind.media_type,
            "ending": upload.kind.ending,
            "size": upload.size,
            "digest": upload.digest,
            "pieces": len(upload.lengths),
        }
        attachment = Attachment.objects.create(
            id=upload.id,
            report=report,
            number=number,
            received_on=timezone.localdate(),
            wrapped_key=keys.wrap(public, upload.key, place),
            described=box.seal(upload.key, json.dumps(described).encode("utf-8", "replace"), place),
        )
        for index, sealed in enumerate(upload.pieces()):
            AttachmentPiece.objects.create(attachment=attachment, number=index, sealed=sealed)


def described(opened: Opened, keyring: Keyring) -> tuple[list[Described], int]:
    """The files of an opened report, and how many more there are whose rows do not open."""
    found, damaged = [], 0
    for attachment in opened.report.attachments.all():
        try:
            _key, about = _open(opened.report, attachment, keyring)
        except SealError:
            damaged += 1
            continue
        found.append(_described(attachment, about))
    return found, damaged


def gathered(opened: Opened, keyring: Keyring, attachment: Attachment) -> tuple[Described, bytes]:
    """A whole file as it was sent, in memory. Raises SealError unless every piece of it is there and unchanged."""
    key, about = _open(opened.report, attachment, keyring)
    data = b"".join(_pieces(attachment, key, about["pieces"]))
    if blake2b(data, digest_size=DIGEST_BYTES).hexdigest() != about["digest"]:
        raise SealError
    return _described(attachment, about), data


def _described(attachment: Attachment, about: dict[str, Any]) -> Described:
    shown = {name: about[name] for name in ("name", "family", "media_type", "ending", "size", "digest")}
    return Described(attachment.pk, attachment.number, **shown)


def _open(report: Report, attachment: Attachment, keyring: Keyring) -> tuple[bytes, dict[str, Any]]:
    place = places.attachment(report.pk, attachment.pk)
    key = keyring.unwrap(report, attachment.wrapped_key, place)
    return key, json.loads(box.open_(key, attachment.described, place))


def _pieces(attachment: Attachment, key: bytes, count: int) -> Iterator[bytes]:
    """Every piece in order. Raises SealError if one is missing, damaged or moved."""
    for number in range(count):
        piece = attachment.pieces.filter(number=number).first()
        if piece is None:
            raise SealError
        yield box.open_(key, piece.sealed, places.piece(attachment.pk, number))
