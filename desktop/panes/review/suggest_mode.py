"""Suggest mode: one writes over a text as in any other, and each change becomes a suggestion; the text stays as it is.

What is typed stands in an editor of its own, which takes the place of the text's. It is kept like a draft; when the
mode, the entry or the page is left, and before anything goes out, it becomes suggestions in one step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QVBoxLayout
from shiboken6 import isValid

from db.frozen import dataclass
from db.suggesting import Sitting, sitting, suggested
from desktop.editor.composition import commit_composition
from desktop.editor.documents import OutlineDocument
from desktop.editor.inks import Inks, of_typed
from desktop.editor.outline_editor import OutlineEditor
from desktop.focus import take_focus
from desktop.panes.parts import button, label, line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from db.queries import Reader
    from desktop.context import PageContext
    from desktop.editor.fields import Fields
    from desktop.panes.review.page_threads import PageThreads
    from desktop.panes.text_page import TextPage

TYPED = "~typed"
"""Under the field's name and this, what is typed over a text is kept until it became suggestions."""

LONG, QUIET = 20_000, 150
"""Letters of a text that is not compared at every key, and ms after the last one until it is."""


class TypedOver(QFrame):
    """A band that says which mode it is, and the editor in which one suggests; in the place of original.

    finished: Ctrl+Enter, or the band's button.
    """

    finished = Signal()

    def __init__(
        self, context: PageContext, fields: Fields, original: OutlineEditor, begun: Sitting, kind: str
    ) -> None:
        super().__init__(original.parentWidget())
        self.original, self.begun = original, begun
        say, theme = context.sentences, context.theme
        self.setProperty("look", "comment_active")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(edge) for edge in (10, 6, 10, 8)))
        column.setSpacing(theme.px(6))
        leave = button(say("review.mode.end"), "quiet")
        leave.setToolTip("Ctrl+Enter")
        leave.clicked.connect(self.finished)
        band = line(spacing=theme.px(8), stretch=False)
        band.addWidget(label(say("review.mode.band"), "small", wrap=True), 1)
        band.addWidget(leave)
        column.addLayout(band)
        steps = context.lasting.steps(begun.object, begun.field + TYPED, begun.typed)
        steps.turn = context.operations.undo.turn
        document = OutlineDocument(theme, bold=original.document().defaultFont().bold(), steps=steps)
        document.load(begun.typed)
        self.editor = OutlineEditor(theme, document, pictures=fields.pictures)
        document.setParent(self.editor)
        self.editor.setAccessibleName(say("review.mode.name", name=original.accessibleName()))
        self.editor.setAccessibleDescription(say("review.mode.band"))
        column.addWidget(self.editor)
        self._fields = fields
        self._inks = Inks(self.editor, theme)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(QUIET)
        self._later.timeout.connect(self._draw)
        self._draw()
        self.editor.textChanged.connect(self._changed)
        self.editor.finished.connect(self.finished)
        self.editor.caret_moved.connect(self._show_caret)
        self.editor.paste_given.connect(lambda paste: fields.paste_given.emit(self.editor, paste))
        self.editor.zoom_asked.connect(fields.zoom_asked)
        self.forget = fields.autosave.hold(self.editor, kind, begun.object, begun.field + TYPED, begun.heads)

    @property
    def typed(self) -> str:
        """The text as it is wanted, with the syllable that was being composed."""
        commit_composition(self.editor)
        return self.editor.toPlainText()

    def sit(self, reader: Reader, person: str | None) -> None:
        """Know what of person's is suggested on the same text now, and what became of what was."""
        begun = self.begun
        known = {thread.id for thread, _ in (*begun.own, *begun.settled)}
        self.begun = sitting(reader, begun.object, begun.field, person, begun.heads, known)

    def _show_caret(self, box: QRect) -> None:
        if self.editor.hasFocus():
            self._fields.scroll_to(self.editor, box)

    def _changed(self) -> None:
        """What is drawn goes with the text; a long one is compared when somebody rests."""
        if self.editor.document().characterCount() > LONG:
            self._later.start()
        else:
            self._draw()

    def _draw(self) -> None:
        self._inks.show(of_typed(self.begun.text, self.editor.toPlainText()))


@dataclass(frozen=True, slots=True)
class Spot:
    """A text on which somebody suggests, and where its caret is. focused: it has the focus."""

    object: str
    field: str
    caret: int
    focused: bool


