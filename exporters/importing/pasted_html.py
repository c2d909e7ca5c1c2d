"""The HTML of a clipboard to outline text: Word, Hangul, Google Docs, spreadsheets, web pages.

Only what is read is taken: no address in it is ever opened, pictures are counted and left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Final

from exporters.document.letters import plain
from exporters.document.marks import Kind, line_kind
from exporters.document.markup import normal_text, parse_inlines, write, write_inlines
from exporters.document.nodes import Code, Emphasis, Inline, Inlines, Link, Strong, Table, Text
from exporters.importing.pasted import outline_lines, with_mark

_UNREAD: Final = frozenset({"style", "script", "head", "title", "template", "noscript", "object", "svg", "xml"})
_VOID: Final = frozenset({"br", "img", "hr", "meta", "link", "input", "col", "wbr", "area", "base", "source", "embed"})
_BLOCKS: Final = frozenset(
    {
        "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td", "th",
        "thead", "tbody", "tfoot", "caption", "blockquote", "pre", "section", "article", "header", "footer", "main",
        "nav", "aside", "figure", "figcaption", "form", "fieldset", "address", "hr", "center", "body", "html",
    }
)  # fmt: skip
_ENDED_BY: Final = MappingProxyType(
    {
        "li": (("li",), ("ul", "ol")), "td": (("td", "th"), ("table", "tr")), "th": (("td", "th"), ("table", "tr")),
        "tr": (("tr",), ("table",)), "p": (("p",), ("table", "td", "th", "li", "div")),
    }
)  # fmt: skip
"""What a tag ends that has no end tag of its own, and what it does not reach out of."""
_CELLS: Final = ("td", "th")
_HEADING: Final = re.compile(r"h[1-6]")
_LEVEL: Final = re.compile(r"mso-list\s*:[^;]*\blevel(\d)")
_WEIGHT: Final = re.compile(r"font-weight\s*:\s*(\w+)")
_SLANT: Final = re.compile(r"font-style\s*:\s*(\w+)")
_SIGN_FACE: Final = re.compile(r"font-family\s*:[^;]*(?:wingdings|webdings|symbol)", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)[^\s<>\"'`\\\[\]()]+", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"<[!?][^<>-]{0,400}>")
_BLANKS: Final = re.compile(r"\s+")
_MARKS: Final = ("○", "-", "·")
_LONG_CELL: Final = 600
"""Code points of a cell above which a table only places text on its page."""
_MOST_SPAN: Final = 100


@dataclass(frozen=True, slots=True)
class PastedHtml:
    """text: outline text. pictures: how many pictures were left out."""

    text: str
    pictures: int


def pasted_html(html: str) -> PastedHtml:
    """The outline text of the HTML of a clipboard. Never raises; the letters of what is read stay, in order."""
    reader = _Reader()
    reader.feed(_tamed(html))
    reader.close()
    lines = reader.finished()
    return PastedHtml(normal_text("\n".join(_text(lines))), reader.pictures)


def _tamed(html: str) -> str:
    """html without comments and declarations, and behind its last tag without <: html.parser would look for the ends
    of what never ends again and again."""
    parts: list[str] = []
    at = 0
    while (begin := html.find("<!--", at)) >= 0 and (end := html.find("-->", begin + 2)) >= 0:
        parts.append(html[at:begin])
        at = end + 3
    whole = _DECLARATION.sub("", "".join((*parts, html[at:])).replace("<!--", ""))
    last = whole.rfind(">") + 1
    return whole[:last] + whole[last:].replace("<", "&lt;")


@dataclass(frozen=True, slots=True)
class _Look:
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""
    kept: bool = False  # line breaks and blanks count, as in <pre>
    unread: bool = False
    sign: bool = False  # the bullet or number that Word puts before an item
    drawn: bool = False  # in a face of signs, whose letters are no letters


@dataclass(frozen=True, slots=True)
class _Line:
    """mark: bullet or number. heading: 1-6, or 0. joined: goes on with the line before. table: instead of inlines."""

    inlines: Inlines = ()
    mark: str = ""
    heading: int = 0
    joined: bool = False
    table: Table | None = None


@dataclass(slots=True)
class _Cell:
    lines: list[_Line] = field(default_factory=list)
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class _Grid:
    rows: list[list[_Cell]] = field(default_factory=list)
    title: list[_Line] = field(default_factory=list)
    placing: bool = False  # it places text on its page: a table stands in it


class _Reader(HTMLParser):
    """Goes through the tags once; what is open is counted, so that a wrong end tag costs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures = 0
        self._open: list[tuple[str, _Look]] = []
        self._count: Counter[str] = Counter()
        self._lists: list[int] = []  # the last number of each open list, -1 where it has bullets
        self._grids: list[_Grid] = []
        self._lines: list[_Line] = []
        self._outer: list[list[_Line]] = []
        self._pieces: list[tuple[str, _Look]] = []
        self._next = _Line()
        self._sign, self._level = "", 0

    # --- tags ---------------------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._end_line()
        if tag in _ENDED_BY:
            self._end_before(tag)
        if tag == "img":
            self.pictures += not self._look.unread
        elif tag == "br":
            self._break()
        if tag in _VOID:
            return
        self._begin(tag, values)
        self._open.append((tag, self._looks(tag, values)))
        self._count[tag] += 1

    def _end_before(self, tag: str) -> None:
        ended, scope = _ENDED_BY[tag]
        if not any(self._count[each] for each in ended):
            return
        for open_tag, _ in reversed(self._open):
            if open_tag in scope:
                return
            if open_tag in ended:
                self.handle_endtag(open_tag)
                return

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "p" and not self._count[tag]:
            self._end_line()
        while self._count[tag] > 0:
            closed, _ = self._open.pop()
            self._count[closed] -= 1
            self._end(closed)
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        look = self._look
        if look.unread:
            return
        if look.sign:
            self._sign += "" if look.drawn else data
        elif look.kept:
            first, *others = data.split("\n")
            self._pieces.append((first, look))
            for piece in others:
                self._break()
                self._pieces.append((piece, look))
        else:
            self._pieces.append((data, look))

    @property
    def _look(self) -> _Look:
        return self._open[-1][1] if self._open else _Look()

    def _begin(self, tag: str, values: dict[str, str]) -> None:
        if tag in ("ul", "ol"):
            start = values.get("start", "1")
            self._lists.append((int(start) if start.isdecimal() and len(start) < 6 else 1) - 1 if tag == "ol" else -1)
        elif tag == "li":
            self._next = _Line(mark=self._item(values))
        elif _HEADING.fullmatch(tag):
            self._next = replace(self._next, heading=int(tag[1]))
        elif tag == "p" and (level := _LEVEL.search(values.get("style", ""))) is not None:
            self._level = int(level[1])
        elif tag == "dd":
            self._next = _Line(mark=_MARKS[1])
        elif tag == "table":
            if self._grids:
                self._grids[-1].placing = True
            self._grids.append(_Grid())
        elif self._grids:
            self._begin_in_table(tag, values)

    def _begin_in_table(self, tag: str, values: dict[str, str]) -> None:
        grid = self._grids[-1]
        if tag == "tr":
            grid.rows.append([])
        elif tag in _CELLS:
            if not grid.rows:
                grid.rows.append([])
            cell = _Cell(columns=_span(values.get("colspan")), rows=_span(values.get("rowspan")))
            grid.rows[-1].append(cell)
            self._gather(cell.lines)
        elif tag == "caption":
            self._gather(grid.title)

    def _gather(self, lines: list[_Line]) -> None:
        self._outer.append(self._lines)
        self._lines = lines

    def _end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_line()
            self._next = _Line(mark="  ") if self._lists and self._lines and tag != "li" else _Line()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag in (*_CELLS, "caption") and self._outer:
            self._lines = self._outer.pop()
        elif tag == "table" and self._grids:
            grid = self._grids.pop()
            self._lines.extend(_table_lines(grid))

    def _item(self, values: dict[str, str]) -> str:
        if not self._lists or self._lists[-1] < 0:
            level = values.get("aria-level", "")
            return _MARKS[min(int(level) if level in ("1", "2", "3") else max(len(self._lists), 1), 3) - 1]
        self._lists[-1] += 1
        return f"{self._lists[-1]})"

    def _looks(self, tag: str, values: dict[str, str]) -> _Look:
        look, style = self._look, values.get("style", "")
        if tag in _UNREAD or (style and _HIDDEN.search(style)):
            look = replace(look, unread=True)
        weight, slant = _WEIGHT.search(style), _SLANT.search(style)
        if weight is not None:
            look = replace(look, strong=weight[1] in ("bold", "bolder", "600", "700", "800", "900"))
        elif tag in ("b", "strong"):
            look = replace(look, strong=True)
        elif _HEADING.fullmatch(tag) or tag == "th":
            look = replace(look, strong=False)
        if slant is not None:
            look = replace(look, emphasis=slant[1] in ("italic", "oblique"))
        elif tag in ("i", "em"):
            look = replace(look, emphasis=True)
        if tag in ("code", "kbd", "samp", "tt"):
            look = replace(look, code=True)
        if tag in ("pre", "textarea"):
            look = replace(look, kept=True)
        if tag == "a" and _ADDRESS.fullmatch(values.get("href", "")):
            look = replace(look, href=values["href"])
        if "mso-list" in style and "ignore" in style.lower():
            look = replace(look, sign=True)
        return replace(look, drawn=look.drawn or _SIGN_FACE.search(style) is not None)

    # --- lines --------------------------------------------------------------------------------------------------

    def _break(self) -> None:
        """A line break inside a paragraph, an item or a cell."""
        before = self._next
        self._end_line()
        self._next = _Line(mark="  ") if before.mark else replace(before, joined=True)

    def _end_line(self) -> None:
        pieces, self._pieces = self._pieces, []
        sign, self._sign = self._sign.strip(), ""
        level, self._level = self._level, 0
        inlines = _inlines(pieces)
        if not inlines and not sign:
            self._level = level
            return
        line = self._next
        if level:
            line = replace(line, mark=_MARKS[min(level, 3) - 1], heading=0)
        if sign:
            numbered = line_kind(f"{sign} x").kind is Kind.NUMBERED
            drawn = not any(each.isalnum() for each in sign) or sign == "o"
            line = replace(line, mark=sign if numbered else line.mark or _MARKS[0])
            inlines = inlines if numbered or drawn else (Text(f"{sign} "), *inlines)
        self._lines.append(replace(line, inlines=inlines))
        self._next = _Line(mark="  ") if self._lists else _Line()

    def finished(self) -> list[_Line]:
        """All lines; what is still open is closed."""
        self._end_line()
        while self._open:
            self.handle_endtag(self._open[-1][0])
        return self._lines


