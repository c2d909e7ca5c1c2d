"""What the export dialog writes, names, shows and says; and that all of it is reached, said and read."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QScrollArea, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

import main
from db.edits import Edit
from db.notebook import Notebook
from desktop.dialogs.export import ExportDialog
from desktop.exporting import Exporting
from desktop.main_window import MainWindow
from tests.desktop.frame.defining import LONG, ask

MakeWindow = Callable[..., MainWindow]


@pytest.mark.parametrize("form", ["pdf", "html", "markdown"])
def test_window_and_command_line_write_the_same_bytes(
    make_window: MakeWindow, peopled: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """For a saved definition with a word in every field, and with no other clock than the one both are given."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1938000000")
    with Notebook.open(peopled) as notebook:
        fields: dict[str, Any] = {
            "title": "현지 보고", "language": "en", "edition": "public", "style": "modern", "include": ("d", "c", "h1"),
            "sections": ("overview", "information", "notes", "chapters", "lists"), "takeaways": "person",
            "date": "2031-09-30",
        }  # fmt: skip
        notebook.commit([Edit("r1", "report", fields)])
    by_window, by_command = tmp_path / "window.out", tmp_path / "command.out"
    window = make_window(peopled)
    dialog = ask(window, qtbot, "r1")
    qtbot.waitUntil(lambda: dialog.pages.small.count > 0, timeout=LONG)
    dialog.definition.form.button(form).click()
    dialog.save_wanted.emit(by_window)
    qtbot.waitUntil(dialog.open_button.isVisible, timeout=LONG)
    dialog.reject()
    window.close()
    handling = signal.getsignal(signal.SIGTERM)  # the command line takes it over
    arguments = ["--lang", "ko", "--notebook", peopled, "export", form, "--out", by_command, "--report", "현지 보고"]
    assert main.main([*map(str, arguments)]) == 0
    signal.signal(signal.SIGTERM, handling)
    assert by_window.read_bytes() == by_command.read_bytes()
    assert by_window.stat().st_size > 1_000


