"""Ctrl+Z takes back what was done last, typing or not, in the order in which it was done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from db.edits import Edit, change
from db.records import Note, Question
from tests.desktop.editor.typing import compose, enter, hangul, key
from tests.desktop.undo.conftest import Desk


def test_a_deletion_is_taken_back_and_done_again(desk: Desk) -> None:
    desk.page.panes[0].remove("n1")
    assert desk.called() == "되돌리기: 내용 지우기"
    assert desk.window.actions_["undo"].toolTip() == "되돌리기: 내용 지우기 (Ctrl+Z)"
    desk.undo()
    assert desk.value("n1", "deleted") is False
    assert "내용 지우기" in desk.said()
    assert not desk.page.undo_band.isVisible()
    assert desk.called("redo") == "다시 하기: 내용 지우기"
    desk.redo()
    assert desk.value("n1", "deleted") is True
    desk.undo()
    assert desk.value("n1", "deleted") is False


def test_typing_and_moving_are_taken_back_from_the_last_to_the_first(desk: Desk) -> None:
    text = desk.field("n1")
    hangul(text, "나")
    desk.page.panes[0]._move("n1", 1)  # type: ignore[attr-defined]
    assert [note.id for note in desk.reader.all(Note, visit="c")] == ["n2", "n1"]
    desk.undo()
    assert [note.id for note in desk.reader.all(Note, visit="c")] == ["n1", "n2"]
    assert "나" in _text(desk)
    desk.undo()
    assert "나" not in _text(desk)
    desk.redo()
    assert "나" in _text(desk)
    desk.redo()
    assert [note.id for note in desk.reader.all(Note, visit="c")] == ["n2", "n1"]


def test_keys_before_and_after_a_step_are_two_steps(desk: Desk) -> None:
    key(desk.field("n1"), "a")
    desk.page.panes[0]._move("n2", -1)  # type: ignore[attr-defined]
    key(desk.field("n1"), "b")
    desk.undo()
    assert _text(desk).count("a") == 1
    assert _text(desk).count("b") == 0
    assert [note.id for note in desk.reader.all(Note, visit="c")] == ["n2", "n1"]
    desk.undo()
    assert [note.id for note in desk.reader.all(Note, visit="c")] == ["n1", "n2"]
    assert _text(desk).count("a") == 1
    desk.undo()
    assert _text(desk).count("a") == 0


def test_a_heading_typed_before_a_move_is_taken_back_after_it(desk: Desk) -> None:
    heading = desk.field("n1", "heading")
    assert isinstance(heading, QLineEdit)
    heading.end(False)
    hangul(heading, "가")
    desk.page.panes[0]._move("n1", 1)  # type: ignore[attr-defined]
    desk.undo()
    assert [note.id for note in desk.reader.all(Note, visit="c")] == ["n1", "n2"]
    assert desk.value("n1", "heading") == "운영가"
    desk.undo()
    assert desk.value("n1", "heading") == "운영"
    assert not desk.window.actions_["undo"].isEnabled()


def test_while_a_syllable_is_composed_the_field_is_meant(desk: Desk) -> None:
    desk.page.panes[0]._move("n1", 1)  # type: ignore[attr-defined]
    text = desk.field("n1")
    compose(text, "한")
    desk.undo()
    assert "한" not in _text(desk)
    assert [note.id for note in desk.reader.all(Note, visit="c")] == ["n2", "n1"]
    desk.undo()
    assert [note.id for note in desk.reader.all(Note, visit="c")] == ["n1", "n2"]


def test_two_presses_at_once_take_two_steps_back_one_after_the_other(desk: Desk) -> None:
    for field, value in (("country", "A"), ("city", "B")):
        desk.window.context().operations.commit([Edit("c", "visit", {field: value})])
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget() or desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.stack.busy
    desk.qtbot.waitUntil(lambda: desk.value("c", "country") == "")
    desk.settled()
    assert desk.value("c", "city") == "로테르담"
    assert desk.stack.undoable is None


def test_a_new_step_ends_what_could_be_done_again(desk: Desk) -> None:
    desk.page.panes[0].remove("n1")
    desk.undo()
    desk.page.panes[0].remove("n2")
    assert desk.stack.redoable is None
    assert not desk.window.actions_["redo"].isEnabled()


def test_what_was_made_and_marked_is_taken_back(desk: Desk) -> None:
    desk.page.panes[0].add()  # type: ignore[attr-defined]
    made = [note.id for note in desk.reader.all(Note, visit="c")][-1]
    question = desk.reader.get("q1")
    assert isinstance(question, Question)
    desk.window.context().operations.commit([change(question, check_later=True)])
    assert desk.called() == "되돌리기: 질의응답의 나중에 확인 고치기"
    desk.undo()
    assert desk.value("q1", "check_later") is False
    assert desk.called() == "되돌리기: 내용 더하기"
    desk.undo()
    assert desk.value(made, "deleted") is True


def test_a_choice_between_versions_is_taken_back(desk: Desk) -> None:
    base = desk.reader.heads("c")["city"]
    for city in ("델프트", "헤이그"):
        desk.notebook.commit([Edit("c", "visit", {"city": city}, {"city": base})])
    versions = desk.reader.conflicts("c")["city"]
    desk.window.context().operations.settle("c", "city", "레이던", versions)
    assert "방문" in desk.called()
    assert not desk.reader.conflicts("c")
    desk.undo()
    assert {version.value for version in desk.reader.conflicts("c")["city"]} == {"델프트", "헤이그"}
    desk.redo()
    assert desk.value("c", "city") == "레이던"
    assert not desk.reader.conflicts("c")


def _text(desk: Desk) -> str:
    widget = desk.field("n1")
    assert isinstance(widget, QTextEdit | QLineEdit)
    return widget.toPlainText() if isinstance(widget, QTextEdit) else widget.text()


def test_a_note_that_a_mark_began_is_one_step_with_the_text_it_took(desk: Desk) -> None:
    text = desk.field("n2")
    hangul(text, "○ 앞 글")
    enter(text)
    enter(text)
    hangul(text, "□ 한글")
    enter(text)
    desk.qtbot.waitUntil(lambda: desk.reader.count(Note, visit="c") == 3)
    desk.qtbot.waitUntil(lambda: "한글" not in str(desk.value("n2")))
    desk.undo()
    assert desk.reader.count(Note, visit="c") == 2
    assert str(desk.value("n2")).rstrip().endswith("□ 한글")
    desk.redo()
    assert desk.reader.count(Note, visit="c") == 3
    assert str(desk.value("n2")).strip() == "○ 앞 글"


def test_what_was_typed_in_another_text_comes_before_what_was_done_ahead_of_it(desk: Desk) -> None:
    desk.page.panes[0]._move("n1", 1)  # type: ignore[attr-defined]
    text = desk.field("n1")
    hangul(text, "나")
    desk.space.navigator.tree.setFocus()
    assert desk.called() == "되돌리기: 쓰기"
    desk.undo()
    assert "나" not in _text(desk)
    assert [note.id for note in desk.reader.all(Note, visit="c")] == ["n2", "n1"]
    assert QApplication.focusWidget() is desk.field("n1")
    desk.undo()
    assert [note.id for note in desk.reader.all(Note, visit="c")] == ["n1", "n2"]


def test_a_wrong_paste_is_taken_back_from_another_page_and_is_seen(desk: Desk) -> None:
    before = _text(desk)
    text = desk.field("n1")
    QApplication.clipboard().setText("잘못 붙인 글")
    QTest.keyClick(text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "잘못 붙인 글" in _text(desk)
    desk.space.open("home")
    desk.space.navigator.tree.setFocus()
    desk.undo()
    assert desk.space.current == "n1"
    assert _text(desk) == before
    desk.space.leave()
    assert "잘못" not in str(desk.value("n1"))
    desk.redo()
    assert "잘못 붙인 글" in _text(desk)


def test_of_two_texts_the_one_written_in_last_comes_first(desk: Desk) -> None:
    hangul(desk.field("n1"), "뷁")
    hangul(desk.field("n2"), "나")
    desk.space.navigator.tree.setFocus()
    desk.undo()
    other = desk.space.text("n2", "text")
    assert isinstance(other, QTextEdit)
    assert "나" not in other.toPlainText()
    assert "뷁" in _text(desk)
    desk.space.navigator.tree.setFocus()
    desk.undo()
    assert "뷁" not in _text(desk)
