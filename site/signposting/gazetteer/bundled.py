"""The places that come with the site: `signposting/data`, whose README names sources and licences."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from signposting.gazetteer.typed import folded
from signposting.models import District, Outcode, Place, PlaceName, Postcode

DATA = Path(__file__).resolve().parent.parent / "data"
OUTCODE_FIELDS = ["latitude", "longitude", "district", "districts"]


@transaction.atomic
def load_gazetteer() -> dict[str, int]:
    """Load or refresh the bundled districts, outcodes and places; says how many. Again changes nothing.

    Outcodes derived from an import are at least as good and stay, and so do the wards that it brought.
    """
    districts = [_district(row) for row in _rows("districts.csv")]
    District.objects.bulk_create(
        districts,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "combined_authority", "region", "country"],
    )
    outcodes = [_outcode(row) for row in _rows("outcodes.csv")]
    if Postcode.objects.exists():
        Outcode.objects.bulk_create(outcodes, ignore_conflicts=True)
    else:
        Outcode.objects.bulk_create(
            outcodes, update_conflicts=True, unique_fields=["code"], update_fields=OUTCODE_FIELDS
        )
    places = _load_places(list(_rows("places.csv")))
    return {"districts": len(districts), "outcodes": len(outcodes), "places": places}


def names_of(place: Place, others: list[str]) -> list[PlaceName]:
    """The ways to write a place's name, its own first."""
    own = folded(place.name)
    written = dict.fromkeys([own, *map(folded, others)])
    return [PlaceName(place=place, folded=name, own=name == own) for name in written if name]


def _load_places(rows: list[dict[str, str]]) -> int:
    places = [_place(row) for row in rows]
    Place.objects.exclude(kind=Place.Kind.WARD).exclude(code__in=[place.code for place in places]).delete()
    Place.objects.bulk_create(
        places,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "kind", "latitude", "longitude", "district", "outcode", "population"],
    )
    PlaceName.objects.exclude(place__kind=Place.Kind.WARD).delete()
    PlaceName.objects.bulk_create(
        name for place, row in zip(places, rows, strict=True) for name in names_of(place, row["other_names"].split(";"))
    )
    return len(places)


def _district(row: dict[str, str]) -> District:
    return District(
        code=row["district"],
        name=row["name"],
        combined_authority=row["combined_authority"],
        region=row["region"],
        country=row["country"],
    )


def _outcode(row: dict[str, str]) -> Outcode:
    districts = row["districts"].split()
    return Outcode(
        code=row["outcode"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        district_id=districts[0],
        districts=districts,
    )


def _place(row: dict[str, str]) -> Place:
    return Place(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        district_id=row["district"],
        outcode=row["outcode"],
        population=int(row["population"]),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
