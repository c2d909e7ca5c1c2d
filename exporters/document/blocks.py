"""Outline text → blocks: the line parser of the grammar that stands in marks.py."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from exporters.document.letters import normal_text
from exporters.document.marks import RULE, Kind, LineKind, figure_of, line_kind, table_title, unescape_in
from exporters.document.nodes import (
    Bullet,
    FigureLine,
    FigurePlace,
    Heading,
    Inlines,
    LineBreak,
    Note,
    Numbered,
    OutlineBlock,
    Paragraph,
    Table,
    Text,
)  # fmt: skip

if TYPE_CHECKING:
    from exporters.document.inline import InlineReader

_SIGNS = re.compile(r"[*`\[\]\\]")
_CREDIT = re.compile(
    r"(?P<caption>(?:\\.|[^\\])*?)\[\s*출처\s*[=:]\s*(?P<credit>(?:\\.|[^\\\]])*?)\s*\]\s*(?P<behind>.*)", re.DOTALL
)
_BAR = re.compile(r"(?<!\\)\|")


def parse_blocks(text: str) -> tuple[OutlineBlock, ...]:
    """The blocks of any text; never raises."""
    return _Parser(normal_text(text).split("\n")).run()


def parse_inlines(text: str) -> Inlines:
    """The inlines of one paragraph that holds no mark at the beginning of its lines, such as a title or a cell."""
    return _Inlines().read(normal_text(text).strip())


class _Inlines:
    """Reads inlines; loads Python-Markdown only for a paragraph that has a sign of it."""

    def __init__(self) -> None:
        self._reader: InlineReader | None = None

    def read(self, text: str) -> Inlines:
        if not text:
            return ()
        if _SIGNS.search(text) is None:
            return _plain_lines(text)
        if self._reader is None:
            from exporters.document.inline import InlineReader

            self._reader = InlineReader()
        return self._reader.read(text)


def _plain_lines(text: str) -> Inlines:
    if "\n" not in text:
        return (Text(text),)
    nodes: list[Text | LineBreak] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            nodes.append(LineBreak())
        if line:
            nodes.append(Text(line))
    return tuple(nodes)


class _Parser:
    """Goes through the lines once; `_open` is the bullet, note or number that an indented line continues."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = [(line, line_kind(line)) for line in lines]
        self._at = 0
        self._blocks: list[OutlineBlock] = []
        self._more: list[Inlines] | None = None
        self._inlines = _Inlines()

    def run(self) -> tuple[OutlineBlock, ...]:
        while self._at < len(self._lines):
            self._block(*self._lines[self._at])
        self._close()
        return tuple(self._blocks)

    def _block(self, line: str, kind: LineKind) -> None:
        if kind.kind is Kind.BLANK:
            self._at += 1
        elif kind.kind is Kind.INDENTED and self._more is not None:
            self._more.append(self._inlines.read(_own_text(line, kind)))
            self._at += 1
        elif kind.kind in (Kind.TABLE_ROW, Kind.TABLE_TITLE):
            self._close()
            self._table(line, kind)
        elif kind.kind in (Kind.TEXT, Kind.INDENTED):
            self._close()
            self._paragraph()
        else:
            self._close()
            self._at += 1
            self._marked(line, kind)

    def _close(self) -> None:
        """Gives the open bullet its further paragraphs."""
        if self._more:
            last = self._blocks[-1]
            assert isinstance(last, Bullet | Note | Numbered)
            self._blocks[-1] = replace(last, more=tuple(self._more))
        self._more = None

    def _paragraph(self, first: str | None = None) -> None:
        """The text lines from here to the next blank or mark, as one paragraph; first stands before them."""
        lines = [] if first is None else [first]
        while self._at < len(self._lines):
            line, kind = self._lines[self._at]
            loose_title = kind.kind is Kind.TABLE_TITLE and not self._table_follows()
            if kind.kind not in (Kind.TEXT, Kind.INDENTED) and not loose_title:
                break
            lines.append(line.strip() if loose_title else _own_text(line, kind))
            self._at += 1
        self._blocks.append(Paragraph(self._inlines.read("\n".join(lines))))

    def _marked(self, line: str, kind: LineKind) -> None:
        rest = _own_text(line, kind)
        match kind.kind:
            case Kind.FIGURE:
                self._blocks.append(FigurePlace(figure_of(line) or ""))
            case Kind.FIGURE_LINE:
                self._figure_line(rest)
            case Kind.HEADING:
                level = cast("Literal[1, 2]", kind.level)
                self._blocks.append(Heading(level, self._inlines.read(rest), twin=kind.mark[0] == "#"))
            case _:
                self._blocks.append(self._item(kind, self._inlines.read(rest)))
                self._more = []

    def _item(self, kind: LineKind, inlines: Inlines) -> Bullet | Note | Numbered:
        if kind.kind is Kind.BULLET:
            return Bullet(cast("Literal[1, 2, 3]", kind.level), kind.mark, inlines)
        if kind.kind is Kind.NOTE:
            return Note(cast("Literal['※', '*']", kind.mark), inlines)
        return Numbered(kind.mark, kind.level, inlines)

    def _figure_line(self, rest: str) -> None:
        found = _CREDIT.fullmatch(rest)
        if found is None:
            self._blocks.append(FigureLine(unescape_in(rest, "[]\\")))
            return
        caption, credit = (unescape_in(found[name].strip(), "[]\\") for name in ("caption", "credit"))
        self._blocks.append(FigureLine(caption, credit))
        if found["behind"]:  # text glued to the credit
            self._paragraph(found["behind"])

    def _table_follows(self) -> bool:
        following = self._lines[self._at + 1 : self._at + 2]
        return bool(following) and following[0][1].kind is Kind.TABLE_ROW

    def _table(self, line: str, kind: LineKind) -> None:
        title = unit = ""
        if kind.kind is Kind.TABLE_TITLE:
            if not self._table_follows():
                self._paragraph()
                return
            title, unit = table_title(line)
            self._at += 1
        raw: list[list[str]] = []
        while self._at < len(self._lines) and self._lines[self._at][1].kind is Kind.TABLE_ROW:
            raw.append([cell.strip() for cell in _BAR.split(self._lines[self._at][0].strip()[1:-1])])
            self._at += 1
        header = len(raw) > 1 and all(RULE.fullmatch(cell) for cell in raw[1])
        if header:
            del raw[1]
        width = max(len(row) for row in raw)
        rows = tuple((*map(self._cell, row), *[()] * (width - len(row))) for row in raw)
        self._blocks.append(Table(rows, title, unit, header))

    def _cell(self, raw: str) -> Inlines:
        if raw[:1] == "\\" and RULE.fullmatch(raw[1:]):
            raw = raw[1:]
        return self._inlines.read(raw.replace("\\|", "|"))


def _own_text(line: str, kind: LineKind) -> str:
    return line[kind.mark_end :].strip()
