"""Words stand out from their ground by 4.5 to 1 in both themes: as the palette says, and as widgets are painted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from benchmarks.scenes import DIALOGS, SIZE, Stage, widgets
from desktop.theme import Theme
from tests.desktop.look.walking import called, seen

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
def test_words_stand_out_as_they_are_painted_on_every_page_and_in_every_dialog(name: str, stage: Stage) -> None:
    """Of what is painted, the pixel that differs most from the ground is the inside of a stroke: of large letters,
    because small ones are blended with their ground. What has an icon alone has to reach 3 to 1 (WCAG 2, 1.4.11).
    """
    stage.window.set_text_size(200)
    stage.window.set_colours(name)
    stage.window.resize(2 * SIZE[0], 2 * SIZE[1])
    poor, count, scenes = set(), 0, set()
    for scene, root in widgets(stage):
        stage.rest(80)
        image = root.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        for what, area, least in _written(root):
            count += 1
            scenes.add(scene)
            if (found := painted(image, area)) < least:
                poor.add(f"{scene}: {what}: {found:.2f}")
    assert count > 2000
    assert scenes >= set(DIALOGS)
    assert not poor, "\n".join(sorted(poor))


def _written(root: QWidget) -> Iterator[tuple[str, QRect, float]]:
    """What shows words or an icon, where it is in root, and how much it has to stand out at least."""
    for each in seen(root):
        if not each.isEnabled():
            continue
        if isinstance(each, QAbstractItemView):
            yield from _rows(each, root)
        elif _in_view(each) and (least := _least(each)):
            yield called(each), QRect(each.mapTo(root, QPoint(0, 0)), each.size()), least


def _least(widget: QWidget) -> float:
    if isinstance(widget, QAbstractButton):
        drawn = isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        return 4.5 if widget.text() and not drawn else 0 if widget.icon().isNull() else 3
    if isinstance(widget, QLineEdit):
        return 4.5 if widget.text() or widget.placeholderText() else 0
    if isinstance(widget, QComboBox):
        return 4.5 if widget.currentText() else 0
    return 4.5 if isinstance(widget, QLabel) and widget.text().strip() else 0


def _rows(view: QAbstractItemView, root: QWidget) -> Iterator[tuple[str, QRect, float]]:
    """The rows and cells of a list that are wholly in view."""
    port, model = view.viewport(), view.model()
    if model is None or not port.isVisible():
        return
    met: set[object] = set()
    for y in range(4, port.height(), 8):
        for x in range(4, port.width(), 40):
            index = view.indexAt(QPoint(x, y))
            box = view.visualRect(index)
            if index.isValid() and index.data() and port.rect().contains(box) and box.getRect() not in met:
                met.add(box.getRect())
                if not port.visibleRegion().intersected(box).isEmpty() and index.flags() & Qt.ItemFlag.ItemIsEnabled:
                    words = f"{type(view).__name__} {view.accessibleName()}: {index.data()}"
                    yield words, box.translated(port.mapTo(root, QPoint(0, 0))), 4.5


def _in_view(widget: QWidget) -> bool:
    return widget.width() > 8 and widget.visibleRegion().boundingRect() == widget.rect()


def painted(image: QImage, area: QRect) -> float:
    """How far what is painted in an area, its edge left out, stands out from most of it."""
    part = image.copy(area.adjusted(3, 3, -3, -3))
    if part.isNull():
        return 21.0
    pixels = Counter(memoryview(part.constBits()).cast("I"))
    ground = QColor(pixels.most_common(1)[0][0])
    return max(contrast(QColor(pixel), ground) for pixel in pixels)
