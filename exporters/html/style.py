"""The style sheet of rendered documents, in the rules that Qt's rich text knows too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Colours:
    """As `#rrggbb`: text, background of table heads, accent of marks, muted text, lines."""

    text: str = "#1f2937"
    head: str = "#eef2f6"
    accent: str = "#0b6e75"
    muted: str = "#667085"
    line: str = "#d0d5dd"


_INDENT: Final = {"bullet1": 20, "bullet2": 36, "bullet3": 52, "note": 36, "number1": 20, "number2": 20, "number3": 36,
                  "number4": 52}  # fmt: skip
"""Left margin of an item's text in pixels; its mark hangs 16 pixels to the left of it."""

HANG: Final = 16


def style_sheet(colours: Colours) -> str:
    """The rules for what render.Renderer makes."""
    c = colours
    rules = [
        f"body {{ color: {c.text}; }}",
        "p { margin-top: 4px; margin-bottom: 4px; line-height: 130%; }",
        f"a {{ color: {c.accent}; }}",
        "h1 { font-size: x-large; margin-top: 18px; margin-bottom: 8px; }",
        "h2 { font-size: large; margin-top: 16px; margin-bottom: 6px; }",
        "h3 { font-size: medium; margin-top: 12px; margin-bottom: 4px; }",
        f"h2, h3 {{ text-indent: -{HANG}px; margin-left: {HANG}px; }}",
        f".mark, .sign, .team, .author {{ color: {c.accent}; font-weight: 600; }}",
        f".credit, .missing, .kicker {{ color: {c.muted}; }}",
        f".info th, .cells th {{ background-color: {c.head}; text-align: left; padding: 4px 8px; }}",
        f".info td, .cells td {{ padding: 4px 8px; border-bottom: 1px solid {c.line}; }}",
        ".figure { margin-top: 10px; margin-bottom: 10px; }",
        ".question td { padding: 2px 6px; }",
        ".table-title { font-weight: 600; margin-top: 10px; }",
    ]
    for name, left in _INDENT.items():
        rules.append(f".{name} {{ margin-left: {left}px; text-indent: -{HANG}px; }}")
        rules.append(f".{name}-more {{ margin-left: {left}px; }}")
    return "\n".join(rules)
