"""The preview of a pasted table: doubts in words, cells put right, rows left out, columns that mean something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.errors import KnownError
from db.records import Person, Visit
from desktop.dialogs.pasted_table import PastedTableDialog
from desktop.editor.composition import LineField
from desktop.models.pasted import OUTCOME
from desktop.panes.tour.tour import TourPage
from exporters.importing.listed import CHANGED, NEW, OUT, SAME
from tests.desktop.editor.typing import compose, hangul

ROSTER = "성명\t소속\t직급\t조\t연락처\n오세린\t남해시\t과장\t3조\t1012345678\n문지안\t구청\t\t\t\n합계\t\t\t\t"


def ask(page: TourPage, qtbot: QtBot, text: str, name: str = "people") -> PastedTableDialog:
    data = QMimeData()
    data.setText(text)
    page._ask_table(name, data)
    dialog = page._tables.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0 or bool(dialog.reason.text()))
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def take(page: TourPage, qtbot: QtBot, dialog: PastedTableDialog) -> None:
    with qtbot.waitSignal(page._tables.taken):
        dialog.take.click()


def people(page: TourPage) -> dict[str, Person]:
    return {person.name: person for person in page.context.notebook.reader.all(Person)}


def test_nothing_is_written_before_it_is_accepted_and_all_is_one_step(page: TourPage, qtbot: QtBot) -> None:
    dialog = ask(page, qtbot, ROSTER)
    assert [dialog.model.outcome(row) for row in range(3)] == [NEW, CHANGED, OUT]
    assert "새로 1 · 바뀜 1 · 뺌 1" in dialog.summary.text()
    assert "오세린" not in people(page)
    take(page, qtbot, dialog)
    assert people(page)["오세린"].tel == "010-1234-5678"
    assert people(page)["문지안"].affiliation == "구청"
    assert len(people(page)) == 5
    page.context.operations.undo.undo()
    qtbot.waitUntil(lambda: "오세린" not in people(page))
    assert people(page)["문지안"].affiliation == "시청"
    qtbot.waitUntil(lambda: [group.name for group in page.people.model.groups] == ["1조", "2조", ""])


def test_doubts_are_amber_and_said_in_words(page: TourPage, qtbot: QtBot) -> None:
    dialog = ask(page, qtbot, ROSTER)
    model = dialog.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    cell = model.index(0, 5)
    assert model.data(cell, Qt.ItemDataRole.BackgroundRole) == page.context.theme.color("amber_ground")
    assert "0이 빠진" in model.data(cell, Qt.ItemDataRole.AccessibleTextRole)
    assert dialog.table.currentIndex() == cell, "one is led to the first doubt"
    assert "0이 빠진" in dialog.words.text()
    QTest.mouseClick(dialog.next_doubt, Qt.MouseButton.LeftButton)
    assert dialog.table.currentIndex() == model.index(1, 1)
    assert "소속이 다릅니다" in dialog.words.text()
    dialog.reject()


def test_a_cell_is_put_right_and_its_doubt_goes(page: TourPage, qtbot: QtBot) -> None:
    dialog = ask(page, qtbot, ROSTER)
    dialog.model.setData(dialog.model.index(0, 5), "010-9999-0000")
    assert (0, 5) not in dialog.model.doubtful()
    dialog.table.setCurrentIndex(dialog.model.index(0, 2))
    QTest.keyClick(dialog.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineField)
    editor.selectAll()
    hangul(editor, "한빛")
    compose(editor, "시")
    take(page, qtbot, dialog)
    assert people(page)["오세린"].affiliation == "한빛시", "the syllable that was being composed too"
    assert people(page)["오세린"].tel == "010-9999-0000"


def test_enter_in_a_cell_ends_the_writing_there_and_accepts_nothing(page: TourPage, qtbot: QtBot) -> None:
    dialog = ask(page, qtbot, ROSTER)
    dialog.table.setCurrentIndex(dialog.model.index(0, 2))
    QTest.keyClick(dialog.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineField)
    editor.selectAll()
    hangul(editor, "구청")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert dialog.model.data(dialog.model.index(0, 2)) == "구청"
    assert dialog.take.isEnabled()
    assert "오세린" not in people(page)
    dialog.reject()


def test_rows_are_left_out_and_taken_by_the_space_bar(page: TourPage, qtbot: QtBot) -> None:
    dialog = ask(page, qtbot, ROSTER)
    dialog.table.setCurrentIndex(dialog.model.index(0, 1))
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.model.outcome(0) == OUT
    dialog.model.setData(dialog.model.index(1, OUTCOME), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert not dialog.take.isEnabled()
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    take(page, qtbot, dialog)
    assert "오세린" in people(page)
    assert people(page)["문지안"].affiliation == "시청"


def test_a_column_means_something_else(page: TourPage, qtbot: QtBot) -> None:
    dialog = ask(page, qtbot, ROSTER)
    dialog.table.setCurrentIndex(dialog.model.index(0, 3))
    dialog.meaning.setCurrentIndex(dialog.meaning.findData("affiliation"))
    dialog.meaning.activated.emit(dialog.meaning.currentIndex())
    assert dialog.model.shape.meanings == ("name", "", "affiliation", "team", "tel")
    take(page, qtbot, dialog)
    assert people(page)["오세린"].affiliation == "과장"


def test_somebody_of_the_same_name_is_somebody_else(page: TourPage, qtbot: QtBot) -> None:
    dialog = ask(page, qtbot, ROSTER)
    dialog.table.setCurrentIndex(dialog.model.index(1, 1))
    assert dialog.apart.isVisible()
    dialog.apart.click()
    assert dialog.model.outcome(1) == NEW
    take(page, qtbot, dialog)
    names = [person.name for person in page.context.notebook.reader.all(Person)]
    assert names.count("문지안") == 2


def test_the_same_itinerary_again_brings_nothing_new(page: TourPage, qtbot: QtBot) -> None:
    text = "일자\t시간\t도시\t방문기관\n6.10\t09:30~11:00\t로테르담\t항만공사\n6.11\t\t\t시청"
    dialog = ask(page, qtbot, text, "itinerary")
    assert [dialog.model.outcome(row) for row in range(2)] == [SAME, CHANGED]
    assert len(page.context.notebook.reader.all(Visit)) == 3
    dialog.reject()


def test_an_empty_clipboard_says_what_to_do_and_loses_nothing(
    page: TourPage, qtbot: QtBot, copied: Callable[[str], None]
) -> None:
    dialog = ask(page, qtbot, ROSTER)
    dialog.model.setData(dialog.model.index(0, 1), "오세현")
    copied("")
    QTest.keyClick(dialog.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "찾지 못했습니다" in dialog.reason.text())
    assert dialog.model.data(dialog.model.index(0, 1)) == "오세현"
    dialog.reject()


def test_what_cannot_be_written_stays_on_screen(page: TourPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = ask(page, qtbot, ROSTER)

    def full(_: object) -> None:
        raise KnownError("errors.disk_full", path="x")

    monkeypatch.setattr(page.context.notebook, "commit", full)
    dialog.take.click()
    qtbot.waitUntil(lambda: bool(dialog.reason.text()))
    assert dialog.isVisible()
    assert dialog.take.isEnabled()
    assert dialog.model.rowCount() == 3
    dialog.reject()


def test_three_thousand_rows(page: TourPage, qtbot: QtBot) -> None:
    rows = "".join(f"\n사람{number}\t시청{number % 7}\t{number % 9 + 1}조" for number in range(3000))
    dialog = ask(page, qtbot, f"성명\t소속\t조{rows}")
    assert dialog.model.counts()[NEW] == 3000
    dialog.reject()


def test_a_roster_on_the_tab_of_the_itinerary_is_one_key_from_its_own(page: TourPage, qtbot: QtBot) -> None:
    dialog = ask(page, qtbot, ROSTER, "itinerary")
    assert dialog.strange.isVisible()
    assert dialog.turn.hasFocus(), "Enter is enough"
    QTest.keyClick(dialog.turn, Qt.Key.Key_Return)
    turned = page._tables.dialog
    assert turned is not None
    assert turned is not dialog
    assert page.stack.currentWidget() is page.people
    assert not turned.strange.isVisible()
    assert [turned.model.outcome(row) for row in range(3)] == [NEW, CHANGED, OUT]
    qtbot.waitUntil(turned.table.hasFocus)
    take(page, qtbot, turned)
    assert people(page)["오세린"].affiliation == "남해시"
    assert len(page.context.notebook.reader.all(Visit)) == 3


def test_an_itinerary_dropped_on_the_people_is_taken_by_their_neighbour(page: TourPage, qtbot: QtBot) -> None:
    page.show_tab(1)
    dialog = ask(page, qtbot, "일자\t시간\t방문기관\n6.12\t09:30\t물류청")
    assert dialog.strange.isVisible()
    QTest.mouseClick(dialog.turn, Qt.MouseButton.LeftButton)
    turned = page._tables.dialog
    assert turned is not None
    assert page.stack.currentWidget() is page.itinerary
    take(page, qtbot, turned)
    assert [visit.date for visit in page.context.notebook.reader.all(Visit)][-1] == "2031-06-12"


def test_a_table_on_its_own_tab_is_not_asked_about(page: TourPage, qtbot: QtBot) -> None:
    dialog = ask(page, qtbot, ROSTER)
    assert not dialog.strange.isVisible()
    assert dialog.table.hasFocus()
    dialog.reject()


def test_what_a_row_is_read_as_stands_below_it(page: TourPage, qtbot: QtBot) -> None:
    text = "일자\t시간\t국가\t도시\t방문기관\n6.12\t0930-1100\t벨기에\t겐트→안트베르펜\t물류청"
    dialog = ask(page, qtbot, text, "itinerary")
    assert dialog.words.text().startswith("넣을 내용: 6.12 목 · 09:30–11:00 · 벨기에 · 안트베르펜 · 물류청\n")
    dialog.reject()


def test_one_key_walks_through_the_doubts_also_out_of_a_cell(page: TourPage, qtbot: QtBot) -> None:
    dialog = ask(page, qtbot, ROSTER)
    place = dialog.table.currentIndex
    assert "확인할 칸 2" in dialog.next_doubt.text()
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    assert (place().row(), place().column()) == (1, 1)
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    assert (place().row(), place().column()) == (0, 5), "behind the last comes the first"
    QTest.keyClick(dialog, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert (place().row(), place().column()) == (1, 1)
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    QTest.keyClick(dialog.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineField)
    editor.selectAll()
    hangul(editor, "없음")
    QTest.keyClick(editor, Qt.Key.Key_F8)
    assert dialog.model.data(dialog.model.index(0, 5)) == "없음", "what was written there counts"
    assert (place().row(), place().column()) == (1, 1)
    dialog.reject()


def test_a_change_in_the_preview_is_taken_back(page: TourPage, qtbot: QtBot, copied: Callable[[str], None]) -> None:
    dialog = ask(page, qtbot, ROSTER)
    model = dialog.model
    control = Qt.KeyboardModifier.ControlModifier
    model.setData(model.index(0, 1), "오세현")
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert model.outcome(0) == OUT
    copied("성명\n유하준")
    QTest.keyClick(dialog.table, Qt.Key.Key_V, control)
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    QTest.keyClick(dialog.table, Qt.Key.Key_Z, control)
    assert (model.rowCount(), model.outcome(0), model.data(model.index(0, 1))) == (3, OUT, "오세현")
    QTest.keyClick(dialog.table, Qt.Key.Key_Z, control)
    assert model.outcome(0) == NEW
    QTest.keyClick(dialog.table, Qt.Key.Key_Z, control)
    assert model.data(model.index(0, 1)) == "오세린"
    QTest.keyClick(dialog.table, Qt.Key.Key_Z, control)
    assert model.rowCount() == 3, "there is nothing before the first table"
    dialog.reject()


def test_a_cell_that_is_only_looked_at_keeps_its_lines(page: TourPage, qtbot: QtBot) -> None:
    dialog = ask(page, qtbot, '성명\t소속\n오세린\t"남해시\n정책과"\n유하준\t시청')
    index = dialog.model.index(0, 2)
    assert not dialog.model.setData(index, "남해시 정책과")
    assert dialog.model.data(index, Qt.ItemDataRole.EditRole) == "남해시\n정책과"
    dialog.reject()


def test_what_came_in_is_current_and_counted_in_one_line(page: TourPage, qtbot: QtBot) -> None:
    said: list[str] = []
    page.noted.connect(said.append)
    dialog = ask(page, qtbot, "일자\t시간\t방문기관\n6.12\t14:00\t물류청\n6.12\t09:30\t구청", "itinerary")
    take(page, qtbot, dialog)
    cell = page.itinerary.model.cell(page.itinerary.view.currentIndex())
    assert cell is not None
    assert cell.visit.date == "2031-06-12"
    assert said == ["2건을 넣었습니다. Ctrl+Z로 되돌립니다."]


def test_the_doubt_of_the_cell_one_is_at_is_said_first(page: TourPage, qtbot: QtBot) -> None:
    text = "일자\t시간\t방문기관\n6.12(금)\t05:00\t물류청"
    dialog = ask(page, qtbot, text, "itinerary")
    assert "요일이 맞지" in dialog.words.text().split("\n")[1]
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    assert "새벽" in dialog.words.text().split("\n")[1]
    dialog.reject()


@pytest.mark.parametrize(("name", "rows"), [("people", 2), ("itinerary", 1)])
def test_where_nothing_was_copied_it_says_what_can_be_and_its_example_is_read(
    name: str, rows: int, page: TourPage, qtbot: QtBot, copied: Callable[[str], None]
) -> None:
    dialog = ask(page, qtbot, "", name)
    nothing = dialog.shown.currentWidget()
    assert nothing is not None
    assert nothing.isVisible()
    assert not dialog.column.isVisible()
    words = " ".join(each.text() for each in nothing.findChildren(QLabel))
    copied(words[words.index("‘") + 1 : words.index("’")])
    QTest.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == rows)
    assert dialog.shown.currentWidget() is dialog.table
    dialog.reject()
