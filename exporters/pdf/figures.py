"""Figures: a picture, or a framed place for one, with its caption and credit; never larger than a page."""

from __future__ import annotations

from exporters.document import nodes as n
from exporters.pdf.archive import clean
from exporters.pdf.draw import frame, number, rectangle
from exporters.pdf.slab import Part, Slab, chained
from exporters.pdf.tags import Box, Element
from exporters.pdf.text import Run, Typesetter
from resources import Sentences


class FigureSetter:
    """Sets figures. depth: height of a page's text. say: the words printed, in the report's language."""

    def __init__(self, setter: Typesetter, say: Sentences, depth: float) -> None:
        self._setter = setter
        self._style = setter.style
        self._say = say
        self._depth = depth
        self._measures = setter.style.measures["figure"]

    def slabs(self, figure: n.Figure, x: float, width: float, name: str, inside: Element) -> list[Slab]:
        """name: of its picture in the file, or empty where there is none that can be printed."""
        box, high = self._size(figure, width, bool(name))
        whole = Element("Div", inside)
        if name:
            said = clean(figure.alt) or clean(figure.caption) or self._say("report.pdf.figure", number=figure.number)
            element = Element("Figure", whole, alt=said)
        else:
            element = Element("P", whole)
        first = self._picture(figure, x, width, (box, high), name, element)
        slabs = chained([first, *self._words(figure, x, width, Element("Caption", whole))])
        slabs[-1].after = self._measures["gap"]
        return slabs

    def _picture(
        self, figure: n.Figure, x: float, width: float, size: tuple[float, float], name: str, element: Element
    ) -> Slab:
        """The picture or its place, centred; it can be made again in another height."""
        box, high = size
        left = x + (width - box) / 2

        def resize(height: float) -> Slab:
            return self._picture(figure, x, width, (box * height / high if name else box, height), name, element)

        slab = Slab(
            high,
            before=self._measures["gap"],
            after=5,
            keep=True,
            anchor=f"figure-{figure.number}",
            resize=resize,
            least=self._measures["least"] * self._size(figure, width, bool(name))[1],
        )
        if name:
            element.box = Box(left, 0, box, high)
            drawn = f"q {number(box)} 0 0 {number(high)} {number(left)} {number(-high)} cm /{name} Do Q"
            slab.parts.append(Part(element, drawn))
        else:
            self._place(slab, left, box, element)
        return slab

    def _size(self, figure: n.Figure, width: float, usable: bool) -> tuple[float, float]:
        if not usable or figure.width < 1 or figure.height < 1:
            box = width * self._measures["place_width"]
            return box, box * self._measures["place_ratio"]
        box = width * self._measures["widest"]
        high = box * figure.height / figure.width
        most = self._depth * self._measures["highest"]
        return (box, high) if high <= most else (box * most / high, most)

    def _place(self, slab: Slab, x: float, width: float, element: Element) -> None:
        """Draw an empty frame for a picture."""
        colours = self._style.colours
        style = self._style.text["credit"]
        slab.over(rectangle(x, 0, width, slab.height, colours["tint"]))
        slab.over(f"q [3 3] 0 d {frame(x, 0, width, slab.height, colours['line'], 0.8)} Q")
        (line,) = self._setter.set_runs([Run(self._say("report.pdf.no_picture"))], style, width, element)[:1]
        middle = x + (width - self._setter.width(line.text, style)) / 2
        slab.take(line, middle, (slab.height - style.leading) / 2)

    def _words(self, figure: n.Figure, x: float, width: float, element: Element) -> list[Slab]:
        colours = self._style.colours
        said = self._say("report.pdf.figure", number=figure.number)
        caption = [Run(said + (" " if figure.caption else ""), True, colours["mark"]), Run(figure.caption, True)]
        slabs = self._centred(caption, "caption", x, width, element)
        if figure.credit:
            credit = self._say("report.pdf.credit", credit=figure.credit)
            slabs += self._centred([Run(credit)], "credit", x, width, element)
        for slab in slabs:
            slab.before = 0
        return slabs

    def _centred(self, runs: list[Run], name: str, x: float, width: float, element: Element) -> list[Slab]:
        style = self._style.text[name]
        slabs = self._setter.set_runs(runs, style, width * 0.9, element, ragged=True)
        for slab in slabs:
            slab.move(x + (width - self._setter.width(slab.text, style)) / 2)
        return slabs
