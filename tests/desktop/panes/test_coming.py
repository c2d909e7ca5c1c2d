"""Entries that are built a few at a time: whatever asks for those that are still to come finds them as if built."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.edits import Draft, change, create
from db.notebook import Notebook
from db.order import keys
from db.records import Comment, Note, Question, Takeaway, Tour, Visit
from desktop.editor.composition import commit_composition
from desktop.editor.outline_editor import OutlineEditor
from desktop.panes.visit import coming
from desktop.panes.visit.coming import AT_ONCE
from desktop.panes.visit.visit import VisitPage
from tests.desktop.editor.typing import compose, key
from tests.desktop.known import remember
from tests.desktop.panes.conftest import Desk
from tests.desktop.panes.test_closing import open_window
from tests.desktop.panes.test_visit import editor

MANY = 14
TEXT = "○ 배가 기다리지 않는다.\n- 부두 앞바다에서 기다리는 시간이 길어질수록 연료비와 배출량이 함께 늘어난다.\n※ 값"


@pytest.fixture
def path(tmp_path: Path, home: Path) -> Path:
    """A notebook with visits of many notes."""
    order = iter(keys(100))
    edits = [create(Tour, "t", order=next(order), title="연수")]
    edits += [create(Visit, each, order=next(order), tour="t", institution=each) for each in ("v", "w")]
    edits += [
        create(Note, f"n{n}", order=next(order), visit="v", heading=f"제목 {n}", text=f"{TEXT} {n}")
        for n in range(MANY)
    ]
    edits += [
        create(Question, f"q{n}", order=next(order), visit="v", question=f"몇 척? {n}", answer=TEXT)
        for n in range(MANY)
    ]
    edits += [create(Takeaway, f"s{n}", order=next(order), visit="v", text=f"잰다 {n}") for n in range(MANY)]
    edits += [create(Comment, "c", order=next(order), object=f"n{MANY - 1}", field="text", text="더 쉽게?", author="p")]
    file = tmp_path / "연수.notebook"
    Notebook.create(file, edits).close()
    remember(file)
    return file


def built(page: VisitPage) -> list[str]:
    """The notes whose text can be written in, from the top."""
    found = [each for each in page.findChildren(OutlineEditor) if each.key is not None and each.key[1] == "text"]
    found.sort(key=lambda each: each.mapTo(page, QPoint(0, 0)).y())
    return [each.key[0] for each in found if each.key is not None and each.key[0].startswith("n")]


def settled(page: VisitPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.fields.coming)


class Painted(QObject):
    """Whether widget was painted since."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def every() -> list[str]:
    return [f"n{n}" for n in range(MANY)]


