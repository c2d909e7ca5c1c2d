"""Rows for a spreadsheet: CSV as Excel reads it, in which no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from exporters.base import atomic_file
from exporters.files import check_target, trouble

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """rows as CSV (RFC 4180) in UTF-8 with a byte order mark, without which Excel reads Hangul wrongly.

    A cell that begins with = + - @, a tab or a return, be it behind blanks, gets an apostrophe before it: spreadsheets
    would compute it.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig", "replace")


def write_csv(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write rows to path, whole or not at all. Raises KnownError for a target that cannot be written."""
    check_target(path)
    try:
        with atomic_file(path) as file:
            file.write(csv_bytes(rows))
    except OSError as error:
        raise trouble(error, path, writing=True) from error


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell
