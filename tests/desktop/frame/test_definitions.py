"""Definitions of reports are made, saved, named, copied and deleted in the export dialog; every field is reached."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QTreeWidget
from pytestqt.qtbot import QtBot

from db.edits import Edit
from db.notebook import Notebook
from desktop.main_window import MainWindow
from exporters.compile import Definition
from tests.desktop.frame.defining import LONG, ask, choose, reports, tick

MakeWindow = Callable[..., MainWindow]


def test_what_is_changed_is_seen_saved_and_undone(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    dialog = ask(window, qtbot, "r1")
    form, picker = dialog.definition, dialog.definition.picker
    assert not picker.save_link.isVisible()
    form.edition.button("public").click()
    tick(form.parts, "기관 c", on=False)
    qtbot.waitUntil(lambda: "include" in form.changes)
    assert picker.save_link.isVisible()
    assert picker.state.text() == "바꾼 것이 있습니다"
    assert reports(window)[0].edition == "internal"
    picker.save_link.click()
    (saved,) = reports(window)
    assert (saved.edition, saved.include) == ("public", ("a", "b", "d", "h1"))
    assert form.changes == {}
    assert not picker.save_link.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: reports(window)[0].edition == "internal")
    qtbot.waitUntil(lambda: form.definition == Definition.of(reports(window)[0]), timeout=LONG)
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: form.definition.edition == "public", timeout=LONG)
    dialog.reject()


def test_unsaved_changes_wait_for_their_definition(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    dialog = ask(make_window(tour_path), qtbot, "r1")
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
    dialog = ask(make_window(tour_path), qtbot, "r1")
    form = dialog.definition
    form.language.button("en").click()
    choose(form.arrangement, "order")
    assert set(form.changes) == {"language", "arrangement"}
    form.picker.revert_link.click()
    assert form.changes == {}
    assert form.language.value == "ko"
    dialog.reject()


def test_a_new_definition_is_named_in_place(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    dialog = ask(window, qtbot)
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
    added = reports(window)[-1]
    assert (added.title, added.edition, added.tour) == ("공개 보고서", "public", reports(window)[0].tour)
    assert form.chosen_report == added
    assert form.changes == {}
    assert picker.combo.currentText() == "공개 보고서"
    dialog.reject()


def test_renaming_copying_and_deleting(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    dialog = ask(window, qtbot, "r1")
    form, picker = dialog.definition, dialog.definition.picker
    form.language.button("en").click()
    picker.combo.setFocus()
    QTest.keyClick(picker.combo, Qt.Key.Key_F2)
    assert picker.name.isVisible()
    picker.name.setText("다른 이름")
    QTest.keyClick(picker.name, Qt.Key.Key_Return)
    assert [report.title for report in reports(window)] == ["다른 이름"]
    assert form.changes == {"language": "en"}
    picker.copy_action.trigger()
    assert picker.name.isVisible()
    QTest.keyClick(picker.name, Qt.Key.Key_Return)
    assert [report.title for report in reports(window)] == ["다른 이름", "다른 이름 사본"]
    assert form.chosen_report == reports(window)[1]
    picker.remove_action.trigger()
    assert [report.title for report in reports(window)] == ["다른 이름"]
    assert form.chosen_report is None
    assert picker.combo.currentIndex() == 0
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(reports(window)) == 2)
    dialog.reject()


def test_nothing_is_never_saved_as_everything(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window(tour_path)
    dialog = ask(window, qtbot, "r1")
    for box in dialog.definition.states.boxes.values():
        box.click()
    assert dialog.definition.choice() is None
    dialog.definition.picker.save_link.click()
    assert "하나도 없습니다" in dialog.reason.text()
    assert reports(window)[0].states == ()
    dialog.reject()


def test_what_another_changes_in_a_definition_stays_beside_what_is_changed_here(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    dialog = ask(window, qtbot, "r1")
    form = dialog.definition
    form.edition.button("public").click()
    window.context().operations.commit([Edit("r1", "report", {"language": "en"})])
    qtbot.waitUntil(lambda: form.definition.language == "en", timeout=LONG)
    assert form.changes == {"edition": "public"}
    window.context().operations.commit([Edit("r1", "report", {"deleted": True})])
    qtbot.waitUntil(lambda: form.chosen_report is None, timeout=LONG)
    assert form.changes == {}
    dialog.reject()


def test_what_goes_in_is_said_as_it_is_ticked(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    dialog = ask(make_window(tour_path), qtbot)
    form = dialog.definition
    assert form.folds["sections"].summary == "글 현황 빼고 모두"
    assert [box.text() for box in form.sections.boxes.values() if not box.isChecked()] == ["글 현황"]
    form.sections.boxes["coverage"].click()
    assert form.folds["sections"].summary == "모두"
    form.sections.boxes["coverage"].click()
    assert form.changes == {}  # as every report is
    form.sections.boxes["figures"].click()
    assert form.folds["sections"].summary == "11 가운데 9"
    dialog.reject()


def test_every_field_is_reached_and_summed_up(make_window: MakeWindow, peopled: Path, qtbot: QtBot) -> None:
    window = make_window(peopled)
    dialog = ask(window, qtbot, "r1")
    form = dialog.definition
    for fold in form.folds.values():
        fold.head.setChecked(True)
    choose(form.sort, "daily")
    assert form.sections.chosen() == ("information", "questions", "takeaways", "figures")
    assert form.changes == {"sort": "daily"}
    choose(form.day, "2031-06-11")
    choose(form.takeaways, "person")
    form.language.button("en").click()
    choose(form.style_, "modern")
    tick(form.people, "하나팀", on=True)
    assert form.definition.people == ("t1",)
    tick(form.people, "사람2", on=False)
    assert form.definition.people == ("p1",)
    tick(form.people, "사람3", on=True)
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
    assert form.folds["sections"].summary == "11 가운데 3"
    assert form.folds["cover"].summary == "나의 하루"
    assert "일일보고" in form.folds["kind"].summary
    form.picker.save()
    assert Definition.of(reports(window)[0]) == form.definition
    dialog.reject()


def test_a_date_that_is_none_is_said_and_changes_nothing(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    dialog = ask(make_window(tour_path), qtbot, "r1")
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
    dialog = ask(make_window(tour_path), qtbot, "r1")
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
    choose(form.arrangement, "order")
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
    dialog = ask(window, qtbot, "r1")
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
    assert reports(window)[0].logo == form.definition.logo
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
        dialog = ask(window, qtbot, "r1")
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
