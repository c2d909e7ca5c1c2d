"""Home by role: a participant's day, a reviewer's list, a coordinator's gaps; another day; checks and their places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import resources
from db.edits import Edit, change, create
from db.records import Attendance, Decision, Question, Takeaway, Visit
from desktop.dialogs.pasted_table import PastedTableDialog
from desktop.editor.outline_editor import OutlineEditor
from desktop.memory import Memory
from desktop.models.outline import HOME, TOUR
from desktop.models.today import VisitCard, choose_day, following, shown_day, today, tour_days
from desktop.panes.home.head import DayHead
from desktop.panes.home.home import HomePage
from desktop.panes.home.nothing import NoVisits
from desktop.panes.home.pips import Pips
from desktop.panes.home.side import Checks, MissingList, WaitingList
from desktop.panes.parts import Press
from tests.desktop.day.conftest import Desk
from tests.desktop.editor.typing import hangul
from tests.desktop.frame.conftest import TODAY

KO = resources.sentences("ko")


def home(desk: Desk) -> HomePage:
    return cast(HomePage, desk.page)


def words(widget: QWidget) -> list[str]:
    QApplication.processEvents()  # what was put into a layout is shown then
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def press(widget: QWidget, name: str) -> Press:
    return next(each for each in widget.findChildren(Press) if each.accessibleName().startswith(name))


def card(start: str, end: str = "", *, written: bool = False) -> VisitCard:
    return VisitCard(start, start, "", "", start, end, "empty", 0, 0, 0, 0, 0, 0, written=written)


# --- what is next ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("", "09:30"),  # another day: the first without a takeaway
        ("08:00", "09:30"),
        ("10:00", "09:30"),  # it runs
        ("12:00", "13:30"),
        ("18:30", "09:30"),  # in the evening what is missing
    ],
)
def test_the_visit_that_runs_or_comes_is_next_and_later_the_first_without_a_takeaway(now: str, expected: str) -> None:
    cards = [card("09:30", "11:40"), card("13:30"), card("16:00", "18:00")]
    assert following(cards, now) == expected


def test_nothing_is_next_when_all_is_written() -> None:
    assert following([card("09:30", "11:00", written=True)], "") == ""
    assert following([card("09:30", "11:00")], "", writes=False) == ""


# --- the participant ---------------------------------------------------------------------------------------------


def test_a_participant_sees_own_takeaways_counted_and_enter_opens_what_is_next(desk: Desk, qtbot: QtBot) -> None:
    assert home(desk).findChildren(Pips)[-1].accessibleName().endswith("0 / 3")
    qtbot.waitUntil(lambda: getattr(desk.focus, "accessibleName", str)().startswith("09:30 기관 a"))
    desk.pressed = 0
    desk.send(Qt.Key.Key_Return)
    assert desk.window.current == "a"
    assert isinstance(desk.focus, OutlineEditor)  # the caret stands where one writes
    assert desk.pressed == 1


def test_prepared_questions_are_counted_apart(desk: Desk) -> None:
    ask = desk.window.context().operations.commit
    ask([create(Question, "q9", visit="a", question="준비", prepared=True)])
    page = today(desk.reader, KO, TODAY, "p1")
    assert (page.cards[0].prepared, page.cards[0].unanswered) == (1, 0)
    assert "q9" not in [place.object_id for check in page.checks if check.code == "answer" for place in check.places]
    ask([Edit("q9", "question", {"asked": True})])
    page = today(desk.reader, KO, TODAY, "p1")
    assert (page.cards[0].prepared, page.cards[0].unanswered) == (0, 1)


def test_a_participant_is_shown_what_came_back_to_them(desk: Desk) -> None:
    give = desk.window.context().operations.commit
    for entry in ("s2", "n1"):  # another's takeaway, and the record that p1 keeps
        heads = tuple(desk.reader.heads(entry)["text"])
        give([create(Decision, object=entry, verdict="returned", reason="다시", author="p4", heads=heads)])
    assert [one.place.object_id for one in today(desk.reader, KO, TODAY, "p1").returned] == ["n1"]
    assert {one.place.object_id for one in today(desk.reader, KO, TODAY, "p3").returned} == {"s2", "n1"}


def test_before_there_are_visits_the_itinerary_is_needed_most(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of("p3")
    operations, visits = desk.window.context().operations, desk.reader.all(Visit)
    assert desk.primary.text() == "보고서 내보내기"
    operations.commit([change(visit, deleted=True) for visit in visits])
    assert desk.primary.text() == "일정표 넣기"
    desk.click(desk.primary)
    assert desk.window.current == TOUR
    operations.commit([change(visits[0], deleted=False)])
    assert desk.primary.text() == "보고서 내보내기"
    assert len([each for each in desk.window.tools.findChildren(QPushButton) if each.isVisible()]) == 2


def test_the_primary_button_is_what_the_role_needs_most(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of("p1")
    assert desk.window.tools.primary is not None
    assert desk.window.tools.primary.text() == "하루 글 제출"
    desk.window.set_person("p3")
    assert desk.window.tools.primary.text() == "보고서 내보내기"
    desk.window.set_person("p4")
    assert desk.window.tools.primary.text() == "검토 결과 보내기"


# --- another day --------------------------------------------------------------------------------------------------


def test_on_the_way_today_is_shown_and_what_is_written_is_of_today(desk: Desk) -> None:
    way = date(2031, 6, 9)  # the tour begins, the first visit is tomorrow
    assert shown_day(desk.reader, desk.window.context().memory, way) == way
    assert shown_day(desk.reader, desk.window.context().memory, date(2031, 5, 1)) == date(2031, 6, 10)
    choose_day(desk.window.context().memory, TODAY, way)
    desk.window.go(HOME)
    desk.window.set_language("ko")
    assert "1일차" in words(home(desk))
    desk.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert desk.day.day == way
    assert "방문이 없는 날" in words(desk.day)


def test_another_day_is_shown_by_its_arrow_and_stays_until_tomorrow(desk: Desk) -> None:
    head = home(desk).findChildren(DayHead)[-1]
    assert [action.isChecked() for action in head.days().actions()] == [False, False, True, False]
    assert [action.text().split()[0] for action in head.days().actions()] == ["1일차", "2일차", "3일차", "4일차"]
    head.days().actions()[3].trigger()
    assert "4일차, 로테르담" in words(home(desk))
    desk.window.set_language("en")
    assert "Day 4, 로테르담" in words(home(desk))
    memory = desk.window.context().memory
    assert shown_day(desk.reader, memory, TODAY) == date(2031, 6, 12)
    assert shown_day(desk.reader, memory, date(2031, 6, 10)) == date(2031, 6, 10)
    back = next(each for each in home(desk).findChildren(QPushButton) if each.text() == "To today" and each.isVisible())
    desk.click(back)
    assert shown_day(desk.reader, memory, TODAY) == TODAY


def test_the_evening_goes_on_after_midnight(desk: Desk) -> None:
    """At half past twelve one still writes of the day that one had, until another one is chosen."""
    memory, after = Memory(), date(2031, 6, 12)
    assert shown_day(desk.reader, memory, after, "00:30") == TODAY
    assert shown_day(desk.reader, memory, after, "03:59") == TODAY
    assert shown_day(desk.reader, memory, after, "04:00") == after
    assert shown_day(desk.reader, memory, date(2031, 6, 10), "00:30") == date(2031, 6, 10)  # no visits the day before
    choose_day(memory, after, after)
    assert shown_day(desk.reader, memory, after, "00:30") == after


def test_a_day_before_the_tour_has_no_number(desk: Desk) -> None:
    desk.window.context().operations.commit([Edit("z", "visit", {"date": "2031-06-02"})])
    home(desk).choose(date(2031, 6, 2))
    assert "출국 전, 로테르담" in words(home(desk))
    assert not [each for each in words(home(desk)) if "일차" in each]


def test_a_tour_without_visits_leads_to_its_itinerary_and_people(desk: Desk) -> None:
    desk.window.context().operations.commit([Edit(visit, "visit", {"deleted": True}) for visit in "zabcd"])
    nothing = home(desk).findChildren(NoVisits)[-1]
    desk.click(nothing.set_up)
    assert desk.window.current == TOUR


def test_a_day_without_visits_can_be_shown(desk: Desk) -> None:
    home(desk).choose(date(2031, 6, 9))
    assert "이날은 방문이 없습니다." in words(home(desk))
    desk.act("write_day")
    assert desk.window.current == "day:2031-06-09"


def test_a_damaged_choice_of_a_day_is_none(desk: Desk) -> None:
    for kept in ("", "x", "2031-06-11 gestern", "2031-06-11"):
        assert shown_day(desk.reader, Memory({"choice-home-day": kept}), TODAY) == TODAY
    memory = Memory()
    choose_day(memory, TODAY, date(2031, 6, 9))
    assert shown_day(desk.reader, memory, TODAY) == date(2031, 6, 9)
    assert tour_days(desk.reader)[0] == date(2031, 6, 9)


# --- own checks ---------------------------------------------------------------------------------------------------


def test_participant_ten_one_press_to_each_place_and_empty_when_mended(desk: Desk) -> None:
    give = desk.window.context().operations.commit
    give(
        [
            Edit("f1", "figure", {"credit": ""}), Edit("q1", "question", {"answer": ""}),
            Edit("kb", "contact", {"deleted": True}), Edit("a", "visit", {"address": ""}),
            *(create(Takeaway, f"w{name}", visit=name, author="p1", text="글") for name in ("z", "b", "c")),
        ]
    )  # fmt: skip
    page = today(desk.reader, KO, TODAY, "p1")
    found = {check.code: [place.object_id for place in check.places] for check in page.checks}
    assert found == {"credit": ["f1"], "answer": ["q1"], "contact": ["b"], "address": ["a"], "takeaway": ["a"]}
    for name, current in (("출처 없는", "f1"), ("답이 없는", "q1"), ("면담자 없는", "b"), ("주소 없는", "a")):
        desk.window.go("home")
        desk.pressed = 0
        desk.click(press(home(desk).findChildren(Checks)[-1], name))
        assert (desk.window.current, desk.pressed) == (current, 1)
    assert getattr(desk.focus, "key", None) == ("a", "address")
    desk.window.go("home")
    desk.click(press(home(desk).findChildren(Checks)[-1], "소감 없는"))
    assert desk.window.current == "a"
    name, field = getattr(desk.focus, "key", None) or ("", "")
    assert field == "text"
    assert desk.reader.get(name) is None  # nothing is made before its first letter
    hangul(desk.focus, "글")
    made = desk.reader.get(name)
    assert isinstance(made, Takeaway)
    assert (made.visit, made.author) == ("a", "p1")
    give(
        [
            Edit("f1", "figure", {"credit": "문지안"}), Edit("q1", "question", {"answer": "무료"}),
            Edit("kb", "contact", {"deleted": False}), Edit("a", "visit", {"address": "Kade 2"}),
        ]
    )  # fmt: skip
    desk.window.go("home")
    assert "적은 것 가운데 고칠 곳이 없습니다." in words(home(desk).findChildren(Checks)[-1])


def test_several_places_are_listed_under_their_check_and_more_behind_one_press(desk: Desk) -> None:
    home(desk)
    gone = [Edit(name, "visit", {"address": ""}) for name in ("z", "a", "b", "c")]
    desk.window.context().operations.commit(gone)
    names = [f"기관 {name}" for name in "zabc"]

    def shown() -> Checks:
        QApplication.processEvents()
        return next(each for each in home(desk).findChildren(Checks) if each.isVisible())

    def rows() -> list[Press]:
        checks = shown()
        found = [each for each in checks.findChildren(Press) if each.isVisible()]
        head = next(each for each in found if each.accessibleName().startswith("주소 없는"))
        below = sorted((each for each in found if each.y() > head.y()), key=lambda each: each.y())
        return [each for each in below if each.accessibleName() in names][:4]

    assert [each.accessibleName() for each in rows()][:3] == names[:3]
    mores = [each for each in shown().findChildren(QPushButton) if each.text() == "1곳 더 보기"]
    desk.click(mores[0])
    assert [each.accessibleName() for each in rows()] == names
    desk.window.go("a")
    desk.window.go("home")
    assert [each.accessibleName() for each in rows()] == names, "a list that was opened stays open"
    desk.click(rows()[3])
    assert desk.window.current == "c"


def test_a_visit_whose_record_another_keeps_is_no_check_of_a_participant(desk: Desk) -> None:
    desk.window.context().operations.commit(
        [Edit("a", "visit", {"address": "", "recorders": ("p2",)}), Edit("d", "visit", {"address": ""})]
    )
    codes = {check.code for check in today(desk.reader, KO, TODAY, "p1").checks}
    assert "address" not in codes  # a is another's, and d has not been yet
    assert "address" in {check.code for check in today(desk.reader, KO, TODAY, "p2").checks}
    assert "takeaway" not in {check.code for check in today(desk.reader, KO, TODAY, "p3").checks}


# --- the others ---------------------------------------------------------------------------------------------------


def test_a_coordinator_sees_whose_takeaways_are_missing_but_for_those_absent(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of("p3")
    page = today(desk.reader, KO, TODAY, "p3")
    assert [(each.name, each.team, [visit for visit, _ in each.visits]) for each in page.missing] == [
        ("문지안", "1조", ["z", "a", "b", "c"]),
        ("한도영", "1조", ["z", "b", "c"]),
    ]
    desk.window.context().operations.commit([create(Attendance, visit="z", person="p1", reason="병가")])
    shown = home(desk).findChildren(MissingList)[-1]
    assert shown.findChildren(Press)[0].accessibleName() == "문지안 1조 3: 기관 a, 기관 b, 기관 c"
    grid = home(desk).grid
    assert grid is not None
    assert dict(today(desk.reader, KO, TODAY, "p3").states) == {}  # the grid counts them
    desk.click(shown.findChildren(Press)[0])
    assert desk.window.current == "a"


def test_a_reviewer_begins_with_what_waits_longest(desk_of: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = desk_of("p4")
    assert "검토를 기다리는 글이 없습니다." in words(home(desk))
    give = desk.window.context().operations.commit
    for entry, author in (("n1", "p1"), ("s2", "p2")):
        heads = tuple(desk.reader.heads(entry)["text"])
        give([create(Decision, object=entry, verdict="submitted", author=author, heads=heads)])
    waiting = today(desk.reader, KO, TODAY, "p4").waiting
    assert [(each.place.object_id, each.by) for each in waiting] == [("n1", "문지안"), ("s2", "한도영")]
    desk.window.go("b")
    desk.window.go("home")
    first = home(desk).findChildren(WaitingList)[-1].first
    qtbot.waitUntil(first.hasFocus)
    desk.send(Qt.Key.Key_Return)
    assert desk.window.current == "n1"
    give([create(Decision, object="n1", verdict="approved", author="p4", heads=tuple(desk.reader.heads("n1")["text"]))])
    assert [each.place.object_id for each in today(desk.reader, KO, TODAY, "p4").waiting] == ["s2"]


def test_a_coordinator_comes_home_to_the_grid_whatever_changed_meanwhile(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of("p3")
    desk.act("home")
    page = home(desk)
    assert page._matrix is not None
    page._rows()[-1].setFocus()  # far below
    desk.window.go("a")
    desk.window.context().operations.commit([create(Takeaway, visit="b", tour="t", text="다.", author="p1")])
    desk.act("home")
    desk.qtbot.waitUntil(lambda: page._matrix is not None and desk.window.focusWidget() is page._matrix.view)


def test_who_says_to_be_the_coordinator_goes_on_at_the_grid(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of("p1")
    desk.act("home")
    home(desk)._rows()[1].setFocus()
    desk.window.set_person("p3")
    desk.qtbot.waitUntil(lambda: home(desk)._matrix is not None)
    grid = home(desk)._matrix
    assert grid is not None
    desk.qtbot.waitUntil(lambda: desk.window.focusWidget() is grid.view)


def test_nobody_in_particular_sees_everything_as_before(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of("")
    page = today(desk.reader, KO, TODAY)
    assert (page.role, page.missing, page.waiting, dict(page.states)) == ("", (), (), {})
    assert [card.written for card in page.cards] == [True, False, False]
    assert desk.reader.count(Visit) == 5


def test_participant_two_from_home_to_writing_in_one_key(desk: Desk, qtbot: QtBot) -> None:
    """Today's visit is offered first; Enter puts the caret into its text, F5 into live mode."""
    qtbot.waitUntil(lambda: isinstance(desk.focus, Press))
    desk.pressed = 0
    desk.send(Qt.Key.Key_Return)
    assert desk.pressed == 1
    qtbot.waitUntil(lambda: isinstance(desk.focus, OutlineEditor))
    desk.window.go("home")
    desk.pressed = 0
    desk.act("live")
    assert desk.pressed == 1
    assert desk.window.current.startswith("live:")


def test_a_copied_itinerary_is_pasted_on_the_first_page_of_a_new_tour(desk: Desk) -> None:
    desk.window.context().operations.commit([Edit(visit, "visit", {"deleted": True}) for visit in "zabcd"])
    desk.window.go(HOME)
    assert desk.focus is home(desk).findChildren(NoVisits)[-1].set_up
    QApplication.clipboard().setText("날짜\t기관\n2031. 6. 11.\t항만청\n2031. 6. 12.\t시청")
    QTest.keyClick(desk.focus, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: any(each.isVisible() for each in desk.window.findChildren(PastedTableDialog)))
    assert desk.window.current == TOUR
    dialog = next(each for each in desk.window.findChildren(PastedTableDialog) if each.isVisible())
    dialog.reject()
