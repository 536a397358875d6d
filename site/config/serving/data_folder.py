"""DATA_DIR: everything that the site writes lies under it."""

import tempfile
from pathlib import Path

from config.serving.problem import CannotServe


def prepare(folder: Path) -> None:
    """Make the folder, private to its owner, and prove that a file can be written there.

    Permission bits do not tell (a full disk, a read-only mount, another user's folder), so one is written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as proof:
            proof.write(b"lantern")
            proof.flush()
    except OSError as error:
        raise CannotServe(
            f"nothing can be written to {folder}: {error.strerror}. "
            "Set DATA_DIR to a folder that this user can write to: DATA_DIR=~/lantern make serve"
        ) from error
