"""The editor under scripted Hangul: indents, undo, lists, paste, and exactly the text that was typed."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from pytestqt.qtbot import QtBot

from desktop.app import application
from desktop.editor.block_formats import block_key
from desktop.editor.composition import commit_composition, full_text, preedit
from desktop.editor.documents import OutlineDocument
from desktop.editor.outline_editor import OutlineEditor
from desktop.theme import Theme
from tests.desktop.editor.typing import commit, compose, enter, hangul, key

Make = Callable[[str], OutlineEditor]


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    application()
    theme = Theme.load()
    kept = []

    def editor(text: str) -> OutlineEditor:
        document = OutlineDocument(theme)
        document.load(text)
        kept.append(document)
        widget = OutlineEditor(theme, document)
        widget.resize(400, 100)
        qtbot.addWidget(widget)
        widget.place_caret(len(text))
        return widget

    return editor


def margins(editor: OutlineEditor) -> list[tuple[float, float]]:
    """Per line, where its mark and its text stand."""
    blocks = [editor.document().findBlockByNumber(number) for number in range(editor.document().blockCount())]
    forms = [block.blockFormat() for block in blocks]
    return [(round(form.leftMargin() + form.textIndent()), round(form.leftMargin())) for form in forms]


def test_hangul_typed_into_marked_lines_is_what_was_typed(make: Make) -> None:
    editor = make("")
    hangul(editor, "□ 한글")
    enter(editor)
    hangul(editor, "○ 가나다 한글")
    enter(editor)
    hangul(editor, "한나")
    assert editor.toPlainText() == "□ 한글\n○ 가나다 한글\n○ 한나"


def test_a_mark_typed_after_enter_takes_the_place_of_the_lists_own(make: Make) -> None:
    editor = make("○ 하나")
    enter(editor)
    hangul(editor, "□ 새 절")
    enter(editor)
    hangul(editor, "○ 항목")
    enter(editor)
    commit(editor, "◇")
    commit(editor, " ")  # some input methods give blanks too
    hangul(editor, "제목")
    assert editor.toPlainText() == "○ 하나\n□ 새 절\n○ 항목\n◇ 제목"


def test_undo_gives_back_the_mark_that_another_took_the_place_of(make: Make) -> None:
    editor = make("○ ")
    hangul(editor, "- ")
    assert editor.toPlainText() == "- "
    editor.undo()
    assert editor.toPlainText() == "○ - "


def test_indents_follow_the_marks_while_composing(make: Make) -> None:
    editor = make("가")
    plain = margins(editor)[0]
    editor.place_caret(0)
    hangul(editor, "○ ")
    compose(editor, "한")
    assert margins(editor)[0][0] == 18
    assert margins(editor)[0][1] > 18
    commit(editor, "한")
    assert editor.toPlainText() == "○ 한가"
    assert margins(editor)[0] != plain


def test_a_format_waits_for_the_syllable(make: Make) -> None:
    """The mark of an open line is taken away by another cursor: the line is formatted after the commit, unscrambled."""
    editor = make("○ 나")
    compose(editor, "한")
    cursor = editor.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(2, cursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    assert block_key(editor.document().firstBlock()).startswith("bullet")
    commit(editor, "한")
    hangul(editor, "글")
    assert editor.toPlainText() == "나한글"
    assert block_key(editor.document().firstBlock()).startswith("text")


def test_full_text_holds_the_open_syllable_once(make: Make) -> None:
    editor = make("○ 가😀나")
    editor.place_caret(len("○ 가😀".encode("utf-16-le")) // 2)
    compose(editor, "한")
    assert editor.toPlainText() == "○ 가😀나"
    assert full_text(editor) == "○ 가😀한나"
    commit_composition(editor)
    assert preedit(editor) == ""
    assert editor.toPlainText() == full_text(editor) == "○ 가😀한나"


@pytest.mark.parametrize("code", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_enter_and_tab_end_the_syllable_first(make: Make, code: Qt.Key) -> None:
    editor = make("○ 가")
    compose(editor, "한")
    key(editor, code=code)
    assert editor.toPlainText() == ("○ 가한\n○ " if code == Qt.Key.Key_Return else "- 가한")


def test_undo_takes_one_syllable_and_redo_brings_it_back(make: Make) -> None:
    editor = make("")
    hangul(editor, "- 한글가")
    texts = [editor.toPlainText()]
    for _ in range(3):
        editor.undo()
        texts.append(editor.toPlainText())
    assert texts == ["- 한글가", "- 한글", "- 한", "- "]
    for wanted in ("- 한", "- 한글", "- 한글가"):
        editor.redo()
        assert editor.toPlainText() == wanted
    assert margins(editor)[0][0] == 40


def test_undo_passes_over_indents_and_leaves_them_right(make: Make) -> None:
    editor = make("가나")
    before = margins(editor)
    editor.set_mark("○")
    after = margins(editor)
    assert after != before
    editor.undo()
    assert (editor.toPlainText(), margins(editor)) == ("가나", before)
    editor.redo()
    assert (editor.toPlainText(), margins(editor)) == ("○ 가나", after)


def test_undo_during_composition_takes_the_open_syllable(make: Make) -> None:
    editor = make("가")
    compose(editor, "한")
    editor.undo()
    assert full_text(editor) == "가"


def test_lists_go_on_and_end(make: Make) -> None:
    editor = make("1) 하나")
    enter(editor)
    assert editor.toPlainText() == "1) 하나\n2) "
    enter(editor)
    assert editor.toPlainText() == "1) 하나\n"


def test_levels(make: Make) -> None:
    editor = make("○ 하나")
    key(editor, "\t", Qt.Key.Key_Tab)
    assert editor.toPlainText() == "- 하나"
    key(editor, "\t", Qt.Key.Key_Tab)
    assert editor.toPlainText() == "· 하나"
    for _ in range(3):
        key(editor, "", Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert editor.toPlainText() == "하나"


def test_lines_move(make: Make) -> None:
    editor = make("○ 하나\n- 둘\n○ 셋")
    key(editor, "", Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert editor.toPlainText() == "○ 하나\n○ 셋\n- 둘"
    assert [place for place, _ in margins(editor)] == [18, 18, 40]
    editor.undo()
    assert editor.toPlainText() == "○ 하나\n- 둘\n○ 셋"
    assert [place for place, _ in margins(editor)] == [18, 40, 18]


def test_pasted_text_is_clean_and_long_lines_are_cut(make: Make) -> None:
    editor = make("")
    data = QMimeData()
    data.setText("가\r\n\t나\x07 " + "긴 " * 300 + "○ 다음 ◇ 제목")
    editor.insertFromMimeData(data)
    found = editor.toPlainText().split("\n")
    assert found[0] == "가"
    assert found[-2:] == ["○ 다음", "◇ 제목"]
    assert "\x07" not in editor.toPlainText()


def test_a_pasted_part_hangs_as_typed(make: Make) -> None:
    editor = make("")
    data = QMimeData()
    data.setText("◇ 배경\n○ 하나\n- 둘\n※ 셋")
    editor.insertFromMimeData(data)
    assert [place for place, _ in margins(editor)] == [0, 18, 40, 40]


def test_a_very_long_line_is_not_coloured(make: Make) -> None:
    editor = make("○ " + "가" * 20_001)
    assert editor.document().firstBlock().layout().formats() == []
    assert make("○ 가").document().firstBlock().layout().formats() != []


def test_the_editor_grows_with_its_text(make: Make) -> None:
    editor = make("○ 하나")
    low = editor.height()
    for _ in range(5):
        enter(editor)
        hangul(editor, "한")
    assert editor.height() > 4 * low


def test_undo_knows_the_text_whatever_is_done_to_it(make: Make) -> None:
    """The document tells its steps a changed line only, where it can: it is the whole text all the same."""
    editor = make("○ 하나\n- 둘\n\n셋")
    rng = random.Random(3)
    for _ in range(400):
        cursor = editor.textCursor()
        cursor.setPosition(rng.randrange(editor.document().characterCount()))
        if rng.random() < 0.3:
            end = min(cursor.position() + rng.randrange(6), editor.document().characterCount() - 1)
            cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
        match rng.randrange(7):
            case 0:
                hangul(editor, "한글")
            case 1:
                compose(editor, "한")
                commit(editor, "한")
            case 2:
                cursor.insertText(rng.choice(["a", "😀", "\xa0나", "가\n나", "\u2028"]))
            case 3:
                cursor.removeSelectedText()
            case 4:
                key(editor, "\t", Qt.Key.Key_Tab)
            case 5:
                enter(editor)
            case _:
                editor.set_mark("○")
        commit_composition(editor)
        assert editor.outline.steps.text == editor.toPlainText()
    for _ in range(60):
        editor.undo()
        assert editor.outline.steps.text == editor.toPlainText()
