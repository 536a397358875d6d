"""A service of another feed (HSDS 3.0, Open Referral UK 3.0) as our records: the inverse of openreferral.records.

Everything becomes plain values under the names of our fields, so that they can be compared with what
stands here. What the feed does not say has no entry, where our record needs one all the same.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.text import Truncator

from signposting.exchange import unmapped
from signposting.exchange.reading_contacts import contacts_read, derived_ids, hours_of_schedules, languages_read
from signposting.exchange.reading_places import areas_read, places_read, prices_read
from signposting.exchange.values import Reader, UnusableError, key_of
from signposting.models import Service
from signposting.openreferral.records import INTERPRETERS, own_description
from signposting.openreferral.values import Record

SUMMARY = 300
PAUSED = ("temporarily closed",)


@dataclass
class Told:
    """What a feed tells of one service: its own fields, its organisation and its locations, and what was left out."""

    service: Record
    organization: Record
    locations: list[Record]
    notes: list[str] = field(default_factory=list)


def service_read(record: object, terms: dict[str, str]) -> Told:
    """Read one full service; `terms` lead from ids and from `taxonomy/code` to our terms. Raises UnusableError."""
    notes: list[str] = []
    reader = Reader(record, notes)
    key = key_of(reader.record)
    organization = reader.record.get("organization")
    if not isinstance(organization, dict):
        raise UnusableError("it does not say which organisation runs it")
    summary, description = words_read(reader)
    contacts = contacts_read(reader, key)
    places, locations, leftovers = places_read(reader)
    areas, other_areas = areas_read(reader)
    prices, other_prices = prices_read(reader)
    known, other_terms = terms_read(reader, terms)
    beside = other_schedules(reader, key, contacts, places)
    if len(places) == 1 and not places[0]["hours"]:
        places[0]["hours"], beside = hours_of_schedules(beside)
    leftovers += beside
    told = {
        "id": key,
        "code": reader.text("code", 80),
        "organization": key_of(organization),
        "name": reader.needed("name", 200),
        "summary": summary,
        "description": description,
        "url": reader.address("url"),
        "status": status_read(reader),
        **ages_read(reader),
        "eligibility_description": reader.text("eligibility_description"),
        "application_process": reader.text("application_process"),
        "fees_description": reader.text("fees_description") or reader.text("fees"),
        "interpreter": reader.text("interpretation_services") == INTERPRETERS,
        "languages": languages_read(reader),
        "contacts": contacts,
        "places": places,
        "areas": areas,
        "prices": prices,
        "terms": known,
        "unmapped": {
            **unmapped.kept(reader.record, unmapped.SERVICE),
            **unmapped.listed(
                schedules=[unmapped.plain(row, unmapped.SCHEDULE, key) for row in leftovers],
                service_areas=other_areas,
                cost_options=other_prices,
                attributes=other_terms,
            ),
        },
        **checks_read(reader),
    }
    if not told["interpreter"] and (said := reader.text("interpretation_services")):
        reader.left_out("interpretation_services", f"look whether interpreters can be asked for: “{said[:200]}”")
    if any(location["sensitive"] for location in locations):
        told["unmapped"] = {}
    return Told(told, organization_read(organization, notes), locations, notes)


def organization_read(record: Record, notes: list[str]) -> Record:
    """An organisation; a description that only repeats its name is none."""
    reader = Reader(record, notes, "organization: ")
    name, description = reader.needed("name", 200), reader.text("description")
    return {
        "id": key_of(record),
        "code": reader.text("code", 80),
        "name": name,
        "description": "" if description == name else description,
        "website": reader.address("website") or reader.address("url"),
        "email": reader.email("email"),
        "unmapped": unmapped.kept(record, unmapped.ORGANIZATION),
    }


def words_read(reader: Reader) -> tuple[str, str]:
    """Our summary and description. Other feeds have one description: its first paragraph, if that is short enough."""
    summary = reader.text("summary", SUMMARY)
    description = reader.text("description")
    if summary:
        return summary, own_description({"summary": summary, "description": description or summary}).strip()
    if not description:
        raise UnusableError("it has no description")
    first, _line, rest = description.partition("\n\n")
    if len(first) <= SUMMARY:
        return first.strip(), rest.strip()
    return Truncator(first).chars(SUMMARY), description


def status_read(reader: Reader) -> str:
    """Active only where the feed says so, or says nothing."""
    status = reader.text("status", 40).lower()
    if not status:
        return str(Service.Status.ACTIVE)
    if status in Service.Status.values:
        return status
    if status not in PAUSED:
        reader.left_out("status", f"“{status}” is not known here, so the service is paused")
    return str(Service.Status.INACTIVE)


def ages_read(reader: Reader) -> Record:
    """Ages in order."""
    least, most = reader.whole("minimum_age", 0, 150), reader.whole("maximum_age", 0, 150)
    if least is not None and most is not None and most < least:
        reader.left_out("minimum_age and maximum_age", "the oldest age is below the youngest")
        least = most = None
    return {"minimum_age": least, "maximum_age": most}


def checks_read(reader: Reader) -> Record:
    """Who says so and when it was checked, as far as the feed tells."""
    found: Record = {
        "source_title": reader.text("source_title", 250),
        "source_url": reader.address("source_url", 500),
        "owner": reader.text("owner", 120),
        "review_interval": reader.whole("review_interval", 1, 24),
        "checked_on": reader.day("assured_date"),
        "review_due": reader.day("review_due"),
    }
    if found["checked_on"] and found["review_due"] <= found["checked_on"]:
        months = found["review_interval"] or 6
        found["review_due"] = due_after(found["checked_on"], months)
    if not found["checked_on"]:
        found["review_due"] = ""
    return {name: value for name, value in found.items() if value}


def due_after(day: str, months: int) -> str:
    """The day of the next check."""
    return (date.fromisoformat(day) + timedelta(days=round(months * 30.4375))).isoformat()


def terms_read(reader: Reader, terms: dict[str, str]) -> tuple[list[str], list[Record]]:
    """Terms that are known here, and the rest."""
    found: set[str] = set()
    rest: list[Record] = []
    for row in reader.records("attributes"):
        term = row.get("taxonomy_term")
        term = term if isinstance(term, dict) else {}
        names = [term.get("id"), row.get("taxonomy_term_id"), f"{term.get('taxonomy')}/{term.get('code')}"]
        ours = next((terms[name] for name in names if isinstance(name, str) and name in terms), None)
        if ours:
            found.add(ours)
        else:
            rest.append(unmapped.attribute(row, reader.record["id"]))
    return sorted(found), rest


def other_schedules(reader: Reader, key: str, contacts: list[Record], places: list[Record]) -> list[Record]:
    """Schedules of the service that its contacts and places do not say already."""
    said = derived_ids(key, contacts, places)
    links = {row["id"] for row in places}
    ours = any("hours" in row for row in reader.records("contacts"))
    return [
        row
        for row in reader.records("schedules")
        if row.get("id") not in said and (ours or row.get("service_at_location_id") not in links)
    ]
