"""The pages on disk, shared by all processes of a machine: found by address, thrown away by tag or when their time is up.

    <folder>/<version>/entries/ab/<digest>   what Python serves: headers and bytes of one address in one file
    <folder>/<version>/pages/<address>       what nginx serves: the same as plain, Brotli and gzip files
    <folder>/<version>/index.sqlite3         which pages show what, until when, how large; its write lock is the store's
    <folder>/<version>/epoch                 a number that grows with every purge, mapped into every process

A version is one state of code and settings: pages of another are never served. A file is written beside its place and
renamed, so whoever reads meets a whole one; it is gone before the epoch grows, so whoever sees the new epoch does not
meet an old one.
"""

import contextlib
import fcntl
import hashlib
import math
import mmap
import os
import shutil
import sqlite3
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pagestore.entry import ENCODINGS, Entry, load

EVERYTHING = "*"
OPEN = 0o755
LOCKS = 256
SCHEMA = """
CREATE TABLE IF NOT EXISTS page (key TEXT PRIMARY KEY, expires REAL, size INTEGER, made REAL);
CREATE INDEX IF NOT EXISTS page_expires ON page (expires);
CREATE TABLE IF NOT EXISTS tag (tag TEXT, key TEXT, PRIMARY KEY (tag, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tag_key ON tag (key);
CREATE TABLE IF NOT EXISTS recent (epoch INTEGER, tag TEXT);
CREATE INDEX IF NOT EXISTS recent_epoch ON recent (epoch);
CREATE TABLE IF NOT EXISTS done (line INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value INTEGER);
"""
# Purges that a page may have been overtaken by while it was made are remembered for so many epochs.
REMEMBERED = 2000
# Above this share of all pages a purge empties the whole store, which is one rename.
MOST = 0.5


class Shelf:
    """The stored pages of one version of the site on this machine."""

    def __init__(self, folder: Path, version: str, megabytes: int) -> None:
        self.root = folder
        self.folder = folder / version
        self.most = megabytes * 1024 * 1024
        # Told the addresses of what was thrown away: a network that keeps copies must follow.
        self.tell: Callable[[list[str]], None] = _nobody
        self._thread = threading.local()
        self._prepare(version)

    def _prepare(self, version: str) -> None:
        for name in ("entries", "pages", "locks"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.root / "at").mkdir(exist_ok=True)
        for path in (self.root, self.folder, self.folder / "pages", self.root / "at"):
            path.chmod(OPEN)
        # Held for as long as the process lives, so that nobody clears away what is in use.
        self._alive = (self.folder / "alive").open("a")
        fcntl.flock(self._alive, fcntl.LOCK_SH)
        self._epoch = self._map()
        try:
            self._database().executescript(SCHEMA)
        except sqlite3.DatabaseError:
            self._start_anew()

    def _start_anew(self) -> None:
        """What cannot be read is no loss: pages are made again."""
        self._thread = threading.local()
        for path in self.folder.glob("index.sqlite3*"):
            path.unlink(missing_ok=True)
        for name in ("entries", "pages"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "pages").chmod(OPEN)
        self._database().executescript(SCHEMA)
        self._grow()

    def _map(self) -> mmap.mmap:
        handle = os.open(self.folder / "epoch", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(handle).st_size < 8:
                os.ftruncate(handle, 8)
            return mmap.mmap(handle, 8)
        finally:
            os.close(handle)

    @property
    def epoch(self) -> int:
        """How many purges there have been; the same in every process."""
        return int(struct.unpack_from("<Q", self._epoch)[0])

    def _grow(self) -> int:
        number = self.epoch + 1
        struct.pack_into("<Q", self._epoch, 0, number)
        return number

    def _database(self) -> sqlite3.Connection:
        found = getattr(self._thread, "database", None)
        if found is None or self._thread.process != os.getpid():
            found = sqlite3.connect(self.folder / "index.sqlite3", timeout=10, isolation_level=None)
            found.execute("PRAGMA journal_mode=WAL")
            found.execute("PRAGMA synchronous=OFF")
            self._thread.database, self._thread.process = found, os.getpid()
        return found

    @contextlib.contextmanager
    def _alone(self) -> Iterator[sqlite3.Connection]:
        database = self._database()
        database.execute("BEGIN IMMEDIATE")
        try:
            yield database
        except BaseException:
            database.execute("ROLLBACK")
            raise
        database.execute("COMMIT")

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
            self._write(key, entry)
            database.execute("DELETE FROM tag WHERE key = ?", [key])
            expires = None if math.isinf(entry.expires) else entry.expires
            database.execute(
                "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)", [key, expires, 2 * entry.size, time.time()]
            )
            database.executemany("INSERT OR IGNORE INTO tag VALUES (?, ?)", [(tag, key) for tag in shown])
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
        _replace(own, entry.dump())
        if not entry.is_usual or not key.endswith("/"):
            return
        page = self.page_file(key)
        for name, encoding in ENCODINGS:
            beside = page.with_name(f"{page.name}.{name}")
            if encoding in entry.bodies:
                _replace(beside, entry.bodies[encoding])
            else:
                beside.unlink(missing_ok=True)
        # Last: without the plain file nginx does not look for the others.
        _replace(page, entry.bodies[""])

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
            threading.Thread(target=_remove_all, args=[gone], daemon=True).start()

    # --- The log, and who makes a page ------------------------------------------------------------

    @property
    def position(self) -> int | None:
        """How far this machine has followed the log; None if it never has."""
        row = self._database().execute("SELECT value FROM state WHERE name = 'position'").fetchone()
        return int(row[0]) if row else None

    @position.setter
    def position(self, value: int) -> None:
        with self._alone() as database:
            database.execute("INSERT OR REPLACE INTO state VALUES ('position', ?)", [value])

    def is_done(self, line: int) -> bool:
        """Whether a process of this machine has done what a line of the log asks."""
        return self._database().execute("SELECT 1 FROM done WHERE line = ?", [line]).fetchone() is not None

    @contextlib.contextmanager
    def making(self, key: str, patience: float) -> Iterator[bool]:
        """Hold the right to make a page; whoever comes later waits. False when patience ran out."""
        number = int(hashlib.sha256(key.encode()).hexdigest()[:4], 16) % LOCKS
        with (self.folder / "locks" / str(number)).open("a") as file:
            deadline, held = time.monotonic() + patience, False
            while not held:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    held = True
                except OSError:
                    if time.monotonic() > deadline:
                        break
                    time.sleep(0.01)
            yield held

    def forget_others(self) -> None:
        """Clear away what other versions kept, unless one of their processes still lives."""
        for other in self.root.iterdir():
            if other in (self.folder, self.root / "at") or not other.is_dir():
                continue
            with contextlib.suppress(OSError), (other / "alive").open("a") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(other, ignore_errors=True)


def _nobody(_keys: list[str]) -> None:
    """No network keeps copies."""


def _make(folder: Path) -> None:
    """Readable by nginx, whatever this process keeps for itself otherwise: what is in it is public."""
    if not folder.exists():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(OPEN)


def _remove_all(folders: list[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _replace(path: Path, content: bytes) -> None:
    """Write beside the place and rename: whoever reads meets the old file or the new one, whole."""
    if not path.parent.exists():
        _make(path.parent)
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
