"""What may be kept of a record that has no field here: it is public in our feed, so only what is named here.

People's names, contacts, addresses and whatever nobody has thought of are never kept.
"""

from collections.abc import Mapping
from typing import Any

from signposting.openreferral.values import Record, compact

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


def plain(record: Record, names: tuple[str, ...]) -> Record:
    """The named fields that hold a text or a number."""
    return compact({name: record[name] for name in names if name in record and _small(record[name])})


def attribute(record: Record) -> Record:
    """A term that is not known here, with its name."""
    term = record.get("taxonomy_term")
    return {**plain(record, ATTRIBUTE), **({"taxonomy_term": plain(term, TERM)} if isinstance(term, dict) else {})}


def kept(record: Record, allowed: Mapping[str, type]) -> Record:
    """What may be kept of a whole record."""
    return compact({name: record[name] for name, kind in allowed.items() if _fits(record.get(name), kind)})


def _fits(value: Any, kind: type) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool) and _small(value)


def _small(value: Any) -> bool:
    return isinstance(value, str | int | float) and len(str(value)) <= LONGEST and "\0" not in str(value)


def listed(**lists: list[Record]) -> Record:
    """Lists that have something in them."""
    return {name: rows for name, rows in lists.items() if rows}
