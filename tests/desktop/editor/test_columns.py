"""The table that one writes in: its bars stand below each other, and the text is the text."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.editor.cells import is_row
from desktop.editor.highlighter import BAR
from desktop.editor.outline_editor import OutlineEditor
from tests.desktop.editor.test_outline_editor import Make, make
from tests.desktop.editor.typing import commit, compose, hangul

__all__ = ["make"]
TEXT = "앞\n| 항만 | 값 |\n| --- | --- |\n| 자동화 부두 | 1 |\n| 나 | **1,377** |\n뒤"


def bars(editor: OutlineEditor) -> list[list[float]]:
    """Where the bars of each row stand, px."""
    found = []
    block = editor.document().firstBlock()
    while block.isValid():
        if is_row(block.text()):
            line: Any = block.layout().lineAt(0)
            found.append([float(line.cursorToX(each.start())[0]) for each in BAR.finditer(block.text())])
        block = block.next()
    return found


def below_each_other(editor: OutlineEditor) -> bool:
    return all(row == pytest.approx(bars(editor)[0], abs=2.5) for row in bars(editor))


@pytest.fixture
def editor(make: Make, qtbot: QtBot) -> OutlineEditor:
    widget = make(TEXT)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    widget.setFocus()
    widget.place_caret(0)
    return widget


def test_bars_stand_below_each_other_while_the_caret_is_there(editor: OutlineEditor) -> None:
    assert not below_each_other(editor)
    for words in ("항만", "1,377"):
        editor.place_caret(TEXT.index(words) + len(words))
        assert below_each_other(editor)
    editor.place_caret(0)
    assert not below_each_other(editor)
    assert editor.toPlainText() == TEXT
    assert not editor.outline.steps.can_undo


def test_they_follow_what_is_typed(editor: OutlineEditor, qtbot: QtBot) -> None:
    editor.place_caret(TEXT.index("나 ") + 1)
    hangul(editor, "가나다")
    assert below_each_other(editor), "at once, where there is room"
    hangul(editor, "한글한글한글")
    compose(editor, "한")
    commit(editor, "한")
    qtbot.waitUntil(lambda: below_each_other(editor))
    assert "| 나가나다한글한글한글한 |" in editor.toPlainText()


def test_a_table_wider_than_the_page_is_as_it_is_typed(make: Make, editor: OutlineEditor) -> None:
    editor.outline.put(TEXT.replace("자동화", "자동화" * 30))
    editor.place_caret(TEXT.index("항만"))
    assert not below_each_other(editor)
