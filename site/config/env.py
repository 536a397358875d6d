"""Reads settings from the environment, and stops with a clear sentence on a wrong value.

Every variable that Lantern reads passes through here with its description, so that the table
in docs/settings.md can be generated from the code and cannot drift from it.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured

Value = TypeVar("Value")

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off"}


@dataclass(frozen=True)
class Option:
    """One environment variable: its name, what it takes, its default as text, and what it does."""

    name: str
    takes: str
    default: str
    description: str


OPTIONS: dict[str, Option] = {}


def _shown(default: object) -> str:
    """A default as somebody would type it."""
    if isinstance(default, Path):
        return default.name
    if isinstance(default, list | dict):
        return ",".join(str(part) for part in default)
    return str(default).lower() if isinstance(default, bool) else str(default)


def _read(
    name: str,
    takes: str,
    default: Value,
    description: str,
    parse: Callable[[str], Value],
    shown: str = "",
    secret: bool = False,
) -> Value:
    OPTIONS[name] = Option(name, takes, shown or _shown(default), description)
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    try:
        return parse(raw)
    except ValueError as error:
        given = name if secret else f"{name}={raw!r}"
        raise ImproperlyConfigured(f"{given} is not right: {error}. It takes {takes}.") from error


def text(name: str, default: str, description: str, *, takes: str = "text", starts: tuple[str, ...] = ("",)) -> str:
    """A plain string; with `starts`, one that starts with one of them, and that may hold a password: it is not shown."""

    def parse(raw: str) -> str:
        if not raw.startswith(starts):
            raise ValueError(f"it does not start with {' or '.join(starts)}")
        return raw

    return _read(name, takes, default, description, parse, secret=starts != ("",))


def secret(name: str, description: str, *, least: int) -> str:
    """Characters that nobody can guess, `least` of them or more; empty if there is none. A wrong one is not shown."""

    def parse(raw: str) -> str:
        if len(raw) < least:
            raise ValueError("it is too short")
        return raw

    return _read(name, f"at least {least} characters", "", description, parse, secret=True)


def choice(name: str, default: str, description: str, among: tuple[str, ...]) -> str:
    """One of some words."""
    takes = " or ".join(among)

    def parse(raw: str) -> str:
        if raw not in among:
            raise ValueError("it is neither")
        return raw

    return _read(name, takes, default, description, parse)


def words(name: str, default: list[str], description: str, *, takes: str = "a list separated by commas") -> list[str]:
    """A list separated by commas; blanks are dropped."""
    return _read(
        name, takes, default, description, lambda raw: [part.strip() for part in raw.split(",") if part.strip()]
    )


def flag(name: str, default: bool, description: str, *, shown: str = "") -> bool:
    """True or false; anything else is an error, never a guess. `shown` is for a default that follows another setting."""

    def parse(raw: str) -> bool:
        if raw.lower() in TRUE_WORDS:
            return True
        if raw.lower() in FALSE_WORDS:
            return False
        raise ValueError("it is neither true nor false")

    return _read(name, "true or false", default, description, parse, shown)


def number(name: str, default: int, description: str, *, least: int, most: int) -> int:
    """A whole number between `least` and `most`, both included."""

    def parse(raw: str) -> int:
        value = int(raw)
        if not least <= value <= most:
            raise ValueError(f"it is not between {least} and {most}")
        return value

    return _read(name, f"a whole number from {least} to {most}", default, description, parse)


def numbers(name: str, default: dict[str, int], description: str, *, least: int, most: int) -> dict[str, int]:
    """Whole numbers by the names of `default`, as name=number; a name that is not given keeps its default."""

    def parse(raw: str) -> dict[str, int]:
        given: dict[str, int] = {}
        for part in raw.split(","):
            word, _equals, value = (piece.strip() for piece in part.partition("="))
            if word not in default:
                raise ValueError(f"{word!r} is not one of {', '.join(default)}")
            if not value.isdecimal() or not least <= int(value) <= most:
                raise ValueError(f"the number of {word} is not between {least} and {most}")
            given[word] = int(value)
        return {**default, **given}

    shown = ",".join(f"{word}={value}" for word, value in default.items())
    return _read(name, f"name=number, separated by commas, from {least} to {most}", default, description, parse, shown)


def table(name: str, description: str) -> dict[str, dict[str, Any]]:
    """Named groups of options in JSON; empty by default."""

    def parse(raw: str) -> dict[str, dict[str, Any]]:
        # Not the value itself in the message: it may hold a key.
        try:
            found = json.loads(raw)
        except json.JSONDecodeError as error:
            raise ImproperlyConfigured(f"{name} is not right: it is no JSON ({error.msg}).") from None
        if not isinstance(found, dict) or not all(
            isinstance(one, dict) and one.get("BACKEND") for one in found.values()
        ):
            raise ImproperlyConfigured(f'{name} is not right. It takes {{"name": {{"BACKEND": "…", …}}}}.')
        return found

    empty: dict[str, dict[str, Any]] = {}
    return _read(name, "groups of options in JSON", empty, description, parse)


def address(name: str, default: str, description: str) -> str:
    """An http or https address without a slash at its end."""

    def parse(raw: str) -> str:
        if not raw.startswith(("http://", "https://")):
            raise ValueError("it does not start with http:// or https://")
        return raw.rstrip("/")

    return _read(name, "an address that starts with https://", default, description, parse)


def service(name: str, default: str, description: str) -> str:
    """Where a service listens: the whole path of its socket, or host:port."""

    def parse(raw: str) -> str:
        host, _colon, port = raw.rpartition(":")
        if raw.startswith("/") or (host and port.isdecimal() and 0 < int(port) < 65536):
            return raw
        raise ValueError("it is neither a path that starts with / nor host:port")

    return _read(name, "the path of a socket, or host:port", default, description, parse)


def folder(name: str, default: Path, description: str) -> Path:
    """A folder; a relative one is taken from where the command runs."""
    return _read(name, "a folder", default, description, lambda raw: Path(raw).expanduser().resolve())
