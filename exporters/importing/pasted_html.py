"""The HTML of a clipboard to outline text: Word, Hangul, Google Docs, spreadsheets, web pages.

Only what is read is taken: no address in it is ever opened, pictures are counted and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from exporters.document.letters import plain
from exporters.document.marks import Kind, line_kind
from exporters.document.markup import normal_text, parse_inlines, write, write_inlines
from exporters.document.nodes import Inlines, Text
from exporters.importing.html_lines import Line
from exporters.importing.html_reader import HtmlReader
from exporters.importing.pasted import outline_lines, with_mark

_DECLARATION: Final = re.compile(r"<[!?][^<>-]{0,400}>")


@dataclass(frozen=True, slots=True)
class PastedHtml:
    """text: outline text. pictures: how many pictures were left out."""

    text: str
    pictures: int


def pasted_html(html: str) -> PastedHtml:
    """The outline text of the HTML of a clipboard. Never raises; the letters of what is read stay, in order."""
    reader = HtmlReader()
    reader.feed(tamed(html))
    reader.close()
    lines = reader.finished()
    return PastedHtml(normal_text("\n".join(_text(lines))), reader.pictures)


def tamed(html: str) -> str:
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


def _text(lines: list[Line]) -> Iterator[str]:
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
            own = with_mark(text)
            yield own if _marked(own, heading=bool(line.heading)) else f"{mark} {text}"
            open_text = False
            continue
        made = [f"{mark}{each}" for each in outline_lines(text)]
        plain_text = line_kind(made[0]).kind is Kind.TEXT
        if open_text and plain_text and not line.joined:
            yield ""
        yield from made
        open_text = line_kind(made[-1]).kind is Kind.TEXT


def _marked(line: str, *, heading: bool) -> bool:
    """Whether a heading or item has its mark written out, as Korean documents do whatever else makes them one."""
    kind = line_kind(line).kind
    return kind in (Kind.HEADING, Kind.BULLET, Kind.NOTE) or (kind is Kind.NUMBERED and not heading)


def _written(inlines: Inlines) -> str:
    """The outline text of a line; where its looks cannot be written so that they are read back, its letters alone."""
    text = write_inlines(inlines)
    return text if parse_inlines(text) == inlines else write_inlines((Text(plain(inlines)),))
