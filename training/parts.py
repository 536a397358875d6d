"""The parts of a published activity, read from its version: lessons, assessments, parts of packages, being there; in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any


class PartKind(Enum):
    """What has to be done."""

    LESSON = "lesson"
    ASSESSMENT = "assessment"
    SCO = "sco"
    ATTENDANCE = "attendance"


class BadPartsError(ValueError):
    """A version cannot be published like this; the sentence says what to mend."""


@dataclass(frozen=True)
class Pool:
    """How many questions are drawn from a version of a bank."""

    bank_version: int
    draw: int


@dataclass(frozen=True)
class Part:
    """A lesson, an assessment with its rules, or a part of a package (SCO), which is its item there.

    `key` is the id of its block or item; 0 attempts or minutes mean no limit.
    """

    key: str
    kind: PartKind
    required: bool = True
    pools: tuple[Pool, ...] = ()
    pass_mark: int = 0
    attempts: int = 0
    wait_hours: int = 0
    minutes: int = 0


def read_parts(stored: Sequence[dict[str, Any]]) -> tuple[Part, ...]:
    """Of a version's `parts`. Raises BadPartsError."""
    parts = tuple(_read(one) for one in stored)
    if len({part.key for part in parts}) < len(parts):
        raise BadPartsError("Two parts have the same key.")
    if not any(part.required for part in parts):
        raise BadPartsError("No part is required, so nobody could complete it.")
    return parts


def _read(stored: dict[str, Any]) -> Part:
    try:
        part = Part(
            **{
                **stored,
                "kind": PartKind(stored["kind"]),
                "pools": tuple(Pool(**pool) for pool in stored.get("pools", ())),
            }
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadPartsError(
            "A part has a key, a kind (lesson, assessment, sco or attendance) and known rules."
        ) from error
    if not part.key or len(part.key) > 64:
        raise BadPartsError("A part's key has 1 to 64 signs.")
    if part.kind is PartKind.ASSESSMENT:
        if not part.pools or any(pool.draw < 1 for pool in part.pools):
            raise BadPartsError("An assessment draws at least one question from each of its banks.")
        if not 1 <= part.pass_mark <= 100:
            raise BadPartsError("A pass mark is a percentage from 1 to 100.")
    return part


def find_part(parts: Sequence[Part], key: str, kind: PartKind) -> Part | None:
    """The part of that name and kind; None if this version has none."""
    return next((part for part in parts if part.key == key and part.kind is kind), None)
