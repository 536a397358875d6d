"""Where the files of packages lie: each under the digest of what is in it, below DATA_DIR or in the bucket (STORAGE_URL),
under no name that a web server would serve or run. The same file of two packages is kept once.
"""

import os
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages

BUCKET = "packages"


def folder() -> Path:
    """Made when the first package comes."""
    place: Path = settings.PACKAGE_FOLDER
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def in_a_bucket() -> bool:
    """Whether files lie in the bucket. A draft lies in the folder all the same, until its digest is known."""
    return BUCKET in settings.STORAGES


def name_of(digest: str) -> str:
    """Of a file, below the folder or in the bucket."""
    return f"{digest[:2]}/{digest}"


def place_of(digest: str) -> Path:
    """Where a file lies, if it is there and not in the bucket."""
    return folder() / name_of(digest)


def keep(chunks: Iterable[bytes]) -> str:
    """Store a file and give its digest. It is there whole, under its name, or not at all."""
    digest = sha256()
    handle, draft = tempfile.mkstemp(dir=folder(), prefix="draft-")
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        _take_in(Path(draft), digest.hexdigest())
    finally:
        Path(draft).unlink(missing_ok=True)
    return digest.hexdigest()


def _take_in(draft: Path, digest: str) -> None:
    if in_a_bucket():
        # Also where it is already: a sweep sees that an import has come for it.
        with draft.open("rb") as file:
            storages[BUCKET].save(name_of(digest), File(file))
        return
    place = place_of(digest)
    place.parent.mkdir(exist_ok=True, mode=0o700)
    draft.replace(place)


def opened(digest: str) -> IO[bytes]:
    """A file that was kept. Raises FileNotFoundError."""
    if in_a_bucket():
        return storages[BUCKET].open(name_of(digest))
    return place_of(digest).open("rb")


def digest_of(file: IO[bytes]) -> str:
    """Of an upload, which is left at its beginning."""
    file.seek(0)
    found = sha256()
    while chunk := file.read(1024 * 1024):
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
