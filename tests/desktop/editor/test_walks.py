"""Any keys in any order: the text is what a plain model says, nothing is lost, and undo goes the whole way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor

from desktop.app import application
from desktop.editor import cells, lines
from desktop.editor.composition import code_points, commit_composition, full_text, preedit, utf16_units
from desktop.editor.documents import OutlineDocument
from desktop.editor.outline_editor import OutlineEditor
from desktop.theme import Theme
from exporters.document.letters import letters, letters_of
from exporters.document.marks import Kind, line_kind
from exporters.document.markup import parse
from tests.desktop.editor.typing import commit, compose, key

FIGURE = "![](figure:0f8fad5b-d9cb-469f-a165-70867728950e)"
TABLE = "< 표 >\n| 항만 | 값 |\n| --- | --- |\n| 가 | 1 |\n|  | 😀 |"
STARTS = (
    "",
    "□ 절\n○ 하나 둘\n- 셋\n  이어서\n※ 넷",
    "1) 하나\n2) 둘\n\n글 **굵은** 글\n[가](https://a.kr)",
    f"앞\n{TABLE}\n뒤",
    f"○ 앞\n{FIGURE}\n{TABLE}\n{FIGURE}",
    "▲ 그림 [출처=나]\n◇ 제목\n· 하나\n😀 글",
)
PASTES = ("글", "○ 하나\n- 둘", "가\n나", "| 가 | 나 |\n| --- | --- |\n| 다 | 라 |", "표\t값\n1\t2", FIGURE, "가|나")
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEYS = {
    "enter": ("\r", Qt.Key.Key_Return, None), "break": ("\r", Qt.Key.Key_Return, SHIFT),
    "back": ("\b", Qt.Key.Key_Backspace, None), "delete": ("\x7f", Qt.Key.Key_Delete, None),
    "back word": ("\b", Qt.Key.Key_Backspace, CTRL), "delete word": ("\x7f", Qt.Key.Key_Delete, CTRL),
    "tab": ("\t", Qt.Key.Key_Tab, None), "back tab": ("", Qt.Key.Key_Backtab, SHIFT),
    "up": ("", Qt.Key.Key_Up, ALT), "down": ("", Qt.Key.Key_Down, ALT),
    "home": ("", Qt.Key.Key_Home, None), "end": ("", Qt.Key.Key_End, None), "shift home": ("", Qt.Key.Key_Home, SHIFT),
    "left": ("", Qt.Key.Key_Left, None), "right": ("", Qt.Key.Key_Right, None),
    "shift end": ("", Qt.Key.Key_End, SHIFT),
    "cut": ("", Qt.Key.Key_X, CTRL),
}  # fmt: skip
TABLE_KEYS = {
    "column": ("", Qt.Key.Key_Insert, ALT), "no column": ("", Qt.Key.Key_Delete, ALT),
    "row": ("", Qt.Key.Key_Insert, ALT | SHIFT), "no row": ("", Qt.Key.Key_Delete, ALT | SHIFT),
}  # fmt: skip
NUMBERS = Counter("0123456789가나다라")
"""Signs that may have become marks."""
Move = tuple[str, int, int, str]
PLACES = st.integers(0, 400)
MOVES = st.one_of(
    st.tuples(st.sampled_from([*KEYS, *TABLE_KEYS]), st.just(0), st.just(0), st.just("")),
    st.tuples(st.just("caret"), PLACES, st.just(0), st.just("")),
    st.tuples(st.just("choose"), PLACES, PLACES, st.just("")),
    st.tuples(st.just("type"), st.just(0), st.just(0), st.sampled_from("ab 1|\\*○-")),
    st.tuples(st.just("syllable"), st.just(0), st.just(0), st.sampled_from("한글")),
    st.tuples(st.just("open"), st.just(0), st.just(0), st.sampled_from("한글")),
    st.tuples(st.just("paste"), st.just(0), st.just(0), st.sampled_from(PASTES)),
    st.tuples(st.just("mark"), st.just(0), st.just(0), st.sampled_from(("○", "□", "1)", "※"))),
    st.tuples(st.just("style"), st.just(0), st.just(0), st.sampled_from(("**", "*", "`"))),
    st.tuples(st.sampled_from(("undo", "redo", "renumber")), st.just(0), st.just(0), st.just("")),
)


@pytest.fixture(scope="module")
def begin() -> Iterator[Callable[[str], OutlineEditor]]:
    application()
    theme = Theme.load()
    made: list[OutlineEditor] = []

    def editor(text: str) -> OutlineEditor:
        while made:
            made.pop().deleteLater()
        document = OutlineDocument(theme)
        document.load(text)
        widget = OutlineEditor(theme, document)
        document.setParent(widget)
        widget.resize(300, 100)
        widget.place_caret(utf16_units(text, len(text)))
        made.append(widget)
        return widget

    yield editor
    made.pop().deleteLater()


def go(editor: OutlineEditor, move: Move) -> None:
    """Do one move as a person does it."""
    name, one, other, words = move
    if name in KEYS or name in TABLE_KEYS:
        text, code, held = (KEYS | TABLE_KEYS)[name]
        key(editor, text, code, held)
    elif name in ("caret", "choose"):
        commit_composition(editor)
        text, cursor = editor.toPlainText(), editor.textCursor()
        cursor.setPosition(utf16_units(text, one % (len(text) + 1)))
        if name == "choose":
            cursor.setPosition(utf16_units(text, other % (len(text) + 1)), QTextCursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
    elif name == "type":
        cursor = editor.textCursor()
        if words != "|" or (not cursor.hasSelection() and cells.is_row(cursor.block().text())):  # else a table begins
            key(editor, words)
    elif name == "syllable":
        compose(editor, words)
        commit(editor, words)
    elif name == "open":
        commit_composition(editor)
        compose(editor, words)
    elif name == "paste":
        data = QMimeData()
        data.setText(words)
        editor.insertFromMimeData(data)
    elif name == "mark":
        editor.set_mark(words)
    elif name == "style":
        editor.set_style(words)
    else:
        getattr(editor, name)()


def bare(text: str) -> Counter[str]:
    """The letters of text without its marks, signs and blanks."""
    found = "".join(line[lines.lead(line) :] for line in text.split("\n"))
    return Counter(sign for sign in found if sign.isalnum() or sign > "\uffff")


def whole(text: str) -> None:
    """Tables and figures are lines of their own."""
    for line in text.split("\n"):
        kind = line_kind(line).kind
        assert ("figure:" in line) == (kind is Kind.FIGURE), line
        assert not line.lstrip().startswith("|") or line.count("|") < 2 or cells.is_row(line), line
        assert FIGURE not in line or line == FIGURE


def seen(editor: OutlineEditor) -> None:
    """The caret is to be seen."""
    editor.outline.highlighter.show_signs(editor.textCursor().blockNumber())  # as where it has the focus
    box = editor.cursorRect()
    assert box.height() > 4
    assert -1 <= box.top() <= box.bottom() <= editor.minimumHeight() + 1


def plain_says(before: str, chosen: tuple[int, int], move: Move) -> str | None:
    """What a plain text would be after move, in a line without table and figure; None where a mark has a say."""
    start, end = chosen
    head, tail = before[:start], before[end:]
    above, line = head.rpartition("\n")[::2]
    whole_line = line + tail.partition("\n")[0]
    if any(line_kind(each).kind in (Kind.FIGURE, Kind.TABLE_ROW, Kind.TABLE_TITLE) for each in before.split("\n")):
        return None
    if move[0] == "syllable":
        return None if start != end else head + move[3] + tail
    if move[0] == "type":
        return None if start != end or move[3] in " |" else head + move[3] + tail
    if move[0] == "enter" and start == end and line_kind(whole_line).kind is Kind.TEXT:
        return f"{head}\n{tail}"
    if move[0] in ("back", "delete") and start == end and line_kind(whole_line).kind is Kind.TEXT:
        if move[0] == "back" and line and line[-1].isalpha():
            return head[:-1] + tail
        if move[0] == "delete" and tail[:1].isalpha():
            return head + tail[1:]
    return None


@settings(max_examples=250, deadline=None, report_multiple_bugs=False, suppress_health_check=list(HealthCheck))
@given(start=st.sampled_from(STARTS), moves=st.lists(MOVES, max_size=14))
def test_any_walk(begin: Callable[[str], OutlineEditor], start: str, moves: list[Move]) -> None:
    editor = begin(start)
    for move in moves:
        before, cursor = full_text(editor), editor.textCursor()
        composing = bool(preedit(editor))
        chosen = code_points(before, cursor.selectionStart()), code_points(before, cursor.selectionEnd())
        go(editor, move)
        after = full_text(editor)
        assert not composing or editor.toPlainText() == after or move[0] == "open" or after == before, (
            "the syllable is ended first"
        )
        wanted = None if composing else plain_says(before, chosen, move)
        assert wanted is None or after == wanted, (move, before)
        whole(after)
        seen(editor)
        assert not any(sign != "\n" and not sign.isprintable() for sign in after)
        assert editor.outline.steps.text == editor.toPlainText()
        if move[0] in ("up", "down"):
            assert Counter(after.split("\n")) == Counter(before.split("\n"))
        elif move[0] in ("tab", "back tab", "mark", "style", "enter", "break", "row", "column", "renumber"):
            if chosen[0] == chosen[1] or move[0] not in ("enter", "break"):
                assert bare(after) >= bare(before) - NUMBERS, move
        elif move[0] in ("back", "delete") and chosen[0] == chosen[1] and "figure" not in before:
            assert (bare(before) - bare(after)).total() <= 1, (move, before)
        elif move[0] == "paste" and chosen[0] == chosen[1] and "|" not in before:  # cells take the place of cells
            assert bare(after) >= bare(before) - NUMBERS, (move, before)
    commit_composition(editor)
    text = editor.toPlainText()
    assert letters(parse(text)) == letters_of(text)
    while editor.outline.steps.can_undo:
        editor.undo()
        assert editor.outline.steps.text == editor.toPlainText()
    assert editor.toPlainText() == start
    while editor.outline.steps.can_redo:
        editor.redo()
    assert editor.toPlainText() == text or any(move[0] == "undo" for move in moves)
