"""Cells that a spreadsheet would run as a formula: guarded when they leave, given back when they return.

A guarded cell has an apostrophe in front, which spreadsheets take as "this is text". A cell that
begins with apostrophes before a formula gets one more, so that taking one away always gives back
exactly what was there (OWASP, CSV injection, lists the signs).
"""

import re

RUN = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
GUARDED = re.compile(r"'+(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")


def guarded(value: object) -> str:
    """A value as a cell that is shown and never run."""
    text = "" if value is None else str(value)
    return f"'{text}" if RUN.match(text) else text


def restored(cell: str) -> str:
    """What a cell was before `guarded`; a cell that was typed by hand stays as it is."""
    return cell[1:] if GUARDED.match(cell) else cell
