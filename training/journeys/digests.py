"""Whether two contents are the same."""

import hashlib
import json
from typing import Any


def digest_of(content: Any) -> str:
    """Of anything that JSON can hold: the same for the same content, whatever the order of its names."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
