"""Tables: the visit's information, and data tables whose header stands again on every page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from exporters.document import nodes as n
from exporters.document.markup import plain
from exporters.pdf.draw import rectangle, rule
from exporters.pdf.slab import Part, Slab, chained
from exporters.pdf.style import TextStyle
from exporters.pdf.tags import Element, Role
from exporters.pdf.text import Typesetter

_FIGURE = re.compile(r"[△▲▽▼+\-−–]?\s?[\d][\d,.]*\s?(?:%|％|[^\W\d]{1,3})?|[-–—]|N/?A", re.IGNORECASE)


def info_table(table: n.InfoTable, setter: Typesetter, x: float, width: float, element: Element) -> list[Slab]:
    """Label and value in rows, between two strong rules."""
    style = setter.style
    measures = style.measures["table"]
    pad = measures["pad"]
    label, cell = style.text["label"], style.text["cell"]
    first = max([measures["label_least"], *(setter.width(name, label) + 2 * pad + 8 for name, _ in table.rows)])
    first = min(first, width / 3)
    slabs: list[Slab] = []
    for at, (name, value) in enumerate(table.rows):
        line = Element("TR", element)
        head, data = Element("TH", line, "/O/Table/Scope/Row"), Element("TD", line)
        left = setter.paragraph((n.Text(name),), label, first - 2 * pad, head, x=x + pad, ragged=True)
        right = setter.paragraph(value, cell, width - first - 2 * pad, data, x=x + first + pad, ragged=True)
        pieces = _pieces([(head, left), (data, right)], style.page.depth / 4)
        rows = _strips(pieces, style.colours["ground"], (x, first), measures["row_pad"])
        edge = "navy" if at == 0 else "line"
        rows[0].over(rule(x, 0, width, 1.1 if at == 0 else 0.5, style.colours[edge]))
        for row in rows[:-1]:
            row.soft = True
        slabs += rows
    if slabs:
        slabs[-1].over(rule(x, slabs[-1].height, width, 1.3, style.colours["navy"]))
        slabs[-1].after = 8
        slabs[0].before = 4
        high = sum(slab.height for slab in slabs) > style.page.depth / 2
        chained(slabs, soft=high)
    return slabs


_PIECE: Final = 3
"""Lines of a row that stay together where it is split."""

_MARKS: Final = frozenset(("· ", "▹ ", "- ", "○ "))
"""What the lines of a list in a cell begin with."""

_Cell: TypeAlias = tuple[Element, list[Slab]]
"""A cell and its lines."""


def _row(
    cells: Sequence[_Cell], ground: str, shade: tuple[float, float], above: float, below: float | None = None
) -> Slab:
    """above, below: points between the row's edges and its words; below None: as above."""
    height = max(sum(line.height for line in lines) for _, lines in cells) + above + (above if below is None else below)
    row = Slab(height)
    row.over(rectangle(shade[0], 0, shade[1], height, ground))
    for element, lines in cells:
        row.parts.append(Part(element, ""))  # a cell without words is a cell all the same
        top = above
        for line in lines:
            row.take(line, 0, top)
            top += line.height
    return row


def _strips(pieces: Sequence[Sequence[_Cell]], ground: str, shade: tuple[float, float], pad: float) -> list[Slab]:
    """The strips of one row; only the first and the last are padded."""
    last = len(pieces) - 1
    return [_row(piece, ground, shade, pad * (at == 0), pad * (at == last)) for at, piece in enumerate(pieces)]


