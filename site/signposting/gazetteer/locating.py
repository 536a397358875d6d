"""From what somebody typed to a spot. A full postcode goes in and never comes out, in results or in errors."""

import re

from signposting.gazetteer import typed as reading
from signposting.gazetteer.spots import Spot, cell_code, of_cell, of_outcode, of_place
from signposting.gazetteer.unknown import Reason, Unknown
from signposting.models import Cell, Outcode, Place, PlaceName, Postcode

# More would be a list to get lost in.
MOST_CHOICES = 12
# So many people live in a city: whoever types its name means the city and not a hamlet of the same name.
CITY = 100_000

SECTOR = re.compile(rf"({reading.OUTWARD}) [0-9][A-Z]?")


def locate(typed: str) -> Spot | Unknown:
    """The spot of a postcode, outcode, ward or place name typed by hand, or why there is none.

    At most three queries. Without the table of postcodes, or for one that it does not hold, a postcode is
    located by its outcode.
    """
    # Cut first: what is too long is not worth cleaning. One more letter than allowed tells that it was.
    if len(typed) > reading.LONGEST * 2:
        return Unknown(Reason.TOO_LONG)
    text = reading.cleaned(typed)
    if len(text) > reading.LONGEST:
        return Unknown(Reason.TOO_LONG)
    if not text:
        return Unknown(Reason.EMPTY)
    # With a digit it is no name. Without one it can still be a postcode with a letter for a digit (BDI), but
    # then names go first, or Hull would be HU11.
    return _by_code(text) if any(letter.isdecimal() for letter in text) else _by_name(text)


def _by_code(text: str) -> Spot | Unknown:
    postcodes, outcodes = _codes_in(text)
    spot = _of_postcodes(postcodes) or _of_outcodes([*map(reading.outcode_of, postcodes), *outcodes])
    return spot or Unknown(_why_not(text, [*postcodes, *outcodes]))


def _codes_in(text: str) -> tuple[list[str], list[str]]:
    """The postcodes and outcodes that the text can mean: all of it, or else its end, after a street or a town."""
    sector = SECTOR.fullmatch(text.upper())
    if sector:
        return [], reading.as_outcodes(sector.group(1))
    words = text.replace(",", " ").split()
    for end in (words, words[-2:], words[-1:]):
        postcodes = reading.as_postcodes("".join(end))
        outcodes = [] if postcodes else reading.as_outcodes("".join(end))
        if postcodes or outcodes:
            return postcodes, outcodes
    return [], []


def _of_postcodes(codes: list[str]) -> Spot | None:
    found = {postcode.code: postcode for postcode in Postcode.objects.filter(code__in=codes)} if codes else {}
    postcode = next((found[code] for code in codes if code in found), None)
    if postcode is None:
        return None
    code = cell_code(postcode.outcode, postcode.latitude, postcode.longitude)
    # Where few live there is no cell, and the outcode must do.
    cell = Cell.objects.select_related("district").filter(code=code).first()
    return of_cell(cell) if cell else _of_outcodes([postcode.outcode])


def _of_outcodes(codes: list[str]) -> Spot | None:
    if not codes:
        return None
    found = {outcode.code: outcode for outcode in Outcode.objects.select_related("district").filter(code__in=codes)}
    return next((of_outcode(found[code]) for code in codes if code in found), None)


def _by_name(text: str) -> Spot | Unknown:
    parts = [reading.folded(part) for part in text.split(",")]
    name, within = parts[0], [part for part in parts[1:] if part]
    whole = reading.folded(text)
    places = _named([whole, name])
    fitting = [place for place in places.get(name, []) if _lies_in(place, within)] if within else []
    candidates = fitting or places.get(whole, []) or places.get(name, [])
    if candidates:
        return _one_of(candidates)
    return _by_misread(text)


def _by_misread(text: str) -> Spot | Unknown:
    postcodes, outcodes = _codes_in(text)
    spot = _of_outcodes([*map(reading.outcode_of, postcodes), *outcodes])
    return spot or Unknown(_why_not(text, [*postcodes, *outcodes]))


def _named(names: list[str]) -> dict[str, list[Place]]:
    """Places by the name looked up. Where somebody's own name is another's nickname, the own name counts."""
    found: dict[str, list[PlaceName]] = {}
    wanted = [name for name in dict.fromkeys(names) if name]
    for row in PlaceName.objects.select_related("place__district").filter(folded__in=wanted):
        found.setdefault(row.folded, []).append(row)
    return {
        name: [row.place for row in rows if row.own or not any(other.own for other in rows)]
        for name, rows in found.items()
    }


def _lies_in(place: Place, within: list[str]) -> bool:
    known = {reading.folded(place.outcode), reading.folded(place.district.name if place.district else "")}
    return any(part in known for part in within)


def _one_of(places: list[Place]) -> Spot | Unknown:
    places = sorted(_without_doubles(places), key=lambda place: (-place.population, place.code))
    first, *others = places
    if not others or first.population >= CITY > others[0].population:
        return of_place(first)
    return Unknown(Reason.SEVERAL, tuple(of_place(place) for place in places[:MOST_CHOICES]))


def _without_doubles(places: list[Place]) -> list[Place]:
    """A ward that is named after a place in the same district is no choice beside it."""
    taken = {place.district_id for place in places if place.kind != Place.Kind.WARD}
    return [place for place in places if place.kind != Place.Kind.WARD or place.district_id not in taken]


def _why_not(text: str, codes: list[str]) -> Reason:
    areas = {reading.area_of(code) for code in codes[:1]}
    if reading.is_forces(text):
        return Reason.FORCES
    for known, reason in (
        (reading.SCOTLAND, Reason.SCOTLAND),
        (reading.NORTHERN_IRELAND, Reason.NORTHERN_IRELAND),
        (reading.CROWN, Reason.CROWN),
        (reading.ENGLAND_AND_WALES, Reason.FAR),
    ):
        if areas & known:
            return reason
    return Reason.FOREIGN if reading.is_foreign(text) else Reason.NOT_KNOWN
