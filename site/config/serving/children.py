"""The processes that serve: started, watched and stopped together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.serving.problem import CannotServe
from config.serving.stopping import Stopping

# A worker in the middle of a task finishes it if it can within the first span. The second SIGTERM makes
# it give up and record that; what is left then is killed.
PATIENCE = ((signal.SIGTERM, 4.0), (signal.SIGTERM, 2.0), (signal.SIGKILL, 2.0))
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Child:
    """A running child and what to call it."""

    name: str
    process: subprocess.Popen[bytes]


class Children:
    """All children. They live and die together: one that ends by itself ends the others, and is reported."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder = folder
        self._environment = environment
        self._all: list[Child] = []

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start one, in a process group of its own so that Ctrl-C reaches it through us alone."""
        process = subprocess.Popen(  # noqa: S603
            command,
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            # Safe: this process has one thread.
            preexec_fn=die_with_parent(os.getpid()) if sys.platform == "linux" else None,  # noqa: PLW1509
        )
        self._all.append(Child(name, process))

    def check(self) -> None:
        """Raise CannotServe if one has ended. Nothing is started again silently."""
        for child in self._all:
            code = child.process.poll()
            if code is not None:
                how = f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
                raise CannotServe(f"{child.name} stopped by itself with {how}; what it said is above.")

    def wait(self, stopping: Stopping) -> None:
        """Return when asked to stop; raise CannotServe when a child ends."""
        while not stopping.asked:
            self.check()
            time.sleep(0.2)

    def stop(self, stopping: Stopping) -> None:
        """Stop all of them: asked nicely, then firmly; a second signal from the operator skips the waiting."""
        for number, patience in PATIENCE:
            self._signal(number)
            started, asked = time.monotonic(), stopping.asked
            while self._running() and time.monotonic() - started < patience and stopping.asked <= max(asked, 1):
                time.sleep(0.05)
            if not self._running():
                break
        self._sweep()

    def _running(self) -> list[Child]:
        return [child for child in self._all if child.process.poll() is None]

    def _signal(self, number: signal.Signals) -> None:
        for child in self._running():
            child.process.send_signal(number)

    def _sweep(self) -> None:
        """Kill what a child left in its group, such as Granian's workers if Granian itself was killed."""
        for child in self._all:
            try:
                os.killpg(child.process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                continue


def die_with_parent(parent: int) -> Callable[[], None]:
    """What a child runs first: ask Linux for a SIGTERM when the supervisor is gone, even if killed.

    Otherwise a server without a supervisor would hold the port and the next start would not know why.
    """
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask
