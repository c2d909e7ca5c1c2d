"""Goes through pasted HTML tag by tag, as Word, Hangul, Google Docs, spreadsheets and web pages write it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Final

from exporters.document.marks import Kind, line_kind
from exporters.document.nodes import Text
from exporters.importing.html_inlines import inlines_of
from exporters.importing.html_lines import MARKS, Cell, Grid, Line, Look
from exporters.importing.html_tables import span, table_lines

_UNREAD: Final = frozenset(
    {
        "style", "script", "head", "title", "template", "noscript", "object", "svg", "xml", "nav", "button", "select",
        "canvas", "audio", "video", "iframe",
    }
)  # fmt: skip
_VOID: Final = frozenset({"br", "img", "hr", "meta", "link", "input", "col", "wbr", "area", "base", "source", "embed"})
_BLOCKS: Final = frozenset(
    {
        "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td", "th",
        "thead", "tbody", "tfoot", "caption", "blockquote", "pre", "section", "article", "header", "footer", "main",
        "nav", "aside", "figure", "figcaption", "form", "fieldset", "address", "hr", "center", "body", "html",
        "details", "summary", "button", "option", "legend", "hgroup", "dialog",
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
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*comment", re.IGNORECASE
)
_REMARK: Final = re.compile(r"mso(?:com(?:anchor|off|txt)|commentreference)", re.IGNORECASE)
"""Classes of what Word puts into a text for its comments."""
_NOTED: Final = re.compile(r"#_?(ftn\d+|edn\d+|sd(?:foot|end)note\d+)(?:sym)?")
"""Where Word and LibreOffice lead from a footnote's number."""
_NOTE: Final = re.compile(r"(ftn|edn|sdfootnote|sdendnote)\d+")
_BACK: Final = re.compile(r"#(?:_(?:ftn|edn)ref\d+|sd(?:foot|end)note\d+anc)")
_COUNT: Final = re.compile(r"\((?P<digits>\d{1,2})\)|\(?(?P<ga>[가나다라마바사아자차카타파하])\)")
_DELETED: Final = ("cite", "datetime")
"""What a <del> has that a program put in which follows changes."""
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)[^\s<>\"'`\\\[\]()]+", re.IGNORECASE)


