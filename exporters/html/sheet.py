"""The style sheet of a report's page: its rules stand in resources/report_page.css, its looks in the report style."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from exporters.pdf.style import Page, load_style
from resources import ROOT

_COLOURS: Final = MappingProxyType(
    {
        "ink": "#1a222d", "soft": "#5d6979", "navy": "#17365d", "accent": "#0b6469", "mark": "#0e7c7b",
        "line": "#c9d2dc", "ground": "#f1f5f9", "tint": "#f7fafb",
    }
)  # fmt: skip
"""What stands where a report style has no such colour."""


def style_sheet(name: str) -> str:
    """The rules for what page.PageRenderer makes. name: of a report style. Raises OSError, ValueError as load_style."""
    style = load_style(name)
    colours = {colour: _hex(style.colours[colour]) for colour in _COLOURS if colour in style.colours}
    variables = " ".join(f"--{colour}: {value};" for colour, value in {**_COLOURS, **colours}.items())
    rules = (ROOT / "report_page.css").read_text(encoding="utf-8")
    return f":root {{ {variables} }}\n{_paper(style.page)}\n{rules}"


def _paper(page: Page) -> str:
    """Size and margins in points, and the number at each page's foot where the browser prints one."""
    folio = '@bottom-center { content: counter(page) " / " counter(pages); font-size: 8pt; }'
    margins = " ".join(f"{length:g}pt" for length in (page.top, page.right, page.bottom, page.left))
    return f"@page {{ size: {page.width:g}pt {page.height:g}pt; margin: {margins}; {folio} }}"


def _hex(operands: str) -> str:
    """A colour as #rrggbb. operands: three numbers from 0 to 1, as PDF wants them."""
    return "#" + "".join(f"{round(float(part) * 255):02x}" for part in operands.split())
