"""Where the demonstration's content lies, and how it is read."""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

PAGE_FOLDERS = ("site/pages/demonstration/pages", "campaigns/demonstration/pages", "training/demonstration/pages")
MODULE_FOLDER = "training/demonstration/modules"
EVENT_FOLDER = "training/demonstration/events"
BANK_FOLDER = "training/demonstration/banks"
FACT_FOLDER = "site/pages/demonstration/facts"
AWARENESS_DAYS = "campaigns/demonstration/awareness_days.yaml"
MEDIA_FOLDER = "site/pages/demonstration/media"
SIGNPOSTING_FOLDER = "site/signposting/demonstration"
PAGES_FOLDER = "site/pages/demonstration"
CATALOGUE_FOLDERS = ("site/pages/demonstration/locale", "training/demonstration/locale")
JOB_ROLES = "training/demonstration/job_roles.yaml"


def read(path: str | Path) -> Any:
    """A YAML file, by its path from the root of the project."""
    return yaml.safe_load((settings.BASE_DIR / path).read_text())


def read_services() -> dict[str, list[dict[str, Any]]]:
    """Organisations, locations and services: the real ones, then those that are invented."""
    found: dict[str, list[dict[str, Any]]] = {"organizations": [], "locations": [], "services": []}
    for name in ("services", "invented"):
        for kind, entries in read(f"{SIGNPOSTING_FOLDER}/{name}.yaml").items():
            found[kind] += entries
    return found


def read_banks() -> dict[str, dict[str, Any]]:
    """Question banks by their codes."""
    return {path.stem: read(path) for path in sorted((settings.BASE_DIR / BANK_FOLDER).glob("*.yaml"))}


def read_facts() -> list[dict[str, Any]]:
    """All facts."""
    return [fact for path in sorted((settings.BASE_DIR / FACT_FOLDER).glob("*.yaml")) for fact in read(path)]


def read_pages() -> dict[str, dict[str, Any]]:
    """All pages by their address without slashes at its ends (the home page's is empty), parents first.

    Children stand in the order of their section's `cards`, then by name, so that menus and
    lists have the order that the writers chose.
    """
    pages: dict[str, dict[str, Any]] = {}
    for folder in PAGE_FOLDERS:
        root = settings.BASE_DIR / folder
        for path in root.rglob("*.yaml"):
            address = str(path.relative_to(root).with_suffix(""))
            pages["" if address == "home" else address] = read(path)
    for folder in (MODULE_FOLDER, EVENT_FOLDER):
        pages.update({f"training/{path.stem}": read(path) for path in (settings.BASE_DIR / folder).glob("*.yaml")})
    order = carded(pages)
    return dict(
        sorted(pages.items(), key=lambda item: (item[0].count("/") + bool(item[0]), order.get(item[0], 999), item[0]))
    )


def carded(pages: dict[str, dict[str, Any]]) -> dict[str, int]:
    """The place of each page among the cards of the page above it."""
    places: dict[str, int] = {}
    for address, page in pages.items():
        cards = [path for block in page.get("body") or [] for path in (block.get("cards") or {}).get("pages", [])]
        places.update({path: place for place, path in enumerate(cards) if path.rpartition("/")[0] == address})
    return places
