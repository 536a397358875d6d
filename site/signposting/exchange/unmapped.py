"""What may be kept of a record that has no field here: it is public in our feed, so only what is named here.

People's names, contacts, addresses and whatever nobody has thought of are never kept.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from signposting.exchange.values import UNSEEN
from signposting.openreferral.values import Record, compact, made_id

SERVICE = {
    "alternate_name": str,
    "alert": str,
    "accreditations": str,
    "licenses": str,
    "wait_time": str,
    "eligibility_type": str,
}
ORGANIZATION = {"alternate_name": str, "uri": str, "logo": str, "legal_status": str, "year_incorporated": int}
LOCATION = {"alternate_name": str, "external_identifier": str, "external_identifier_type": str}
SCHEDULE = (
    "id",
    "service_id",
    "location_id",
    "service_at_location_id",
    "contact_id",
    "phone_id",
    "valid_from",
    "valid_to",
    "dtstart",
    "timezone",
    "until",
    "count",
    "wkst",
    "freq",
    "interval",
    "byday",
    "byweekno",
    "bymonthday",
    "byyearday",
    "description",
    "opens_at",
    "closes_at",
    "schedule_link",
    "attending_type",
    "notes",
)
AREA = ("id", "service_id", "name", "description", "extent_type", "uri", "service_area", "code")
PRICE = ("id", "service_id", "valid_from", "valid_to", "option", "currency", "amount", "amount_description")
ATTRIBUTE = ("id", "link_id", "link_entity", "link_type", "taxonomy_term_id", "value", "label")
TERM = (
    "id",
    "code",
    "name",
    "description",
    "parent_id",
    "taxonomy",
    "taxonomy_id",
    "term_uri",
    "term",
    "language",
    "sort_order",
)
LONGEST = 5_000
LARGEST = 1_000_000_000
"""PostgreSQL gives larger numbers back in another form."""
NUMBERS = ("interval", "count", "amount", "sort_order")
ADDRESSES = ("uri", "term_uri", "schedule_link", "logo")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
WEB = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?([/?#][!-~]*)?")


def plain(record: Record, names: tuple[str, ...], owner: object) -> Record:
    """The named fields that hold what the schemas want there, and an id."""
    found = compact({name: record[name] for name in names if name in record and _valid(name, record[name])})
    return {"id": made_id(owner, json.dumps(found, sort_keys=True)), **found} if found else {}


def attribute(record: Record, owner: object) -> Record:
    """A term that is not known here, with its name; nothing if it has none."""
    term = plain(record["taxonomy_term"], TERM, "term") if isinstance(record.get("taxonomy_term"), dict) else {}
    if not term.get("name"):
        return {}
    own = {"id": made_id(owner, term["id"]), **plain(record, ATTRIBUTE, owner)}
    return {**own, "taxonomy_term": {"description": term["name"], **term}}


def kept(record: Record, allowed: Mapping[str, type]) -> Record:
    """What may be kept of a whole record."""
    return compact({name: record[name] for name, kind in allowed.items() if _fits(name, record.get(name), kind)})


def _fits(name: str, value: Any, kind: type) -> bool:
    right = isinstance(value, kind) and not isinstance(value, bool) and _small(value)
    return right and (name not in ADDRESSES or bool(WEB.fullmatch(value)))


def _valid(name: str, value: Any) -> bool:
    """Whether a value is of the kind that Open Referral UK's schemas have for the name."""
    if name in NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST
    if not isinstance(value, str) or not _small(value):
        return False
    if name == "id" or name.endswith("_id"):
        return bool(UUID.fullmatch(value))
    if name in ("valid_from", "valid_to"):
        return _is_day(value)
    if name == "freq":
        return value in ("WEEKLY", "MONTHLY")
    return name not in ADDRESSES or bool(WEB.fullmatch(value))


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _small(value: Any) -> bool:
    return len(str(value)) <= LONGEST and not UNSEEN.search(str(value))


def listed(**lists: list[Record]) -> Record:
    """Lists that have something in them."""
    return compact({name: [row for row in rows if row] for name, rows in lists.items()})
