"""What a difference says, drawn in a text: seen, in room of its own, and never part of the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from desktop.editor.comment_marks import boxes
from desktop.editor.documents import OutlineDocument
from desktop.editor.inks import Inks, Run, Words, of_suggestion, of_typed
from desktop.editor.outline_editor import OutlineEditor
from desktop.theme import Theme
from tests.desktop.editor.typing import commit, compose

TEXT = "○ 선박은 여섯 번 🚢 알린다.\n- 대기는 줄었다.\n자료는 남는다."
Make = Callable[[str], tuple[OutlineEditor, Inks]]


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def made(text: str) -> tuple[OutlineEditor, Inks]:
        theme = Theme.load()
        document = OutlineDocument(theme)
        document.load(text)
        editor = OutlineEditor(theme, document)
        document.setParent(editor)
        qtbot.addWidget(editor)
        editor.resize(600, 200)
        editor.show()
        return editor, Inks(editor, theme)

    return made


def x(editor: OutlineEditor, place: int) -> int:
    cursor = QTextCursor(editor.document())
    cursor.setPosition(place)
    return editor.cursorRect(cursor).x()


def reds(editor: OutlineEditor, line: int) -> int:
    """How many points of a line have the ground of what goes."""
    layout, colour = editor.document().documentLayout(), Theme.load().color("deleted").rgb()
    box, image = layout.blockBoundingRect(editor.document().findBlockByNumber(line)).toRect(), editor.grab().toImage()
    rows = range(box.top(), min(box.bottom(), image.height()))
    return sum(image.pixel(column, row) == colour for row in rows for column in range(image.width()))


def test_of_a_suggestion_what_goes_is_in_the_text_and_what_comes_is_not() -> None:
    assert of_suggestion("s", 6, "여섯", "일곱") == [Run("s", 6, 8, "deleted"), Words("s", 8, "일곱", "inserted")]


def test_of_what_was_typed_it_is_the_other_way_round() -> None:
    found = of_typed("가 여섯 나", "가 일곱 나")
    assert found == [Words("", 2, "여섯", "deleted"), Run("", 2, 4, "inserted")]


def test_room_is_made_and_goes_again_and_the_text_is_the_same(make: Make) -> None:
    editor, inks = make(TEXT)
    place = TEXT.index("여섯") + 2
    before = [x(editor, place), x(editor, place - 1)]
    inks.show(of_suggestion("s", place - 2, "여섯", "일곱이나 여덟"))
    assert x(editor, place) > before[0] + 50
    assert x(editor, place - 1) == before[1]
    assert editor.toPlainText() == TEXT
    inks.show([])
    assert [x(editor, place), x(editor, place - 1)] == before


def test_behind_a_sign_of_two_units(make: Make) -> None:
    editor, inks = make(TEXT)
    units = editor.document().find("🚢").selectionEnd()
    before = x(editor, units)
    inks.show([Words("s", TEXT.index("🚢") + 1, "배", "inserted")])
    assert x(editor, units) > before + 10


def test_before_a_line_without_a_mark(make: Make) -> None:
    editor, inks = make(TEXT)
    place = editor.document().find("자료").selectionStart()
    before = x(editor, place)
    inks.show([Words("s", TEXT.index("자료"), "이 ", "inserted")])
    assert x(editor, place) > before + 10
    inks.show([])
    assert x(editor, place) == before


def test_stays_drawn_when_another_line_changes(make: Make) -> None:
    editor, inks = make(TEXT)
    typed = TEXT.replace("여섯 ", "").replace("줄었다", "늘었다")
    editor.setPlainText(typed)
    first = [Words("", typed.index("번"), "여섯 ", "deleted")]
    inks.show(first)
    seen = reds(editor, 0)
    assert seen
    inks.show([*first, Words("", typed.index("늘"), "줄", "deleted")])
    assert (reds(editor, 0), reds(editor, 1) > 0) == (seen, True)


def test_words_behind_a_blank_do_not_hang_out_at_the_end_of_a_line(make: Make) -> None:
    text = "가나다라마바사 " * 12
    editor, inks = make(text)
    for place in [at for at, sign in enumerate(text) if sign == "가" and at]:
        inks.show([Words("", place, "없어진 말", "deleted")])
        assert x(editor, place - 1) <= editor.viewport().width()


def test_what_is_too_long_is_cut_to_the_width(make: Make) -> None:
    editor, inks = make(TEXT)
    inks.show([Words("s", 5, "아주 긴 말 " * 60, "inserted")])
    assert x(editor, 5) < editor.viewport().width()


def test_places_go_on_while_a_syllable_is_composed(make: Make) -> None:
    editor, inks = make(TEXT)
    at = TEXT.index("여섯")
    inks.show(of_suggestion("s", at, "여섯", "일곱"))
    block = editor.document().firstBlock()
    (before,) = boxes(block, at, at + 2)
    cursor = editor.textCursor()
    cursor.setPosition(2)
    editor.setTextCursor(cursor)
    compose(editor, "한")
    (composing,) = boxes(block, at, at + 2)
    assert composing.left() > before.left() + 8
    commit(editor, "한")
    assert editor.toPlainText() == TEXT[:2] + "한" + TEXT[2:]
    assert not inks.stale
    assert inks.at(at + 2) == "s"


def test_one_line_more_draws_none_anew_that_is_further_down(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    editor, inks = make(TEXT)
    inks.show([*of_suggestion("s", 6, "여섯", "일곱"), *of_suggestion("t", TEXT.index("남는다"), "남는다", "간다")])
    drawn: list[int] = []
    highlighter = editor.outline.highlighter
    monkeypatch.setattr(highlighter, "inks", lambda block, _: drawn.append(block.blockNumber()))
    height = editor.height()
    editor.place_caret(TEXT.index("\n"))
    commit(editor, "한 줄이 더 될 때까지 " * 8)
    assert editor.height() > height
    assert 0 in drawn
    assert 2 not in drawn
