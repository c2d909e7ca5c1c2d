"""From page to page: navigator, back and forward, entry by entry, and the same place after a restart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from db.edits import Edit
from db.records import Visit
from desktop.main_window import MainWindow
from desktop.models.outline import BIN, HOME
from desktop.panes.chapter import ChapterPage
from desktop.panes.visit.visit import VisitPage
from desktop.workspace import Workspace

MakeWindow = Callable[..., MainWindow]


def _space(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def test_a_row_of_the_navigator_opens_its_page(make_window: MakeWindow, tour_path: Path) -> None:
    space = _space(make_window(tour_path))
    for key, page in (("c", VisitPage), ("n1", VisitPage), ("h1", ChapterPage)):
        space.navigator.tree.clicked.emit(space.navigator.model.find(key))
        assert space.current == key
        assert isinstance(space.stack.currentWidget(), page)
        assert space.navigator.tree.currentIndex() == space.navigator.model.find(key)


def test_questions_and_figures_open_in_their_visit(make_window: MakeWindow, tour_path: Path) -> None:
    space = _space(make_window(tour_path))
    for key in ("q1", "s1", "f1"):
        space.open(key)
        assert isinstance(space.stack.currentWidget(), VisitPage)


def test_a_page_without_a_row_leaves_no_other_row_marked(make_window: MakeWindow, tour_path: Path) -> None:
    space = _space(make_window(tour_path))
    space.open("h1")
    space.open(BIN)
    assert not space.navigator.model.find(BIN).isValid(), "nothing is in it"
    assert space.navigator.tree.selectedIndexes() == []
    space.open("h1")
    assert space.navigator.tree.selectedIndexes() == [space.navigator.model.find("h1")]


def test_back_and_forward_retrace_the_way(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    space, act = _space(window), window.actions_
    assert not act["back"].isEnabled()
    for key in ("c", "h1"):
        space.open(key)
    act["back"].trigger()
    assert space.current == "c"
    act["back"].trigger()
    assert space.current == HOME
    assert not act["back"].isEnabled()
    act["forward"].trigger()
    act["forward"].trigger()
    assert space.current == "h1"
    assert not act["forward"].isEnabled()
    act["back"].trigger()
    space.open("a")
    assert not act["forward"].isEnabled()


def test_entries_follow_each_other_by_key(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    space = _space(window)
    walked = []
    for _ in range(7):
        window.actions_["next"].trigger()
        walked.append(space.current)
    assert walked == ["a", "c", "n1", "n2", "b", "d", "h1"]
    window.actions_["previous"].trigger()
    assert space.current == "d"


def test_language_and_text_size_keep_the_place(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    _space(window).open("b")
    _space(window).open("n1")
    window.set_language("en")
    assert _space(window).current == "n1"
    window.actions_["back"].trigger()
    assert _space(window).current == "b"
    window.actions_["forward"].trigger()
    window.set_text_size(150)
    assert _space(window).current == "n1"


def test_the_last_entry_is_open_again_after_a_restart(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    _space(window).open("n2")
    window.close()
    again = _space(make_window(tour_path))
    assert again.current == "n2"
    assert again.navigator.tree.currentIndex() == again.navigator.model.find("n2")


def test_keys_go_to_the_text_that_was_open_and_at_home_to_the_visit_that_is_next(
    make_window: MakeWindow, tour_path: Path
) -> None:
    window = make_window(tour_path)
    for key in ("n1", "c", "h1", HOME):
        _space(window).open(key)
        window.close()
        window = make_window(tour_path)
        focus = window.focusWidget()
        assert focus is not None
        assert _space(window).stack.isAncestorOf(focus), key


def test_keys_still_go_to_the_text_in_another_language(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    _space(window).open("n1")
    window.set_language("en")
    qtbot.waitUntil(lambda: _space(window).stack.isAncestorOf(window.focusWidget() or window))


def test_what_is_gone_opens_home_instead(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    window.context().operations.commit([Edit("h1", "chapter", {"deleted": True})])
    _space(window).open("h1")
    assert _space(window).current == HOME


def test_a_new_visit_is_open_at_once(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    _space(window).open("b")
    window.actions_["new_visit"].trigger()
    made = window.context().notebook.reader.get(_space(window).current)
    assert isinstance(made, Visit)
    assert made.date == "2031-06-11"
    window.actions_["new_chapter"].trigger()
    assert isinstance(_space(window).stack.currentWidget(), ChapterPage)


def test_the_navigator_follows_what_is_written(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    space = _space(window)
    space.open("n1")
    window.context().operations.commit([Edit("n1", "note", {"heading": "고친 제목"})])
    assert space.navigator.model.find("n1").data() == "고친 제목"
    assert space.navigator.tree.currentIndex() == space.navigator.model.find("n1")