def test_other_formats_are_named_saved_and_remembered(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    dialog = ask(window, qtbot)
    qtbot.waitUntil(lambda: dialog.pages.small.count > 0, timeout=LONG)
    dialog.definition.form.button("html").click()
    assert dialog.make.text() == "HTML 저장…"
    assert dialog.file_name == "항만 연수 내부판.html"
    target = tmp_path / "a.html"
    dialog.save_wanted.emit(target)
    qtbot.waitUntil(dialog.open_button.isVisible, timeout=LONG)
    assert "기관 a" in target.read_text(encoding="utf-8")
    assert dialog.pages.small.count > 0
    dialog.definition.form.button("markdown").click()
    assert not dialog.open_button.isVisible()
    assert dialog.file_name.endswith(".md")
    dialog.reject()
    again = ask(window, qtbot)
    assert again.form == "markdown"
    again.reject()
    assert [name for name in os.listdir(tmp_path) if name.startswith(".writing")] == []


def test_the_name_of_a_public_file_names_nobody(make_window: MakeWindow, peopled: Path, qtbot: QtBot) -> None:
    dialog = ask(make_window(peopled), qtbot, "r1")
    form = dialog.definition
    form.set_title("일일보고 사람1")
    assert dialog.file_name == "일일보고 사람1 내부판.pdf"
    form.edition.button("public").click()
    assert dialog.file_name == "일일보고 ㅇㅇ1 공개판.pdf"
    dialog.reject()


def test_a_page_on_which_something_is_to_be_checked_has_a_dot(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    dialog = ask(window, qtbot)
    small = dialog.pages.small
    qtbot.waitUntil(lambda: bool(small._model.marked), timeout=LONG)
    (page,) = small._model.marked
    link = next(each for each in dialog.findings.ways if each.isVisible() and each.text() == f"{page + 1}쪽")
    link.click()
    assert small.page == page
    assert "관제실" in str(small._model.index(page).data(Qt.ItemDataRole.AccessibleTextRole))
    amber = dialog.theme.color("highlight_line")

    def dotted(row: int) -> bool:
        small.choose(row)
        box = small.visualRect(small._model.index(row))
        image = small.viewport().grab(box).toImage()
        spots = (image.pixelColor(x, y) for x in range(image.width()) for y in range(24))
        return any(spot == amber for spot in spots)

    assert dotted(page)
    assert not dotted(0)
    window.context().operations.commit([Edit("f1", "figure", {"deleted": True})])
    qtbot.waitUntil(lambda: not small._model.marked, timeout=LONG)
    dialog.reject()


def test_pages_are_made_larger_and_smaller(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    dialog = ask(make_window(tour_path), qtbot)
    qtbot.waitUntil(lambda: dialog.pages.small.count > 0, timeout=LONG)
    large = dialog.pages.large
    fitting = large.scale
    QTest.keyClick(dialog, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    first = large.scale
    dialog.pages.larger.click()
    assert fitting < first < large.scale
    assert dialog.pages.wide.isChecked()
    QTest.keyClick(dialog, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert large.scale == pytest.approx(first, rel=0.01)
    QTest.keyClick(dialog, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert large.scale == pytest.approx(fitting)
    assert not dialog.pages.wide.isChecked()
    for _ in range(20):
        dialog.pages.smaller.click()
    assert 0.2 < large.scale < fitting
    dialog.reject()


def test_tab_walks_from_the_definition_over_the_findings_to_the_pages(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    dialog = ask(make_window(tour_path), qtbot)
    qtbot.waitUntil(lambda: bool(dialog.pages.small._model.marked), timeout=LONG)
    dialog.definition.folds["cover"].head.setFocus()
    walked = []
    for _ in range(4):
        QTest.keyClick(dialog, Qt.Key.Key_Tab)
        walked.append(dialog.focusWidget())
    ways = [way for way in dialog.findings.ways if way.isVisible()]
    assert walked[: len(ways) + 1] == [*ways, dialog.pages.small][:4]
    dialog.reject()


def test_everything_that_takes_keys_says_what_it_is(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    dialog = ask(make_window(tour_path), qtbot)
    for fold in dialog.definition.folds.values():
        fold.head.setChecked(True)
    kinds = (QAbstractButton, QComboBox, QLineEdit, QTreeWidget)
    controls = [each for each in dialog.findChildren(QWidget) if isinstance(each, kinds) and each.isVisible()]
    unnamed = [each for each in controls if not (each.accessibleName() or getattr(each, "text", str)())]
    assert [each.objectName() or type(each).__name__ for each in unnamed] == []
    assert len(controls) > 40
    dialog.reject()


@pytest.mark.parametrize("width", [640, 800, 1000])
def test_nothing_of_the_form_is_cut_off(make_window: MakeWindow, tour_path: Path, qtbot: QtBot, width: int) -> None:
    dialog = ask(make_window(tour_path), qtbot)
    dialog.setMinimumWidth(width)
    dialog.resize(width, 600)
    qtbot.waitUntil(lambda: dialog.width() == width)
    dialog.definition.edition.button("public").click()  # it has more to say
    area = dialog.findChild(QScrollArea, "definition_area")
    assert area is not None
    qtbot.waitUntil(lambda: dialog.definition.width() <= area.viewport().width())
    assert dialog.pages.large.width() > 100
    dialog.reject()


def test_findings_under_the_definition_scroll_with_it(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    dialog = ask(make_window(tour_path), qtbot)
    qtbot.waitUntil(lambda: dialog.findings.number > 0, timeout=LONG)
    (area,) = dialog.findings.findChildren(QScrollArea)
    words = [each for each in dialog.findings.findChildren(QLabel) if each.text() and each is not dialog.findings.count]
    for width in (760, 1000, 760):
        dialog.setMinimumWidth(width if width > 760 else 640)
        dialog.resize(width, 600)
        qtbot.waitUntil(lambda: area.isHidden() is (dialog.width() < 900))
        qtbot.waitUntil(lambda: all(each.isVisibleTo(dialog) and each.height() > 0 for each in words))
    assert area.isHidden()
    last = words[-1]
    assert last.mapTo(dialog.findings, last.rect().bottomLeft()).y() < dialog.findings.height(), "all of it is there"
    dialog.reject()


def test_the_dialog_comes_whole_and_once_however_often_it_is_asked_for(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=LONG)
    for report in ("", "r1", ""):
        window.errands.ask_export(report)
    assert not any(each.isVisible() for each in window.findChildren(ExportDialog))  # nothing half is seen
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(ExportDialog)))
    (dialog,) = window.findChildren(ExportDialog)
    chosen = dialog.definition.chosen_report
    assert chosen is not None
    assert chosen.id == "r1"
    dialog.reject()


def test_a_key_that_follows_at_once_finds_the_dialog_whole(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=LONG)
    window.errands.ask_export()
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_Escape)
    (dialog,) = window.findChildren(ExportDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_a_notebook_that_is_closed_before_its_dialog_has_come_leaves_nothing_of_it(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=LONG)
    window.errands.ask_export()
    window._session.close()
    qtbot.waitUntil(lambda: not window.findChildren(Exporting))
    assert not any(each.isVisible() for each in window.findChildren(ExportDialog))
