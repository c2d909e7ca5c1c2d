"""The promise of an import, checked on every article: the letters that came in are the letters that are kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from db.edits import Edit
from db.records import Value
from exporters.document.letters import letters_of
from exporters.document.marks import figure_place

_HOLDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "visit": (
            "title", "institution", "original_name", "address", "tel", "fax", "web", "email", "visit_type", "country",
            "city",
        ),
        "contact": ("name", "position", "organisation", "address", "tel", "email", "web"),
        "note": ("heading", "text"),
        "question": ("question", "answer"),
        "takeaway": ("author_name", "text"),
        "figure": ("caption", "credit"),
        "chapter": ("heading", "date", "text"),
    }
)  # fmt: skip
"""The fields that hold the article's own words; a team's name stands in its section's heading already."""


_UNIT: Final = "단위"
"""The word that names a table's unit."""
_WRITTEN: Final = re.compile(r"^< .*\(단위: ", re.MULTILINE)


def kept(edits: Iterable[Edit], labels: Iterable[str]) -> Counter[str]:
    """How often each letter stands in edits and labels. Cards of companies repeat their note and do not count."""
    total: Counter[str] = Counter()
    edits, labels = list(edits), list(labels)
    named = sum(letters_of(label) == _UNIT for label in labels)
    written = 0
    figures = {figure_place(edit.object) for edit in edits if edit.kind == "figure"}
    for edit in edits:
        if edit.fields.get("kind") == "company":
            continue
        for name in _HOLDS.get(edit.kind, ()):
            words = _words(edit.fields.get(name), figures)
            total.update(letters_of(words))
            written += len(_WRITTEN.findall(words))
    for label in labels:
        total.update(letters_of(label))
    return total - Counter(
        _UNIT * min(named, written)
    )  # a table that was cut says it itself; in a whole text it is a word


def _words(value: Value, figures: set[str]) -> str:
    """Text without the lines of this article's own figures."""
    if not isinstance(value, str):
        return ""
    if "![](figure:" not in value:
        return value
    return "\n".join(line for line in value.split("\n") if line.strip() not in figures)


def came_in(text: str) -> Counter[str]:
    return Counter(letters_of(text))
