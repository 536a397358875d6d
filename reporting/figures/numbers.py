"""The true numbers of some quarters, and what somebody who sees only part of them, rounded, knows of each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

FEWEST = 5
"""A number below this is never shown; what is shown is rounded to a multiple of it."""
ENDLESS = 10**9
ALL, YEAR = "", -1
# Dimension, row, quarter. ALL for both names is the total of all reports; YEAR is the sum of the quarters.
Number = tuple[str, str, int]
Span = tuple[int, int]


class Kind(Enum):
    """How a table's rows make up the total."""

    PARTS = "every report stands in exactly one row"
    ANY = "a report may stand in several rows, or in none"
    APART = "its rows are not part of the total"


@dataclass(frozen=True)
class Dimension:
    """A table: what reports are told apart by, and its rows, the same however many reports there are."""

    name: str
    kind: Kind
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Counts:
    """True numbers, one a quarter: of all reports, and of each row. Never shown."""

    dimensions: tuple[Dimension, ...]
    totals: tuple[int, ...] = field(repr=False)
    cells: dict[tuple[str, str], tuple[int, ...]] = field(repr=False)

    @property
    def quarters(self) -> range:
        """Their places."""
        return range(len(self.totals))

    def value(self, number: Number) -> int:
        """What is counted."""
        dimension, row, quarter = number
        values = self.totals if dimension == ALL else self.cells[dimension, row]
        return sum(values) if quarter == YEAR else values[quarter]

    def numbers(self, quarter: int) -> Iterator[Number]:
        """All numbers of a quarter, or of the YEAR."""
        yield (ALL, ALL, quarter)
        for dimension in self.dimensions:
            for row in dimension.rows:
                yield (dimension.name, row, quarter)


def rounded(value: int) -> int:
    """To the nearest multiple of FEWEST."""
    return (value + FEWEST // 2) // FEWEST * FEWEST


def span(value: int) -> Span:
    """Everything that a number may be that is shown as this one is; of a small one, that it is small."""
    if value < FEWEST:
        return 0, FEWEST - 1
    middle = rounded(value)
    return max(FEWEST, middle - FEWEST // 2), middle + FEWEST // 2


def known(counts: Counts, shown: set[Number], number: Number) -> Span:
    """What a reader knows of a number. One that was left out and is not small may be anything."""
    value = counts.value(number)
    return span(value) if number in shown or value < FEWEST else (0, ENDLESS)
