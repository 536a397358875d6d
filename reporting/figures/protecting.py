"""Which numbers are shown, so that no sum, difference or second file gives a small one back.

Small numbers are left out first. Then every one of them is tried: could it still be anything from 0 to 4,
to somebody who knows all that is shown, in every table of these quarters? Where it could not, one more number
is left out. A quarter is settled by itself, before the year: what was shown of it in July stays as it is when
the year is over, and only numbers of the year give way. That is sound, not exhaustive: a possibility is
counted only if a complete set of tables shows it, so now and then a number is left out that need not be.
"""

from reporting.figures.circulation import GROUND, Circulation
from reporting.figures.numbers import ALL, ENDLESS, FEWEST, YEAR, Counts, Dimension, Kind, Number, Span, known

ANYTHING: Span = (0, FEWEST - 1)
EVERYTHING = "everything"


def protect(counts: Counts, year_is_over: bool) -> set[Number]:
    """The numbers that may be shown, rounded. Anything said of the year is, only once it is over."""
    shown: set[Number] = set()
    for quarter in counts.quarters:
        shown |= settled(counts, shown, [quarter], quarter)
    if year_is_over:
        shown |= settled(counts, shown, list(counts.quarters), YEAR)
    return shown


def settled(counts: Counts, before: set[Number], quarters: list[int], of: int) -> set[Number]:
    """The numbers of a quarter, or of the year, that may be shown beside what was shown before."""
    shown = before | {number for number in counts.numbers(of) if counts.value(number) >= FEWEST}
    hidden = [
        number for quarter in {*quarters, of} for number in counts.numbers(quarter) if counts.value(number) < FEWEST
    ]
    for number in hidden:
        # Where nothing is shown of a year, it gives nothing back: its quarters were settled before.
        while any(one[2] == of for one in shown) and not Reader(counts, shown, quarters, of).is_at_a_loss(number):
            shown.remove(least_missed(counts, shown, quarters, of, number))
    return shown


def least_missed(counts: Counts, shown: set[Number], quarters: list[int], of: int, hidden: Number) -> Number:
    """The next number to leave out: the first whose absence is enough, or else the first."""
    choices = sorted(
        (number for number in shown if number[2] == of),
        # Its own row, its own table, the smaller number; the total of all reports only before other tables.
        key=lambda one: (
            one[:2] != hidden[:2],
            one[0] != hidden[0],
            one[0] != ALL,
            counts.value(one),
            one,
        ),
    )
    for number in choices:
        if Reader(counts, shown - {number}, quarters, of).is_at_a_loss(hidden):
            return number
    return choices[0]


class Reader:
    """Somebody who knows what is shown, and adds and subtracts. `of` is YEAR if they know sums of the quarters too."""

    def __init__(self, counts: Counts, shown: set[Number], quarters: list[int], of: int) -> None:
        self.counts, self.shown, self.quarters = counts, shown, quarters
        self.knows_sums = of == YEAR

    def is_at_a_loss(self, number: Number) -> bool:
        """Whether a hidden number could still be anything from 0 to 4."""
        name, row, quarter = number
        if name == ALL:
            # With fewer than five in a whole year, nothing of that year is shown at all.
            return quarter == YEAR or covers(self.total(quarter))
        dimension = next(one for one in self.counts.dimensions if one.name == name)
        if covers(self.table(dimension, {}).reach((row, quarter), ANYTHING)):
            return True
        moving = {} if quarter == YEAR else {quarter: self.total(quarter)}
        if covers(self.table(dimension, moving).reach((row, quarter), ANYTHING)):
            return True
        return self.knows_sums and all(self.can_be(dimension, (row, quarter), end) for end in ANYTHING)

    def can_be(self, dimension: Dimension, name: tuple[str, int], value: int) -> bool:
        """Whether there is a complete set of tables in which a cell is this, the totals of all quarters moving."""
        table = self.table(dimension, {quarter: self.total(quarter) for quarter in self.quarters})
        if not table.push(name, value):
            return False
        if dimension.kind is not Kind.PARTS:
            return all(table.arcs[name[0], one].value <= self.counts.totals[one] for one in self.quarters) or (
                dimension.kind is Kind.APART
            )
        totals = {quarter: table.arcs[ALL, quarter].value for quarter in self.quarters}
        return all(self.goes_with(other, totals) for other in self.counts.dimensions if other != dimension)

    def goes_with(self, dimension: Dimension, totals: dict[int, int]) -> bool:
        """Whether a table can have these totals."""
        if dimension.kind is Kind.APART:
            return True
        truly = self.counts.totals
        spans = {one: (min(total, truly[one]), max(total, truly[one])) for one, total in totals.items()}
        table = self.table(dimension, spans, with_year=False)
        if dimension.kind is Kind.PARTS:
            return all(table.push((ALL, quarter), total) for quarter, total in totals.items())
        return all(
            table.push((row, quarter), min(table.arcs[row, quarter].value, total))
            for quarter, total in totals.items()
            for row in dimension.rows
        )

    def total(self, quarter: int) -> Span:
        """What the total of a quarter could be in every table at once, the other quarters being as they are."""
        truly = self.counts.totals[quarter]
        low, high = self.known((ALL, ALL, quarter))
        if self.knows_sums:
            others = self.counts.value((ALL, ALL, YEAR)) - truly
            year = self.known((ALL, ALL, YEAR))
            low, high = max(low, year[0] - others), min(high, year[1] - others)
        # No further than a small number can move.
        low, high = max(low, truly - FEWEST), min(high, truly + FEWEST)
        for dimension in self.counts.dimensions:
            table = self.table(dimension, {quarter: (low, high)})
            if dimension.kind is Kind.PARTS:
                low, high = table.reach((ALL, quarter), (low, high))
            elif dimension.kind is Kind.ANY:
                low = max(low, *(table.reach((row, quarter), (low, high))[0] for row in dimension.rows))
        return low, high

    def table(self, dimension: Dimension, moving: dict[int, Span], with_year: bool = True) -> Circulation:
        """A table as it truly is, with what is known of it; the totals of some quarters may move."""
        counts, found = self.counts, Circulation()
        for row in dimension.rows:
            year = self.known((dimension.name, row, YEAR)) if self.knows_sums else (0, ENDLESS)
            values = counts.cells[dimension.name, row]
            found.add((row, YEAR), GROUND, row, year, sum(values[quarter] for quarter in self.quarters))
        everything = 0
        for quarter in self.quarters:
            truly = counts.totals[quarter]
            low, high = moving.get(quarter, (truly, truly))
            for row in dimension.rows:
                number = (dimension.name, row, quarter)
                least, most = self.known(number)
                # No row has more than all reports.
                most = min(most, high) if dimension.kind is not Kind.APART else most
                found.add((row, quarter), row, quarter, (least, most), counts.value(number))
            column = (low, high) if dimension.kind is Kind.PARTS else (0, ENDLESS)
            into = sum(counts.cells[dimension.name, row][quarter] for row in dimension.rows)
            everything += into
            found.add((ALL, quarter), quarter, EVERYTHING, column, into)
        is_known = self.knows_sums and with_year and dimension.kind is Kind.PARTS
        year = self.known((ALL, ALL, YEAR)) if is_known else (0, ENDLESS)
        found.add((ALL, YEAR), EVERYTHING, GROUND, year, everything)
        return found

    def known(self, number: Number) -> Span:
        """What is known of one number by itself."""
        return known(self.counts, self.shown, number)


def covers(found: Span) -> bool:
    """Whether everything from 0 to 4 lies within."""
    return found[0] <= ANYTHING[0] and found[1] >= ANYTHING[1]
