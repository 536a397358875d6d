"""Somebody who tries to find out what figures leave out: goes through every set of tables that fits what is shown.

Knows more than any reader: which of the numbers that are left out are small. Shares no code with what it attacks.
"""

from collections.abc import Iterator
from itertools import product

from reporting.figures.numbers import ALL, YEAR, Counts, Dimension, Kind, Number

# More than any number of the small tables that are attacked.
MOST = 14
Totals = tuple[int, ...]
Cells = tuple[tuple[int, ...], ...]


def fits(counts: Counts, shown: set[Number], number: Number, tried: int) -> bool:
    """Whether a number can be this, as far as it can be seen by itself."""
    truly = counts.value(number)
    if number[2] == YEAR and not any(quarter == YEAR for _dimension, _row, quarter in shown):
        return tried >= 0
    if truly < 5:
        return 0 <= tried < 5
    if number not in shown:
        return tried >= 0
    # As a person rounds: 8, 9, 10, 11 and 12 are shown as 10.
    return tried >= 5 and int((tried + 2.5) / 5) == int((truly + 2.5) / 5)


def possible_rows(
    counts: Counts, shown: set[Number], dimension: str, row: str, with_year: bool
) -> list[tuple[int, ...]]:
    """What a row can be, quarter by quarter."""
    each = [
        [tried for tried in range(MOST + 1) if fits(counts, shown, (dimension, row, quarter), tried)]
        for quarter in counts.quarters
    ]
    return [
        values for values in product(*each) if not with_year or fits(counts, shown, (dimension, row, YEAR), sum(values))
    ]


def tables(counts: Counts, shown: set[Number], dimension: Dimension, with_year: bool) -> Iterator[Cells]:
    """Every way that a table can be."""
    return product(*(possible_rows(counts, shown, dimension.name, row, with_year) for row in dimension.rows))


def totals_of(dimension: Dimension, cells: Cells, possible: set[Totals]) -> set[Totals]:
    """The totals that a table goes with."""
    if dimension.kind is Kind.APART:
        return possible
    if dimension.kind is Kind.PARTS:
        total = tuple(map(sum, zip(*cells, strict=True)))
        return {total} & possible
    most = tuple(map(max, zip(*cells, strict=True)))
    return {total for total in possible if all(a <= b for a, b in zip(most, total, strict=True))}


def sets_of_tables(counts: Counts, shown: set[Number], with_year: bool) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Every row of every table in every set of tables that fits together; the totals as a table of one row."""
    possible = set(possible_rows(counts, shown, ALL, ALL, with_year))
    found: dict[Dimension, dict[Totals, list[Cells]]] = {}
    for dimension in counts.dimensions:
        by_total = found.setdefault(dimension, {})
        for cells in tables(counts, shown, dimension, with_year):
            for total in totals_of(dimension, cells, possible):
                by_total.setdefault(total, []).append(cells)
        possible &= set(by_total)
    for total in possible:
        yield ALL, ALL, total
        for dimension, by_total in found.items():
            for cells in by_total[total]:
                for row, values in zip(dimension.rows, cells, strict=True):
                    yield dimension.name, row, values


def attack(counts: Counts, shown: set[Number], with_year: bool) -> dict[Number, set[int]]:
    """Each number that is left out, and everything it can still be."""
    left: dict[Number, set[int]] = {}
    for name, row, values in sets_of_tables(counts, shown, with_year):
        numbers = [((name, row, quarter), values[quarter]) for quarter in counts.quarters]
        if with_year:
            numbers.append(((name, row, YEAR), sum(values)))
        for number, value in numbers:
            if number not in shown:
                left.setdefault(number, set()).add(value)
    return left
