"""Pages of a list, in the shape that Open Referral UK gives them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from signposting.openreferral.values import Record


@dataclass(frozen=True)
class Page:
    """The keys of one page of a list, and where in the list it is."""

    number: int
    total: int
    pages: int
    keys: Sequence[Any]

    def record(self, contents: list[Record]) -> Record:
        """The page with what is on it. Past the end it is empty, and still the truth about the list."""
        return {
            "total_items": self.total,
            "total_pages": self.pages,
            "page_number": self.number,
            "size": len(contents),
            "first_page": self.number == 1,
            "last_page": self.number >= self.pages,
            "empty": not contents,
            "contents": contents,
        }


def page_of(found: "QuerySet[Any]", number: int, size: int) -> Page:
    """The keys alone, which an index holds, so that rows are read for one page only, however far down it is.

    A page of the second half is counted from the end.
    """
    total = found.order_by().count()
    start, stop = (number - 1) * size, min(number * size, total)
    if start >= total:
        keys = []
    elif start < total / 2:
        keys = list(found.order_by("pk").values_list("pk", flat=True)[start:stop])
    else:
        keys = list(found.order_by("-pk").values_list("pk", flat=True)[total - stop : total - start])[::-1]
    return Page(number, total, pages_for(total, size), keys)


def page_of_list(items: Sequence[Any], number: int, size: int) -> Page:
    """The same of what is no table."""
    return Page(number, len(items), pages_for(len(items), size), items[(number - 1) * size : number * size])


def pages_for(total: int, size: int) -> int:
    """How many pages there are; none for an empty list."""
    return -(-total // size)
