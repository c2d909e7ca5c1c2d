"""The signs of the outline: drawn, so that they are alike in every font, with their mark behind them as text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exporters.document import nodes as n
from exporters.pdf.draw import circle, dash, diamond, dot, rectangle, square
from exporters.pdf.fonts import Remembered
from exporters.pdf.slab import Part, Slab
from exporters.pdf.style import TextStyle
from exporters.pdf.tags import Element
from exporters.pdf.text import Run, Typesetter

_DRAWN_FOR: Final[Mapping[str, float]] = MappingProxyType(
    {"section": 14, "heading": 11, "bullet1": 10, "bullet2": 10, "bullet3": 10}
)
"""Sizes in points of the text beside which the signs have the lengths below."""


class Signs:
    """Each sign is drawn once for each indent, and used again."""

    def __init__(self, setter: Typesetter) -> None:
        self._setter = setter
        self._colour = setter.style.colours["mark"]
        self._drawn: Remembered[tuple[str, str, float, TextStyle], str] = Remembered(lambda wanted: self._draw(*wanted))

    def heading(self, slab: Slab, block: n.Heading, element: Element, x: float, style: TextStyle) -> None:
        """Put □ or ◇ before a heading's first line."""
        name, mark = ("section", "□") if block.level == 1 else ("heading", "◇")
        self._put(slab, name, mark, element, x, style)

    def bullet(self, slab: Slab, block: n.Bullet, label: Element, x: float, style: TextStyle) -> None:
        """Put ○, - or · before an item's first line; ▹ is printed as it is."""
        if block.mark == "▹":
            self.typed(slab, "▹", label, x, style)
        else:
            self._put(slab, f"bullet{block.level}", block.mark or "○-·"[block.level - 1], label, x, style)

    def typed(self, slab: Slab, mark: str, label: Element, x: float, style: TextStyle) -> None:
        """Put mark before a first line as text."""
        (sign,) = self._setter.set_runs([Run(mark, style.bold, self._colour)], style, 9999.0, label, x=x)
        slab.take(sign, first=True)
        slab.text = f"{mark} {slab.text}"

    def _put(self, slab: Slab, name: str, mark: str, element: Element, x: float, style: TextStyle) -> None:
        slab.parts.insert(0, Part(element, self._drawn[name, mark, x, style]))
        slab.text = f"{mark} {slab.text}"

    def _draw(self, name: str, mark: str, x: float, style: TextStyle) -> str:
        """Draw a sign, and put mark behind it as text that is not painted, so that it can be searched and copied."""
        (hidden,) = self._setter.set_runs([Run(mark)], style, 9999.0, None, x=x)
        text = " ".join(part.drawn() for part in hidden.parts)
        scale = style.size / _DRAWN_FOR[name]
        return f"q {self._shape(name, x, style.leading / 2, scale)} Q\nq 3 Tr {text} Q"

    def _shape(self, name: str, x: float, middle: float, k: float) -> str:
        """The drawing, k times as large as in the house style."""
        colour = self._colour
        match self._setter.style.signs[name]:
            case "square":
                return square(x + k, middle, 8.6 * k, colour, 1.7 * k)
            case "block":
                return rectangle(x + k, middle - 4.3 * k, 8.6 * k, 8.6 * k, colour)
            case "diamond":
                return diamond(x + k, middle, 8.8 * k, colour, 1.1 * k)
            case "ring":
                return circle(x + 0.6 * k, middle, 6.4 * k, colour, 0.9 * k)
            case "dash":
                return dash(x + k, middle, 5.2 * k, colour, 1.1 * k)
            case "bar":
                return rectangle(x, middle - 6 * k, 3 * k, 12 * k, colour)
            case "dot":
                return dot(x + 2 * k, middle, 2.8 * k, colour)
            case _:
                return ""
