"""Asking clamd whether a file is harmful, before anything of it leaves the desk: its INSTREAM, over a socket.

The file goes from memory to the scanner's socket and nowhere else. No answer is never a good answer.
"""

import contextlib
import re
import socket
import time

from django.conf import settings

PIECE = 64 * 1024
CONNECTING = 5
# For all of it. clamd itself gives up on a file after two minutes, and a page cannot wait so long.
SECONDS = 60
LONGEST_ANSWER = 4096
FOUND = re.compile(rb"stream: ([\x21-\x7e]{1,200}) FOUND")
# What clamd reports if it could not look through all of a file, where it is set to say so.
NOT_ALL = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")


class NotScannedError(Exception):
    """Nobody can say whether the file is harmful. `reason`: `scanner_away`, or `not_scanned` for a file that is too much."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class HarmfulError(Exception):
    """The scanner knows the file by this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def is_on() -> bool:
    """Whether a scanner was named. Without one, files go unscanned, and the desk's page says so."""
    return bool(settings.CLAMD)


def scan(data: bytes) -> None:
    """Returns if clamd has looked through all of a file and knows nothing against it. Raises HarmfulError and NotScannedError."""
    if not is_on():
        return
    try:
        answer = _ask(data)
    except OSError:
        raise NotScannedError("scanner_away") from None
    if answer == b"stream: OK":
        return
    found = FOUND.fullmatch(answer)
    if found is None:
        too_large = answer.startswith(b"INSTREAM size limit exceeded")
        raise NotScannedError("not_scanned" if too_large else "scanner_away")
    name = found[1].decode("ascii")
    if name.startswith(NOT_ALL):
        raise NotScannedError("not_scanned")
    raise HarmfulError(name)


def _ask(data: bytes) -> bytes:
    """What clamd answers, without its closing zero. Raises OSError, of which TimeoutError is one."""
    end = time.monotonic() + SECONDS
    with _connect() as line:
        # A file that is too much is answered while it is still being sent, and the line is then closed.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), PIECE):
                piece = data[start : start + PIECE]
                line.settimeout(_left(end))
                line.sendall(len(piece).to_bytes(4, "big") + piece)
            line.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0"):
            line.settimeout(_left(end))
            more = line.recv(LONGEST_ANSWER)
            if not more or len(answer) > LONGEST_ANSWER:
                raise ConnectionError
            answer += more
    return answer[:-1]


def _connect() -> socket.socket:
    where = settings.CLAMD
    if not where.startswith("/"):
        host, _colon, port = where.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECTING)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(CONNECTING)
        line.connect(where)
    except OSError:
        line.close()
        raise
    return line


def _left(end: float) -> float:
    """Seconds that are left. Raises TimeoutError."""
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
