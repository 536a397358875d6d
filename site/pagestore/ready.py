"""Pages that must be stored when they are needed, because they cannot be made then: a thread makes them ahead."""

import os
import threading
import time
from collections.abc import Callable

from django.db import connections

from pagestore.shelf import Shelf

EVERY = 5.0
# After a page could not be made: each try leaves an error in the log.
PAUSE = 60.0
_wanted: list[Callable[[], list[str]]] = []


def keep_ready(addresses: Callable[[], list[str]]) -> None:
    """Have these addresses stored at all times, as far as the database allows."""
    _wanted.append(addresses)


class Keeper:
    """Makes what is wanted and not stored. `ask` asks the site for an address and gives the status."""

    def __init__(self, shelf: Shelf, ask: Callable[[str], str]) -> None:
        self.shelf, self.ask = shelf, ask

    def start(self) -> None:
        """Keep in the background until the process ends; readers who are there at its beginning come first."""
        threading.Thread(target=self._run, name="pagestore ready", daemon=True).start()

    def _run(self) -> None:
        process, wait = os.getpid(), EVERY
        while os.getpid() == process:
            time.sleep(wait)
            try:
                wait = EVERY if self.turn() else PAUSE
            except Exception:  # noqa: BLE001 - whatever it is, the next turn tries again
                wait = PAUSE

    def turn(self) -> bool:
        """Make what is missing; False, and no more is tried, where something cannot be made."""
        missing = [key for addresses in _wanted for key in addresses() if self.shelf.read(key) is None]
        try:
            return all(self.ask(address).startswith("200") for address in missing)
        finally:
            if missing:
                # No connection waits for the next time, which may be days away.
                connections.close_all()
