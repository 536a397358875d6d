"""What follows from the postcodes: outcodes with their middle, cells with enough homes in them, wards with their names."""

from collections import Counter, defaultdict

from django.db import transaction
from django.utils.text import slugify

from signposting.gazetteer.bundled import OUTCODE_FIELDS, names_of
from signposting.gazetteer.spots import cell_code
from signposting.models import Cell, District, Outcode, Place, PlaceName, Postcode

# A cell with fewer postcodes could mean one farm: there the outcode must do.
FEWEST_POSTCODES = 5
# Part of an outcode's postcodes below which a district is but its fringe.
FRINGE = 0.01
COUNTRIES = {"E": "E92000001", "W": "W92000004", "S": "S92000003", "N": "N92000002"}


class Heap:
    """Postcodes that have something in common: how many, their middle, and their districts and outcodes by number."""

    def __init__(self) -> None:
        self.latitude = self.longitude = 0.0
        self.districts: Counter[str] = Counter()
        self.outcodes: Counter[str] = Counter()

    def add(self, latitude: float, longitude: float, district: str, outcode: str) -> None:
        """One postcode more."""
        self.latitude += latitude
        self.longitude += longitude
        self.districts[district] += 1
        self.outcodes[outcode] += 1

    @property
    def middle(self) -> tuple[float, float]:
        """Mean latitude and longitude."""
        number = self.districts.total()
        return round(self.latitude / number, 4), round(self.longitude / number, 4)

    @property
    def parts(self) -> list[str]:
        """Districts that hold more than a fringe, the largest part first."""
        number = self.districts.total()
        return [code for code, count in self.districts.most_common() if code and count >= FRINGE * number]


@transaction.atomic
def derive(district_names: dict[str, str], ward_names: dict[str, str]) -> None:
    """Make outcodes, cells and wards from all postcodes there are; names are those that came with the import."""
    outcodes: defaultdict[str, Heap] = defaultdict(Heap)
    wards: defaultdict[str, Heap] = defaultdict(Heap)
    cells: Counter[tuple[str, int, int, str]] = Counter()
    rows = Postcode.objects.values_list("latitude", "longitude", "district", "ward", "outcode")
    for latitude, longitude, district, ward, outcode in rows.iterator(chunk_size=20_000):
        outcodes[outcode].add(latitude, longitude, district, outcode)
        cells[outcode, round(latitude * 100), round(longitude * 100), district] += 1
        if ward in ward_names:
            wards[ward].add(latitude, longitude, district, outcode)
    _keep_districts({district for heap in outcodes.values() for district in heap.districts if district}, district_names)
    _keep_outcodes(outcodes)
    _keep_cells(cells)
    _keep_wards(wards, ward_names)


def _keep_districts(codes: set[str], names: dict[str, str]) -> None:
    District.objects.bulk_create(
        (
            District(code=code, name=names.get(code, "")[:80], country=COUNTRIES.get(code[0], ""))
            for code in sorted(codes)
        ),
        ignore_conflicts=True,
    )


def _keep_outcodes(heaps: dict[str, Heap]) -> None:
    outcodes = []
    for code, heap in heaps.items():
        latitude, longitude = heap.middle
        districts = heap.parts
        outcodes.append(
            Outcode(
                code=code,
                latitude=latitude,
                longitude=longitude,
                district_id=districts[0] if districts else None,
                districts=districts,
            )
        )
    Outcode.objects.bulk_create(
        outcodes, update_conflicts=True, unique_fields=["code"], update_fields=OUTCODE_FIELDS, batch_size=1000
    )


def _keep_cells(counts: "Counter[tuple[str, int, int, str]]") -> None:
    numbers: Counter[tuple[str, int, int]] = Counter()
    largest: dict[tuple[str, int, int], tuple[int, str]] = {}
    for (outcode, north, east, district), count in counts.items():
        cell = (outcode, north, east)
        numbers[cell] += count
        largest[cell] = max(largest.get(cell, (0, "")), (count, district))
    Cell.objects.all().delete()
    Cell.objects.bulk_create(
        (
            Cell(
                code=cell_code(outcode, north / 100, east / 100),
                latitude=north / 100,
                longitude=east / 100,
                outcode=outcode,
                district_id=largest[outcode, north, east][1] or None,
            )
            for (outcode, north, east), number in numbers.items()
            if number >= FEWEST_POSTCODES
        ),
        batch_size=5000,
    )


def _keep_wards(heaps: dict[str, Heap], names: dict[str, str]) -> None:
    """Wards of the districts that have places of their own here; those of the whole country would drown them."""
    if not heaps:
        return
    here = [kind for kind in Place.Kind if kind != Place.Kind.WARD]
    near = dict(District.objects.filter(places__kind__in=here).values_list("code", "name"))
    Place.objects.filter(kind=Place.Kind.WARD).delete()
    found: dict[str, Place] = {}
    for code, heap in sorted(heaps.items()):
        district = heap.districts.most_common(1)[0][0]
        if district in near:
            place = _ward(code, names[code], heap, district, near[district])
            found.setdefault(place.code, place)
    Place.objects.bulk_create(found.values(), batch_size=1000)
    PlaceName.objects.bulk_create((name for place in found.values() for name in names_of(place, [])), batch_size=1000)


def _ward(code: str, name: str, heap: Heap, district: str, district_name: str) -> Place:
    latitude, longitude = heap.middle
    # Letters and hyphens alone, as codes of places are.
    slug = slugify("".join(letter for letter in f"{name} {district_name} ward" if not letter.isdigit()))
    return Place(
        code=slug[:80].strip("-"),
        name=name[:100],
        kind=Place.Kind.WARD,
        latitude=latitude,
        longitude=longitude,
        district_id=district,
        ward=code,
        outcode=heap.outcodes.most_common(1)[0][0],
    )
