"""Text that is not in the notebook yet: kept from the first syllable, there after a kill, gone when decided."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.notebook import Notebook
from desktop.editor.autosave import Autosave
from desktop.editor.composition import LineField
from desktop.editor.held_text import HeldText
from tests.desktop.editor.typing import compose, hangul
from tests.desktop.panes.conftest import Desk, desk, path

__all__ = ["desk", "path"]
NEW = "22222222-2222-4222-8222-222222222222"


def box(desk: Desk, qtbot: QtBot, *, text: str = "") -> HeldText:
    made = HeldText(desk.context, "comment", NEW, "text", name="검토 의견", text=text)
    qtbot.addWidget(made)
    return made


def kept(desk: Desk, qtbot: QtBot, text: str) -> None:
    def there() -> bool:
        draft = desk.context.notebook.reader.draft(NEW, "text")
        return draft is not None and draft.text == text

    qtbot.waitUntil(there, timeout=4000)


def test_it_is_there_again_with_its_caret_and_the_open_syllable(desk: Desk, qtbot: QtBot) -> None:
    first = box(desk, qtbot, text="앞 ")
    assert not first.restored
    first.moveCursor(first.textCursor().MoveOperation.End)
    hangul(first, "가나")
    compose(first, "한")
    kept(desk, qtbot, "앞 가나한")
    copied = desk.path.with_name("남은.notebook")
    shutil.copytree(desk.path, copied)  # as a kill leaves it
    with Notebook.open(copied) as notebook:
        held = notebook.reader.drafts(held=True)
    assert [(draft.object, draft.kind, draft.text, draft.held) for draft in held] == [
        (NEW, "comment", "앞 가나한", True)
    ]
    again = box(desk, qtbot, text="앞 ")
    assert again.restored
    assert again.toPlainText() == "앞 가나한"
    assert again.textCursor().position() == 4


def test_it_never_becomes_a_revision_and_is_no_sign_of_writing(desk: Desk, qtbot: QtBot) -> None:
    page = desk.visit()
    made = box(desk, qtbot)
    hangul(made, "가")
    kept(desk, qtbot, "가")
    made.autosave.settle()
    page.leave()
    assert desk.context.notebook.reader.get(NEW) is None
    assert not desk.context.notebook.reader.drafts()
    desk.reopen()
    assert desk.context.notebook.reader.get(NEW) is None
    assert box(desk, qtbot).toPlainText() == "가"


def test_confirmed_or_cancelled_it_is_gone(desk: Desk, qtbot: QtBot) -> None:
    made = box(desk, qtbot)
    hangul(made, "가")
    kept(desk, qtbot, "가")
    hangul(made, "나")
    assert made.full_text() == "가나"
    made.end()
    desk.reopen()
    assert not desk.context.notebook.reader.drafts(held=True)
    assert box(desk, qtbot).toPlainText() == ""


def test_built_again_at_once_it_holds_what_is_still_on_its_way(desk: Desk, qtbot: QtBot) -> None:
    made = box(desk, qtbot)
    hangul(made, "가나다")
    made.autosave.keep()
    assert box(desk, qtbot).toPlainText() == "가나다"


def test_a_line_may_be_held_beside_the_draft_of_its_field(desk: Desk, qtbot: QtBot) -> None:
    line = LineField("골라 쓴 글")
    qtbot.addWidget(line)
    autosave = Autosave(desk.context, line)
    assert autosave.held("n1", "text~settle") == ("", 0)
    end = autosave.hold(line, "note", "n1", "text~settle", ("r1",))
    line.end(False)
    hangul(line, "가")
    autosave.keep()
    qtbot.waitUntil(lambda: bool(desk.context.notebook.reader.drafts(held=True)))
    draft = desk.context.notebook.reader.draft("n1", "text~settle")
    assert draft is not None
    assert (draft.text, draft.base, draft.caret) == ("골라 쓴 글가", ("r1",), 7)
    assert desk.context.notebook.reader.draft("n1", "text") is None
    end()
    qtbot.waitUntil(lambda: not desk.context.notebook.reader.drafts(held=True))


def test_what_is_only_read_takes_nothing(path: Path, desk: Desk, qtbot: QtBot) -> None:
    desk.reopen(read_only=True)
    made = box(desk, qtbot)
    compose(made, "한")
    assert isinstance(made, QPlainTextEdit)
    assert made.full_text() == ""
