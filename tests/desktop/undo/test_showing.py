"""What was taken back is shown, wherever one is; what others changed since stays, and that is said."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.edits import Edit
from db.exchange import export, plan
from db.notebook import Notebook
from db.records import Chapter, Figure, Note, Visit
from desktop.dialogs.importing import ImportDialog
from desktop.main_window import MainWindow
from desktop.models.outline import HOME
from tests.desktop.editor.typing import hangul
from tests.desktop.undo.conftest import Desk


def test_an_undo_after_another_entry_goes_back_there(desk: Desk) -> None:
    desk.page.panes[0].remove("n1")
    desk.space.open("h1")
    desk.undo()
    assert desk.space.current == "n1"
    assert desk.page.object_id == "c"
    desk.space.open("h1")
    desk.redo()
    assert desk.space.current == "c"


def test_a_line_of_the_header_is_taken_back_after_it_was_left(desk: Desk) -> None:
    hangul(desk.field("c", "address"), "가나")
    hangul(desk.field("c", "web"), "다")
    desk.space.open("h1")
    assert (desk.value("c", "address"), desk.value("c", "web")) == ("가나", "다")
    assert desk.called() == "되돌리기: 방문의 누리집 고치기"
    desk.undo()
    assert desk.space.current == "c"
    assert (desk.value("c", "address"), desk.value("c", "web")) == ("가나", "")
    desk.undo()
    assert desk.value("c", "address") == ""
    assert desk.field("c", "address").text() == ""  # type: ignore[attr-defined]
    desk.redo()
    assert desk.value("c", "address") == "가나"


def test_a_line_that_was_left_is_not_undone_twice(desk: Desk) -> None:
    hangul(desk.field("c", "address"), "가")
    desk.space.open("h1")
    desk.space.open("c")
    hangul(desk.field("c", "address"), "나")
    desk.undo()
    assert desk.field("c", "address").text() == "가"  # type: ignore[attr-defined]
    desk.undo()
    assert desk.field("c", "address").text() == ""  # type: ignore[attr-defined]
    assert not desk.window.actions_["undo"].isEnabled()
    desk.redo()
    assert desk.field("c", "address").text() == "가"  # type: ignore[attr-defined]
    desk.undo()
    assert desk.field("c", "address").text() == ""  # type: ignore[attr-defined]


def test_a_text_keeps_its_own_undo_and_is_not_undone_twice(desk: Desk) -> None:
    before = desk.value("n1")
    hangul(desk.field("n1"), "가")
    desk.space.open("h1")
    assert desk.value("n1") != before
    assert desk.stack.undoable is None
    desk.space.open("n1")
    desk.field("n1")
    desk.undo()
    desk.space.leave()
    assert desk.value("n1") == before


def test_a_field_that_somebody_changed_since_stays_and_that_is_said(desk: Desk) -> None:
    operations = desk.window.context().operations
    operations.commit([Edit("c", "visit", {"city": "델프트", "country": "네덜란드"})])
    operations.announce(desk.notebook.commit([Edit("c", "visit", {"city": "헤이그"})]))
    desk.undo()
    assert (desk.value("c", "city"), desk.value("c", "country")) == ("헤이그", "")
    assert "1곳은 그 뒤에 고쳐져서" in desk.said()
    desk.redo()
    assert (desk.value("c", "city"), desk.value("c", "country")) == ("헤이그", "네덜란드")


def test_what_came_in_by_a_merge_since_stays(desk: Desk, tmp_path: Path) -> None:
    operations = desk.window.context().operations
    operations.commit([Edit("c", "visit", {"city": "델프트", "country": "네덜란드"})])
    other = tmp_path / "남의 것.notebook"
    shutil.copytree(desk.notebook.path, other)
    with Notebook.open(other, device="another") as theirs:
        theirs.commit([Edit("c", "visit", {"city": "헤이그"})])
        found = plan(desk.reader, export(theirs.reader))
    operations.announce(desk.notebook.merge(found, sender=None, file="남의 것"))
    assert desk.value("c", "city") == "헤이그"
    desk.undo()
    assert (desk.value("c", "city"), desk.value("c", "country")) == ("헤이그", "")
    assert "1곳은 그 뒤에 고쳐져서" in desk.said()


def test_nothing_is_left_to_undo_where_all_was_changed_since(desk: Desk) -> None:
    desk.window.context().operations.commit([Edit("c", "visit", {"city": "델프트"})])
    desk.notebook.commit([Edit("c", "visit", {"city": "헤이그"})])
    desk.undo()
    assert desk.value("c", "city") == "헤이그"
    assert "되돌리지 않았습니다" in desk.said()
    assert desk.stack.undoable is None


def test_a_visit_goes_with_all_that_hangs_on_it_and_returns_with_it(desk: Desk) -> None:
    desk.window.actions_["delete_entry"].trigger()
    assert [desk.value(each, "deleted") for each in ("c", "n1", "n2", "q1", "q2", "s1", "k1")] == [True] * 7
    assert desk.space.current == "b"
    assert "딸린 것 6건" in desk.window.bands.texts()[0]
    _press(desk, "되돌리기")
    desk.settled()
    assert [desk.value(each, "deleted") for each in ("c", "n1", "n2", "q1", "q2", "s1", "k1")] == [False] * 7
    assert desk.space.current == "c"
    desk.redo()
    assert desk.value("c", "deleted") is True
    assert desk.space.current == HOME
    desk.undo()
    assert desk.value("k1", "deleted") is False


def test_the_navigator_deletes_by_key_and_what_it_deletes_comes_back(desk: Desk) -> None:
    tree = desk.space.navigator.tree
    desk.space.open("h1")
    tree.setFocus()
    desk.qtbot.waitUntil(tree.hasFocus)
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    assert desk.reader.count(Chapter) == 0
    desk.undo()
    assert desk.reader.count(Chapter) == 1
    assert desk.space.current == "h1"


def test_a_new_visit_is_taken_back_and_its_page_left(desk: Desk) -> None:
    desk.window.errands.add_visit()
    made = desk.space.current
    assert desk.reader.count(Visit) == 5
    desk.undo()
    assert desk.reader.count(Visit) == 4
    assert desk.space.current != made


def test_an_import_is_taken_back_with_its_band(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "첫인상.txt"
    file.write_text("□ 항만의 첫인상\n ○ 부두는 조용했다.\n", encoding="utf-8")
    desk.window.errands.take_files([file])
    dialogs = desk.window.findChildren
    desk.qtbot.waitUntil(lambda: any(each.isVisible() for each in dialogs(ImportDialog)))
    next(each for each in dialogs(ImportDialog) if each.isVisible()).take.click()
    desk.qtbot.waitUntil(lambda: desk.reader.count(Chapter) == 2)
    desk.qtbot.waitUntil(lambda: desk.called() == "되돌리기: 글 들이기")
    desk.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    desk.window.activateWindow()
    desk.qtbot.waitUntil(lambda: desk.window.isAncestorOf(QApplication.focusWidget() or desk.window))
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.undo()
    assert desk.reader.count(Chapter) == 1
    assert desk.window.bands.texts()[0] == "들인 글을 휴지통에 넣었습니다."
    desk.redo()
    assert desk.reader.count(Chapter) == 2
    assert desk.window.bands.texts()[0].startswith("첫인상.txt")


def test_a_deletion_further_down_is_taken_back_by_its_band_as_a_step_of_its_own(desk: Desk) -> None:
    desk.page.panes[0].remove("n1")
    desk.window.context().operations.commit([Edit("c", "visit", {"city": "델프트"})])
    desk.page._undelete()
    desk.settled()
    assert desk.value("n1", "deleted") is False
    assert desk.value("c", "city") == "델프트"
    desk.undo()
    assert desk.value("n1", "deleted") is True
    desk.undo()
    assert desk.value("c", "city") == "로테르담"


def test_another_language_keeps_what_can_be_undone(desk: Desk) -> None:
    desk.page.panes[0].remove("n1")
    desk.window.set_language("en")
    assert desk.called() == "Undo: delete note"
    desk.undo()
    assert desk.reader.count(Note, visit="c") == 2


def test_what_is_only_read_cannot_be_undone(
    make_window: Callable[..., MainWindow], tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    window._session.open_to_read(tour_path)
    qtbot.waitUntil(lambda: window.context().notebook.read_only)
    desk = Desk(window, qtbot)
    desk.space.open("c")
    assert not window.actions_["undo"].isEnabled()
    assert not window.actions_["delete_entry"].isEnabled()
    desk.space.delete("c")
    assert desk.value("c", "deleted") is False


def test_what_cannot_be_undone_now_is_told_and_can_be_tried_again(desk: Desk) -> None:
    from db.errors import KnownError

    desk.page.panes[0].remove("n1")
    real = Notebook.commit
    refused: list[int] = []

    def full(self: Notebook, edits: object) -> object:
        refused.append(1)
        raise KnownError("errors.disk_full", path=self.path)

    Notebook.commit = full  # type: ignore[method-assign, assignment]
    try:
        desk.undo()
    finally:
        Notebook.commit = real  # type: ignore[method-assign]
    assert refused
    assert desk.value("n1", "deleted") is True
    desk.qtbot.waitUntil(lambda: bool(desk.window.bands.texts()))
    desk.undo()
    assert desk.value("n1", "deleted") is False
    assert desk.reader.count(Figure) == 1


def _press(desk: Desk, words: str) -> None:
    next(
        each for each in desk.window.bands.findChildren(QPushButton) if each.text() == words and each.isVisible()
    ).click()
