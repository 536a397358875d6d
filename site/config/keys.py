"""Secret keys, made on first start under DATA_DIR and never kept in the tree."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 48


def read_or_make(folder: Path, name: str) -> str:
    """Return the key called `name`, making it (readable by its owner alone) if it is not there.

    Two processes that start at once agree on one key: the file is linked into place whole, and
    whoever comes second reads the first one's. Raises ImproperlyConfigured, with a sentence for
    the operator, if the folder cannot be written or the file holds too little to be a key.
    """
    path = folder / name
    if not path.exists():
        try:
            _make(folder, path)
        except OSError as error:
            raise ImproperlyConfigured(
                f"Lantern cannot write its keys to {folder}: {error.strerror}. "
                "Set DATA_DIR to a folder that this user can write to."
            ) from error
    key = path.read_text(errors="replace").strip()
    if len(key) < 40 or not key.isascii():
        raise ImproperlyConfigured(f"{path} is damaged: a key has at least 40 characters. Restore it from a backup.")
    return key


def _make(folder: Path, path: Path) -> None:
    # Each by itself: `parents` would make DATA_DIR readable by everybody.
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    draft = folder / f".{path.name}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
