"""The style sheet of a report's page: its rules stand in resources/report_page.css, its colours in the report style."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from resources import ROOT

_COLOURS: Final = MappingProxyType(
    {
        "ink": "1A222D", "soft": "5D6979", "navy": "17365D", "accent": "0B6469", "mark": "0E7C7B", "line": "D0D5DD",
        "ground": "F1F5F9", "tint": "F7FAFB",
    }
)  # fmt: skip
"""What stands where a report style has no such colour, as RRGGBB."""

_MARGINS: Final = MappingProxyType({"top": 86, "right": 68, "bottom": 84, "left": 68})
"""In points."""

_COLOUR = re.compile("[0-9A-Fa-f]{6}")


def style_sheet(style: str) -> str:
    """The rules for what page.PageRenderer makes. style: name of a report style; of an unknown one nothing is taken."""
    look = _look(style)
    page = _part(look, "page")
    margins = " ".join(f"{_length(page.get(side), least)}pt" for side, least in _MARGINS.items())
    rules = (ROOT / "report_page.css").read_text(encoding="utf-8")
    return (
        f":root {{ {_variables(_part(look, 'colours'))} }}\n"
        f"@page {{ size: A4; margin: {margins}; "
        '@bottom-center { content: counter(page) " / " counter(pages); font-size: 8pt; } }\n'
        f"{rules}"
    )


def _look(style: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads((ROOT / "report_styles" / f"{style}.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _part(look: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = look.get(name)
    return part if isinstance(part, Mapping) else {}


def _variables(colours: Mapping[str, Any]) -> str:
    chosen = ((name, str(colours.get(name, usual))) for name, usual in _COLOURS.items())
    return " ".join(f"--{name}: #{colour if _COLOUR.fullmatch(colour) else _COLOURS[name]};" for name, colour in chosen)


def _length(value: object, usual: float) -> float:
    return value if isinstance(value, int | float) else usual
