"""What the board may read of a group of people: no number from which fewer than five of them could be told.

Pure functions, of one group at a time: an agency's people who are asked to meet a requirement. Whatever is
added up over groups is added up from shown numbers alone, so a sum says nothing that its rows do not say.
The test tries every group of up to 60: whoever reads what is shown, and knows this code, cannot tell one
small number (0 to 4) from another, be it of those in order, overdue or neither, or what remains of the group.
"""

from dataclasses import dataclass

FEWEST = 5
MOST_WITHHELD = FEWEST - 1
LEFT_OUT = "left out"
FEW = f"fewer than {FEWEST}"
NEARLY_ALL = f"all but fewer than {FEWEST}"


@dataclass(frozen=True)
class Shown:
    """A number, or words in its place. `share` is of a hundred."""

    asked: int | str
    in_order: int | str
    overdue: int | str
    share: str

    @property
    def says_more(self) -> bool:
        """Whether there is a number besides how many are asked."""
        return isinstance(self.in_order, int) or isinstance(self.overdue, int) or self.share != self.in_order

    @property
    def percent(self) -> int | None:
        """The share where both its numbers are shown."""
        if isinstance(self.asked, int) and isinstance(self.in_order, int):
            return percent(self.in_order, self.asked)
        return None


def percent(part: int, of: int) -> int:
    """Rounded down, so that 100 is everybody."""
    return part * 100 // of


def protected(asked: int, in_order: int, overdue: int) -> Shown:
    """What is shown of a group. Smaller than five: that it is. Smaller than ten: its size alone.

    Otherwise those in order, unless they or all the others are fewer than five; and those overdue, unless that
    gives a small number away.
    """
    if asked < FEWEST:
        return Shown(FEW, LEFT_OUT, LEFT_OUT, LEFT_OUT)
    if asked < 2 * FEWEST:
        return Shown(asked, LEFT_OUT, LEFT_OUT, LEFT_OUT)
    others, neither = asked - in_order, asked - in_order - overdue
    if others < FEWEST:
        return Shown(asked, NEARLY_ALL, LEFT_OUT, f"{percent(asked - MOST_WITHHELD, asked)} % or more")
    if in_order < FEWEST:
        # Not even the largest small number of those in order may leave a small rest.
        overdue_shown = overdue >= FEWEST and asked - overdue >= FEWEST + MOST_WITHHELD
        most = -(-MOST_WITHHELD * 100 // asked)
        return Shown(asked, FEW, overdue if overdue_shown else LEFT_OUT, f"{most} % or less")
    overdue_shown = overdue >= FEWEST and neither >= FEWEST
    return Shown(asked, in_order, overdue if overdue_shown else LEFT_OUT, f"{percent(in_order, asked)} %")


def together(groups: list[Shown]) -> Shown:
    """The sum of groups whose numbers are shown; the share is of those whose people in order are."""
    asked = [one.asked for one in groups if isinstance(one.asked, int)]
    pairs = [
        (one.asked, one.in_order) for one in groups if isinstance(one.asked, int) and isinstance(one.in_order, int)
    ]
    overdue = [one.overdue for one in groups if isinstance(one.overdue, int)]
    whole = sum(of for of, _part in pairs)
    return Shown(
        sum(asked) if asked else LEFT_OUT,
        sum(part for _of, part in pairs) if pairs else LEFT_OUT,
        sum(overdue) if overdue else LEFT_OUT,
        f"{percent(sum(part for _of, part in pairs), whole)} %" if whole else LEFT_OUT,
    )
