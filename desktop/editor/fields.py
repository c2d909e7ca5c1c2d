"""Makes the text fields of a page: each shows one field of one object, is named, and is kept while it is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from desktop.editor.autosave import Autosave
from desktop.editor.carets import place_of, put_caret
from desktop.editor.composition import LineField, full_text, preedit, utf16_units
from desktop.editor.documents import OutlineDocument
from desktop.editor.figure_pictures import FigurePictures
from desktop.editor.outline_editor import OutlineEditor
from desktop.editor.table_menu import offer_table
from desktop.focus import take_focus

if TYPE_CHECKING:
    from db.edits import Changes
    from db.records import Record
    from desktop.context import PageContext
    from desktop.editor.steps import Steps
    from desktop.memory import Place


class Fields(QObject):
    """focused: a text field of the page got the focus. written: a field changed (object, field).

    pictures_given: an editor, and the pictures that were pasted or dropped into it. paste_given: an editor, and a Paste
    that is read beside it or not at all. zoom_asked: larger (1) or smaller (-1). made: there is one
    more field. all_wanted: fields that are still to come are wanted now; one_wanted: those of one
    object. coming: ids of objects whose fields are built in a moment, and what will hold them.
    """

    focused = Signal(object)
    pictures_given = Signal(object, list)
    paste_given = Signal(object, object)
    zoom_asked = Signal(int)
    written = Signal(str, str)
    made = Signal()
    all_wanted = Signal()
    one_wanted = Signal(str)

    def __init__(self, context: PageContext, page: QWidget) -> None:
        super().__init__(page)
        self.context = context
        self.autosave = Autosave(context, self)
        self.pictures = FigurePictures(context, self)
        self.coming: dict[str, QWidget] = {}
        self._page = page
        self.autosave.touched.connect(self.written)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        self._written: OutlineEditor | None = None
        self._see = QTimer(self)
        self._see.setSingleShot(True)
        self._see.setInterval(0)
        self._see.timeout.connect(self._keep_in_sight)

    def line(self, record: Record, field: str, name: str, *, look: str = "", missing: bool = False) -> LineField:
        """A line that shows record's field.

        name: for screen readers. look: its role in the style sheet. missing: say so while nothing is written in it.
        """
        text, caret = self.autosave.begin(record, field)
        widget = LineField(text, steps=self._steps(record, field, text))
        widget.key = record.id, field
        widget.setAccessibleName(name)
        widget.setTextMargins(-2, 0, 0, 0)  # the line edit's own inset, which no style sheet reaches
        widget.setReadOnly(self.context.notebook.read_only)
        if missing:
            mark_missing(widget, self.context.sentences("editor.empty"))
        elif look:
            widget.setProperty("look", look)
        widget.setCursorPosition(0 if caret is None else utf16_units(text, caret))
        self.autosave.watch(widget, record, field)
        self.made.emit()
        return widget

    def outline(self, record: Record, field: str, name: str, *, bold: bool = False) -> OutlineEditor:
        """An editor of record's field; its undo steps of before are still there."""
        text, caret = self.autosave.begin(record, field)
        steps = self._steps(record, field, text)
        steps.lasts = True
        document = OutlineDocument(self.context.theme, bold=bold, steps=steps)
        document.load(text)
        editor = OutlineEditor(self.context.theme, document, pictures=self.pictures)
        document.setParent(editor)
        self.pictures.made.connect(editor.viewport().update)
        editor.key = record.id, field
        editor.setAccessibleName(name)
        editor.setReadOnly(self.context.notebook.read_only)
        first = text.partition("\n")[0]
        editor.place_caret(utf16_units(text, len(first) if caret is None else caret))
        editor.caret_moved.connect(lambda box: self._show_caret(editor, box))
        editor.pictures_given.connect(lambda pictures: self.pictures_given.emit(editor, pictures))
        editor.paste_given.connect(lambda paste: self.paste_given.emit(editor, paste))
        editor.zoom_asked.connect(self.zoom_asked)
        editor.menu_opening.connect(partial(offer_table, editor, self.context.sentences))
        self.autosave.watch(editor, record, field)
        self.made.emit()
        return editor

    def complete(self) -> None:
        """Let every field of the page be there, also those that would have been built in a moment."""
        if self.coming:
            self.all_wanted.emit()

    def need(self, object_id: str) -> None:
        """Let the fields of one object be there, where they would have been built in a moment."""
        if object_id in self.coming:
            self.one_wanted.emit(object_id)

    def adopt(self, changes: Changes) -> None:
        """Show what others changed, in fields where nothing is being written."""
        read: dict[str, Record | None] = {}  # an object has several fields
        for writing in self.autosave.writings():
            if writing.object in changes.ids and writing.object not in read:
                read[writing.object] = self.context.notebook.reader.get(writing.object)
            record = read.get(writing.object)
            if record is None or writing.held or writing.key in self.context.lasting.unkept:
                continue
            if preedit(writing.widget) or full_text(writing.widget) != writing.stored:
                continue
            value = str(getattr(record, writing.field) or "")
            if value in (writing.stored, writing.instead):
                continue
            writing.stored = writing.kept = value
            writing.base = self.context.notebook.reader.heads(writing.object).get(writing.field, ())
            if isinstance(writing.widget, OutlineEditor):
                writing.widget.outline.take(value)
            elif isinstance(writing.widget, LineField):
                writing.widget.setText(value)

    def put(self, editor: OutlineEditor, text: str) -> None:
        """Make text the text of editor, as one undo step; it is kept as if it had been typed."""
        editor.outline.put(text)

    def place(self) -> Place | None:
        """The caret of the field that has the focus; for `restore`."""
        focus = QApplication.focusWidget()
        return place_of(focus) if focus is not None and self._page.isAncestorOf(focus) else None

    def restore(self, place: Place | None) -> None:
        """Put the focus and caret back."""
        writing = self.autosave.writing(place.object_id, place.field) if place else None
        if writing is not None and place is not None:
            take_focus(writing.widget)
            put_caret(writing.widget, place)

    def _steps(self, record: Record, field: str, text: str) -> Steps:
        steps = self.context.lasting.steps(record.id, field, text)
        steps.turn = self.context.operations.undo.turn
        return steps

    def _follow(self, _: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, LineField | OutlineEditor) and self._page.isAncestorOf(new):
            if isinstance(new, OutlineEditor):
                self._watch(new)
            self.focused.emit(new)

    def _watch(self, editor: OutlineEditor) -> None:
        """Where this is written in, its line stays in sight when its page gets lower."""
        before = _area(self._written) if self._written is not None and isValid(self._written) else None
        if before is not None:
            before.viewport().removeEventFilter(self)
        self._written = editor
        area = _area(editor)
        if area is not None:
            area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent) and self._written is not None and isValid(self._written):
            area, low, high = _area(self._written), event.size().height(), event.oldSize().height()
            if area is not None and watched is area.viewport() and low < high:
                box = self._written.cursorRect()
                foot = self._written.viewport().mapTo(area.viewport(), box.bottomLeft()).y()
                if low < foot <= high:
                    self._see.start()
        return super().eventFilter(watched, event)

    def _keep_in_sight(self) -> None:
        if self._written is not None and isValid(self._written):
            self.scroll_to(self._written, self._written.cursorRect())

    def _show_caret(self, editor: OutlineEditor, box: QRect) -> None:
        """Scroll the page so that the caret is seen."""
        if editor.hasFocus():
            self.scroll_to(editor, box)

    def scroll_to(self, editor: OutlineEditor, box: QRect) -> None:
        """Scroll the page so that box (of the editor's viewport) is seen."""
        area = _area(editor)
        inner = area.widget() if area is not None else None
        if area is not None and inner is not None:
            place = editor.viewport().mapTo(inner, box.center())
            margin = min(self.context.theme.px(40), area.viewport().height() // 3)
            area.ensureVisible(place.x(), place.y(), 10, margin)


def _area(editor: OutlineEditor) -> QScrollArea | None:
    """What editor is scrolled in."""
    parent = editor.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def mark_missing(widget: LineField, words: str) -> None:
    """Show words and an amber line in widget while it is empty."""
    widget.setPlaceholderText(words)
    set_look(widget, "header" if widget.text() else "header_missing")
    widget.textChanged.connect(lambda text: set_look(widget, "header" if text else "header_missing"))


def set_look(widget: QWidget, look: str) -> None:
    """Give widget another role in the style sheet."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