class HtmlReader(HTMLParser):
    """Goes through the tags once; what is open is counted, so that a wrong end tag costs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures = 0
        self._open: list[tuple[str, Look]] = []
        self._count: Counter[str] = Counter()
        self._lists: list[int] = []  # the last number of each open list, -1 where it has bullets
        self._grids: list[Grid] = []
        self._lines: list[Line] = []
        self._outer: list[list[Line]] = []
        self._pieces: list[tuple[str, Look]] = []
        self._next = Line()
        self._sign, self._level = "", 0
        self._noted: list[str] = []
        self._note = ""

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
    def _look(self) -> Look:
        return self._open[-1][1] if self._open else Look()

    def _begin(self, tag: str, values: dict[str, str]) -> None:
        if tag in ("ul", "ol"):
            start = values.get("start", "1")
            self._lists.append((int(start) if start.isdecimal() and len(start) < 6 else 1) - 1 if tag == "ol" else -1)
        elif tag == "li":
            self._next = Line(mark=self._item(values))
        elif _HEADING.fullmatch(tag):
            self._next = replace(self._next, heading=int(tag[1]))
        elif tag == "p" and (level := _LEVEL.search(values.get("style", ""))) is not None:
            self._level = int(level[1])
        elif tag == "div" and _NOTE.fullmatch(values.get("id", "")):
            self._note, self._next = values["id"], Line(mark="*")
        elif tag == "a" and (noted := _NOTED.fullmatch(values.get("href", ""))) is not None and not self._note:
            self._noted.append(noted[1])
        elif tag == "dd":
            self._next = Line(mark=MARKS[1])
        elif tag == "table":
            if self._grids:
                self._grids[-1].placing = True
            self._grids.append(Grid())
            self.begin_table()
        elif self._grids:
            self._begin_in_table(tag, values)

    def begin_table(self) -> None:
        """A table begins; for readers that want its cells."""

    def end_table(self, grid: Grid) -> None:
        """A table is read, before it becomes lines."""

    def _begin_in_table(self, tag: str, values: dict[str, str]) -> None:
        grid = self._grids[-1]
        if tag == "tr":
            grid.rows.append([])
        elif tag in _CELLS:
            if not grid.rows:
                grid.rows.append([])
            cell = Cell(columns=span(values.get("colspan")), rows=span(values.get("rowspan")))
            grid.rows[-1].append(cell)
            self._gather(cell.lines)
        elif tag == "caption":
            self._gather(grid.title)

    def _gather(self, lines: list[Line]) -> None:
        self._outer.append(self._lines)
        self._lines = lines

    def _end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_line()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            self._next = Line(mark="  ") if self._lists and self._lines and tag != "li" else Line()
        if tag in (*_CELLS, "caption") and self._outer:
            self._lines = self._outer.pop()
        elif tag == "table" and self._grids:
            grid = self._grids.pop()
            self.end_table(grid)
            self._lines.extend(table_lines(grid))

    def _item(self, values: dict[str, str]) -> str:
        if not self._lists or self._lists[-1] < 0:
            level = values.get("aria-level", "")
            return MARKS[min(int(level) if level in ("1", "2", "3") else max(len(self._lists), 1), 3) - 1]
        self._lists[-1] += 1
        return f"{self._lists[-1]})"

    def _looks(self, tag: str, values: dict[str, str]) -> Look:
        look, style = self._look, values.get("style", "")
        if tag in _UNREAD or _is_unseen(tag, values, style):
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
        self._next = Line(mark="  ") if before.mark else replace(before, joined=True)

    def _end_line(self) -> None:
        pieces, self._pieces = self._pieces, []
        sign, self._sign = self._sign.strip(), ""
        level, self._level = self._level, 0
        inlines = inlines_of(pieces)
        if not inlines and not sign:
            self._level = level
            return
        line = self._next
        if level:
            line = replace(line, mark=MARKS[min(level, 3) - 1], heading=0)
        if sign:
            sign = _counted(sign)
            numbered = line_kind(f"{sign} x").kind is Kind.NUMBERED
            drawn = not any(each.isalnum() for each in sign) or sign == "o"
            line = replace(line, mark=sign if numbered else line.mark or MARKS[0])
            inlines = inlines if numbered or drawn else (Text(f"{sign} "), *inlines)
        noted, self._noted = tuple(self._noted), []
        self._lines.append(replace(line, inlines=inlines, noted=noted, note=self._note))
        self._next = Line(mark="  ") if self._lists else Line()

    def finished(self) -> list[Line]:
        """All lines; what is still open is closed."""
        self._end_line()
        while self._open:
            self.handle_endtag(self._open[-1][0])
        return _with_notes(self._lines)


def _is_unseen(tag: str, values: dict[str, str], style: str) -> bool:
    """Whether what a tag holds is not seen in its page, or no words of its text."""
    if style and _HIDDEN.search(style):
        return True
    if "hidden" in values or values.get("aria-hidden") == "true" or _REMARK.search(values.get("class", "")):
        return True
    if tag == "a":
        href = values.get("href", "")
        return _NOTED.fullmatch(href) is not None or _BACK.fullmatch(href) is not None
    return tag == "del" and any(name in values for name in _DELETED)


def _counted(sign: str) -> str:
    """The number that a program put before an item as ours: `1)` for (1), `가.` for 가)."""
    found = _COUNT.fullmatch(sign)
    if found is None:
        return sign
    return f"{found['ga']}." if found["ga"] else f"{found['digits']})"


def _with_notes(lines: list[Line]) -> list[Line]:
    """lines with each footnote behind the line that leads to it."""
    notes: dict[str, list[Line]] = {}
    for line in lines:
        if line.note:
            notes.setdefault(line.note, []).append(line)
    if not notes:
        return lines
    found: list[Line] = []
    for line in (line for line in lines if not line.note):
        found.append(line)
        for name in line.noted:
            found += notes.pop(name, [])
    return found + [line for rest in notes.values() for line in rest]
