"""A choice taken back by Ctrl+Z stands to be made again, in both notebooks; and what was begun outlives the window."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.edits import Edit
from db.exchange import export, plan
from db.records import Value
from db.settings import Settings
from desktop.main_window import MainWindow
from desktop.panes.conflict.result import ResultBox
from desktop.panes.visit.visit import VisitPage
from tests.architecture.sources import ROOT
from tests.desktop.conflict.conftest import OURS, THEIRS, Two
from tests.desktop.conflict.test_window import ALT, CTRL, F8, SHIFT, here, press, row

Make = Callable[[], MainWindow]
Z = Qt.Key.Key_Z


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def pass_on(two: Two, window: MainWindow) -> None:
    """The other takes in what was written here, and the other way round."""
    notebook = window.context().notebook
    two.other.merge(plan(two.other.reader, export(notebook.reader)), sender="p1", file="꾸러미")
    found = plan(notebook.reader, export(two.other.reader))
    window.context().operations.announce(notebook.merge(found, sender="p2", file="꾸러미"))


@pytest.mark.parametrize(
    ("object_id", "field", "ours", "theirs", "keys"),
    [
        ("n2", "text", OURS, THEIRS, [(Qt.Key.Key_1, ALT), (Qt.Key.Key_Return, CTRL)]),
        ("n2", "text", OURS, THEIRS, [(Qt.Key.Key_2, ALT), (Qt.Key.Key_Return, CTRL)]),
        ("n2", "text", OURS, THEIRS, [(Qt.Key.Key_3, ALT), (Qt.Key.Key_Return, CTRL)]),
        ("n2", "text", OURS, THEIRS, [(Qt.Key.Key_4, ALT), (Qt.Key.Key_X, CTRL), (Qt.Key.Key_Return, CTRL)]),
        ("v", "city", "로테르담", "암스테르담", [(Qt.Key.Key_1, ALT)]),
        ("q1", "answered", "가", "나", [(Qt.Key.Key_2, ALT)]),
        ("h1", "heading", "우리 제목", "저쪽 제목", [(Qt.Key.Key_1, ALT)]),
    ],
    ids=["mine", "theirs", "both", "edited", "city", "answerer", "heading"],
)
def test_ctrl_z_brings_the_conflict_back_in_both(
    two: Two, window: Make, qtbot: QtBot, object_id: str, field: str, ours: Value, theirs: Value,
    keys: list[tuple[Qt.Key, Qt.KeyboardModifier]],
) -> None:  # fmt: skip
    name = {"answered": "answerer_name"}.get(field, field)
    two.parted(object_id, name, ours, theirs)
    two.give()
    shown = window()
    reader = shown.context().notebook.reader
    stack = shown.context().operations.undo
    press(shown, F8)
    assert here(shown) == (object_id, name)
    for key, held in keys:
        press(shown, key, held)
    assert reader.conflicts(object_id) == {}
    for _ in range(2):
        pass_on(two, shown)
        assert two.other.reader.conflicts(object_id) == {}
        press(shown, Z, CTRL)
        qtbot.waitUntil(lambda: bool(reader.conflicts(object_id)) and not stack.busy)
        pass_on(two, shown)
        for each in (reader, two.other.reader):
            assert {version.value for version in each.conflicts(object_id)[name]} == {ours, theirs}
        assert row(shown, {"n2": "n2", "q1": "v"}.get(object_id, object_id)) == 1
        press(shown, F8)
        assert here(shown) == (object_id, name), "the line stands where it stood"
        press(shown, Z, CTRL | SHIFT)
        qtbot.waitUntil(lambda: not reader.conflicts(object_id) and not stack.busy)
    pass_on(two, shown)
    assert two.other.reader.conflicts(object_id) == {}


def test_three_versions_stand_again(two: Two, window: Make, qtbot: QtBot, tmp_path: Path) -> None:
    third = two.another("셋째", "p2", tmp_path)
    two.ours("n2", text=OURS)
    two.theirs("n2", text=THEIRS)
    third.commit([Edit("n2", "note", {"text": "○ 셋째가 고쳤다.\n - 기록은 3년 동안 둔다."})])
    two.meet()
    two.meet(third)
    third.close()
    two.give()
    versions = two.listed("n2", "text")
    assert len(versions) == 3
    shown = window()
    reader = shown.context().notebook.reader
    press(shown, F8)
    press(shown, Qt.Key.Key_1, ALT)
    press(shown, Qt.Key.Key_Return, CTRL)
    assert reader.conflicts("n2") == {}
    press(shown, Z, CTRL)
    qtbot.waitUntil(lambda: bool(reader.conflicts("n2")))
    pass_on(two, shown)
    for each in (reader, two.other.reader):
        assert {version.value for version in each.conflicts("n2")["text"]} == versions


def test_an_edited_result_outlives_a_killed_window(two: Two, window: Make, home: Path, qtbot: QtBot) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    two.operations.close()
    two.here.close()
    settings = Settings.load(home)
    settings.people[two.here.id] = "p1"
    settings.remember(two.here.id, two.path)
    settings.save()
    command = [sys.executable, "-m", "tests.desktop.conflict.writer", str(two.path), str(home)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr
    shown = window()
    reader = shown.context().notebook.reader
    assert {version.value for version in reader.conflicts("n2")["text"]} == {OURS, THEIRS}, "nothing was decided"
    press(shown, F8)
    assert here(shown) == ("n2", "text")
    (box,) = [each for each in shown.findChildren(ResultBox) if each.isVisible()]
    assert box.edited.endswith("가나한")
    assert box.isAncestorOf(focus())
    press(shown, Qt.Key.Key_Return, CTRL)
    assert str(reader.get("n2").text).endswith("가나한")  # type: ignore[union-attr]


@pytest.mark.parametrize("typed", ["", " more"])
def test_focus_and_caret_stay_in_the_edited_result_while_the_tab_is_built_anew(
    two: Two, visit_page: Callable[..., VisitPage], qtbot: QtBot, typed: str
) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    page = visit_page()
    assert page.conflicts.open("n2", "text")
    line = page.conflicts.line("n2", "text")
    QTest.keyClick(focus(), Qt.Key.Key_4, ALT)
    QTest.keyClicks(focus(), typed)
    two.ours("n1", deleted=True)
    qtbot.waitUntil(lambda: page.conflicts.line("n2", "text") not in (line, None))
    (box,) = [each for each in page.findChildren(ResultBox) if each.isVisible()]
    qtbot.waitUntil(lambda: box.isAncestorOf(focus()))
    QTest.keyClicks(focus(), "!")
    assert box.edited == OURS + typed + "!"


def test_a_choice_stays_while_the_tab_is_built_anew(
    two: Two, visit_page: Callable[..., VisitPage], qtbot: QtBot
) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    page = visit_page()
    page.conflicts.open("n2", "text")
    line = page.conflicts.line("n2", "text")
    QTest.keyClick(focus(), Qt.Key.Key_2, ALT)
    two.ours("n1", deleted=True)
    qtbot.waitUntil(lambda: page.conflicts.line("n2", "text") not in (line, None))
    QTest.keyClick(focus(), Qt.Key.Key_Return, CTRL)
    assert two.value("n2", "text") == THEIRS


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_card_is_taken_by_enter_and_space(two: Two, window: Make, key: Qt.Key) -> None:
    two.parted("n2", "text", OURS, THEIRS)
    shown = window()
    press(shown, F8)
    press(shown, Qt.Key.Key_Tab)
    press(shown, Qt.Key.Key_Backtab, SHIFT)
    press(shown, key)
    press(shown, Qt.Key.Key_Return, CTRL)
    assert shown.context().notebook.reader.get("n2").text == OURS  # type: ignore[union-attr]
