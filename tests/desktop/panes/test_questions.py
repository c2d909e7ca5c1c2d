"""The questions of a visit: filters, order, what follows what, and what others wrote, offered to the recorders."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

import resources
from db.edits import change, create
from db.records import Question, Visit, field_specs
from desktop.editor.composition import LineField
from desktop.models.talk import in_order, moved, order_behind, running
from desktop.panes.suggesting import open_list
from desktop.panes.visit.filters import Filters
from desktop.panes.visit.offered import OfferedList
from desktop.panes.visit.questions import QuestionsPane
from desktop.panes.visit.visit import VisitPage
from desktop.theme import Theme
from tests.desktop.editor.typing import compose, enter, hangul, key
from tests.desktop.panes.conftest import Desk
from tests.desktop.panes.test_visit import editor, field


def tab(desk: Desk) -> tuple[VisitPage, QuestionsPane]:
    page = desk.visit()
    page.show_tab(1)
    QApplication.processEvents()
    pane = page.panes[1]
    assert isinstance(pane, QuestionsPane)
    return page, pane


def made(desk: Desk, *questions: Question) -> None:
    names = [spec.name for spec in field_specs(Question)]
    desk.context.notebook.commit(
        [create(Question, each.id, **{name: getattr(each, name) for name in names}) for each in questions]
    )


def asked(name: str, order: str, follows: str | None = None, **more: object) -> Question:
    return Question(id=name, visit="v", question=f"질문 {name}", order=order, follows=follows, **more)  # type: ignore[arg-type]


def ids(desk: Desk) -> list[str]:
    return [each.id for each, _ in in_order(desk.context.notebook.reader.all(Question, visit="v"))]


def shown(page: VisitPage) -> set[str]:
    QApplication.processEvents()
    return {
        each.object for each in page.fields.autosave.writings() if each.kind == "question" and each.widget.isVisible()
    }


def test_filters_hide_and_what_is_sought_is_shown_again(desk: Desk) -> None:
    made(desk, asked("a", "z1", prepared=True), asked("b", "z2", check_later=True, answer="예"))
    page, pane = tab(desk)
    assert shown(page) == {"q1", "a", "b"}
    counts = [each.text() for each in pane.findChildren(Filters)[-1].findChildren(QPushButton)]
    assert [text.split()[-1] for text in counts] == ["3", "1", "1", "1"]
    pane.show_only("prepared")
    assert shown(page) == {"a"}
    hangul(editor(page, "a", "answer"), "가")  # what is written stays where it is
    page.fields.autosave.settle()
    assert shown(page) == {"a"}
    page.show_object("b")
    assert shown(page) == {"q1", "a", "b"}


def test_a_question_moves_with_what_follows_it_by_keys(desk: Desk) -> None:
    made(desk, asked("a", "z1"), asked("a1", "z2", "a"), asked("a2", "z3", "a1"), asked("b", "z4"))
    page, _ = tab(desk)
    assert ids(desk) == ["q1", "a", "a1", "a2", "b"]
    held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    compose(editor(page, "a", "answer"), "한")
    key(editor(page, "a", "answer"), "", Qt.Key.Key_Down, held)
    assert ids(desk) == ["q1", "b", "a", "a1", "a2"]
    assert desk.text("a", "answer") == "한"
    assert editor(page, "a", "answer").hasFocus()
    key(editor(page, "a", "answer"), "", Qt.Key.Key_Up, held)
    key(editor(page, "a", "answer"), "", Qt.Key.Key_Up, held)
    key(editor(page, "a", "answer"), "", Qt.Key.Key_Up, held)
    assert ids(desk) == ["a", "a1", "a2", "q1", "b"]


def test_a_question_moves_past_those_that_the_filter_hides(desk: Desk, qtbot: QtBot) -> None:
    made(desk, asked("a", "z1", prepared=True), asked("b", "z2"), asked("c", "z3", prepared=True))
    page, pane = tab(desk)
    pane.show_only("prepared")
    qtbot.waitUntil(lambda: shown(page) == {"a", "c"})
    held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    key(editor(page, "a", "answer"), "", Qt.Key.Key_Down, held)
    assert ids(desk) == ["q1", "b", "c", "a"]
    key(editor(page, "a", "answer"), "", Qt.Key.Key_Up, held)
    assert ids(desk) == ["q1", "b", "a", "c"]
    key(editor(page, "a", "answer"), "", Qt.Key.Key_Up, held)
    assert ids(desk) == ["q1", "b", "a", "c"]


def test_a_follow_up_stands_behind_and_is_indented(desk: Desk) -> None:
    made(desk, asked("b", "z4"))
    page, pane = tab(desk)
    pane.add(follows="q1")
    QApplication.processEvents()
    new = ids(desk)[1]
    record = desk.context.notebook.reader.get(new)
    assert isinstance(record, Question)
    assert record.follows == "q1"
    left = [
        field(page, each, "question").mapTo(page, field(page, each, "question").rect().topLeft()).x()
        for each in ("q1", new)
    ]
    assert left[1] - left[0] == desk.context.theme.px(28)


@pytest.mark.parametrize("by", [-1, 1])
def test_two_that_follow_each_other_are_still_read(by: int) -> None:
    loop = [asked("a", "a", "b"), asked("b", "b", "a"), asked("c", "c")]
    assert {each.id for each, _ in in_order(loop)} == {"a", "b", "c"}
    assert order_behind(loop) > "c"
    moved(loop, "a", by)
    assert moved(loop, "gone", by) == {}


def test_names_come_from_two_letters_here_too(desk: Desk) -> None:
    page, _ = tab(desk)
    line = field(page, "q1", "answerer_name")
    assert isinstance(line, LineField)
    line.setFocus()
    hangul(line, "w")
    assert open_list(page) is not None
    enter(line)
    page.leave()
    record = desk.context.notebook.reader.get("q1")
    assert isinstance(record, Question)
    assert (record.answerer, record.answerer_name) == ("k1", "M. de Wit")


def offered(desk: Desk) -> None:
    visit = desk.context.notebook.reader.get("v")
    assert isinstance(visit, Visit)
    desk.context.notebook.commit([change(visit, recorders=("p1",))])
    made(
        desk,
        asked("x", "y1", addition="offered", asker="p2", answer="짧다."),
        Question(id="y", visit="v", question="질문 x?", answer="더 긴 답이다.", order="y2", addition="offered"),
        Question(id="z", visit="v", question="요금은 얼마?", order="y3", addition="offered"),
    )


def test_the_recorder_is_offered_what_others_wrote_each_thing_once(desk: Desk) -> None:
    offered(desk)
    desk.write_as("p1")
    page, pane = tab(desk)
    assert shown(page) == {"q1"}
    listed = pane.findChildren(OfferedList)[-1]
    presses = list(listed.findChildren(QPushButton))
    assert len(presses) == 4  # two things to decide
    assert all(each.accessibleName() for each in presses)
    presses[0].click()
    QApplication.processEvents()
    states = {each.id: each.addition for each in desk.context.notebook.reader.all(Question, visit="v")}
    assert (states["y"], states["x"], states["z"]) == ("taken", "left", "offered")
    assert shown(page) == {"q1", "y"}
    pane.decide(("z",), False)
    QApplication.processEvents()
    assert not [each for each in pane.findChildren(OfferedList) if each.isVisible()]


def test_who_is_no_recorder_sees_the_own_questions_and_nothing_to_decide(desk: Desk, qtbot: QtBot) -> None:
    offered(desk)
    desk.write_as("p2")
    page, pane = tab(desk)
    qtbot.waitUntil(lambda: shown(page) == {"q1", "x", "y", "z"})
    assert pane.findChildren(OfferedList) == []
    pane.add()
    assert {each.addition for each in desk.context.notebook.reader.all(Question, visit="v")} >= {"offered"}


def test_the_visit_that_is_on_now(desk: Desk) -> None:
    from datetime import date

    reader, day = desk.context.notebook.reader, date(2031, 6, 12)
    assert [running(reader, day, clock) for clock in ("08:00", "13:59", "14:01", "23:00")] == ["v", "v", "w", "w"]
    assert running(reader, date(2031, 1, 1), "12:00") == "v"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_asks_for_no_more_width_than_a_small_screen_has(desk: Desk, language: str) -> None:
    theme = Theme.load("light", 200)
    QApplication.instance().setStyleSheet(theme.style_sheet())  # type: ignore[union-attr]
    desk.context = replace(desk.context, theme=theme, sentences=resources.sentences(language))
    page, _ = tab(desk)
    for _ in range(3):  # what has words folds them away first
        page.resize(1024, 700)
        QApplication.processEvents()
    assert page.width() == 1024
    assert page.title.live.isVisible()
    assert page.title.live.accessibleName()
    QApplication.instance().setStyleSheet("")  # type: ignore[union-attr]


def test_tab_leads_from_a_question_to_its_answer_and_to_the_names_before_the_buttons(desk: Desk) -> None:
    made(desk, asked("a", "z1"))
    page, pane = tab(desk)
    question, answer = editor(page, "a", "question"), editor(page, "a", "answer")
    question.setFocus()
    compose(question, "까")
    key(question, "\t", Qt.Key.Key_Tab)
    assert answer.hasFocus()
    assert question.toPlainText() == "질문 a까"
    key(answer, "", Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert question.hasFocus()
    met = []
    for _ in range(4):
        focus = QApplication.focusWidget()
        assert focus is not None
        held = Qt.KeyboardModifier.ControlModifier if focus in (question, answer) else None
        key(focus, "\t", Qt.Key.Key_Tab, held)
        met.append(QApplication.focusWidget())
    assert met[0] is answer
    assert [type(each) for each in met[1:3]] == [LineField, LineField]
    assert isinstance(met[3], QToolButton)


def test_tab_in_a_question_of_items_still_indents(desk: Desk) -> None:
    made(desk, asked("a", "z1"))
    page, _ = tab(desk)
    question = editor(page, "a", "question")
    question.setFocus()
    question.selectAll()
    hangul(question, "○ 가")
    key(question, "\t", Qt.Key.Key_Tab)
    assert question.toPlainText() == "- 가"
