"""From the National Grid (OSGB36) to latitude and longitude (WGS84).

The formulas and constants are those of Ordnance Survey, "A guide to coordinate systems in Great Britain",
annexes B and C: inverse transverse Mercator, then one Helmert transformation, right to about five metres.
"""

from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan

# The Airy 1830 ellipsoid and the National Grid's projection upon it.
AIRY_A, AIRY_B = 6_377_563.396, 6_356_256.909
SCALE, EAST_0, NORTH_0 = 0.9996012717, 400_000.0, -100_000.0
LATITUDE_0, LONGITUDE_0 = radians(49), radians(-2)
AIRY_E2 = 1 - (AIRY_B / AIRY_A) ** 2
N = (AIRY_A - AIRY_B) / (AIRY_A + AIRY_B)

WGS_A, WGS_B = 6_378_137.0, 6_356_752.3142
WGS_E2 = 1 - (WGS_B / WGS_A) ** 2

# OSGB36 to WGS84: metres, parts per million, seconds of arc.
MOVE_X, MOVE_Y, MOVE_Z = 446.448, -125.157, 542.060
STRETCH = 1 - 20.4894e-6
TURN_X, TURN_Y, TURN_Z = (radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))


def to_latitude_longitude(easting: float, northing: float) -> tuple[float, float]:
    """Degrees of latitude and longitude of a point of the National Grid, given in metres."""
    return _to_wgs84(*_on_airy(easting, northing))


def _meridian(latitude: float) -> float:
    """The length of the meridian from the true origin, on the ground of the projection."""
    across, along = latitude - LATITUDE_0, latitude + LATITUDE_0
    return (AIRY_B * SCALE) * (
        (1 + N + 1.25 * N**2 + 1.25 * N**3) * across
        - (3 * N + 3 * N**2 + 2.625 * N**3) * sin(across) * cos(along)
        + (1.875 * N**2 + 1.875 * N**3) * sin(2 * across) * cos(2 * along)
        - (35 / 24) * N**3 * sin(3 * across) * cos(3 * along)
    )


def _on_airy(easting: float, northing: float) -> tuple[float, float]:
    latitude = LATITUDE_0
    left = northing - NORTH_0
    while abs(left) >= 0.0001:
        latitude += left / (AIRY_A * SCALE)
        left = northing - NORTH_0 - _meridian(latitude)
    sine, tangent, secant = sin(latitude), tan(latitude), 1 / cos(latitude)
    inside = 1 - AIRY_E2 * sine**2
    nu = AIRY_A * SCALE / sqrt(inside)
    rho = nu * (1 - AIRY_E2) / inside
    eta2 = nu / rho - 1
    t2 = tangent**2
    east = easting - EAST_0
    north = latitude - tangent * east**2 / (2 * rho * nu) * (
        1
        - east**2 / (12 * nu**2) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
        + east**4 / (360 * nu**4) * (61 + 90 * t2 + 45 * t2**2)
    )
    across = (
        secant
        * east
        / nu
        * (
            1
            - east**2 / (6 * nu**2) * (nu / rho + 2 * t2)
            + east**4 / (120 * nu**4) * (5 + 28 * t2 + 24 * t2**2)
            - east**6 / (5040 * nu**6) * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
        )
    )
    return north, LONGITUDE_0 + across


def _to_wgs84(latitude: float, longitude: float) -> tuple[float, float]:
    sine, cosine = sin(latitude), cos(latitude)
    nu = AIRY_A / sqrt(1 - AIRY_E2 * sine**2)
    x, y, z = nu * cosine * cos(longitude), nu * cosine * sin(longitude), nu * (1 - AIRY_E2) * sine
    moved_x = MOVE_X + STRETCH * x - TURN_Z * y + TURN_Y * z
    moved_y = MOVE_Y + TURN_Z * x + STRETCH * y - TURN_X * z
    moved_z = MOVE_Z - TURN_Y * x + TURN_X * y + STRETCH * z
    out = hypot(moved_x, moved_y)
    # Bowring's formula: without iteration, and exact to a millimetre on the ground.
    angle = atan2(moved_z * WGS_A, out * WGS_B)
    ep2 = WGS_E2 / (1 - WGS_E2)
    north = atan2(moved_z + ep2 * WGS_B * sin(angle) ** 3, out - WGS_E2 * WGS_A * cos(angle) ** 3)
    return degrees(north), degrees(atan2(moved_y, moved_x))
