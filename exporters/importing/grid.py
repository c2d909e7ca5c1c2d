"""A pasted or dropped table as rows of cells, from a spreadsheet, a table of Word or Hangul, a file, or loose lines."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from db.errors import KnownError
from exporters.document.letters import normal_text
from exporters.importing.aligned import MOST_COLUMNS, aligned_rows

Grid: TypeAlias = tuple[tuple[str, ...], ...]
"""Rows of cells, all rows of one width; a cell is NFC, without blanks at its ends, its lines parted by \\n.

A merged cell is its first one. A cell with nothing but dashes is empty; one that repeats the cell above says so again.
"""

MOST_ROWS: Final = 20_000
"""A larger table is no roster and no itinerary; what is wider is cut, what is longer refused."""

_UNSEEN: Final = re.compile("[\u200b\u2060\ufeff\xad]")
_BLANKS: Final = re.compile(r"[ \xa0\u3000]+")
_GAP: Final = re.compile(r"[ \xa0]{2,}|\u3000+")
_RULE: Final = re.compile(r"[\s|:+=─━═┄┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋-]+")
_DRAWN: Final = str.maketrans("│┃║", "|||")
_DASHES: Final = re.compile(r"[-‐-―−ㅡ－]+")
_AS_ABOVE: Final = frozenset({"〃", "″", "상동", "위와 같음", "상 동", "''"})
_QUOTED: Final = re.compile(r'(?:^|\t)"', re.MULTILINE)
_MOSTLY: Final = 0.6
"""Share of the lines that must have a separator for it to be one."""
_LONG_CELL: Final = 40
"""Line breaks in a quoted cell above which a lone quotation mark has swallowed rows."""


def grid_of_text(text: str) -> Grid:
    """The table in text: by tabs, bars, commas or semicolons, else by gaps of blanks; loose lines are one column.

    Never raises but KnownError for more than MOST_ROWS rows.
    """
    text = _UNSEEN.sub("", normal_text(text)).strip("\n")
    lines = [line for line in text.split("\n") if line.strip()]
    if any("\t" in line for line in lines):
        return _squared(_separated(text, "\t"))
    drawn = [line.translate(_DRAWN) for line in lines if not _RULE.fullmatch(line.translate(_DRAWN))]
    if _share(drawn, "|") >= _MOSTLY or _even(drawn, "|"):
        return _squared(_between_bars(line) for line in drawn)
    for mark in (",", ";"):
        if _regular(lines, mark):
            return _squared(_separated(text, mark))
    if lines and sum(_GAP.search(line.strip()) is not None for line in lines) >= _MOSTLY * len(lines):
        return _squared(aligned_rows(lines) or (_GAP.split(line.strip()) for line in lines))
    return _squared([line] for line in lines)


def grid_of_html(html: str) -> Grid:
    """The tables in the HTML of a clipboard, one below the other; nothing where it has none. Raises as grid_of_text."""
    from exporters.importing.html_cells import html_rows

    return _squared(html_rows(html))


def grid_of_clipboard(text: str, html: str) -> Grid:
    """The better reading of a clipboard: its text where its rows are whole, else a table of its HTML, else its text.

    Word and Hangul break a row of the text where a cell has several paragraphs; spreadsheets quote such a cell.
    """
    tabs = {line.count("\t") for line in text.split("\n") if line.strip()}
    if "<t" not in html.lower() or (len(tabs) == 1 and tabs != {0}) or _QUOTED.search(text):
        return grid_of_text(text)
    return grid_of_html(html) or grid_of_text(text)


def grid_of_file(data: bytes, name: str) -> Grid:
    """The table in a text file or a spreadsheet (.xlsx). Raises KnownError for what cannot be read, or is empty."""
    if name.lower().endswith(".xlsx"):
        from exporters.importing.workbook import sheet_rows

        # more rows than are taken, so that too many are seen to be too many, however many of them are empty
        grid = _squared(sheet_rows(data, name, 10 * MOST_ROWS, MOST_COLUMNS))
    else:
        from exporters.importing.decode import decode

        grid = grid_of_text(decode(data, name).text)
    if not grid:
        raise KnownError("importing.empty", name=name)
    return grid


def key_of(text: str) -> str:
    """text as it is compared: NFC, without blanks, punctuation and capitals."""
    return re.sub(r"[\s\W_]+", "", normal_text(text)).casefold()


def _share(lines: Sequence[str], mark: str) -> float:
    return sum(line.count(mark) > 1 for line in lines) / len(lines) if lines else 0.0


def _even(lines: Sequence[str], mark: str) -> bool:
    """Whether every one of several lines has mark, as often as the others."""
    return len(lines) > 1 and len({line.count(mark) for line in lines}) == 1 and mark in lines[0]


def _between_bars(line: str) -> list[str]:
    """The cells of a line; one that begins or ends with a bar has no cell outside it."""
    inner = line.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    return (inner[:-1] if inner.endswith("|") else inner).split("|")


def _regular(lines: Sequence[str], mark: str) -> bool:
    """Whether mark parts most lines into as many cells."""
    counts = Counter(len(row) - 1 for row in _separated("\n".join(lines), mark) if row)
    number, often = max(((each, counts[each]) for each in counts if each), key=lambda item: item[1], default=(0, 0))
    return number > 0 and often >= _MOSTLY * sum(counts.values()) and len(lines) > 1


def _separated(text: str, mark: str) -> list[list[str]]:
    """Rows as spreadsheets write them: a cell with line breaks stands in quotation marks."""
    rows = _read(text, mark, csv.QUOTE_MINIMAL)
    if any(cell.count("\n") > _LONG_CELL for row in rows for cell in row) or text.count('"') % 2:
        rows = _read(text, mark, csv.QUOTE_NONE)
    return rows


def _read(text: str, mark: str, quoting: int) -> list[list[str]]:
    limit = csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, quoting=quoting))  # type: ignore[arg-type]
    finally:
        csv.field_size_limit(limit)


def _squared(rows: Iterable[Iterable[str]]) -> Grid:
    """Rows of one width, without empty rows and without empty columns."""
    found: list[list[str]] = []
    for row in rows:
        cells = [_cell(cell) for cell in row][:MOST_COLUMNS]
        if found:
            cells = [_as_above(cell, found[-1], column) for column, cell in enumerate(cells)]
        if any(cells):
            found.append(cells)
        if len(found) > MOST_ROWS:
            raise KnownError("tour.too_many_rows", most=MOST_ROWS)
    width = max((len(row) for row in found), default=0)
    square = [row + [""] * (width - len(row)) for row in found]
    kept = [column for column in range(width) if any(row[column] for row in square)]
    return tuple(tuple(row[column] for column in kept) for row in square)


def _cell(text: str) -> str:
    lines = (
        _BLANKS.sub(" ", line.replace("\t", " ")).strip() for line in _UNSEEN.sub("", normal_text(text)).split("\n")
    )
    said = "\n".join(filter(None, lines))
    return "" if _DASHES.fullmatch(said) else said


def _as_above(cell: str, above: Sequence[str], column: int) -> str:
    return above[column] if cell in _AS_ABOVE and column < len(above) else cell
