"""nginx with deploy/nginx-pages.conf serves stored pages as the site does, and asks the site for everything else."""

import gzip
import http.client
import http.server
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from config.benchmarks.nginx import command, program
from pagestore.following import Follower
from pagestore.management.commands.pagestore import nginx_headers
from tests.ground.running import free_port
from tests.pagestore.store import Machine, watched

pytestmark = pytest.mark.django_db
PAGE = "/ur/topics/county-lines/"


class TheSite(http.server.BaseHTTPRequestHandler):
    """Stands for the site: says that it was asked."""

    def do_GET(self) -> None:
        """Say so."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"the site was asked")

    do_POST = do_HEAD = do_GET  # noqa: N815

    def log_message(self, *arguments: object) -> None:
        """Say nothing more."""


class Nginx:
    """A running nginx."""

    def __init__(self, folder: Path, machine: Machine) -> None:
        self.port, self.folder = free_port(), folder
        self.site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), TheSite)
        threading.Thread(target=self.site.serve_forever, daemon=True).start()
        headers = list(machine.get("/en/")[1].items())
        (folder / "headers.conf").write_text("\n".join(nginx_headers(headers)))
        assert program("nginx"), "Install nginx: apt install nginx"
        origin = f"127.0.0.1:{self.site.server_address[1]}"
        self.process = subprocess.Popen(command(folder, machine.shelf.root, origin, self.port))
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                self.get("/")
            except OSError:
                assert self.process.poll() is None, "nginx did not start"
                time.sleep(0.05)
            else:
                return

    def get(self, address: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """One answer."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            link.request(method, address, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = link.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            link.close()

    def stop(self) -> None:
        """Stop both."""
        self.process.terminate()
        self.process.wait(10)
        self.site.shutdown()
        self.site.server_close()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Any]:
    """A machine and its nginx."""
    with watched():
        machine = Machine(tmp_path / "pages")
        Follower(machine.shelf).beat()
        nginx = Nginx(tmp_path, machine)
        yield machine, nginx
        nginx.stop()


def test_nginx_serves_what_is_stored_and_nothing_that_is_not(running: tuple[Machine, Nginx]) -> None:
    machine, nginx = running
    asked = b"the site was asked"
    assert nginx.get(PAGE)[2] == asked
    _status, ours, body, _made = machine.get(PAGE)
    status, theirs, sent = nginx.get(PAGE)
    assert (status, sent) == (200, body)
    assert theirs["content-language"] == "ur"
    apart = ("etag", "date", "server", "last-modified", "connection", "accept-ranges", "vary")
    assert {name: value for name, value in theirs.items() if name not in apart} == {
        name: value for name, value in ours.items() if name not in apart
    }
    _status, zipped_headers, zipped = nginx.get(PAGE, Accept_Encoding="gzip")
    assert (zipped_headers["content-encoding"], zipped_headers["vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(zipped) == body
    assert nginx.get(PAGE, If_None_Match=theirs["etag"])[0] == 304
    assert nginx.get(PAGE, "HEAD")[1]["content-length"] == str(len(body))
    # What the store does not hold, or what is no plain question, is the site's.
    assert nginx.get(f"{PAGE}?page=2")[2] == asked
    assert nginx.get(PAGE, "POST")[2] == asked
    for address in (
        "/",
        "/ur/topics/county-lines",
        f"{PAGE}index.html",
        f"{PAGE}index.html.gz",
        "/ur/",
        "/en/../admin/",
    ):
        assert nginx.get(address)[2] == asked, address
    # Services say whether they are open: they are told for a minute, by the site alone.
    assert machine.get("/en/help/childline/")[0] == 200
    assert nginx.get("/en/help/childline/")[2] == asked
    machine.shelf.purge({"pages_navigation"})
    assert nginx.get(PAGE)[2] == asked
    # While nothing of Lantern lives, nobody takes away what is past: soon nginx finds nothing.
    machine.get(PAGE)
    assert nginx.get(PAGE)[2] == body
    shutil.rmtree(machine.shelf.root / "at")
    assert nginx.get(PAGE)[2] == asked


def test_the_headers_come_from_the_site_itself() -> None:
    out = StringIO()
    with pytest.raises(Exception, match="switched off"):
        call_command("pagestore", "headers", stdout=out)
