"""How far something is, in plain SQL, against the same question in plain Python."""

from math import asin, cos, hypot, radians, sin, sqrt

import pytest

from signposting.gazetteer.grid import to_latitude_longitude
from signposting.gazetteer.nearness import with_distance, within
from signposting.gazetteer.spots import Spot, spot_of
from signposting.models import Place, PlaceName

pytestmark = pytest.mark.django_db


def kilometres(spot: Spot, latitude: float, longitude: float) -> float:
    """The haversine, as a textbook writes it."""
    across, along = radians(latitude - spot.latitude), radians(longitude - spot.longitude)
    chord = sin(across / 2) ** 2 + cos(radians(spot.latitude)) * cos(radians(latitude)) * sin(along / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(chord))


@pytest.fixture
def bradford(db: None) -> Spot:
    """The city."""
    spot = spot_of("bradford")
    assert spot
    return spot


@pytest.mark.parametrize("km", [0.5, 5, 20, 100])
def test_the_same_places_are_near_in_sql_and_in_python(bradford: Spot, km: float) -> None:
    expected = {
        place.code: distance
        for place in Place.objects.all()
        if (distance := kilometres(bradford, place.latitude, place.longitude)) <= km
    }
    near = {place.code: place.distance for place in within(Place.objects.all(), bradford, km)}
    assert near.keys() == expected.keys()
    assert near == pytest.approx(expected)


def test_the_nearest_comes_first(bradford: Spot) -> None:
    names = list(within(Place.objects.filter(kind="settlement"), bradford, 12).order_by("distance").values_list("name"))
    assert names[0] == ("Bradford",)
    assert ("Shipley",) in names
    assert ("Leeds",) not in names


def test_a_position_can_lie_on_another_table(bradford: Spot) -> None:
    rows = within(PlaceName.objects.filter(folded="leeds"), bradford, 20, at="place__")
    assert [round(row.distance) for row in rows] == [13]


def test_a_spot_is_no_distance_from_itself(bradford: Spot) -> None:
    Place.objects.filter(code="leeds").update(latitude=bradford.latitude, longitude=bradford.longitude)
    leeds = with_distance(Place.objects.filter(code="leeds"), bradford).get()
    assert leeds.distance == pytest.approx(0, abs=1e-6)
    assert within(Place.objects.filter(code="leeds"), bradford, 0).exists()


@pytest.mark.parametrize(
    ("easting", "northing", "latitude", "longitude"),
    [
        # The Ordnance Survey's own point: the water tower at Caister, in OSGB36 and in ETRS89.
        (651_409.804, 313_177.450, 52 + 39 / 60 + 28.8282 / 3600, 1 + 42 / 60 + 57.8663 / 3600),
        # SW1A 1AA as Code-Point Open and as the ONS Postcode Directory place it.
        (529_090, 179_645, 51.501009, -0.141588),
    ],
)
def test_the_national_grid_is_turned_into_degrees_to_about_five_metres(
    easting: float, northing: float, latitude: float, longitude: float
) -> None:
    north, east = to_latitude_longitude(easting, northing)
    metres = hypot((north - latitude) * 111_195, (east - longitude) * 111_195 * cos(radians(latitude)))
    assert metres < 5
