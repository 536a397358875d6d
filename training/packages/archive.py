"""Opening a zip file that a stranger made: everything about it is checked before one byte of its files is kept.

Nothing is ever unpacked under the names that the file gives; training.packages.keeping stores files by their digests.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

MEGABYTE = 1024 * 1024
MOST_FILES = 5000
MOST_UNPACKED = 2048 * MEGABYTE
MOST_IN_ONE_FILE = 1024 * MEGABYTE
# Text shrinks to a tenth or a twentieth; what shrinks a hundredfold was made to fill a disk.
MOST_RATIO = 100
# Small files may shrink as they like.
RATIO_COUNTS_FROM = 1 * MEGABYTE
LONGEST_NAME = 400
DEEPEST = 20
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1
CHUNK = 64 * 1024
# What programs on other machines leave behind.
LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


class PackageRefusedError(Exception):
    """This is no package that can be taken. The message says why, for whoever uploaded it."""


@dataclass(frozen=True)
class Entry:
    """A file in the archive: its path with slashes, and the size that the archive claims."""

    path: str
    size: int
    info: zipfile.ZipInfo


class Archive:
    """A zip file whose table of contents is in order. Raises PackageRefusedError if it is not."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
            raise PackageRefusedError(
                "This is not a zip file, or it is damaged. A SCORM package is one zip file: export it again, and do not unpack it."
            ) from error
        self.entries = {entry.path: entry for entry in self._checked()}

    def _checked(self) -> list[Entry]:
        infos = [info for info in self._zip.infolist() if not info.is_dir() or info.file_size]
        if len(infos) > MOST_FILES:
            raise PackageRefusedError(f"The package has more than {MOST_FILES:,} files.")
        entries = [_entry(info) for info in infos]
        entries = [entry for entry in entries if not _is_litter(entry.path)]
        _require_different([entry.path for entry in entries])
        _require_bounded(entries)
        return entries

    def read(self, path: str, most: int) -> bytes:
        """A file of at most so many bytes, whole."""
        return b"".join(self.chunks(self.entries[path], most))

    def chunks(self, entry: Entry, most: int = MOST_IN_ONE_FILE) -> Iterator[bytes]:
        """A file, piece by piece. What comes out may be neither more nor less than the archive claims."""
        if entry.size > most:
            raise PackageRefusedError(f"“{entry.path}” is larger than {most // MEGABYTE} megabytes.")
        came = 0
        try:
            with self._zip.open(entry.info) as file:
                while piece := file.read(CHUNK):
                    came += len(piece)
                    if came > entry.size:
                        break
                    yield piece
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
            raise PackageRefusedError(
                f"“{entry.path}” is damaged in the zip file. Export the package again."
            ) from error
        if came != entry.size:
            raise PackageRefusedError(f"“{entry.path}” is not as large as the zip file claims.")


def _entry(info: zipfile.ZipInfo) -> Entry:
    # Before Python cuts a name at its first NUL, and after Windows wrote backslashes.
    name = info.orig_filename.replace("\\", "/")
    _require_name(name)
    mode = info.external_attr >> 16
    if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
        raise PackageRefusedError(f"“{_shown(name)}” is a link or a device, not a file.")
    if info.flag_bits & ENCRYPTED:
        raise PackageRefusedError("Files in the zip file are encrypted. Export the package without a password.")
    if info.compress_type not in METHODS:
        raise PackageRefusedError(f"“{_shown(name)}” is compressed in a way that this site does not read.")
    if info.file_size > MOST_IN_ONE_FILE:
        raise PackageRefusedError(f"“{_shown(name)}” is larger than {MOST_IN_ONE_FILE // MEGABYTE} megabytes.")
    if info.file_size > RATIO_COUNTS_FROM and info.file_size > MOST_RATIO * max(info.compress_size, 1):
        raise PackageRefusedError(f"“{_shown(name)}” unpacks to more than {MOST_RATIO} times its size.")
    return Entry(name, info.file_size, info)


def _require_name(name: str) -> None:
    parts = name.split("/")
    if name.startswith("/") or (len(name) > 1 and name[1] == ":"):
        raise PackageRefusedError(
            f"“{_shown(name)}” is an absolute path. A package names its files from its own folder."
        )
    if ".." in parts:
        raise PackageRefusedError(f"“{_shown(name)}” leads out of the package.")
    if "" in parts or "." in parts:
        raise PackageRefusedError(f"“{_shown(name)}” is not a clean path.")
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in name):
        raise PackageRefusedError(f"“{_shown(name)}” has signs in its name that cannot be printed.")
    if len(name) > LONGEST_NAME or len(parts) > DEEPEST:
        raise PackageRefusedError(f"“{_shown(name)}” has too long a path, or too many folders in one another.")


def _require_different(paths: list[str]) -> None:
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(path.casefold(), path)
        if other is not path:
            says = "is there twice" if other == path else f"and “{_shown(other)}” differ only in capital letters"
            raise PackageRefusedError(f"“{_shown(path)}” {says}.")
    folders = {
        "/".join(path.casefold().split("/")[:depth]) for path in paths for depth in range(1, path.count("/") + 1)
    }
    for path in paths:
        if path.casefold() in folders:
            raise PackageRefusedError(f"“{_shown(path)}” is a file and a folder at once.")


def _require_bounded(entries: list[Entry]) -> None:
    unpacked = sum(entry.size for entry in entries)
    packed = sum(entry.info.compress_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise PackageRefusedError(f"The package unpacks to more than {MOST_UNPACKED // MEGABYTE} megabytes.")
    if unpacked > RATIO_COUNTS_FROM and unpacked > MOST_RATIO * max(packed, 1):
        raise PackageRefusedError(f"The package unpacks to more than {MOST_RATIO} times its size.")


def _is_litter(path: str) -> bool:
    return path.startswith(LITTER[0]) or path.rpartition("/")[2] in LITTER[1:]


def _shown(name: str) -> str:
    """A name that can stand in a sentence."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:120]
