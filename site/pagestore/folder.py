"""The folder of one version of the store: its index, its lock, its epoch, and how far the log has been followed."""

import contextlib
import fcntl
import hashlib
import mmap
import os
import shutil
import sqlite3
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from pagestore.files import OPEN

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


class StoreFolder:
    """What all processes of a machine share. SQLite's write lock is the store's own."""

    def __init__(self, folder: Path, version: str) -> None:
        self.root = folder
        self.folder = folder / version
        self._thread = threading.local()
        self._prepare()

    def _prepare(self) -> None:
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
