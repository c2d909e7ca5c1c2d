"""The signs of the outline: drawn, so that they are alike in every font, with their mark behind them as text."""

from __future__ import annotations

from exporters.document import nodes as n
from exporters.pdf.draw import circle, dash, diamond, dot, square
from exporters.pdf.fonts import Remembered
from exporters.pdf.slab import Part, Slab
from exporters.pdf.style import TextStyle
from exporters.pdf.tags import Element
from exporters.pdf.text import Run, Typesetter


class Signs:
    """Each sign is drawn once for each indent, and used again."""

    def __init__(self, setter: Typesetter) -> None:
        self._setter = setter
        self._colour = setter.style.colours["mark"]
        self._drawn: Remembered[tuple[str, str, float, TextStyle], str] = Remembered(lambda wanted: self._draw(*wanted))

    def heading(self, slab: Slab, block: n.Heading, element: Element, x: float, style: TextStyle) -> None:
        """Put □ or ◇ before a heading's first line."""
        mark = "□" if block.level == 1 else "◇"
        self._put(slab, mark, mark, element, x, style)

    def bullet(self, slab: Slab, block: n.Bullet, label: Element, x: float, style: TextStyle) -> None:
        """Put ○, - or · before an item's first line; ▹ is printed as it is."""
        if block.mark == "▹":
            self.typed(slab, "▹", label, x, style)
        else:
            sign = "○-·"[block.level - 1]
            self._put(slab, sign, block.mark or sign, label, x, style)

    def typed(self, slab: Slab, mark: str, label: Element, x: float, style: TextStyle) -> None:
        """Put mark before a first line as text."""
        (sign,) = self._setter.set_runs([Run(mark, style.bold, self._colour)], style, 9999.0, label, x=x)
        slab.take(sign, first=True)
        slab.text = f"{mark} {slab.text}"

    def _put(self, slab: Slab, sign: str, mark: str, element: Element, x: float, style: TextStyle) -> None:
        slab.parts.insert(0, Part(element, self._drawn[sign, mark, x, style]))
        slab.text = f"{mark} {slab.text}"

    def _draw(self, sign: str, mark: str, x: float, style: TextStyle) -> str:
        """Draw sign, and put mark behind it as text that is not painted, so that it can be searched and copied."""
        (hidden,) = self._setter.set_runs([Run(mark)], style, 9999.0, None, x=x)
        text = " ".join(part.drawn() for part in hidden.parts)
        return f"q {self._shape(sign, x, style.leading / 2)} Q\nq 3 Tr {text} Q"

    def _shape(self, sign: str, x: float, middle: float) -> str:
        match sign:
            case "□":
                return square(x + 1, middle, 8.6, self._colour, 1.7)
            case "◇":
                return diamond(x + 1, middle, 8.8, self._colour, 1.1)
            case "○":
                return circle(x + 0.6, middle, 6.4, self._colour, 0.9)
            case "-":
                return dash(x + 1, middle, 5.2, self._colour, 1.1)
            case _:
                return dot(x + 2, middle, 2.8, self._colour)
