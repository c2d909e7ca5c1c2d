"""Definitions of reports are made, saved, named, copied and deleted in the export dialog; every field is reached."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QScrollArea, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

import main
from db.edits import Edit, create
from db.notebook import Notebook
from db.order import keys
from db.records import Person, Report, Team
from desktop.dialogs.export import ExportDialog
from desktop.main_window import MainWindow
from exporters.compile import Definition
from tests.desktop.frame.conftest import tour_edits
from tests.desktop.known import remember

MakeWindow = Callable[..., MainWindow]
LONG = 20_000
"""ms: a process has to start."""


@pytest.fixture
def peopled(tmp_path: Path, home: Path) -> Path:
    """The small tour with two teams of two and one."""
    order = iter(keys(9))
    people = [
        create(Team, "t1", order=next(order), name="하나팀"),
        create(Team, "t2", order=next(order), name="두리팀"),
    ]
    for number, team in ((1, "t1"), (2, "t1"), (3, "t2")):
        people.append(create(Person, f"p{number}", order=next(order), name=f"사람{number}", team=team))
    path = tmp_path / "나라.notebook"
    Notebook.create(path, [*tour_edits(), *people]).close()
    remember(path)
    return path


def _ask(window: MainWindow, qtbot: QtBot, report: str = "") -> ExportDialog:
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=LONG)
    assert window.workspace is not None
    if report:
        window.workspace.open(report)
    else:
        window.actions_["export"].trigger()
    dialog = next(each for each in window.findChildren(ExportDialog) if each.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def _reports(window: MainWindow) -> list[Report]:
    return window.context().notebook.reader.all(Report)


def _tick(tree: QTreeWidget, name: str, *, on: bool) -> None:
    (item,) = tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def _choose(combo: QComboBox, value: str) -> None:
    number = combo.findData(value)
    assert number >= 0
    combo.setCurrentIndex(number)
    combo.activated.emit(number)


def test_what_is_changed_is_seen_saved_and_undone(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    dialog = _ask(window, qtbot, "r1")
    form, picker = dialog.definition, dialog.definition.picker
    assert not picker.save_link.isVisible()
    form.edition.button("public").click()
    _tick(form.parts, "기관 c", on=False)
    qtbot.waitUntil(lambda: "include" in form.changes)
    assert picker.save_link.isVisible()
    assert picker.state.text() == "바꾼 것이 있습니다"
    assert _reports(window)[0].edition == "internal"
    picker.save_link.click()
    (saved,) = _reports(window)
    assert (saved.edition, saved.include) == ("public", ("a", "b", "d", "h1"))
    assert form.changes == {}
    assert not picker.save_link.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: _reports(window)[0].edition == "internal")
    qtbot.waitUntil(lambda: form.definition == Definition.of(_reports(window)[0]), timeout=LONG)
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: form.definition.edition == "public", timeout=LONG)
    dialog.reject()


def test_unsaved_changes_wait_for_their_definition(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    dialog = _ask(make_window(tour_path), qtbot, "r1")
    form = dialog.definition
    form.edition.button("public").click()
    form.choose("")
    assert form.changes == {}
    form.language.button("en").click()
    form.choose("r1")
    assert form.changes == {"edition": "public"}
    form.choose("")
    assert form.changes == {"language": "en"}
    form.picker.added.emit("새것")
    assert form.changes == {}
    form.choose("")
    assert form.changes == {}
    dialog.reject()


def test_reverting_goes_back_to_what_is_saved(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    dialog = _ask(make_window(tour_path), qtbot, "r1")
    form = dialog.definition
    form.language.button("en").click()
    _choose(form.arrangement, "order")
    assert set(form.changes) == {"language", "arrangement"}
    form.picker.revert_link.click()
    assert form.changes == {}
    assert form.language.value == "ko"
    dialog.reject()


def test_a_new_definition_is_named_in_place(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    dialog = _ask(window, qtbot)
    form, picker = dialog.definition, dialog.definition.picker
    form.edition.button("public").click()
    picker.save_link.click()
    assert picker.name.isVisible()
    QTest.keyClick(picker.name, Qt.Key.Key_Escape)
    assert not picker.name.isVisible()
    assert dialog.isVisible()
    picker.save_link.click()
    picker.name.setText("  공개 보고서 ")
    QTest.keyClick(picker.name, Qt.Key.Key_Return)
    added = _reports(window)[-1]
    assert (added.title, added.edition, added.tour) == ("공개 보고서", "public", _reports(window)[0].tour)
    assert form.chosen_report == added
    assert form.changes == {}
    assert picker.combo.currentText() == "공개 보고서"
    dialog.reject()


def test_renaming_copying_and_deleting(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    dialog = _ask(window, qtbot, "r1")
    form, picker = dialog.definition, dialog.definition.picker
    form.language.button("en").click()
    picker.combo.setFocus()
    QTest.keyClick(picker.combo, Qt.Key.Key_F2)
    assert picker.name.isVisible()
    picker.name.setText("다른 이름")
    QTest.keyClick(picker.name, Qt.Key.Key_Return)
    assert [report.title for report in _reports(window)] == ["다른 이름"]
    assert form.changes == {"language": "en"}
    picker.copy_action.trigger()
    assert picker.name.isVisible()
    QTest.keyClick(picker.name, Qt.Key.Key_Return)
    assert [report.title for report in _reports(window)] == ["다른 이름", "다른 이름 사본"]
    assert form.chosen_report == _reports(window)[1]
    picker.remove_action.trigger()
    assert [report.title for report in _reports(window)] == ["다른 이름"]
    assert form.chosen_report is None
    assert picker.combo.currentIndex() == 0
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(_reports(window)) == 2)
    dialog.reject()


def test_nothing_is_never_saved_as_everything(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    dialog = _ask(window, qtbot, "r1")
    for box in dialog.definition.states.boxes.values():
        box.click()
    assert dialog.definition.choice() is None
    dialog.definition.picker.save_link.click()
    assert "하나도 없습니다" in dialog.reason.text()
    assert _reports(window)[0].states == ()
    dialog.reject()


def test_what_another_changes_in_a_definition_stays_beside_what_is_changed_here(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    dialog = _ask(window, qtbot, "r1")
    form = dialog.definition
    form.edition.button("public").click()
    window.context().operations.commit([Edit("r1", "report", {"language": "en"})])
    qtbot.waitUntil(lambda: form.definition.language == "en", timeout=LONG)
    assert form.changes == {"edition": "public"}
    window.context().operations.commit([Edit("r1", "report", {"deleted": True})])
    qtbot.waitUntil(lambda: form.chosen_report is None, timeout=LONG)
    assert form.changes == {}
    dialog.reject()


def test_every_field_is_reached_and_summed_up(make_window: MakeWindow, peopled: Path, qtbot: QtBot) -> None:
    window = make_window(peopled)
    dialog = _ask(window, qtbot, "r1")
    form = dialog.definition
    for fold in form.folds.values():
        fold.head.setChecked(True)
    _choose(form.sort, "daily")
    assert form.sections.chosen() == ("information", "questions", "takeaways", "figures")
    assert form.changes == {"sort": "daily"}
    _choose(form.day, "2031-06-11")
    _choose(form.takeaways, "person")
    form.language.button("en").click()
    _choose(form.style_, "modern")
    _tick(form.people, "하나팀", on=True)
    assert form.definition.people == ("t1",)
    _tick(form.people, "사람2", on=False)
    assert form.definition.people == ("p1",)
    _tick(form.people, "사람3", on=True)
    form.sections.boxes["figures"].click()
    form.states.boxes["writing"].click()
    form.title.setText("나의 하루")
    form.title.editingFinished.emit()
    form.date.field.setText("")
    QTest.keyClicks(form.date.field, "2031. 9. 30.")
    form.date.field.editingFinished.emit()
    assert form.changes == {
        "sort": "daily", "day": "2031-06-11", "takeaways": "person", "language": "en", "style": "modern",
        "people": ("p1", "p3"), "sections": ("information", "questions", "takeaways"), "title": "나의 하루",
        "states": ("submitted", "returned", "revised", "approved", "changed_since_approval"), "date": "2031-09-30",
    }  # fmt: skip
    assert form.folds["people"].summary == "사람1, 사람3"
    assert form.folds["sections"].summary == "10 가운데 3"
    assert form.folds["cover"].summary == "나의 하루"
    assert "일일보고" in form.folds["kind"].summary
    form.picker.save()
    assert Definition.of(_reports(window)[0]) == form.definition
    dialog.reject()


def test_a_date_that_is_none_is_said_and_changes_nothing(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    dialog = _ask(make_window(tour_path), qtbot, "r1")
    form = dialog.definition
    form.folds["cover"].head.setChecked(True)
    QTest.keyClicks(form.date.field, "2031. 13. 1.")
    form.date.field.editingFinished.emit()
    assert form.date.wrong.isVisible()
    assert form.changes == {}
    form.date.field.selectAll()
    QTest.keyClicks(form.date.field, "2031-6-1")
    form.date.field.editingFinished.emit()
    assert not form.date.wrong.isVisible()
    assert form.changes == {"date": "2031-06-01"}
    dialog.reject()


def test_parts_are_moved_by_keys_and_by_dragging(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    dialog = _ask(make_window(tour_path), qtbot, "r1")
    form, tree = dialog.definition, dialog.definition.parts
    assert form.arrangement.currentData() == "date"
    tree.setCurrentItem(tree.items()[0])
    QTest.keyClick(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [item.text(0) for item in tree.items()] == ["기관 b", "기관 a", "기관 c", "기관 d", "개요"]
    assert form.arrangement.currentData() == "listed"
    assert form.definition.include == ("b", "a", "c", "d", "h1")
    current = tree.currentItem()
    assert current is not None
    assert current.text(0) == "기관 a"
    QTest.keyClick(tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert form.changes == {}
    _drop(tree, "기관 d", "기관 a")
    assert form.definition.include == ("d", "a", "b", "c", "h1")
    _drop(tree, "개요", "기관 a")  # chapters stand behind the visits in every report
    assert form.definition.include == ("d", "a", "b", "c", "h1")
    _choose(form.arrangement, "order")
    assert "include" not in form.changes
    assert [item.text(0) for item in tree.items()] == ["기관 a", "기관 b", "기관 c", "기관 d", "개요"]
    dialog.reject()


class _From(QDropEvent):
    """Drops by a test name no source."""

    def __init__(self, tree: QTreeWidget, place: QPoint) -> None:
        self._mime = QMimeData()
        super().__init__(
            QPointF(place), Qt.DropAction.MoveAction, self._mime, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        self._tree = tree

    def source(self) -> QTreeWidget:
        return self._tree


def _drop(tree: QTreeWidget, name: str, above: str) -> None:
    """What a drag of one row to the upper half of another ends in."""
    (dragged,), (over,) = (tree.findItems(each, Qt.MatchFlag.MatchExactly) for each in (name, above))
    tree.setCurrentItem(dragged)
    place = tree.visualItemRect(over).topLeft() + QPoint(30, 3)
    tree.dropEvent(_From(tree, place))


def test_the_logo_is_dropped_kept_and_removed(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    dialog = _ask(window, qtbot, "r1")
    form, logo = dialog.definition, dialog.definition.logo
    picture = tmp_path / "로고.png"
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(0x17365D)
    assert image.save(str(picture))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture))])
    logo.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    qtbot.waitUntil(lambda: "logo" in form.changes, timeout=LONG)
    assert not logo.picture.pixmap().isNull()
    form.picker.save()
    assert _reports(window)[0].logo == form.definition.logo
    logo.given.emit(tour_path / "notebook.db")
    qtbot.waitUntil(lambda: not logo.told.isHidden(), timeout=LONG)
    assert "logo" not in form.changes
    logo.remove.click()
    assert form.changes == {"logo": None}
    assert logo.told.isHidden()
    dialog.reject()


def test_a_dialog_that_reads_only_saves_no_definition(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    holder = Notebook.open(tour_path)
    try:
        window = make_window(tour_path)
        next(each for each in window.bands.findChildren(QAbstractButton) if each.text() == "읽기만 하기").click()
        dialog = _ask(window, qtbot, "r1")
        picker = dialog.definition.picker
        dialog.definition.edition.button("public").click()
        actions = (
            picker.save_action,
            picker.new_action,
            picker.rename_action,
            picker.copy_action,
            picker.remove_action,
        )
        assert not any(action.isEnabled() for action in actions)
        assert not picker.save_link.isVisible()
        assert picker.revert_link.isVisible()
        dialog.reject()
    finally:
        holder.close()


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
    dialog = _ask(window, qtbot, "r1")
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
    dialog = _ask(window, qtbot)
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
    again = _ask(window, qtbot)
    assert again.form == "markdown"
    again.reject()
    assert [name for name in os.listdir(tmp_path) if name.startswith(".writing")] == []


def test_the_name_of_a_public_file_names_nobody(make_window: MakeWindow, peopled: Path, qtbot: QtBot) -> None:
    dialog = _ask(make_window(peopled), qtbot, "r1")
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
    dialog = _ask(window, qtbot)
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
    dialog = _ask(make_window(tour_path), qtbot)
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
    dialog = _ask(make_window(tour_path), qtbot)
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
    dialog = _ask(make_window(tour_path), qtbot)
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
    dialog = _ask(make_window(tour_path), qtbot)
    dialog.setMinimumWidth(width)
    dialog.resize(width, 600)
    qtbot.waitUntil(lambda: dialog.width() == width)
    dialog.definition.edition.button("public").click()  # it has more to say
    area = dialog.findChild(QScrollArea, "definition_area")
    assert area is not None
    qtbot.waitUntil(lambda: dialog.definition.width() <= area.viewport().width())
    assert dialog.pages.large.width() > 100
    dialog.reject()
