"""Another council's feed on a real server of this machine, which the tests alone may ask."""

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from signposting.exchange import fetching
from tests.signposting.exchange.elsewhere import a_record

BASICS = ("id", "name", "description", "organization")


class Council:
    """Another council's feed of three services, one on a page if nothing else is said; its lists tell the basics only."""

    def __init__(self) -> None:
        keys = [f"{number}aaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa" for number in (1, 2, 3)]
        self.records = [a_record(id=key, name=f"Service {place}") for place, key in enumerate(keys, 1)]
        self.asked: list[str] = []
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.fails_once: set[str] = set()
        self.origin = ""
        self.page_size = 1

    def answer(self, target: str) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(target)
        self.asked.append(parts.path)
        if parts.path in self.fails_once:
            self.fails_once.remove(parts.path)
            return 500, {}, b""
        page = int(parse_qs(parts.query).get("page", ["0"])[0])
        if found := self.answers.get(f"{parts.path} {page}" if page else parts.path):
            return found
        if page:
            told = self.records[(page - 1) * self.page_size : page * self.page_size]
            contents = [{name: one[name] for name in BASICS} for one in told]
            return ok(
                {"contents": contents, "page_number": page, "total_pages": -(-len(self.records) // self.page_size)}
            )
        return ok(next(one for one in self.records if parts.path == f"/feed/services/{one['id']}"))


def ok(said: Any) -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "application/json"}, json.dumps(said).encode()


@contextmanager
def open_for(settings: Any, monkeypatch: Any) -> Iterator[Council]:
    """The server, while it is open."""
    council = Council()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = council.answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.LINK_CHECKS_MAY_ALSO_ASK = {("127.0.0.1", server.server_address[1])}
    settings.CHECK_LINKS = True
    monkeypatch.setattr(fetching, "PAUSE", 0)
    council.origin = f"http://127.0.0.1:{server.server_address[1]}"
    yield council
    server.shutdown()
    server.server_close()
