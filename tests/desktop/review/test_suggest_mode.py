"""Suggest mode by keys: typed, composed and found over a text that stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from db.accepting import Acceptance, accept, reject
from db.commenting import Thread
from db.edits import change
from db.notebook import Notebook
from db.queries import Reader
from db.suggesting import sitting
from desktop.panes.review.queue import QueuePage
from tests.desktop.editor.typing import compose, hangul, key
from tests.desktop.review.conftest import CTRL, CTRL_ALT, TEXT, Desk
from tests.desktop.review.suggesting import (
    I,
    Make,
    begun,
    box,
    path,
    proposed,
    select,
    stands,
)

__all__ = ["path"]


class TestTyping:
    def test_hangul_over_a_text_that_can_only_be_read(self, desk: Desk) -> None:
        editor = begun(desk)
        assert [each.isReadOnly() for each in (editor, desk.editor())] == [False, True]
        select(editor, "여섯")
        hangul(editor, "일곱")
        assert editor.toPlainText() == TEXT.replace("여섯", "일곱")
        desk.key(Qt.Key.Key_Return, CTRL)
        assert proposed(desk) == ["일곱"]
        assert stands(desk) == TEXT
        assert desk.focus is desk.editor()
        assert desk.editor().isVisible()

    def test_a_syllable_still_open_is_kept_once(self, desk: Desk) -> None:
        editor = begun(desk)
        select(editor, "여섯")
        compose(editor, "한")
        desk.act("home")
        assert proposed(desk) == ["한"]

    def test_each_change_is_one_suggestion(self, desk: Desk) -> None:
        editor = begun(desk)
        for words, instead in (("여섯", "일곱"), ("11시간에서 ", ""), ("터미널", "부두")):
            select(editor, words)
            QTest.keyClick(editor, Qt.Key.Key_Delete)
            hangul(editor, instead)
        desk.key(I, CTRL_ALT)
        assert proposed(desk) == ["일곱", "", "부두에"]
        assert "제안이 3개입니다.  " in desk.note()  # a sentence has its end already

    def test_pasted_and_new_lines(self, desk: Desk) -> None:
        editor = begun(desk)
        QGuiApplication.clipboard().setText("◇ 새 제목\n○ 새 줄.")
        select(editor, "줄었다.")
        cursor = editor.textCursor()
        cursor.clearSelection()
        cursor.movePosition(cursor.MoveOperation.EndOfBlock)
        editor.setTextCursor(cursor)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        editor.paste()
        typed = editor.toPlainText()
        desk.key(I, CTRL_ALT)
        desk.qtbot.wait(5)
        assert len(proposed(desk)) == 1
        found = accept(desk.reader, desk.threads(), "p1")
        assert found.refused == ()
        assert sitting(desk.reader, "n1", "text", "r1").typed == typed

    def test_undo_goes_back_step_by_step(self, desk: Desk) -> None:
        editor = begun(desk)
        select(editor, "여섯")
        hangul(editor, "일곱")
        for _ in range(3):
            QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
        assert editor.toPlainText() == TEXT
        desk.key(I, CTRL_ALT)
        assert desk.threads() == ()
        assert "본문과 같습니다" in desk.note()

    def test_gone_on_with_by_backspace(self, desk: Desk) -> None:
        editor = begun(desk)
        select(editor, "터미널에")
        hangul(editor, "큰부두에")
        desk.key(I, CTRL_ALT)
        (first,) = desk.threads()
        desk.key(I, CTRL_ALT)
        editor = box(desk).editor
        assert "큰부두에" in editor.toPlainText()
        select(editor, "큰부두에")
        editor.moveCursor(editor.textCursor().MoveOperation.Left)
        editor.moveCursor(editor.textCursor().MoveOperation.Right)
        QTest.keyClick(editor, Qt.Key.Key_Backspace)
        desk.key(I, CTRL_ALT)
        (second,) = desk.threads()
        assert (second.id, second.suggestion) == (first.id, "부두에")

    def test_all_of_it_is_undone_in_one_step(self, desk: Desk) -> None:
        editor = begun(desk)
        for words in ("여섯", "터미널"):
            select(editor, words)
            QTest.keyClick(editor, Qt.Key.Key_Delete)
        desk.key(I, CTRL_ALT)
        assert len(proposed(desk)) == 2
        desk.page.setFocus()
        desk.act("undo")
        desk.qtbot.waitUntil(lambda: proposed(desk) == [])

    def test_what_undo_took_back_meanwhile_is_suggested_all_the_same(self, desk: Desk) -> None:
        editor = begun(desk)
        select(editor, "여섯")
        hangul(editor, "일곱")
        desk.review.suggesting.keep()
        assert proposed(desk) == ["일곱"]
        undo = desk.writing.context.operations.undo
        with desk.qtbot.waitSignal(undo.taken, timeout=30_000):
            undo.undo()
        assert proposed(desk) == []
        assert "일곱" in box(desk).editor.toPlainText()
        desk.key(I, CTRL_ALT)
        assert proposed(desk) == ["일곱"]

    @pytest.mark.parametrize("settle", [accept, reject])
    def test_what_was_settled_meanwhile_stays_so(
        self, desk: Desk, settle: Callable[[Reader, list[Thread], str], Acceptance]
    ) -> None:
        editor = begun(desk)
        select(editor, "여섯")
        hangul(editor, "일곱")
        desk.review.suggesting.keep()
        desk.writing.commit(*settle(desk.reader, list(desk.threads()), "p1").edits)
        desk.qtbot.wait(5)
        select(editor, "터미널")
        hangul(editor, "부두")
        desk.review.suggesting.keep()
        assert proposed(desk) == ["부두에"]
        select(editor, "부두")
        hangul(editor, "터미널")
        desk.key(I, CTRL_ALT)
        assert proposed(desk) == []
        assert len(desk.threads()) == 1
        assert not desk.review.suggesting.on
        assert "그사이" in desk.note()

    def test_goes_on_in_the_next_entry(self, desk: Desk) -> None:
        editor = begun(desk)
        select(editor, "여섯")
        hangul(editor, "일곱")
        page = desk.page
        assert isinstance(page, QueuePage)
        page.list.setCurrentIndex(page.model.index(1))
        desk.qtbot.wait(10)
        assert proposed(desk) == ["일곱"]
        assert box(desk).begun.object == "n2"
        assert page.suggest.isChecked()
        box(desk).findChildren(QPushButton)[0].click()
        assert not page.suggest.isChecked()

    def test_on_the_page_of_a_visit(self, desk: Desk) -> None:
        desk.open("n1")
        desk.editor().setFocus()
        desk.key(I, CTRL_ALT)
        hangul(box(desk).editor, "가")
        desk.key(I, CTRL_ALT)
        assert len(proposed(desk)) == 1
        assert stands(desk) == TEXT

    def test_not_where_nothing_is_written(self, desk: Desk) -> None:
        desk.open("n1")
        desk.line("n1", "heading").setFocus()
        desk.key(I, CTRL_ALT)
        assert "커서를 두십시오" in desk.note()

    def test_over_an_empty_entry(self, desk_of: Make, path: Path) -> None:
        with Notebook.open(path) as notebook:
            record = notebook.reader.get("n1")
            assert record is not None
            notebook.commit([change(record, text="")])
        desk = desk_of()
        desk.open("n1")
        desk.editor().setFocus()
        desk.key(I, CTRL_ALT)
        hangul(box(desk).editor, "첫 글.")
        desk.key(I, CTRL_ALT)
        assert (stands(desk), proposed(desk)) == ("", ["첫 글."])
        desk.become("p1")
        desk.open("n1")
        desk.editor().setFocus()
        desk.act("accept_all")
        assert stands(desk) == "첫 글."


class TestFinding:
    def test_in_the_text_that_is_being_suggested(self, desk: Desk) -> None:
        editor = begun(desk)
        select(editor, "여섯")
        hangul(editor, "일곱")
        desk.act("find")
        bar = desk.writing.finding
        hangul(bar.words, "일곱")
        bar.search()
        assert bar.count.text().startswith("1곳")
        key(bar.words, "", Qt.Key.Key_Return)
        assert editor.textCursor().selectedText() == "일곱"
        key(bar.words, "", Qt.Key.Key_Escape)
        assert desk.focus is editor
        desk.act("find")
        assert bar.words.text() == "일곱"  # what is chosen there

    def test_replaced_it_is_a_suggestion_and_what_is_read_stays(self, desk: Desk) -> None:
        editor = begun(desk)
        desk.act("replace")
        bar = desk.writing.finding
        bar.words.setText("여섯")
        bar.others.setText("일곱")
        bar.search()
        bar.all.click()
        assert "일곱" in editor.toPlainText()
        editor.setFocus()
        desk.key(I, CTRL_ALT)
        assert proposed(desk) == ["일곱"]
        assert stands(desk) == TEXT
        bar.words.setText("선박")
        bar.search()
        for press in (bar.all, bar.one):
            press.click()
        assert desk.editor().toPlainText() == TEXT
        assert stands(desk) == TEXT