class SuggestMode(QObject):
    """Of one page. changed: whether it is on."""

    changed = Signal(bool)

    def __init__(self, review: PageThreads, page: TextPage) -> None:
        super().__init__(review)
        self._review, self._page, self._context = review, page, page.context
        self._boxes: list[TypedOver] = []
        self._keeping = False
        self._context.operations.preparing.connect(self.keep)

    @property
    def on(self) -> bool:
        """Whether anything of the page is suggested on."""
        return bool(self._there())

    def toggle(self) -> None:
        """Begin on the text that the caret is in, or end."""
        if self.on:
            self.end()
            return
        field = self._page.field
        if not isinstance(field, OutlineEditor) or not self.begin([field]):
            self._say("review.mode.nowhere")

    def begin(self, editors: Iterable[OutlineEditor]) -> bool:
        """Let somebody suggest on these texts; False where none of them can be."""
        self.restore()
        reader, made = self._context.notebook.reader, []
        for editor in editors if not self._context.notebook.read_only else ():
            if editor.key is None or self.instead(editor) is not editor:
                continue
            self._page.fields.autosave.settle(editor.key[0])
            record, parent = reader.get(editor.key[0]), editor.parentWidget()
            layout = parent.layout() if parent is not None else None
            if record is None or layout is None:
                continue
            begun = sitting(reader, *editor.key, self._context.person)
            box = TypedOver(self._context, self._page.fields, editor, begun, record.KIND)
            box.finished.connect(self.end)
            layout.replaceWidget(editor, box)
            made.append(box)
            self._boxes.append(box)
            focused, place = editor.hasFocus(), editor.textCursor().position()
            box.show()
            if focused:
                box.editor.place_caret(place)
                take_focus(box.editor)
            editor.hide()
        if made:
            self.changed.emit(True)
        return bool(made)

    def instead(self, editor: QWidget) -> QWidget:
        """The editor in which one suggests on the text of editor; itself, where nobody does."""
        return next((each.editor for each in self._there() if each.original is editor), editor)

    def spots(self) -> tuple[Spot, ...]:
        """Where one suggests now; for `find_spots`. A syllable being composed is ended."""
        found = []
        for box in self._there():
            commit_composition(box.editor)
            caret, focused = box.editor.textCursor().position(), box.editor.hasFocus()
            found.append(Spot(box.begun.object, box.begun.field, caret, focused))
        return tuple(found)

    def find_spots(self, spots: Iterable[Spot]) -> None:
        """Go on there in a page that was built anew."""
        for spot in spots:
            if spot.object in self._page.fields.coming:
                self._page.fields.complete()
            writing = self._page.fields.autosave.writing(spot.object, spot.field)
            if writing is None or not isinstance(writing.widget, OutlineEditor) or not self.begin([writing.widget]):
                continue
            editor = self.instead(writing.widget)
            assert isinstance(editor, OutlineEditor)
            editor.place_caret(spot.caret)
            if spot.focused:
                take_focus(editor)

    def keep(self) -> None:
        """What was typed becomes suggestions; one goes on in it."""
        if self._keeping or self._context.notebook.read_only:
            return
        self._keeping = True
        reader, person = self._context.notebook.reader, self._context.person
        try:
            for box in self._there():
                typed = box.typed
                box.sit(reader, person)  # undo may have taken back what was suggested since
                edits = suggested(reader, box.begun, typed, person)
                if edits and self._page.commit(*edits, how="suggested") is not None:
                    box.sit(reader, person)
        finally:
            self._keeping = False

    def end(self) -> None:
        """What was typed becomes suggestions, and the text is seen again."""
        boxes = self._there()
        if not boxes:
            return
        self.keep()
        self._boxes = []
        count = settled = 0
        reader, person = self._context.notebook.reader, self._context.person
        for box in boxes:
            if suggested(reader, box.begun, box.typed, person):  # it could not be written, which was told: it stays
                self._boxes.append(box)
                continue
            count, settled = count + len(box.begun.own), settled + len(box.begun.settled)
            self._put_back(box)
        if not self._boxes:
            self.changed.emit(False)
        self._review.read()
        self._say(
            "review.mode.kept" if count else "review.mode.settled" if settled else "review.mode.none", count=count
        )

    def restore(self) -> None:
        """What was typed when the program ended becomes suggestions now."""
        if self._keeping or self._context.notebook.read_only:
            return
        live = {(each.begun.object, each.begun.field + TYPED) for each in self._there()}
        reader, count = self._context.notebook.reader, 0
        for draft in reader.drafts(held=True):
            if not draft.field.endswith(TYPED) or (draft.object, draft.field) in live or not reader.get(draft.object):
                continue
            person = self._context.person
            begun = sitting(reader, draft.object, draft.field.removesuffix(TYPED), person, draft.base)
            edits = suggested(reader, begun, draft.text, person)
            self._keeping = True
            try:
                if edits and self._page.commit(*edits, how="suggested") is None:
                    return
            finally:
                self._keeping = False
            self._context.lasting.forget(draft.object, draft.field)
            self._context.operations.drop_draft(draft.object, draft.field)
            count += len(edits)
        if count:
            self._say("review.mode.restored", count=count)

    def _put_back(self, box: TypedOver) -> None:
        box.forget()
        parent, focused = box.parentWidget(), box.editor.hasFocus()
        layout = parent.layout() if parent is not None else None
        original = box.original
        if layout is not None and isValid(original):
            layout.replaceWidget(box, original)
            original.show()
            if focused:
                cursor = QTextCursor(original.document())
                last = original.document().characterCount() - 1
                cursor.setPosition(min(box.editor.textCursor().position(), last))
                original.setTextCursor(cursor)
                take_focus(original)
        box.hide()
        box.deleteLater()

    def _there(self) -> list[TypedOver]:
        self._boxes = [each for each in self._boxes if isValid(each) and isValid(each.editor)]
        return list(self._boxes)

    def _say(self, key: str, **values: object) -> None:
        self._page.note(self._context.sentences(key, **values))
