"""A spot: where somebody is, known only to about a kilometre, with a code that may stand in a public address."""

import re
from dataclasses import dataclass

from signposting.models import Cell, District, Outcode, Place

IS_OUTCODE = re.compile(r"[a-z]{1,2}[0-9][0-9a-z]?")
IS_CELL = re.compile(r"[a-z]{1,2}[0-9][0-9a-z]?-[0-9]{4}-[ew][0-9]{4}")
IS_PLACE = re.compile(r"[a-z]+(?:-[a-z]+)*")
LONGEST_CODE = 80


@dataclass(frozen=True)
class Spot:
    """Where somebody is. Position and label are never finer than a cell, an outcode or a place that has a name.

    `where` is the code for addresses (`spot_of` reads it back), `areas` the GSS codes of all areas that cover
    the spot, the smallest first.
    """

    where: str
    label: str
    latitude: float
    longitude: float
    district: str = ""
    district_name: str = ""
    outcode: str = ""
    areas: tuple[str, ...] = ()

    @property
    def full_label(self) -> str:
        """The label with what tells it from others of the same name: Walton, Leeds, LS23."""
        return ", ".join(dict.fromkeys(part for part in (self.label, self.district_name, self.outcode) if part))


def spot_of(where: str) -> Spot | None:
    """The spot of a code made by `locate`; None for anything else, above all for anything finer."""
    if len(where) > LONGEST_CODE:
        return None
    if IS_OUTCODE.fullmatch(where):
        outcode = Outcode.objects.select_related("district").filter(code=where.upper()).first()
        return of_outcode(outcode) if outcode else None
    if IS_CELL.fullmatch(where):
        cell = Cell.objects.select_related("district").filter(code=where).first()
        return of_cell(cell) if cell else None
    if IS_PLACE.fullmatch(where):
        place = Place.objects.select_related("district").filter(code=where).first()
        return of_place(place) if place else None
    return None


def of_outcode(outcode: Outcode) -> Spot:
    """The middle of an outcode."""
    return _spot(outcode.code.lower(), outcode.code, outcode, outcode.district, outcode=outcode.code)


def of_cell(cell: Cell) -> Spot:
    """The middle of a cell; it is shown by its outcode's name."""
    return _spot(cell.code, cell.outcode, cell, cell.district, outcode=cell.outcode)


def of_place(place: Place) -> Spot:
    """The place that has a name."""
    return _spot(place.code, place.name, place, place.district, outcode=place.outcode, ward=place.ward)


def cell_code(outcode: str, latitude: float, longitude: float) -> str:
    """The code of the cell around a point: hundredths of a degree, 1.1 km by 0.7 km in West Yorkshire."""
    north, east = round(latitude * 100), round(longitude * 100)
    return f"{outcode.lower()}-{north:04d}-{'w' if east < 0 else 'e'}{abs(east):04d}"


def _spot(
    where: str,
    label: str,
    point: Outcode | Cell | Place,
    district: District | None,
    *,
    outcode: str,
    ward: str = "",
) -> Spot:
    areas = ([ward] if ward else []) + (district.areas if district else [])
    return Spot(
        where=where,
        label=label,
        latitude=round(point.latitude, 2),
        longitude=round(point.longitude, 2),
        district=district.code if district else "",
        district_name=district.name if district else "",
        outcode=outcode,
        areas=tuple(areas),
    )
