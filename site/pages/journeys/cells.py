"""Cells of a table and the fields of a record: what a cell means, and how a field is written."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from django.utils.dateparse import parse_date

from pages.journeys.bulk import Change
from spreadsheets.reading import Problem

DATE_HINT = "Write a date as 2027-03-31 or 31/03/2027."


def written(value: Any) -> str:
    """A value as a cell."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def same(old: str, new: str) -> bool:
    """Whether two cells say the same; spreadsheets change line ends, and blanks around words mean nothing."""
    return "\n".join(old.split("\r\n")).strip() == "\n".join(new.split("\r\n")).strip()


def dated(cell: str) -> date | None:
    """A day, written in either of the two ways that British spreadsheets have; ValueError if it is none."""
    cell = cell.strip()
    if not cell:
        return None
    if "/" in cell:
        return datetime.strptime(cell, "%d/%m/%Y").date()  # noqa: DTZ007 (a day has no zone)
    found = parse_date(cell)
    if found is None:
        raise ValueError(cell)
    return found


def chosen(field: "Field[Any, Any]", cell: str) -> str:
    """A choice by its value or by the words that editors see for it; ValueError if there is no such choice."""
    wanted = cell.strip().casefold()
    for value, label in field.flatchoices:
        if wanted in (str(value).casefold(), str(label).casefold()):
            return str(value)
    if wanted:
        raise ValueError(", ".join(str(value) for value, _label in field.flatchoices))
    return ""


def fill(record: Model, cells: Mapping[str, str], number: int) -> tuple[list[Change], list[Problem]]:
    """Write the cells into the fields of the same names; what changed, and what cannot be understood."""
    changes: list[Change] = []
    problems: list[Problem] = []
    for name, cell in cells.items():
        field: Any = record._meta.get_field(name)
        old = written(getattr(record, name))
        try:
            value = meant(field, cell)
        except ValueError as error:
            hint = DATE_HINT if field.get_internal_type() == "DateField" else f"Choose one of: {error}."
            problems.append(Problem(number, name, f"“{cell.strip()}” cannot stand here. {hint}"))
            continue
        new = written(value)
        if not same(old, new):
            setattr(record, name, value)
            changes.append(Change(name, old, new))
    return changes, problems


def meant(field: Any, cell: str) -> Any:
    """What a cell means for a field; ValueError if nothing."""
    if field.get_internal_type() == "DateField":
        return dated(cell)
    if field.flatchoices:
        return chosen(field, cell)
    return "\n".join(cell.split("\r\n")).strip()


def faults(error: ValidationError, number: int) -> list[Problem]:
    """What a model refuses, as problems of a row."""
    if not hasattr(error, "error_dict"):
        return [Problem(number, "", message) for message in error.messages]
    return [
        Problem(number, "" if name == "__all__" else name, message)
        for name, messages in error.message_dict.items()
        for message in messages
    ]