# --- inlines ------------------------------------------------------------------------------------------------------


def _inlines(pieces: list[tuple[str, _Look]]) -> Inlines:
    """The inline nodes of a line: blanks as one, none at its ends or at the ends of what is strong."""
    runs: list[tuple[str, _Look]] = []
    blank = True
    for text, look in _lead_bare(pieces):
        text = normal_text(_BLANKS.sub(" ", text))
        text = text.lstrip(" ") if blank else text
        if not text:
            continue
        blank = text.endswith(" ")
        look = replace(look, kept=False, drawn=False, sign=False)
        if runs and (runs[-1][1] == look or not text.strip()):
            runs[-1] = runs[-1][0] + text, runs[-1][1]
        else:
            runs.append((text, look))
    if runs:
        runs[-1] = runs[-1][0].rstrip(), runs[-1][1]
    nodes = [node for text, look in runs if text for node in _nodes(text, look)]
    return _merged(nodes)


def _lead_bare(pieces: list[tuple[str, _Look]]) -> list[tuple[str, _Look]]:
    """pieces, with no look on the mark that the line begins with; a heading has none anywhere."""
    place = next((number for number, (text, _) in enumerate(pieces) if text.strip()), None)
    if place is None:
        return pieces
    text, look = pieces[place]
    line = with_mark(_BLANKS.sub(" ", text).lstrip())
    kind = line_kind(line if len(line.strip()) > 1 else f"{line.strip()} x")
    if not kind.mark or look.code:
        return pieces
    if kind.kind is Kind.HEADING:
        return [(each, replace(its, strong=False)) for each, its in pieces]
    return [*pieces[:place], (line[: kind.mark_end], _Look()), (line[kind.mark_end :], look), *pieces[place + 1 :]]


