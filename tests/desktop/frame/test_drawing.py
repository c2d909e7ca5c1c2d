"""Icons and signs: drawn, in the colour asked for, and told apart by shape alone."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import resources
from desktop.app import APP_ICONS, application
from desktop.icons import pixmap
from desktop.signs import COLOURS, WORST_FIRST, overall, sign_pixmap, worst
from desktop.theme import Theme
from desktop.tips import plain_tip

NAMES = sorted(file.stem for file in (resources.ROOT / "icons").glob("*.svg"))
DRAWN = [name for name in NAMES if name not in ("app", "app-small", "combo", "tick-light", "tick-dark")]


def _mask(image: QImage) -> bytes:
    alpha = image.convertToFormat(QImage.Format.Format_Alpha8)
    return bytes(alpha.constBits())


@pytest.mark.parametrize("name", DRAWN)
def test_an_icon_is_drawn_in_the_colour_and_keeps_to_the_grid(name: str, qtbot: QtBot) -> None:
    source = (resources.ROOT / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5"' in source
    assert not re.search(r"#[0-9A-Fa-f]{3,6}", source)
    theme = Theme.load()
    image = theme.pixmap(name, "red", 20, 2.0).toImage()
    solid = [
        image.pixelColor(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha() > 250
    ]  # fmt: skip
    assert solid
    wanted = theme.color("red")
    assert all(
        max(abs(c.red() - wanted.red()), abs(c.green() - wanted.green()), abs(c.blue() - wanted.blue())) <= 3
        for c in solid
    )  # translucent edges round


@pytest.mark.parametrize("name", DRAWN)
def test_a_button_that_is_off_has_the_same_drawing_in_grey(name: str, qtbot: QtBot) -> None:
    theme = Theme.load()
    off = theme.icon(name, "accent").pixmap(QSize(20, 20), QIcon.Mode.Disabled).toImage()
    drawn = pixmap(name, theme.hex("line2"), 20, off.devicePixelRatio()).toImage()
    assert off.size() == drawn.size()
    for x in range(off.width()):
        for y in range(off.height()):
            one, other = off.pixelColor(x, y), drawn.pixelColor(x, y)
            assert one.alpha() == other.alpha()
            far = (one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue())
            assert max(map(abs, far)) * one.alpha() <= 3 * 255


@pytest.mark.parametrize("size", APP_ICONS)
def test_the_programs_icon_lies_there_in_every_size_as_it_is_drawn(size: int, qtbot: QtBot) -> None:
    application()
    kept = QImage(str(resources.ROOT / "icons" / "app" / f"{size}.png")).convertToFormat(QImage.Format.Format_RGBA8888)
    assert (kept.width(), kept.height()) == (size, size)
    drawn = pixmap("app-small" if size <= 24 else "app", "", size).toImage()
    drawn = drawn.convertToFormat(QImage.Format.Format_RGBA8888)
    far = [
        (x, y)
        for x in range(0, size, 3)
        for y in range(0, size, 3)
        if abs(kept.pixelColor(x, y).alpha() - drawn.pixelColor(x, y).alpha()) > 8
        or (drawn.pixelColor(x, y).alpha() > 250 and kept.pixelColor(x, y).name() != drawn.pixelColor(x, y).name())
    ]
    assert far == []
    assert QSize(size, size) in QApplication.windowIcon().availableSizes()


def test_every_state_has_a_shape_of_its_own(qtbot: QtBot) -> None:
    theme = Theme.load()
    masks = {state: _mask(sign_pixmap(state, theme, 12, 2.0).toImage()) for state in COLOURS}
    del masks["changed_since_approval"]  # the same diamond: it was revised, after an approval
    assert len(set(masks.values())) == len(masks)
    assert all(any(mask) for mask in masks.values())


def test_a_tool_tip_shows_marks_of_html_as_letters(qtbot: QtBot) -> None:
    for text in ("<img src='/etc/hostname'>", "a < b", "<b>굵게</b> & 더"):
        tip = QTextDocument()
        tip.setHtml(plain_tip(text))
        assert tip.toPlainText() == text
    assert plain_tip("굵게 & 더") == "굵게 & 더"


def test_the_worst_of_several_states_is_the_one_to_act_on() -> None:
    assert worst(["approved", "returned", "writing"]) == "returned"
    assert worst(["approved", "submitted"]) == "submitted"
    assert worst([]) == "future"
    assert overall(["submitted", "empty"]) == overall(["writing", "empty"]) == "writing"
    assert overall(["empty", "empty"]) == "empty"
    assert overall(["returned", "empty"]) == "returned"
    assert overall([]) == "future"
    assert set(WORST_FIRST) == set(COLOURS)
