"""The icons are one family: the same grid, stroke, caps and joins, nothing filled, and nothing that leaves the grid."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

import resources
from tests.architecture.sources import modules

ICONS = resources.ROOT / "icons"
PICTURES = ("app", "app-small")
"""The program's own picture, in colours."""
TICKS = ("tick-light", "tick-dark")
"""In the box of the style sheet, which is smaller and cannot colour them: heavier, each in its own colour."""
FAMILY = {"viewBox": "0 0 20 20", "fill": "none", "stroke-linecap": "round", "stroke-linejoin": "round"}
DRAWN = sorted(path for path in ICONS.glob("*.svg") if path.stem not in PICTURES)
DOT = re.compile(r"(M[\d.]+ [\d.]+h\.01)+")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_an_icon_is_of_the_family(path: Path) -> None:
    root = ElementTree.parse(path).getroot()
    assert {name: root.get(name) for name in FAMILY} == FAMILY
    tick = path.stem in TICKS
    assert root.get("stroke-width") == ("2.2" if tick else "1.5")
    assert (root.get("stroke") == "currentColor") != (tick or path.stem == "combo")
    lines = list(root)
    assert lines
    for line in lines:
        assert line.tag.rpartition("}")[2] == "path", "only lines"
        assert set(line.attrib) <= {"d", "stroke-width"}, "looks come from the family"
        assert line.get("stroke-width") in ((None, "2") if DOT.fullmatch(line.get("d", "")) else (None,)), "dots are 2"
        assert all(-20 <= float(number) <= 20 for number in NUMBER.findall(line.get("d", "")))


def test_no_icon_is_drawn_twice() -> None:
    drawings = [
        "".join(line.get("d", "") for line in ElementTree.parse(path).getroot())
        for path in DRAWN
        if path.stem not in (*TICKS, "combo")
    ]
    assert len(set(drawings)) == len(drawings)


def test_every_icon_is_used() -> None:
    texts = {text for module in modules() for text in module.strings()}
    sheet = (resources.ROOT / "themes" / "window.qss").read_text(encoding="utf-8")
    unused = [path.stem for path in DRAWN if path.stem not in texts and path.stem not in (*TICKS, "combo")]
    assert unused == []
    assert "combo" in sheet
    assert "tick-" in sheet
