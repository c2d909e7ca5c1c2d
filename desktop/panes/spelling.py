"""Points out other spellings of the tour's names in the text that is written in, a while after the last key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit
from shiboken6 import isValid

from db.records import Contact, Person, Visit
from desktop.editor.composition import commit_composition, preedit, utf16_units
from desktop.editor.outline_editor import OutlineEditor

if TYPE_CHECKING:
    from desktop.context import PageContext
    from exporters.spelling import Names, Variant

DELAY = 1_500
"""ms after the last key."""
MOST = 60_000
"""Code points of a text that is looked through."""
LAYER = "spelling"


class Spelling(QObject):
    """Looks at one editor at a time, beside the writing."""

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._editor: OutlineEditor | None = None
        self._names: Names | None = None
        self._busy = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(DELAY)
        self._later.timeout.connect(self.look)

    def follow(self, editor: OutlineEditor) -> None:
        """This is the text that is written in."""
        if editor is not self._editor:
            self._editor = editor
            editor.menu_opening.connect(partial(self._offer, editor))
        self._later.start()

    def soon(self) -> None:
        """The text changed."""
        self._later.start()

    def forget(self) -> None:
        """Names changed."""
        self._names = None

    def look(self) -> None:
        """Look through the text, beside the writing; what changed meanwhile is looked at again."""
        editor = self._editor
        if editor is None or not isValid(editor) or self._context.operations.closed:
            return
        if editor.isReadOnly() or not editor.isVisible():
            return
        text = editor.toPlainText()
        if self._busy or preedit(editor) or len(text) > MOST:
            self._later.start()
            return
        names = self._names = self._names or self._read()
        self._busy = True
        task = self._context.operations.start(lambda _: names.variants(text))
        task.done.connect(partial(self._show, editor, text))
        task.finished.connect(self._free)

    def _free(self) -> None:
        self._busy = False

    def _read(self) -> Names:
        from exporters.spelling import Names

        reader = self._context.notebook.reader
        names = [person.name for person in reader.all(Person)]
        for visit in reader.all(Visit):
            names += [visit.institution, visit.original_name, visit.city, visit.country]
        for contact in reader.all(Contact):
            names += [contact.name, contact.organisation]
        return Names(name for name in names if name)

    def _show(self, editor: OutlineEditor, text: str, found: list[Variant]) -> None:
        if not isValid(editor) or editor.toPlainText() != text:
            return
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        look.setUnderlineColor(self._context.theme.color("amber"))
        marks = []
        for variant in found:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(editor.document())
            mark.cursor.setPosition(utf16_units(text, variant.start))
            mark.cursor.setPosition(utf16_units(text, variant.end), QTextCursor.MoveMode.KeepAnchor)
            mark.format = look
            marks.append(mark)
        editor.show_layer(LAYER, marks)

    def _offer(self, editor: OutlineEditor, menu: QMenu, position: int) -> None:
        """The way to take the known spelling, first in the menu of a word that is pointed out."""
        text, first = editor.toPlainText(), menu.actions()[0] if menu.actions() else None
        for variant in (self._names or self._read()).variants(text) if len(text) <= MOST else []:
            start, end = utf16_units(text, variant.start), utf16_units(text, variant.end)
            if start <= position <= end:
                action = menu.addAction(self._context.sentences("editor.spelling.take", name=variant.known))
                action.triggered.connect(partial(_take, editor, start, end, variant.known))
                if first is not None:
                    menu.insertAction(first, action)
                    menu.insertSeparator(first)


def _take(editor: OutlineEditor, start: int, end: int, known: str) -> None:
    commit_composition(editor)
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(known)
    editor.setTextCursor(cursor)
