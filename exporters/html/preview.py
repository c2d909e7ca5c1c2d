"""One entry as the report will show it, for the preview beside the editor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from zlib import crc32

from db.records import Figure
from exporters.compile.figures import Figures
from exporters.document import nodes as n
from exporters.document.marks import Kind, line_kind
from exporters.html.render import Renderer
from exporters.html.style import Colours, style_sheet
from exporters.reading import Records
from resources import Sentences

_BEGINNINGS: Final = (Kind.HEADING, Kind.BULLET, Kind.NUMBERED, Kind.NOTE, Kind.FIGURE)
_LEAST, _MOST, _LONGEST = 1_500, 6_000, 24_000
"""Code points of a piece: it may end from the first on, ends as soon as a block begins from the second on, and is cut
anywhere at the third."""
_ENDS: Final = 16
"""One in so many beginnings of blocks ends a piece, always the same ones: what is written elsewhere moves no cut."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Blocks of an entry that are shown together. start: of them in its text. figures, tables: how many come before.

    pictured: whether there are figures in it.
    """

    text: str
    start: int = 0
    figures: int = 0
    tables: int = 0
    pictured: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def alike(self, other: Piece) -> bool:
        """Whether both are shown alike, wherever they stand."""
        return (self.text, self.figures, self.tables) == (other.text, other.figures, other.tables)


def pieces(text: str) -> list[Piece]:
    """All of text, cut where blocks begin, so that a change is shown by making one piece anew."""
    found: list[Piece] = []
    start = at = 0
    figures = tables = before_figures = before_tables = 0
    blank = False

    def cut(end: int) -> None:
        nonlocal start, before_figures, before_tables
        found.append(Piece(text[start:end], start, before_figures, before_tables, figures > before_figures))
        start, before_figures, before_tables = end, figures, tables

    for line in text.split("\n"):
        if at - start >= _LEAST and (at - start >= _MOST or not crc32(line.encode()) % _ENDS) and _begins(line, blank):
            cut(at)
        at += len(line) + 1
        if at - start > _LONGEST and at - len(line) - 1 > start:
            cut(at - len(line) - 1)
        while at - start > _LONGEST:
            cut(start + _LONGEST)
        if line.lstrip()[:1] in ("▲", "!", "<"):
            kind = line_kind(line).kind
            figures += kind in (Kind.FIGURE, Kind.FIGURE_LINE)
            tables += kind is Kind.TABLE_TITLE
        blank = not line.strip()
    if start < len(text) or not found:
        cut(len(text))
    return found


def _begins(line: str, blank: bool) -> bool:
    """Whether line begins a block for itself. blank: the line above is."""
    return (blank and line[:1].strip() != "") or line_kind(line).kind in _BEGINNINGS


def preview(text: str | Piece, reader: Records, say: Sentences, colours: Colours | None = None) -> str:
    """An HTML page of outline text, or of a piece of it, with the notebook's figures at their lines, numbered from 1.

    text: as it stands in the editor. say: sentences of the report's language. Pictures are `blob:<sha256>`.
    """
    piece = Piece(text) if isinstance(text, str) else text
    blocks = Figures(reader.all(Figure), reader).blocks(piece.text, "")
    if piece.figures or piece.tables:
        blocks = tuple(_counted(block, piece.figures, piece.tables) for block in blocks)
    return page(Renderer(say).blocks(blocks), colours)


def _counted(block: n.Block, figures: int, tables: int) -> n.Block:
    if isinstance(block, n.Figure):
        return replace(block, number=block.number + figures)
    return replace(block, number=block.number + tables) if isinstance(block, n.Table) and block.number else block


def page(body: str, colours: Colours | None = None, *, language: str = "ko", title: str = "") -> str:
    """body, which is HTML, as a page with the style sheet. title is HTML too."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style_sheet(colours or Colours())}</style></head>\n<body>\n{body}\n</body></html>\n"
    )
