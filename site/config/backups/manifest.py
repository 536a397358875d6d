"""What a backup holds: every file with its size and digest, the state of the database, and which keys belong to it."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from config.backups.problem import BackupError

NAME = "manifest.json"
FORM = 1


@dataclass
class Manifest:
    """The table of contents. `files` has size and SHA-256 by path; `keys` has a mark of each key, never a key."""

    made_at: str
    database: str
    migrations: list[str]
    keys: dict[str, str]
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    gone_meanwhile: list[str] = field(default_factory=list)
    form: int = FORM

    def write(self, folder: Path) -> None:
        """Into the backup's folder."""
        (folder / NAME).write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n")

    def add(self, folder: Path, path: Path) -> None:
        """Take a file of the backup's folder in."""
        self.files[path.relative_to(folder).as_posix()] = (path.stat().st_size, digest(path))

    def of_kind(self, kind: str) -> list[str]:
        """Names of the files below one folder, without it."""
        return [path.removeprefix(f"{kind}/") for path in self.files if path.startswith(f"{kind}/")]


def read(folder: Path) -> Manifest:
    """Read it and look at every file. Raises BackupError for a backup that is not whole or was changed."""
    try:
        said: dict[str, Any] = json.loads((folder / NAME).read_text())
        if said["form"] != FORM:
            raise BackupError(f"{folder} was made by another version of Lantern (form {said['form']}).")
        manifest = Manifest(**said)
    except FileNotFoundError:
        raise BackupError(f"{folder} is not a whole backup: it has no {NAME}.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{folder / NAME} cannot be read: {type(error).__name__}.") from error
    for name, (size, expected) in manifest.files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise BackupError(f"{name} lies outside of the backup. It was tampered with.")
        if not path.is_file() or path.stat().st_size != size or digest(path) != expected:
            raise BackupError(f"{name} is missing, or is not what was backed up. Take another copy of the backup.")
    return manifest


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def marks() -> dict[str, str]:
    """A mark of each key of this site, to tell it from another; a key cannot be found from it."""
    paths = sorted(path for path in settings.KEYS_DIR.iterdir() if path.is_file() and not path.name.startswith("."))
    return {path.name: hashlib.sha256(b"lantern key:" + path.read_bytes().strip()).hexdigest()[:16] for path in paths}
