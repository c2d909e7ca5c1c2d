"""The delegation on its page: teams and people are made, moved, renamed and deleted, and all of it is undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QPixmap
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from db.edits import create
from db.records import Person, Team
from desktop.editor.composition import LineField
from desktop.messages import Message
from desktop.models.delegation import MIME, DelegationModel, delegation
from desktop.panes.tour.tour import TourPage
from tests.desktop.editor.typing import compose, hangul

ALT = Qt.KeyboardModifier.AltModifier


def shape(page: TourPage) -> list[tuple[str, list[str]]]:
    """Teams and people as they are listed."""
    return [(group.name, [member.name for member in group.members]) for group in page.people.model.groups]


def choose(page: TourPage, object_id: str) -> None:
    page.show_tab(1)
    page.people.choose(object_id)
    page.people.tree.setFocus()


def person(page: TourPage, object_id: str) -> Person:
    found = page.context.notebook.reader.get(object_id)
    assert isinstance(found, Person)
    return found


def field(page: TourPage, object_id: str, name: str) -> LineField:
    writing = page.fields.autosave.writing(object_id, name)
    assert writing is not None
    assert isinstance(writing.widget, LineField)
    return writing.widget


def test_teams_with_their_people_and_those_without_one(page: TourPage) -> None:
    assert shape(page) == [("1조", ["문지안", "한도영"]), ("2조", ["서이준"]), ("", ["강도윤"])]
    tester = QAbstractItemModelTester(page.people.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tester.model() is page.people.model


def test_alt_and_an_arrow_move_within_a_team_and_into_the_next(page: TourPage) -> None:
    choose(page, "p1")
    tree = page.people.tree
    QTest.keyClick(tree, Qt.Key.Key_Down, ALT)
    assert shape(page)[0] == ("1조", ["한도영", "문지안"])
    QTest.keyClick(tree, Qt.Key.Key_Down, ALT)
    assert shape(page)[:2] == [("1조", ["한도영"]), ("2조", ["문지안", "서이준"])]
    QTest.keyClick(tree, Qt.Key.Key_Up, ALT)
    assert shape(page)[0] == ("1조", ["한도영", "문지안"])
    assert page.people.tree.currentIndex() == page.people.model.find("p1")


def test_a_team_is_moved_by_keys(page: TourPage) -> None:
    choose(page, "t2")
    QTest.keyClick(page.people.tree, Qt.Key.Key_Up, ALT)
    assert [name for name, _ in shape(page)] == ["2조", "1조", ""]
    QTest.keyClick(page.people.tree, Qt.Key.Key_Up, ALT)
    assert [name for name, _ in shape(page)] == ["2조", "1조", ""]


def test_people_are_dropped_into_a_team_together_and_in_their_place(page: TourPage, qtbot: QtBot) -> None:
    model = page.people.model
    data = model.mimeData([model.find("p1"), model.find("p4")])
    team = model.index(1, 0)
    assert model.canDropMimeData(data, Qt.DropAction.MoveAction, 0, 0, team)
    model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, team)
    assert shape(page) == [("1조", ["한도영"]), ("2조", ["문지안", "강도윤", "서이준"])]
    page.context.operations.undo.undo()
    qtbot.waitUntil(lambda: shape(page)[0] == ("1조", ["문지안", "한도영"]))
    assert shape(page)[-1] == ("", ["강도윤"])


def test_nothing_is_dropped_beside_the_teams(page: TourPage) -> None:
    model = page.people.model
    data = model.mimeData([model.find("p1")])
    assert not model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, QModelIndex())


def test_a_person_is_added_to_the_team_that_is_chosen_and_written_at_once(page: TourPage) -> None:
    choose(page, "t2")
    QTest.keyClick(page.people.tree, Qt.Key.Key_Insert)
    made = page.people.form.person
    name = field(page, made, "name")
    assert name.hasFocus()
    hangul(name, "오세")
    compose(name, "린")
    page.leave()
    assert person(page, made).name == "오세린"
    assert person(page, made).team == "t2"


def test_a_team_is_made_and_named_in_place(page: TourPage, qtbot: QtBot) -> None:
    choose(page, "p1")
    page.people.add_team.click()
    made = page.context.notebook.reader.all(Team)[-1]
    assert made.name == "3조"
    editor = page.people.tree.findChild(QLineEdit)
    assert isinstance(editor, LineField)
    editor.selectAll()
    hangul(editor, "탄소팀")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [team.name for team in page.context.notebook.reader.all(Team)][-1] == "탄소팀")


def test_role_and_team_are_chosen_in_the_form(page: TourPage) -> None:
    choose(page, "p3")
    form = page.people.form
    form.role.setCurrentIndex(form.role.findData("reviewer"))
    form.role.activated.emit(form.role.currentIndex())
    form.team.setCurrentIndex(form.team.findData("t1"))
    form.team.activated.emit(form.team.currentIndex())
    assert (person(page, "p3").role, person(page, "p3").team) == ("reviewer", "t1")


def test_a_deleted_person_is_in_the_bin_and_comes_back(page: TourPage, qtbot: QtBot) -> None:
    choose(page, "p2")
    QTest.keyClick(page.people.tree, Qt.Key.Key_Delete)
    assert person(page, "p2").deleted
    assert shape(page)[0] == ("1조", ["문지안"])
    page.context.operations.undo.undo()
    qtbot.waitUntil(lambda: not person(page, "p2").deleted)


def test_people_of_a_deleted_team_are_without_one(page: TourPage, qtbot: QtBot) -> None:
    told: list[Message] = []
    page.context.messages.told.connect(told.append)
    page.context.messages.listen()
    choose(page, "t1")
    QTest.keyClick(page.people.tree, Qt.Key.Key_Delete)
    assert shape(page) == [("2조", ["서이준"]), ("", ["문지안", "한도영", "강도윤"])]
    assert told[-1].text(page.context.sentences) == "1조: 팀 하나를 휴지통에 넣었습니다."
    told[-1].steps[0].do()
    qtbot.waitUntil(lambda: shape(page)[0] == ("1조", ["문지안", "한도영"]))


def test_a_name_that_somebody_else_has_is_pointed_out(page: TourPage) -> None:
    page.context.operations.commit([create(Person, "p9", tour="t", team="t2", name="문 지안", order="zz")])
    index = page.people.model.find("p9")
    said = page.people.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert "같은 이름이 또 있습니다" in said
    choose(page, "p9")
    words = [each.text() for each in page.people.form.findChildren(type(page.people.form._twice))]
    assert any("같은 이름이 또 있습니다" in each for each in words)


def test_what_is_typed_is_kept_when_somebody_else_is_chosen(page: TourPage) -> None:
    choose(page, "p1")
    hangul(field(page, "p1", "position"), "과장")
    choose(page, "p2")
    assert person(page, "p1").position == "과장"


def test_a_notebook_that_can_only_be_read_is_shown_and_not_changed(page: TourPage) -> None:
    model = DelegationModel(page.context.theme, page.context.sentences, fixed=True)
    model.show(delegation(page.context.notebook.reader))
    assert not model.flags(model.find("p1")) & Qt.ItemFlag.ItemIsDragEnabled
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_what_is_typed_behind_a_name_that_was_given_goes_nowhere_else(page: TourPage, qtbot: QtBot) -> None:
    title = page.head.title
    assert title is not None
    page.show_tab(1)
    page.people.add_team.click()
    name = QApplication.focusWidget()
    assert isinstance(name, LineField)
    name.selectAll()
    hangul(name, "물조")
    QTest.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(page.people.tree.hasFocus)
    assert "물조" in [team.name for team in page.context.notebook.reader.all(Team)]
    page.show_tab(0)
    view = page.itinerary.view
    view.setFocus()
    view.setCurrentIndex(page.itinerary.model.index(3, 3))
    QTest.keyClick(view, Qt.Key.Key_Return)
    cell = QApplication.focusWidget()
    assert isinstance(cell, LineField)
    hangul(cell, "물류청")
    QTest.keyClick(cell, Qt.Key.Key_Return)
    qtbot.waitUntil(view.hasFocus)
    assert title.text() == "항만 연수"
    found = page.itinerary.model.cell(view.currentIndex())
    assert found is not None
    assert found.visit.institution == "물류청", "Enter opens what was made"


def over(page: TourPage, name: str, share: float) -> QRect:
    """Where the list says that the first person would come to, dragged over a row at a share of its height."""
    tree, model = page.people.tree, page.people.model
    found = [model.find(member.id) for group in model.groups for member in group.members if member.name == name]
    index = (
        found[0] if found else next(model.index(row, 0) for row, each in enumerate(model.groups) if each.name == name)
    )
    box = tree.visualRect(index)
    data = model.mimeData([model.find("p1")])
    place = QPoint(box.left() + 4, round(box.top() + share * (box.height() - 1)))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, Qt.DropAction.MoveAction, data, left, none)
    tree.dragEnterEvent(enter)
    move = QDragMoveEvent(place, Qt.DropAction.MoveAction, data, left, none)
    tree.dragMoveEvent(move)
    return tree.spot


def test_where_somebody_would_come_to_is_seen(page: TourPage) -> None:
    page.show_tab(1)
    tree, model = page.people.tree, page.people.model
    box = tree.visualRect(model.find("p3"))
    assert over(page, "서이준", 0).top() == box.top()
    assert over(page, "서이준", 1).top() == box.bottom() + 1
    team = over(page, "2조", 0.5)
    assert team.height() == tree.visualRect(model.index(1, 0)).height()
    assert tree.showDropIndicator(), "what lets things drop stays on"
    accent = page.context.theme.color("accent").name()
    shot = tree.viewport().grab().toImage()
    assert shot.pixelColor(tree.viewport().width() // 2, team.top() + 1).name() == accent
    tree.dragLeaveEvent(QDragLeaveEvent())
    assert tree.spot.isNull()


def test_what_is_dragged_is_a_name_and_how_many_more(page: TourPage, monkeypatch: pytest.MonkeyPatch) -> None:
    page.show_tab(1)
    tree = page.people.tree
    seen: list[str] = []
    chip = tree._chip
    assert not chip("문지안").isNull()

    def draw(words: str) -> QPixmap:
        seen.append(words)
        return chip(words)

    monkeypatch.setattr(tree, "_chip", draw)
    monkeypatch.setattr(QDrag, "exec", lambda self, *_: seen.append(bytes(self.mimeData().data(MIME).data()).decode()))
    page.people._choose(["p1", "p2"])
    tree.startDrag(Qt.DropAction.MoveAction)
    assert seen == ["문지안 +1", '["p1", "p2"]']
    tree.setCurrentIndex(page.people.model.index(0, 0))
    tree.startDrag(Qt.DropAction.MoveAction)
    assert len(seen) == 2, "a team is moved by keys"


def test_the_row_that_keys_go_to_has_a_ring(page: TourPage, qtbot: QtBot) -> None:
    page.show_tab(1)
    tree, model = page.people.tree, page.people.model
    page.people._choose(["p2"])
    tree.setFocus()
    qtbot.waitUntil(tree.hasFocus)
    box, accent = tree.visualRect(model.find("p2")), page.context.theme.color("accent").name()
    shot = tree.viewport().grab().toImage()
    assert shot.pixelColor(box.left() + 40, box.top() + 1).name() == accent
    other = tree.visualRect(model.find("p3"))
    assert shot.pixelColor(other.left() + 40, other.top() + 1).name() != accent
