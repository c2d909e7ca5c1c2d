"""What plain text on a clipboard lost of what it was: lines that a PDF broke, Markdown's lists, breaks in cells.

Each answers text whose letters are those that came, in order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from exporters.document.marks import Kind, line_kind

_WIDE: Final = 56
"""Columns (a syllable takes two) below which no program breaks lines."""
_FULL: Final = 0.8
"""Share of the widest line that a broken line has at least."""
_ENDS: Final = re.compile(r"[.?!。:;…][\"”“’')\]）】」』]*$")
_BEGINS: Final = re.compile(r"[①-⑳▶▷►■▣●◆•\[<>|#]|\d+[.)]|https?:|[가-하][.)]")
_HYPHEN: Final = re.compile(r"[a-z]-$")
_PAGE: Final = re.compile(r"\s*(?:- ?\d{1,4} ?-|\d{1,4} ?/ ?\d{1,4})\s*")
_MARKDOWN: Final = re.compile(r"^(?:#{1,6} \S|```|~~~|\|? ?:?-{3,}:? ?\|)", re.MULTILINE)
_OURS: Final = re.compile(r"^\s*[□◇○※·ㅇ] ?\S", re.MULTILINE)
_ITEM: Final = re.compile(r"(?P<lead> *)[-*+] +(?=\S)")
_DEEP: Final = re.compile(r"(?P<signs>#{3,6}) +(?=\S)")
_QUOTED: Final = re.compile(r"(?P<before>^|\t)\"(?P<cell>(?:[^\"]|\"\"){1,4000})\"(?=\t|\n|\Z)", re.MULTILINE)
_MARKS: Final = ("○", "-", "·")


def whole_cells(text: str) -> str:
    """Cells in quotes, as spreadsheets write those with line breaks in them, as one line each."""
    if "\t" not in text or '"' not in text:
        return text
    return _QUOTED.sub(lambda found: found["before"] + " ".join(found["cell"].replace('""', '"').split()), text)


def of_markdown(text: str) -> str:
    """Markdown's lists with our marks by their depth, where text is Markdown and no outline."""
    if not _MARKDOWN.search(text) or _OURS.search(text):
        return text
    return "\n".join(_markdown(text.split("\n")))


def _markdown(lines: list[str]) -> Iterator[str]:
    fenced = False
    unit = min((len(found["lead"]) for found in map(_ITEM.match, lines) if found and len(found["lead"]) > 1), default=2)
    for line in lines:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            continue
        item, deep = _ITEM.match(line), _DEEP.match(line)
        if fenced:
            yield line
        elif item is not None:
            yield f"{_MARKS[min(len(item['lead']) // unit, 2)]} {line[item.end() :]}"
        elif deep is not None:
            yield f"◇ {line[deep.end() :]}"
        else:
            yield line


def unbroken(lines: list[str]) -> list[str]:
    """Lines that a PDF broke at its margin, in one; where no margin is to be seen they stay as they are."""
    most = max(map(_columns, lines), default=0)
    if most < _WIDE:
        return lines
    full = [_columns(line) >= _FULL * most for line in lines]
    goes_on = [
        (full[at] or _is_split(line, following)) and not _ENDS.search(line.rstrip()) and _follows(line, following)
        for at, (line, following) in enumerate(zip(lines, lines[1:], strict=False))
    ]
    if sum(goes_on) < 2:
        return lines
    made = [lines[0]]
    for at, line in enumerate(lines[1:]):
        if not goes_on[at]:
            made.append(line)
        elif _is_split(made[-1], line):
            made[-1] = made[-1][:-1] + line.strip()
        else:
            made[-1] = f"{made[-1].rstrip()} {line.strip()}"
    return made


def _is_split(line: str, following: str) -> bool:
    """Whether a word was split at the end of line."""
    return _HYPHEN.search(line) is not None and following[:1].islower()


def _follows(line: str, following: str) -> bool:
    """Whether following may go on with line."""
    if not line.strip() or not following.strip() or "\t" in line + following:
        return False
    if _PAGE.fullmatch(following) or _PAGE.fullmatch(line) or _BEGINS.match(following.lstrip()):
        return False
    here, there = line_kind(line).kind, line_kind(following.lstrip()).kind
    return there is Kind.TEXT and here in (Kind.TEXT, Kind.INDENTED, Kind.BULLET, Kind.NOTE, Kind.NUMBERED)


def _columns(line: str) -> int:
    """How wide line is: a syllable or ideograph takes two columns."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line.strip()[:400])
