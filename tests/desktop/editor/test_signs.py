"""The ** of bold words are seen in the caret's line only; the text and its undo steps know nothing of it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop.app import application
from desktop.editor.composition import full_text
from desktop.editor.documents import OutlineDocument
from desktop.editor.outline_editor import OutlineEditor
from desktop.theme import Theme
from tests.desktop.editor.typing import commit, compose

TEXT = "○ 앞 **굵은 말** 뒤\n○ **둘째** 줄"


def made(qtbot: QtBot) -> OutlineEditor:
    application()
    theme = Theme.load()
    document = OutlineDocument(theme)
    document.load(TEXT)
    editor = OutlineEditor(theme, document)
    document.setParent(editor)
    qtbot.addWidget(editor)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    return editor


def sizes(editor: OutlineEditor, line: int) -> set[int]:
    """Heights of the letters of **, px."""
    block = editor.document().findBlockByNumber(line)
    found = set()
    for part in block.layout().formats():
        if block.text()[part.start : part.start + part.length] == "**":
            found.add(part.format.font().pixelSize())
    return found


def test_signs_are_seen_where_the_caret_is(qtbot: QtBot) -> None:
    editor = made(qtbot)
    editor.setFocus()
    editor.place_caret(3)
    assert sizes(editor, 0) != {1}
    assert sizes(editor, 1) == {1}
    editor.place_caret(len(TEXT))
    assert sizes(editor, 0) == {1}
    assert sizes(editor, 1) != {1}
    editor.clearFocus()
    assert sizes(editor, 0) == sizes(editor, 1) == {1}
    assert editor.toPlainText() == TEXT
    assert not editor.document().isUndoAvailable()


def test_a_syllable_beside_hidden_signs_is_kept(qtbot: QtBot) -> None:
    editor = made(qtbot)
    editor.setFocus()
    editor.place_caret(TEXT.index("굵은"))
    compose(editor, "한")
    editor.outline.highlighter.show_signs(-1)
    editor.outline.highlighter.show_signs(0)
    assert full_text(editor) == TEXT.replace("굵은", "한굵은")
    commit(editor, "한")
    assert editor.toPlainText() == TEXT.replace("굵은", "한굵은")


def test_emphasis_code_and_addresses_read_as_they_will_until_the_caret_comes(qtbot: QtBot) -> None:
    editor = made(qtbot)
    editor.outline.put("*기운* `짧은` [누리집](https://a.kr)\n뒤")
    editor.setFocus()
    editor.place_caret(editor.document().characterCount() - 1)

    def small() -> str:
        block = editor.document().firstBlock()
        parts = [part for part in block.layout().formats() if part.format.font().pixelSize() == 1]
        return "".join(block.text()[part.start : part.start + part.length] for part in parts)

    assert small() == "**``[](https://a.kr)"
    italic = [part.start for part in editor.document().firstBlock().layout().formats() if part.format.fontItalic()]
    assert italic[0] == 1
    editor.place_caret(2)
    assert small() == ""
