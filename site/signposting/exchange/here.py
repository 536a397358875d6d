"""What is here while a table is looked through: records by their codes, and whose each id is."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from signposting.exchange.cells import Lines
from signposting.openreferral.values import made_id
from spreadsheets.reading import Problem, Row


@dataclass
class Here:
    """`others` is what rows may refer to."""

    others: Any
    known: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    children: dict[str, str] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)

    def note(self, record: Any, key: str, now: dict[str, Any], cells: dict[str, Any]) -> None:
        """Note a record, its id, and the ids of what belongs to it."""
        code = record.code
        self.known[code], self.ids[key], self.keys[code] = record, code, key
        for name, cell in cells.items():
            if isinstance(cell, Lines):
                self.children.update({row["id"]: code for row in now[name]})

    def wrong_code(self, row: Row, code: str) -> list[Problem]:
        """A code names one row and one record."""
        found = []
        if code and code in self.seen:
            says = f"Row {self.seen[code]} has the same code. Keep one of them."
            found.append(Problem(row.number, "code", says))
        self.seen.setdefault(code, row.number)
        wished = row.cells.get("id", "").strip()
        try:
            owner = self.ids.setdefault(str(UUID(wished)), code) if wished else code
        except ValueError:
            says = "Leave the id as it was exported, or empty it for a new record."
            return [*found, Problem(row.number, "id", says)]
        own = self.keys.get(code)
        if owner != code or (wished and own and own != str(UUID(wished))):
            says = f"This is not the id of “{code}”. Leave it as it was exported, or empty it."
            found.append(Problem(row.number, "id", says))
        return found

    def with_ids(
        self, code: str, values: dict[str, Any], now: dict[str, Any], cells: dict[str, Any], number: int
    ) -> list[Problem]:
        """Give each line of a cell the id that it has here, or one of its own; no id of another record."""
        problems = []
        for name, cell in cells.items():
            if not isinstance(cell, Lines) or name not in values:
                continue
            free = {row["id"]: row for row in now.get(name, ())}
            for row in values[name]:
                free.pop(row["id"], None)
            for place, row in enumerate(values[name]):
                same = (key for key, old in free.items() if all(old[part] == row[part] for part in cell.first))
                row["id"] = row["id"] or next(same, made_id(code, name, place, *(row[part] for part in cell.first)))
                free.pop(row["id"], None)
                if self.children.setdefault(row["id"], code) != code:
                    says = f"Line {place + 1}: this id is in use elsewhere. Take “id=” out of the line."
                    problems.append(Problem(number, name, says))
        return problems
