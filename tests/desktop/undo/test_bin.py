"""The bin: what was deleted is listed by day, found by typing, and comes back by one key, several at once too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import resources
from db.edits import Edit, create
from db.notebook import Notebook
from db.records import Note, Source, Visit
from desktop.main_window import MainWindow
from desktop.models.binned import BinModel, BinRow, chosen, read_bin
from desktop.models.outline import BIN
from desktop.panes.bin.bin import BinPage
from tests.desktop.editor.typing import compose, hangul
from tests.desktop.frame.conftest import TODAY
from tests.desktop.undo.conftest import Desk

KO = resources.sentences("ko")


def _bin(desk: Desk) -> BinPage:
    desk.window.actions_["bin"].trigger()
    page = desk.space.stack.currentWidget()
    assert isinstance(page, BinPage)
    desk.qtbot.waitUntil(lambda: not page._reading)
    desk.qtbot.waitUntil(lambda: page.filter.hasFocus() or page.filter.isHidden())
    return page


def _listed(page: BinPage) -> list[str]:
    rows = [page.model.row_at(number) for number in range(page.model.rowCount())]
    return [row.name for row in rows if row is not None and row.item is not None]


def _delete(desk: Desk, *names: str) -> None:
    for name in names:
        record = desk.reader.get(name)
        assert record is not None
        desk.window.context().operations.commit([Edit(name, record.KIND, {"deleted": True})])


def _key(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held)


def test_an_empty_bin_says_what_it_is_for(desk: Desk) -> None:
    page = _bin(desk)
    assert page.stack.currentWidget() is page.empty
    assert not page.press.isVisible()
    assert not desk.space.navigator.model.find(BIN).isValid()


def test_the_last_deleted_stands_first_under_its_day(desk: Desk) -> None:
    _delete(desk, "n1", "f1", "h1")
    page = _bin(desk)
    assert _listed(page) == ["개요", "관제실", "운영"]
    day = page.model.row_at(0)
    assert day is not None
    assert day.item is None
    assert day.name
    row = page.model.row_at(3)
    assert row is not None
    assert (row.kind, row.where, row.words) == ("내용", "기관 c · 6.11 수", "배가 기다리지 않는다.")
    found = desk.space.navigator.model.row_of(desk.space.navigator.model.find(BIN))
    assert found is not None
    assert found.count == 3


def test_enter_restores_and_undo_puts_it_back(desk: Desk) -> None:
    _delete(desk, "n1", "h1")
    page = _bin(desk)
    _key(Qt.Key.Key_Down)
    assert [row.name for row in page.selected()] == ["운영"]
    _key(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.value("n1", "deleted") is False)
    desk.qtbot.waitUntil(lambda: _listed(page) == ["개요"])
    assert "운영" in desk.said()
    assert desk.called() == "되돌리기: 내용 되살리기"
    desk.undo()
    assert desk.value("n1", "deleted") is True
    assert desk.space.current == BIN
    desk.qtbot.waitUntil(lambda: _listed(page) == ["운영", "개요"])


def test_several_come_back_at_once(desk: Desk) -> None:
    _delete(desk, "n1", "f1", "h1")
    page = _bin(desk)
    _key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.press.text() == "2건 되살리기"
    page.press.click()
    desk.qtbot.waitUntil(lambda: _listed(page) == ["운영"])
    assert desk.value("h1", "deleted") is False
    desk.undo()
    assert (desk.value("h1", "deleted"), desk.value("f1", "deleted")) == (True, True)


def test_typing_finds_even_a_syllable_that_is_still_open(desk: Desk) -> None:
    _delete(desk, "n1", "f1", "h1")
    page = _bin(desk)
    hangul(page.filter, "나")
    compose(page.filter, "흘")
    assert _listed(page) == ["개요"]  # 나흘 동안
    _key(Qt.Key.Key_Escape)
    assert len(_listed(page)) == 3
    hangul(page.filter, "없는말")
    assert page.stack.currentWidget() is page._found
    assert not page.press.isEnabled()


def test_undo_means_what_was_restored_and_not_the_words_looked_for_before(desk: Desk) -> None:
    _delete(desk, "n1", "h1")
    page = _bin(desk)
    hangul(page.filter, "나")
    before = desk.stack.turn()
    _key(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.stack.turn() > before)
    assert desk.value("h1", "deleted") is False
    page.filter.setFocus()
    desk.undo()
    assert desk.value("h1", "deleted") is True
    assert page.filter.text() == "나"


def test_letters_in_the_list_go_to_the_filter(desk: Desk) -> None:
    _delete(desk, "n1", "k1")
    page = _bin(desk)
    page.list.setFocus()
    desk.qtbot.waitUntil(page.list.hasFocus)
    QTest.keyClick(page.list, Qt.Key.Key_W)
    assert page.filter.text() == "w"
    assert page.filter.hasFocus()
    assert _listed(page) == ["M. de Wit"]


def test_a_visit_is_one_row_and_returns_with_what_went_with_it(desk: Desk) -> None:
    _delete(desk, "n2")
    day = datetime.now().astimezone().isoformat()
    desk.space.delete("c")
    page = _bin(desk)
    assert _listed(page) == ["기관 c"]
    row = page.selected()[0]
    assert row.item is not None
    assert row.item.instant[:4] == day[:4]
    assert row.together >= 5
    _key(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.value("c", "deleted") is False)
    assert [desk.value(each, "deleted") for each in ("n1", "q1", "q2", "s1", "k1")] == [False] * 5


def test_what_hangs_on_a_deleted_visit_is_found_and_brings_the_visit_along(desk: Desk) -> None:
    desk.space.delete("c")
    page = _bin(desk)
    hangul(page.filter, "운영")
    assert _listed(page) == ["운영"]
    _key(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.value("n1", "deleted") is False)
    assert desk.value("c", "deleted") is False
    assert desk.value("q1", "deleted") is True


def test_what_was_written_by_who_did_not_know_of_the_deletion_is_told(desk: Desk) -> None:
    base = desk.reader.heads("n1")
    desk.space.delete("c")
    desk.notebook.commit([Edit("n1", "note", {"text": "○ 더 썼다."}, {"text": base["text"]})])
    assert desk.value("n1", "deleted") is False
    row = next(row for row in read_bin(desk.reader, KO).rows if row.name == "기관 c")
    assert row.left == 1
    assert "1건이 남아 있음" in BinModel(KO).notes(row)


def test_the_source_of_a_text_returns_with_it(desk: Desk) -> None:
    source = create(Source, "o1", name="첫인상.txt", text="…")
    desk.notebook.commit([source, Edit("h1", "chapter", {"source": "o1"})])
    _delete(desk, "h1", "o1")
    page = _bin(desk)
    assert _listed(page) == ["개요"]
    _key(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.value("o1", "deleted") is False)


def test_the_bin_of_a_read_only_notebook_can_be_looked_at(
    make_window: Callable[..., MainWindow], tour_path: Path, qtbot: QtBot
) -> None:
    with Notebook.open(tour_path) as notebook:
        notebook.commit([Edit("h1", "chapter", {"deleted": True})])
    window = make_window(tour_path)
    window._session.open_to_read(tour_path)
    desk = Desk(window, qtbot)
    page = _bin(desk)
    assert _listed(page) == ["개요"]
    assert not page.press.isEnabled()
    _key(Qt.Key.Key_Return)
    assert desk.value("h1", "deleted") is True


@pytest.mark.parametrize("words", ["", "글"])
def test_the_model_keeps_the_rules(desk: Desk, words: str) -> None:
    _delete(desk, "n1", "f1")
    model = BinModel(KO)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = chosen(read_bin(desk.reader, KO).rows, words, KO, TODAY)
    model.show(rows)
    model.show([])
    assert isinstance(tester.model(), QAbstractItemModel)


def test_thousands_are_listed_without_a_widget_each(desk: Desk) -> None:
    many = [create(Note, visit="a", heading=f"글 {number}", text="○ 긴 글.", deleted=True) for number in range(2000)]
    desk.notebook.commit(many)
    page = _bin(desk)
    desk.qtbot.waitUntil(lambda: len(_listed(page)) == 2000)
    assert len(page.findChildren(type(page.press))) < 5
    assert isinstance(page.model.row_at(1), BinRow)
    page.list.selectAll()
    _key(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.reader.count(Note, visit="a") == 2000)
    desk.qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    desk.undo()
    assert desk.reader.count(Note, visit="a") == 0
    assert desk.reader.count(Visit) == 4
