"""Rows of contacts copied from a spreadsheet: by the words of their head, else by their order."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

COLUMNS: Final = ("name", "position", "organisation", "tel", "email")
"""Of a row without a head."""
_HEADS: Final[Mapping[str, str]] = MappingProxyType({
    "이름": "name", "성명": "name", "name": "name", "직위": "position", "직책": "position", "직급": "position",
    "position": "position", "title": "position", "소속": "organisation", "기관": "organisation",
    "organisation": "organisation", "organization": "organisation", "company": "organisation", "전화": "tel",
    "전화번호": "tel", "연락처": "tel", "tel": "tel", "phone": "tel", "이메일": "email", "전자우편": "email",
    "email": "email", "e-mail": "email", "주소": "address", "address": "address", "누리집": "web", "web": "web",
})  # fmt: skip


def contact_rows(text: str, first: int = 0) -> list[dict[str, str]]:
    """The fields of each row, as named in records.py; nothing where text is no table.

    text: cells parted by tabs, rows by line breaks. first: number of the column of COLUMNS that the first cell is.
    """
    lines = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines() if line.strip()]
    if not any(len(cells) > 1 for cells in lines):
        return []
    head = [_HEADS.get(cell.casefold().replace(" ", ""), "") for cell in lines[0]]
    if sum(map(bool, head)) > 1:
        names, lines = head, lines[1:]
    else:
        names = [*COLUMNS[first:]]
    found = [{name: cell for name, cell in zip(names, cells, strict=False) if name and cell} for cells in lines]
    return [fields for fields in found if fields]
