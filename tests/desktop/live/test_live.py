"""Live mode: a key for everything, nothing lost, nothing left behind that nobody said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from db.edits import change, create
from db.records import Note, Person, Question, Visit
from desktop.editor.composition import LineField
from desktop.models.pages import LIVE
from desktop.panes.live.live import LivePage
from desktop.panes.parts import Press
from desktop.panes.suggesting import open_list
from desktop.theme import Theme
from tests.desktop.editor.typing import compose, hangul, key
from tests.desktop.live.conftest import editor, focus
from tests.desktop.panes.conftest import Desk
from tests.desktop.panes.test_closing import open_window

Live = Callable[[], LivePage]


class Keys:
    """Presses keys at whatever has the focus, and counts those that are no letters."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, code: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        self.count += 1
        key(focus(), "\r" if code == Qt.Key.Key_Return else "", code, held)

    def at(self) -> None:
        self.count += 1
        key(focus(), "@")

    def write(self, text: str) -> None:
        hangul(focus(), text)


def questions(desk: Desk) -> list[Question]:
    return [each for each in desk.context.notebook.reader.all(Question, visit="v") if each.id != "q1"]


def test_from_home_and_visit_one_key_leads_to_the_caret_and_esc_back(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.resize(1400, 900)
    QApplication.processEvents()
    assert window.workspace is not None
    for place in ("home", "v"):
        window.go(place)
        window.actions_["live"].trigger()
        page = window.workspace.stack.currentWidget()
        assert isinstance(page, LivePage)
        assert focus() is page.composer.editor("question")
        assert not window.tools.isVisible()
        assert not window.workspace.navigator.isVisible()
        key(focus(), "", Qt.Key.Key_Escape)
        assert window.current == place
        assert window.tools.isVisible()
        assert window.workspace.navigator.isVisible()
    window.close()
    session.close()


def test_a_briefing_of_six_questions_and_forty_lines(desk: Desk, live: Live) -> None:
    """Participant 3: every question costs four keys beside its letters, each mark one, notes one and their lines."""
    desk.write_as("p1")
    page, keys = live(), Keys()
    for number in range(6):
        keys.write(f"{number} 가나다")
        keys.press(Qt.Key.Key_F3)
        keys.write(f"{number} 나다")
        keys.at()
        keys.write("de" if number == 0 else "")
        keys.press(Qt.Key.Key_Return)
        if number in (1, 4):
            keys.press(Qt.Key.Key_F6)
        if number < 5:
            keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert keys.count == 6 * 4 - 1 + 2
    keys.press(Qt.Key.Key_F4)
    for number in range(40):
        keys.write("○ 가" if number == 0 else "나")
        if number % 8 == 3:
            keys.press(Qt.Key.Key_Tab)
        if number == 10:
            keys.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
            keys.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        if number < 39:
            keys.press(Qt.Key.Key_Return)
    page.leave()
    made = questions(desk)
    assert [each.question for each in made] == [f"{number} 가나다" for number in range(6)]
    assert [each.answer for each in made] == [f"{number} 나다" for number in range(6)]
    assert [each.answerer for each in made] == ["k1"] * 6  # the one who answered answers on
    assert [number for number, each in enumerate(made) if each.check_later] == [1, 4]
    assert all(each.asked and each.asked_at for each in made)
    note = desk.context.notebook.reader.all(Note, visit="v")[-1]
    assert len(note.text.split("\n")) == 40
    assert note.noted_at
    assert note.author == "p1"


def test_who_asked_comes_from_two_letters_even_while_they_are_composed(desk: Desk, live: Live) -> None:
    page, keys = live(), Keys()
    keys.write("가나")
    keys.at()
    assert isinstance(focus(), LineField)
    compose(focus(), "하")
    listing = open_list(page)
    assert listing is not None
    assert [each.suggestion.value for each in listing.found] == ["한도영"]
    field = focus()
    box = QRect(field.mapTo(page, QPoint(0, 0)), field.size())
    assert not listing.geometry().intersects(box)
    assert "한도영" in field.accessibleDescription()
    keys.press(Qt.Key.Key_Return)
    assert focus() is editor(page, "question")
    page.leave()
    assert [(each.asker, each.asker_name) for each in questions(desk)] == [("p2", "한도영")]


def test_esc_in_a_name_leads_back_to_its_text_and_only_then_out(desk: Desk, live: Live) -> None:
    page, keys = live(), Keys()
    left: list[str] = []
    page.left.connect(left.append)
    for field, code in (("question", Qt.Key.Key_F2), ("answer", Qt.Key.Key_F3)):
        keys.press(code)
        text = editor(page, field)
        keys.at()
        assert isinstance(focus(), LineField)
        keys.write("한")  # names are offered
        keys.press(Qt.Key.Key_Escape)
        assert isinstance(focus(), LineField)
        keys.press(Qt.Key.Key_Escape)
        assert focus() is text
        assert left == []
    keys.press(Qt.Key.Key_Escape)
    assert left == ["v"]


def test_the_note_that_is_written_is_listed_once_it_is_done(desk: Desk, live: Live, qtbot: QtBot) -> None:
    page, keys = live(), Keys()
    before = len(page.side.findChildren(Press))
    keys.press(Qt.Key.Key_F4)
    keys.write("배가 기다리지 않는다")
    qtbot.wait(300)
    assert len(page.side.findChildren(Press)) == before
    keys.press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: "배가 기다리지 않는다" in page.side.findChildren(Press)[0].accessibleName())


