"""Figures: a picture, or a framed place for one, with its caption and credit; never larger than a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import TypeAlias

from exporters.document import nodes as n
from exporters.pdf.archive import clean
from exporters.pdf.draw import frame, number, rectangle
from exporters.pdf.pictures import Pictures
from exporters.pdf.slab import Part, Slab, chained
from exporters.pdf.tags import Box, Element
from exporters.pdf.text import Run, Typesetter
from resources import Sentences

Pair: TypeAlias = tuple[n.Figure, n.Figure]


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
        element = Element("Figure", whole, alt=self._said(figure)) if name else Element("P", whole)
        first = self._picture(figure, x, width, (box, high), name, element)
        slabs = chained([first, *self._words(figure, x, width, Element("Caption", whole))])
        slabs[-1].after = self._measures["gap"]
        return slabs

    # --- two beside each other ---

    def paired(self, blocks: Iterable[n.Block], pictures: Pictures) -> Iterator[n.Block | Pair]:
        """blocks, with two small figures that follow each other as one."""
        waiting: n.Figure | None = None
        for block in blocks:
            small = isinstance(block, n.Figure) and self._is_small(block) and bool(pictures.name(block))
            if waiting is not None and small and isinstance(block, n.Figure) and block.id != waiting.id:
                yield waiting, block
                waiting = None
                continue
            if waiting is not None:
                yield waiting
            waiting = block if small and isinstance(block, n.Figure) else None
            if waiting is None:
                yield block
        if waiting is not None:
            yield waiting

    def _is_small(self, figure: n.Figure) -> bool:
        """Whether half a page's width is enough: it is upright, or has few pixels."""
        if figure.width < 1 or figure.height < 1:
            return False
        upright = figure.height >= figure.width * self._measures["upright"]
        return upright or figure.width <= self._measures["few_pixels"]

    def pair(self, pair: Pair, x: float, width: float, names: tuple[str, str], inside: Element) -> list[Slab]:
        """Two figures of one height, each with its words below. Each is whole for readers who do not see the page."""
        wholes = (Element("Div", inside), Element("Div", inside))
        most = (width - self._measures["gutter"]) / 2
        shapes = [figure.width / figure.height for figure in pair]
        high = min(self._depth * self._measures["highest"], *(most / shape for shape in shapes))
        column = min(most, max(max(shapes) * high, width * self._measures["column"]))
        middle = x + width / 2
        lefts = (middle - self._measures["gutter"] / 2 - column, middle + self._measures["gutter"] / 2)
        elements = [
            Element("Figure", whole, alt=self._said(figure)) for figure, whole in zip(pair, wholes, strict=True)
        ]

        def made(height: float) -> Slab:
            slab = Slab(height, after=5, keep=True, anchor=f"figure-{pair[1].number}", resize=made)
            slab.least = self._measures["least"] * high
            for name, element, left, shape in zip(names, elements, lefts, shapes, strict=True):
                self._draw(slab, name, element, left + (column - shape * height) / 2, shape * height)
            return slab

        words = [
            self._words(figure, left, column, Element("Caption", whole))
            for figure, left, whole in zip(pair, lefts, wholes, strict=True)
        ]
        place = Slab(0, before=self._measures["gap"], keep=True, anchor=f"figure-{pair[0].number}")
        slabs = chained([place, made(high), *_beside(*words)])
        slabs[-1].after = self._measures["gap"]
        return slabs

    @staticmethod
    def _draw(slab: Slab, name: str, element: Element, left: float, width: float) -> None:
        element.box = Box(left, 0, width, slab.height)
        size = f"{number(width)} 0 0 {number(slab.height)} {number(left)} {number(-slab.height)}"
        slab.parts.append(Part(element, f"q {size} cm /{name} Do Q"))

    def _said(self, figure: n.Figure) -> str:
        """What is said in the place of a picture."""
        return clean(figure.alt) or clean(figure.caption) or self._say("report.pdf.figure", number=figure.number)

    # --- one ---

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
            self._draw(slab, name, element, left, box)
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


def _beside(left: list[Slab], right: list[Slab]) -> list[Slab]:
    """Lines of two columns, beside each other."""
    rows = []
    for pair in zip_longest(left, right):
        lines = [line for line in pair if line is not None]
        row = Slab(max(line.height for line in lines))
        for line in lines:
            row.take(line)
        rows.append(row)
    return rows
