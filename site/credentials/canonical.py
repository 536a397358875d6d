"""The canonical form of a JSON-LD document (RDFC-1.0), by contexts that lie here and are never fetched."""

import json
import re
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from pyld import jsonld

FOLDER = Path(__file__).resolve().parent / "contexts"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTEXTS = {CREDENTIALS: "credentials-v2.json", OPEN_BADGES: "open-badges-3.0.3.json"}
# pyld has RDFC-1.0 under its older name, URDNA2015. The two differ in how they write control characters alone.
DIFFERING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Documents whose nameless parts are alike take exponential time to sort (RDFC-1.0, "dataset poisoning").
MOST_BYTES = 100_000
MOST_NAMELESS = 100

# pyld's caches are no caches for threads.
_canonizing = Lock()


class NotCanonicalError(ValueError):
    """The document has no canonical form here: an unknown context or word, too large, or no JSON-LD at all."""


def canonical(document: dict[str, Any]) -> bytes:
    """The N-Quads that are hashed and signed. Raises NotCanonicalError.

    A word that no context knows would be left out silently, and so could be changed without breaking a signature:
    it is refused.
    """
    written = json.dumps(document, ensure_ascii=False)
    if len(written) > MOST_BYTES or any(DIFFERING.search(text) for text in _texts(document)):
        raise NotCanonicalError("too large, or with control characters")
    if sum(1 for part in _parts(document) if "id" not in part and "@id" not in part) > MOST_NAMELESS:
        raise NotCanonicalError("too many parts without a name")
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _load}
    unknown: list[str] = []
    try:
        with _canonizing:
            quads = jsonld.JsonLdProcessor(on_property_dropped=unknown.append).normalize(document, options)
    except (jsonld.JsonLdError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise NotCanonicalError(str(error)) from error
    if unknown:
        raise NotCanonicalError(f"no context knows {', '.join(map(str, unknown))}")
    return str(quads).encode()


@cache
def _context(name: str) -> Any:
    return json.loads((FOLDER / name).read_text())


def _load(url: str, _options: Any) -> dict[str, Any]:
    if url not in CONTEXTS:
        raise NotCanonicalError(f"unknown context {url}")
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": _context(CONTEXTS[url]),
    }


def _parts(value: Any) -> list[dict[str, Any]]:
    """Every object in the document."""
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    mine = [value] if isinstance(value, dict) else []
    return mine + [part for child in children for part in _parts(child)]


def _texts(value: Any) -> list[str]:
    """Every text in the document, names of properties among them."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [*map(str, value), *(text for child in value.values() for text in _texts(child))]
    return [text for child in value for text in _texts(child)] if isinstance(value, list) else []
