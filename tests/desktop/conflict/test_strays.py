"""What was written elsewhere on a visit that somebody put into the bin: it is listed, opened, and settled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.disputes import disputes
from db.exchange import export, plan
from db.notebook import Notebook
from desktop.editor.outline_editor import OutlineEditor
from desktop.hanging import deletion
from desktop.main_window import MainWindow
from desktop.models.navigator import ROW_ROLE
from desktop.panes.home.home import HomePage
from desktop.panes.parts import Press
from desktop.panes.visit.visit import VisitPage
from exporters.compile import compile_report
from tests.desktop.conflict.conftest import Two
from tests.desktop.conflict.test_window import ALT, CTRL, F8, here, press

Make = Callable[[], MainWindow]
EDITED = {"n2": "text", "q1": "answer", "s1": "text", "f1": "caption", "k1": "position"}


def astray(two: Two, *ids: str) -> None:
    """The other puts the visit into the bin with all that hangs on it; meanwhile something of it is written here."""
    for each in ids:
        two.ours(each, **{EDITED[each]: "그사이에 썼다."})
    visit = two.other.reader.get("v")
    assert visit is not None
    two.other.commit(deletion(two.other.reader, visit))
    two.meet()


def page_of(window: MainWindow) -> VisitPage:
    assert window.workspace is not None
    page = window.workspace.stack.currentWidget()
    assert isinstance(page, VisitPage)
    return page


def conflicts_at(window: MainWindow, key: str) -> int:
    assert window.workspace is not None
    model = window.workspace.navigator.model
    return int(model.data(model.find(key), ROW_ROLE).conflicts)


def deleted(notebook: Notebook, *ids: str) -> list[bool]:
    return [notebook.reader.get(each).deleted for each in ids]  # type: ignore[union-attr]


@pytest.mark.parametrize("entry", EDITED)
def test_f8_opens_it_on_the_page_of_its_visit(two: Two, window: Make, entry: str) -> None:
    astray(two, entry)
    shown = window()
    shown.go("home")
    press(shown, F8)
    assert here(shown) == (entry, "stray")
    page = page_of(shown)
    assert page.object_id == "v"
    assert page.binned_band.isVisible()
    line = page.conflicts.line(entry, "stray")
    assert line is not None
    assert line.isVisible()
    assert "휴지통" in line.accessibleName()
    assert "서이준" in line.accessibleName()
    assert shown.workspace is not None
    model, tree = shown.workspace.navigator.model, shown.workspace.navigator.tree
    assert model.data(tree.currentIndex(), ROW_ROLE).key == "bin"


def test_home_and_navigator_list_them(two: Two, window: Make) -> None:
    astray(two, "n2", "q1")
    shown = window()
    shown.go("home")
    QApplication.processEvents()
    page = shown.findChildren(HomePage)[0]
    (card,) = [each for each in page.findChildren(Press) if each.accessibleName().startswith("다르게 고친 곳 2")]
    assert "자료" in card.accessibleName()
    assert [conflicts_at(shown, key) for key in ("bin", "w")] == [2, 0]
    card.setFocus()
    press(shown, Qt.Key.Key_Return)
    assert here(shown) == ("n2", "stray")


def test_the_visit_is_taken_out_with_what_was_written(two: Two, window: Make, qtbot: QtBot) -> None:
    astray(two, "n2", "q1")
    shown = window()
    press(shown, F8)
    press(shown, Qt.Key.Key_1, ALT)
    notebook = shown.context().notebook
    assert deleted(notebook, "v", "n2", "q1", "n1", "s1") == [False, False, False, True, True]
    assert disputes(notebook.reader) == ()
    page = page_of(shown)
    focus = QApplication.focusWidget()
    assert isinstance(focus, OutlineEditor)
    assert focus.key == ("n2", "text"), "one goes on in what was kept"
    assert not page.binned_band.isVisible()
    assert shown.workspace is not None
    assert conflicts_at(shown, "v") == 0
    assert "함께 지운 4건은 휴지통에 남아 있습니다" in " ".join(shown.bands.texts())
    (rest,) = [each for each in shown.bands.findChildren(QPushButton) if each.text() == "모두 되살리기"]
    rest.click()
    assert deleted(notebook, "n1", "s1", "f1", "k1") == [False] * 4
    press(shown, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: deleted(notebook, "n1", "v") == [True, False])
    press(shown, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: deleted(notebook, "v", "n2") == [True, False])
    assert len(disputes(notebook.reader)) == 2, "what was taken back has to be chosen again"


def test_the_band_takes_the_visit_out(two: Two, window: Make) -> None:
    astray(two, "k1")
    shown = window()
    press(shown, F8)
    band = page_of(shown).binned_band
    band.back.setFocus()
    press(shown, Qt.Key.Key_Space)
    assert deleted(shown.context().notebook, "v", "k1", "n1") == [False, False, True]
    assert not band.isVisible()


def test_it_is_put_into_the_bin_too(two: Two, window: Make, qtbot: QtBot) -> None:
    astray(two, "n2")
    shown = window()
    press(shown, F8)
    press(shown, Qt.Key.Key_2, ALT)
    notebook = shown.context().notebook
    assert deleted(notebook, "v", "n2") == [True, True]
    assert disputes(notebook.reader) == ()
    assert conflicts_at(shown, "bin") == 0
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page_of(shown).isAncestorOf(focus)
    press(shown, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: deleted(notebook, "v", "n2") == [True, False])
    assert len(disputes(notebook.reader)) == 1


def test_both_notebooks_agree_after_the_choice(two: Two, window: Make) -> None:
    astray(two, "n2")
    two.give()
    assert disputes(two.other.reader) == disputes(two.here.reader) != ()
    shown = window()
    press(shown, F8)
    press(shown, Qt.Key.Key_1, ALT)
    found = plan(two.other.reader, export(shown.context().notebook.reader))
    two.other.merge(found, sender="p1", file="꾸러미")
    assert disputes(two.other.reader) == ()
    assert deleted(two.other, "v", "n2", "n1") == [False, False, True]


def test_who_may_not_choose_may_still_take_the_visit_out(two: Two, visit_page: Callable[..., VisitPage]) -> None:
    two.theirs("s1", author="p2")
    two.meet()
    two.give()
    two.ours("s1", text="그사이에 썼다.")
    visit = two.other.reader.get("v")
    assert visit is not None
    two.other.commit(deletion(two.other.reader, visit))
    two.meet()
    page = visit_page("s1")
    QTest.qWait(0)
    line = page.conflicts.line("s1", "stray")
    assert line is not None
    assert line.choice is not None
    assert [each.isEnabled() for each in line.choice.findChildren(QPushButton)] == [True, False]


def test_a_report_says_that_it_is_left_out(two: Two) -> None:
    astray(two, "n2", "q1")
    found = compile_report(two.here.reader)
    told = [dict(each.values) for each in found.findings if each.code == "report.finding.visit_in_bin"]
    assert told == [{"name": "항만공사", "count": "2"}]
