"""Suggestions drawn in the text of its author, who takes them or not by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from db.edits import change
from db.notebook import Notebook
from db.open_comments import ACCEPTED, REJECTED
from desktop.editor.inks import Inks
from desktop.editor.outline_editor import OutlineEditor
from tests.desktop.editor.typing import hangul
from tests.desktop.review.conftest import CTRL_ALT, TEXT
from tests.desktop.review.suggesting import (
    Make,
    O,
    X,
    drawn,
    path,
    proposed,
    stands,
    suggest,
)

__all__ = ["path"]


class TestDrawn:
    def test_in_the_text_but_never_part_of_it(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("여섯", "일곱").replace("- 대기는", "- 새 줄.\n- 대기는"))
        desk = desk_of("p1")
        drawn(desk)
        editor = desk.editor()
        wanted = {desk.window.theme.color(name).rgb() for name in ("inserted", "deleted")}
        desk.qtbot.waitUntil(lambda: wanted <= _colours(editor.grab().toImage()))
        assert editor.toPlainText() == TEXT
        assert editor.document().find("일곱").isNull()
        editor.selectAll()
        assert editor.createMimeDataFromSelection().text() == TEXT
        assert desk.writing.fields.autosave.settle().revisions == ()

    def test_words_say_whose_they_are_where_they_are_pointed_at(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("여섯", "일곱 <b>"))
        desk = desk_of("p1")
        drawn(desk)
        editor = desk.editor()
        (inks,) = editor.findChildren(Inks)
        (name,) = inks.names
        place = editor.document().find("여섯").selectionStart()
        struck, comes, beside = (QPoint(_x(editor, at) + by, _y(editor, at))
                                 for at, by in ((place, 4), (place + 2, -8), (place + 3, 12)))  # fmt: skip
        assert [inks.under(each) for each in (struck, comes, beside)] == [name, name, ""]
        event = QHelpEvent(QEvent.Type.ToolTip, struck, editor.viewport().mapToGlobal(struck))
        QApplication.sendEvent(editor.viewport(), event)
        told = QToolTip.text()
        assert "이선경" in told
        assert "여섯" in told
        assert "일곱 &lt;b&gt;" in told

    def test_room_is_made_for_what_comes(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("여섯", "아주 많은"))
        desk = desk_of("p1")
        drawn(desk)
        editor = desk.editor()
        place = editor.document().find("여섯").selectionEnd()
        before = _x(editor, place)
        desk.review.acting.reject(list(desk.review.threads.values()))
        desk.qtbot.waitUntil(lambda: before - _x(editor, place) > 40)

    def test_before_a_line_that_begins_with_it(self, desk_of: Make, path: Path) -> None:
        suggest(path, "아주 " + TEXT)
        desk = desk_of("p1")
        drawn(desk)
        indent = desk.editor().document().firstBlock().blockFormat().textIndent()
        desk.review.acting.reject(list(desk.review.threads.values()))
        block = desk.editor().document().firstBlock()
        desk.qtbot.waitUntil(lambda: block.blockFormat().textIndent() < indent)

    def test_author_writes_before_it_and_in_it(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("여섯", "일곱"))
        desk = desk_of("p1")
        drawn(desk)
        editor = desk.editor()
        (name,) = desk.review.threads
        (inks,) = editor.findChildren(Inks)
        desk.caret(editor, 2)
        hangul(editor, "큰 ")
        assert inks.at(editor.document().find("여섯").selectionStart() + 1) == name
        assert not inks.stale
        desk.caret(editor, editor.document().find("여섯").selectionStart() + 1)
        hangul(editor, "가")
        assert inks.stale
        desk.qtbot.waitUntil(lambda: not inks.names)

    def test_in_a_table_its_text_is_seen(self, desk_of: Make, path: Path) -> None:
        table = "| 배 | 수 |\n| --- | --- |\n| 큰 | 3 |"
        with Notebook.open(path) as notebook:
            record = notebook.reader.get("n1")
            assert record is not None
            notebook.commit([change(record, text=table)])
        suggest(path, table.replace("3", "12"))
        desk = desk_of("p1")
        drawn(desk)
        colour = desk.window.theme.color("inserted").rgb()
        desk.qtbot.waitUntil(lambda: colour in _colours(desk.editor().grab().toImage()))
        desk.review.acting.accept(list(desk.review.threads.values()))
        assert stands(desk) == table.replace("3", "12")


class TestAuthor:
    def test_accepts_one_by_one_key(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("여섯", "일곱").replace("터미널", "부두"))
        desk = desk_of("p1")
        drawn(desk)
        desk.editor().setFocus()
        before = desk.pressed
        desk.key(Qt.Key.Key_F8)
        desk.key(O, CTRL_ALT)
        assert desk.pressed - before == 2
        assert stands(desk) == TEXT.replace("여섯", "일곱")
        history = desk.reader.history("n1")
        assert history[-1].author == "p1"
        desk.act("undo")
        desk.qtbot.waitUntil(lambda: stands(desk) == TEXT)
        assert len(proposed(desk)) == 2

    def test_rejects_one_by_one_key(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("여섯", "일곱"))
        desk = desk_of("p1")
        drawn(desk)
        desk.editor().setFocus()
        desk.key(Qt.Key.Key_F8)
        desk.key(X, CTRL_ALT)
        assert (stands(desk), desk.threads()[0].state) == (TEXT, REJECTED)
        desk.act("undo")
        desk.qtbot.waitUntil(lambda: proposed(desk) == ["일곱"])

    @pytest.mark.parametrize(("what", "state"), [("accept_all", ACCEPTED), ("reject_all", REJECTED)])
    def test_all_of_an_entry_and_back_in_one_step(self, desk_of: Make, path: Path, what: str, state: str) -> None:
        typed = TEXT.replace("여섯", "일곱").replace("터미널", "부두").replace("11시간에서 ", "")
        suggest(path, typed)
        desk = desk_of("p1")
        drawn(desk)
        desk.editor().setFocus()
        desk.act(what)
        assert {each.state for each in desk.threads()} == {state}
        assert stands(desk) == (typed if what == "accept_all" else TEXT)
        desk.act("undo")
        desk.qtbot.waitUntil(lambda: (stands(desk), len(proposed(desk))) == (TEXT, 3))

    def test_by_the_menu_of_its_words(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("여섯", "일곱"))
        desk = desk_of("p1")
        drawn(desk)
        editor, menu = desk.editor(), QMenu()
        editor.menu_opening.emit(menu, editor.document().find("여섯").selectionStart() + 1)
        named = {each.text(): each for each in menu.actions()}
        named["받아들이기"].trigger()
        assert stands(desk) == TEXT.replace("여섯", "일곱")

    def test_two_reviewers_on_the_same_words(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("11시간에서 7시간으로", "짧게"), "r1")
        suggest(path, TEXT.replace("7시간", "8시간"), "r2")
        desk = desk_of("p1")
        drawn(desk)
        desk.editor().setFocus()
        desk.act("accept_all")
        assert "그대로 두었습니다" in desk.note()
        assert len(proposed(desk)) == 1


def _x(editor: OutlineEditor, place: int) -> int:
    cursor = editor.textCursor()
    cursor.setPosition(place)
    return editor.cursorRect(cursor).x()


def _y(editor: OutlineEditor, place: int) -> int:
    cursor = editor.textCursor()
    cursor.setPosition(place)
    return editor.cursorRect(cursor).center().y()


def _colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(image.height())}