def test_the_first_are_there_at_once_and_the_others_soon(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    assert set(every()[:AT_ONCE]) <= set(built(page))
    assert page.fields.coming  # else this file proves nothing
    settled(page, qtbot)
    qtbot.waitUntil(lambda: built(page) == every())
    assert [desk.text(each) for each in every()] == [editor(page, each).toPlainText() for each in every()]


@pytest.mark.parametrize(("tab", "kind"), [(1, "q"), (2, "s")])
def test_questions_and_takeaways_come_so_too(desk: Desk, qtbot: QtBot, tab: int, kind: str) -> None:
    page = desk.visit()
    settled(page, qtbot)
    page.show_tab(tab)
    assert page.fields.coming
    field = "question" if kind == "q" else "text"
    page.show_object(f"{kind}{MANY - 1}")
    assert page.fields.autosave.writing(f"{kind}{MANY - 1}", field) is not None
    settled(page, qtbot)
    assert all(page.fields.autosave.writing(f"{kind}{n}", field) for n in range(MANY))


def test_what_is_opened_by_name_is_there_at_once(desk: Desk) -> None:
    page = desk.visit()
    page.show_object("n12")
    assert QApplication.focusWidget() is editor(page, "n12")
    assert page.reveal("n8")
    assert "n8" in built(page)


def test_a_comment_on_a_note_that_is_still_to_come_is_gone_to(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    page.review.read()
    assert page.review.open_here() == ["c"]
    assert page.fields.coming
    assert page.review.step(1)
    assert QApplication.focusWidget() is editor(page, f"n{MANY - 1}")


def test_nothing_that_is_seen_moves_while_others_come(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coming, "PAUSE", 200)  # so that the page is painted before the others come
    page = desk.visit("w")
    page.show_object("n10")
    target, pane = editor(page, "n10"), page.panes[0]
    painted = Painted(target.viewport())
    qtbot.waitUntil(lambda: painted.seen)
    assert page.fields.coming
    assert pane.verticalScrollBar().value() > 0  # n10 is far down
    places = set()
    while page.fields.coming:
        places.add(target.mapTo(page, QPoint(0, 0)).y())
        qtbot.wait(5)
    qtbot.wait(150)
    places.add(target.mapTo(page, QPoint(0, 0)).y())
    assert max(places) - min(places) <= 2
    top = target.mapTo(pane, QPoint(0, 0)).y()
    assert 0 <= top < pane.height() - 40


def test_a_syllable_goes_on_while_others_come(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit("w")
    page.show_object("n10")
    target = editor(page, "n10")
    before = target.toPlainText()
    at = target.textCursor().position()
    compose(target, "한")
    assert page.fields.coming
    settled(page, qtbot)
    assert target.textCursor().block().layout().preeditAreaText() == "한"
    assert QApplication.focusWidget() is target
    commit_composition(target)
    assert target.toPlainText() == f"{before[:at]}한{before[at:]}"
    page.leave()
    assert desk.text("n10") == f"{before[:at]}한{before[at:]}"


def test_tab_goes_through_all_of_them_in_their_order(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit("w")
    page.show_object("n10")  # those above come last
    settled(page, qtbot)
    editor(page, "n0").setFocus()
    met, focus = ["n0"], editor(page, "n0")
    for _ in range(6 * MANY):
        QTest.keyClick(focus, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        now = QApplication.focusWidget()
        assert now is not None
        if isinstance(now, OutlineEditor) and now.key is not None:
            met.append(now.key[0])
        if met[-1] == f"n{MANY - 1}":
            break
        focus = now  # type: ignore[assignment]
        if not isinstance(now, OutlineEditor):
            now.focusNextPrevChild(True)
            focus = QApplication.focusWidget()  # type: ignore[assignment]
            if isinstance(focus, OutlineEditor) and focus.key is not None:
                met.append(focus.key[0])
    assert list(dict.fromkeys(met)) == every()


def test_tab_and_down_lead_on_to_what_is_still_to_come(desk: Desk) -> None:
    page = desk.visit()
    last = built(page)[-1]
    following = f"n{int(last[1:]) + 1}"
    target = editor(page, last)
    target.setFocus()
    target.place_caret(len(target.toPlainText()))
    assert page.fields.coming
    key(target, "", Qt.Key.Key_Down)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QWidget)
    assert getattr(focus, "key", ("",))[0] == following


def test_found_and_replaced_everywhere_at_once_and_taken_back(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    assert page.fields.coming
    page.finding.words.setText("기다리지")
    page.finding.open(replacing=True)
    assert page.fields.coming
    page.finding.others.setText("서지")
    page.finding.replace_all()
    assert all("서지" in desk.text(each) for each in every())
    page.show_object("w")
    page.show_object("v")
    assert page.fields.coming
    desk.context.operations.undo.undo()
    qtbot.waitUntil(lambda: all("기다리지" in desk.text(each) for each in every()))
    settled(page, qtbot)
    assert all("기다리지" in editor(page, each).toPlainText() for each in every())


def test_what_is_looked_for_is_found_in_texts_that_are_still_to_come(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    page.finding.words.setText("기다리지")
    page.finding.open()
    for _ in range(2):
        page.finding.step(-1)  # in the text that is written in, then round to the last one, which is not there yet
    assert page.fields.coming
    assert page.finding.count.text() == f"{MANY - len(page.fields.coming)}곳"
    qtbot.waitUntil(lambda: page.finding.count.text() == f"{MANY}곳 가운데 {MANY} (한 바퀴)")
    last = page.fields.autosave.writing(every()[-1], "text")
    assert last is not None
    assert isinstance(last.widget, OutlineEditor)
    assert last.widget.textCursor().selectedText() == "기다리지"


def test_what_another_page_changed_meanwhile_is_shown(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    assert "n12" in page.fields.coming
    record = desk.context.notebook.reader.get("n12")
    assert record is not None
    desk.context.operations.commit([change(record, text="○ 새 글")])
    settled(page, qtbot)
    assert editor(page, "n12").toPlainText() == "○ 새 글"


def test_a_note_that_went_meanwhile_does_not_come(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    record = desk.context.notebook.reader.get("n12")
    assert record is not None
    desk.context.operations.commit([change(record, deleted=True)])
    settled(page, qtbot)
    qtbot.waitUntil(lambda: built(page) == [each for each in every() if each != "n12"])


def test_leaving_at_once_writes_nothing_and_loses_nothing(desk: Desk) -> None:
    before = [desk.text(each) for each in every()]
    page = desk.visit()
    assert page.fields.coming
    revisions = len(desk.context.notebook.reader.history("n12"))
    page.leave()
    page.show_object("w")
    assert not page.fields.coming
    assert [desk.text(each) for each in every()] == before
    assert len(desk.context.notebook.reader.history("n12")) == revisions


def test_a_draft_that_a_kill_left_becomes_a_revision_when_the_visit_is_left(desk: Desk) -> None:
    reader = desk.context.notebook.reader
    base = reader.heads("n12")["text"]
    desk.context.notebook.keep_draft(Draft("n12", "note", "text", "○ 남은 글", base, 3)).result()
    page = desk.visit()
    assert editor(page, "n12").toPlainText() == "○ 남은 글"
    page.leave()
    assert desk.text("n12") == "○ 남은 글"
    assert not reader.drafts()


def test_a_notebook_that_is_closed_meanwhile_is_not_read(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("v")
    page = window.workspace.stack.currentWidget() if window.workspace else None
    assert isinstance(page, VisitPage)
    assert page.fields.coming
    window.close()
    session.close()
    qtbot.wait(20)  # an exception in a turn of the loop fails the test
    assert page.fields.coming


def test_what_is_let_go_is_seen_no_more_counts_no_more_and_ends_bit_by_bit(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    page.fields.complete()
    old = editor(page, "n3")
    page.go_on_in(old)
    page.show_object("w")
    assert not any(each.isVisible() for each in page.findChildren(OutlineEditor) if each.key and each.key[0] in every())
    assert page.fields.autosave.writing("n3", "text") is None
    assert page.field is not old
    assert page.editor is not old
    assert isValid(old)  # else this file proves nothing
    qtbot.waitUntil(lambda: not isValid(old))
    qtbot.waitUntil(lambda: not built(page))


def test_a_visit_that_is_opened_again_at_once_is_written_where_it_is_seen(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    page.fields.complete()
    old = editor(page, "n3")
    page.show_object("w")
    page.show_object("n3")
    new = editor(page, "n3")
    assert new is not old
    new.insertPlainText(" 새 글")
    qtbot.waitUntil(lambda: not isValid(old))
    page.leave()
    assert desk.text("n3").endswith(" 새 글")


def test_tab_waits_for_the_neighbours_only(desk: Desk) -> None:
    page = desk.visit()
    last = built(page)[-1]
    still = set(page.fields.coming)
    editor(page, last).setFocus()
    page.panes[0].focusNextPrevChild(True)
    assert still - set(page.fields.coming) == {f"n{int(last[1:]) + 1}"}
