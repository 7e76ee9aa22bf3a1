"""UTM zone 32 (ETRS89, EPSG:25832) to latitude and longitude.

The series in the third flattening n, to the third order, are those of K. Kawase, "A General Formula for Calculating
Meridian Arc Length and its Application to Coordinate Conversion in the Gauss-Krüger Projection", Bulletin of the
Geospatial Information Authority of Japan 59 (2011). ETRS89 is taken as WGS 84; they differ by less than a metre.
"""

from math import asin, atan2, cos, cosh, degrees, radians, sin, sinh

RADIUS = 6378137.0  # GRS 80
FLATTENING = 1 / 298.257222101
SCALE = 0.9996
FALSE_EASTING = 500_000.0
CENTRAL_MERIDIAN = radians(9)
ZONE_PREFIX = 32_000_000  # official files may write 32681234.5 for 681234.5

_N = FLATTENING / (2 - FLATTENING)
_MERIDIAN = SCALE * RADIUS / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96,
    _N**2 / 48 + _N**3 / 15,
    17 * _N**3 / 480,
)
_DELTA = (
    2 * _N - 2 * _N**2 / 3 - 2 * _N**3,
    7 * _N**2 / 3 - 8 * _N**3 / 5,
    56 * _N**3 / 15,
)


def to_wgs84(easting: float, northing: float) -> tuple[float, float]:
    """Return latitude and longitude in degrees."""
    if easting > ZONE_PREFIX:
        easting -= ZONE_PREFIX
    xi, eta = northing / _MERIDIAN, (easting - FALSE_EASTING) / _MERIDIAN
    flat_xi = xi - sum(
        beta * sin(2 * k * xi) * cosh(2 * k * eta) for k, beta in enumerate(_BETA, 1)
    )
    flat_eta = eta - sum(
        beta * cos(2 * k * xi) * sinh(2 * k * eta) for k, beta in enumerate(_BETA, 1)
    )
    conformal = asin(sin(flat_xi) / cosh(flat_eta))
    latitude = conformal + sum(
        delta * sin(2 * k * conformal) for k, delta in enumerate(_DELTA, 1)
    )
    longitude = CENTRAL_MERIDIAN + atan2(sinh(flat_eta), cos(flat_xi))
    return degrees(latitude), degrees(longitude)
