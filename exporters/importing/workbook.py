"""The first sheet with anything on it of a spreadsheet file (.xlsx), as rows of text; formulas are never computed."""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import date, datetime, time
from itertools import islice
from typing import Final

from db.errors import KnownError

MOST_BYTES: Final = 200 << 20
"""Bytes that the parts of a file may unpack to, as they say themselves: a roster has some hundred thousand."""
_MIDNIGHT: Final = time()


def sheet_rows(data: bytes, name: str, rows: int, columns: int) -> list[list[str]]:
    """Rows of cells as they are shown: dates as 2031-06-12, times as 09:30, whole numbers without a fraction.

    name: of the file, for sentences. rows, columns: how many are read at most. Raises KnownError for what is no
    spreadsheet, is locked or far too large.
    """
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
                raise KnownError("importing.too_large", name=name, limit=MOST_BYTES >> 20)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are not read: drawings, styles
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            try:
                for sheet in book.worksheets:
                    filled = sheet.iter_rows(max_col=columns, values_only=True)
                    found = [[_shown(value) for value in row] for row in islice(filled, rows)]
                    if any(any(row) for row in found):
                        return found
            finally:
                book.close()
    except KnownError:
        raise
    except Exception as error:  # the library raises whatever a broken file makes it stumble over
        raise KnownError("importing.other_format", name=name) from error
    return []


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        day = value.date().isoformat()
        return day if value.time() == _MIDNIGHT else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
