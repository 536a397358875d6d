"""How a question fares, from sums over everybody who was asked it. Pure functions; no person is in any of them.

*Facility* is the share of right answers. *Discrimination* is the point-biserial correlation between this answer and
the rest of the test (the corrected item-total correlation): do those who know the rest know this too? It should be
above 0.2 (Kelava and Moosbrugger, Deskriptivstatistische Itemanalyse, 2020). A wrong answer that fewer than 5 % choose
distracts nobody (Haladyna and Downing, How many options is enough for a multiple-choice test item?, 1993).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import sqrt

from training.withholding import FEW, FEWEST, LEFT_OUT, Shown, percent, protected

# Fewer answers than these say nothing of how it discriminates.
FEWEST_TO_DISCRIMINATE = 30
DISCRIMINATES = 0.2
DISTRACTS = 5
TOO_EASY = 95


@dataclass(frozen=True)
class Tally:
    """Sums over first attempts: how many were asked, how many right, and of the rest of each test, as a share from 0
    to 1, the sum, the sum of squares, and the sum over those who were right.
    """

    asked: int = 0
    right: int = 0
    rest: float = 0
    rest_squared: float = 0
    rest_of_right: float = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Tally)))


def discrimination(tally: Tally) -> float | None:
    """From -1 to 1; None where everybody was right, or wrong, or did equally well with the rest."""
    number = tally.asked
    spread = (number * tally.right - tally.right**2) * (number * tally.rest_squared - tally.rest**2)
    if spread <= 1e-9:
        return None
    return (number * tally.rest_of_right - tally.right * tally.rest) / sqrt(spread)


def facility(tally: Tally) -> Shown:
    """The share of right answers, as far as it may be shown."""
    return protected(tally.asked, tally.right, 0)


def shown_discrimination(tally: Tally) -> float | None:
    """Only of enough answers, and where the facility is shown."""
    if tally.asked < FEWEST_TO_DISCRIMINATE or facility(tally).percent is None:
        return None
    return discrimination(tally)


def shown_choices(counts: Mapping[str, int], right: str) -> dict[str, int | str]:
    """How many chose each answer, where everybody chose one: no number below five, and never one alone left out,
    because the others would tell it. The right answer is the facility; if need be another one is left out beside it.
    """
    shown: dict[str, int | str] = {one: FEW if number < FEWEST else number for one, number in counts.items()}
    small = [one for one, number in counts.items() if number < FEWEST]
    others = [one for one in counts if one not in small and one != right]
    if len(small) == 1 and others:
        shown[min(others, key=lambda one: counts[one])] = LEFT_OUT
    return shown


def share(number: int | str, asked: int) -> str:
    """In words, of what may be shown."""
    return f"{percent(number, asked)} %" if isinstance(number, int) else number


def marks(tally: Tally, pass_mark: int) -> list[str]:
    """What an author might look at."""
    said = []
    right, tells = facility(tally).percent, shown_discrimination(tally)
    if right is not None and right < pass_mark:
        said.append("Harder than the pass mark")
    if right is not None and right >= TOO_EASY:
        said.append("Nearly everybody knows it")
    if tells is not None and tells < 0:
        said.append("Those who know the rest get it wrong: check its right answer")
    elif tells is not None and tells < DISCRIMINATES:
        said.append("It hardly tells who knows the rest")
    return said


def mark_of_choice(number: int | str, asked: int, right: int | None) -> str:
    """The same of a wrong answer, from what is shown of it. `right`: how many were right, where that is shown."""
    if number == FEW:
        return "Nobody, or fewer than five, chose it"
    if isinstance(number, int) and number * 100 < asked * DISTRACTS:
        return "Hardly anybody chose it"
    if isinstance(number, int) and right is not None and number > right:
        return "Chosen more often than the right answer"
    return ""
