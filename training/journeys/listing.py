"""The catalogue's list: modules, and packages that others made."""

from typing import Any

from pages.entries import Entry
from training.journeys.catalogue import find_modules
from training.journeys.package_catalogue import find_packages
from training.models import Level


def find_all(chosen: dict[str, Any], language: str) -> list[Entry]:
    """Whatever matches, that for everyone first, then by title; three queries."""
    order = list(Level.values)
    found = [*find_modules(chosen, language), *find_packages(chosen, language)]
    return [one for _level, one in sorted(found, key=lambda item: (order.index(item[0]), item[1].title))]
