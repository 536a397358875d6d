"""The real site, under the real server, on a copy of the demonstration."""

import contextlib
import http.client
import http.server
import os
import sqlite3
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

from config.serving import programs
from config.serving.address import Address
from config.serving.children import die_with_parent
from tests.ground.running import free_port
from tests.support.database import ROOT, Demonstration

ELSEWHERE = b"<!DOCTYPE html><html lang=en><title>Weather</title><p>It will rain.</p></html>"


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """A site that is not ours, to leave for."""

    def do_GET(self) -> None:
        """Answer everything with the same page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(ELSEWHERE)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


class Served:
    """A running site: its address, and all that it writes to its log."""

    def __init__(self, demonstration: Demonstration, folder: Path, static: Path, media: Path) -> None:
        folder.mkdir(parents=True)
        demonstration.copy(folder / "lantern.sqlite3")
        (folder / "static").symlink_to(static)
        (folder / "media").symlink_to(media)
        self._elsewhere = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
        threading.Thread(target=self._elsewhere.serve_forever, daemon=True).start()
        self.exit_url = f"http://127.0.0.1:{self._elsewhere.server_address[1]}/weather"
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        self._log = folder / "log"
        self._folder = folder
        self._process = self._start()
        self._wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        environment = {
            **kept,
            "DJANGO_SETTINGS_MODULE": "config.settings_demonstration",
            "DATA_DIR": str(self._folder),
            "PYTHONPATH": os.pathsep.join(["site", "."]),
            "PYTHONUNBUFFERED": "1",
            "PORT": str(self.port),
            "EXIT_URL": self.exit_url,
        }
        command = programs.web_server(Address("127.0.0.1", "127.0.0.1", self.port))
        with self._log.open("wb") as log:
            return subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # Goes with the tests, however they end.
                preexec_fn=die_with_parent(os.getpid()),  # noqa: PLW1509
            )

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                if self.get("/health/ready")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise AssertionError(f"The site did not start:\n{self.log}")

    @property
    def log(self) -> str:
        """Everything that the server and the site have written."""
        return self._log.read_text(errors="replace")

    def get(
        self, path: str, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and bytes of one answer; redirects are not followed."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            sent = {"Host": f"localhost:{self.port}", **(headers or {})}
            link.request(method, path, body=body, headers=sent)
            answer = link.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            link.close()

    def key_of(self, slug: str) -> int:
        """The key of the source page with this slug, for addresses of the admin."""
        with contextlib.closing(sqlite3.connect(self._folder / "lantern.sqlite3")) as database:
            found = database.execute(
                "SELECT page.id FROM wagtailcore_page page JOIN wagtailcore_locale locale ON locale.id = page.locale_id "
                "WHERE page.slug = ? AND locale.language_code = 'en'",
                [slug],
            ).fetchone()
        return int(found[0])

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the site's database answers."""
        with contextlib.closing(sqlite3.connect(self._folder / "lantern.sqlite3")) as database:
            return database.execute(query).fetchall()

    def processes(self) -> list[int]:
        """The server and its workers, by their numbers."""
        found = []
        for place in Path("/proc").glob("[0-9]*/stat"):
            # What stands before the last bracket is a name, which may hold anything.
            with contextlib.suppress(OSError):
                if int(place.read_text().rpartition(")")[2].split()[2]) == self._process.pid:
                    found.append(int(place.parent.name))
        return found

    def restart(self) -> None:
        """A new process with the same database, as after an upgrade."""
        self._end()
        self._process = self._start()
        self._wait()

    def stop(self) -> None:
        """Stop the server and the site that is not ours."""
        self._end()
        self._elsewhere.shutdown()
        self._elsewhere.server_close()

    def _end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)
