"""Country and city as tables write them into one cell: `덴마크/오르후스`, `오르후스(덴마크)`, `코펜하겐→오르후스`."""

from __future__ import annotations

import re
from typing import Final

from exporters.importing.countries import COUNTRY

_PARTS: Final = re.compile(r"\s*[/／,，·ㆍ:：(（)）\[\]-]\s*|\s+")
_WAY: Final = re.compile(r"\s*(?:→|⇒|➔|➝|>|▶|~|∼|〜|–|—|\n)\s*")


def last_place(text: str) -> str:
    """Where a way through several places ends, else text."""
    return next((part for part in reversed(_WAY.split(text)) if part.strip()), "").strip()


def is_way(text: str) -> bool:
    """Whether text names several places, one after the other."""
    return sum(bool(part.strip()) for part in _WAY.split(text)) > 1


def parted(country: str, city: str) -> tuple[str, str]:
    """Country and city, where one cell says both; else as they were given."""
    if country and city:
        return country, city
    said = country or city
    head, tail = _first(said), _last(said)
    if head is not None:
        return head
    return tail if tail is not None else (country, city)


def _first(said: str) -> tuple[str, str] | None:
    found = COUNTRY.match(said)
    mark = _PARTS.match(said, found.end()) if found else None
    if found is None or mark is None:
        return None
    city = said[mark.end() :].strip(" )）]")
    return (found[0], city) if city else None


def _last(said: str) -> tuple[str, str] | None:
    for mark in reversed(list(_PARTS.finditer(said))):
        country = said[mark.end() :].strip(" )）]")
        if COUNTRY.fullmatch(country) and said[: mark.start()].strip():
            return country, said[: mark.start()].strip()
    return None
