"""Clean copies: what a file shows, without what it hides. A process apart makes each (reporting.files.apart)."""

import shutil
from dataclasses import dataclass, field

from reporting.files import apart, kinds
from reporting.files.recording import FORMATS

FFMPEG = "ffmpeg"
SECONDS = 30


class WithheldError(Exception):
    """There is no clean copy. `reason` is one of desk.withheld.REASONS: `no_tool`, `damaged`, `too_large`, `locked` here."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Copy:
    """A clean copy, and what it is."""

    data: bytes = field(repr=False)
    media_type: str
    ending: str


def clean(family: str, media_type: str, data: bytes) -> Copy:
    """A JPEG of a picture, a PDF of pictures of a PDF's pages, sound or a film by ffmpeg. Raises WithheldError."""
    if family == kinds.PICTURE:
        return Copy(_made("picture", data, b"\xff\xd8\xff"), "image/jpeg", "jpg")
    if family == kinds.DOCUMENT:
        return Copy(_made("document", data, b"%PDF-"), "application/pdf", "pdf")
    ffmpeg = shutil.which(FFMPEG)
    if ffmpeg is None or media_type not in FORMATS:
        raise WithheldError("no_tool")
    made = FORMATS[media_type][2]
    return Copy(_made("recording", data, b"", ffmpeg, media_type), made, kinds.ending_of(made))


def _made(module: str, data: bytes, start: bytes, *arguments: str) -> bytes:
    code, made = apart.run(module, data, *arguments, seconds=SECONDS)
    if code == apart.TOO_LARGE:
        raise WithheldError("too_large")
    if code == apart.LOCKED:
        raise WithheldError("locked")
    if code != apart.DONE or not made or not made.startswith(start) or len(made) > apart.MOST_OUT:
        raise WithheldError("damaged")
    return made
