"""The files of a postcode product: a CSV, a folder of them, or a zip, as they are downloaded."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO


class SourceError(ValueError):
    """The file or folder cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Source:
    """One CSV, on its own or within a zip."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """The file's name, without the way to it."""
        return Path(self.member or self.path).name

    @property
    def fingerprint(self) -> str:
        """Tells the same content again, wherever it lies; within a zip, by the zip's own checksum."""
        if not self.member:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        with zipfile.ZipFile(self.path) as archive:
            info = archive.getinfo(self.member)
        return hashlib.sha256(f"{info.filename} {info.file_size} {info.CRC}".encode()).hexdigest()

    @contextmanager
    def lines(self) -> Iterator[IO[str]]:
        """The open text. Bytes that are no UTF-8 are replaced: names in old files may be Latin-1, codes are not."""
        if self.member:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as inner:
                yield io.TextIOWrapper(inner, encoding="utf-8-sig", errors="replace", newline="")
        else:
            with self.path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
                yield file


def sources_in(path: Path) -> list[Source]:
    """Every CSV to read at `path`, in a fixed order, each line once: where all lie in one file, its parts are left out."""
    if not path.exists():
        raise SourceError(f"There is no {path}.")
    if path.is_dir():
        found = [Source(file) for file in sorted(path.rglob("*")) if file.suffix.lower() == ".csv" and file.is_file()]
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = sorted(name for name in archive.namelist() if name.lower().endswith(".csv"))
        found = [Source(path, name) for name in names]
    elif path.suffix.lower() == ".zip":
        raise SourceError(f"{path.name} is not a whole zip file. Download it again.")
    else:
        found = [Source(path)]
    if not found:
        raise SourceError(f"There is no CSV file in {path.name}.")
    whole = [source for source in found if re.fullmatch(r"(ONSPD|NSPL).*_UK\.csv", source.name, re.IGNORECASE)]
    return [source for source in found if "multi_csv" not in _way(source)] if whole else found


def _way(source: Source) -> str:
    return (source.member or str(source.path)).lower()
