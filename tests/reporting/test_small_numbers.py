"""Small numbers in figures: somebody who tries every set of tables that fits what is shown learns nothing of them."""

import random
from itertools import product

import pytest

from reporting.figures.circulation import GROUND, Circulation
from reporting.figures.numbers import ALL, YEAR, Counts, Dimension, Kind, Number, rounded, span
from reporting.figures.protecting import protect
from tests.reporting.attacker import attack

SMALL = set(range(5))
PATHS = Dimension("path", Kind.PARTS, ("a", "b"))
URGENCY = Dimension("urgency", Kind.PARTS, ("now", "later", "never"))
THEMES = Dimension("theme", Kind.ANY, ("x", "y"))
SLOW = Dimension("slow", Kind.APART, ("slow",))
# What is told apart, and in how many quarters: as much as can be gone through in full.
SHAPES = [
    ((PATHS,), 2),
    ((PATHS, Dimension("outcome", Kind.PARTS, ("open", "closed"))), 2),
    ((PATHS, URGENCY), 1),
    ((URGENCY, Dimension("area", Kind.PARTS, ("here", "there", "nowhere"))), 1),
    ((PATHS, THEMES), 2),
    ((PATHS, SLOW), 2),
]


def counts(totals: tuple[int, ...], dimensions: tuple[Dimension, ...], **cells: tuple[int, ...]) -> Counts:
    """True numbers; cells by table and row, joined by two underscores."""
    named = {(name.split("__")[0], name.split("__")[1]): values for name, values in cells.items()}
    return Counts(dimensions, totals, named)


def some(chance: random.Random, dimensions: tuple[Dimension, ...], quarters: int) -> Counts:
    """Reports in quarters, most of them in the first row, as in life."""
    most = chance.choice((6, 8, 9, 10))
    totals = tuple(chance.randint(0, most) for _quarter in range(quarters))
    cells: dict[tuple[str, str], list[int]] = {}
    for dimension in dimensions:
        for row in dimension.rows:
            apart = dimension.kind is Kind.APART
            cells[dimension.name, row] = [chance.randint(0, most) if apart else 0 for _quarter in range(quarters)]
        for quarter, total in enumerate(totals):
            for _report in range(total if dimension.kind is not Kind.APART else 0):
                rows = [row for row in dimension.rows if chance.random() < 0.5]
                if dimension.kind is Kind.PARTS:
                    rows = chance.choices(dimension.rows, [5, *[1] * (len(dimension.rows) - 1)])
                for row in rows:
                    cells[dimension.name, row][quarter] += 1
    return Counts(dimensions, totals, {name: tuple(values) for name, values in cells.items()})


def large(figures: Counts, with_year: bool = True) -> set[Number]:
    """What is shown if small numbers are left out and no more is thought of."""
    columns = [*figures.quarters, *([YEAR] if with_year else [])]
    return {number for column in columns for number in figures.numbers(column) if figures.value(number) >= 5}


def found_out(figures: Counts, shown: set[Number], with_year: bool = True) -> dict[Number, set[int]]:
    """The small numbers of which the attacker learns anything, and what they can still be."""
    possible = attack(figures, shown, with_year)
    left_out = [number for number in figures.numbers(YEAR) if with_year and number not in shown]
    left_out += [one for quarter in figures.quarters for one in figures.numbers(quarter) if one not in shown]
    assert all(figures.value(number) in possible[number] for number in left_out), "the attacker overlooks the truth"
    return {number: values for number, values in possible.items() if figures.value(number) < 5 and not values >= SMALL}


