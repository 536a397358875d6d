"""Where the files of packages lie: each under the digest of what is in it, below DATA_DIR, under no name that a web server
would serve or run. The same file of two packages is kept once.
"""

import os
import tempfile
import time
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.conf import settings

from training.models import PackageFile

DAY = 24 * 60 * 60
AT_ONCE = 500


def folder() -> Path:
    """Made when the first package comes."""
    place: Path = settings.PACKAGE_FOLDER
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def place_of(digest: str) -> Path:
    """Where a file lies, if it is there."""
    return folder() / digest[:2] / digest


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
        place = place_of(digest.hexdigest())
        place.parent.mkdir(exist_ok=True, mode=0o700)
        Path(draft).replace(place)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def sweep() -> int:
    """Delete files that no package names, left by an import that was cut off a day ago or longer; gives their number."""
    before = time.time() - DAY
    old = [path for path in folder().rglob("*") if path.is_file() and path.stat().st_mtime < before]
    swept = 0
    for begin in range(0, len(old), AT_ONCE):
        some = old[begin : begin + AT_ONCE]
        named = PackageFile.objects.filter(digest__in=[path.name for path in some]).values_list("digest", flat=True)
        for path in {path for path in some if path.name not in set(named)}:
            # An import that comes for the same file meanwhile has made it new.
            if path.stat().st_mtime < before:
                path.unlink(missing_ok=True)
                swept += 1
    return swept


def opened(digest: str) -> IO[bytes]:
    """A file that was kept. Raises FileNotFoundError."""
    return place_of(digest).open("rb")


def digest_of(file: IO[bytes]) -> str:
    """Of an upload, which is left at its beginning."""
    file.seek(0)
    found = sha256()
    while chunk := file.read(1024 * 1024):
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
