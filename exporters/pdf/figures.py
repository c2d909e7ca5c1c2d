"""Figures: a picture, or a framed place for one, with its caption and credit; never larger than a page."""

from __future__ import annotations

from exporters.document import nodes as n
from exporters.pdf.draw import frame, rectangle
from exporters.pdf.slab import Picture, Slab, chained
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

    def slabs(self, figure: n.Figure, x: float, width: float, usable: bool) -> list[Slab]:
        """usable: its picture can be read."""
        box, high = self._size(figure, width, usable)
        first = self._picture(figure, x, width, (box, high), usable)
        slabs = chained([first, *self._words(figure, x, width)])
        slabs[-1].after = self._measures["gap"]
        return slabs

    def _picture(self, figure: n.Figure, x: float, width: float, size: tuple[float, float], usable: bool) -> Slab:
        """The picture or its place, centred; it can be made again in another height."""
        box, high = size
        left = x + (width - box) / 2

        def resize(height: float) -> Slab:
            return self._picture(figure, x, width, (box * height / high if usable else box, height), usable)

        least = self._measures["least"] * self._size(figure, width, usable)[1]
        slab = Slab(
            high,
            before=self._measures["gap"],
            after=5,
            keep=True,
            anchor=f"figure-{figure.id}",
            resize=resize,
            least=least,
        )
        if usable:
            slab.pictures = (Picture(str(figure.path), left, 0, box, high),)
        else:
            slab.operators = self._place(left, box, high)
        return slab

    def _size(self, figure: n.Figure, width: float, usable: bool) -> tuple[float, float]:
        if not usable or figure.width < 1 or figure.height < 1:
            box = width * self._measures["place_width"]
            return box, box * self._measures["place_ratio"]
        box = width * self._measures["widest"]
        high = box * figure.height / figure.width
        most = self._depth * self._measures["highest"]
        return (box, high) if high <= most else (box * most / high, most)

    def _place(self, x: float, width: float, height: float) -> str:
        colours = self._style.colours
        style = self._style.text["credit"]
        (line,) = self._setter.set_runs([Run(self._say("report.pdf.no_picture"))], style, width)[:1]
        middle = x + (width - self._setter.width(line.text, style)) / 2
        return "\n".join(
            (
                rectangle(x, 0, width, height, colours["tint"]),
                "[3 3] 0 d " + frame(x, 0, width, height, colours["line"], 0.8) + " [] 0 d",
                f"q 1 0 0 1 {middle:.3f} {-(height - style.leading) / 2:.3f} cm {line.operators} Q",
            )
        )

    def _words(self, figure: n.Figure, x: float, width: float) -> list[Slab]:
        colours = self._style.colours
        number = self._say("report.pdf.figure", number=figure.number)
        caption = [Run(number + (" " if figure.caption else ""), True, colours["mark"]), Run(figure.caption, True)]
        slabs = self._centred(caption, "caption", x, width)
        if figure.credit:
            credit = self._say("report.pdf.credit", credit=figure.credit)
            slabs += self._centred([Run(credit)], "credit", x, width)
        for slab in slabs:
            slab.before = 0
        return slabs

    def _centred(self, runs: list[Run], name: str, x: float, width: float) -> list[Slab]:
        style = self._style.text[name]
        slabs = self._setter.set_runs(runs, style, width * 0.9, ragged=True)
        for slab in slabs:
            free = width - self._setter.width(slab.text, style)
            slab.operators = f"q 1 0 0 1 {x + free / 2:.3f} 0 cm {slab.operators} Q"
        return slabs
