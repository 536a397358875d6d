"""What a reader asks the finder."""

from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from signposting.gazetteer.spots import Spot

KM_IN_A_MILE = 1.609344
FAR = 10
"""Miles around a place that are looked at unless the reader says otherwise."""


@dataclass(frozen=True)
class Asked:
    """The filters of one search; each is a parameter of the same name in its address, `place` is `where` there.

    Terms, languages and the other choices are codes. `within` is in miles and counts only with a place. `s` is
    the reader's own list (signposting.shortlist), which narrows nothing and is carried along.
    """

    need: str = ""
    topic: str = ""
    audience: str = ""
    q: str = ""
    age: int | None = None
    language: str = ""
    cost: str = ""
    channel: str = ""
    accessibility: str = ""
    open: bool = False
    place: Spot | None = None
    within: int = FAR
    s: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows the directory."""
        return self == replace(Asked(), within=self.within, s=self.s)

    @property
    def km(self) -> float:
        """How far is near, in kilometres."""
        return self.within * KM_IN_A_MILE

    @property
    def given(self) -> dict[str, str]:
        """The filters as parameters, those without a value left out."""
        return {name: text for name, value in self._values() if (text := _written(value))}

    def without(self, name: str) -> "Asked":
        """The same search with one filter less."""
        return replace(self, **{name: getattr(Asked(), name)})

    def at(self, place: Spot | None, within: int | None = None) -> "Asked":
        """The same search somewhere else."""
        return replace(self, place=place, within=within or self.within)

    def query(self) -> str:
        """The search as a query string, with its question mark; a lone one where nothing is asked.

        A link needs it even then: an empty address is the one the reader stands on, filters and all.
        """
        return f"?{urlencode(self.given)}"

    def _values(self) -> list[tuple[str, Any]]:
        values = [(field.name, getattr(self, field.name)) for field in fields(self)]
        named = [("where" if name == "place" else name, value) for name, value in values]
        return [(name, value) for name, value in named if name != "within" or (self.place and value != FAR)]


def _written(value: Any) -> str:
    match value:
        case None | False | "":
            return ""
        case True:
            return "now"
        case Spot():
            return value.where
    return str(value)
