"""What every record of the feed is made of."""

import uuid
from datetime import UTC, datetime
from typing import Any

from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.functional import Promise

from config.languages import SOURCE
from signposting import spoken

Record = dict[str, Any]

PATH = "/api/open-referral"
"""Where the feed is."""

NAMESPACE = uuid.UUID("6a1e1c0e-3d3b-5b0f-9a55-0d3f6d7f4c11")
"""Ids of what has none of its own are made in here, so that they are the same in every answer."""


def made_id(*parts: object) -> str:
    """An id for something that is known by what it belongs to, such as one language of one service."""
    return str(uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts)))


def compact(record: Record) -> Record:
    """The record without what is not known: an empty field is left out, never sent empty."""
    return {name: value for name, value in record.items() if value is not None and value not in ("", [], {})}


def merged(own: Record, unmapped: Record) -> Record:
    """Our record, and what an imported feed said that we have no field for.

    Ours wins even where it is empty, so that nothing taken out here comes back from elsewhere.
    """
    return compact({**unmapped, **own})


def moment(when: datetime | None) -> str | None:
    """A date and time in UTC."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z") if when else None


def address(url: str) -> str:
    """A web address in the letters that the schemas' `uri` allows."""
    return iri_to_uri(url) or ""


def language_records(codes: list[str], link: str, owner: str) -> list[Record]:
    """Spoken languages as HSDS 3.0 has them; `link` names the field that says whose they are."""
    return [
        {"id": made_id(owner, "language", code), link: owner, "code": code, "name": spoken.english(code)}
        for code in codes
    ]


def in_source(label: str | Promise) -> str:
    """A label in the language of the records, whatever language surrounds them."""
    with translation.override(SOURCE):
        return str(label)
