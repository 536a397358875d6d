"""How far one number of a table can move while everything that is known of the others stays true.

A table is a circulation: each unit runs from the ground through a row, a cell and a column back to the
ground. Every arc has a lowest and a highest value, so a number can grow by one exactly where a path leads
back from its end to its start (the residual graph of Ford and Fulkerson), and whole numbers stay whole.
"""

from collections import defaultdict, deque
from collections.abc import Hashable
from dataclasses import dataclass, field

from reporting.figures.numbers import Span

GROUND = "ground"


@dataclass
class Arc:
    """A number of the table, and what it may be."""

    start: Hashable
    end: Hashable
    span: Span
    value: int = field(repr=False)

    def has_room(self, forward: bool) -> bool:
        """Whether it may be one more, or one less."""
        return self.value < self.span[1] if forward else self.value > self.span[0]


class Circulation:
    """One table with its row and column sums. It begins as it truly is, which fits everything that is known."""

    def __init__(self) -> None:
        self.arcs: dict[Hashable, Arc] = {}
        self._at: dict[Hashable, list[tuple[Arc, bool]]] = defaultdict(list)

    def add(self, name: Hashable, start: Hashable, end: Hashable, span: Span, value: int) -> None:
        """One number of it."""
        arc = self.arcs[name] = Arc(start, end, span, value)
        self._at[start].append((arc, True))
        self._at[end].append((arc, False))

    def reach(self, name: Hashable, wanted: Span) -> Span:
        """The lowest and the highest that a number can be, looked for no further than `wanted`."""
        before = [(arc, arc.value) for arc in self.arcs.values()]
        found = []
        for limit in wanted:
            self._move(self.arcs[name], limit)
            found.append(self.arcs[name].value)
            for arc, value in before:
                arc.value = value
        return found[0], found[1]

    def push(self, name: Hashable, value: int) -> bool:
        """Move a number to a value and hold it there; False if it cannot be that."""
        arc = self.arcs[name]
        self._move(arc, value)
        arc.span = (arc.value, arc.value)
        return arc.value == value

    def _move(self, arc: Arc, limit: int) -> None:
        forward = limit > arc.value
        step = 1 if forward else -1
        while arc.value != limit and arc.has_room(forward):
            path = self._path(arc, forward)
            if path is None:
                return
            arc.value += step
            for other, onward in path:
                other.value += 1 if onward else -1

    def _path(self, moved: Arc, forward: bool) -> list[tuple[Arc, bool]] | None:
        """What else has to change when a number changes by one; None if nothing can."""
        start, goal = (moved.end, moved.start) if forward else (moved.start, moved.end)
        came: dict[Hashable, tuple[Hashable, Arc, bool]] = {}
        todo = deque([start])
        while todo and goal not in came:
            here = todo.popleft()
            for arc, onward in self._at[here]:
                there = arc.end if onward else arc.start
                if arc is not moved and there != start and there not in came and arc.has_room(onward):
                    came[there] = (here, arc, onward)
                    todo.append(there)
        if goal not in came:
            return None
        path, here = [], goal
        while here != start:
            here, arc, onward = came[here]
            path.append((arc, onward))
        return path
