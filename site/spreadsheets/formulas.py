"""Cells that a spreadsheet would run as a formula: guarded when they leave, given back when they return.

A guarded cell has an apostrophe in front, which spreadsheets take as "this is text". A cell that
begins with apostrophes before a formula gets one more, so that taking one away always gives back
exactly what was there (OWASP, CSV injection, lists the signs). Within a cell the same is done where
a program that splits at other characters than commas would see a new cell.
"""

import re
import unicodedata

# With the full-width and small forms, which spreadsheets in East Asian languages read as the plain ones.
SIGNS = "=+\\-@＝＋－＠−﹢﹣﹦﹫"
STARTS = re.compile(f"[{SIGNS}\\t\\r\\n]")
BLANK = ("Z", "C")
SEPARATORS = re.compile(r"[\n\r\t;|]")
# Separators, blanks, and what nobody sees: zero-width characters and marks of direction. Each run of them is
# looked at once from its beginning: a cell of nothing else must not cost the square of its length.
RUN = r"\s\x00-\x1f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff;|"
INNER = re.compile(rf"(?<![{RUN}])([{RUN}]++)(?='*[{SIGNS}])")
INNER_GUARDED = re.compile(rf"(?<![{RUN}])([{RUN}]++)'(?='*[{SIGNS}])")


def starts_formula(text: str) -> bool:
    """Whether the very first character, or the first that is not blank or invisible, could begin a formula."""
    seen = next((letter for letter in text if unicodedata.category(letter)[0] not in BLANK), "")
    return bool(STARTS.match(text) or STARTS.match(seen))


def guarded_start(text: str) -> str:
    """A cell of a file that says where its cells end."""
    return f"'{text}" if starts_formula(text.lstrip("'")) else text


def guarded_inside(text: str) -> str:
    """A cell that a program may split at semicolons, tabs, bars and ends of lines."""
    return INNER.sub(lambda found: f"{found[1]}'" if SEPARATORS.search(found[1]) else found[0], text)


def guarded(value: object) -> str:
    """A value as a cell of a CSV file that is shown and never run."""
    return guarded_inside(guarded_start("" if value is None else str(value)))


def restored(cell: str) -> str:
    """What a cell was before `guarded`."""
    cell = INNER_GUARDED.sub(lambda found: found[1] if SEPARATORS.search(found[1]) else found[0], cell)
    return cell[1:] if cell.startswith("'") and starts_formula(cell.lstrip("'")) else cell
