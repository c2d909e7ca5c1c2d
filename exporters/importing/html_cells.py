"""The tables of a clipboard's HTML as rows of cells that keep their line breaks, merged cells as empty ones."""

from __future__ import annotations

import re
from typing import Final

from exporters.document.letters import plain
from exporters.importing.html_lines import Grid, Line
from exporters.importing.html_reader import HtmlReader
from exporters.importing.html_tables import filled
from exporters.importing.pasted_html import tamed

_READING: Final = re.compile(r"<r[tp]\b[^>]*>.*?(?=<r[tpb]\b|</ruby)|</r[tp]>", re.DOTALL | re.IGNORECASE)
"""How an ideograph is read, above it: no part of what a cell says."""


def html_rows(html: str) -> list[list[str]]:
    """The rows of all tables, one below the other; nothing where there is none. Never raises.

    A table in a cell: the outer one counts where it has rows and columns itself, else it only frames the inner one.
    """
    reader = _TableReader()
    reader.feed(_READING.sub("", tamed(html)))
    reader.close()
    reader.finished()
    return [row for table in reader.tables for row in table]


class _TableReader(HtmlReader):
    """Keeps the rows of the tables that it goes through."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._before: list[int] = []  # how many tables there were when each open one began

    def begin_table(self) -> None:
        self._before.append(len(self.tables))

    def end_table(self, grid: Grid) -> None:
        before = self._before.pop()
        rows = [[_text(cell) for cell in row] for row in filled([row for row in grid.rows if row])]
        whole = [row for row in rows if sum(map(bool, row)) > 1]
        inner = self.tables[before:]
        if inner and len(whole) < 2:
            return
        self.tables[before:] = [rows]


def _text(lines: list[Line]) -> str:
    said: list[str] = []
    for line in lines:
        if line.table is None:
            mark = line.mark.strip()
            said.append(f"{mark} {plain(line.inlines)}" if mark else plain(line.inlines))
        else:
            said += [" ".join(filter(None, map(plain, row))) for row in line.table.rows]
    return "\n".join(filter(str.strip, said))
