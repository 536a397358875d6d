"""One server at a time on one DATA_DIR."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.serving.problem import CannotServe

NAME = "serve.lock"


@contextmanager
def only_server(folder: Path, url: str) -> Iterator[None]:
    """Hold the lock of the folder; raise CannotServe, saying who holds it, if another server does.

    The operating system lets go of the lock when its holder ends, however it ends, so a file left
    behind by a crash never stands in the way. The file stays: removing it would let two in.
    """
    try:
        descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise CannotServe(f"{folder / NAME} cannot be opened: {error.strerror}. Is DATA_DIR another user's?") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotServe(_who_holds(descriptor, folder)) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{url} (process {os.getpid()})".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _who_holds(descriptor: int, folder: Path) -> str:
    holder = os.pread(descriptor, 200, 0).decode(errors="replace") or "by another process"
    return (
        f"Lantern is already being served from {folder}: {holder}. "
        "Use that one, stop it, or set DATA_DIR to another folder."
    )
