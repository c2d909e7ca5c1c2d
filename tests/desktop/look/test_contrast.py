"""Words stand out from their ground by 4.5 to 1 in both themes: as the palette says, and as widgets are painted."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from benchmarks.scenes import Stage
from desktop.theme import Theme
from tests.desktop.look.walking import seen

GROUNDS = {
    "ink": ("desk", "pane", "paper", "sunk", "hover", "sel", "soft", "highlight", "inserted", "deleted"),
    "ink2": ("desk", "pane", "paper", "sunk", "hover", "sel"),
    "ink3": ("desk", "pane", "paper", "sunk"),
    "navy": ("desk", "pane", "paper", "sel"),
    "accent": ("pane", "paper", "sel", "soft"),
    "red": ("pane", "paper", "red_ground"),
    "amber": ("pane", "paper", "amber_ground"),
    "on_accent": ("accent", "mark"),
}
"""Where words of each colour stand."""


def _light(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG 2 defines it."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_stand_out_from_every_ground_they_are_on(name: str) -> None:
    theme = Theme.load(name)
    poor = [
        f"{token} on {ground}: {found:.2f}"
        for token, grounds in GROUNDS.items()
        for ground in grounds
        if (found := contrast(theme.color(token), theme.color(ground))) < 4.5
    ]
    assert poor == []


@pytest.mark.parametrize("name", ["light", "dark"])
def test_labels_and_buttons_stand_out_as_they_are_painted(name: str, stage: Stage) -> None:
    """Of what is painted, the pixel that differs most from the ground is the inside of a stroke: of large letters,
    because small ones are blended with their ground.
    """
    stage.window.set_text_size(200)
    stage.window.set_colours(name)
    poor, count = [], 0
    for place in ("home", "tour", stage.visit.id):
        stage.window.go(place)
        stage.rest(300)
        for each in seen(stage.window):
            if isinstance(each, QLabel | QPushButton) and each.text() and each.isEnabled() and _in_view(each):
                count += 1
                if (found := painted(each)) < 4.5:
                    poor.append(f"{place}: {each.text()}: {found:.2f}")
    assert count > 20
    assert poor == []


def _in_view(widget: QWidget) -> bool:
    return widget.width() > 8 and widget.visibleRegion().boundingRect() == widget.rect()


def painted(widget: QWidget) -> float:
    top = widget.window()
    image = top.grab(widget.rect().translated(widget.mapTo(top, widget.rect().topLeft()))).toImage()
    inside = [image.pixelColor(x, y) for x in range(3, image.width() - 3) for y in range(3, image.height() - 3)]
    if not inside:
        return 21.0
    names = [colour.rgb() for colour in inside]
    ground = QColor(max(set(names), key=names.count))
    return max(contrast(colour, ground) for colour in {c.rgb(): c for c in inside}.values())
