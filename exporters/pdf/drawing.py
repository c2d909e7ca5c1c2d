"""The cover's globe as paths, drawn with ReportLab: what resources/drawings holds, so that no report waits for it.

Text and pages are our own; for curves a kept library knows more than we would write. Loaded by no report: the tests
draw again and compare, and write the file anew when they are asked to.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any, Final

from reportlab.pdfgen.pathobject import PDFPathObject

from exporters.pdf.cover import RADIUS

_Point = tuple[float, float]
_TILT: Final = math.radians(24)
_ROLL: Final = math.radians(-17)
_DOT: Final = 1.0
"""Radius of the ends of the route."""


def globe() -> dict[str, str]:
    """Path operators by part: the net of meridians and parallels, the rim, a route, and its ends as dots.

    The globe's middle is the origin; x grows to the right, y upwards.
    """
    net = [_meridian(degree) for degree in range(-180, 180, 15)]
    net += [_parallel(degree) for degree in range(-75, 90, 15)]
    rim = ((math.cos(math.radians(at)), math.sin(math.radians(at))) for at in range(0, 363, 3))
    route = list(_route((-66.0, 6.0), (9.0, 50.0)))
    return {"net": _lines(net), "rim": _lines([rim]), "route": _lines([route]), "ends": _dots((route[0], route[-1]))}


def _lines(lines: Iterable[Iterable[_Point | None]]) -> str:
    """Lines, each interrupted where a point is None."""
    path: Any = PDFPathObject()
    for line in lines:
        drawing = False
        for point in line:
            if point is not None:
                (path.lineTo if drawing else path.moveTo)(*_placed(point))
            drawing = point is not None
    return str(path.getCode())


def _dots(points: Iterable[_Point]) -> str:
    path: Any = PDFPathObject()
    for point in points:
        path.circle(*_placed(point), _DOT)
    return str(path.getCode())


def _placed(point: _Point) -> _Point:
    return round(point[0] * RADIUS, 2), round(point[1] * RADIUS, 2)


def _project(longitude: float, latitude: float, height: float = 1.0) -> _Point | None:
    """Orthographic projection of degrees onto the unit disc, tilted and rolled; None on the far side."""
    lon, lat = math.radians(longitude), math.radians(latitude)
    if math.sin(_TILT) * math.sin(lat) + math.cos(_TILT) * math.cos(lat) * math.cos(lon) < 0:
        return None
    x = math.cos(lat) * math.sin(lon) * height
    y = (math.cos(_TILT) * math.sin(lat) - math.sin(_TILT) * math.cos(lat) * math.cos(lon)) * height
    return x * math.cos(_ROLL) - y * math.sin(_ROLL), x * math.sin(_ROLL) + y * math.cos(_ROLL)


def _meridian(longitude: float) -> Iterator[_Point | None]:
    return (_project(longitude, latitude) for latitude in range(-90, 91, 4))


def _parallel(latitude: float) -> Iterator[_Point | None]:
    return (_project(longitude, latitude) for longitude in range(-180, 181, 4))


def _route(start: _Point, end: _Point) -> Iterator[_Point]:
    """A way between two places that rises above the ground."""
    for step in range(41):
        share = step / 40
        at = [a + (b - a) * share for a, b in zip(start, end, strict=True)]
        point = _project(at[0], at[1] + 14 * math.sin(math.pi * share), 1 + 0.1 * math.sin(math.pi * share))
        if point:
            yield point
