"""What of the demonstration is true in all of England: no place, no local service, nothing invented."""

import json
import re
from collections.abc import Collection
from typing import Any

# ONS codes of the United Kingdom, Great Britain, England and Wales, and England.
COUNTRIES = {"K02000001", "K03000001", "K04000001", "E92000001"}
FOLDERS = ("about", "for", "topics", "guidance")
LOCAL = re.compile(r"bradford|keighley|west yorkshire|demonstration|\.example", re.IGNORECASE)
TEXT_LINK = re.compile(r"\[([^\]]*)\]\(page:([^)]*)\)")
# Films and posters are the demonstration's.
FILES = ("video", "formats")
# What was reviewed here has not been reviewed there.
REVIEWS = ("owner", "reviewed_on", "review_due", "published_on")


def services_everywhere(data: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The services that help everybody in England, and the organisations that run them."""
    services = [entry for entry in data["services"] if entry.get("areas") and set(entry["areas"]) <= COUNTRIES]
    services = [entry for entry in services if not entry.get("locations") and not LOCAL.search(entry["code"])]
    running = {entry["organization"] for entry in services}
    organizations = [entry for entry in data["organizations"] if entry["code"] in running]
    return {"organizations": organizations, "locations": [], "services": services}


def pages_everywhere(
    pages: dict[str, dict[str, Any]], services: Collection[str], screens: Collection[str], name: str
) -> dict[str, dict[str, Any]]:
    """The pages that hold once local services are left out, parents first. `name` is the home page's title.

    What they say of pages that stay behind goes too: a card is dropped, a link becomes its words.
    """
    narrowed = {address: {**page} for address, page in pages.items() if address.partition("/")[0] in ("", *FOLDERS)}
    narrowed[""]["title"] = name
    while True:
        tried = {address: _narrowed(page, services, {*narrowed, *screens}) for address, page in narrowed.items()}
        kept = {address: page for address, page in tried.items() if not LOCAL.search(json.dumps(page, default=str))}
        kept = {address: page for address, page in kept.items() if _parent(address) in kept}
        if len(kept) == len(narrowed):
            return kept
        narrowed = {address: narrowed[address] for address in kept}


def _parent(address: str) -> str:
    return address.rpartition("/")[0]


def _narrowed(page: dict[str, Any], services: Collection[str], places: Collection[str]) -> dict[str, Any]:
    without = {name: value for name, value in page.items() if name not in REVIEWS}
    without["body"] = [block for block in (_block(one, services, places) for one in page.get("body") or []) if block]
    if "doorways" in page:
        without["doorways"] = [door for door in page["doorways"] if door["page"] in places]
    return without


def _block(block: dict[str, Any], services: Collection[str], places: Collection[str]) -> dict[str, Any] | None:
    """A block without what stays behind; None if nothing of it is left."""
    ((kind, value),) = block.items()
    for of, name, known in (("helplines", "services", services), ("cards", "pages", places)):
        if kind == of:
            value = {**value, name: [one for one in value[name] if one in known]}
            return {kind: value} if value[name] else None
    if kind in FILES or (kind == "call_to_action" and value["page"] not in places):
        return None
    return {kind: _words(value, places)}


def _words(value: Any, places: Collection[str]) -> Any:
    if isinstance(value, str):
        return TEXT_LINK.sub(lambda link: link[0] if link[2] in places else link[1], value)
    if isinstance(value, dict):
        return {name: _words(one, places) for name, one in value.items()}
    return [_words(one, places) for one in value] if isinstance(value, list) else value
