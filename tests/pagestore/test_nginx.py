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

import brotli
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
        (folder / "static").mkdir()
        (folder / "static/site.css").write_bytes(b"a { color: red }")
        (folder / "static/site.css.br").write_bytes(brotli.compress(b"a { color: red }"))
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
    gets_what_it_takes(nginx, body, {theirs["etag"], zipped_headers["etag"]})
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
    # Services say whether they are open: nginx serves them until that changes, and no search.
    service = "/en/help/childline/"
    body_of_service = machine.get(service)[2]
    assert nginx.get(service)[1]["cache-control"] == "no-cache"
    assert nginx.get(service)[2] == body_of_service
    entry = machine.shelf.read(service)
    assert entry
    machine.shelf.expire(entry.expires + 1)
    assert nginx.get(service)[2] == asked
    machine.get("/en/help/")
    assert nginx.get("/en/help/")[2] == machine.get("/en/help/")[2]
    assert nginx.get("/en/help/?need=debt")[2] == asked
    machine.shelf.purge({"pages_navigation"})
    assert nginx.get(PAGE)[2] == asked
    # While nothing of Lantern lives, nobody takes away what is past: soon nginx finds nothing.
    machine.get(PAGE)
    assert nginx.get(PAGE)[2] == body
    shutil.rmtree(machine.shelf.root / "at")
    assert nginx.get(PAGE)[2] == asked


def gets_what_it_takes(nginx: Nginx, body: bytes, others: set[str]) -> None:
    """Brotli for whoever names it, and for nobody who weighs it with nothing; the same words in other bytes have other marks."""
    for accepted, encoding in (
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip,BR;q=0.001", "br"),
        ("br ; q=1.0, gzip", "br"),
        ("gzip, br;q=0", "gzip"),
        ("gzip, br; q=0.000", "gzip"),
        ("gzip, brotli, abr, br-x", "gzip"),
        ("br;q=0", ""),
        ("identity", ""),
    ):
        status, headers, sent = nginx.get(PAGE, Accept_Encoding=accepted)
        assert (status, headers.get("content-encoding", "")) == (200, encoding), accepted
        assert headers["content-type"] == "text/html; charset=utf-8"
        assert unpacked(sent, encoding) == body
        if encoding == "br":
            assert headers["vary"] == "Accept-Encoding"
            assert headers["content-language"] == "ur"
            assert headers["etag"] not in others
    assert nginx.get(PAGE, "HEAD", Accept_Encoding="br")[1]["content-length"] == headers_of(nginx)["content-length"]
    status, headers, sent = nginx.get(PAGE, Accept_Encoding="br", If_None_Match=headers_of(nginx)["etag"])
    assert (status, sent, headers.get("content-encoding")) == (304, b"", None)
    assert headers["vary"] == "Accept-Encoding"
    status, headers, sent = nginx.get("/static/site.css", Accept_Encoding="br")
    assert (headers["content-type"].partition(";")[0], headers["content-encoding"]) == ("text/css", "br")
    assert "immutable" in headers["cache-control"]
    assert brotli.decompress(sent) == nginx.get("/static/site.css")[2] == b"a { color: red }"
    assert nginx.get("/static/no-such.css", Accept_Encoding="br")[2] == b"the site was asked"


def headers_of(nginx: Nginx) -> dict[str, str]:
    """What the page comes with in Brotli."""
    return nginx.get(PAGE, Accept_Encoding="br")[1]


def unpacked(sent: bytes, encoding: str) -> bytes:
    """What was sent, as it was."""
    if encoding == "br":
        return bytes(brotli.decompress(sent))
    return gzip.decompress(sent) if encoding else sent


def test_the_headers_come_from_the_site_itself() -> None:
    out = StringIO()
    with pytest.raises(Exception, match="switched off"):
        call_command("pagestore", "headers", stdout=out)