def _nodes(text: str, look: _Look) -> Iterator[Inline]:
    body = text.strip()
    if not body or look == _Look():
        yield Text(text)
        return
    if text[0] == " ":
        yield Text(" ")
    node: Inline = Code(body) if look.code else Text(body)
    if look.emphasis and not look.code:
        node = Emphasis((node,))
    if look.strong and not look.code:
        node = Strong((node,))
    if look.href and look.href not in (body, f"mailto:{body}"):
        node = Link(look.href, (node,))
    yield node
    if text[-1] == " ":
        yield Text(" ")


def _merged(nodes: Iterable[Inline]) -> Inlines:
    found: list[Inline] = []
    for node in nodes:
        last = found[-1] if found else None
        if isinstance(node, Text) and isinstance(last, Text):
            found[-1] = Text(last.text + node.text)
        else:
            found.append(node)
    return tuple(found)


def _written(inlines: Inlines) -> str:
    """The outline text of a line; where its looks cannot be written so that they are read back, its letters alone."""
    text = write_inlines(inlines)
    return text if parse_inlines(text) == inlines else write_inlines((Text(plain(inlines)),))


# --- tables -------------------------------------------------------------------------------------------------------


def _span(value: str | None) -> int:
    return max(1, min(int(value), _MOST_SPAN)) if value and value.isdecimal() and len(value) < 6 else 1


