"""The first page: the title, what the tour was, who made the report; in the form that the style has.

The house's form is a navy field over a globe's graticule with one route.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

import tomli

from exporters.document import nodes as n
from exporters.pdf.archive import clean
from exporters.pdf.draw import number, rectangle, rule
from exporters.pdf.pictures import Pictures
from exporters.pdf.slab import Part, Slab
from exporters.pdf.tags import Box, Element
from exporters.pdf.text import Run, Typesetter
from resources import ROOT

RADIUS: Final = 100.0
"""The globe's in its drawing."""
_SHORT: Final = 0.28
"""Share of a title's longest line that a short last line has."""
_Point = tuple[float, float]


class CoverSetter:
    """Sets the cover in the form, fonts and measures of a style."""

    def __init__(self, setter: Typesetter, pictures: Pictures) -> None:
        self._setter = setter
        self._pictures = pictures
        self._style = setter.style
        self._measures = setter.style.measures["cover"]

    def slab(self, cover: n.Cover, inside: Element) -> Slab:
        """The whole page as one strip. inside: the cover's element."""
        match self._style.forms["cover"]:
            case "framed":
                return self._framed(cover, inside)
            case "plain":
                return self._plain(cover, inside)
            case _:
                return self._globed(cover, inside)

    # --- the house's: a field with a globe ---

    def _globed(self, cover: n.Cover, inside: Element) -> Slab:
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
        self._foot(cover, whole, inside)
        return whole

    def _foot(self, cover: n.Cover, whole: Slab, inside: Element) -> None:
        """Who made the report and when, and the logo at the right."""
        page, measures = self._style.page, self._measures
        foot = page.height - measures["foot"]
        whole.over(rule(page.left, foot - 16, page.measure, 0.6, self._style.colours["line"]))
        room = page.measure - (self._logo(cover, whole, foot - 2, inside, right=True) and measures["logo_wide"] + 12)
        self._text(whole, cover.organiser, "cover_foot", (page.left, foot), room, Element("P", inside))
        below = foot + measures["date"]
        self._text(whole, cover.date, "cover_label", (page.left, below), room, Element("P", inside))

    def _logo(self, cover: n.Cover, whole: Slab, top: float, inside: Element, *, right: bool) -> float:
        """Draw the logo with its upper edge at top, at the right edge or in the middle; gives its height, or 0."""
        path = cover.logo or self._style.logo
        placed = self._pictures.placed(path) if path else None
        if placed is None:
            return 0.0
        name, width, height = placed
        page, measures = self._style.page, self._measures
        scale = min(measures["logo_wide"] / width, measures["logo_high"] / height)
        wide, high = width * scale, height * scale
        left = page.width - page.right - wide if right else (page.width - wide) / 2
        said = clean(cover.logo_alt or cover.organiser or cover.title) or "Logo"
        element = Element("Figure", inside, alt=said, box=Box(left, top, wide, high))
        place = f"{number(wide)} 0 0 {number(high)} {number(left)} {number(-top - high)}"
        whole.parts.append(Part(element, f"q {place} cm /{name} Do Q"))
        return high

    # --- the government's: all in the middle, the title between rules ---

    def _framed(self, cover: n.Cover, inside: Element) -> Slab:
        page, colours, measures = self._style.page, self._style.colours, self._measures
        whole = Slab(page.height)
        top = self._centred(whole, cover.kicker, "cover_kicker", measures["top"], Element("P", inside))
        name = "cover_title" if len(cover.title) <= measures["long_title"] else "cover_title_long"
        over = top + 18
        top = self._centred(whole, cover.title, name, over + 26, Element("H1", inside)) + 26
        for at, thick in ((over, 3), (over + 4.5, 0.8), (top - 4.5, 0.8), (top, 3)):
            whole.over(rule(page.left, at, page.measure, thick, colours["navy"]))
        date = max(page.height * measures["field"], top + 40)
        self._centred(whole, cover.date, "cover_date", date, Element("P", inside))
        rows = Slab(0)
        self._rows(cover, date + measures["rows"], rows, inside)
        value = self._style.text["cover_value"]
        used = measures["label"] + max((self._setter.width(words, value) for _, words in cover.rows), default=0.0)
        whole.take(rows, max(0.0, (page.measure - used) / 2))
        foot = page.height - measures["foot"]
        high = self._logo(cover, whole, foot - measures["logo_high"] - 12, inside, right=False)
        self._centred(whole, cover.organiser, "cover_foot", foot if high else foot - 20, Element("P", inside))
        return whole

    def _centred(self, into: Slab, text: str, name: str, top: float, element: Element) -> float:
        """Draw text in the middle from top on; gives where it ends."""
        page, style = self._style.page, self._style.text[name]
        width = self._balanced(text, name, page.measure)
        for line in self._setter.set_runs([Run(text, style.bold)], style, width, element, ragged=True):
            into.take(line, (page.width - self._setter.width(line.text, style)) / 2, top)
            top += line.height
        return top

    # --- the plain one: words and a rule ---

    def _plain(self, cover: n.Cover, inside: Element) -> Slab:
        page, measures = self._style.page, self._measures
        whole, rows = Slab(page.height), Slab(0)
        end = self._title(cover, whole, inside)
        self._rows(cover, max(page.height * measures["field"], end + 40) + measures["rows"], rows, inside)
        whole.take(rows)
        self._foot(cover, whole, inside)
        return whole

    # --- what they share ---

    def _title(self, cover: n.Cover, into: Slab, inside: Element) -> float:
        """Draw kicker and title; gives where they end."""
        page, measures = self._style.page, self._measures
        start = (page.left, measures["top"])
        top = self._text(into, cover.kicker, "cover_kicker", start, page.measure, Element("P", inside))
        into.over(rectangle(page.left, top + 14, 37, 3, self._style.colours["bright"]))
        name = "cover_title" if len(cover.title) <= measures["long_title"] else "cover_title_long"
        width = self._balanced(cover.title, name, page.measure * measures["title_width"])
        return self._text(into, cover.title, name, (page.left, top + 38), width, Element("H1", inside))

    def _balanced(self, text: str, name: str, width: float) -> float:
        """width, or where a last line would be short the least width in which text takes no more lines."""
        style = self._style.text[name]

        def lines(narrow: float) -> list[float]:
            slabs = self._setter.set_runs([Run(text, style.bold)], style, narrow, None, ragged=True)
            return [self._setter.width(slab.text, style) for slab in slabs]

        wide = lines(width)
        if len(wide) < 2 or wide[-1] > _SHORT * max(wide):
            return width
        low, high = width / 3, width
        while high - low > 2:
            middle = (low + high) / 2
            low, high = (low, middle) if len(lines(middle)) <= len(wide) else (middle, high)
        return high

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

    @cached_property
    def _paths(self) -> dict[str, str]:
        """What the globe is drawn of, made beforehand by drawing.py."""
        return tomli.loads((ROOT / "drawings" / "globe.toml").read_text(encoding="ascii"))

    def _globe(self, field: float) -> str:
        """The globe and its route, enlarged to the field."""
        page, colours, measures = self._style.page, self._style.colours, self._measures
        radius = field * measures["globe"]
        scale = radius / RADIUS
        cx, cy = page.width * measures["globe_x"], -field * measures["globe_y"]
        shown = [
            f"q 0 {number(-field)} {number(page.width)} {number(field)} re W n",
            f"{number(scale)} 0 0 {number(scale)} {number(cx)} {number(cy)} cm 1 J 1 j",
        ]
        for part, colour, width in (("net", "net", 0.45), ("rim", "net", 0.9), ("route", "bright", 1.4)):
            shown.append(f"{colours[colour]} RG {number(width / scale)} w {self._paths[part]} S")
        shown.append(f"{colours['white']} rg {self._paths['ends']} f Q")
        return "\n".join(shown)
