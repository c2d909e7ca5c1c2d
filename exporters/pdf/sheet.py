"""One page's content being put together: marked for the structure, and no operator said twice.

Marked content: ISO 32000-1, 14.6. Colour and font stay as they are until something else is wanted, so the lines of a
paragraph say only where they stand and what they show.
"""

from __future__ import annotations

from exporters.pdf.draw import number
from exporters.pdf.slab import Part
from exporters.pdf.tags import Element


class Sheet:
    """owners: the element of each mark so far."""

    def __init__(self) -> None:
        self.owners: list[Element] = []
        self._out: list[str] = []
        self._marked = False
        self._owner: Element | None = None
        self._in_text = False
        self._at = (0.0, 0.0)
        self._setup = ""

    def begins(self, owner: Element, part: Part) -> bool:
        """Whether part, drawn next, begins content of owner that has a mark of its own."""
        return bool(part.operators) and not (self._marked and self._owner is owner)

    def draw(self, owner: Element | None, part: Part, left: float, base: float) -> None:
        """Draw part for owner, or as ornament. left, base: its strip's corner, in points from the page's lower left."""
        if not part.operators:
            return
        if not self._marked or self._owner is not owner:
            self._mark(owner)
        if part.x is None:
            self._end_text()
            self._out.append(f"q 1 0 0 1 {number(left)} {number(base)} cm\n{part.operators}\nQ")
            return
        x, y = round(left + part.x, 3), round(base - part.y, 3)
        if self._in_text:
            to = f"{round(x - self._at[0], 3):g} {round(y - self._at[1], 3):g} Td "
        else:
            to = f"BT {x:g} {y:g} Td "
            self._in_text = True
        self._at = (x, y)
        chosen = "" if part.setup and part.setup == self._setup else part.setup
        self._setup = part.setup
        self._out.append(f"{to}{chosen}{part.operators}")

    def finish(self) -> str:
        self._end()
        return "\n".join(self._out)

    def _mark(self, owner: Element | None) -> None:
        self._end()
        self._marked, self._owner = True, owner
        if owner is None:
            self._out.append("/Artifact BMC")
        else:
            self._out.append(f"/{owner.role}<</MCID {len(self.owners)}>>BDC")
            self.owners.append(owner)

    def _end(self) -> None:
        self._end_text()
        if self._marked:
            self._out.append("EMC")
        self._marked = False

    def _end_text(self) -> None:
        if self._in_text:
            self._out.append("ET")
        self._in_text = False
