"""The coverage on the coordinator's home: its grid by keys and mouse, who was absent, what is copied and saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

import desktop.models.coverage
import resources
from db.edits import Edit, create
from db.notebook import Notebook
from db.records import Attendance, Decision, Person, Takeaway, Visit
from desktop.editor.composition import LineField
from desktop.messages import Message
from desktop.models.coverage import CoverageModel, covered
from desktop.panes.home.home import HomePage
from desktop.panes.home.side import Progress, Reminders
from desktop.panes.matrix.charts import DayBars, TeamBars
from desktop.panes.matrix.headers import two_lines
from desktop.panes.matrix.matrix import Matrix
from desktop.panes.matrix.view import CoverageView
from desktop.theme import Theme
from exporters.coverage import coverage
from tests.desktop.day.conftest import Desk
from tests.desktop.frame.conftest import TODAY
from tests.desktop.known import remember

KO = resources.sentences("ko")
KEY = Qt.Key


@pytest.fixture
def desk(desk_of: Callable[..., Desk]) -> Desk:
    """The coordinator's home: of p1 nothing is written, of p2 one takeaway; d is tomorrow."""
    return desk_of("p3")


def matrix(desk: Desk) -> Matrix:
    QApplication.processEvents()  # what was put into a layout is shown then
    found = [each for each in cast(HomePage, desk.page).findChildren(Matrix) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def view(desk: Desk) -> CoverageView:
    return matrix(desk).view


def at(desk: Desk, person: str, visit: str) -> QModelIndex:
    return matrix(desk).model.find(("m1", person, visit))


def words(desk: Desk) -> str:
    return matrix(desk).model.words(view(desk).currentIndex())


def state(desk: Desk, person: str, visit: str) -> str:
    return matrix(desk).coverage.cells[person, visit].state


def choose(menu: QMenu, name: str) -> None:
    action = next(each for each in menu.actions() if each.text().partition("\t")[0] == name)
    assert action.isEnabled()
    action.trigger()
    menu.close()


def popup() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


# --- the grid ------------------------------------------------------------------------------------------------------


def test_coordinator_seven_who_is_missing_is_seen_without_any_key_and_asked_by_one(desk: Desk, qtbot: QtBot) -> None:
    """Keys counted: none to see it, one for a message to everybody, one for a message to one person."""
    qtbot.waitUntil(view(desk).hasFocus)
    desk.pressed = 0
    legend = matrix(desk).legend.states
    assert {name: press.count for name, press in legend.items() if press.isVisible()} == {"writing": 1, "empty": 7}
    assert words(desk) == "문지안, 3일차 6월 11일 기관 c: 비어 있음"
    assert desk.pressed == 0
    desk.key(KEY.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert desk.pressed == 1
    assert "· 문지안: 기관 z, 기관 a, 기관 b, 기관 c" in clipboard()
    assert "· 한도영: 기관 z, 기관 b, 기관 c" in clipboard()
    desk.pressed = 0
    desk.key(KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert desk.pressed == 1
    assert clipboard().startswith("문지안 님,")
    assert "한도영" not in clipboard()
    assert "복사했습니다: 1명, 빠진 글 4건" in desk.note()


def test_arrows_go_from_cell_to_cell_and_the_status_bar_says_where(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(view(desk).hasFocus)
    for key, expected in (
        (KEY.Key_Left, "문지안, 3일차 6월 11일 기관 b: 비어 있음"),
        (KEY.Key_Left, "문지안, 3일차 6월 11일 기관 a: 비어 있음"),
        (KEY.Key_Down, "한도영, 3일차 6월 11일 기관 a: 작성 중"),
        (KEY.Key_End, "한도영: 4곳 가운데 0곳 제출"),
        (KEY.Key_Left, "한도영, 4일차 6월 12일 기관 d: 앞으로"),
    ):
        desk.key(key)
        assert words(desk) == expected
        assert expected in desk.note()


def test_enter_and_a_click_open_what_is_written(desk: Desk) -> None:
    view(desk).setCurrentIndex(at(desk, "p2", "a"))
    view(desk).setFocus()
    desk.send(KEY.Key_Return)
    assert desk.window.current == "s2"
    desk.window.go("home")
    box = view(desk).visualRect(at(desk, "p2", "a"))
    QTest.mouseClick(view(desk).viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert desk.window.current == "s2"


def test_where_nothing_is_written_writing_it_is_offered(desk: Desk) -> None:
    view(desk).setCurrentIndex(at(desk, "p1", "b"))
    view(desk).setFocus()
    desk.send(KEY.Key_Return)
    menu = popup()
    assert menu.activeAction().text() == "문지안의 소감 쓰기"
    choose(menu, "문지안의 소감 쓰기")
    made = desk.reader.get(desk.window.current)
    assert isinstance(made, Takeaway)
    assert (made.author, made.visit, made.team) == ("p1", "b", "m1")
    desk.window.go("home")
    menu = matrix(desk).menu(at(desk, "p1", "c"))
    choose(menu, "방문 열기")
    assert desk.window.current == "c"


def test_the_menu_opens_by_its_key_and_by_the_other_button(desk: Desk) -> None:
    box = view(desk).visualRect(at(desk, "p2", "z"))
    everywhere = view(desk).viewport().mapToGlobal(box.center())
    for reason, expected in (
        (QContextMenuEvent.Reason.Keyboard, "문지안의 소감 쓰기"),
        (QContextMenuEvent.Reason.Mouse, "한도영의 소감 쓰기"),
    ):
        view(desk).setCurrentIndex(at(desk, "p1", "z"))
        QApplication.sendEvent(view(desk).viewport(), QContextMenuEvent(reason, box.center(), everywhere))
        menu = popup()
        assert menu.actions()[0].text() == expected
        menu.close()


def test_the_cell_that_is_current_stays_when_something_changes(desk: Desk) -> None:
    view(desk).setCurrentIndex(at(desk, "p2", "b"))
    view(desk).setFocus()
    desk.window.context().operations.commit([Edit("s2", "takeaway", {"text": "다시"})])
    assert words(desk).startswith("한도영, 3일차 6월 11일 기관 b")
    desk.window.context().operations.commit([create(Visit, "e", tour="t", institution="기관 e", date="2031-06-10")])
    assert words(desk).startswith("한도영, 3일차 6월 11일 기관 b")
    assert view(desk).hasFocus()


def test_f6_reaches_the_grid(desk: Desk) -> None:
    space = desk.window.workspace
    assert space is not None
    matrix(desk).legend.states["empty"].setFocus()  # the page goes on there, and the grid is a part of its own
    space.navigator.tree.setFocus()
    seen = []
    for _ in range(6):
        desk.act("next_pane")
        seen.append(desk.focus)
    assert view(desk) in seen
    assert space.navigator.tree in seen


def test_teams_fold_by_keys_and_stay_folded(desk: Desk, qtbot: QtBot) -> None:
    grid = view(desk)
    grid.setCurrentIndex(matrix(desk).model.find(("m1", "", "a")))
    grid.setFocus()
    assert words(desk) == "1조, 2명, 8건 가운데 0건 제출"
    desk.send(KEY.Key_Left)
    assert matrix(desk).model.rowCount() == 1
    assert words(desk).startswith("1조")
    desk.window.set_language("en")
    assert matrix(desk).model.rowCount() == 1
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    view(desk).setCurrentIndex(matrix(desk).model.index(0, 0))
    view(desk).setFocus()
    desk.send(KEY.Key_Space)
    assert matrix(desk).model.rowCount() == 3
    desk.send(KEY.Key_Return)
    assert matrix(desk).model.rowCount() == 1
    desk.send(KEY.Key_Right)
    assert matrix(desk).model.rowCount() == 3


# --- the legend ----------------------------------------------------------------------------------------------------


def test_a_press_on_a_state_marks_its_cells_and_is_remembered(desk: Desk) -> None:
    def ground(person: str, visit: str) -> str:
        box = view(desk).visualRect(at(desk, person, visit))
        return view(desk).viewport().grab().toImage().pixelColor(box.topLeft() + QPoint(4, 4)).name()

    amber = Theme.load().color("amber_ground").name()
    assert (ground("p1", "z"), ground("p2", "a")) == (amber, ground("p2", "a"))
    assert ground("p2", "a") != amber
    desk.click(matrix(desk).legend.states["writing"])
    assert ground("p2", "a") == amber
    assert ground("p1", "z") != amber
    assert not matrix(desk).legend.states["empty"].isChecked()
    desk.window.set_language("en")
    assert matrix(desk).legend.states["writing"].isChecked()
    desk.click(matrix(desk).legend.states["writing"])
    assert amber not in (ground("p2", "a"), ground("p1", "z"))
    assert matrix(desk).legend.states["empty"].accessibleName() == "empty: 7. Press to mark them in the grid"


def test_decisions_are_counted_at_once(desk: Desk) -> None:
    give = desk.window.context().operations.commit
    heads = tuple(desk.reader.heads("s2")["text"])
    give([create(Decision, object="s2", verdict="submitted", author="p2", heads=heads)])
    assert matrix(desk).legend.states["submitted"].count == 1
    give([create(Decision, object="s2", verdict="returned", reason="다시", author="p4", heads=heads)])
    assert (matrix(desk).legend.states["returned"].count, matrix(desk).legend.states["submitted"].count) == (1, 0)


# --- who was absent ------------------------------------------------------------------------------------------------


def write_reason(desk: Desk, text: str) -> None:
    """Type a reason by an input method, its last syllable still being composed, and press Enter."""
    editor = desk.focus
    assert isinstance(editor, LineField)
    event = QInputMethodEvent("", [])
    event.setCommitString(text[:-1])
    QApplication.sendEvent(editor, event)
    QApplication.sendEvent(editor, QInputMethodEvent(text[-1:], []))
    desk.send(KEY.Key_Return)


def test_absent_with_a_reason_by_key_and_back_by_undo(desk: Desk, qtbot: QtBot) -> None:
    view(desk).setCurrentIndex(at(desk, "p1", "z"))
    view(desk).setFocus()
    desk.pressed = 0
    desk.key(KEY.Key_Minus)
    write_reason(desk, "병가")
    assert desk.pressed == 2
    (record,) = desk.reader.all(Attendance)
    assert (record.person, record.visit, record.reason) == ("p1", "z", "병가")
    assert state(desk, "p1", "z") == "absent"
    assert words(desk) == "문지안, 2일차 6월 10일 기관 z: 불참(병가)"
    assert matrix(desk).legend.states["absent"].count == 1
    qtbot.waitUntil(view(desk).hasFocus)
    desk.undo()
    assert state(desk, "p1", "z") == "empty"
    assert "문지안, 2일차 6월 10일 기관 z: 비어 있음" in desk.note()
    assert desk.window.current == "home"
    assert view(desk).hasFocus()


def test_several_cells_are_marked_in_one_step_and_what_is_written_stays(desk: Desk) -> None:
    grid = view(desk)
    grid.setCurrentIndex(at(desk, "p2", "z"))
    grid.selectRow(at(desk, "p2", "z").row())
    grid.setFocus()
    desk.send(KEY.Key_Minus)
    write_reason(desk, "귀국")
    assert [state(desk, "p2", visit) for visit in "zabcd"] == ["absent", "writing", "absent", "absent", "absent"]
    assert sorted(str(each.visit) for each in desk.reader.all(Attendance)) == ["b", "c", "d", "z"]
    desk.undo()
    assert desk.reader.all(Attendance) == []


def test_a_reason_is_changed_and_the_mark_is_taken_away(desk: Desk) -> None:
    give = desk.window.context().operations.commit
    give([create(Attendance, "at", person="p1", visit="z", reason="병가")])
    view(desk).setCurrentIndex(at(desk, "p1", "z"))
    view(desk).setFocus()
    choose(matrix(desk).menu(at(desk, "p1", "z")), "불참 사유 고치기…")
    editor = desk.focus
    assert isinstance(editor, LineField)
    assert (editor.text(), editor.placeholderText()) == ("병가", "불참 사유 (예: 병가)")
    assert editor.width() >= 200
    write_reason(desk, "다른 일정")
    assert [each.reason for each in desk.reader.all(Attendance)] == ["다른 일정"]
    view(desk).setFocus()
    desk.send(KEY.Key_Delete)
    assert state(desk, "p1", "z") == "empty"


def test_escape_marks_nobody_and_where_something_is_written_nobody_is_absent(desk: Desk) -> None:
    view(desk).setCurrentIndex(at(desk, "p1", "z"))
    view(desk).setFocus()
    desk.send(KEY.Key_Minus)
    desk.send(KEY.Key_Escape)
    assert desk.reader.all(Attendance) == []
    for by_key in (True, False):
        view(desk).setCurrentIndex(at(desk, "p1", "z"))
        view(desk).setFocus()
        desk.send(KEY.Key_Minus)
        assert isinstance(desk.focus, LineField)
        if by_key:
            desk.send(KEY.Key_Return)
        else:
            matrix(desk).legend.states["empty"].setFocus()
        assert desk.reader.all(Attendance) == []
        assert "불참 사유를 적어야 표시됩니다." in desk.note()
    view(desk).setCurrentIndex(at(desk, "p2", "a"))
    view(desk).setFocus()
    desk.send(KEY.Key_Minus)
    assert not isinstance(desk.focus, LineField)
    assert "글이 있는 칸은 불참으로 표시하지 않습니다." in desk.note()
    marks = [each for each in matrix(desk).menu(at(desk, "p2", "a")).actions() if "불참" in each.text()]
    assert [each.isEnabled() for each in marks] == [False]


# --- what goes out -------------------------------------------------------------------------------------------------


def test_names_and_messages_are_copied_in_both_languages(desk: Desk) -> None:
    buttons = desk.page.findChildren(Reminders)[-1]
    desk.click(buttons.names)
    assert clipboard() == "1조: 문지안(4), 한도영(3)"
    desk.click(buttons.message)
    assert clipboard().startswith("소감·시사점이 아직 없는 분이 2명입니다.")
    desk.click(buttons.other)
    assert clipboard().startswith("The takeaways of 2 people are still missing:")
    menu = matrix(desk).menu(at(desk, "p1", "z"))
    choose(menu, "1조의 빠진 이름 복사")
    assert clipboard() == "1조: 문지안(4), 한도영(3)"
    choose(matrix(desk).menu(at(desk, "p2", "z")), "한도영의 알림 글 복사")
    assert clipboard().startswith("한도영 님,")


def test_nothing_is_copied_where_nothing_is_missing(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("vorher")
    give = desk.window.context().operations.commit
    give([create(Attendance, person=person, visit=visit) for person in ("p1", "p2") for visit in "zabcd"])
    view(desk).setFocus()
    desk.key(KEY.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert clipboard() == "vorher"
    assert "빠진 글이 없어" in desk.note()


def test_the_grid_is_saved_for_a_spreadsheet_and_a_bad_place_is_told(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    told: list[Message] = []
    desk.window.context().messages.told.connect(told.append)
    file = tmp_path / "현황.csv"
    matrix(desk).reminding.write_csv(file)
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1].text(KO) == "현황.csv에 저장했습니다."
    assert file.read_text(encoding="utf-8-sig").splitlines()[1].startswith("1조,문지안,비어 있음")
    matrix(desk).reminding.write_csv(tmp_path / "gone" / "현황.csv")
    qtbot.waitUntil(lambda: told[-1].key == "files.no_folder")
    assert [each.text() for each in desk.page.findChildren(QPushButton) if "CSV" in each.text() and each.isVisible()]


def test_the_bars_say_how_much_was_handed_in(desk: Desk) -> None:
    give = desk.window.context().operations.commit
    heads = tuple(desk.reader.heads("s2")["text"])
    give([create(Decision, object="s2", verdict="submitted", author="p2", heads=heads)])
    shown = desk.page.findChildren(Progress)[-1]
    teams, days = shown.findChildren(TeamBars)[-1], shown.findChildren(DayBars)[-1]
    assert [(name, due, share) for name, _, due, share in teams.bars] == [("1조", 8, 12)]
    assert teams.accessibleName() == "조별 진행: 1조 12%"
    assert [(each.label, each.given, each.due, each.today) for each in days.days] == [
        ("2", 0, 2, False), ("3", 1, 6, True), ("4", 0, 0, False)
    ]  # fmt: skip
    assert "3일차 6건 가운데 1건" in days.accessibleName()
    assert not teams.grab().isNull()
    assert not days.grab().isNull()


# --- its model, sizes and speed ------------------------------------------------------------------------------------


def test_the_model_keeps_to_qts_rules_and_cells_have_words(desk: Desk, qtmodeltester: ModelTester) -> None:
    model = CoverageModel(KO)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show(covered(desk.reader, TODAY), ())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.headerData(0, Qt.Orientation.Horizontal) == "2일차 6월 10일 기관 z"
    assert model.headerData(1, Qt.Orientation.Vertical) == "문지안"
    table = QAccessible.queryAccessibleInterface(view(desk))
    assert table is not None
    parts = (table.child(number) for number in range(table.childCount()))
    names = {part.text(QAccessible.Text.Name) for part in parts if part is not None}
    assert "한도영, 3일차 6월 11일 기관 a: 작성 중" in names
    assert "한도영" in names


def test_the_grid_is_read_once_a_change(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[date | None] = []

    def counting(reader: object, today: date | None) -> object:
        read.append(today)
        return coverage(reader, today)  # type: ignore[arg-type]

    monkeypatch.setattr(desktop.models.coverage, "coverage", counting)
    desk.window.context().operations.commit([Edit("s2", "takeaway", {"text": "다시"})])
    assert read == [TODAY]
    cast(HomePage, desk.page).refresh(None)
    matrix(desk).refresh(TODAY)
    assert read == [TODAY]


@pytest.fixture
def large(tmp_path: Path, home: Path) -> Path:
    """60 people in six teams, 40 visits on ten days."""
    made = [create(Person, "boss", name="이선경", role="coordinator")]
    made += [create(Person, f"p{number:02}", name=f"사람 {number}", order=f"{number:02}") for number in range(60)]
    made += [
        create(
            Visit, f"v{number:02}", institution=f"아주 긴 이름의 기관 {number}", date=f"2031-06-{9 + number // 4:02}"
        )
        for number in range(40)
    ]
    file = tmp_path / "큰 연수.notebook"
    Notebook.create(file, made).close()
    remember(file)
    return file


def test_a_large_grid_scrolls_inside_with_its_heads_in_sight(
    make_window: Callable[..., object], large: Path, qtbot: QtBot
) -> None:
    window = make_window(large)
    window.set_person("boss")  # type: ignore[attr-defined]
    desk = Desk(window, qtbot)  # type: ignore[arg-type]
    grid = view(desk)
    assert (matrix(desk).model.rowCount(), matrix(desk).model.columnCount()) == (60, 41)
    assert grid.height() < cast(HomePage, desk.page).height()
    assert grid.horizontalScrollBar().maximum() > 0
    assert grid.verticalScrollBar().maximum() > 0
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    grid.horizontalScrollBar().setValue(grid.horizontalScrollBar().maximum())
    assert grid.names.isVisible()
    assert grid.names.x() <= 2
    assert grid.horizontalHeader().isVisible()


@pytest.mark.parametrize(("size", "text"), [((1024, 700), 100), ((1440, 900), 200), ((1024, 700), 200)])
def test_narrow_windows_and_large_text_keep_cells_whole(
    desk: Desk, qtbot: QtBot, size: tuple[int, int], text: int
) -> None:
    desk.window.resize(*size)
    desk.window.set_language("en")
    desk.window.set_text_size(text)
    qtbot.wait(50)
    grid, theme = view(desk), desk.window.theme
    assert grid.columnWidth(0) >= theme.px(47)
    assert grid.rowHeight(1) == theme.px(22)
    assert grid.rowHeight(0) == theme.px(24)
    page = cast(HomePage, desk.page)
    inner = page._area.widget()
    assert inner is not None
    assert inner.width() <= page._area.viewport().width()
    assert matrix(desk).legend.width() <= page.width()


def test_names_of_visits_are_parted_at_a_blank_and_end_in_dots() -> None:
    font = Theme.load().font(12)
    assert two_lines("해운 포럼", font, 200) == ["해운 포럼"]
    assert two_lines("해운 포럼", font, 50) == ["해운", "포럼"]
    assert two_lines("라인항로 관리청", font, 50) == ["라인항로", "관리청"]
    first, second = two_lines("물순환관리청사업본부장실", font, 45)
    assert len(first) >= 3
    assert second.endswith("…")
    assert two_lines("가", font, 1) == ["가", ""]


def test_without_participants_the_way_to_people_is_offered(desk: Desk) -> None:
    give = desk.window.context().operations.commit
    give([Edit(person, "person", {"deleted": True}) for person in ("p1", "p2")])
    assert not view(desk).isVisible()
    desk.click(next(each for each in matrix(desk).findChildren(QPushButton) if each.text() == "사람과 팀 열기"))
    assert desk.window.current == "tour"


def test_others_have_no_grid(desk: Desk) -> None:
    for person in ("p1", "p4", ""):
        desk.window.set_person(person)
        assert cast(HomePage, desk.page).grid is None
