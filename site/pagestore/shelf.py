"""The pages on disk, shared by all processes of a machine: found by address, thrown away by tag or when their time is up.

    <folder>/<version>/entries/ab/<digest>   what Python serves: headers and bytes of one address in one file
    <folder>/<version>/pages/<address>       what nginx serves: the same as plain, Brotli and gzip files
    <folder>/<version>/index.sqlite3         which pages show what, until when, how large; its write lock is the store's
    <folder>/<version>/epoch                 a number that grows with every purge, mapped into every process

A version is one state of code and settings: pages of another are never served. A file is written beside its place and
renamed, so whoever reads meets a whole one; it is gone before the epoch grows, so whoever sees the new epoch does not
meet an old one.
"""

import hashlib
import math
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from pagestore.entry import ENCODINGS, Entry, load
from pagestore.files import OPEN, fits_a_file, remove_all, replace
from pagestore.folder import StoreFolder

EVERYTHING = "*"
# Purges that a page may have been overtaken by while it was made are remembered for so many epochs.
REMEMBERED = 2000
# Above this share of all pages a purge empties the whole store, which is one rename.
MOST = 0.5


class Shelf(StoreFolder):
    """The stored pages of one version of the site on this machine."""

    def __init__(self, folder: Path, version: str, megabytes: int) -> None:
        super().__init__(folder, version)
        self.most = megabytes * 1024 * 1024
        # Told the addresses of what was thrown away: a network that keeps copies must follow.
        self.tell: Callable[[list[str]], None] = _nobody

    # --- Reading ----------------------------------------------------------------------------------

    def place(self, key: str) -> Path:
        """The file of an address."""
        digest = hashlib.sha256(key.encode()).hexdigest()
        return self.folder / "entries" / digest[:2] / digest[2:40]

    def stamp(self, key: str) -> tuple[int, int] | None:
        """What tells a file from another in its place; None if there is none."""
        try:
            found = self.place(key).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def read(self, key: str) -> Entry | None:
        """The stored answer, if it is there, whole and still true."""
        epoch = self.epoch
        try:
            with self.place(key).open("rb") as file:
                found, content = os.fstat(file.fileno()), file.read()
            entry = load(content)
        except (OSError, ValueError):
            return None
        entry.epoch, entry.stamp = epoch, (found.st_ino, found.st_mtime_ns)
        return entry if entry.expires > time.time() else None

    def keys(self) -> list[str]:
        """Every stored address."""
        return [row[0] for row in self._database().execute("SELECT key FROM page ORDER BY key")]

    def tags(self, key: str) -> set[str]:
        """What a stored page shows."""
        return {row[0] for row in self._database().execute("SELECT tag FROM tag WHERE key = ?", [key])}

    def totals(self) -> tuple[int, int, int]:
        """Pages, bytes and tags."""
        pages, size = self._database().execute("SELECT COUNT(*), COALESCE(SUM(size), 0) FROM page").fetchone()
        return pages, size, self._database().execute("SELECT COUNT(*) FROM tag").fetchone()[0]

    # --- Keeping ----------------------------------------------------------------------------------

    def put(self, key: str, entry: Entry, tags: Iterable[str], epoch: int) -> bool:
        """Keep a page that was begun at `epoch`; False if what it shows has changed since, or it finds no room."""
        shown = set(tags)
        if entry.size > self.most // 10 or not fits_a_file(key):
            return False
        with self._alone() as database:
            if self._overtaken(database, shown, epoch):
                return False
            self._make_room(database, entry.size)
            database.execute("DELETE FROM tag WHERE key = ?", [key])
            expires = None if math.isinf(entry.expires) else entry.expires
            database.execute(
                "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)", [key, expires, 2 * entry.size, time.time()]
            )
            database.executemany("INSERT OR IGNORE INTO tag VALUES (?, ?)", [(tag, key) for tag in shown])
        # The file comes when its tags are kept: a process that is killed in between leaves nothing that no purge finds.
        with self._alone() as database:
            is_there = database.execute("SELECT 1 FROM page WHERE key = ?", [key]).fetchone() is not None
            if not is_there or self._overtaken(database, shown, epoch):
                return False
            self._write(key, entry)
        return True

    def _overtaken(self, database: sqlite3.Connection, shown: set[str], epoch: int) -> bool:
        if self.epoch == epoch:
            return False
        if epoch < self.epoch - REMEMBERED:
            return True
        purged = {row[0] for row in database.execute("SELECT tag FROM recent WHERE epoch > ?", [epoch])}
        return EVERYTHING in purged or any(tag in purged or f"{tag.split('.')[0]}.*" in purged for tag in shown)

    def _write(self, key: str, entry: Entry) -> None:
        own = self.place(key)
        replace(own, entry.dump())
        if not entry.is_usual or not key.endswith("/"):
            return
        page = self.page_file(key)
        for name, encoding in ENCODINGS:
            beside = page.with_name(f"{page.name}.{name}")
            if encoding in entry.bodies:
                replace(beside, entry.bodies[encoding])
            else:
                beside.unlink(missing_ok=True)
        # Last: without the plain file nginx does not look for the others.
        replace(page, entry.bodies[""])

    def page_file(self, key: str) -> Path:
        """Where nginx looks for an address."""
        path = key.lstrip("/")
        return self.folder / "pages" / (f"{path}index.html" if key.endswith("/") else path)

    def _make_room(self, database: sqlite3.Connection, size: int) -> None:
        """The pages made longest ago go first."""
        total = database.execute("SELECT COALESCE(SUM(size), 0) FROM page").fetchone()[0]
        if total + 2 * size <= self.most:
            return
        gone = []
        for key, own in database.execute("SELECT key, size FROM page ORDER BY made").fetchall():
            gone.append(key)
            total -= own
            # A tenth at once, so that a full store does not look for room at every page.
            if total + 2 * size <= self.most * 0.9:
                break
        self._remove(database, gone)

    # --- Throwing away ----------------------------------------------------------------------------

    def purge(self, tags: Iterable[str], position: int | None = None, lines: Iterable[int] = ()) -> int:
        """Throw away every page that shows one of `tags`; gives how many.

        `position` is how far the log has been followed, `lines` those of its lines that are done with this.
        """
        wanted = set(tags)
        with self._alone() as database:
            gone = self._showing(database, wanted)
            total = database.execute("SELECT COUNT(*) FROM page").fetchone()[0]
            if EVERYTHING in wanted or (len(gone) > 100 and len(gone) > MOST * total):
                self._empty(database)
            else:
                self._remove(database, gone)
            epoch = self._grow()
            database.executemany("INSERT INTO recent VALUES (?, ?)", [(epoch, tag) for tag in wanted])
            database.execute("DELETE FROM recent WHERE epoch < ?", [epoch - REMEMBERED])
            database.executemany("INSERT OR IGNORE INTO done VALUES (?)", [(line,) for line in lines])
            database.execute("DELETE FROM done WHERE line < (SELECT MAX(line) FROM done) - ?", [REMEMBERED])
            if position is not None:
                database.execute("INSERT OR REPLACE INTO state VALUES ('position', ?)", [position])
        self._sweep()
        self.tell(gone)
        return len(gone)

    def showing(self, tags: Iterable[str]) -> set[str]:
        """The addresses of the pages that show one of these."""
        return set(self._showing(self._database(), set(tags)))

    @staticmethod
    def _showing(database: sqlite3.Connection, tags: set[str]) -> list[str]:
        if EVERYTHING in tags:
            return [row[0] for row in database.execute("SELECT key FROM page")]
        found: set[str] = set()
        for tag in tags:
            if tag.endswith(".*"):
                rows = database.execute(
                    "SELECT DISTINCT key FROM tag WHERE tag >= ? AND tag < ?", [tag[:-1], tag[:-2] + "/"]
                )
            else:
                rows = database.execute("SELECT key FROM tag WHERE tag = ?", [tag])
            found.update(row[0] for row in rows)
        return list(found)

    def expire(self, before: float) -> int:
        """Throw away what is not true any more at this moment."""
        due = "SELECT key FROM page WHERE expires <= ?"
        if self._database().execute(f"{due} LIMIT 1", [before]).fetchone() is None:
            return 0
        with self._alone() as database:
            gone = [row[0] for row in database.execute(due, [before])]
            self._remove(database, gone)
        self.tell(gone)
        return len(gone)

    def _remove(self, database: sqlite3.Connection, keys: list[str]) -> None:
        for key in keys:
            page = self.page_file(key)
            page.unlink(missing_ok=True)
            for name, _encoding in ENCODINGS:
                page.with_name(f"{page.name}.{name}").unlink(missing_ok=True)
            self.place(key).unlink(missing_ok=True)
        database.executemany("DELETE FROM tag WHERE key = ?", [(key,) for key in keys])
        database.executemany("DELETE FROM page WHERE key = ?", [(key,) for key in keys])

    def _empty(self, database: sqlite3.Connection) -> None:
        for name in ("pages", "entries"):
            (self.folder / name).rename(self.folder / f"gone-{name}-{os.getpid()}-{time.monotonic_ns()}")
            (self.folder / name).mkdir()
        (self.folder / "pages").chmod(OPEN)
        database.execute("DELETE FROM tag")
        database.execute("DELETE FROM page")

    def _sweep(self) -> None:
        gone = list(self.folder.glob("gone-*"))
        if gone:
            threading.Thread(target=remove_all, args=[gone], daemon=True).start()


def _nobody(_keys: list[str]) -> None:
    """No network keeps copies."""
