"""Files that editors uploaded, and files of packages, wherever they are kept: on disk or in a bucket."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, default_storage, storages

from config.backups.problem import BackupError

MEDIA, PACKAGES = "media", "packages"


def places() -> dict[str, Storage]:
    """Where files are kept, by the name of their folder in a backup."""
    packages = storages[PACKAGES] if PACKAGES in settings.STORAGES else FileSystemStorage(settings.PACKAGE_FOLDER)
    return {MEDIA: default_storage, PACKAGES: packages}


def names(kind: str) -> Iterator[str]:
    """Every file of one kind. Packages share the bucket with uploads, below a folder of their own."""
    apart = {PACKAGES} if kind == MEDIA and PACKAGES in settings.STORAGES else set()
    return _below(places()[kind], "", apart)


def _below(storage: Storage, folder: str, apart: set[str]) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(files) if name)
    for name in sorted(set(folders) - apart):
        yield from _below(storage, prefix + name, set())


def copy(kind: str, name: str, to: Path) -> bool:
    """Copy one file; False if it was deleted meanwhile."""
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        with places()[kind].open(name) as source, to.open("wb") as target:
            while chunk := source.read(1024 * 1024):
                target.write(chunk)
    except FileNotFoundError:
        to.unlink(missing_ok=True)
        return False
    return True


def put_back(kind: str, name: str, copied: Path) -> None:
    """Store one file under its own name again."""
    storage = places()[kind]
    storage.delete(name)
    with copied.open("rb") as source:
        stored = storage.save(name, File(source))
    if stored != name:
        raise BackupError(f"{name} was stored as {stored}. Does something else write to the files meanwhile?")
