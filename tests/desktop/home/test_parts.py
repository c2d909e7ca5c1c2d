"""Home keeps what says the same: one change costs one part; lists stay open; Tab goes in the order one reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.edits import Edit, create
from db.records import Decision, Note, Question
from desktop.panes.home.column import Column, Part
from desktop.panes.home.day import VisitRow
from desktop.panes.home.head import DayHead
from desktop.panes.home.home import HomePage
from desktop.panes.home.returned import ReturnedCard
from desktop.panes.home.side import Checks, Progress, Recent
from desktop.panes.matrix.matrix import Matrix
from tests.desktop.day.conftest import Desk


def seen(desk: Desk, kind: type[QWidget]) -> list[QWidget]:
    QApplication.processEvents()
    return [each for each in cast(HomePage, desk.page).findChildren(kind) if each.isVisible()]


def test_a_column_makes_only_what_says_something_new(qtbot: QtBot) -> None:
    box, made = QWidget(), []
    qtbot.addWidget(box)
    column = Column(box)

    def part(name: str, says: str) -> Part:
        def make() -> QWidget:
            made.append(name)
            return QPushButton(says)

        return Part(name, says, make)

    column.show([part("a", "1"), part("b", "1"), part("c", "1")])
    box.show()
    first, second = column.found("a"), column.found("b")
    column.show([part("c", "1"), part("a", "1"), part("b", "2"), part("d", "1")])
    assert made == ["a", "b", "c", "b", "d"]
    assert column.found("a") is first
    assert column.found("b") is not second
    assert [cast(QPushButton, each).text() for each in column.stops()] == ["1", "1", "2", "1"]
    QApplication.processEvents()
    tops = {name: each.y() for name in "cabd" if (each := column.found(name)) is not None}
    assert sorted(tops, key=lambda name: tops[name]) == ["c", "a", "b", "d"]
    column.show([])
    QApplication.processEvents()
    assert [each for each in box.findChildren(QPushButton) if each.isVisible()] == []
    assert isinstance(box.layout(), QVBoxLayout)


def test_one_answer_costs_its_visit_and_keeps_the_rest_with_the_focus(desk: Desk) -> None:
    give = desk.window.context().operations.commit
    before = {kind: seen(desk, kind) for kind in (DayHead, VisitRow, Checks)}
    rows = [cast(VisitRow, each) for each in before[VisitRow]]
    rows[1].surface.setFocus()
    give([create(Question, "q9", visit="a", question="준비", prepared=True)])  # a's card counts it, nothing else does
    after = seen(desk, VisitRow)
    assert len(after) == len(rows) == 3
    kept = [each for each in rows if each in after]
    assert kept == rows[1:]
    assert seen(desk, DayHead) == before[DayHead]
    assert seen(desk, Checks) == before[Checks]
    assert desk.focus is rows[1].surface
    give([Edit("q9", "question", {"question": "준비한 것"})])  # no number changes
    assert sorted(map(id, seen(desk, VisitRow))) == sorted(map(id, after))


def test_what_was_made_anew_takes_the_focus_of_what_it_replaced(desk: Desk, qtbot: QtBot) -> None:
    row = cast(VisitRow, seen(desk, VisitRow)[0])
    row.surface.setFocus()
    name = row.surface.accessibleName()
    give = desk.window.context().operations.commit
    give([create(Question, "q9", visit="a", question="준비", prepared=True)])
    qtbot.waitUntil(lambda: desk.focus.accessibleName() == name and desk.focus is not row.surface)


def test_tab_goes_from_top_to_bottom_whatever_was_made_last(desk: Desk) -> None:
    give = desk.window.context().operations.commit
    give([create(Question, "q9", visit="a", question="준비", prepared=True)])
    give([create(Note, "n9", visit="b", heading="새 글", text="글")])
    rows = [cast(VisitRow, each).surface for each in seen(desk, VisitRow)]
    tops = sorted(rows, key=lambda each: each.mapTo(desk.page, each.rect().topLeft()).y())
    met, at = [], seen(desk, DayHead)[0]
    for _ in range(400):
        following = at.nextInFocusChain()
        assert following is not None
        at = following
        if at in tops and at not in met:
            met.append(at)
    assert met == tops


def test_the_grid_and_its_bars_stand_while_a_note_is_written(desk_of: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = desk_of("p3")
    qtbot.waitUntil(lambda: bool(seen(desk, Progress)))
    grid, recent = seen(desk, Matrix), seen(desk, Recent)
    desk.window.context().operations.commit([create(Note, "n9", visit="b", heading="새 글", text="글")])
    assert seen(desk, Matrix) == grid
    assert seen(desk, Recent) != recent


def test_what_came_back_is_folded_by_role_and_stays_open(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of("p3")
    give = desk.window.context().operations.commit
    notes = [create(Note, f"r{n}", visit="a", heading=f"글 {n}", text="글", author="p1") for n in range(5)]
    give(notes)
    for n in range(5):
        heads = tuple(desk.reader.heads(f"r{n}")["text"])
        give([create(Decision, object=f"r{n}", verdict="returned", reason="다시", author="p4", heads=heads)])

    def mends() -> int:
        card = seen(desk, ReturnedCard)[0]
        return sum(each.text() == "열기" for each in card.findChildren(QPushButton) if each.isVisible())

    def press(words: str) -> QPushButton:
        card = seen(desk, ReturnedCard)[0]
        return next(each for each in card.findChildren(QPushButton) if each.text() == words)

    assert mends() == 3
    desk.click(press("2건 더 보기"))
    assert mends() == 5
    desk.window.set_language("en")
    desk.window.set_language("ko")
    assert mends() == 5, "also in a page built anew"
    assert desk.window.context().memory.choice("home-open") == "returned"
    desk.click(press("접기"))
    assert mends() == 3


def test_what_came_back_is_opened_in_turn_from_here(desk: Desk) -> None:
    give = desk.window.context().operations.commit
    heads = tuple(desk.reader.heads("n1")["text"])
    give([create(Decision, object="n1", verdict="returned", reason="다시", author="p4", heads=heads)])
    links = [each for each in seen(desk, QPushButton) if each.accessibleName() == "차례로 열기"]
    assert len(links) == 1
    desk.click(links[0])
    assert desk.window.current != "home"


def test_home_opens_at_its_top_and_stays_where_it_was_left(desk: Desk, qtbot: QtBot) -> None:
    desk.window.set_text_size(200)
    desk.window.resize(1024, 700)
    qtbot.wait(50)  # the pages were built anew
    desk.window.go("a")
    desk.window.go("home")
    qtbot.wait(20)
    bar = cast(HomePage, desk.page).findChildren(QScrollArea)[0].verticalScrollBar()
    assert (bar.value(), bar.maximum() > 0) == (0, True)
    bar.setValue(bar.maximum() // 2)
    desk.window.go("a")
    desk.window.go("home")
    qtbot.wait(20)
    assert bar.value() == bar.maximum() // 2
