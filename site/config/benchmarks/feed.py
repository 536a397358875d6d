"""What a page of the open feed costs, from the first to the last, in the directory that is planted."""

from dataclasses import dataclass

from django.test import Client

from config.benchmarks.measures import timed, visit
from signposting.openreferral.values import PATH

LISTS = ("/services?", "/services?full=true&", "/service_at_locations?")
TURNS = 9


@dataclass(frozen=True)
class PageCost:
    """One list: seconds of its first page, how many times that its middle and last page cost, and SQL queries."""

    address: str
    seconds: float
    middle: float
    last: float
    queries: int


def measured(client: Client) -> list[PageCost]:
    """Each list, in full pages of the size that a tool gets without asking; the last page but one, which is full."""
    return [cost(client, address) for address in LISTS]


def cost(client: Client, address: str) -> PageCost:
    """The three pages of one list."""
    pages = client.get(f"{PATH}{address}").json()["total_pages"]
    asked = [f"{PATH}{address}page={number}" for number in (1, pages // 2, pages - 1)]
    first, middle, last = (timed(lambda page=page: client.get(page), TURNS) for page in asked)  # type: ignore[misc]
    return PageCost(address, first, middle / first, last / first, max(visit(client, page)[0] for page in asked))
