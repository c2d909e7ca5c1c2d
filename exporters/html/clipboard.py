"""A piece of outline text as HTML for other programs: Word and Hangul show headings, hanging marks and tables.

Looks stand in each tag, because a clipboard has no style sheet that both of them read. Marks are written as words, so
that they are the same marks there, and come back as marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from types import MappingProxyType
from typing import Final

from exporters.document import nodes as n
from exporters.document.markup import parse
from exporters.html.inlines import inline_html

MOST: Final = 60_000
"""Code points of a text that is made HTML of while a key is pressed; a longer one is copied as text alone."""
_PLACES: Final = MappingProxyType({1: 18, 2: 40, 3: 58})
"""Where marks of bullets stand, px, the one unit that every program reads; text hangs behind them."""
_HANG: Final = 18
_ROOM: Final = "margin-top:0px;margin-bottom:4px"
_SIGNS: Final = MappingProxyType({1: "□", 2: "◇"})
_CELL: Final = "border:1px solid #7e8b9b;padding:3px 7px;vertical-align:top"


def clipboard_html(text: str, figure: Callable[[str], str]) -> str:
    """Outline text as HTML; words of one line stay words of a line. figure: given an id, `▲ caption [출처=credit]`."""
    match parse(text):
        case (n.Paragraph(inlines),) if "\n" not in text:
            return f'<meta charset="utf-8"><span>{_inlines(inlines)}</span>'
    return f'<meta charset="utf-8">{"".join(_block(block, figure) for block in parse(text))}'


def _block(block: n.OutlineBlock, figure: Callable[[str], str]) -> str:
    match block:
        case n.Heading(level, inlines):
            return f"<h{level + 1}>{_SIGNS[level]} {_inlines(inlines)}</h{level + 1}>"
        case n.Paragraph(inlines):
            return f"<p>{_inlines(inlines)}</p>"
        case n.Bullet(level, mark, inlines, more):
            return _item(_PLACES[level], mark, inlines, more)
        case n.Note(mark, inlines, more):
            return _item(_PLACES[2], mark, inlines, more)
        case n.Numbered(number, level, inlines, more):
            return _item(max(level - 2, 0) * _HANG, number, inlines, more)
        case n.FigurePlace(named):
            return f"<p>{escape(figure(named))}</p>"
        case n.FigureLine(caption, credit):
            return f"<p>▲ {escape(caption)}{f' [출처={escape(credit)}]' if credit else ''}</p>"
        case n.Table():
            return "".join(_table(block))


def _item(place: int, mark: str, inlines: n.Inlines, more: Sequence[n.Inlines]) -> str:
    indent = f"{_ROOM};margin-left:{place + _HANG}px"
    hanging = f"{indent};text-indent:-{_HANG}px"
    further = (f'<p style="{indent}">{_inlines(part)}</p>' for part in more)
    return f'<p style="{hanging}">{escape(mark)} {_inlines(inlines)}</p>{"".join(further)}'


def _table(table: n.Table) -> Iterator[str]:
    if table.title:
        unit = f" (단위: {escape(table.unit)})" if table.unit else ""
        yield f"<p>&lt; {escape(table.title)} &gt;{unit}</p>"
    yield '<table border="1" cellspacing="0" style="border-collapse:collapse">'
    for number, row in enumerate(table.rows):
        tag = "th" if table.header and not number else "td"
        cells = (f'<{tag} style="{_CELL}">{_inlines(cell)}</{tag}>' for cell in row)
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table>"


def _inlines(inlines: n.Inlines) -> str:
    return inline_html(inlines, lambda _, words: words)
