"""Clean copies: what a file shows, without what it hides.

A picture is decoded and encoded anew by a process of its own, which has little memory, little time, no
environment and may write no file: a hostile picture harms that process alone. Bytes go in and out by pipes.
"""

import subprocess
import sys
from pathlib import Path

from reporting.files import kinds

PROGRAM = Path(__file__).with_name("picture.py")
SECONDS = 30


class WithheldError(Exception):
    """There is no clean copy. `reason`: `no_tool` for kinds that nothing here can clean, `damaged`, or `too_large`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def clean(family: str, data: bytes) -> bytes:
    """A JPEG of a picture, at most 2,400 pixels wide or high, without metadata. Raises WithheldError."""
    if family != kinds.PICTURE:
        raise WithheldError("no_tool")
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(PROGRAM)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise WithheldError("damaged") from None
    if done.returncode == 3:
        raise WithheldError("too_large")
    if done.returncode != 0 or not done.stdout.startswith(b"\xff\xd8\xff"):
        raise WithheldError("damaged")
    return done.stdout
