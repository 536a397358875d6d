"""Runs the real `manage.py serve` and listens to what it says."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READY = "Ctrl-C stops it."
LOADING = "Loading the demonstration"
LEARNERS = "Learners and their history"


def free_port() -> int:
    """A port of the loopback address that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def copy_of(folder: Path, place: Path) -> Path:
    """A DATA_DIR like another, for a test to spoil."""
    return Path(shutil.copytree(folder, place / "data"))


class Server:
    """One process under test, started in an environment that holds nothing but what is given."""

    def __init__(
        self,
        data: Path,
        *,
        port: int | None = None,
        command: list[str] | None = None,
        folder: Path = ROOT,
        **environment: str,
    ) -> None:
        self.port = port or free_port()
        self.lines: list[str] = []
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR", "VENV") if name in os.environ}
        self.process = subprocess.Popen(
            command or [sys.executable, "manage.py", "serve"],
            cwd=folder,
            env={**kept, "DATA_DIR": str(data), "PORT": str(self.port), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as stream:
            self.lines.extend(stream)

    @property
    def said(self) -> str:
        """All that was printed so far."""
        return "".join(self.lines)

    def until(self, words: str, within: float = 120) -> "Server":
        """Wait for the words; fail with all that was said if they do not come."""
        deadline = time.monotonic() + within
        while words not in self.said:
            ended = self.process.poll() is not None
            if ended:
                self._listener.join(5)
            if words not in self.said and (ended or time.monotonic() > deadline):
                self.kill()
                raise AssertionError(f"{words!r} was not said (exit code {self.process.poll()}):\n{self.said}")
            time.sleep(0.02)
        return self

    def signal(self, number: signal.Signals) -> "Server":
        """Send a signal to this process alone."""
        self.process.send_signal(number)
        return self

    def ends(self, within: float = 10) -> int:
        """The exit code; fail if it does not come in time."""
        try:
            code = self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"still running after {within} seconds:\n{self.said}") from None
        self._listener.join(5)
        return code

    def kill(self) -> None:
        """Make sure that nothing is left, whatever the test found."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(5)

    def get(self, path: str, host: str = "localhost") -> tuple[int, str]:
        """Status and text of a page of this server."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers={"Host": f"{host}:{self.port}"})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text


def processes_on(data: Path) -> list[int]:
    """The processes that were started with this DATA_DIR and still run."""
    mark = f"DATA_DIR={data}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def nobody_left_on(data: Path, within: float = 10) -> bool:
    """Whether every process on this DATA_DIR ends in time."""
    deadline = time.monotonic() + within
    while processes_on(data) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not processes_on(data)
