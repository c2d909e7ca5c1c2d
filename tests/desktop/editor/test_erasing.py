"""What one press takes away: a mark at once, never the bar of a table or the inside of a figure's line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QTextCursor

from desktop.editor import cells
from desktop.editor.composition import preedit
from desktop.editor.erasing import with_own_erasing
from desktop.editor.outline_editor import OutlineEditor
from tests.desktop.editor.test_outline_editor import Make, make
from tests.desktop.editor.typing import commit, compose, enter, hangul, key

__all__ = ["make"]
FIGURE = "![](figure:0f8fad5b-d9cb-469f-a165-70867728950e)"
TABLE = "| 항만 | 값 |\n| --- | --- |\n| 가 | 1 |\n| 나 | 2 |"


def back(editor: OutlineEditor, held: Qt.KeyboardModifier | None = None) -> None:
    key(editor, "\b", Qt.Key.Key_Backspace, held)


def delete(editor: OutlineEditor, held: Qt.KeyboardModifier | None = None) -> None:
    key(editor, "\x7f", Qt.Key.Key_Delete, held)


def choose(editor: OutlineEditor, first: str, last: str) -> None:
    text, cursor = editor.toPlainText(), editor.textCursor()
    cursor.setPosition(text.index(first))
    cursor.setPosition(text.index(last) + len(last), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


@pytest.mark.parametrize(
    ("text", "at", "wanted"),
    [("○ 가", 2, "가"), ("  - 가", 4, "가"), ("1) 가", 3, "가"), ("□ ", 2, ""), ("가\n○ 나", 2, "가나"),
     ("가\n\n○ 나", 3, "가\n○ 나"),
     ("  이어", 2, "이어"), (f"{FIGURE}\n가", len(FIGURE), "\n가"), (f"{FIGURE}\n가", len(FIGURE) + 1, f"{FIGURE}\n가"),
     ("a\\|b", 3, "a\\b")],
)  # fmt: skip
def test_backspace(make: Make, text: str, at: int, wanted: str) -> None:
    editor = make(text)
    editor.place_caret(at)
    back(editor)
    assert editor.toPlainText() == wanted
    editor.undo()
    assert editor.toPlainText() == text


@pytest.mark.parametrize(
    ("text", "at", "wanted"),
    [("○ 가\n○ 나", 3, "○ 가나"), ("○ 가\n  이어", 3, "○ 가이어"), ("○ 가\n\n○ 나", 3, "○ 가\n○ 나"), ("○ 가", 0, "가"),
     (f"가\n{FIGURE}", 1, f"가\n{FIGURE}"), (f"가\n{TABLE}", 1, f"가\n{TABLE}")],
)  # fmt: skip
def test_delete(make: Make, text: str, at: int, wanted: str) -> None:
    editor = make(text)
    editor.place_caret(at)
    delete(editor)
    assert editor.toPlainText() == wanted


def test_a_tables_bars_outlive_every_key(make: Make) -> None:
    editor = make(TABLE)
    editor.place_caret(TABLE.index("가") + 1)
    for _ in range(4):
        back(editor)
    for _ in range(4):
        delete(editor)
        delete(editor, Qt.KeyboardModifier.ControlModifier)
    key(editor, "|")
    key(editor, "\\")
    assert editor.toPlainText() == TABLE.replace("| 가 |", "| \\|\\ |").replace("\\ |", "\\  |")
    choose(editor, "값", "2")
    back(editor)
    found = [cells.texts(line) for line in editor.toPlainText().split("\n")]
    assert found == [["항만", ""], ["---", "---"], ["", ""], ["", ""]]
    hangul(editor, "한")
    assert cells.texts(editor.toPlainText().split("\n")[0]) == ["항만", "한"]


def test_whole_rows_go_and_the_table_stays_one(make: Make) -> None:
    editor = make(f"앞\n{TABLE}\n뒤")
    choose(editor, "| 가 | 1 |", "| 가 | 1 |")
    back(editor)
    assert editor.toPlainText() == "앞\n| 항만 | 값 |\n| --- | --- |\n| 나 | 2 |\n뒤"
    choose(editor, "앞", "항만")
    back(editor)
    assert editor.toPlainText() == "| 나 | 2 |\n뒤", "a header goes with its rule"


def test_what_is_typed_at_a_figure_stands_beside_it(make: Make) -> None:
    editor = make(f"{FIGURE}\n뒤")
    editor.place_caret(5)
    assert editor.textCursor().position() == len(FIGURE), "never inside"
    compose(editor, "한")
    commit(editor, "한")
    assert editor.toPlainText() == f"{FIGURE}\n한\n뒤"
    editor.place_caret(0)
    key(editor, "a")
    assert editor.toPlainText() == f"a\n{FIGURE}\n한\n뒤"
    key(editor, "", Qt.Key.Key_Right)
    key(editor, "", Qt.Key.Key_Right)
    assert editor.textCursor().positionInBlock() == len(FIGURE), "one press goes past it"
    key(editor, "", Qt.Key.Key_Left)
    assert editor.textCursor().atBlockStart()


def test_home_goes_to_the_words_and_then_to_the_line(make: Make) -> None:
    editor = make("○ 가나")
    seen = []
    for _ in range(3):
        key(editor, "", Qt.Key.Key_Home)
        seen.append(editor.textCursor().position())
    assert seen == [2, 0, 2]
    key(editor, "", Qt.Key.Key_End)
    key(editor, "", Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    assert editor.textCursor().selectedText() == "가나"


def test_chosen_lines_move_together_and_a_table_is_passed_whole(make: Make) -> None:
    editor = make(f"하나\n둘\n{TABLE}\n끝")
    choose(editor, "하나", "둘")
    key(editor, "", Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor.toPlainText() == f"{TABLE}\n하나\n둘\n끝"
    assert editor.textCursor().selectedText() == "하나\u2029둘"
    editor.undo()
    editor.place_caret(editor.toPlainText().index("나 |"))
    for _ in range(3):
        key(editor, "", Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert editor.toPlainText().split("\n")[4:6] == ["| 나 | 2 |", "| 가 | 1 |"], "rows stay under their header"


def test_a_selection_over_marks_leaves_one_line(make: Make) -> None:
    editor = make("○ 가나\n- 다라")
    cursor = editor.textCursor()
    cursor.setPosition(3)
    cursor.setPosition(len("○ 가나\n"), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    delete(editor)
    assert editor.toPlainText() == "○ 가다라"


def test_cutting_over_a_table_takes_the_words_and_leaves_the_cells(make: Make) -> None:
    editor = make(TABLE)
    choose(editor, "가", "1")
    key(editor, "", Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "가 | 1"
    assert editor.toPlainText() == TABLE.replace("| 가 | 1 |", "|  |  |")


@pytest.mark.parametrize("code", [Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace])
def test_a_key_that_the_input_method_lets_by_ends_the_syllable_where_it_is(make: Make, code: Qt.Key) -> None:
    editor = make("○ 가나")
    editor.place_caret(3)
    compose(editor, "한")
    key(editor, "", code)
    assert preedit(editor) == ""
    assert editor.toPlainText() == ("○ 가한나" if code != Qt.Key.Key_Backspace else "○ 가나")


@pytest.mark.parametrize("code", [Qt.Key.Key_Shift, Qt.Key.Key_Hangul, Qt.Key.Key_Control])
def test_keys_that_hold_leave_it_open(make: Make, code: Qt.Key) -> None:
    editor = make("가")
    compose(editor, "한")
    key(editor, "", code)
    assert preedit(editor) == "한"


def test_enter_over_a_chosen_figure_puts_a_line_in_its_place(make: Make) -> None:
    editor = make(f"앞\n{FIGURE}\n뒤")
    choose(editor, FIGURE[:9], FIGURE[5:9])
    enter(editor)
    assert editor.toPlainText() == "앞\n\n\n뒤"


@pytest.mark.parametrize("by", [Qt.Key.Key_Up, Qt.Key.Key_Down])
def test_a_mark_in_lines_that_move_goes_with_them(make: Make, by: Qt.Key) -> None:
    editor = make("○ 하나\n○ 둘째\n○ 셋")
    mark = QTextCursor(editor.document())
    start = editor.toPlainText().index("둘")
    mark.setPosition(start)
    mark.setPosition(start + 2, QTextCursor.MoveMode.KeepAnchor)
    mark.setKeepPositionOnInsert(True)
    editor.place_caret(start + 1)
    key(editor, "", by, Qt.KeyboardModifier.AltModifier)
    assert mark.selectedText() == "둘째"


def test_a_mark_in_a_cell_outlives_a_new_column(make: Make) -> None:
    editor = make(TABLE)
    mark = QTextCursor(editor.document())
    mark.setPosition(TABLE.index("항만"))
    mark.setPosition(TABLE.index("항만") + 2, QTextCursor.MoveMode.KeepAnchor)
    editor.place_caret(TABLE.index("2"))
    key(editor, "", Qt.Key.Key_Insert, Qt.KeyboardModifier.AltModifier)
    key(editor, "", Qt.Key.Key_Delete, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    assert mark.selectedText() == "항만"


@pytest.mark.parametrize("name", ["edit-cut", "edit-delete"])
def test_the_menu_leaves_tables_whole_too(make: Make, name: str) -> None:
    editor = make(TABLE)
    choose(editor, "가", "1")
    menu = editor.createStandardContextMenu(QPoint())
    with_own_erasing(menu, editor)
    action = menu.findChild(QAction, name)
    assert action is not None
    action.trigger()
    assert [cells.texts(line) for line in editor.toPlainText().split("\n")][2] == ["", ""]
    menu.deleteLater()
