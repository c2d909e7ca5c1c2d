"""One page's content being put together: marked for the structure, and no operator said twice.

Marked content: ISO 32000-1, 14.6. Colour and font stay as they are until something else is wanted, so the lines of a
paragraph say only where they stand and what they show.
"""

from __future__ import annotations

from exporters.pdf.slab import Part
from exporters.pdf.tags import Element


class Sheet:
    """Marks are counted from 0."""

    def __init__(self) -> None:
        self._marks = 0
        self._out: list[str] = []
        self._marked = False
        self._owner: Element | None = None
        self._in_text = False
        self._x = self._y = 0.0
        self._setup = ""

    def draw(self, owner: Element | None, part: Part, left: float, base: float) -> bool:
        """Draw part for owner, or as ornament; gives whether this begins content of owner that has a mark of its own.

        left, base: its strip's corner, in points from the page's lower left.
        """
        operators = part.operators
        if not operators:
            return False
        begins = not self._marked or self._owner is not owner
        if begins:
            self._mark(owner)
        if part.x is None:
            if self._in_text:
                self._end_text()
            self._out.append(f"q 1 0 0 1 {left:.3f} {base:.3f} cm\n{operators}\nQ")
            return begins
        x, y = left + part.x, base - part.y
        if not self._in_text:
            self._in_text = True
            to = f"BT {x:.3f} {y:.3f} Td "
        elif x == self._x:
            to = f"0 {y - self._y:.3f} Td "
        else:
            to = f"{x - self._x:.3f} {y - self._y:.3f} Td "
        self._x, self._y = x, y
        setup = part.setup
        self._out.append(f"{to}{operators}" if setup == self._setup else f"{to}{setup}{operators}")
        self._setup = setup
        return begins

    def finish(self) -> str:
        self._end()
        return "\n".join(self._out)

    def _mark(self, owner: Element | None) -> None:
        self._end()
        self._marked, self._owner = True, owner
        if owner is None:
            self._out.append("/Artifact BMC")
        else:
            self._out.append(f"/{owner.role}<</MCID {self._marks}>>BDC")
            self._marks += 1

    def _end(self) -> None:
        if self._in_text:
            self._end_text()
        if self._marked:
            self._out.append("EMC")
            self._marked = False

    def _end_text(self) -> None:
        self._out.append("ET")
        self._in_text = False
