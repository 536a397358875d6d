"""Tables as the board sees them, on the page and in files alike: made of numbers that may be shown, and of nothing else."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reporting.figures.dimensions import ANSWERED, READ, STEPS, hours, rows_of
from reporting.figures.numbers import ALL, ENDLESS, FEWEST, YEAR, Counts, Kind, Number, rounded, span
from reporting.figures.periods import Quarter, year_name
from reporting.promised import READ_WITHIN_HOURS
from spreadsheets.writing import Table

LEFT_OUT = "left out"
HOW_SOON = "How soon"
TOTAL = "All reports"
Cell = int | str


@dataclass(frozen=True)
class Shown:
    """A table in words and numbers. `about` says what was left out of it, and why."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    about: str
    total: str = TOTAL


@dataclass(frozen=True)
class Figures:
    """The true numbers, and which of them may be shown. Every cell below is read through `cell`."""

    counts: Counts
    shown: set[Number]
    quarters: list[Quarter]
    is_whole_year: bool

    @property
    def columns(self) -> list[int]:
        """The quarters, and the year once it is over."""
        return [*self.counts.quarters, *([YEAR] if self.is_whole_year else [])]

    @property
    def headings(self) -> tuple[str, ...]:
        """Of the columns."""
        year = (f"Year {year_name(self.quarters[0].year)}",) if self.is_whole_year else ()
        return (*(quarter.name for quarter in self.quarters), *year)

    def cell(self, number: Number) -> Cell:
        """A rounded number, or that it is left out."""
        return rounded(self.counts.value(number)) if number in self.shown else LEFT_OUT

    def known(self, number: Number) -> tuple[int, int]:
        """What a reader knows of a number."""
        return span(self.counts.value(number)) if number in self.shown else (0, ENDLESS)

    def row(self, table: str, row: str) -> tuple[Cell, ...]:
        """The cells of a row."""
        return tuple(self.cell((table, row, column)) for column in self.columns)


def tables(figures: Figures, districts: dict[str, str], steps: dict[str, list[Counter[str]]]) -> Iterator[Shown]:
    """All tables of some quarters."""
    total = (TOTAL, figures.row(ALL, ALL))
    for name, (title, kind, rows) in rows_of(districts).items():
        if name == READ:
            yield how_soon(figures, steps)
        cells = [(words, figures.row(name, code)) for code, words in rows.items()]
        if kind is not Kind.APART:
            cells.append(total)
        yield Shown(title, figures.headings, tuple(cells), about(kind, name, cells))


def about(kind: Kind, name: str, rows: list[tuple[str, tuple[Cell, ...]]]) -> str:
    """What is to be known before a table is read."""
    missing = sum(cell == LEFT_OUT for _words, cells in rows for cell in cells)
    said = [
        f"{missing} number{'' if missing == 1 else 's'} left out: each is below {FEWEST}, or would give such a number away."
        if missing
        else "No number is left out."
    ]
    said.append(f"All others are rounded to the nearest {FEWEST}, so rows do not add up exactly.")
    if kind is Kind.ANY:
        said.append("A report can have several themes, or none.")
    if kind is Kind.APART:
        said.append("These are in no other table. One that the desk judges is counted with all the others.")
    if name == "area":
        said.append("What was typed is matched with a list of districts; what fits none is not known.")
    if name == "outcome":
        said.append("The outcome as it is now, of reports that came in these months.")
    return " ".join(said)


def how_soon(figures: Figures, steps: dict[str, list[Counter[str]]]) -> Shown:
    """The promise: the part of all reports within the hours that are promised, and when half were done."""
    rows = []
    for table, words in ((READ, "read"), (ANSWERED, "answered")):
        rows.append((f"Of 100 reports, {words} within {hours(READ_WITHIN_HOURS)}", tuple(shares(figures, table))))
        rows.append((f"Half were {words}", tuple(medians(figures, table, steps[table]))))
    said = (
        "Worked out from the rounded numbers of the two tables below alone, so it is rough. "
        "Left out where those leave out too much to tell. A report that nobody has read or answered counts as later than all."
    )
    return Shown(HOW_SOON, figures.headings, tuple(rows), said)


def shares(figures: Figures, table: str) -> Iterator[Cell]:
    """Of a hundred reports, how many were in time: of shown numbers, or a share would say what the number does not."""
    for column in figures.columns:
        soon, all_ = (table, str(READ_WITHIN_HOURS), column), (ALL, ALL, column)
        if {soon, all_} <= figures.shown:
            share = 100 * rounded(figures.counts.value(soon)) / rounded(figures.counts.value(all_))
            yield min(100, rounded(round(share)))
        else:
            yield LEFT_OUT


def medians(figures: Figures, table: str, steps: list[Counter[str]]) -> Iterator[Cell]:
    """When half were done. A step below the promised hours is named only where shown numbers prove that it lies there.

    Then it says nothing of any number in a table: it only divides one that is shown, and large.
    """
    for column in figures.columns:
        soon = figures.known((table, str(READ_WITHIN_HOURS), column))
        all_ = figures.known((ALL, ALL, column))
        within = sum(steps, Counter()) if column == YEAR else steps[column]
        if soon[0] * 2 >= all_[1]:
            yield f"within {hours(median(within))}"
        elif soon[1] * 2 < all_[0]:
            yield f"after more than {hours(READ_WITHIN_HOURS)}"
        else:
            yield LEFT_OUT


def median(within: Counter[str]) -> int:
    """The step by which half were done."""
    done, half = 0, (within.total() + 1) // 2
    for step in STEPS:
        done += within[str(step)]
        if done >= half:
            return step
    return STEPS[-1]


def as_file(found: list[Shown], year: int) -> Table:
    """All tables below one another, each row with the name of its table, and what is said about each."""
    headings = ["Table", "Row", *found[0].headings]
    rows: list[list[Cell]] = []
    for one in found:
        rows += [[one.title, words, *cells] for words, cells in one.rows]
    rows += [[one.title, one.about, *[""] * len(one.headings)] for one in found]
    return Table(f"figures {year}-{(year + 1) % 100:02}", headings, rows)
