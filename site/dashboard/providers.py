"""What waits for somebody: each app says what it knows, the dashboard shows it.

The dashboard stands below campaigns and whatever else has work to show, and must not know them. So
an app registers a panel when Django starts, and what it keeps that falls due for review.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from django.db.models import QuerySet
from django.urls import reverse

Urgency = Literal["", "soon", "now"]


@dataclass(frozen=True)
class Row:
    """One thing that waits: what it is, why, where it is mended, how urgent, and its language if not English."""

    title: str
    detail: str
    url: str
    urgency: Urgency = ""
    lang: str = ""


class Rows(Protocol):
    """Gives the rows for a person, the most urgent first, in a number of queries that does not grow."""

    def __call__(self, user: Any, limit: int, skip: int = 0) -> list[Row]:
        """At most `limit` rows after the first `skip`."""


@dataclass(frozen=True)
class Panel:
    """One section of the dashboard. `name` is its address, `well` what is said while nothing waits."""

    name: str
    title: str
    for_whom: Callable[[Any], bool]
    count: Callable[[Any], int]
    rows: Rows
    well: str
    order: int = 100
    icon: str = "list-ul"
    help: str = ""
    whole_list: Callable[[], str] | None = None

    @property
    def url(self) -> str:
        """Where all of it is listed."""
        return self.whole_list() if self.whole_list else reverse("dashboard_list", args=[self.name])


@dataclass(frozen=True)
class Reviewed:
    """A kind of record that falls due for review, and the names of its fields."""

    kind: str
    label: str
    records: "Callable[[], QuerySet[Any]]"
    title: str = "title"
    owner: str = "owner"
    done: str = "checked_on"
    due: str = "review_due"


_panels: dict[str, Panel] = {}
_reviewed: dict[str, Reviewed] = {}


def provide(panel: Panel) -> None:
    """Register a section; the later of two with one name stands."""
    _panels[panel.name] = panel


def panels_for(user: Any) -> list[Panel]:
    """The sections that a person can do something about."""
    return sorted((panel for panel in _panels.values() if panel.for_whom(user)), key=lambda panel: panel.order)


def provide_reviewed(reviewed: Reviewed) -> None:
    """Register a kind of record that falls due."""
    _reviewed[reviewed.kind] = reviewed


def every_reviewed() -> list[Reviewed]:
    """All kinds that fall due."""
    return list(_reviewed.values())
