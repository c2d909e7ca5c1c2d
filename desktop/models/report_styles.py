"""The report styles there are, as lists show them: with a name and the colours that tell them apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tomli

if TYPE_CHECKING:
    from resources import Sentences

FIRST_STYLE = "house"
_CHIPS = ("navy", "mark", "ground")


def styles() -> tuple[str, ...]:
    """Names of the report styles there are, the usual one first."""
    from exporters.styles import styles as there_are

    return tuple(sorted(there_are(), key=lambda name: (name != FIRST_STYLE, name)))


def style_name(name: str, sentences: Sentences) -> str:
    """How a style is called; one's own by the name of its file."""
    return sentences(f"pages.style.{name}") if f"pages.style.{name}" in sentences else name


def style_colours(name: str) -> tuple[str, ...]:
    """The colours that tell a style from others, as #RRGGBB; those that it does not name are of the one it extends."""
    from exporters.styles import style_file

    found: dict[str, str] = {}
    seen: set[str] = set()
    while name not in seen and (file := style_file(name)) is not None:
        seen.add(name)
        try:
            table = tomli.loads(_head_and_colours(file.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            break
        found = {**table.get("colours", {}), **found}
        name = str(table.get("extends", ""))
    return tuple(f"#{found[key]}" for key in _CHIPS if key in found)


def _head_and_colours(style: str) -> str:
    """What of a style's text is needed for its colours; the whole would be read for longer than the dialog may take."""
    head, *tables = re.split(r"(?m)^(?=\[)", style)
    return head + "".join(table for table in tables if table.startswith("[colours]"))
