"""Drawings of many strokes, made on ReportLab's canvas and taken over as operators.

Text and pages are our own; for curves, clipping and line styles a kept library knows more than we would write.
Loaded only by a report that has such a drawing.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

Point = tuple[float, float]


class Drawing:
    """A drawing in points from its upper left corner: x grows to the right, y upwards, so what is seen is below 0."""

    def __init__(self, width: float, height: float) -> None:
        self._canvas: Any = Canvas(BytesIO(), pagesize=(width, height), pageCompression=0, invariant=1)
        clip = self._canvas.beginPath()
        clip.rect(0, -height, width, height)
        self._canvas.clipPath(clip, stroke=0, fill=0)
        self._canvas.setLineCap(1)
        self._canvas.setLineJoin(1)

    def stroke(self, lines: Iterable[Iterable[Point | None]], colour: str, width: float) -> None:
        """Draw lines, each interrupted where a point is None. colour: PDF operands. width: in points."""
        path = self._canvas.beginPath()
        for line in lines:
            drawing = False
            for point in line:
                if point is not None:
                    (path.lineTo if drawing else path.moveTo)(round(point[0], 1), round(point[1], 1))
                drawing = point is not None
        self._canvas.setStrokeColorRGB(*map(float, colour.split()))
        self._canvas.setLineWidth(width)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def dot(self, at: Point, radius: float, colour: str) -> None:
        """A filled circle."""
        self._canvas.setFillColorRGB(*map(float, colour.split()))
        self._canvas.circle(at[0], at[1], radius, stroke=0, fill=1)

    def operators(self) -> str:
        """What was drawn, with the graphics state as it was before."""
        return "q\n" + "\n".join(self._canvas._code) + "\nQ"