@pytest.mark.parametrize(("value", "shown"), [(5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (42, 40)])
def test_a_number_is_rounded_to_the_nearest_five(value: int, shown: int) -> None:
    assert rounded(value) == shown
    low, high = span(value)
    assert {rounded(one) for one in range(low, high + 1)} == {shown}
    assert low == 5 or rounded(low - 1) != shown
    assert rounded(high + 1) != shown


def test_a_row_that_total_and_other_row_give_away_takes_the_other_row_with_it() -> None:
    figures = counts((8,), (PATHS,), path__a=(7,), path__b=(1,))
    # 10 in all are at least 8, and 5 are at most 7: there is one.
    assert found_out(figures, large(figures, False), False) == {("path", "b", 0): {1, 2, 3, 4}}
    shown = protect(figures, year_is_over=False)
    assert not found_out(figures, shown, False)
    assert shown == {(ALL, ALL, 0)}


def test_a_quarter_that_the_year_gives_away_takes_the_year_with_it() -> None:
    figures = counts((12, 12), (PATHS,), path__a=(8, 8), path__b=(4, 4))
    # Each quarter is safe. But a year of at least 8 is twice 4.
    assert not found_out(figures, large(figures, False), False)
    assert found_out(figures, large(figures)) == {("path", "b", 0): {4}, ("path", "b", 1): {4}}
    shown = protect(figures, year_is_over=True)
    assert not found_out(figures, shown)
    # The year's own row goes, and the other one with it: 25 in all less 15 would leave at least 6.
    assert large(figures) - shown == {("path", "a", YEAR), ("path", "b", YEAR)}


def test_another_table_of_the_same_reports_gives_nothing_away() -> None:
    outcome = Dimension("outcome", Kind.PARTS, ("open", "closed"))
    cells = {"path__a": (8,), "path__b": (0,)}
    alone = counts((8,), (PATHS,), **cells)
    assert not found_out(alone, large(alone, False), False)
    # The second table says that there are at most 7 and 4.
    both = counts((8,), (PATHS, outcome), **cells, outcome__open=(7,), outcome__closed=(1,))
    assert found_out(both, large(both, False), False)["path", "b", 0] == {0, 1, 2, 3}
    assert not found_out(both, protect(both, year_is_over=False), False)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: f"{len(shape[0])} tables of {shape[1]}")
def test_no_small_number_can_be_found_out_by_trying_everything(shape: tuple[tuple[Dimension, ...], int]) -> None:
    chance, given_away = random.Random(5), 0
    for _time in range(60):
        figures = some(chance, *shape)
        assert found_out(figures, protect(figures, year_is_over=True)) == {}, figures.cells
        given_away += bool(found_out(figures, large(figures)))
    assert given_away, "the attacker finds nothing even where only small numbers are left out: it proves nothing"


def test_every_table_of_two_rows_and_a_year_is_safe() -> None:
    for a, b in product(range(13), repeat=2):
        figures = counts((a + b,), (PATHS,), path__a=(a,), path__b=(b,))
        assert found_out(figures, protect(figures, year_is_over=True)) == {}, (a, b)


def test_what_was_shown_of_a_quarter_stays_when_the_year_is_over() -> None:
    chance = random.Random(7)
    for _time in range(40):
        figures = some(chance, (PATHS, URGENCY, THEMES), 4)
        through_the_year: set[Number] = set()
        for quarter in range(1, 5):
            so_far = Counts(
                figures.dimensions,
                figures.totals[:quarter],
                {name: values[:quarter] for name, values in figures.cells.items()},
            )
            shown = protect(so_far, year_is_over=False)
            assert through_the_year <= shown
            assert {number for number in shown if number[2] < quarter - 1} == through_the_year
            through_the_year = shown
        at_the_end = protect(figures, year_is_over=True)
        assert {number for number in at_the_end if number[2] != YEAR} == through_the_year


def test_figures_of_a_usual_size_lose_little() -> None:
    chance, lost, kept = random.Random(3), 0, 0
    areas = Dimension("area", Kind.PARTS, tuple("abcdefg"))
    for _time in range(10):
        totals = tuple(chance.randint(30, 50) for _quarter in range(4))
        cells: dict[tuple[str, str], tuple[int, ...]] = {}
        for dimension in (areas, URGENCY):
            weights = [1 / (place + 1) for place in range(len(dimension.rows))]
            drawn = [chance.choices(dimension.rows, weights, k=total) for total in totals]
            cells |= {(dimension.name, row): tuple(one.count(row) for one in drawn) for row in dimension.rows}
        figures = Counts((areas, URGENCY), totals, cells)
        shown = protect(figures, year_is_over=True)
        kept, lost = kept + len(shown), lost + len(large(figures) - shown)
    assert lost / (kept + lost) < 0.05


def test_a_number_moves_as_far_as_the_others_let_it() -> None:
    table = Circulation()
    for row, value in (("a", 3), ("b", 6)):
        table.add(row, GROUND, row, (0, 100), value)
        table.add((row, 0), row, 0, (0, 4) if row == "a" else (5, 7), value)
    table.add("total", 0, GROUND, (8, 9), 9)
    assert table.reach(("a", 0), (0, 9)) == (1, 4)
    assert table.arcs["a", 0].value == 3
    assert not table.push(("a", 0), 0)
