"""The layer ahead of Django: answers from the store, and has Django make what is not there, once."""

import gzip
import math
import time
from collections.abc import Callable, Iterable
from typing import Any

import brotli

from pagestore.entry import Entry, Headers, make
from pagestore.shelf import Shelf
from pagestore.storing import ENVIRON, Recorder

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
PATIENCE = 10.0
QUICK = 9
# What tells readers apart: nothing of it reaches a page that everyone gets.
PERSONAL = (
    "HTTP_COOKIE",
    "HTTP_AUTHORIZATION",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_USER_AGENT",
    "HTTP_REFERER",
    "HTTP_RANGE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_IF_RANGE",
)


class Rules:
    """What of a site may be stored: which hosts it answers to, over which scheme, and at which addresses."""

    def __init__(
        self, takes_host: Callable[[str], bool], is_stored: Callable[[str], bool], is_secure: Callable[[Environ], bool]
    ) -> None:
        self.takes_host, self.is_stored, self.is_secure = takes_host, is_stored, is_secure


class PageStore:
    """A WSGI application around Django's. What it cannot answer goes through untouched."""

    def __init__(
        self, application: Application, shelf: Shelf, rules: Rules, memory_megabytes: int, network_seconds: int = 0
    ) -> None:
        self.application, self.shelf, self.rules = application, shelf, rules
        # How long a content delivery network may keep a page; 0 if there is none.
        self.network_seconds = network_seconds
        self.most = memory_megabytes * 1024 * 1024
        self.memory: dict[str, Entry] = {}
        self.size = 0
        self.hosts: dict[str, bool] = {}
        self.encodings: dict[str, str] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """One request."""
        method = environ["REQUEST_METHOD"]
        if (method != "GET" and method != "HEAD") or environ.get("QUERY_STRING") or not self._is_ours(environ):
            return self.application(environ, start_response)
        key = environ["PATH_INFO"]
        entry = self._find(key)
        if entry is None:
            if not self.rules.is_stored(_text(key)):
                return self.application(environ, start_response)
            made = self._made(key, environ, start_response)
            if not isinstance(made, Entry):
                return made
            entry = made
        return self._answer(entry, environ, start_response)

    def _is_ours(self, environ: Environ) -> bool:
        host = environ.get("HTTP_HOST", "")
        known = self.hosts.get(host)
        if known is None:
            known = self.rules.takes_host(host)
            if len(self.hosts) < 100:
                self.hosts[host] = known
        return known and self.rules.is_secure(environ)

    def _find(self, key: str) -> Entry | None:
        entry = self.memory.get(key)
        if entry is not None:
            if entry.expires <= time.time():
                self._drop(key)
                return None
            epoch = self.shelf.epoch
            if entry.epoch == epoch:
                return entry
            if self.shelf.stamp(_text(key)) == entry.stamp:
                entry.epoch = epoch
                return entry
            self._drop(key)
        entry = self.shelf.read(_text(key))
        if entry is not None:
            self._remember(key, entry)
        return entry

    def _drop(self, key: str) -> None:
        gone = self.memory.pop(key, None)
        if gone is not None:
            self.size -= gone.size

    def _remember(self, key: str, entry: Entry) -> None:
        self._drop(key)
        while self.memory and self.size + entry.size > self.most:
            self._drop(next(iter(self.memory), key))
        self.memory[key] = entry
        self.size += entry.size

    def _answer(self, entry: Entry, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        encoding = self.encodings.get(accepted)
        if encoding is None:
            encoding = chosen(accepted)
            if len(self.encodings) < 1000:
                self.encodings[accepted] = encoding
        etag, headers, unchanged, body = entry.answers.get(encoding) or entry.answers[""]
        if self.network_seconds:
            left = int(min(self.network_seconds, entry.expires - time.time()))
            # Browsers do not read it (RFC 9213).
            network = [("CDN-Cache-Control", f"max-age={max(0, left)}")]
            headers, unchanged = [*headers, *network], [*unchanged, *network]
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked is not None and matches(asked, etag):
            start_response("304 Not Modified", list(unchanged))
            return []
        start_response("200 OK", list(headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else body

    # --- Making a page ----------------------------------------------------------------------------

    def _made(self, key: str, environ: Environ, start_response: StartResponse) -> Entry | Iterable[bytes]:
        """The entry that Django's answer became; the answer itself, already begun, if it may not be kept."""
        with self.shelf.making(_text(key), PATIENCE):
            entry = self._find(key)
            if entry is not None:
                return entry
            epoch = self.shelf.epoch
            recorder = Recorder()
            plain = {name: value for name, value in environ.items() if name not in PERSONAL}
            plain.update({"REQUEST_METHOD": "GET", ENVIRON: recorder})
            status, headers, body = run(self.application, plain)
            may_be_kept = status.startswith("200 ") and keepable(headers) and recorder.collector is not None
            if may_be_kept and recorder.collector is not None and not recorder.collector.refused:
                moment = recorder.collector.changes_at
                entry = make(headers, body, moment.timestamp() if moment else math.inf)
                if entry.expires > time.time() and self.shelf.put(_text(key), entry, recorder.collector.tags, epoch):
                    return self._find(key) or entry
                return entry
        if not keepable(headers) and not status.startswith("5"):
            # Not a page for everyone after all: the reader's own answer.
            return self.application(environ, start_response)
        headers, body = squeezed(headers, body, chosen(environ.get("HTTP_ACCEPT_ENCODING", "")))
        start_response(status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def run(application: Application, environ: Environ) -> tuple[str, Headers, bytes]:
    """One answer of a WSGI application, whole."""
    begun: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], None]:
        begun.append((status, headers))
        return lambda _data: None

    parts = application(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    return (*begun[-1], body)


def squeezed(headers: Headers, body: bytes, encoding: str) -> tuple[Headers, bytes]:
    """An answer that is not kept, such as a page that is not there, in the reader's encoding."""
    if not encoding or not body:
        return headers, body
    small = brotli.compress(body, quality=QUICK) if encoding == "br" else gzip.compress(body, mtime=0)
    kept = [(name, value) for name, value in headers if name.lower() not in ("content-length", "vary")]
    told = [("Vary", "Accept-Encoding"), ("Content-Encoding", encoding), ("Content-Length", str(len(small)))]
    return [*kept, *told], small


def keepable(headers: Headers) -> bool:
    """Whether an answer's own headers let everyone have it."""
    for name, value in headers:
        lower = name.lower()
        if lower == "set-cookie" or (lower == "cache-control" and ("no-store" in value or "private" in value)):
            return False
        if lower == "vary" and {part.strip().lower() for part in value.split(",")} - {"accept-encoding"}:
            return False
    return True


def chosen(accepted: str) -> str:
    """Brotli, gzip or neither, by an Accept-Encoding header (RFC 9110, section 12.5.3)."""
    weights = {}
    for part in accepted.lower().split(",")[:20]:
        name, _semicolon, rest = part.partition(";")
        _q, _equals, number = rest.strip().partition("=")
        try:
            weights[name.strip()] = float(number) if number else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    for name in ("br", "gzip"):
        if weights.get(name, weights.get("*", 0.0)) > 0:
            return name
    return ""


def matches(asked: str, etag: str) -> bool:
    """Whether If-None-Match names this entity; a weak comparison, as RFC 9110 asks (section 13.1.2)."""
    return asked.strip() == "*" or any(part.strip().removeprefix("W/") == etag for part in asked.split(","))


def _text(key: str) -> str:
    """WSGI's way of writing an address, as text."""
    return key.encode("latin-1").decode("utf-8", "replace")