def _table_lines(grid: _Grid) -> list[_Line]:
    """A table, or its lines where it only places text."""
    rows = _filled([row for row in grid.rows if row])
    cells = [cell for row in rows for cell in row]
    width = max((len(row) for row in rows), default=0)
    long = any(sum(len(plain(line.inlines)) for line in cell) > _LONG_CELL for cell in cells)
    if grid.placing or long or width < 2 or any(line.table for cell in cells for line in cell):
        return [line for part in (grid.title, *cells) for line in part]
    made = [[_joined(cell) for cell in row] + [()] * (width - len(row)) for row in rows]
    while made and not any(made[-1]):
        made.pop()
    if not made:
        return list(grid.title)
    title = plain(_joined(grid.title))
    return [_Line(table=Table(tuple(tuple(row) for row in made), title, header=len(made) > 1))]


def _filled(rows: list[list[_Cell]]) -> list[list[list[_Line]]]:
    """The lines of each cell, with empty cells where one reaches over several columns or rows."""
    below: Counter[int] = Counter()
    found: list[list[list[_Line]]] = []
    for row in rows:
        made: list[list[_Line]] = []
        for cell in row:
            while below[len(made)] > 0:
                below[len(made)] -= 1
                made.append([])
            for column in range(cell.columns):
                below[len(made)] = max(below[len(made)], cell.rows - 1)
                made.append(cell.lines if not column else [])
        while below[len(made)] > 0:
            below[len(made)] -= 1
            made.append([])
        found.append(made)
    return found


def _joined(lines: Iterable[_Line]) -> Inlines:
    nodes: list[Inline] = []
    for line in lines:
        mark = line.mark.strip()
        nodes += [Text(" ")] if nodes else []
        nodes += [Text(f"{mark} ")] if mark else []
        nodes += line.inlines
    return _merged(nodes)


# --- outline text -------------------------------------------------------------------------------------------------


def _text(lines: list[_Line]) -> Iterator[str]:
    """Outline text, line by line; the highest of several levels of headings is □, every other ◇."""
    levels = {line.heading for line in lines if line.heading}
    top = min(levels) if len(levels) > 1 else 0
    open_text = False
    for line in lines:
        if line.table is not None:
            yield from write((line.table,)).split("\n")
            open_text = False
            continue
        mark = ("□" if line.heading == top else "◇") if line.heading else line.mark
        text = _written(line.inlines)
        if mark.strip():
            yield f"{mark} {text}"
            open_text = False
            continue
        made = [f"{mark}{each}" for each in outline_lines(text)]
        plain_text = line_kind(made[0]).kind is Kind.TEXT
        if open_text and plain_text and not line.joined:
            yield ""
        yield from made
        open_text = line_kind(made[-1]).kind is Kind.TEXT
