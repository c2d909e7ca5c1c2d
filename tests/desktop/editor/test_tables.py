"""Tables in the editor: grids that are painted over text that stays, cells by Tab, rows by Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

import resources
from desktop.editor import cells
from desktop.editor.grids import shared
from desktop.editor.outline_editor import OutlineEditor
from desktop.editor.table_menu import offer_table
from desktop.theme import Theme
from tests.desktop.editor.test_outline_editor import Make, make
from tests.desktop.editor.typing import compose, enter, hangul, key

__all__ = ["make"]
TABLE = "앞\n| 항만 | 값 |\n| --- | --- |\n| 가 | 1 |\n|  |  |\n뒤"


def at(editor: OutlineEditor, words: str) -> None:
    editor.place_caret(editor.toPlainText().index(words) + len(words))


def chosen(editor: OutlineEditor) -> str:
    return editor.textCursor().selectedText()


def test_tab_goes_from_cell_to_cell_over_the_rule_and_back(make: Make) -> None:
    editor = make(TABLE)
    at(editor, "항만")
    seen = []
    for _ in range(5):
        key(editor, "\t", Qt.Key.Key_Tab)
        seen.append((editor.textCursor().blockNumber(), chosen(editor)))
    assert seen == [(1, "값"), (3, "가"), (3, "1"), (4, ""), (4, "")]
    key(editor, "", Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    key(editor, "", Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert (editor.textCursor().blockNumber(), chosen(editor)) == (3, "1")
    assert editor.toPlainText() == TABLE


def test_typing_takes_the_place_of_what_a_cell_held_and_tab_makes_a_row_at_the_end(make: Make) -> None:
    editor = make("| 항만 | 값 |\n| --- | --- |\n| 가 | 1 |")
    at(editor, "가")
    key(editor, "\t", Qt.Key.Key_Tab)
    hangul(editor, "한")
    key(editor, "\t", Qt.Key.Key_Tab)
    hangul(editor, "글")
    assert editor.toPlainText() == "| 항만 | 값 |\n| --- | --- |\n| 가 | 한 |\n| 글 |  |"


def test_enter_makes_a_row_and_an_empty_last_row_ends_the_table(make: Make) -> None:
    editor = make("| 항만 | 값 |\n| --- | --- |\n| 가 | 1 |")
    at(editor, "항만")
    enter(editor)
    assert editor.toPlainText().split("\n")[2] == "|  |  |"  # under the rule, not between it and the header
    at(editor, "1")
    enter(editor)
    enter(editor)
    assert editor.toPlainText().endswith("| 가 | 1 |\n")
    assert editor.textCursor().block().text() == ""
    editor.undo()
    editor.undo()
    editor.undo()
    assert editor.toPlainText() == "| 항만 | 값 |\n| --- | --- |\n| 가 | 1 |"


def test_a_picture_stands_behind_the_table_and_no_empty_row_is_left(make: Make) -> None:
    table = "| 항만 | 값 |\n| --- | --- |\n| 가 | 1 |\n| 나 | 2 |"
    editor = make(f"{table}\n뒤")
    at(editor, "1")
    editor.insert_block("![](figure:a)")
    assert editor.toPlainText() == f"{table}\n![](figure:a)\n뒤", "a table is not parted"
    editor = make(f"{table}\n뒤")
    at(editor, "2")
    enter(editor)
    editor.insert_block("![](figure:a)\n![](figure:b)")
    assert editor.toPlainText() == f"{table}\n![](figure:a)\n![](figure:b)\n뒤"
    editor.undo()
    assert editor.toPlainText() == f"{table}\n|  |  |\n뒤"


def test_a_bar_in_a_cell_is_no_cell() -> None:
    assert cells.texts("| 가\\|나 |  | 다 |") == ["가\\|나", "", "다"]
    assert cells.cell_at("| 가\\|나 |  | 다 |", 12) == 2


def test_columns_share_the_width_and_narrow_ones_keep_theirs() -> None:
    assert shared([50, 60], 200, 36) == [50, 60]
    narrow, wide = shared([50, 600], 200, 36)
    assert (narrow, wide) == (50, 150)
    assert sum(shared([500, 900, 40], 300, 36)) <= 301


def grey(image: QImage, y: int, wanted: QColor) -> int:
    return sum(image.pixelColor(x, y) == wanted for x in range(image.width()))


def test_a_grid_is_seen_while_the_caret_is_elsewhere_and_the_text_is_the_same(make: Make, qtbot: QtBot) -> None:
    editor = make(TABLE)
    other = QWidget()
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(other)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    editor.setFocus()
    at(editor, "뒤")
    box = editor.document().documentLayout().blockBoundingRect(editor.document().findBlockByNumber(1))
    line, sunk = int(box.center().y()), Theme.load().color("sunk")
    assert grey(editor.grab().toImage(), line, sunk) > 20
    at(editor, "항만")
    assert grey(editor.grab().toImage(), line, sunk) == 0
    assert editor.toPlainText() == TABLE


def test_a_click_on_a_grid_puts_the_caret_into_that_cell(make: Make, qtbot: QtBot) -> None:
    editor = make(TABLE)
    editor.show()
    at(editor, "뒤")
    box = editor.document().documentLayout().blockBoundingRect(editor.document().findBlockByNumber(3))
    place = QPointF(20, box.center().y()).toPoint()
    qtbot.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=place)  # type: ignore[no-untyped-call]
    assert (editor.textCursor().blockNumber(), chosen(editor)) == (3, "가")


def test_a_grid_that_is_higher_than_its_text_gets_room(make: Make, qtbot: QtBot) -> None:
    table = "|" + "  |" * 8 + " " + "긴 설명을 여기에 적는다 " * 6 + "|"
    editor = make(f"{table}\n뒤")
    editor.show()
    row = editor.document().firstBlock()
    qtbot.waitUntil(lambda: row.blockFormat().bottomMargin() > 40)
    assert editor.toPlainText() == f"{table}\n뒤"


def test_a_letter_far_from_tables_lets_them_be_and_one_beside_them_does_not(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = make(f"첫 줄\n둘째 줄\n{TABLE}")
    qtbot.wait(50)
    walks: list[int] = []
    monkeypatch.setattr(editor._grids._later, "start", lambda *_: walks.append(1))
    at(editor, "첫")
    hangul(editor, "한")
    assert walks == []
    for words in ("앞", "가", "뒤"):
        walks.clear()
        at(editor, words)
        hangul(editor, "한")
        assert walks, words


HELD = {"Alt": Qt.KeyboardModifier.AltModifier, "Shift": Qt.KeyboardModifier.ShiftModifier}
SMALL = "| 항만 | 값 |\n| --- | --- |\n| 가 | 1 |"


@pytest.mark.parametrize(
    ("code", "held", "words", "wanted"),
    [(Qt.Key.Key_Insert, HELD["Alt"], "항만", "| 항만 |  | 값 |\n| --- | --- | --- |\n| 가 |  | 1 |"),
     (Qt.Key.Key_Delete, HELD["Alt"], "가", "| 값 |\n| --- |\n| 1 |"),
     (Qt.Key.Key_Insert, HELD["Alt"] | HELD["Shift"], "1", "| 항만 | 값 |\n| --- | --- |\n|  |  |\n| 가 | 1 |"),
     (Qt.Key.Key_Delete, HELD["Alt"] | HELD["Shift"], "가", "| 항만 | 값 |\n| --- | --- |"),
     (Qt.Key.Key_Delete, HELD["Alt"] | HELD["Shift"], "값", "| 가 | 1 |")],
)  # fmt: skip
def test_rows_and_columns_by_keys(make: Make, code: Qt.Key, held: Qt.KeyboardModifier, words: str, wanted: str) -> None:
    editor = make(f"앞\n{SMALL}\n뒤")
    at(editor, words)
    compose(editor, "한")
    key(editor, "", code, held)
    assert editor.toPlainText().replace("한", "") == f"앞\n{wanted}\n뒤"
    editor.undo()
    assert editor.toPlainText().replace("한", "") == f"앞\n{SMALL}\n뒤"


def test_the_menu_of_a_table_offers_what_the_keys_do(make: Make) -> None:
    editor, say = make(f"앞\n{SMALL}"), resources.sentences("ko")
    menu = QMenu(editor)
    offer_table(editor, say, menu, 0)
    assert not menu.actions()
    offer_table(editor, say, menu, editor.toPlainText().index("1"))
    names = [action.text() for action in menu.actions() if action.text()]
    assert names[:2] == ["위에 줄 넣기", "아래에 줄 넣기"]
    next(action for action in menu.actions() if action.text() == "왼쪽에 칸 넣기").trigger()
    assert editor.toPlainText() == "앞\n| 항만 |  | 값 |\n| --- | --- | --- |\n| 가 |  | 1 |"


def paste(editor: OutlineEditor, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    editor.insertFromMimeData(data)


def test_copied_cells_go_into_cells_and_the_table_grows(make: Make) -> None:
    editor = make(f"{SMALL}\n뒤")
    at(editor, "1")
    paste(editor, "가\t나\n다\t라")
    assert editor.toPlainText() == ("| 항만 | 값 |  |\n| --- | --- | --- |\n| 가 | 가 | 나 |\n|  | 다 | 라 |\n뒤")
    editor.undo()
    assert editor.toPlainText() == f"{SMALL}\n뒤", "one step"


def test_words_in_a_cell_stay_in_it(make: Make) -> None:
    editor = make(SMALL)
    at(editor, "가")
    paste(editor, "나|다\n라")
    assert editor.toPlainText().split("\n")[2] == "| 가나\\|다 라 | 1 |"
    empty = make("| 항만 | 값 |\n| --- | --- |\n|  | 1 |\n|  | 2 |\n|  | 3 |")
    empty.place_caret(empty.toPlainText().index("|  | 1") + 2)
    paste(empty, "가\n나")
    assert [cells.texts(line)[0] for line in empty.toPlainText().split("\n")[2:]] == ["가", "나", ""], "down a column"


def test_a_pasted_table_never_lands_in_a_sentence(make: Make) -> None:
    editor = make("○ 앞뒤")
    editor.place_caret(3)
    paste(editor, SMALL)
    assert editor.toPlainText() == f"○ 앞\n{SMALL}\n뒤"
