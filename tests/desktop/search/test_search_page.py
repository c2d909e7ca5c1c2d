"""The page that finds words in the whole tour: results while typing, by day; Enter goes there and marks them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from db.edits import Edit
from desktop.editor.composition import LineField
from desktop.editor.outline_editor import OutlineEditor
from desktop.panes.search.search import SearchPage
from desktop.panes.writing import WritingPage
from tests.desktop.editor.typing import compose, hangul
from tests.desktop.undo.conftest import Desk


def _search(desk: Desk, words: str = "") -> SearchPage:
    desk.window.actions_["search"].trigger()
    desk.qtbot.waitUntil(lambda: isinstance(desk.space.stack.currentWidget(), SearchPage))
    page = desk.space.stack.currentWidget()
    assert isinstance(page, SearchPage)
    desk.qtbot.waitUntil(page.words.hasFocus)
    if words:
        hangul(page.words, words)
    _answered(desk, page)
    return page


def _answered(desk: Desk, page: SearchPage) -> None:
    desk.qtbot.waitUntil(lambda: not page._soon.isActive() and page._answered == page._asked)


def _listed(page: SearchPage) -> list[str]:
    return [row.object for row in page.model.rows]


def _chips(page: SearchPage) -> dict[str, QPushButton]:
    layout = page._days.layout()
    assert layout is not None
    items = [layout.itemAt(number) for number in range(layout.count())]
    chips = [item.widget() for item in items if item is not None]
    return {each.text(): each for each in chips if isinstance(each, QPushButton)}


def _key(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def test_at_first_it_says_what_is_looked_through(desk: Desk) -> None:
    page = _search(desk)
    assert page._said.text().startswith("글, 질의응답")
    assert not page.list.isVisible()
    assert _chips(page) == {}


def test_results_come_while_a_syllable_is_composed(desk: Desk) -> None:
    page = _search(desk)
    compose(page.words, "배")
    desk.qtbot.waitUntil(lambda: _listed(page) == ["n1"])
    row = page.model.rows[0]
    assert (row.title, row.excerpt, row.found) == ("운영", "배가 기다리지 않는다.", ((0, 1),))
    assert row.where == "내용 · 6.11 · 기관 c"


def test_what_is_not_there_is_said_so(desk: Desk) -> None:
    page = _search(desk, "없는말")
    assert page._said.text().startswith("찾은 글이 없습니다")


def test_days_narrow_it_down_and_count(desk: Desk) -> None:
    page = _search(desk, "기관")
    assert _listed(page) == ["a", "c", "b", "d"]
    assert list(_chips(page)) == ["모든 날 4", "6.9 월 1", "6.11 수 2", "6.12 목 1"]
    _chips(page)["6.11 수 2"].click()
    _answered(desk, page)
    assert _listed(page) == ["c", "b"]
    assert _chips(page)["6.11 수 2"].isChecked()
    page.words.selectAll()
    hangul(page.words, "Smit")
    _answered(desk, page)
    assert page._said.text() == "이날에는 없고, 모든 날에서 1건을 찾았습니다."
    _chips(page)["모든 날 1"].click()
    _answered(desk, page)
    assert _listed(page) == ["k2"]


@pytest.mark.parametrize(
    ("words", "entry", "field", "chosen"),
    [
        ("기다리지", "n1", "text", "기다리지"),
        ("공사", "q2", "answer", "공사"),
        ("잰다", "s1", "text", "잰다"),
        ("관제실", "f1", "caption", "관제실"),
        ("나흘", "h1", "text", "나흘"),
        ("요금은", "q1", "question", "요금은"),
    ],
)
def test_enter_goes_there_and_marks_the_words(desk: Desk, words: str, entry: str, field: str, chosen: str) -> None:
    page = _search(desk, words)
    assert _listed(page) == [entry]
    _key(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: isinstance(desk.space.stack.currentWidget(), WritingPage))
    there = desk.space.stack.currentWidget()
    assert isinstance(there, WritingPage)
    desk.qtbot.waitUntil(lambda: there.can_find and there.finding.isVisible())
    desk.qtbot.waitUntil(lambda: not there.fields.coming)
    assert there.finding.words.text() == chosen
    widget = desk.space.text(entry, field)
    desk.qtbot.waitUntil(lambda: _selected(widget) == chosen)
    desk.window.actions_["back"].trigger()
    desk.qtbot.waitUntil(lambda: desk.space.stack.currentWidget() is page)
    _answered(desk, page)
    assert page.words.selectedText() == words
    assert _listed(page) == [entry]


def _selected(widget: object) -> str:
    if isinstance(widget, OutlineEditor):
        return widget.textCursor().selectedText()
    return widget.selectedText() if isinstance(widget, LineField) else ""


def test_enter_before_the_answer_goes_to_what_the_words_find(desk: Desk) -> None:
    page = _search(desk, "기다리지")
    page.words.selectAll()
    hangul(page.words, "나흘")
    _key(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.space.current == "h1")


def test_keys_lead_to_the_results_and_back(desk: Desk) -> None:
    page = _search(desk, "기관")
    _key(Qt.Key.Key_Down)
    assert page.list.hasFocus()
    _key(Qt.Key.Key_Down)
    assert page.list.currentIndex().row() == 1
    _key(Qt.Key.Key_Up)
    _key(Qt.Key.Key_Up)
    assert page.words.hasFocus()
    _key(Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: desk.space.stack.currentWidget() is not page)


def test_what_changed_or_went_is_known(desk: Desk) -> None:
    page = _search(desk, "기다리지")
    desk.window.context().operations.commit([Edit("s1", "takeaway", {"text": "기다리지 말자"})])
    desk.qtbot.waitUntil(lambda: _listed(page) == ["n1", "s1"])
    desk.window.context().operations.commit([Edit("n1", "note", {"deleted": True})])
    desk.qtbot.waitUntil(lambda: _listed(page) == ["s1"])
