"""The first page: title on a navy field over a globe's graticule with one route, what the tour was, who made it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Final

from exporters.document import nodes as n
from exporters.pdf.draw import rectangle, rule
from exporters.pdf.slab import Slab
from exporters.pdf.tags import Element
from exporters.pdf.text import Run, Typesetter

_TILT: Final = math.radians(24)
_ROLL: Final = math.radians(-17)
_Point = tuple[float, float]


class CoverSetter:
    """Sets the cover in the fonts and measures of a style."""

    def __init__(self, setter: Typesetter) -> None:
        self._setter = setter
        self._style = setter.style
        self._measures = setter.style.measures["cover"]

    def slab(self, cover: n.Cover, inside: Element) -> Slab:
        """The whole page as one strip. inside: the cover's element."""
        page, colours, measures = self._style.page, self._style.colours, self._measures
        title, rows = Slab(0), Slab(0)
        title_end = self._title(cover, title, inside)
        field = page.height * measures["field"]
        over = self._rows(cover, field + measures["rows"], rows, inside) - (page.height - measures["foot"] - 30)
        if over > 0:  # more rows than usual: the field gives way, but never to above the title's end
            rows = Slab(0)
            field = max(field - over, title_end + 30)
            self._rows(cover, field + measures["rows"], rows, inside)
        whole = Slab(page.height)
        whole.over(rectangle(0, 0, page.width, field, colours["navy"]))
        whole.over(self._globe(field))
        whole.over(rectangle(0, field, page.width, measures["band"], colours["mark"]))
        whole.take(title)
        whole.take(rows)
        foot = page.height - measures["foot"]
        whole.over(rule(page.left, foot - 16, page.measure, 0.6, colours["line"]))
        self._text(whole, cover.organiser, "cover_foot", (page.left, foot), page.measure, Element("P", inside))
        below = foot + measures["date"]
        self._text(whole, cover.date, "cover_label", (page.left, below), page.measure, Element("P", inside))
        return whole

    def _title(self, cover: n.Cover, into: Slab, inside: Element) -> float:
        """Draw kicker and title; gives where they end."""
        page, measures = self._style.page, self._measures
        start = (page.left, measures["top"])
        top = self._text(into, cover.kicker, "cover_kicker", start, page.measure, Element("P", inside))
        into.over(rectangle(page.left, top + 14, 37, 3, self._style.colours["bright"]))
        name = "cover_title" if len(cover.title) <= measures["long_title"] else "cover_title_long"
        width = page.measure * measures["title_width"]
        return self._text(into, cover.title, name, (page.left, top + 38), width, Element("H1", inside))

    def _rows(self, cover: n.Cover, top: float, into: Slab, inside: Element) -> float:
        """Draw the rows from top on; gives where they end."""
        page, room = self._style.page, self._measures["label"]
        rows = Element("L", inside, "/O/List/ListNumbering/None")
        for label, value in cover.rows:
            item = Element("LI", rows)
            self._text(into, label, "cover_label", (page.left, top), room, Element("Lbl", item), most=1)
            body = Element("P", Element("LBody", item))
            bottom = self._text(into, value, "cover_value", (page.left + room, top), page.measure - room, body)
            top = bottom + self._measures["row_gap"]
        return top

    def _text(
        self, into: Slab, text: str, name: str, at: _Point, width: float, element: Element, most: int | None = None
    ) -> float:
        """Draw text from (x, top) on, at most so many lines; gives where it ends."""
        style = self._style.text[name]
        x, top = at
        for line in self._setter.set_runs([Run(text, style.bold)], style, width, element, x=x, ragged=True)[:most]:
            into.take(line, 0, top)
            top += line.height
        return top

    def _globe(self, field: float) -> str:
        from exporters.pdf.drawing import Drawing

        page, colours = self._style.page, self._style.colours
        radius = field * self._measures["globe"]
        cx, cy = page.width * self._measures["globe_x"], -field * self._measures["globe_y"]

        def placed(points: Iterable[_Point | None]) -> list[_Point | None]:
            return [(cx + p[0] * radius, cy + p[1] * radius) if p else None for p in points]

        net = [placed(_meridian(degree)) for degree in range(-180, 180, 15)]
        net += [placed(_parallel(degree)) for degree in range(-75, 90, 15)]
        rim = placed((math.cos(math.radians(at)), math.sin(math.radians(at))) for at in range(0, 363, 3))
        route = placed(_route((-66.0, 6.0), (9.0, 50.0)))
        drawing = Drawing(page.width, field)
        drawing.stroke(net, colours["net"], 0.45)
        drawing.stroke([rim], colours["net"], 0.9)
        drawing.stroke([route], colours["bright"], 1.4)
        for end in (route[0], route[-1]):
            if end is not None:
                drawing.dot(end, 3, colours["white"])
        return drawing.operators()


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
