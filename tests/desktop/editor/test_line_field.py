"""A line under scripted Hangul: the open syllable is known, kept once, and undone as one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import application
from desktop.editor.composition import LineField, commit_composition, full_text, preedit
from tests.desktop.editor.typing import compose, enter, hangul, key


@pytest.fixture
def line(qtbot: QtBot) -> LineField:
    application()
    field = LineField("가나")
    qtbot.addWidget(field)
    field.setCursorPosition(1)
    return field


def test_the_open_syllable_stands_at_its_place(line: LineField) -> None:
    compose(line, "한")
    assert (line.text(), full_text(line), preedit(line)) == ("가나", "가한나", "한")
    commit_composition(line)
    commit_composition(line)
    assert (line.text(), full_text(line), preedit(line)) == ("가한나", "가한나", "")


def test_it_is_told_while_it_is_composed(line: LineField) -> None:
    told: list[str] = []
    line.textEdited.connect(lambda _: told.append(full_text(line)))
    compose(line, "한")
    assert told == ["가ㅎ나", "가하나", "가한나"]


def test_enter_ends_the_syllable(line: LineField) -> None:
    said: list[str] = []
    line.returnPressed.connect(lambda: said.append(line.text()))
    compose(line, "글")
    enter(line)
    assert said == ["가글나"]


def test_undo_takes_the_open_syllable_and_no_other(line: LineField) -> None:
    hangul(line, "다")
    compose(line, "한")
    key(line, "\x1a", Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert full_text(line) in ("가다나", "가나")
    assert "한" not in full_text(line)


def test_a_line_for_reading_takes_nothing(line: LineField) -> None:
    line.setReadOnly(True)
    hangul(line, "한")
    assert line.text() == full_text(line) == "가나"


def test_a_long_text_that_is_pasted_stays_whole(line: LineField) -> None:
    QApplication.clipboard().setText("긴 글 " * 20_000)
    line.setText("")
    line.paste()
    assert line.text() == "긴 글 " * 20_000
