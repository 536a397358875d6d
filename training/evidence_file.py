"""What may be kept as evidence: a PDF or a picture, by what is in the file and not by its name."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from pages.journeys.files import DAMAGED, refuse_damaged, without_metadata

LARGEST = 5_000_000
"""Bytes."""
KINDS = {
    "application/pdf": (b"%PDF-", ".pdf"),
    "image/png": (b"\x89PNG\r\n\x1a\n", ".png"),
    "image/jpeg": (b"\xff\xd8\xff", ".jpg"),
}
REFUSED = (
    "This is neither a PDF nor a picture (PNG or JPEG), whatever its name says. Save or photograph it as one of these."
)


class EvidenceError(ValueError):
    """Why a file is not kept, in a sentence for whoever sent it."""


@dataclass(frozen=True)
class EvidenceFile:
    """A file that may be kept, under a name that is safe anywhere."""

    name: str
    kind: str
    content: bytes


def checked(name: str, content: bytes) -> EvidenceFile:
    """The file, if it may be kept; a picture without the place and the day that a phone wrote into it. Raises EvidenceError."""
    if not content:
        raise EvidenceError("This file is empty.")
    if len(content) > LARGEST:
        raise EvidenceError(
            f"This file is larger than {LARGEST // 1_000_000} MB. Send a smaller picture or fewer pages."
        )
    for kind, (begins, suffix) in KINDS.items():
        if content.startswith(begins):
            stem = re.sub(r"[^\w .-]", "", PurePosixPath(name.replace("\\", "/")).stem).strip(" .")[:100]
            return EvidenceFile(f"{stem or 'evidence'}{suffix}", kind, _bare(kind, content))
    raise EvidenceError(REFUSED)


def _bare(kind: str, content: bytes) -> bytes:
    if kind == "application/pdf":
        return content
    picture = ContentFile(content, name="evidence")
    try:
        refuse_damaged(picture)
    except ValidationError as error:
        raise EvidenceError(DAMAGED) from error
    return without_metadata(picture).read()
