"""Searching reports that the database cannot read: opened one after another, a slice at a time."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from reporting.journeys.listing import Summary, everything, line, mine, opened, with_alarms
from reporting.journeys.reading import messages_of
from reporting.keyring import Keyring
from reporting.models import Report
from reporting.sealing.box import SealError
from reporting.terms_of_referral import reference

AT_ONCE = 1000
MOST_FOUND = 50


@dataclass(frozen=True)
class Wanted:
    """What is looked for. Words must all be there, in any order; upper and lower case are the same."""

    words: str = field(default="", repr=False)
    status: str = ""
    urgency: str = ""
    theme: str = ""
    area: str = field(default="", repr=False)


@dataclass(frozen=True)
class Found:
    """What a slice gave, how far the search is, and where it goes on; `after` is None at the end."""

    summaries: list[Summary] = field(repr=False)
    looked_at: int
    all: int
    after: tuple[date, UUID] | None


def search(
    officer: Any, keyring: Keyring, wanted: Wanted, after: tuple[date, UUID] | None = None, looked_at: int = 0
) -> Found:
    """Look through the next thousand reports, the newest first, or until a page is full."""
    found: list[Summary] = []
    today, last, seen = timezone.localdate(), None, 0
    for report in everything(keyring, after, AT_ONCE):
        seen += 1
        last = (report.received_on, report.pk)
        one = looked_at_once(officer, keyring, report, today, wanted)
        if one is not None:
            found.append(one)
            if len(found) == MOST_FOUND:
                break
    total = mine(keyring).order_by().count()
    at_end = seen < AT_ONCE and len(found) < MOST_FOUND
    return Found(with_alarms(found), min(looked_at + seen, total), total, None if at_end else last)


def looked_at_once(officer: Any, keyring: Keyring, report: Report, today: date, wanted: Wanted) -> Summary | None:
    """A report's line if it is one of those looked for; it is opened once. What does not open fits nothing but its status."""
    if wanted.status and report.status != wanted.status:
        return None
    try:
        body, state = opened(keyring, report)
    except (SealError, ValueError):
        asked_more = wanted.words or wanted.urgency or wanted.theme or wanted.area
        return None if asked_more else Summary(report, (today - report.received_on).days, damaged=True)
    one = line(officer, report, today, body, state)
    if one is None or not fits(one, wanted):
        return None
    asked = wanted.words.casefold().split()
    if asked:
        text = all_words(keyring, report, body, state).casefold()
        if not all(word in text for word in asked):
            return None
    return one


def fits(one: Summary, wanted: Wanted) -> bool:
    """Whether the terms fit."""
    return (
        (not wanted.urgency or one.urgency == wanted.urgency)
        and (not wanted.theme or wanted.theme in one.themes)
        and wanted.area.casefold() in one.area.casefold()
    )


def all_words(keyring: Keyring, report: Report, body: dict[str, Any], state: dict[str, Any]) -> str:
    """Everything that was typed about a report, by anybody."""
    said = [body["answers"], state["notes"], state["triage"], list(state["tasks"].values()), state["outcome"]]
    said += [[reference(one["id"]), *list(one.values())] for one in state["referrals"].values()]
    said += [[one["to"], one["why"], one["reference"]] for one in state["handed_over"]]
    said += [message.said for message in messages_of(report, keyring)[0]]
    return f"{report.pk} " + " ".join(strings(said))


def strings(value: Any) -> list[str]:
    """Every text within lists and dictionaries."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for one in value for text in strings(one)] if isinstance(value, list) else []
