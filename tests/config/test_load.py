"""`make load` reads the pages of a site's map, by many at once, and says how the site bore it."""

import http.server
import threading
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

MAP = b"<urlset><url><loc>https://safeguarding.example/en/</loc></url><url><loc>https://x.example/ur/</loc></url></urlset>"


class Site(http.server.BaseHTTPRequestHandler):
    """A small site, one of whose pages can be spoilt."""

    protocol_version = "HTTP/1.1"
    spoilt = ""

    def do_GET(self) -> None:
        """The map, or a page."""
        body = MAP if self.path == "/sitemap.xml" else b"A page."
        self.send_response(503 if self.path == self.spoilt else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def origin(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where the small site is."""
    monkeypatch.setattr(Site, "spoilt", "")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_it_says_how_a_site_bears_readers(origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = StringIO()
    call_command("load_test", f"{origin}/", readers=3, seconds=0.2, stdout=said)
    lines = said.getvalue().splitlines()
    assert lines[0].startswith("3 readers, 2 pages,")
    assert "the first time: 2 answers" in lines[2]
    assert "99% within" in lines[3]
    assert set(lines[4].split("answers: ")[1].split()[0::2]) == {"200"}
    monkeypatch.setattr(Site, "spoilt", "/ur/")
    with pytest.raises(CommandError, match="Not every page was answered"):
        call_command("load_test", origin, readers=2, seconds=0.2, stdout=said)
    assert "503" in said.getvalue()


@pytest.mark.parametrize(
    ("url", "readers", "why"),
    [
        ("localhost:8000", 1, "http://"),
        ("http://localhost:1", 0, "one reader"),
        ("http://localhost:1", 1, "cannot be asked"),
    ],
)
def test_it_says_what_it_cannot_do(url: str, readers: int, why: str) -> None:
    with pytest.raises(CommandError, match=why):
        call_command("load_test", url, readers=readers, seconds=0.1)
