"""What the navigator shows to whom, what it is called, and which days stay open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

import resources
from db.edits import Changes, Edit, create
from db.records import Comment, Decision, Takeaway
from desktop.editor.outline_editor import OutlineEditor
from desktop.memory import Memory
from desktop.models.attention import stops
from desktop.models.outline import COMMENTS, HOME, QUEUE, outline
from desktop.models.today import today
from desktop.panes.navigator import NavigatorPane
from tests.desktop.day.conftest import Desk
from tests.desktop.editor.typing import hangul
from tests.desktop.frame.conftest import TODAY

KO = resources.sentences("ko")


def places(desk: Desk, person: str | None) -> dict[str, tuple[int, int]]:
    """Count and urgent count of each place."""
    rows = outline(desk.reader, KO, TODAY, 0, person)
    return {row.key: (row.count, row.urgent) for row in rows if row.kind == "place"}


def hand_in(desk: Desk, entry: str, author: str, verdict: str = "submitted") -> None:
    heads = tuple(desk.reader.heads(entry)["text"])
    made = create(Decision, object=entry, verdict=verdict, reason="다시", author=author, heads=heads)
    desk.window.context().operations.commit([made])


def test_the_places_of_review_are_for_those_who_review(desk: Desk) -> None:
    hand_in(desk, "s2", "p2")
    desk.window.context().operations.commit([create(Comment, object="s2", field="text", text="더?", author="p4")])
    for person, seen in (("p4", True), ("p3", True), (None, True), ("p1", False), ("p2", False)):
        assert (QUEUE in places(desk, person)) is seen, person
    assert COMMENTS not in places(desk, "p1")  # about another's takeaway
    for person in ("p2", "p3", "p4", None):  # its author's, and those who review
        assert places(desk, person)[COMMENTS] == (1, 0)


def test_what_came_back_counts_for_those_who_mend_it(desk: Desk) -> None:
    hand_in(desk, "s2", "p4", "returned")
    urgent = {person: places(desk, person)[HOME][1] for person in ("p1", "p2", "p3", "p4")}
    assert urgent == {"p1": 0, "p2": 1, "p3": 1, "p4": 0}
    assert [stop.object for stop in stops(desk.reader, "p1")] == []
    assert [stop.object for stop in stops(desk.reader, "p2")] == ["s2"]


def test_the_queue_counts_what_home_lists(desk: Desk) -> None:
    hand_in(desk, "s2", "p2")
    hand_in(desk, "n1", "p1")
    hand_in(desk, "n1", "p4", "approved")
    desk.window.context().operations.commit([Edit("n1", "note", {"text": "고친 글"})])  # changed since approval
    waiting = today(desk.reader, KO, TODAY, "p4").waiting
    assert {each.place.object_id for each in waiting} == {"s2", "n1"}
    assert places(desk, "p4")[QUEUE] == (2, 0)


def test_the_navigator_comes_back_when_there_is_room_again(desk: Desk, qtbot: QtBot) -> None:
    desk.window.set_text_size(200)
    desk.window.resize(1440, 900)

    def seen() -> bool:
        return desk.window.workspace is not None and desk.window.workspace.navigator.isVisible()

    qtbot.waitUntil(lambda: not seen())
    desk.window.set_language("en")  # all is built anew while it is a drawer
    desk.window.set_text_size(100)
    qtbot.waitUntil(seen)


@pytest.mark.parametrize(("language", "called"), [("ko", "첫 화면"), ("en", "Home")])
def test_home_has_one_name_everywhere(desk: Desk, language: str, called: str) -> None:
    desk.window.set_language(language)
    say = resources.sentences(language)
    assert desk.window.actions_["home"].text().replace("&", "") == called
    assert outline(desk.reader, say, TODAY)[0].name == say("window.home.title") == called


def opened(pane: NavigatorPane) -> list[str]:
    model = pane.model
    rows = [model.index(number, 0) for number in range(model.rowCount())]
    return [row.key for index in rows if pane.tree.isExpanded(index) and (row := model.row_of(index))]


def test_days_stay_open_as_they_were_left(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of("p1")

    def pane() -> NavigatorPane:
        assert desk.window.workspace is not None
        return desk.window.workspace.navigator

    today, first = "day:2031-06-11", "day:2031-06-10"
    assert opened(pane()) == [today]
    pane().tree.setExpanded(pane().model.find(first), True)
    pane().tree.setExpanded(pane().model.find(today), False)
    desk.window.set_language("en")
    assert opened(pane()) == [first]
    memory = desk.window.context().memory
    assert memory.choice("navigator-open") == f"2031-06-11 {first}"
    pane().tree.setExpanded(pane().model.find(first), False)
    desk.window.set_language("ko")
    assert opened(pane()) == []


def test_on_another_day_its_visits_are_open_too(desk: Desk) -> None:
    memory = Memory({"choice-navigator-open": "2031-06-10 day:2031-06-10"})
    pane = NavigatorPane(replace(desk.window.context(), memory=memory), date(2031, 6, 11))
    assert opened(pane) == ["day:2031-06-10", "day:2031-06-11"]
    pane.deleteLater()


def test_rows_are_of_one_height(desk: Desk) -> None:
    assert desk.window.workspace is not None
    tree = desk.window.workspace.navigator.tree
    assert tree.uniformRowHeights()
    tree.expandAll()
    model = desk.window.workspace.navigator.model
    heights = {tree.visualRect(model.find(row.key)).height() for row in model.sequence()}
    assert heights == {desk.window.theme.px(30)}


def test_signs_follow_while_one_writes_and_the_notebook_is_read_once_an_entry(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(desk, "n1", "p1")
    hand_in(desk, "n1", "p4", "returned")
    navigator = desk.window.workspace.navigator  # type: ignore[union-attr]

    def sign() -> str:
        row = navigator.model.row_of(navigator.model.find("n1"))
        return row.state if row is not None else ""

    desk.window.go("n1")
    editor = desk.focus
    assert isinstance(editor, OutlineEditor)
    assert sign() == "returned"
    read: list[object] = []
    refresh = navigator.refresh

    def counted(changes: Changes | None) -> None:
        read.append(changes)
        refresh(changes)

    monkeypatch.setattr(navigator, "refresh", counted)
    hangul(editor, "가나")
    desk.qtbot.waitUntil(lambda: sign() == "revised")
    assert desk.focus is editor  # it was not left
    before = len(read)
    with desk.qtbot.waitSignal(desk.window.context().operations.saved):
        hangul(editor, "다라")
    desk.qtbot.wait(20)
    assert len(read) == before


def test_a_day_without_visits_is_listed_while_something_is_said_of_it(desk: Desk, qtbot: QtBot) -> None:
    def days() -> list[str]:
        return [row.key for row in outline(desk.reader, KO, TODAY) if row.kind == "day"]

    assert days() == ["day:2031-06-10", "day:2031-06-11", "day:2031-06-12"]
    remark = create(Takeaway, tour="t", author="p1", date="2031-06-09", text="길을 떠났다.")
    desk.window.context().operations.commit([remark])
    assert days()[0] == "day:2031-06-09"
    navigator = desk.window.workspace.navigator  # type: ignore[union-attr]
    index = navigator.model.find("day:2031-06-09")
    row = navigator.model.row_of(index)
    assert row is not None
    assert (row.lead, row.name, row.state) == ("1일차", "6.9 월", "writing")
    navigator.grab()  # it has no corner to open
    navigator.tree.at = -1
    navigator.tree.setCurrentIndex(index)
    navigator.tree.entered_row.emit(index)
    qtbot.waitUntil(lambda: desk.window.current == "day:2031-06-09")
    assert getattr(desk.focus, "key", None) == (remark.object, "text")
