"""One stored answer: its headers, its bytes in each encoding, and until when it is true."""

import gzip
import hashlib
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import brotli

Headers = list[tuple[str, str]]
# How an encoding is called in a file's name and in HTTP, the smallest first.
ENCODINGS = (("br", "br"), ("gz", "gzip"))
# These are the store's to say.
OWN = {"content-length", "content-encoding", "etag", "vary", "date", "connection"}
# Of these an answer of 304 repeats the ones that a cache goes by.
NOT_MODIFIED = {"cache-control", "content-language", "vary", "etag", "content-security-policy", "x-robots-tag"}
BROTLI_QUALITY = 11
ASK_AGAIN = "no-cache"
WORTH_IT = ("text/", "application/json", "application/xml")


@dataclass
class Entry:
    """What is sent for one address. `stamp` and `epoch` tell whether the file that it came from still stands."""

    headers: Headers
    bodies: dict[str, bytes]
    expires: float = math.inf
    epoch: int = -1
    stamp: tuple[int, int] = (0, 0)
    answers: dict[str, tuple[str, Headers, Headers, list[bytes]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # The parts of a policy come in another order from each process; that makes no other page.
        told = repr([(name, sorted(value.split("; "))) for name, value in self.headers])
        mark = hashlib.sha256(told.encode() + self.bodies[""]).hexdigest()[:24]
        for encoding, body in self.bodies.items():
            # The same words in other bytes are another thing to a strong validator.
            etag = f'"{mark}{"-" + encoding if encoding else ""}"'
            extra = [("Content-Encoding", encoding)] if encoding else []
            headers = [*self.headers, ("Vary", "Accept-Encoding"), ("ETag", etag), *extra]
            unchanged = [(name, value) for name, value in headers if name.lower() in NOT_MODIFIED]
            self.answers[encoding] = (etag, [*headers, ("Content-Length", str(len(body)))], unchanged, [body])

    @property
    def is_usual(self) -> bool:
        """Whether it has the headers that nginx gives every page."""
        told = {name.lower(): value for name, value in self.headers}
        return told.get("content-type") == "text/html; charset=utf-8" and told.get("cache-control") == ASK_AGAIN

    @property
    def size(self) -> int:
        """Bytes, roughly."""
        return sum(map(len, self.bodies.values())) + 2000

    def dump(self) -> bytes:
        """As a file: a line that says what follows, then the bytes."""
        head = {
            "headers": self.headers,
            "expires": None if math.isinf(self.expires) else self.expires,
            "bodies": [[encoding, len(body)] for encoding, body in self.bodies.items()],
        }
        return json.dumps(head).encode() + b"\n" + b"".join(self.bodies.values())


def load(content: bytes) -> Entry:
    """An entry from its file; ValueError for anything else."""
    line, _end, rest = content.partition(b"\n")
    try:
        head = json.loads(line)
        bodies, at = {}, 0
        for encoding, length in head["bodies"]:
            bodies[str(encoding)] = rest[at : at + length]
            at += length
        if at != len(rest):
            raise ValueError("it is cut off")
        headers = [(str(name), str(value)) for name, value in head["headers"]]
        return Entry(headers, bodies, math.inf if head["expires"] is None else float(head["expires"]))
    except (KeyError, TypeError) as error:
        raise ValueError("it is no stored page") from error


def make(headers: Iterable[tuple[str, str]], body: bytes, expires: float = math.inf) -> Entry:
    """An entry for an answer, compressed as far as it will go: it is done once."""
    kept = [(name, value) for name, value in headers if name.lower() not in OWN]
    kind = next((value for name, value in kept if name.lower() == "content-type"), "")
    if not any(name.lower() == "cache-control" for name, _value in kept):
        # Kept by whoever likes, and asked for again each time: an unchanged page costs a line.
        kept.append(("Cache-Control", ASK_AGAIN))
    bodies = {"": body}
    if kind.startswith(WORTH_IT):
        bodies["br"] = brotli.compress(body, quality=BROTLI_QUALITY)
        bodies["gzip"] = gzip.compress(body, 9, mtime=0)
    return Entry(kept, bodies, expires)
