"""What was typed in suggest mode is kept while the window is built anew, and as the text goes on elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db.accepting import accept
from db.commenting import Thread, decide, threads
from db.edits import change
from db.exchange import export, plan
from db.notebook import Notebook
from db.open_comments import ACCEPTED, DISPUTED, REJECTED
from desktop.main_window import MainWindow
from desktop.panes.review.queue import QueuePage
from desktop.panes.review.suggest_mode import TYPED
from tests.desktop.editor.typing import compose, hangul
from tests.desktop.review.conftest import CTRL_ALT, TEXT, Desk
from tests.desktop.review.suggesting import (
    CHANGES,
    I,
    Make,
    O,
    X,
    begun,
    box,
    path,
    proposed,
    select,
    stands,
    suggest,
)

__all__ = ["path"]


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
