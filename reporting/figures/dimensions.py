"""The tables that the board gets, in order, with the words of their rows; and where one report stands in each."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from reporting.figures.areas import ELSEWHERE, UNKNOWN, Area
from reporting.figures.numbers import Dimension, Kind
from reporting.models import Report
from reporting.promised import READ_WITHIN_HOURS
from reporting.questions.common import PLACE_TYPES, THEMES
from reporting.terms import OUTCOMES, PATHS, URGENCY

Rows = dict[str, str]
NOT_YET, LATER, OTHER, OPEN, NOT_JUDGED = "not_yet", "later", "other", "open", "not_judged"
READ, ANSWERED, SLOW = "first_read", "first_answer", "slow"
# Hours; what is promised is the first step that a table shows.
STEPS = (1, 4, 8, 12, READ_WITHIN_HOURS, 48, 168)
SHOWN_STEPS = tuple(step for step in STEPS if step >= READ_WITHIN_HOURS)
# A concern about the desk is for its managers alone, and stands in no figure.
ABOUT_THE_DESK = "desk"


def hours(step: int) -> str:
    """Some hours in words."""
    if step == 168:
        return "a week"
    return "an hour" if step == 1 else f"{step} hours"


def times(never: str) -> Rows:
    """The rows of a table of times."""
    return {
        **{str(step): f"Within {hours(step)}" for step in SHOWN_STEPS},
        LATER: f"After more than {hours(SHOWN_STEPS[-1])}",
        NOT_YET: never,
    }


def rows_of(districts: dict[str, str]) -> dict[str, tuple[str, Kind, Rows]]:
    """Every table by its name: its title, how its rows make up the total, and its rows."""
    parts = Kind.PARTS
    return {
        "path": (
            "Who reported",
            parts,
            {**{code: words for code, words in PATHS.items() if code != ABOUT_THE_DESK}, OTHER: "Another way"},
        ),
        "theme": ("Theme", Kind.ANY, {one.code: str(one.label) for one in THEMES if one.code != UNKNOWN}),
        "area": ("Area", parts, {**districts, ELSEWHERE: "Elsewhere", UNKNOWN: "Not known"}),
        "place_type": (
            "Kind of place",
            parts,
            {**{one.code: str(one.label) for one in PLACE_TYPES}, UNKNOWN: "Not known"},
        ),
        "urgency": ("Urgency, as judged", parts, {**dict(URGENCY), NOT_JUDGED: "Not judged yet"}),
        "outcome": ("Outcome", parts, {**dict(OUTCOMES), OTHER: "Another outcome", OPEN: "Still open"}),
        READ: ("Time to the first reading", parts, times("Not read yet")),
        ANSWERED: ("Time to the first answer", parts, times("Not answered")),
        SLOW: ("Slow lane, not judged to be real", Kind.APART, {SLOW: "Came very fast, or as programs do"}),
    }


def dimensions(districts: dict[str, str]) -> tuple[Dimension, ...]:
    """The same for protecting."""
    return tuple(Dimension(name, kind, tuple(rows)) for name, (_title, kind, rows) in rows_of(districts).items())


def is_apart(report: Report, state: dict[str, Any]) -> bool:
    """Whether it lies in the slow lane and nobody has judged it: it may be noise, and is counted by itself."""
    return report.lane == Report.Lane.SLOW and not state["triage"]


def places(
    report: Report,
    body: dict[str, Any],
    state: dict[str, Any],
    acts: dict[str, datetime],
    area: Area,
) -> Iterator[tuple[str, str]]:
    """Table and row of each place where a report is counted. `acts` says when it was first read and first answered."""
    answers, triage = body["answers"], state["triage"]
    yield "path", one_of(body["path"], [code for code in PATHS if code != ABOUT_THE_DESK], OTHER)
    themes = {one.code for one in THEMES if one.code != UNKNOWN}
    yield from (("theme", code) for code in themes.intersection(triage.get("themes") or answers.get("themes") or ()))
    yield "area", area(str(triage.get("area") or answers.get("area", "")))
    yield "place_type", one_of(answers.get("place_type", ""), [one.code for one in PLACE_TYPES], UNKNOWN)
    yield "urgency", one_of(triage.get("urgency", ""), list(dict(URGENCY)), NOT_JUDGED)
    outcome = (state["outcome"] or {}).get("outcome", "")
    is_closed = report.status == Report.Status.CLOSED
    yield "outcome", one_of(outcome, list(dict(OUTCOMES)), OTHER) if is_closed else OPEN
    sent = datetime.fromisoformat(body["sent_at"])
    for name in (READ, ANSWERED):
        step = step_of(acts[name] - sent) if name in acts else NOT_YET
        yield f"{name}_step", step
        yield name, str(SHOWN_STEPS[0]) if step.isdecimal() and int(step) < SHOWN_STEPS[0] else step


def one_of(code: Any, codes: list[str], otherwise: str) -> str:
    """A code, if there still is a row for it."""
    return code if code in codes else otherwise


def step_of(waited: timedelta) -> str:
    """The first step within which something was done. A clock that was set back makes it the first of all."""
    return next((str(step) for step in STEPS if waited <= timedelta(hours=step)), LATER)
