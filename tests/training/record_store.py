"""A small record store that speaks the statements resource of xAPI 1.0.3, and fails when it is told to."""

import json
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit


class RecordStore(ThreadingHTTPServer):
    """What it was sent. `answers` says what it does next: a status to refuse with, or "dies" after it has stored."""

    daemon_threads = True

    def __init__(self, name: str, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.name = name
        self.lock = Lock()
        self.stored: dict[str, dict[str, Any]] = {}
        self.order: list[str] = []
        self.faults: list[str] = []
        self.requests = 0
        self.answers: list[Any] = []
        self.slow = 0.0

    @property
    def url(self) -> str:
        """Its endpoint."""
        return f"http://127.0.0.1:{self.server_port}/xapi"

    @property
    def password(self) -> str:
        """As it has to come; each store has another."""
        return "Basic " + b64encode(f"lantern:lamp of {self.name}".encode()).decode()


class Handler(BaseHTTPRequestHandler):
    """PUT /statements?statementId=…"""

    protocol_version = "HTTP/1.1"
    server: RecordStore

    def do_PUT(self) -> None:
        """Store it, if its id is new."""
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        store, parts = self.server, urlsplit(self.path)
        wanted = (parts.path, parse_qs(parts.query)) == ("/xapi/statements", {"statementId": [said["id"]]})
        known = (
            self.headers["Authorization"] == self.server.password
            and self.headers["X-Experience-API-Version"] == "1.0.3"
        )
        with store.lock:
            store.requests += 1
            if not (wanted and known):
                store.faults.append(self.path)
            answer = store.answers.pop(0) if store.answers else 204
            if answer in (204, "dies") and said["id"] not in store.stored:
                store.stored[said["id"]] = said
                store.order.append(said["id"])
            elif answer == 204:
                answer = 204 if store.stored[said["id"]] == said else 409
        time.sleep(store.slow)
        if answer == "dies":
            self.close_connection = True
            return
        self.send_response(answer)
        if answer == 503:
            self.send_header("Retry-After", "600")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said: Any) -> None:
        """Nothing."""


@contextmanager
def running(name: str = "store", port: int = 0) -> Iterator[RecordStore]:
    """On a port of its own, or again on one that it had."""
    store = RecordStore(name, port)
    Thread(target=store.serve_forever, daemon=True).start()
    try:
        yield store
    finally:
        store.shutdown()
        store.server_close()


def set_up(folder: Path, *stores: RecordStore, everybody: bool = False) -> str:
    """What an operator writes into RECORD_STORES, each secret in a file of its own."""
    given = []
    for store in stores:
        secret = folder / f"secret-of-{store.name}"
        secret.write_text(f"lamp of {store.name}\n")
        about = {"id": store.name, "name": store.name.title(), "url": store.url, "username": "lantern"}
        given.append({**about, "secret_file": str(secret), "everybody": everybody})
    return json.dumps(given)
