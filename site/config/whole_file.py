"""Files of text that are there whole or not at all, whoever is killed when."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def whole_file(path: Path, encoding: str = "ascii") -> Iterator[IO[str]]:
    """Write a file anew, in its owner's hands alone; what stood there stays if anything goes wrong. Raises OSError.

    It is on the disk before it takes the old one's place. Lines end as they are written.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Readable by its owner alone: tempfile sees to it.
    with tempfile.NamedTemporaryFile("w", encoding=encoding, newline="", dir=path.parent, delete=False) as file:
        draft = Path(file.name)
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
