"""The page of the tour: its own data, its chapters, and where records lead to."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.edits import change
from db.records import Chapter, Person, Tour, Visit
from desktop.main_window import MainWindow
from desktop.models.tour_values import countries_read, days_read
from desktop.panes.tour.head import BELOW, SIGNS, SMALL, WORDS
from desktop.panes.tour.tour import TourPage
from desktop.panes.tour.value_field import ValueField
from tests.desktop.editor.typing import hangul

ALT = Qt.KeyboardModifier.AltModifier


def tour(page: TourPage) -> Tour:
    found = page.context.notebook.reader.tour()
    assert found is not None
    return found


def value(page: TourPage, key: str) -> ValueField:
    return next(each for each in page.facts.findChildren(ValueField) if each.key == ("t", key))


def write(field: ValueField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_days_are_written_as_people_write_them(page: TourPage) -> None:
    write(value(page, "days"), "2031-06-08 ~ 6.16")
    assert (tour(page).start, tour(page).end) == ("2031-06-08", "2031-06-16")
    assert value(page, "days").text() == "2031. 6. 8.(일) – 2031. 6. 16.(월)"
    assert len(page.itinerary.model.calendar.columns) == 10


def test_days_that_cannot_be_are_said_and_stay(page: TourPage) -> None:
    for text, words in (
        ("2031-06-31", "없는 날짜"),
        ("2031-06-12 ~ 2031-06-09", "앞섭니다"),
        ("1 2 3", "읽지 못했습니다"),
    ):
        field = value(page, "days")
        write(field, text)
        assert words in field.trouble.text()
        assert field.trouble.isVisible()
        assert field.text() == text
        assert (tour(page).start, tour(page).end) == ("2031-06-09", "2031-06-12")
    assert page.context.memory.unread("t-days") == "1 2 3"


def test_countries_are_a_list(page: TourPage) -> None:
    field = value(page, "countries")
    field.setFocus()
    field.clear()
    hangul(field, "독일")
    QTest.keyClicks(field, ", ")
    hangul(field, "독일")
    QTest.keyClicks(field, " / ")
    hangul(field, "노르웨이")
    page.leave()
    assert tour(page).countries == ("독일", "노르웨이")


def test_empty_lines_empty_the_fields() -> None:
    assert days_read(" ") == {"start": None, "end": None}
    assert countries_read(" , ") == {"countries": ()}


def test_what_others_change_is_shown(page: TourPage) -> None:
    page.context.operations.commit([change(tour(page), start="2031-06-01", countries=("덴마크",))])
    assert value(page, "days").text().startswith("2031. 6. 1.")
    assert value(page, "countries").text() == "덴마크"


def test_chapters_are_moved_typed_and_deleted(page: TourPage, qtbot: QtBot) -> None:
    page.show_tab(2)
    pane, reader = page.chapters, page.context.notebook.reader
    pane.table.selectRow(0)
    pane.table.setFocus()
    QTest.keyClick(pane.table, Qt.Key.Key_Down, ALT)
    assert [chapter.id for chapter in reader.all(Chapter)] == ["h2", "h1"]
    pane.kind.setCurrentIndex(pane.kind.findData("overview"))
    pane.kind.activated.emit(pane.kind.currentIndex())
    assert [chapter.kind for chapter in reader.all(Chapter)] == ["text", "overview"]
    data = pane.model.mimeData([pane.model.index(1, 0)])
    pane.model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, pane.model.index(-1, -1))
    assert [chapter.id for chapter in reader.all(Chapter)] == ["h1", "h2"]
    QTest.keyClick(pane.table, Qt.Key.Key_Delete)
    assert [chapter.id for chapter in reader.all(Chapter)] == ["h2"]
    page.context.operations.undo.undo()
    qtbot.waitUntil(lambda: len(reader.all(Chapter)) == 2)


def test_a_table_that_is_dropped_is_shown_first(page: TourPage, qtbot: QtBot, tmp_path_factory: object) -> None:
    page.show_tab(1)
    file = page.context.notebook.path.parent / "명단.csv"
    file.write_bytes("성명,소속\r\n오세린,시청\r\n".encode("cp949"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        page.people.rect().center().toPointF(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.people.dropEvent(drop)
    dialog = page._tables.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert len(page.context.notebook.reader.all(Person)) == 4
    dialog.reject()


def test_the_tour_people_and_teams_lead_to_its_page(window: MainWindow) -> None:
    space = window.workspace
    assert space is not None
    for object_id in ("tour", "t", "p3", "t2"):
        space.open("home")
        space.open(object_id)
        assert isinstance(space.stack.currentWidget(), TourPage)
        assert space.navigator.tree.currentIndex() == space.navigator.model.find("tour")
    page = space.stack.currentWidget()
    assert isinstance(page, TourPage)
    assert page.stack.currentWidget() is page.people


def test_a_visit_that_is_opened_in_the_calendar_is_on_its_page(window: MainWindow) -> None:
    space = window.workspace
    assert space is not None
    space.open("tour")
    page = space.stack.currentWidget()
    assert isinstance(page, TourPage)
    page.itinerary.open_requested.emit("v2")
    assert space.current == "v2"
    assert isinstance(window.context().notebook.reader.get(space.current), Visit)


def test_a_low_page_folds_its_facts_away_and_shows_them_alone(page: TourPage, qtbot: QtBot) -> None:
    assert page.facts.isVisible()
    assert not page.fold.isVisible()
    page.resize(1100, 420)
    qtbot.waitUntil(lambda: not page.facts.isVisible())
    assert page.stack.isVisible()
    page.fold.click()
    assert page.facts.isVisible()
    assert not page.stack.isVisible()


def test_a_page_that_is_lower_still_scrolls_and_shows_what_is_current(page: TourPage, qtbot: QtBot) -> None:
    page.resize(1100, 230)
    bar, view = page.area.verticalScrollBar(), page.itinerary.view
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert view.viewport().height() > 60  # else nothing of a day is seen
    bar.setValue(0)
    view.setFocus()
    view.setCurrentIndex(page.itinerary.model.index(0, 0))
    for _ in range(8):
        QTest.keyClick(view, Qt.Key.Key_Down)
        middle = view.viewport().mapTo(page.area.viewport(), view.visualRect(view.currentIndex()).center())
        assert page.area.viewport().rect().contains(middle)


def test_tab_walks_from_the_title_over_the_facts_and_the_tabs_into_the_list(page: TourPage) -> None:
    page.show_tab(2)
    page.show_tab(0)
    title = page.head.title
    assert title is not None
    title.setFocus()
    walked = [page.focusWidget()]
    for _ in range(16):
        page.focusNextChild()
        walked.append(page.focusWidget())
    expected = [title, *page.facts.findChildren(ValueField), page.tabs[0], page.itinerary.paste, page.itinerary.view]
    assert list(dict.fromkeys(each for each in walked if each in expected)) == expected


def test_the_title_is_whole_whatever_the_width_and_its_buttons_give_way(page: TourPage, qtbot: QtBot) -> None:
    title, head = page.head.title, page.head
    assert title is not None
    assert page.again.text()
    title.setText("2031년 도시 물순환·기후적응 공무국외출장")
    forms = []
    for width in range(1180, 440, -20):
        page.resize(width, 800)
        qtbot.waitUntil(lambda width=width: head.width() == width)  # type: ignore[misc]
        long = title.fontMetrics().horizontalAdvance(title.text())
        qtbot.waitUntil(lambda long=long: long <= title.width())  # type: ignore[misc]
        assert all(press.accessibleName() for press in (page.send, page.again))
        forms.append(head.form)
    assert sorted(set(forms)) == [WORDS, SIGNS, SMALL, BELOW]
    assert forms == sorted(forms)
    title.setText("연수")
    assert page.again.text()


def test_a_narrow_page_shows_the_form_in_place_of_the_list(page: TourPage, qtbot: QtBot) -> None:
    page.resize(560, 700)
    page.show_tab(1)
    page.people.tree.setCurrentIndex(page.people.model.find("p1"))
    qtbot.waitUntil(lambda: not page.people.form.isVisible())
    page.people.tree.setFocus()
    QTest.keyClick(page.people.tree, Qt.Key.Key_Return)
    assert page.people.form.isVisible()
    assert not page.people.tree.isVisible()
    page.people.back.click()
    assert page.people.tree.isVisible()


def test_what_can_be_focused_has_a_name(page: TourPage) -> None:
    page.show_tab(1)
    page.people.choose("p1")
    takers = [each for each in page.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    nameless = [each for each in takers if each.isVisible() and not _name(each)]
    assert len(takers) > 20
    assert nameless == []


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or str(getattr(widget, "text", str)())
