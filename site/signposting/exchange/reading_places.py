"""Places, areas and prices of a service, as other feeds tell them."""

from decimal import Decimal, InvalidOperation

from signposting.exchange import unmapped
from signposting.exchange.reading_contacts import hours_of_schedules, hours_read, key_or_made
from signposting.exchange.values import Reader, UnusableError, key_of
from signposting.models import Accessibility, ServiceArea
from signposting.models.locations import GIVES_AWAY
from signposting.openreferral.values import Record

GIVES_AWAY_TOO = ("description", "transportation")
AREAS = {label.casefold(): code for code, label in ServiceArea.Area.choices}
MOST_POUNDS = 999_999


def location_read(record: Record, notes: list[str]) -> Record:
    """A location, with its first address. One that says it is sensitive loses all that says where it is."""
    reader = Reader(record, notes, f"place {str(record.get('name') or '')[:60]}: ")
    own: Record = {
        "id": key_of(record),
        "code": reader.text("code", 80),
        "name": reader.text("name", 200),
        "description": reader.text("description"),
        "transportation": reader.text("transportation", 300),
        "sensitive": record.get("sensitive") is True,
        "accessibility": accessibility_read(reader),
        "unmapped": unmapped.kept(record, unmapped.LOCATION),
        **spot_read(reader),
        **address_read(reader),
    }
    own["name"] = own["name"] or own["address_1"] or "A place without a name"
    return without_address(own) if own["sensitive"] else own


def without_address(own: Record) -> Record:
    """The same of a secret place."""
    empty = {name: None if name in ("latitude", "longitude") else "" for name in (*GIVES_AWAY, *GIVES_AWAY_TOO)}
    features = [{**row, "details": ""} for row in own["accessibility"]]
    name = own["name"] if own["name"] != own["address_1"] else "A place kept secret"
    return {**own, **empty, "name": name, "accessibility": features, "unmapped": {}, "sensitive": True}


def spot_read(reader: Reader) -> Record:
    """Both coordinates, or neither."""
    found: list[float] = []
    for name, most in (("latitude", 90), ("longitude", 180)):
        value = reader.record.get(name)
        try:
            number = float(value) if value not in (None, "") and not isinstance(value, bool) else 999.0
        except (TypeError, ValueError, OverflowError):
            number = 999.0
        if abs(number) <= most:
            found.append(number)
        elif value not in (None, ""):
            reader.left_out(name, f"it is not between -{most} and {most}")
    both = found if len(found) == 2 and found != [0.0, 0.0] else [None, None]
    return dict(zip(("latitude", "longitude"), both, strict=True))


def address_read(reader: Reader) -> Record:
    """The address that is visited, rather than one for letters. `attention` names a person, and is not read."""
    rows = reader.records("addresses")
    rows.sort(key=lambda row: row.get("address_type") != "physical")
    told = Reader(rows[0] if rows else {}, reader.notes, reader.what)
    if len(rows) > 1:
        reader.left_out("addresses", "only one of them is kept")
    lengths = {"address_1": 200, "address_2": 200, "city": 100, "region": 100, "state_province": 100, "postal_code": 10}
    return {name: told.text(name, most) for name, most in lengths.items()}


def accessibility_read(reader: Reader) -> list[Record]:
    """What makes a place easier to use; what has no code here is kept in words."""
    found: list[Record] = []
    for row in reader.records("accessibility"):
        told = Reader(row, reader.notes, reader.what)
        feature = told.text("feature", 30)
        if feature in Accessibility.Feature.values:
            details = told.text("details", 300)
        else:
            words = [told.text(name) for name in ("description", "accessibility", "details")]
            feature, details = "other", " ".join(dict.fromkeys(filter(None, words)))[:300]
        if feature != "other" or details:
            key = key_or_made(told, reader.record.get("id"), "accessibility")
            found.append({"id": key, "feature": feature, "details": details})
    return found


def places_read(reader: Reader) -> tuple[list[Record], list[Record], list[Record]]:
    """Where the service is and when, the locations themselves, and schedules that our form cannot say."""
    links: list[Record] = []
    locations: dict[str, Record] = {}
    leftovers: list[Record] = []
    beside = reader.records("schedules")
    for row in reader.records("service_at_locations"):
        told = Reader(row, reader.notes, "service_at_location: ")
        try:
            key = key_or_made(told, reader.record.get("id"), "place")
            location = row.get("location")
            if isinstance(location, dict):
                found = location_read(location, reader.notes)
                locations.setdefault(found["id"], found)
            place = key_of(location) if isinstance(location, dict) else key_of(row, "location_id")
        except UnusableError as why:
            reader.left_out("a place", str(why))
            continue
        hours = hours_read(told, "hours")
        if not hours and "hours" not in row:
            own = told.records("schedules") or [one for one in beside if one.get("service_at_location_id") == key]
            hours, rest = hours_of_schedules(own)
            leftovers += [{**one, "service_at_location_id": key} for one in rest]
        links.append({"id": key, "location": place, "hours": hours})
    return links, list(locations.values()), leftovers


def areas_read(reader: Reader) -> tuple[list[Record], list[Record]]:
    """Areas by code or by name, and those that are not known here."""
    found: list[Record] = []
    rest: list[Record] = []
    for row in reader.records("service_areas"):
        told = Reader(row, reader.notes)
        names = [told.text("code", 20), told.text("uri", 500).rpartition("/")[2]]
        names += [AREAS.get(told.text(name).casefold(), "") for name in ("service_area", "name")]
        code = next((name for name in names if name in ServiceArea.Area.values), "")
        if not code:
            rest.append(unmapped.plain(row, unmapped.AREA, reader.record["id"]))
        elif code not in {one["code"] for one in found}:
            found.append({"id": key_or_made(told, reader.record.get("id"), "area"), "code": code})
    return found, rest


def prices_read(reader: Reader) -> tuple[list[Record], list[Record]]:
    """Prices in pounds, and those that are not."""
    found: list[Record] = []
    rest: list[Record] = []
    for row in reader.records("cost_options"):
        told = Reader(row, reader.notes, "cost_option: ")
        amount = pounds(row.get("amount"))
        if amount is None or str(row.get("currency") or "GBP").upper() != "GBP":
            rest.append(unmapped.plain(row, unmapped.PRICE, reader.record["id"]))
            continue
        found.append(
            {
                "id": key_or_made(told, reader.record.get("id"), "price"),
                "option": told.text("option", 120),
                "amount": amount,
                "amount_description": told.text("amount_description", 120),
                "valid_from": told.day("valid_from"),
                "valid_to": told.day("valid_to"),
            }
        )
    return found, rest


def pounds(value: object) -> str | None:
    """Pounds and pence; None if it is no price."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    if isinstance(value, bool) or not amount.is_finite() or not 0 <= amount <= MOST_POUNDS:
        return None
    return f"{amount:.2f}"
