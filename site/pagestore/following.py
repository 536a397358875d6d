"""Follows the log of what changed, and the clock: a thread of each web process, so that no request waits for either."""

import contextlib
import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.db import Error, connection

from pagestore.shelf import Shelf
from pagestore.watching import EVERYTHING, unwatched

logger = logging.getLogger(__name__)
EVERY = 0.1
# Looked for again for so long: a transaction that took its number early may end late.
GAPS_FOR = 3600.0
MOST_GAPS = 500
BEAT = 10
AHEAD = 3


class Follower:
    """Brings the purges of other processes and machines to this machine's shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.gaps: dict[int, float] = {}
        self.seen_to: int | None = None

    def start(self) -> None:
        """Follow in the background until the process ends. The clock waits for no database that does not answer."""
        for work in (self.tick, self.catch_up):
            threading.Thread(target=self._run, args=[work], name=f"pagestore {work.__name__}", daemon=True).start()

    @staticmethod
    def _run(work: Callable[[], None]) -> None:
        process = os.getpid()
        told = False
        while os.getpid() == process:
            try:
                work()
                told = False
            except Exception as error:  # noqa: BLE001
                # Whatever it is (a database that is away, a full disk), the next turn tries again.
                if not told:
                    logger.warning("The page store cannot follow what changes: %s", type(error).__name__)
                told = True
                with contextlib.suppress(Exception):
                    connection.close()
            time.sleep(EVERY)

    def turn(self) -> None:
        """Both at once."""
        self.tick()
        self.catch_up()

    def tick(self) -> None:
        """What is due on the clock, which needs no database."""
        # What ends before the next turn goes now: nginx asks nobody whether a file is still true.
        self.shelf.expire(time.time() + EVERY)
        self.beat()

    def catch_up(self) -> None:
        """What the log says."""
        try:
            with unwatched():
                self.follow()
        except Error:
            # Stored pages go on without the database. The next turn opens a new connection.
            connection.close()

    def follow(self) -> None:
        """Take in the lines of the log that this process has not seen. Taking one in twice does no harm."""
        if self.seen_to is None:
            self.seen_to = self._begin()
        now = time.monotonic()
        self.gaps = {number: since for number, since in self.gaps.items() if now - since < GAPS_FOR}
        found = self._lines(self.seen_to, list(self.gaps))
        if not found:
            return
        numbers = [number for number, _tags in found]
        last = max(self.seen_to, *numbers)
        if last - self.seen_to <= MOST_GAPS:
            self.gaps |= dict.fromkeys(range(self.seen_to + 1, last + 1), now)
        for number in numbers:
            self.gaps.pop(number, None)
        new = [(number, tags) for number, tags in found if not self.shelf.is_done(number)]
        if new:
            self.shelf.purge(set().union(*(tags for _number, tags in new)), last, [number for number, _tags in new])
        else:
            self.shelf.position = last
        self.seen_to = last

    def _begin(self) -> int:
        """Where this machine stopped; a log that no longer reaches back to there means starting with nothing."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT MIN(id), MAX(id) FROM pagestore_purge")
            first, last = cursor.fetchone()
        position = self.shelf.position
        if position is not None and first is not None and first <= position + 1 and position <= last:
            return position
        if position is not None and position == (last or 0):
            return position
        self.shelf.purge({EVERYTHING}, last or 0)
        return int(last or 0)

    @staticmethod
    def _lines(after: int, gaps: list[int]) -> list[tuple[int, set[str]]]:
        marks = ", ".join(["%s"] * len(gaps))
        more = f" OR id IN ({marks})" if gaps else ""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id, tags FROM pagestore_purge WHERE id > %s{more} ORDER BY id", [after, *gaps])  # noqa: S608 - numbers and marks
            return [(int(number), set(tags.split("\n"))) for number, tags in cursor.fetchall()]

    # --- nginx ------------------------------------------------------------------------------------

    def beat(self) -> None:
        """Let nginx find the pages for half a minute more: it looks for them under the number of the present ten seconds.

        If every process of this machine has died, nobody takes away what is not true any more; nginx then soon finds
        nothing, and says that the site is away.
        """
        folder = self.shelf.root / "at"
        if not folder.is_dir():
            return
        present = int(time.time()) // BEAT
        target = Path("..") / self.shelf.folder.name / "pages"
        for number in range(present, present + AHEAD):
            link = folder / str(number)
            if not link.is_symlink() or link.readlink() != target:
                with contextlib.suppress(OSError):
                    beside = folder / f".{number}.{os.getpid()}"
                    beside.symlink_to(target)
                    beside.rename(link)
        for link in folder.iterdir():
            if link.name.isdecimal() and int(link.name) < present - 1:
                link.unlink(missing_ok=True)
