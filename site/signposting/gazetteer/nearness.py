"""What lies within so many kilometres, and how far: plain SQL on SQLite and PostgreSQL, for any model with a position."""

from math import asin, cos, degrees, radians, sin
from typing import Any, TypeVar

from django.db.models import F, FloatField, Model, QuerySet, Value
from django.db.models.functions import ASin, Cos, Power, Radians, Sin, Sqrt

from signposting.gazetteer.spots import Spot

# The mean radius of the Earth.
RADIUS_KM = 6371.0088

Row = TypeVar("Row", bound=Model)


def within(rows: QuerySet[Row], spot: Spot, km: float, at: str = "") -> QuerySet[Any]:
    """The rows at most `km` from the spot, each with its `distance` in kilometres to order by.

    `at` is the way from the model to its `latitude` and `longitude`, such as `location__`. A box on both, which
    an index serves, goes before the haversine. Rows without a position are left out.
    """
    south, north, west, east = box(spot, km)
    boxed = rows.filter(
        **{
            f"{at}latitude__gte": south,
            f"{at}latitude__lte": north,
            f"{at}longitude__gte": west,
            f"{at}longitude__lte": east,
        }
    )
    return with_distance(boxed, spot, at).filter(distance__lte=km)


def with_distance(rows: QuerySet[Row], spot: Spot, at: str = "") -> QuerySet[Any]:
    """The rows with their `distance` from the spot in kilometres; NULL where they have no position."""
    across = Power(Sin(Radians(F(f"{at}latitude") - Value(spot.latitude)) / 2), 2)
    along = Power(Sin(Radians(F(f"{at}longitude") - Value(spot.longitude)) / 2), 2)
    chord = across + along * Cos(Radians(F(f"{at}latitude"))) * Value(cos(radians(spot.latitude)))
    return rows.annotate(
        distance=Value(2 * RADIUS_KM, output_field=FloatField()) * ASin(Sqrt(chord), output_field=FloatField())
    )


def box(spot: Spot, km: float) -> tuple[float, float, float, float]:
    """South, north, west and east of the smallest box of degrees around all that is at most `km` away."""
    angle = km / RADIUS_KM
    # The widest point of a circle on a sphere lies a little towards the pole, hence the arc sine.
    wide = degrees(asin(min(1.0, sin(angle) / cos(radians(spot.latitude)))))
    high = degrees(angle)
    return spot.latitude - high, spot.latitude + high, spot.longitude - wide, spot.longitude + wide
