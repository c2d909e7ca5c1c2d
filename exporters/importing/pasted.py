"""Pasted text to outline text: clean lines, the bullets of other programs as our marks, tabs as tables.

What the outline has a mark for gets it; every other letter stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Final

from exporters.document.letters import normal_text
from exporters.document.marks import line_kind
from exporters.document.markup import write
from exporters.document.nodes import Table
from exporters.importing.marks import scan
from exporters.importing.pasted_plain import of_markdown, unbroken, whole_cells
from exporters.importing.tables import line_cells, squared

MOST_BYTES: Final = 20_000_000
"""A larger clipboard is not read."""
MOST: Final = 1_000_000
"""Code points of outline text that one field takes by pasting."""
LONG: Final = 500
"""A line of more code points is cut at the outline marks in it."""

_BULLETS: Final = MappingProxyType(
    dict.fromkeys("ㅇ◦●•❍◯〇◉⦁▶▷►▸➢➤❖", "○")
    | dict.fromkeys("–―−‒", "-")
    | dict.fromkeys("∙ㆍ‧․▪▫‣⁃", "·")
    | dict.fromkeys("◆◈", "◇")
    | dict.fromkeys("■▣", "□")
    | {chr(code): "○" for code in range(0xF020, 0xF100)}  # Wingdings and Symbol, as Word and Hangul write them
    | {chr(0xF02B0 + number): f"{number}." for number in range(1, 11)}  # Hangul's numbers in boxes
)
"""Bullets of other programs at the beginning of a line, by the mark that means the same here."""
_BULLET: Final = re.compile(rf"(?P<lead>\s*)(?P<sign>[{''.join(_BULLETS)}])[ \t\u3000\xa0]+(?=\S)")
_GLUED: Final = re.compile(r"(?P<lead>\s*)(?P<sign>[□◇○※ㅇ■▣◆◈●▪◦❍◯▶►])(?=[가-힣A-Za-z(\[‘“'\"「])")
"""A mark that its blank was left away behind; two of them in a row are a name that was made unreadable."""
_LISTED: Final = re.compile(
    rf"\s*(?:\d{{1,2}}[.)]|\(\d{{1,2}}\)|[가-하][.)]|[①-⑳]|o|§|[-*○]|[{''.join(_BULLETS)}])\t(?=[^\t]+$)"
)
"""A number or bullet that Word writes before an item, with a tab behind it."""
_UNSEEN: Final = re.compile("[\u200b\u2060\ufeff\xad]")
_CUT_AT: Final = "□◇○-※▲"


def pasted_lines(text: str) -> str:
    """text as a field takes it, and nothing else: NFC, `\\n`, no control characters, blanks for tabs."""
    return _UNSEEN.sub("", normal_text(text)).replace("\xa0", " ").replace("\t", " ")


def pasted_text(text: str) -> str:
    """Foreign text as outline text: bullets as marks, long lines cut at the marks in them, lines with tabs as tables.

    Any text has some; its letters stay, in order. ㅇ that stands for a bullet is no letter.
    """
    found: list[str] = []
    rows: list[str] = []
    text = of_markdown(whole_cells(_UNSEEN.sub("", normal_text(text)).replace("\xa0", " ")))
    for line in unbroken(text.split("\n")):
        line = _listed(line)
        if "\t" in line:
            rows.append(line)
            continue
        found.extend(_rows(rows))
        rows.clear()
        found.extend(outline_lines(line))
    found.extend(_rows(rows))
    return "\n".join(found)


def outline_lines(line: str) -> Iterator[str]:
    """One foreign line with our mark in place of its bullet; where it is long, cut at the marks in it."""
    line = with_mark(line.replace("\t", " "))
    if len(line) <= LONG:
        yield line
        return
    for block in scan(line, 0, len(line), marks=_CUT_AT):
        body = line[block.body : block.end].strip()
        yield f"{block.mark} {body}" if block.mark else body


def with_mark(line: str) -> str:
    """line with our mark where it begins with another program's bullet, or with ours and no blank behind it."""
    found = _BULLET.match(line) or _GLUED.match(line)
    if found is None or line_kind(line).mark:
        return line
    sign, rest = found["sign"], line[found.end() :]
    if sign in "■▣" and any(box in rest for box in "□■☐☑"):  # boxes of a form, ticked and empty
        return line
    return f"{found['lead']}{_BULLETS.get(sign, sign)} {rest}"


def _listed(line: str) -> str:
    """line with a blank for the tab behind its number or bullet."""
    found = _LISTED.match(line)
    return (
        line
        if found is None
        else f"{'•' if found.group().strip() in 'o§' else found.group().strip()} {line[found.end() :]}"
    )


def _rows(lines: Iterable[str]) -> list[str]:
    """Lines that hold tabs: two or more are a table; one alone, and what is only indented by tabs, is text."""
    rows = list(lines)
    if len(rows) < 2 or not any("\t" in row.strip() for row in rows):
        return [piece for line in rows for piece in outline_lines(line)]
    return write((Table(squared([line_cells(row) for row in rows])),)).split("\n")