def test_at_in_a_word_and_twice_is_a_letter(desk: Desk, live: Live) -> None:
    page, keys = live(), Keys()
    keys.write("가 a")
    keys.at()
    assert editor(page, "question").toPlainText() == "가 a@"
    keys.at()
    keys.at()
    assert editor(page, "question").toPlainText() == "가 a@@"


def test_the_first_stroke_makes_the_record_and_stays_in_the_syllable(desk: Desk, live: Live) -> None:
    page = live()
    compose(focus(), "한")
    assert len(questions(desk)) == 1
    assert editor(page, "question").toPlainText() == ""  # still being composed
    key(focus(), "", Qt.Key.Key_F2)
    compose(focus(), "글")
    key(focus(), "", Qt.Key.Key_F3)
    compose(focus(), "가")
    page.leave()
    assert [(each.question, each.answer) for each in questions(desk)] == [("한", ""), ("글", "가")]


def test_what_nobody_asked_leaves_nothing_behind(desk: Desk, live: Live) -> None:
    page, keys = live(), Keys()
    for code in (Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F2, Qt.Key.Key_F2):
        keys.press(code)
    page.leave()
    assert questions(desk) == []
    assert len(desk.context.notebook.reader.all(Note, visit="v")) == 2


def test_prepared_questions_wait_and_are_ticked_off(desk: Desk, live: Live) -> None:
    desk.context.notebook.commit(
        [create(Question, name, visit="v", question=name, prepared=True, order=f"b{name}") for name in ("x", "y", "z")]
    )
    page = live()
    assert list(page.side.cards) == ["x", "y", "z"]
    key(focus(), "", Qt.Key.Key_F3)  # nothing is being written: the first that waits
    assert page.composer.record is not None
    assert page.composer.record.id == "x"
    hangul(focus(), "가")
    key(focus(), "", Qt.Key.Key_F7)
    assert focus() is page.side.cards["y"]
    key(focus(), " ", Qt.Key.Key_Space)
    key(page.side.cards["z"], "", Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    page._show_talk()
    assert list(page.side.cards) == ["z", "y"]
    page.leave()
    found = {each.id: each for each in questions(desk)}
    assert (found["x"].asked, found["x"].answer, bool(found["x"].asked_at)) == (True, "가", True)
    assert (found["y"].asked, found["z"].asked) == (True, False)
    page.tick("y")
    assert desk.context.notebook.reader.get("y") == replace(found["y"], asked=False, asked_at=None)


def test_one_key_moves_a_question_past_what_its_list_does_not_show(desk: Desk, live: Live) -> None:
    answers = {"x": "", "y": "답", "z": ""}
    desk.context.notebook.commit(
        [
            create(Question, name, visit="v", question=name, answer=answer, asked=True, order=f"b{name}")
            for name, answer in answers.items()
        ]
    )
    page = live()
    assert list(page.side.cards) == ["x", "z"]
    key(page.side.cards["z"], "", Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    page._show_talk()
    assert list(page.side.cards) == ["z", "x"]
    key(page.log.rows["y"], "", Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    page._show_talk()
    assert list(page.log.rows) == ["q1", "z", "y", "x"]


def test_what_was_asked_stays_in_sight_until_it_is_answered(desk: Desk, live: Live) -> None:
    ahead = create(Question, "ahead", visit="v", question="준비", prepared=True, order="b")
    desk.context.notebook.commit([ahead])
    page = live()
    page.new_question()
    hangul(focus(), "방금")
    page.new_question()
    page.context.operations.commit_drafts()
    page._show_talk()
    asked = next(each.id for each in questions(desk) if each.question == "방금")
    assert asked in page.log.rows
    assert "ahead" not in page.log.rows
    assert "답을 기다림" in [each.text() for each in page.log.rows[asked].findChildren(QLabel)]
    page.tick("ahead")
    page._show_talk()
    assert "ahead" in page.log.rows


def test_follow_ups_stand_behind_what_they_follow(desk: Desk, live: Live) -> None:
    page, keys = live(), Keys()
    keys.write("가")
    keys.press(Qt.Key.Key_F2)
    keys.write("나")
    page.go_on(questions(desk)[0].id)
    keys.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    keys.write("다")
    page.leave()
    made = questions(desk)
    assert [each.question for each in made] == ["가", "다", "나"]
    assert made[1].follows == made[0].id
    page._move(made[0].id, 1)  # both go
    assert [each.question for each in questions(desk)] == ["나", "가", "다"]


def test_undo_takes_a_question_back_and_leaves_a_place_to_write(desk: Desk, live: Live) -> None:
    page = live()
    hangul(focus(), "가")
    made = questions(desk)[0]
    desk.context.notebook.commit([change(made, deleted=True)])
    page.refresh(desk.context.operations.commit([change(made, deleted=True)]))
    assert page.composer.record is not None
    assert page.composer.record.id != made.id
    hangul(editor(page, "question"), "나")
    page.leave()
    assert [each.question for each in questions(desk)] == ["나"]


def test_after_a_kill_the_caret_is_where_it_was(desk: Desk, live: Live, qtbot: QtBot) -> None:
    page = live()
    hangul(focus(), "가나")
    key(focus(), "", Qt.Key.Key_F3)
    hangul(focus(), "다")
    compose(focus(), "한")
    with qtbot.waitSignal(page.fields.autosave.saved):
        page.fields.autosave.keep()
    desk.pages.remove(page)
    again = LivePage(desk.context)
    qtbot.addWidget(again)
    again.resize(1100, 800)
    again.show()
    again.resume(f"{LIVE}v")
    assert editor(again, "question").toPlainText() == "가나"
    assert editor(again, "answer").toPlainText() == "다한"
    assert again.focusWidget() is editor(again, "answer")
    again.leave()


def test_somebody_else_than_the_recorder_makes_an_offer(desk: Desk, live: Live) -> None:
    visit = desk.context.notebook.reader.get("v")
    assert isinstance(visit, Visit)
    desk.context.notebook.commit([change(visit, recorders=("p2",))])
    desk.write_as("p1")
    page = live()
    hangul(focus(), "가")
    page.leave()
    assert [each.addition for each in questions(desk)] == ["offered"]


@pytest.mark.parametrize(("size", "width", "height"), [(100, 1024, 700), (200, 1024, 700), (200, 1440, 900)])
def test_there_is_room_for_writing(desk: Desk, live: Live, size: int, width: int, height: int) -> None:
    desk.context = replace(desk.context, theme=Theme.load("light", size))
    page = live()
    page.resize(width, height)
    QApplication.processEvents()
    hangul(focus(), "가")
    area = page.composer.geometry()
    assert page._middle.rect().contains(area)
    assert focus().isVisible()
    assert page.minimumSizeHint().width() <= width
    narrow = width < page.theme.px(920)
    assert page.side.isVisible() is not narrow
    if narrow:
        key(focus(), "", Qt.Key.Key_F7)
        assert page.side.isVisible()
        page.to_waiting() if page.side.isAncestorOf(focus()) else page.new_question()
        assert page.composer.isVisible()


def test_everything_that_takes_keys_has_a_name(desk: Desk, live: Live) -> None:
    page = live()
    hangul(focus(), "가")
    QApplication.processEvents()
    takers = [
        each for each in page.findChildren(QWidget) if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    unnamed = [
        each
        for each in takers
        if isinstance(each, QLineEdit | QTextEdit | QAbstractButton)
        and not (each.accessibleName() or getattr(each, "text", str)())
    ]
    assert len(takers) > 6
    assert unnamed == []


def test_a_person_made_meanwhile_is_no_trouble(desk: Desk, live: Live) -> None:
    page = live()
    hangul(focus(), "가")
    page.refresh(desk.context.operations.commit([create(Person, "p9", name="새 사람")]))
    assert editor(page, "question").toPlainText() == "가"


def test_a_recorder_sees_in_live_mode_what_is_of_the_record(desk: Desk, live: Live) -> None:
    visit = desk.context.notebook.reader.get("v")
    assert isinstance(visit, Visit)
    desk.context.notebook.commit(
        [
            change(visit, recorders=("p1",)),
            create(Question, "o", visit="v", question="남의 질문", answer="답", addition="offered", order="z"),
        ]
    )
    desk.write_as("p1")
    page = live()
    assert list(page.log.rows) == ["q1"]
    page.leave()
    desk.write_as("p2")
    assert list(live().log.rows) == ["q1", "o"]


def test_a_host_may_ask_and_a_participant_may_answer(desk: Desk, live: Live) -> None:
    page, keys = live(), Keys()
    keys.write("가")
    keys.at()
    keys.write("wi")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_F3)
    keys.at()
    keys.write("한")
    keys.press(Qt.Key.Key_Return)
    page.leave()
    made = questions(desk)[0]
    assert (made.asker_name, made.asker, made.answerer_name, made.answerer) == ("M. de Wit", None, "한도영", None)


def test_finding_is_at_hand_and_esc_closes_it_first(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.resize(1400, 900)
    window.go("live:v")
    QApplication.processEvents()
    window.actions_["find"].trigger()
    QApplication.processEvents()
    assert isinstance(focus(), LineField)
    key(focus(), "", Qt.Key.Key_Escape)
    assert window.current == "live:v"
    window.actions_["focus_mode"].trigger()
    page = window.workspace.stack.currentWidget() if window.workspace else None
    assert isinstance(page, LivePage)
    assert page.composer.isVisible()
    window.actions_["focus_mode"].trigger()
    window.close()
    session.close()


def test_tab_leads_from_a_question_to_its_answer_and_back_but_indents_in_a_list(desk: Desk, live: Live) -> None:
    page, keys = live(), Keys()
    keys.write("가나")
    compose(focus(), "한")
    keys.press(Qt.Key.Key_Tab)
    assert focus() is editor(page, "answer")
    assert editor(page, "question").toPlainText() == "가나한"
    keys.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert focus() is editor(page, "question")
    keys.press(Qt.Key.Key_Tab)
    keys.write("○ 다")
    keys.press(Qt.Key.Key_Tab)
    assert editor(page, "answer").toPlainText() == "- 다"


def test_the_visit_goes_on_in_what_was_written_live(desk: Desk, live: Live) -> None:
    visit = desk.visit()
    visit.show_object("n1")
    visit.leave()
    page, keys = live(), Keys()
    page.leave()
    assert (view := desk.context.memory.view("v")) is not None
    assert view.tab == 0
    keys.write("가나")
    page.leave()
    desk._show(visit, "v")
    assert visit.stack.currentIndex() == 1
    assert getattr(focus(), "key", ("", ""))[1] == "question"
