"""Tab between a question and its answer: both indent by Tab elsewhere, but one plain line has nothing to take in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop.editor.outline_editor import OutlineEditor
from exporters.document.marks import Kind, line_kind

WAYS = {Qt.Key.Key_Tab: ("question", "answer"), Qt.Key.Key_Backtab: ("answer", "question")}


def leads_to(editor: OutlineEditor, event: QKeyEvent) -> str:
    """The field that Tab or Shift+Tab leads to from editor, or nothing where it takes a line in or out, as elsewhere.

    From a question of one plain line to its answer; from the first line of an answer, where that is plain, back.
    """
    here, there = WAYS.get(Qt.Key(event.key()), ("", ""))
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    if event.type() != QEvent.Type.KeyPress or held or editor.key is None or editor.key[1] != here:
        return ""
    block = editor.textCursor().block()
    alone = editor.document().blockCount() == 1 if here == "question" else block.blockNumber() == 0
    return there if alone and line_kind(block.text()).kind in (Kind.BLANK, Kind.TEXT) else ""
