"""Settings that are a list of objects in JSON, each of which names a file with its secret."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class JsonList:
    """One such setting: what each of its objects (`each`) must have, and what it may have."""

    setting: str
    each: str
    needed: Collection[str]
    optional: Collection[str]

    def read(self, raw: str) -> list[dict[str, Any]]:
        """The objects; none if nothing is given. Raises ImproperlyConfigured, which never repeats what was given."""
        try:
            given = json.loads(raw) if raw else []
        except ValueError as error:
            raise self.wrong("it is not JSON") from error
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            raise self.wrong("it takes a list of objects, [{…}, {…}]")
        for one in given:
            self._check(one)
        return given

    def _check(self, one: dict[str, Any]) -> None:
        missing = [name for name in self.needed if not one.get(name)]
        if missing or set(one) - set(self.needed) - set(self.optional):
            raise self.wrong(f"each {self.each} has {', '.join(self.needed)}, and may have {', '.join(self.optional)}")

    def secret(self, place: str) -> str:
        """What stands in a file. Raises ImproperlyConfigured."""
        try:
            return Path(place).read_text().strip()
        except OSError as error:
            raise self.wrong(f"a secret_file cannot be read ({error.strerror})") from error

    def wrong(self, why: str) -> ImproperlyConfigured:
        """To be raised, with where to read more."""
        return ImproperlyConfigured(f"{self.setting} is not right: {why}. docs/operators.md shows an example.")
