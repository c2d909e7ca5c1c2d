"""One entry as the report will show it, for the preview beside the editor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from db.records import Figure
from exporters.compile.figures import Figures
from exporters.document import nodes as n
from exporters.document.marks import Kind, line_kind
from exporters.html.render import Renderer
from exporters.html.style import Colours, style_sheet
from exporters.reading import Records
from resources import Sentences

_BEGINNINGS = (Kind.HEADING, Kind.BULLET, Kind.NUMBERED, Kind.NOTE, Kind.FIGURE)


@dataclass(frozen=True, slots=True)
class Part:
    """text[start:end] of an entry that is too long to be shown whole at each key, cut where blocks begin."""

    start: int
    end: int


def part_round(text: str, at: int, most: int) -> Part:
    """The part of text round position at that a preview shows: about most code points, or all of it."""
    if len(text) <= most:
        return Part(0, len(text))
    start = max(_block_start(text, max(0, min(at - most // 2, len(text) - most))), at - most)
    end = _block_start(text, min(len(text), start + most))
    return Part(start, end if end > at else min(len(text), at + most))  # in a block that is longer still


def _block_start(text: str, at: int) -> int:
    """The beginning of the last line up to at that begins a block for itself."""
    while at > 0 and at < len(text):
        at = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        if line_kind(text[at : end if end >= 0 else len(text)]).kind in _BEGINNINGS:
            return at
        at -= 1
    return max(at, 0)


def preview(
    text: str, reader: Records, say: Sentences, colours: Colours | None = None, *, part: Part | None = None
) -> str:
    """An HTML page of outline text with the notebook's figures at their lines, numbered from 1.

    text: as it stands in the editor. say: sentences of the report's language. part: only this is shown, numbered as in
    the whole. Pictures are `blob:<sha256>`.
    """
    part = part or Part(0, len(text))
    blocks = Figures(reader.all(Figure), reader).blocks(text[part.start : part.end], "")
    if part.start:
        before = [line_kind(line).kind for line in text[: part.start].split("\n")]
        figures = before.count(Kind.FIGURE) + before.count(Kind.FIGURE_LINE)
        blocks = tuple(_counted(block, figures, before.count(Kind.TABLE_TITLE)) for block in blocks)
    body = Renderer(say).blocks(blocks)
    return page(_said(say, "before", part.start) + body + _said(say, "after", len(text) - part.end), colours)


def _counted(block: n.Block, figures: int, tables: int) -> n.Block:
    if isinstance(block, n.Figure):
        return replace(block, number=block.number + figures)
    return replace(block, number=block.number + tables) if isinstance(block, n.Table) and block.number else block


def _said(say: Sentences, where: str, letters: int) -> str:
    return f"<p class='note'>{escape(say(f'editor.preview.{where}', letters=f'{letters:,}'))}</p>" if letters else ""


def page(body: str, colours: Colours | None = None, *, language: str = "ko", title: str = "") -> str:
    """body, which is HTML, as a page with the style sheet. title is HTML too."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style_sheet(colours or Colours())}</style></head>\n<body>\n{body}\n</body></html>\n"
    )
