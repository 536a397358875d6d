r"""Values as cells of a table, and back.

What there can be several of stands in one cell, one on each line: `call | 01632 960111 | hours=Mon-Fri
09:00-17:00`. A bar, an end of a line or a backslash within words is written `\|`, `\n`, `\\`.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from pages.journeys.cells import DATE_HINT, dated
from signposting.exchange import unmapped
from signposting.exchange.reading_places import pounds
from signposting.fields import check_hours
from signposting.models import Accessibility, Contact, ServiceArea
from signposting.openreferral.values import Record

YES = {"yes": True, "no": False, "": False, "true": True, "false": False}
BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
LISTS = ("schedules", "service_areas", "cost_options", "attributes")


@dataclass(frozen=True)
class Cell:
    """How one kind of value is written and read; `read` raises ValueError with a sentence for an editor."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


def words(cell: str) -> str:
    """Words as they are, with one kind of line ends."""
    return cell.replace("\r\n", "\n").strip()


def number(cell: str) -> int | None:
    """A whole number, or nothing."""
    text = cell.strip()
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise ValueError("Write a whole number.")
    return int(text)


def degrees(cell: str) -> float | None:
    """A coordinate, or nothing."""
    try:
        found = float(cell) if cell.strip() else None
    except ValueError:
        found = 999.0
    if found is not None and not abs(found) <= 180:
        raise ValueError("Write degrees such as 53.7957.")
    return found


def day(cell: str) -> str:
    """A date."""
    try:
        found = dated(cell)
    except ValueError:
        raise ValueError(DATE_HINT) from None
    if found is None:
        raise ValueError(f"A date is needed here. {DATE_HINT}")
    return found.isoformat()


def yes(cell: str) -> bool:
    """Yes or no."""
    if cell.strip().casefold() not in YES:
        raise ValueError("Write yes or no.")
    return YES[cell.strip().casefold()]


def yes_or_no(cell: str) -> bool:
    """The same where an empty cell must not mean no."""
    if not cell.strip():
        raise ValueError("Write yes or no.")
    return yes(cell)


def names(cell: str) -> list[str]:
    """Several short words, with commas between them."""
    return list(dict.fromkeys(name.strip() for name in re.split(r"[,\n]", cell) if name.strip()))


def languages(cell: str) -> list[str]:
    """Codes of languages."""
    found = names(cell)
    for code in found:
        if not re.fullmatch(r"[a-z]{2,3}", code):
            raise ValueError(f"“{code}” is no code of a language. Write codes such as en, ur, pl.")
    return found


def other(cell: str) -> Record:
    """What another feed said besides, as it was exported."""
    try:
        found = json.loads(cell) if cell.strip() else {}
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ValueError("Leave this cell as it was exported, or empty it.")
    allowed = {**unmapped.SERVICE, **unmapped.ORGANIZATION, **unmapped.LOCATION}
    if unknown := found.keys() - allowed.keys() - {*LISTS}:
        raise ValueError(f"Nothing is kept under {', '.join(sorted(unknown))}.")
    return found


def as_json(value: Record) -> str:
    """The same as text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""


def escaped(text: str) -> str:
    """Words that may stand between bars."""
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def restored(text: str) -> str:
    """The same words again."""
    return ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], text.strip())


@dataclass(frozen=True)
class Lines:
    """A cell of several records: `first` stand without a name, `more` as `name=value` if they are not empty."""

    first: tuple[str, ...]
    more: dict[str, str]
    check: Callable[[Record], None]

    def write(self, rows: Sequence[Record]) -> str:
        """One record a line."""
        return "\n".join(self._line(row) for row in rows)

    def _line(self, row: Record) -> str:
        parts = [escaped(str(row[name])) for name in self.first]
        for name, written in self.more.items():
            value = row.get(name)
            text = " ".join(value) if isinstance(value, list) else str(value or "")
            parts += [f"{written}={escaped(text)}"] if text else []
        return " | ".join(parts)

    def read(self, cell: str) -> list[Record]:
        """The records. Raises ValueError."""
        return [self._read(line, place) for place, line in enumerate(words(cell).split("\n"), 1) if line.strip()]

    def _read(self, line: str, place: int) -> Record:
        parts = [part.strip() for part in BAR.sub(lambda found: f"{found[1]}\0", line).split("\0")]
        row: Record = {name: restored(part) for name, part in zip(self.first, parts, strict=False)}
        if len(row) < len(self.first):
            raise ValueError(f"Line {place} needs {' | '.join(self.first)}.")
        known = {written: name for name, written in self.more.items()}
        row.update(dict.fromkeys(self.more, ""))
        for part in parts[len(self.first) :]:
            written, _sign, value = part.partition("=")
            if written.strip() not in known:
                raise ValueError(f"Line {place}: “{written.strip()}=” is not known. Known are {', '.join(known)}.")
            row[known[written.strip()]] = restored(value)
        if "languages" in row:
            row["languages"] = languages(row["languages"].replace(" ", ","))
        try:
            self.check(row)
        except ValueError as error:
            raise ValueError(f"Line {place}: {error}") from None
        except ValidationError as error:
            raise ValueError(f"Line {place}: {' '.join(error.messages)}") from None
        return row


def one_of(value: str, choices: Sequence[str], what: str) -> None:
    """Refuse what is no choice."""
    if value not in choices:
        raise ValueError(f"“{value}” is no {what}. Choose one of {', '.join(filter(None, choices))}.")


def checked_contact(row: Record) -> None:
    """A way to get in touch that can be used."""
    one_of(row["channel"], Contact.Channel.values, "channel")
    one_of(row["cost"], Contact.Cost.values, "cost")
    one_of(row["shows_on_bill"], Contact.Bill.values, "answer")
    check_hours(row["hours"])
    contact = Contact(**{name: value for name, value in row.items() if name != "id"}, sort_order=0)
    contact.clean_fields(exclude=["service", "locale", "translation_key"])
    contact.clean()


def checked_price(row: Record) -> None:
    """Pounds, and days that are days."""
    if pounds(row["amount"]) is None:
        raise ValueError(f"“{row['amount']}” is no price. Write pounds such as 2.50.")
    row["amount"] = pounds(row["amount"])
    for name in ("valid_from", "valid_to"):
        row[name] = day(row[name]) if row[name] else ""


CONTACTS = Lines(
    ("channel", "value"),
    {
        "label": "label",
        "hours": "hours",
        "note": "note",
        "cost": "cost",
        "shows_on_bill": "bill",
        "languages": "languages",
        "id": "id",
    },
    checked_contact,
)
PLACES = Lines(("location",), {"hours": "hours", "id": "id"}, lambda row: check_hours(row["hours"]))
AREAS = Lines(("code",), {"id": "id"}, lambda row: one_of(row["code"], ServiceArea.Area.values, "area"))
PRICES = Lines(
    ("amount",),
    {"option": "option", "amount_description": "per", "valid_from": "from", "valid_to": "to", "id": "id"},
    checked_price,
)
ACCESSIBILITY = Lines(
    ("feature",),
    {"details": "details", "id": "id"},
    lambda row: one_of(row["feature"], Accessibility.Feature.values, "feature"),
)
