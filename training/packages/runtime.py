"""What a SCO's data means, by the standard it was written for: whether it may be kept, and whether the SCO is done.

The browser sends what the SCO asked to be kept; what follows from it is decided here alone. SCORM 1.2 Run-Time Environment 3.4,
SCORM 2004 4th edition Run-Time Environment 4.2.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from training.packages.manifest import V12, Sco

MOST_BYTES = 512 * 1024
MOST_DEPTH = 8
# What 2004 asks for; 1.2 asks for 4,096, and packages of today send more.
LONGEST_SUSPEND_DATA = 64_000
LONGEST_LOCATION = 1000
LONGEST_TEXT = 64_000
MOST_ROWS = 1000
STATUSES_12 = ("passed", "completed", "failed", "incomplete", "browsed", "not attempted", "")
COMPLETION = ("completed", "incomplete", "not attempted", "unknown", "")
SUCCESS = ("passed", "failed", "unknown", "")
NUMBER = re.compile(r"-?\d{1,7}(?:\.\d{1,10})?")


class RubbishError(Exception):
    """The data is none that a SCO could have sent by the standard. The message says what is wrong."""


@dataclass(frozen=True)
class Outcome:
    """How far a SCO is. `score` is in points of 100, or None."""

    status: str
    done: bool
    score: float | None = None


def checked(data: Any, standard: str) -> dict[str, Any]:
    """The data, if it may be kept. Raises RubbishError."""
    if not isinstance(data, dict):
        raise RubbishError("The data is not a set of names and values.")
    try:
        size = len(json.dumps(data))
    except (RecursionError, ValueError) as error:
        raise RubbishError("The data lies too deep in itself.") from error
    if size > MOST_BYTES:
        raise RubbishError(f"The data is larger than {MOST_BYTES // 1024} kilobytes.")
    _walk(data, 0)
    _check_named(data, standard)
    return data


def _walk(value: Any, depth: int) -> None:
    if depth > MOST_DEPTH:
        raise RubbishError("The data lies too deep in itself.")
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise RubbishError(f"A value is longer than {LONGEST_TEXT:,} signs.")
        if "\x00" in value or any(0xD800 <= ord(sign) <= 0xDFFF for sign in value):
            raise RubbishError("A value holds signs that are none.")
    elif isinstance(value, dict | list):
        if len(value) > MOST_ROWS:
            raise RubbishError(f"A list has more than {MOST_ROWS:,} rows.")
        for child in value.values() if isinstance(value, dict) else value:
            _walk(child, depth + 1)


def _check_named(data: dict[str, Any], standard: str) -> None:
    core = _part(data, "core") if standard == V12 else data
    _require(len(_text(data, "suspend_data")) <= LONGEST_SUSPEND_DATA, "cmi.suspend_data is too long.")
    if standard == V12:
        _require(len(_text(core, "lesson_location")) <= LONGEST_LOCATION, "cmi.core.lesson_location is too long.")
        _require(_text(core, "lesson_status") in STATUSES_12, "cmi.core.lesson_status is no status.")
        _require(_is_in(_part(core, "score"), "raw", 0, 100), "cmi.core.score.raw is not from 0 to 100.")
    else:
        _require(len(_text(core, "location")) <= LONGEST_LOCATION, "cmi.location is too long.")
        _require(_text(core, "completion_status") in COMPLETION, "cmi.completion_status is no status.")
        _require(_text(core, "success_status") in SUCCESS, "cmi.success_status is no status.")
        _require(_is_in(_part(core, "score"), "scaled", -1, 1), "cmi.score.scaled is not from -1 to 1.")
        _require(_is_in(core, "progress_measure", 0, 1), "cmi.progress_measure is not from 0 to 1.")


def _require(right: bool, says: str) -> None:
    if not right:
        raise RubbishError(says)


def _part(data: dict[str, Any], name: str) -> dict[str, Any]:
    found = data.get(name, {})
    if not isinstance(found, dict):
        raise RubbishError(f"{name} is not a set of names and values.")
    return found


def _text(data: dict[str, Any], name: str) -> str:
    found = data.get(name, "")
    if not isinstance(found, str | int | float) or isinstance(found, bool):
        raise RubbishError(f"{name} is not a text.")
    return str(found)


def _is_in(data: dict[str, Any], name: str, least: float, most: float) -> bool:
    said = _text(data, name)
    return said == "" or (NUMBER.fullmatch(said) is not None and least <= float(said) <= most)


def _number(data: dict[str, Any], name: str) -> float | None:
    said = _text(data, name)
    return float(said) if said else None


def judged(data: dict[str, Any], sco: Sco, standard: str, ending: bool) -> Outcome:
    """What follows from data that was checked. `ending`: the SCO closed the session with it."""
    return _judged_12(data, sco, ending) if standard == V12 else _judged_2004(data, sco, ending)


def _judged_12(data: dict[str, Any], sco: Sco, ending: bool) -> Outcome:
    core = _part(data, "core")
    score = _number(_part(core, "score"), "raw")
    status = _text(core, "lesson_status") or "not attempted"
    if status == "not attempted" and ending:
        # A SCO that says nothing of its status is complete when it ends (3.4.4, cmi.core.lesson_status).
        status = "completed"
    if sco.mastery is not None and score is not None and status in ("passed", "completed", "failed"):
        status = "passed" if score >= sco.mastery else "failed"
    return Outcome(status, status in ("passed", "completed"), score)


def _judged_2004(data: dict[str, Any], sco: Sco, ending: bool) -> Outcome:
    scaled, progress = _number(_part(data, "score"), "scaled"), _number(data, "progress_measure")
    completion = _text(data, "completion_status") or "unknown"
    success = _text(data, "success_status") or "unknown"
    if sco.threshold is not None and progress is not None:
        completion = "completed" if progress >= sco.threshold else "incomplete"
    if sco.mastery is not None and scaled is not None:
        success = "passed" if scaled >= sco.mastery else "failed"
    if completion == "unknown" and ending and not sco.by_content:
        # What is ended without a word counts as complete unless the manifest says otherwise (SN 3.13.1).
        completion = "completed"
    score = None if scaled is None else round(scaled * 100, 2)
    if success == "failed":
        return Outcome("failed", done=False, score=score)
    if success == "passed":
        return Outcome("passed", done=True, score=score)
    return Outcome(completion, completion == "completed", score)
