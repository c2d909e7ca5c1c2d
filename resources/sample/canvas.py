"""What the sample's pictures are drawn on, and in which colours."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from resources import font_path

WIDTH, HEIGHT = 1600, 1000
UPRIGHT = (900, 1200)
SCALE = 2  # drawn twice as large and scaled down, for smooth edges
NAVY, TEAL, DEEP, INK, GREY = "#17365D", "#0E7C7B", "#0B6469", "#1A222D", "#5D6979"
SKY, PALE, SOFT, LINE, PAPER = "#E6F0F5", "#F7F8FA", "#DFEEEE", "#C3CBD6", "#FFFFFF"
WATER, DEEPWATER, LEAF, DARKLEAF, EARTH, SAND, STONE = (
    "#7FB9C9", "#4A93AA", "#7FAE86", "#4F8660", "#9A7B5F", "#D9C7A6", "#AEB6BF",
)  # fmt: skip
BRICK, DARKBRICK, AMBER, RED, NIGHT = "#B86A54", "#8F4C3C", "#E2B04A", "#A8281E", "#1C222A"

Point = tuple[float, float]


class Canvas:
    """A picture of width × height units; all measures are in these units."""

    def __init__(self, ground: str, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.size = (width, height)
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), ground)
        self._draw = ImageDraw.Draw(self.image)

    def box(
        self, x: float, y: float, w: float, h: float, fill: str, radius: float = 0, edge: str | None = None
    ) -> None:
        place = [x * SCALE, y * SCALE, (x + w) * SCALE - 1, (y + h) * SCALE - 1]
        self._draw.rounded_rectangle(place, radius * SCALE, fill=fill, outline=edge, width=2 * SCALE if edge else 0)

    def area(self, points: Sequence[Point], fill: str) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def path(self, points: Sequence[Point], fill: str, width: float = 3) -> None:
        line = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(line, fill=fill, width=round(width * SCALE), joint="curve")

    def disc(self, x: float, y: float, r: float, fill: str, edge: str | None = None, width: float = 4) -> None:
        place = [(x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE]
        self._draw.ellipse(place, fill=fill, outline=edge, width=round(width * SCALE) if edge else 0)

    def text(
        self, x: float, y: float, text: str, size: float = 30, fill: str = INK, anchor: str = "mm", bold: bool = False
    ) -> None:
        font = ImageFont.truetype(font_path(f"Pretendard-{'Bold' if bold else 'Regular'}.ttf"), round(size * SCALE))
        self._draw.text((x * SCALE, y * SCALE), text, fill=fill, font=font, anchor=anchor)

    def title(self, text: str, unit: str = "") -> None:
        self.text(80, 84, text, 42, NAVY, "lm", bold=True)
        self.box(80, 122, 70, 6, TEAL)
        if unit:
            self.text(1520, 92, unit, 26, GREY, "rm")

    def tree(self, x: float, foot: float, height: float, leaf: str = LEAF) -> None:
        self.box(x - height * 0.035, foot - height * 0.5, height * 0.07, height * 0.5, EARTH)
        for dx, dy, r in ((0, 0.72, 0.26), (-0.17, 0.56, 0.2), (0.17, 0.56, 0.2), (0, 0.5, 0.2)):
            self.disc(x + dx * height, foot - dy * height, r * height, leaf)

    def house(self, x: float, foot: float, w: float, h: float, wall: str, roof: str, floors: int = 3) -> None:
        self.box(x, foot - h, w, h, wall)
        self.area([(x - 12, foot - h), (x + w / 2, foot - h - w * 0.42), (x + w + 12, foot - h)], roof)
        for floor in range(floors):
            for column in range(3):
                top = foot - h + 24 + floor * (h - 24) / floors
                self.box(x + w * (0.14 + 0.27 * column), top, w * 0.16, h / floors * 0.52, "#F3E9D2")

    def wave(self, x: float, y: float, w: float, fill: str, width: float = 4) -> None:
        points = [(x + step, y + 4 * math.sin(step / 14)) for step in range(0, round(w), 4)]
        self.path(points, fill, width)

    def rain(self, x: float, y: float, w: float, h: float, seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(round(w * h / 4200)):
            left, top = x + chance.random() * w, y + chance.random() * h
            self.path([(left, top), (left - 8, top + 30)], DEEPWATER, 2.5)
