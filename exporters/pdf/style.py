"""A report style: the page, its colours and its text styles, read from resources/report_styles."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resources import ROOT


@dataclass(frozen=True, slots=True)
class Page:
    """Lengths in points. head, foot: baselines of the running head from the top and of the folio from the bottom."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    head: float
    foot: float

    @property
    def measure(self) -> float:
        """Width of the text."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """Height of the text."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class TextStyle:
    """size, leading, before and after in points; colour: three numbers from 0 to 1, as PDF wants them."""

    size: float
    leading: float
    before: float
    after: float
    bold: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Feet:
    """How page feet are made even. Shares of a gap: tighter, wider; points: most_tighter a page, widest a gap.

    reach: how many times what the gaps may take a page may lack before it is left short.
    """

    tighter: float
    most_tighter: float
    wider: float
    widest: float
    reach: float


@dataclass(frozen=True, slots=True)
class ReportStyle:
    """A whole style. text: by name. colours: by name, as PDF operands. measures: lengths and shares, by part."""

    name: str
    page: Page
    colours: Mapping[str, str]
    text: Mapping[str, TextStyle]
    feet: Feet
    measures: Mapping[str, Mapping[str, float]]


def load_style(name: str) -> ReportStyle:
    """The style of name. Raises FileNotFoundError where there is none."""
    file: Path = ROOT / "report_styles" / f"{name}.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    colours = {key: _operands(value) for key, value in table["colours"].items()}
    texts = {key: _text(value, colours) for key, value in table["text"].items()}
    return ReportStyle(name, Page(**table["page"]), colours, texts, Feet(**table["feet"]), table["measures"])


def _operands(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4g}" for at in (0, 2, 4))


def _text(table: Mapping[str, Any], colours: Mapping[str, str]) -> TextStyle:
    return TextStyle(
        float(table["size"]),
        float(table["leading"]),
        float(table.get("before", 0)),
        float(table.get("after", 0)),
        bool(table.get("bold", False)),
        colours[table.get("colour", "ink")],
    )
