"""Sending tables to the admin, agreeing to them, and reading what it says."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests.pages.helpers import main, soup, text
from tests.support.cast import Person

Row = dict[str, Any]


def as_file(rows: Sequence[Row]) -> bytes:
    """A CSV file as a spreadsheet would write it, with every column that a row names."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def send(person: Person, kind: str, content: bytes) -> Any:
    """Upload a file, and see what comes of it."""
    file = SimpleUploadedFile(f"{kind}.csv", content, "text/csv")
    return person.client.post(f"/admin/{kind}/import/", {"file": file}, follow=True)


def agree(person: Person, shown: Any, *, follow: bool = True) -> Any:
    """Press the button of a dry run."""
    seal = soup(shown).select_one("input[name=seal]")
    assert seal is not None, text(main(soup(shown)))
    return person.client.post(shown.request["PATH_INFO"], {"seal": seal["value"]}, follow=follow)


def exported(person: Person, kind: str) -> list[Row]:
    """All records as they leave."""
    content = person.client.get(f"/admin/{kind}/export.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def said(response: Any) -> str:
    """The message at the top of the next screen."""
    return " ".join(text(tag) for tag in soup(response).select(".messages li"))


def words(response: Any) -> str:
    """All that a screen says."""
    return text(main(soup(response)))


def faults(shown: Any) -> list[str]:
    """What a dry run says is wrong; then there must be nothing to agree to."""
    found = [text(problem) for problem in soup(shown).select(".bulk__problems li")]
    assert not found or not soup(shown).select("input[name=seal]")
    return found


def changes_of(shown: Any) -> dict[str, tuple[str, ...]]:
    """What a dry run says would change: column, now, then."""
    return {
        text(row.dt): tuple(
            text(found).partition(": ")[2] if (found := row.select_one(tag)) else "" for tag in ("del", "ins")
        )
        for row in soup(shown).select(".bulk__changes div")
    }


def asked(what: Callable[[], Any]) -> int:
    """How many queries something makes."""
    queries: list[str] = []

    def counting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Count, and ask."""
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counting):
        what()
    return len(queries)
