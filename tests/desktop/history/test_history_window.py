"""The history beside the pages: going back, undoing that, following what is written, keys, who may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

import resources
from db.edits import Draft, change, create
from db.records import Takeaway
from desktop.dialogs.history import HistoryDialog
from desktop.editor.outline_editor import OutlineEditor
from desktop.focus import take_focus
from desktop.main_window import MainWindow
from desktop.panes.visit.visit import VisitPage
from tests.desktop.frame.conftest import make_window
from tests.desktop.history.conftest import FIRST, SECOND
from tests.desktop.panes.conftest import Desk

__all__ = ["make_window"]
Open = Callable[..., HistoryDialog]


def choose(dialog: HistoryDialog, words: str) -> None:
    """Choose the newest version whose line has these words."""
    rows = range(dialog.model.rowCount())
    place = next(row for row in rows if words in dialog.model.index(row).data() and dialog.model.row(row))
    dialog.list.choose(place)


def editor_of(desk: Desk, object_id: str = "n1", field: str = "text") -> OutlineEditor:
    writing = desk.pages[0].fields.autosave.writing(object_id, field)
    assert writing is not None
    assert isinstance(writing.widget, OutlineEditor)
    return writing.widget


def shown(dialog: HistoryDialog) -> str:
    """What stands at the right."""
    inner = dialog.text.widget()
    assert inner is not None
    return "\n".join(
        [view.toPlainText() for view in dialog.text.views] + [each.text() for each in inner.findChildren(QLabel)]
    )


def test_going_back_shows_at_once_in_the_editor(written: Path, desk: Desk, open_history: Open) -> None:
    desk.visit()
    editor = editor_of(desk)
    editor.place_caret(3)
    dialog = open_history("n1")
    choose(dialog, "만듦")
    dialog.restore.click()
    assert desk.text("n1") == FIRST
    assert desk.text("n1", "heading") == "운영"
    assert editor_of(desk).toPlainText() == FIRST
    assert editor_of(desk) is editor
    assert editor.textCursor().position() == 3
    assert "되돌렸습니다" in dialog.reason.text()


def test_undo_takes_going_back_back(written: Path, desk: Desk, open_history: Open, qtbot: QtBot) -> None:
    desk.visit()
    editor = editor_of(desk)
    QTest.keyClicks(editor, "X")
    typed = editor.toPlainText()
    dialog = open_history("n1")
    choose(dialog, "만듦")
    dialog.restore.click()
    assert editor.toPlainText() == FIRST
    QTest.keyClick(dialog.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: editor.toPlainText() == typed)


def test_going_back_with_one_field_leaves_undo_of_the_other_alone(
    written: Path, desk: Desk, open_history: Open
) -> None:
    desk.visit()
    editor = editor_of(desk)
    QTest.keyClicks(editor, "X")
    dialog = open_history("n1", "heading")
    choose(dialog, "만듦")
    dialog.restore.click()
    assert desk.text("n1", "heading") == "운영"
    editor.undo()
    assert editor.toPlainText() == SECOND


def test_one_field_goes_back_alone(written: Path, desk: Desk, open_history: Open) -> None:
    dialog = open_history("n1", "heading")
    assert dialog.wanted == "heading"
    assert dialog.restore.text() == "이 판본으로 되돌리기: 제목"
    choose(dialog, "만듦")
    dialog.restore.click()
    assert desk.text("n1", "heading") == "운영"
    assert desk.text("n1") == SECOND


def test_going_back_can_be_taken_back(written: Path, desk: Desk, open_history: Open, qtbot: QtBot) -> None:
    dialog = open_history("n1")
    choose(dialog, "만듦")
    dialog.restore.click()
    assert desk.text("n1") == FIRST
    dialog.undo.click()
    qtbot.waitUntil(lambda: desk.text("n1") == SECOND)
    assert desk.text("n1", "heading") == "운영 방식"
    assert dialog.reason.text() == ""
    assert dialog.undo.isHidden()


def test_what_is_being_written_becomes_a_version_first(written: Path, desk: Desk, open_history: Open) -> None:
    desk.visit()
    editor = editor_of(desk)
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    QTest.keyClicks(editor, "!")
    dialog = open_history("n1")
    choose(dialog, "만듦")
    dialog.restore.click()
    assert desk.text("n1") == FIRST
    assert any(each.fields.get("text") == SECOND + "!" for each in desk.context.notebook.history("n1"))
    assert desk.context.notebook.reader.drafts() == []


def test_a_draft_that_no_page_shows_becomes_a_version_first(written: Path, desk: Desk, open_history: Open) -> None:
    notebook = desk.context.notebook
    notebook.keep_draft(Draft("n1", "note", "text", "○ 어제 쓰던 글", notebook.reader.heads("n1")["text"])).result()
    dialog = open_history("n1")
    choose(dialog, "만듦")
    dialog.restore.click()
    assert notebook.reader.drafts() == []
    assert desk.text("n1") == FIRST
    assert any(each.fields.get("text") == "○ 어제 쓰던 글" for each in notebook.history("n1"))


def test_drafts_are_on_top_while_they_are_written(written: Path, desk: Desk, open_history: Open, qtbot: QtBot) -> None:
    desk.visit()
    dialog = open_history("n1")
    QTest.keyClicks(editor_of(desk), "A")
    desk.pages[0].fields.autosave.keep()
    qtbot.waitUntil(lambda: dialog.model.index(0).data() == "쓰는 중")
    row = dialog.model.row(1)
    assert row is not None
    assert row.draft is not None
    dialog.list.choose(1)
    assert not dialog.restore.isEnabled()
    assert dialog.reason.text() == "아직 판본이 아닙니다."
    desk.pages[0].leave()
    assert dialog.model.index(0).data() != "쓰는 중"


def test_a_new_version_appears_and_the_chosen_one_stays(written: Path, desk: Desk, open_history: Open) -> None:
    dialog = open_history("n1")
    choose(dialog, "만듦")
    count, before = dialog.model.rowCount(), dialog.list.row()
    record = desk.context.notebook.reader.get("n1")
    assert record is not None
    assert before is not None
    desk.context.operations.commit([change(record, text="새 글")])
    assert dialog.model.rowCount() == count + 1
    assert dialog.list.row() == before


def test_what_vanishes_is_told(written: Path, desk: Desk, open_history: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = create(Takeaway, "fresh", visit="v", text="곧 사라진다.")
    changes = desk.context.operations.commit([edit])
    dialog = open_history("fresh")
    monkeypatch.setattr(type(desk.context.notebook.reader), "history", lambda self, object_id, **asked: ())
    desk.context.operations.changed.emit(changes)
    assert "이제 이 노트북에 없습니다" in shown(dialog)
    assert not dialog.restore.isEnabled()
    assert not dialog.copy.isEnabled()


def test_keys_lead_through_versions_and_back(written: Path, desk: Desk, open_history: Open, qtbot: QtBot) -> None:
    dialog = open_history("n1")
    assert dialog.list.hasFocus()
    for _ in range(4):
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    row = dialog.list.row()
    assert row is not None
    assert row.first
    QTest.keyClick(dialog, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"운영\n\n{FIRST}"
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert desk.text("n1") == SECOND
    assert dialog.restore.hasFocus()
    QTest.keyClick(dialog.restore, Qt.Key.Key_Return)
    assert desk.text("n1") == FIRST
    QTest.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_row_of_several_opens_and_closes_by_keys(path: Path, desk: Desk, open_history: Open) -> None:
    for text in ("하나", "둘", "셋"):
        record = desk.context.notebook.reader.get("n1")
        assert record is not None
        desk.context.notebook.commit([change(record, text=text)])
    dialog = open_history("n1")
    count = dialog.model.rowCount()
    QTest.keyClick(dialog.list, Qt.Key.Key_Right)
    opened = dialog.model.rowCount()
    assert opened > count
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Left)
    assert dialog.model.rowCount() == count
    assert dialog.list.row() == dialog.model.row(1)


def test_a_blanked_version_is_no_way_back(written: Path, desk: Desk, open_history: Open) -> None:
    wanted = next(each.id for each in desk.context.notebook.history("n1") if each.author == "p1")
    desk.context.notebook.redact([wanted], "전화번호")
    dialog = open_history("n1")
    choose(dialog, "삭제 처리됨")
    assert "남아 있지 않습니다" in shown(dialog)
    assert not dialog.restore.isEnabled()
    assert not dialog.copy.isEnabled()


def test_for_reading_only_a_version_is_copied(written: Path, desk: Desk, open_history: Open) -> None:
    desk.reopen(read_only=True)
    dialog = open_history("n1")
    choose(dialog, "만듦")
    assert not dialog.restore.isEnabled()
    assert "읽기 전용" in dialog.reason.text()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == f"운영\n\n{FIRST}"


def test_the_takeaway_of_another_is_copied_only(path: Path, desk: Desk, open_history: Open) -> None:
    record = desk.context.notebook.reader.get("s2")
    assert record is not None
    desk.context.notebook.commit([change(record, text="고친 글.")])
    desk.write_as("p1")
    dialog = open_history("s2")
    choose(dialog, "만듦")
    assert not dialog.restore.isEnabled()
    assert "다른 사람의 글" in dialog.reason.text()
    assert dialog.copy.isEnabled()


def test_what_is_in_the_bin_has_a_history_too(written: Path, desk: Desk, open_history: Open) -> None:
    record = desk.context.notebook.reader.get("n1")
    assert record is not None
    desk.context.notebook.commit([change(record, deleted=True)])
    dialog = open_history("n1")
    choose(dialog, "제목")
    dialog.restore.click()
    again = desk.context.notebook.reader.get("n1")
    assert again is not None
    assert not again.deleted


def test_other_values_are_lines_with_names(path: Path, desk: Desk, open_history: Open) -> None:
    record = desk.context.notebook.reader.get("v")
    assert record is not None
    desk.context.notebook.author = "p1"
    desk.context.notebook.commit([change(record, date="2031-06-13", recorders=("p1",))])
    dialog = open_history("v")
    assert "2031년 6월 12일 목요일 → 2031년 6월 13일 금요일" in shown(dialog)
    assert "비어 있음 → 문지안" in shown(dialog)


def test_each_entry_has_its_way_to_the_history(written: Path, desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    more = [press for press in page.panes[0].findChildren(QToolButton) if press.menu() is not None]
    action = next(each for each in more[0].menu().actions() if each.text() == "이력…")
    action.trigger()
    assert [each.object_id for each in page.findChildren(HistoryDialog)] == ["n1"]
    for tab, wanted in ((1, "q1"), (2, "s1")):
        page.show_tab(tab)
        press = next(
            each for each in page.panes[tab].findChildren(QToolButton) if each.accessibleName().startswith("이력")
        )
        press.click()
        assert [each.object_id for each in page.findChildren(HistoryDialog) if each.isVisible()] == [wanted]
    for dialog in page.findChildren(HistoryDialog):
        dialog.reject()


def test_the_key_opens_the_entry_with_the_focus(
    written: Path, make_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = make_window(written)
    qtbot.waitUntil(window.isActiveWindow)
    window.go("n1")
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), OutlineEditor))
    QTest.keyClick(
        window.focusWidget(), Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    dialog = window.findChild(HistoryDialog)
    assert isinstance(dialog, HistoryDialog)
    assert dialog.object_id == "n1"
    choose(dialog, "만듦")
    window.set_language("en")
    again = next(each for each in window.findChildren(HistoryDialog) if each.isVisible())
    assert again.windowTitle() == resources.sentences("en")("history.title")
    row = again.list.row()
    assert row is not None
    assert row.first
    again.reject()
    window.setFocus()
    window.actions_["history"].trigger()


def test_a_comparison_made_beside_the_work_shows_what_is_chosen_last(
    path: Path, desk: Desk, open_history: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.dialogs.history.MANY", 1)
    record = desk.context.notebook.reader.get("n1")
    assert record is not None
    for author, text in (("p1", SECOND), ("p2", SECOND + "\n○ 또 한 줄")):
        desk.context.notebook.author = author
        desk.context.notebook.commit([change(record, text=text)])
    dialog = open_history("n1")
    qtbot.waitUntil(lambda: "또 한 줄" in shown(dialog))
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.restore.isEnabled())
    assert FIRST in shown(dialog)
    assert "오래" not in shown(dialog)


def test_the_key_in_a_line_opens_what_the_line_is_of(
    written: Path, make_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = make_window(written)
    window.go("n1")
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), OutlineEditor))
    page = window.workspace.stack.currentWidget() if window.workspace else None
    assert isinstance(page, VisitPage)
    page.show_tab(1)
    qtbot.waitUntil(window.isActiveWindow)
    for object_id, field in (("q1", "asker_name"), ("q1", "answerer_name")):
        line = page.fields.autosave.writing(object_id, field)
        assert line is not None
        take_focus(line.widget)
        qtbot.waitUntil(line.widget.hasFocus)
        window.actions_["history"].trigger()
        dialog = next(each for each in window.findChildren(HistoryDialog) if each.isVisible())
        assert dialog.object_id == object_id
        dialog.reject()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)


def test_a_notebook_that_closes_takes_its_history_along(written: Path, make_window: Callable[..., MainWindow]) -> None:
    window = make_window(written)
    window.go("n1")
    window.actions_["history"].trigger()
    dialog = window.findChild(HistoryDialog)
    assert isinstance(dialog, HistoryDialog)
    window.actions_["close_notebook"].trigger()
    assert not dialog.isVisible()