class DataTable:
    """One table set in columns. element: the table's."""

    def __init__(self, table: n.Table, setter: Typesetter, x: float, width: float, element: Element) -> None:
        self._element = element
        self._setter = setter
        self._style = setter.style
        self._x, self._width, self._depth = x, width, setter.style.page.depth
        self._measures = setter.style.measures["table"]
        self._pad, self._row_pad = self._measures["pad"], self._measures["row_pad"]
        self._rows = table.rows
        self._header = table.header and len(table.rows) > 1
        texts = [[plain(cell) for cell in row] for row in table.rows]
        self._columns = self._widths(texts)
        self._right = _number_columns(texts[1:] if self._header else texts)

    def slabs(self) -> list[Slab]:
        """A strip a row, or several where it is high."""
        if not self._rows or not self._columns:
            return []
        body = self._rows[1:] if self._header else self._rows
        heads = self._heads() if self._header else []
        head = heads[0] if len(heads) == 1 else None  # one too high for that does not stand again on every page
        slabs = [*heads]
        for number, row in enumerate(body):
            slabs += self._body_row(row, number, head)
        rows = slabs[len(heads) :]
        if len(rows) == len(body):
            self._keep_ends(rows)
        if head:
            head.keep = True
        slabs[-1].over(rule(self._x, slabs[-1].height, self._width, 0.9, self._style.colours["navy"]))
        slabs[-1].after = 10
        return slabs

    def _keep_ends(self, rows: Sequence[Slab]) -> None:
        """A low table stays whole; in others no row stands alone at the foot or at the head of a page."""
        if sum(row.height for row in rows) < self._depth * self._measures["together"]:
            chained(list(rows), soft=True)
        for first, second in (rows[:2], rows[-2:]) if len(rows) > 1 else ():
            if first.height + second.height < 2 * self._row_pad * 2 + 3 * self._style.text["cell"].leading + 1:
                first.keep = True

    def _widths(self, texts: Sequence[Sequence[str]]) -> list[float]:
        """Widths in proportion to what stands in the columns, none narrower than its longest short word."""
        count = max((len(row) for row in texts), default=0)
        if not count:
            return []
        wanted, least = [0.0] * count, [0.0] * count
        column_most, word_most = self._measures["column_most"], self._measures["word_most"]
        for number, row in enumerate(texts):
            cell = self._style.text["cell" if number or not self._header else "cellhead"]
            for at, text in enumerate(row):
                wanted[at] = max(wanted[at], min(self._setter.width(text, cell), column_most))
                words = [self._setter.width(word, cell) for word in text.split()]
                least[at] = max([least[at], *(width for width in words if width < word_most)])
        least = [each + 2 * self._pad + 1 for each in least]
        wanted = [max(each + 2 * self._pad + 1, low) for each, low in zip(wanted, least, strict=True)]
        return _shared(wanted, least, self._width)

    def _cells(self, row: tuple[n.Inlines, ...], style: TextStyle, role: Role) -> list[_Cell]:
        cells: list[_Cell] = []
        x, whole = self._x, Element("TR", self._element)
        for inlines, width, right in zip(row, self._columns, self._right, strict=False):
            element = Element(role, whole, "/O/Table/Scope/Column" if role == "TH" else "")
            room = width - 2 * self._pad
            lines = self._lines(inlines, style, room, element, x + self._pad)
            if right:
                for line in lines:
                    line.move(room - self._setter.width(line.text, style))
            cells.append((element, lines))
            x += width
        return cells

    def _lines(self, inlines: n.Inlines, style: TextStyle, room: float, element: Element, x: float) -> list[Slab]:
        """A cell's lines; those that begin with a mark hang behind it."""
        if not (inlines and isinstance(inlines[0], n.Text) and inlines[0].text[:2] in _MARKS):
            return self._setter.paragraph(inlines, style, room, element, x=x, ragged=True)
        slabs: list[Slab] = []
        for runs in self._setter.runs(inlines, bold=style.bold):
            mark = runs[0].text[:2] if runs else ""
            if mark not in _MARKS:
                slabs += self._setter.set_runs(runs, style, room, element, x=x, ragged=True)
                continue
            hang = self._setter.width(mark, style)
            rest = [runs[0]._replace(text=runs[0].text[2:]), *runs[1:]]
            lines = self._setter.set_runs(rest, style, room - hang, element, x=x + hang, ragged=True)
            signs = self._setter.set_runs([runs[0]._replace(text=mark)], style, room, element, x=x, ragged=True)
            for line in lines[:1]:
                line.take(signs[0], first=True)
                line.text = mark + line.text
            slabs += lines or signs
        return slabs

    def _heads(self) -> list[Slab]:
        """The header's strips, of which there is one but for a header as high as a quarter of a page."""
        cells = self._cells(self._rows[0], self._style.text["cellhead"], "TH")
        colours = self._style.colours
        rows = _strips(_pieces(cells, self._depth / 4), colours["head"], (self._x, self._width), self._row_pad)
        if colours["head"] != colours["navy"]:
            rows[0].over(rule(self._x, 0, self._width, 1.1, colours["navy"]))
            rows[-1].over(rule(self._x, rows[-1].height, self._width, 0.5, colours["navy"]))
        return rows

    def _body_row(self, row: tuple[n.Inlines, ...], number: int, head: Slab | None) -> list[Slab]:
        """The row's strips: one, or where it is high several, between which a page may end."""
        cells = self._cells(row, self._style.text["cell"], "TD")
        colour = self._style.colours["tint" if number % 2 else "white"]
        pieces = _pieces(cells, self._depth * self._measures["split"])
        slabs = _strips(pieces, colour, (self._x, self._width), self._row_pad)
        for slab in slabs:
            slab.repeat = head
        line = self._style.colours["line"]
        slabs[-1].over(rule(self._x, slabs[-1].height, self._width, 0.5, line))
        if number:  # once more, for the ground of this row covers half of what the row above has drawn
            slabs[0].over(rule(self._x, 0, self._width, 0.5, line))
        return slabs


def _number_columns(body: Sequence[Sequence[str]]) -> list[bool]:
    """Which columns hold figures, but the first: they are set to the right."""
    columns = zip(*([text.strip() for text in row] for row in body), strict=False)
    return [
        at > 0 and any(column) and all(not cell or _FIGURE.fullmatch(cell) for cell in column)
        for at, column in enumerate(columns)
    ]


def _pieces(cells: Sequence[_Cell], most: float) -> list[list[_Cell]]:
    """A row's cells; those of a row higher than most points are parted after every few lines."""
    count = max((len(lines) for _, lines in cells), default=0)
    if count < 2 * _PIECE or max(sum(line.height for line in lines) for _, lines in cells) <= most:
        return [list(cells)]
    starts = [*range(0, count - _PIECE + 1, _PIECE), count]
    ends = list(zip(starts, starts[1:], strict=False))
    return [[(element, lines[start:end]) for element, lines in cells] for start, end in ends]


def _shared(wanted: list[float], least: list[float], width: float) -> list[float]:
    total = sum(wanted)
    if total <= width:
        return [each + (width - total) * each / total for each in wanted]
    low = sum(least)
    if low >= width:
        return [each * width / low for each in least]
    spare = [want - have for want, have in zip(wanted, least, strict=True)]
    return [have + (width - low) * more / sum(spare) for have, more in zip(least, spare, strict=True)]
