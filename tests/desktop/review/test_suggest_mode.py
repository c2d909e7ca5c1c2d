"""Suggest mode by keys: typed and composed over a text that stays as it is; then taken or not by its author."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolTip

from db.accepting import Acceptance, accept, reject
from db.commenting import Thread, decide, threads
from db.edits import change
from db.exchange import export, plan
from db.notebook import Notebook
from db.open_comments import ACCEPTED, DISPUTED, REJECTED
from db.queries import Reader
from db.records import Note
from db.suggesting import sitting, suggested
from desktop.editor.inks import Inks
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.panes.review.queue import QueuePage
from desktop.panes.review.suggest_mode import TYPED, TypedOver
from tests.desktop.editor.typing import compose, hangul, key
from tests.desktop.review.conftest import CTRL, CTRL_ALT, TEXT, Desk, submit

Make = Callable[..., Desk]
I, O, X = Qt.Key.Key_I, Qt.Key.Key_O, Qt.Key.Key_X  # noqa: E741
CHANGES = (
    lambda window: window.set_language("en"),
    lambda window: window.set_text_size(150),
    lambda window: window.set_colours("dark"),
)
"""What the whole window is built anew for."""


@pytest.fixture
def path(path: Path) -> Path:
    """Handed in."""
    with Notebook.open(path) as notebook:
        submit(notebook, "n1", "n2")
    return path


def suggest(path: Path, typed: str, author: str = "r1") -> None:
    """Suggestions of a reviewer, made while the notebook is closed."""
    with Notebook.open(path) as notebook:
        notebook.commit(suggested(notebook.reader, sitting(notebook.reader, "n1", "text", author), typed, author))


def stands(desk: Desk, name: str = "n1") -> str:
    record = desk.reader.get(name)
    assert isinstance(record, Note)
    return record.text


def proposed(desk: Desk, name: str = "n1") -> list[str | None]:
    return [each.suggestion for each in desk.threads(name) if each.open and each.suggestion is not None]


def box(desk: Desk) -> TypedOver:
    (found,) = [each for each in desk.page.findChildren(TypedOver) if each.isVisible()]
    return found


def drawn(desk: Desk) -> None:
    """The page of the author, once what is suggested is drawn in the text."""
    desk.open("n1")
    desk.qtbot.waitUntil(lambda: any(each.names for each in desk.editor().findChildren(Inks)))
    desk.qtbot.wait(20)


def begun(desk: Desk) -> OutlineEditor:
    """The queue with the mode on: two keys."""
    desk.act("queue")
    desk.qtbot.wait(10)
    desk.key(Qt.Key.Key_Return)
    before = desk.pressed
    desk.key(I, CTRL_ALT)
    assert desk.pressed - before == 1
    editor = box(desk).editor
    assert desk.focus is editor
    return editor


def select(editor: OutlineEditor, words: str) -> None:
    found = editor.document().find(words)
    assert not found.isNull(), words
    editor.setTextCursor(found)


class TestTyping:
    def test_hangul_over_a_text_that_can_only_be_read(self, desk: Desk) -> None:
        editor = begun(desk)
        assert [each.isReadOnly() for each in (editor, desk.editor())] == [False, True]
        select(editor, "여섯")
        hangul(editor, "일곱")
        assert editor.toPlainText() == TEXT.replace("여섯", "일곱")
        desk.key(Qt.Key.Key_Return, CTRL)
        assert proposed(desk) == ["일곱"]
        assert stands(desk) == TEXT
        assert desk.focus is desk.editor()
        assert desk.editor().isVisible()

    def test_a_syllable_still_open_is_kept_once(self, desk: Desk) -> None:
        editor = begun(desk)
        select(editor, "여섯")
        compose(editor, "한")
        desk.act("home")
        assert proposed(desk) == ["한"]

    def test_each_change_is_one_suggestion(self, desk: Desk) -> None:
        editor = begun(desk)
        for words, instead in (("여섯", "일곱"), ("11시간에서 ", ""), ("터미널", "부두")):
            select(editor, words)
            QTest.keyClick(editor, Qt.Key.Key_Delete)
            hangul(editor, instead)
        desk.key(I, CTRL_ALT)
        assert proposed(desk) == ["일곱", "", "부두에"]
        assert "제안이 3개입니다.  " in desk.note()  # a sentence has its end already

    def test_pasted_and_new_lines(self, desk: Desk) -> None:
        editor = begun(desk)
        QGuiApplication.clipboard().setText("◇ 새 제목\n○ 새 줄.")
        select(editor, "줄었다.")
        cursor = editor.textCursor()
        cursor.clearSelection()
        cursor.movePosition(cursor.MoveOperation.EndOfBlock)
        editor.setTextCursor(cursor)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        editor.paste()
        typed = editor.toPlainText()
        desk.key(I, CTRL_ALT)
        desk.qtbot.wait(5)
        assert len(proposed(desk)) == 1
        found = accept(desk.reader, desk.threads(), "p1")
        assert found.refused == ()
        assert sitting(desk.reader, "n1", "text", "r1").typed == typed

    def test_undo_goes_back_step_by_step(self, desk: Desk) -> None:
        editor = begun(desk)
        select(editor, "여섯")
        hangul(editor, "일곱")
        for _ in range(3):
            QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
        assert editor.toPlainText() == TEXT
        desk.key(I, CTRL_ALT)
        assert desk.threads() == ()
        assert "본문과 같습니다" in desk.note()

    def test_gone_on_with_by_backspace(self, desk: Desk) -> None:
        editor = begun(desk)
        select(editor, "터미널에")
        hangul(editor, "큰부두에")
        desk.key(I, CTRL_ALT)
        (first,) = desk.threads()
        desk.key(I, CTRL_ALT)
        editor = box(desk).editor
        assert "큰부두에" in editor.toPlainText()
        select(editor, "큰부두에")
        editor.moveCursor(editor.textCursor().MoveOperation.Left)
        editor.moveCursor(editor.textCursor().MoveOperation.Right)
        QTest.keyClick(editor, Qt.Key.Key_Backspace)
        desk.key(I, CTRL_ALT)
        (second,) = desk.threads()
        assert (second.id, second.suggestion) == (first.id, "부두에")

    def test_all_of_it_is_undone_in_one_step(self, desk: Desk) -> None:
        editor = begun(desk)
        for words in ("여섯", "터미널"):
            select(editor, words)
            QTest.keyClick(editor, Qt.Key.Key_Delete)
        desk.key(I, CTRL_ALT)
        assert len(proposed(desk)) == 2
        desk.page.setFocus()
        desk.act("undo")
        desk.qtbot.waitUntil(lambda: proposed(desk) == [])

    def test_what_undo_took_back_meanwhile_is_suggested_all_the_same(self, desk: Desk) -> None:
        editor = begun(desk)
        select(editor, "여섯")
        hangul(editor, "일곱")
        desk.review.suggesting.keep()
        assert proposed(desk) == ["일곱"]
        undo = desk.writing.context.operations.undo
        with desk.qtbot.waitSignal(undo.taken, timeout=30_000):
            undo.undo()
        assert proposed(desk) == []
        assert "일곱" in box(desk).editor.toPlainText()
        desk.key(I, CTRL_ALT)
        assert proposed(desk) == ["일곱"]

    @pytest.mark.parametrize("settle", [accept, reject])
    def test_what_was_settled_meanwhile_stays_so(
        self, desk: Desk, settle: Callable[[Reader, list[Thread], str], Acceptance]
    ) -> None:
        editor = begun(desk)
        select(editor, "여섯")
        hangul(editor, "일곱")
        desk.review.suggesting.keep()
        desk.writing.commit(*settle(desk.reader, list(desk.threads()), "p1").edits)
        desk.qtbot.wait(5)
        select(editor, "터미널")
        hangul(editor, "부두")
        desk.review.suggesting.keep()
        assert proposed(desk) == ["부두에"]
        select(editor, "부두")
        hangul(editor, "터미널")
        desk.key(I, CTRL_ALT)
        assert proposed(desk) == []
        assert len(desk.threads()) == 1
        assert not desk.review.suggesting.on
        assert "그사이" in desk.note()

    def test_goes_on_in_the_next_entry(self, desk: Desk) -> None:
        editor = begun(desk)
        select(editor, "여섯")
        hangul(editor, "일곱")
        page = desk.page
        assert isinstance(page, QueuePage)
        page.list.setCurrentIndex(page.model.index(1))
        desk.qtbot.wait(10)
        assert proposed(desk) == ["일곱"]
        assert box(desk).begun.object == "n2"
        assert page.suggest.isChecked()
        box(desk).findChildren(QPushButton)[0].click()
        assert not page.suggest.isChecked()

    def test_on_the_page_of_a_visit(self, desk: Desk) -> None:
        desk.open("n1")
        desk.editor().setFocus()
        desk.key(I, CTRL_ALT)
        hangul(box(desk).editor, "가")
        desk.key(I, CTRL_ALT)
        assert len(proposed(desk)) == 1
        assert stands(desk) == TEXT

    def test_not_where_nothing_is_written(self, desk: Desk) -> None:
        desk.open("n1")
        desk.line("n1", "heading").setFocus()
        desk.key(I, CTRL_ALT)
        assert "커서를 두십시오" in desk.note()

    def test_over_an_empty_entry(self, desk_of: Make, path: Path) -> None:
        with Notebook.open(path) as notebook:
            record = notebook.reader.get("n1")
            assert record is not None
            notebook.commit([change(record, text="")])
        desk = desk_of()
        desk.open("n1")
        desk.editor().setFocus()
        desk.key(I, CTRL_ALT)
        hangul(box(desk).editor, "첫 글.")
        desk.key(I, CTRL_ALT)
        assert (stands(desk), proposed(desk)) == ("", ["첫 글."])
        desk.become("p1")
        desk.open("n1")
        desk.editor().setFocus()
        desk.act("accept_all")
        assert stands(desk) == "첫 글."


class TestFinding:
    def test_in_the_text_that_is_being_suggested(self, desk: Desk) -> None:
        editor = begun(desk)
        select(editor, "여섯")
        hangul(editor, "일곱")
        desk.act("find")
        bar = desk.writing.finding
        hangul(bar.words, "일곱")
        bar.search()
        assert bar.count.text().startswith("1곳")
        key(bar.words, "", Qt.Key.Key_Return)
        assert editor.textCursor().selectedText() == "일곱"
        key(bar.words, "", Qt.Key.Key_Escape)
        assert desk.focus is editor
        desk.act("find")
        assert bar.words.text() == "일곱"  # what is chosen there

    def test_replaced_it_is_a_suggestion_and_what_is_read_stays(self, desk: Desk) -> None:
        editor = begun(desk)
        desk.act("replace")
        bar = desk.writing.finding
        bar.words.setText("여섯")
        bar.others.setText("일곱")
        bar.search()
        bar.all.click()
        assert "일곱" in editor.toPlainText()
        editor.setFocus()
        desk.key(I, CTRL_ALT)
        assert proposed(desk) == ["일곱"]
        assert stands(desk) == TEXT
        bar.words.setText("선박")
        bar.search()
        for press in (bar.all, bar.one):
            press.click()
        assert desk.editor().toPlainText() == TEXT
        assert stands(desk) == TEXT


class TestKept:
    def test_as_a_draft_and_after_the_program_was_killed(self, desk_of: Make, path: Path) -> None:
        desk = desk_of()
        editor = begun(desk)
        select(editor, "여섯")
        hangul(editor, "일곱")
        desk.qtbot.waitUntil(lambda: any(each.field.endswith(TYPED) for each in desk.reader.drafts(held=True)))
        (draft,) = [each for each in desk.reader.drafts(held=True) if each.field.endswith(TYPED)]
        assert draft.text == TEXT.replace("여섯", "일곱")
        assert stands(desk) == TEXT
        mode = desk.review.suggesting
        mode._boxes.clear()  # as if the program had ended here
        desk.open("n2")
        desk.qtbot.wait(20)
        assert proposed(desk) == ["일곱"]
        desk.qtbot.waitUntil(lambda: not desk.reader.drafts(held=True))
        assert proposed(desk) == ["일곱"]

    @pytest.mark.parametrize("change", CHANGES)
    def test_when_the_window_is_built_anew(self, desk: Desk, change: Callable[[MainWindow], None]) -> None:
        desk.act("queue")
        page = desk.page
        assert isinstance(page, QueuePage)
        page.list.setCurrentIndex(page.model.index(1))
        desk.key(Qt.Key.Key_Return)
        desk.key(I, CTRL_ALT)
        select(box(desk).editor, "규약")
        hangul(box(desk).editor, "약속")
        compose(box(desk).editor, "만")
        caret = box(desk).editor.textCursor().position()
        change(desk.window)
        desk.settle()
        assert desk.page is not page
        assert proposed(desk, "n2") == ["약속만만"]
        editor = box(desk).editor
        assert desk.focus is editor
        assert editor.toPlainText() == "○ 약속만만 관리한다."
        assert editor.textCursor().position() == caret + 1
        assert isinstance(desk.page, QueuePage)
        assert desk.page.suggest.isChecked()
        hangul(editor, "을")
        desk.key(I, CTRL_ALT)
        assert proposed(desk, "n2") == ["약속만을만"]

    def test_on_a_visit_that_is_built_anew(self, desk: Desk) -> None:
        desk.open("n2")
        desk.editor("n2").setFocus()
        desk.key(I, CTRL_ALT)
        select(box(desk).editor, "규약")
        hangul(box(desk).editor, "약속")
        desk.window.set_text_size(150)
        desk.settle()
        assert proposed(desk, "n2") == ["약속만"]
        assert desk.focus is box(desk).editor
        assert box(desk).editor.toPlainText() == "○ 약속만 관리한다."

    @pytest.mark.parametrize("change", CHANGES)
    def test_the_queue_stays_at_its_entry(self, desk: Desk, change: Callable[[MainWindow], None]) -> None:
        desk.act("queue")
        page = desk.page
        assert isinstance(page, QueuePage)
        page.list.setCurrentIndex(page.model.index(1))
        change(desk.window)
        desk.settle()
        assert isinstance(desk.page, QueuePage)
        assert desk.page.meant() == ["n2"]
        assert desk.focus is desk.page.list

    def test_text_that_changed_meanwhile(self, desk: Desk) -> None:
        editor = begun(desk)
        select(editor, "여섯")
        hangul(editor, "일곱")
        record = desk.reader.get("n1")
        assert record is not None
        desk.writing.commit(change(record, text="○ 첫 줄.\n" + TEXT))
        desk.key(I, CTRL_ALT)
        (one,) = desk.threads()
        assert one.acceptable
        assert stands(desk) == "○ 첫 줄.\n" + TEXT


class TestDrawn:
    def test_in_the_text_but_never_part_of_it(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("여섯", "일곱").replace("- 대기는", "- 새 줄.\n- 대기는"))
        desk = desk_of("p1")
        drawn(desk)
        editor = desk.editor()
        wanted = {desk.window.theme.color(name).rgb() for name in ("inserted", "deleted")}
        desk.qtbot.waitUntil(lambda: wanted <= _colours(editor.grab().toImage()))
        assert editor.toPlainText() == TEXT
        assert editor.document().find("일곱").isNull()
        editor.selectAll()
        assert editor.createMimeDataFromSelection().text() == TEXT
        assert desk.writing.fields.autosave.settle().revisions == ()

    def test_words_say_whose_they_are_where_they_are_pointed_at(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("여섯", "일곱 <b>"))
        desk = desk_of("p1")
        drawn(desk)
        editor = desk.editor()
        (inks,) = editor.findChildren(Inks)
        (name,) = inks.names
        place = editor.document().find("여섯").selectionStart()
        struck, comes, beside = (QPoint(_x(editor, at) + by, _y(editor, at))
                                 for at, by in ((place, 4), (place + 2, -8), (place + 3, 12)))  # fmt: skip
        assert [inks.under(each) for each in (struck, comes, beside)] == [name, name, ""]
        event = QHelpEvent(QEvent.Type.ToolTip, struck, editor.viewport().mapToGlobal(struck))
        QApplication.sendEvent(editor.viewport(), event)
        told = QToolTip.text()
        assert "이선경" in told
        assert "여섯" in told
        assert "일곱 &lt;b&gt;" in told

    def test_room_is_made_for_what_comes(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("여섯", "아주 많은"))
        desk = desk_of("p1")
        drawn(desk)
        editor = desk.editor()
        place = editor.document().find("여섯").selectionEnd()
        before = _x(editor, place)
        desk.review.acting.reject(list(desk.review.threads.values()))
        desk.qtbot.waitUntil(lambda: before - _x(editor, place) > 40)

    def test_before_a_line_that_begins_with_it(self, desk_of: Make, path: Path) -> None:
        suggest(path, "아주 " + TEXT)
        desk = desk_of("p1")
        drawn(desk)
        indent = desk.editor().document().firstBlock().blockFormat().textIndent()
        desk.review.acting.reject(list(desk.review.threads.values()))
        block = desk.editor().document().firstBlock()
        desk.qtbot.waitUntil(lambda: block.blockFormat().textIndent() < indent)

    def test_author_writes_before_it_and_in_it(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("여섯", "일곱"))
        desk = desk_of("p1")
        drawn(desk)
        editor = desk.editor()
        (name,) = desk.review.threads
        (inks,) = editor.findChildren(Inks)
        desk.caret(editor, 2)
        hangul(editor, "큰 ")
        assert inks.at(editor.document().find("여섯").selectionStart() + 1) == name
        assert not inks.stale
        desk.caret(editor, editor.document().find("여섯").selectionStart() + 1)
        hangul(editor, "가")
        assert inks.stale
        desk.qtbot.waitUntil(lambda: not inks.names)

    def test_in_a_table_its_text_is_seen(self, desk_of: Make, path: Path) -> None:
        table = "| 배 | 수 |\n| --- | --- |\n| 큰 | 3 |"
        with Notebook.open(path) as notebook:
            record = notebook.reader.get("n1")
            assert record is not None
            notebook.commit([change(record, text=table)])
        suggest(path, table.replace("3", "12"))
        desk = desk_of("p1")
        drawn(desk)
        colour = desk.window.theme.color("inserted").rgb()
        desk.qtbot.waitUntil(lambda: colour in _colours(desk.editor().grab().toImage()))
        desk.review.acting.accept(list(desk.review.threads.values()))
        assert stands(desk) == table.replace("3", "12")


class TestAuthor:
    def test_accepts_one_by_one_key(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("여섯", "일곱").replace("터미널", "부두"))
        desk = desk_of("p1")
        drawn(desk)
        desk.editor().setFocus()
        before = desk.pressed
        desk.key(Qt.Key.Key_F8)
        desk.key(O, CTRL_ALT)
        assert desk.pressed - before == 2
        assert stands(desk) == TEXT.replace("여섯", "일곱")
        history = desk.reader.history("n1")
        assert history[-1].author == "p1"
        desk.act("undo")
        desk.qtbot.waitUntil(lambda: stands(desk) == TEXT)
        assert len(proposed(desk)) == 2

    def test_rejects_one_by_one_key(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("여섯", "일곱"))
        desk = desk_of("p1")
        drawn(desk)
        desk.editor().setFocus()
        desk.key(Qt.Key.Key_F8)
        desk.key(X, CTRL_ALT)
        assert (stands(desk), desk.threads()[0].state) == (TEXT, REJECTED)
        desk.act("undo")
        desk.qtbot.waitUntil(lambda: proposed(desk) == ["일곱"])

    @pytest.mark.parametrize(("what", "state"), [("accept_all", ACCEPTED), ("reject_all", REJECTED)])
    def test_all_of_an_entry_and_back_in_one_step(self, desk_of: Make, path: Path, what: str, state: str) -> None:
        typed = TEXT.replace("여섯", "일곱").replace("터미널", "부두").replace("11시간에서 ", "")
        suggest(path, typed)
        desk = desk_of("p1")
        drawn(desk)
        desk.editor().setFocus()
        desk.act(what)
        assert {each.state for each in desk.threads()} == {state}
        assert stands(desk) == (typed if what == "accept_all" else TEXT)
        desk.act("undo")
        desk.qtbot.waitUntil(lambda: (stands(desk), len(proposed(desk))) == (TEXT, 3))

    def test_by_the_menu_of_its_words(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("여섯", "일곱"))
        desk = desk_of("p1")
        drawn(desk)
        editor, menu = desk.editor(), QMenu()
        editor.menu_opening.emit(menu, editor.document().find("여섯").selectionStart() + 1)
        named = {each.text(): each for each in menu.actions()}
        named["받아들이기"].trigger()
        assert stands(desk) == TEXT.replace("여섯", "일곱")

    def test_two_reviewers_on_the_same_words(self, desk_of: Make, path: Path) -> None:
        suggest(path, TEXT.replace("11시간에서 7시간으로", "짧게"), "r1")
        suggest(path, TEXT.replace("7시간", "8시간"), "r2")
        desk = desk_of("p1")
        drawn(desk)
        desk.editor().setFocus()
        desk.act("accept_all")
        assert "그대로 두었습니다" in desk.note()
        assert len(proposed(desk)) == 1


class TestTwoLaptops:
    @pytest.fixture
    def both(self, path: Path, tmp_path: Path) -> None:
        """Accepted here, rejected there, and put together here."""
        suggest(path, TEXT.replace("여섯", "일곱"))
        with (
            Notebook.open(path) as here,
            Notebook.create(tmp_path / "둘째.notebook", author="q", device="phone", notebook_id=here.id) as there,
        ):
            there.merge(plan(there.reader, export(here.reader)), sender=None, file="x")
            here.commit(accept(here.reader, threads(here.reader, "n1"), "p1").edits)
            there.commit([decide(threads(there.reader, "n1")[0], REJECTED, "r1")])
            here.merge(plan(here.reader, export(there.reader)), sender=None, file="x")

    def settled(self, desk: Desk, code: Qt.Key) -> Thread:
        desk.open("n1")
        desk.qtbot.waitUntil(lambda: len(desk.review.threads) == 1)
        desk.editor().setFocus()
        assert desk.threads()[0].state == DISPUTED
        desk.key(Qt.Key.Key_F8)
        desk.key(code, CTRL_ALT)
        return desk.threads()[0]

    def test_is_shown_and_settled_for_what_was_accepted(self, both: None, desk_of: Make) -> None:
        desk = desk_of("p1")
        assert self.settled(desk, O).state == ACCEPTED
        assert stands(desk) == TEXT.replace("여섯", "일곱")

    def test_or_against_it_and_the_words_are_back(self, both: None, desk_of: Make) -> None:
        desk = desk_of("p1")
        assert self.settled(desk, X).state == REJECTED
        assert stands(desk) == TEXT


def _x(editor: OutlineEditor, place: int) -> int:
    cursor = editor.textCursor()
    cursor.setPosition(place)
    return editor.cursorRect(cursor).x()


def _y(editor: OutlineEditor, place: int) -> int:
    cursor = editor.textCursor()
    cursor.setPosition(place)
    return editor.cursorRect(cursor).center().y()


def _colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(image.height())}
