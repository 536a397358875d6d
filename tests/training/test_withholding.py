"""No small number can be had from what the board reads: every group of up to 60 people is tried."""

from collections import defaultdict
from typing import Any

from training.withholding import FEWEST, LEFT_OUT, Shown, protected, together

SMALL = set(range(FEWEST))
Group = tuple[int, int, int]


def groups(largest: int) -> list[Group]:
    """Every way in which people may be asked, in order, overdue."""
    return [
        (asked, in_order, overdue)
        for asked in range(largest + 1)
        for in_order in range(asked + 1)
        for overdue in range(asked - in_order + 1)
    ]


def numbers(group: Group) -> dict[str, int]:
    """Everything that somebody could want to know of a group, by adding and subtracting."""
    asked, in_order, overdue = group
    return {
        "asked": asked,
        "in order": in_order,
        "overdue": overdue,
        "neither": asked - in_order - overdue,
        "not in order": asked - in_order,
        "not overdue": asked - overdue,
        "in order or overdue": in_order + overdue,
    }


def test_whoever_sees_what_is_shown_cannot_tell_one_small_number_from_another() -> None:
    looks_like: dict[Shown, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for group in groups(60):
        for name, number in numbers(group).items():
            looks_like[protected(*group)][name].add(number)
    for shown, possible in looks_like.items():
        for name, values in possible.items():
            assert not values & SMALL or values >= SMALL, (shown, name, sorted(values))


def test_what_is_shown_is_true() -> None:
    for asked, in_order, overdue in groups(40):
        shown = protected(asked, in_order, overdue)
        assert shown.asked in (asked, "fewer than 5")
        assert shown.in_order in (in_order, LEFT_OUT, "fewer than 5", "all but fewer than 5")
        assert shown.overdue in (overdue, LEFT_OUT)
        if shown.share.endswith("or more"):
            assert in_order * 100 / asked >= int(shown.share.split()[0])
        elif shown.share.endswith("or less"):
            assert in_order * 100 / asked <= int(shown.share.split()[0])


def test_a_large_group_that_hides_nothing_is_shown_whole() -> None:
    assert protected(200, 150, 30) == Shown(200, 150, 30, "75 %")
    assert protected(200, 198, 2) == Shown(200, "all but fewer than 5", LEFT_OUT, "98 % or more")
    assert protected(12, 2, 10) == Shown(12, "fewer than 5", LEFT_OUT, "34 % or less")


def test_a_sum_is_made_of_shown_numbers_alone() -> None:
    rows: list[Any] = [protected(200, 150, 30), protected(4, 4, 0), protected(100, 98, 2), protected(50, 20, 20)]
    assert together(rows) == Shown(350, 170, 50, "68 %")
    assert together([protected(3, 1, 1)]) == Shown(LEFT_OUT, LEFT_OUT, LEFT_OUT, LEFT_OUT)
