"""Find and replace in the texts of a page, spelling, focus mode and zoom: what is found, what is changed, undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.edits import change
from db.records import Visit
from desktop.editor.composition import LineField
from desktop.editor.finding import beside, matches, replaced
from desktop.editor.outline_editor import OutlineEditor
from desktop.panes.writing import WritingPage
from tests.desktop.editor.typing import compose, enter, hangul, key
from tests.desktop.panes.conftest import Desk
from tests.desktop.panes.test_closing import open_window
from tests.desktop.panes.test_visit import editor, field


def test_places_are_found_in_letters_of_either_size_unless_asked() -> None:
    assert matches("aAb 가나가", "a") == [(0, 1), (1, 2)]
    assert matches("aAb", "A", case=True) == [(1, 2)]
    assert matches("a.b", ".") == [(1, 2)]
    assert matches("가나", "") == []
    assert replaced("한글 \u1112\u1161\u11ab글", "한", "\\1") == ("\\1글 \u1112\u1161\u11ab글", 1)


def test_the_way_goes_round_the_ends() -> None:
    places = [(0, 2, 3), (0, 5, 6), (1, 0, 1)]
    assert beside(places, (0, 3), 1) == (1, False)
    assert beside(places, (1, 1), 1) == (0, True)
    assert beside(places, (0, 5), -1) == (0, False)
    assert beside(places, (0, 2), -1) == (2, True)


def test_found_in_every_text_of_the_page_and_gone_through(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    found = editor(page, "n2")
    qtbot.waitUntil(found.isVisible)
    bar = page.finding
    editor(page, "n1").setFocus()
    bar.open()
    hangul(bar.words, "그")
    compose(bar.words, "림")  # still open, and looked for already
    bar.search()
    assert bar.count.text() in ("1곳", "1곳 가운데 1")
    key(bar.words, "\r", Qt.Key.Key_Return)
    assert found.textCursor().selectedText() == "그림"
    assert found.extraSelections()
    bar.close_bar()
    assert not found.extraSelections()
    assert QApplication.focusWidget() is found


def test_replaced_everywhere_is_one_step(desk: Desk) -> None:
    page = desk.chapter()
    text, bar = editor(page, "h1"), page.finding
    text.setFocus()
    text.insert_block("○ 보고 또 본다.")
    before = text.toPlainText()
    bar.open(replacing=True)
    bar.words.setText("본다")
    compose(bar.others, "한")
    bar.replace_all()
    assert text.toPlainText() == before.replace("본다", "한")
    assert bar.count.text() == "2곳을 바꿨습니다"
    text.undo()
    assert text.toPlainText() == before


def test_in_several_texts_it_is_one_step_of_the_records(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    qtbot.waitUntil(editor(page, "n2").isVisible)
    editor(page, "n2").insert_block("○ 배가 온다.")
    bar = page.finding
    editor(page, "n1").setFocus()
    bar.open(replacing=True)
    bar.words.setText("배가")
    bar.others.setText("선박이")
    bar.replace_all()
    assert "선박이" in desk.text("n1")
    assert "선박이" in desk.text("n2")
    assert "선박이" in editor(page, "n2").toPlainText()
    desk.context.operations.undo.undo()
    qtbot.waitUntil(lambda: all("배가" in editor(page, each).toPlainText() for each in ("n1", "n2")))


def test_one_after_the_other(desk: Desk) -> None:
    page = desk.chapter()
    text, bar = editor(page, "h1"), page.finding
    text.setFocus()
    text.place_caret(0)
    text.insert_block("○ 가 가 가")
    text.place_caret(0)
    bar.open(replacing=True)
    hangul(bar.words, "가")
    hangul(bar.others, "나")
    bar.replace_one()
    bar.replace_one()
    assert text.toPlainText().count("나") == 2
    assert text.toPlainText().count("가") == 1


def test_the_bar_takes_its_keys(desk: Desk) -> None:
    page = desk.chapter()
    text, bar = editor(page, "h1"), page.finding
    text.setFocus()
    bar.open()
    key(bar.words, "", Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert text.hasFocus()
    enter(text)
    assert "\n○ " in text.toPlainText()


def test_tab_goes_from_the_words_to_those_that_take_their_place(desk: Desk) -> None:
    page = desk.visit()
    bar = page.finding
    bar.open(replacing=True)
    QApplication.processEvents()
    bar.words.setFocus()
    order: list[object] = []
    hangul(bar.words, "기다리지")
    for _ in range(4):
        key(QApplication.focusWidget() or page, "\t", Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    assert order == [bar.others, bar.one, bar.all, bar.back]
    bar.open()
    QApplication.processEvents()
    bar.words.setFocus()
    QTest.keyClick(bar.words, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is bar.back


def test_on_a_low_page_the_marks_make_room_for_both_lines(desk: Desk) -> None:
    page = desk.visit()
    for height, there in ((250, False), (800, True)):
        page.resize(1000, height)
        QApplication.processEvents()
        page.finding.open(replacing=True)
        assert page.marks.isVisible() is there
        QApplication.processEvents()
        assert page.finding.others.height() >= page.finding.others.sizeHint().height()
        page.finding.close_bar()
        assert page.marks.isVisible()


def test_a_place_in_a_line_is_let_go_when_the_next_one_is_shown(desk: Desk) -> None:
    page = desk.visit()
    bar = page.finding
    line = field(page, "n1", "heading")
    assert isinstance(line, LineField)
    line.setFocus()
    bar.open()
    hangul(bar.words, "운영")
    assert line.selectedText() == "운영"
    bar.words.clear()
    hangul(bar.words, "기다리지")
    assert line.selectedText() == ""


def test_another_spelling_of_a_name_is_pointed_out_and_can_be_taken(desk: Desk, qtbot: QtBot) -> None:
    visit = desk.context.notebook.reader.get("v")
    assert isinstance(visit, Visit)
    desk.context.operations.commit([change(visit, institution="프라운호퍼 연구소")])
    page = desk.visit()
    text = editor(page, "n1")
    text.setFocus()
    text.insert_block("○ 프라운호프에서는 다르다.")
    page.spelling.look()
    qtbot.waitUntil(lambda: len(text.extraSelections()) == 1)
    assert text.extraSelections()[0].cursor.selectedText() == "프라운호프"
    menu = QMenu()
    text.menu_opening.emit(menu, text.toPlainText().index("운호프"))
    assert [action.text() for action in menu.actions()] == ["‘프라운호퍼’로 고치기"]
    menu.actions()[0].trigger()
    assert "○ 프라운호퍼에서는 다르다." in text.toPlainText()


def test_focus_mode_shows_the_text_and_esc_brings_the_rest_back(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("n1")
    assert window.workspace is not None
    page = window.workspace.stack.currentWidget()
    assert isinstance(page, WritingPage)
    around = [window.menuBar(), window.tools, page.marks]
    text = editor(page, "n1")
    assert all(part.isVisible() for part in around)
    window.actions_["focus_mode"].trigger()
    assert not any(part.isVisible() for part in around)
    assert text.isVisible()
    page.marks.show()  # by whoever: it waits
    assert not page.marks.isVisible()
    window.go("h1")
    assert not any(part.isVisible() for part in window.workspace.around())
    qtbot.keyClick(window, Qt.Key.Key_Escape)  # type: ignore[no-untyped-call]
    assert all(part.isVisible() for part in around[:2])
    window.go("n1")
    assert page.marks.isVisible()
    window.close()
    session.close()


@pytest.mark.parametrize(("way", "size"), [(120, 110), (-120, 100)])
def test_the_wheel_with_ctrl_changes_the_text_size(way: int, size: int, path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("n1")
    assert window.workspace is not None
    text = next(each for each in window.workspace.stack.findChildren(OutlineEditor) if each.isVisible())
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(text.mapToGlobal(QPoint(5, 5))), QPoint(), QPoint(0, way), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(text.viewport(), wheel)
    qtbot.waitUntil(lambda: window.theme.text_size == size)
    window.close()
    session.close()
