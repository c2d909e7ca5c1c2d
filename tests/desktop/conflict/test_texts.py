"""A text that two people changed differently: seen in its entry, compared, chosen by keys; nothing is swallowed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.panes.choice_card import ChoiceCard
from desktop.panes.conflict import ConflictLine
from desktop.panes.visit import VisitPage
from tests.desktop.conflict.conftest import BEFORE, OURS, THEIRS, Two

Show = Callable[..., VisitPage]
CTRL = Qt.KeyboardModifier.ControlModifier


def line_of(page: VisitPage, object_id: str, field: str) -> ConflictLine:
    found = [each for each in page.findChildren(ConflictLine) if each.key == (object_id, field) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def opened(page: VisitPage, object_id: str = "n2", field: str = "text") -> ConflictLine:
    assert page.conflicts.open(object_id, field)
    return line_of(page, object_id, field)


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key for whatever has the focus."""
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, modifier)


ALT = Qt.KeyboardModifier.AltModifier


def test_the_line_stands_in_the_entry_and_says_who(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    page = visit_page()
    qtbot.waitUntil(lambda: bool(page.findChildren(ConflictLine)))
    line = line_of(page, "n2", "text")
    words = line.accessibleName()
    assert words.startswith("두 사람이 다르게 고쳤습니다 — 문지안 ")
    assert " · 서이준 " in words
    assert not line.opened


def test_alt_one_keeps_ours_and_the_line_goes(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    page = visit_page()
    opened(page)
    press(qtbot, Qt.Key.Key_1, ALT)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert two.value("n2", "text") == OURS
    assert two.listed("n2", "text") == set()
    assert page.findChildren(ConflictLine) == [] or not any(x.isVisible() for x in page.findChildren(ConflictLine))
    writing = page.fields.autosave.writing("n2", "text")
    assert writing is not None and writing.widget.hasFocus()
