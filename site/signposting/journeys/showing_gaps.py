"""What may be shown of counts of searches: small numbers are left out, and whatever would give one back.

Whoever has the report by need and the total can take one from the other. Numbers are rounded down, so that mostly
gives nothing; but where nearly every need is shown, a total can be so high that what is left out must be above
nought. So a number is lowered until, beside everything that is shown in more detail, each number that is left out
could be nought. Headings say "at least", and that stays true. That one is less than four may be found out.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import prod

FEWEST = 5
"""What is below is never shown, and what is shown is a multiple of it."""
SLACK = FEWEST - 1

Names = tuple[str, ...]
Values = tuple[str, ...]
Rows = Mapping[Values, int]


def shown(counts: Rows, names: Names, by: Names, values: Mapping[str, int]) -> dict[Values, int]:
    """The numbers that may be shown of `counts`, told apart `by` some of its `names`; what is left out is not there.

    `values` is how many different ones each name can have. Reports that tell apart more are settled before, and a
    number is lowered by what they show alone: so that it was lowered says nothing of what they leave out.
    """
    settled: dict[Names, dict[Values, int]] = {}
    for size in range(len(names), len(by) - 1, -1):
        for some in combinations(names, size):
            if set(by) <= set(some):
                settled[some] = _settle(together(counts, names, some), some, settled, values)
    return settled[by]


def together(counts: Rows, names: Names, by: Names) -> dict[Values, int]:
    """Sums of the rows with the same values of `by`."""
    return {row: sum(parts) for row, parts in _parts(counts, names, by).items()}


def coarse(number: int) -> int:
    """Rounded down to a multiple of `FEWEST`."""
    return number - number % FEWEST


def most(parts: Sequence[int], values: int) -> int:
    """The most that the whole may be taken for: `parts` are shown, and of the other values one is nought.

    What is shown can be as high as rounding lets it be, and each of the others as high as a number that is left out.
    """
    return sum(part + SLACK for part in parts) + SLACK * max(values - len(parts) - 1, 0)


def _settle(rows: Rows, by: Names, settled: Mapping[Names, Rows], values: Mapping[str, int]) -> dict[Values, int]:
    lowered = dict(rows)
    for finer, numbers in settled.items():
        if set(by) < set(finer):
            parts = _parts(numbers, finer, by)
            many = prod(values[name] for name in finer if name not in by)
            lowered = {row: min(number, most(parts.get(row, []), many)) for row, number in lowered.items()}
    return {row: coarse(number) for row, number in lowered.items() if number >= FEWEST}


def _parts(rows: Rows, names: Names, by: Names) -> dict[Values, list[int]]:
    """The numbers that belong to each row of a report that tells apart less."""
    places = [names.index(name) for name in by]
    found: dict[Values, list[int]] = {}
    for row, number in rows.items():
        found.setdefault(tuple(row[place] for place in places), []).append(number)
    return found
