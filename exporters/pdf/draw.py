"""PDF operators for what a report draws: lines of text, rules, grounds, and the signs of the outline."""

from __future__ import annotations

from typing import Final

_CIRCLE: Final = 0.5523
"""Length of the handles of a Bézier quarter circle of radius 1."""


def number(value: float) -> str:
    """value as PDF writes it: at most three decimals."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def rectangle(x: float, top: float, width: float, height: float, colour: str) -> str:
    return f"{colour} rg {number(x)} {number(-top - height)} {number(width)} {number(height)} re f"


def rule(x: float, top: float, width: float, thickness: float, colour: str) -> str:
    """A horizontal rule whose middle is at top."""
    return rectangle(x, top - thickness / 2, width, thickness, colour)


def frame(x: float, top: float, width: float, height: float, colour: str, thickness: float = 0.6) -> str:
    box = f"{number(x)} {number(-top - height)} {number(width)} {number(height)} re S"
    return f"{colour} RG {number(thickness)} w {box}"


def square(x: float, middle: float, size: float, colour: str, thickness: float) -> str:
    """A square with slightly round corners; x: its left edge, middle: its centre from the top."""
    left, right, low, high = x, x + size, -middle - size / 2, -middle + size / 2
    r = size * 0.18
    path = [
        f"{number(left + r)} {number(low)} m {number(right - r)} {number(low)} l",
        _bend(right - r, low, right, low + r, right, low),
        f"{number(right)} {number(high - r)} l",
        _bend(right, high - r, right - r, high, right, high),
        f"{number(left + r)} {number(high)} l",
        _bend(left + r, high, left, high - r, left, high),
        f"{number(left)} {number(low + r)} l",
        _bend(left, low + r, left + r, low, left, low),
        "s",
    ]
    return f"{colour} RG {number(thickness)} w " + " ".join(path)


def _bend(x0: float, y0: float, x1: float, y1: float, cx: float, cy: float) -> str:
    ax, ay = x0 + (cx - x0) * _CIRCLE, y0 + (cy - y0) * _CIRCLE
    bx, by = x1 + (cx - x1) * _CIRCLE, y1 + (cy - y1) * _CIRCLE
    return " ".join(number(each) for each in (ax, ay, bx, by, x1, y1)) + " c"


def diamond(x: float, middle: float, size: float, colour: str, thickness: float) -> str:
    half = size / 2
    points = ((x, -middle), (x + half, -middle + half), (x + size, -middle), (x + half, -middle - half))
    path = " l ".join(f"{number(px)} {number(py)}" for px, py in points).replace(" l ", " m ", 1)
    return f"{colour} RG {number(thickness)} w 1 j {path} l s"


def circle(x: float, middle: float, size: float, colour: str, thickness: float) -> str:
    """A ring; x: its left edge."""
    r = size / 2
    cx, cy = x + r, -middle
    path = [f"{number(cx + r)} {number(cy)} m"]
    for (x0, y0), (x1, y1), (kx, ky) in (
        ((cx + r, cy), (cx, cy + r), (cx + r, cy + r)),
        ((cx, cy + r), (cx - r, cy), (cx - r, cy + r)),
        ((cx - r, cy), (cx, cy - r), (cx - r, cy - r)),
        ((cx, cy - r), (cx + r, cy), (cx + r, cy - r)),
    ):
        path.append(_bend(x0, y0, x1, y1, kx, ky))
    return f"{colour} RG {number(thickness)} w " + " ".join(path) + " s"


def dash(x: float, middle: float, size: float, colour: str, thickness: float) -> str:
    return f"{colour} rg {number(x)} {number(-middle - thickness / 2)} {number(size)} {number(thickness)} re f"


def dot(x: float, middle: float, size: float, colour: str) -> str:
    ring = circle(x, middle, size, colour, 0.2)
    return f"{colour} rg " + ring.removesuffix(" s") + " f"
