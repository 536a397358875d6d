"""Somebody with every report on missing help takes one from the other, and finds no small number."""

import random
from itertools import product

import pytest

from signposting.journeys.showing_gaps import FEWEST, coarse, shown, together

Cell = tuple[str, ...]
World = dict[Cell, int]
NAMES = ("need", "language")
EVERY_REPORT = ((), ("need",), ("language",), NAMES)
LIKELY = (0, 1, 2, 3, 4, 4, 7, 9, 9, 9, 14)


def rounded_alone(world: World, values: dict[str, int]) -> list[World]:
    """Every report with small numbers left out and the others rounded down, and nothing more."""
    reports = (together(world, NAMES, by) for by in EVERY_REPORT)
    return [{row: coarse(number) for row, number in rows.items() if number >= FEWEST} for rows in reports]


def protected(world: World, values: dict[str, int]) -> list[World]:
    """Every report as the site shows it."""
    return [shown(world, NAMES, by, values) for by in EVERY_REPORT]


def given_away(world: World, values: dict[str, int], publish: object) -> dict[Cell, set[int]]:
    """What may be in those cells that are left out, where it cannot be nought: somebody must have searched.

    The attacker knows this program, how many values there can be, and each report. They try every world there is.
    """
    assert callable(publish)
    reports = publish(world, values)
    finest = reports[-1]
    may_be: dict[Cell, set[int]] = {cell: set() for cell in world if cell not in finest}
    ranges = [range(finest[cell], finest[cell] + FEWEST) if cell in finest else range(FEWEST) for cell in world]
    for numbers in product(*ranges):
        other = dict(zip(world, numbers, strict=True))
        if publish(other, values) == reports:
            for cell, found in may_be.items():
                found.add(other[cell])
    return {cell: found for cell, found in may_be.items() if 0 not in found}


def worlds(needs: int, languages: int, how_many: int) -> list[World]:
    """Invented counts, small ones and those that rounding lowers most among them."""
    chance = random.Random(f"{needs} {languages}")
    cells = list(product([f"need {one}" for one in range(needs)], [f"language {one}" for one in range(languages)]))
    return [{cell: chance.choice(LIKELY) for cell in cells} for _world in range(how_many)]


def test_rounding_alone_gives_a_small_number_back() -> None:
    """Four times nine is shown as five each, and the total as forty: so the one that is left out is four."""
    world: World = {(f"need {one}", "pl"): 9 for one in range(4)}
    world["need 4", "pl"] = 4
    values = {"need": 5, "language": 1}
    assert given_away(world, values, rounded_alone) == {("need 4", "pl"): {4}}
    assert given_away(world, values, protected) == {}


@pytest.mark.parametrize(("needs", "languages", "how_many"), [(2, 1, 60), (3, 1, 60), (4, 1, 20), (2, 2, 60)])
def test_no_reports_together_say_that_a_small_number_is_not_nought(needs: int, languages: int, how_many: int) -> None:
    values = {"need": needs, "language": languages}
    tried = worlds(needs, languages, how_many)
    assert any(given_away(world, values, rounded_alone) for world in tried), "the attacker finds what is there to find"
    for world in tried:
        assert given_away(world, values, protected) == {}, world


def test_what_is_shown_is_never_more_than_there_is_and_often_all_of_it() -> None:
    values = {"need": 8, "language": 38}
    for world in worlds(3, 3, 50):
        for by, rows in zip(EVERY_REPORT, protected(world, values), strict=True):
            whole = together(world, NAMES, by)
            assert all(coarse(whole[row]) == number for row, number in rows.items()), "no need to lower anything"
            assert {row for row, number in whole.items() if number >= FEWEST} == set(rows)
