"""Files and folders of the store: whole or not there, and readable by nginx."""

import os
import shutil
import threading
from pathlib import Path

OPEN = 0o755


def make_open(folder: Path) -> None:
    """Readable by nginx, whatever this process keeps for itself otherwise: what is in it is public."""
    if not folder.exists():
        make_open(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(OPEN)


def remove_all(folders: list[Path]) -> None:
    """Whole folders, as far as they will go."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def replace(path: Path, content: bytes) -> None:
    """Write beside the place and rename: whoever reads meets the old file or the new one, whole."""
    if not path.parent.exists():
        make_open(path.parent)
    beside = path.with_name(f".{path.name[:80]}.{os.getpid()}.{threading.get_ident()}")
    beside.write_bytes(content)
    beside.chmod(0o644)
    beside.rename(path)


def fits_a_file(key: str) -> bool:
    """Whether an address can be a file's path, here and in nginx."""
    parts = key.split("/")
    return (
        key.startswith("/")
        and len(key.encode()) < 1000
        and not any(part.startswith(".") or "\0" in part or len(part.encode()) > 200 for part in parts)
        and "" not in parts[1:-1]
    )
