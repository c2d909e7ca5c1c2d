"""The notes of a visit, one under the other: a □ heading and its outline text; a typed □ begins the next note."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from db.edits import Edit, change, create
from db.order import key_between
from db.records import Note, Value, Visit
from desktop.editor.composition import full_text, utf16_units
from desktop.editor.lines import sections
from desktop.editor.painting import paint_mark
from desktop.panes.history.history_button import open_history
from desktop.panes.parts import button, line
from desktop.panes.unwritten import Unwritten
from desktop.panes.visit.entries import EntryPane
from exporters.document.marks import Kind, line_kind

if TYPE_CHECKING:
    from desktop.editor.outline_editor import OutlineEditor
    from desktop.panes.visit.desk import VisitDesk
    from desktop.theme import Theme


TAKEN = ("□", "#", "▲")
LINE, ROW = 25, 56
"""Height of a row of text, px at 100 %; letters in it. Only for the room of what is not built yet."""


class Sign(QWidget):
    """A mark that is only seen."""

    def __init__(self, theme: Theme, mark: str) -> None:
        super().__init__()
        self._theme, self._mark = theme, mark
        self.setFixedSize(QSize(theme.px(20), theme.px(24)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self._theme.px(8), self.height() / 2)
        paint_mark(painter, self._theme, self._mark, middle, self._theme.px(14))


class NotesPane(EntryPane[Note]):
    """The tab 내용."""

    kind = Note

    def __init__(self, page: VisitDesk) -> None:
        super().__init__(page)
        self._unwritten = Unwritten(self.context)
        self._menus: dict[str, QToolButton] = {}
        self.fields.written.connect(lambda note, _: self._make(note))

    def load(self, visit_id: str) -> None:
        self._unwritten.clear()
        super().load(visit_id)

    def signature(self, records: list[Note]) -> list[str]:
        """The note that may be begun where there is none is built before it is there."""
        return super().signature(self.as_read(records))

    def as_read(self, records: list[Note]) -> list[Note]:
        return records if records or self.context.notebook.read_only else [self._pending()]

    def build(self, visit: Visit, notes: list[Note]) -> None:
        say, theme = self.context.sentences, self.context.theme
        for number, note in enumerate(notes, start=1):
            self.add_entry(note, partial(self._section, number=number), partial(self._height, note))
        if not notes:
            self.show_empty("lines", "editor.notes.empty", "editor.notes.empty_step", "editor.notes.add", self.add)
            return
        add = button(say("editor.notes.add"), "link", icon="plus", theme=theme)
        add.clicked.connect(self.add)
        add.setEnabled(not self.context.notebook.read_only)
        self.layout_.addSpacing(theme.px(12))
        self.layout_.addLayout(line(add))

    def _height(self, note: Note) -> int:
        return self.context.theme.px(64 + LINE * rows(note.text))

    def add(self) -> None:
        """A new note at the end, the focus in its heading."""
        edit = self._creation()
        if self.page.commit(edit) is not None:
            self.focus(edit.object, "heading")

    def _creation(self) -> Edit:
        notes = self.records()
        return create(
            Note,
            visit=self.visit_id,
            author=self.context.person,
            order=key_between(notes[-1].order if notes else None, None),
        )

    def _pending(self) -> Note:
        """The note that one may begin to write where there is none."""
        return self._unwritten.of(self.visit_id, Note, self._creation)

    def _make(self, note_id: str) -> None:
        """The first letter makes the note; nothing is prepared, so the syllable being composed stays open."""
        if self._unwritten.make(note_id):
            self._menus[note_id].setEnabled(True)

    def before_leaving(self) -> None:
        """What was begun while nothing could be written is made now; a □ or ▲ line under the caret is taken as left."""
        for writing in self.fields.autosave.writings():
            if writing.object in self._unwritten.ids() and full_text(writing.widget).strip():
                self._make(writing.object)
        for writing in self.fields.autosave.writings():
            if writing.kind == Note.KIND and writing.field == "text" and _may_be_taken(full_text(writing.widget)):
                self._take_lines(writing.object)

    def _section(self, note: Note, number: int) -> QWidget:
        say, theme = self.context.sentences, self.context.theme
        name = say("window.unnamed.note", number=number)
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, theme.px(14))
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(0)
        heading = self.fields.line(note, "heading", say("editor.notes.heading", name=name), look="section")
        heading.setPlaceholderText(name)
        editor = self.fields.outline(note, "text", name)
        editor.setPlaceholderText(say("editor.notes.placeholder"))
        heading.returnPressed.connect(editor.setFocus)
        heading.passes_lines = True
        heading.lines_pasted.connect(lambda: self._paste_below(editor))
        editor.line_left.connect(lambda _: QTimer.singleShot(0, editor, partial(self._take_lines, note.id)))
        head.addWidget(Sign(theme, "□"))
        head.addWidget(heading, 1)
        head.addWidget(self._menu(note))
        layout.addLayout(head)
        layout.addLayout(self.page.conflicts.place(note.id))
        layout.addLayout(self.page.review.reasons.place(note.id))
        layout.addSpacing(theme.px(8))
        layout.addWidget(editor)
        return part

    def _paste_below(self, editor: OutlineEditor) -> None:
        """Several lines that were pasted into the heading are the text under it."""
        editor.setFocus()
        editor.place_caret(0)
        if editor.toPlainText():
            editor.textCursor().insertText("\n")
            editor.place_caret(0)
        editor.paste()

    def _menu(self, note: Note) -> QToolButton:
        say = self.context.sentences
        more = QToolButton()
        more.setIcon(self.context.theme.icon("more", "ink3", 18))
        more.setIconSize(QSize(self.context.theme.px(18), self.context.theme.px(18)))
        more.setAccessibleName(say("editor.notes.more"))
        more.setToolTip(more.accessibleName())
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.addAction(say("editor.notes.up")).triggered.connect(partial(self._move, note.id, -1))
        menu.addAction(say("editor.notes.down")).triggered.connect(partial(self._move, note.id, 1))
        menu.addSeparator()
        menu.addAction(say("editor.delete")).triggered.connect(partial(self.remove, note.id))
        for action in menu.actions():
            action.setEnabled(not self.context.notebook.read_only)
        menu.insertAction(menu.actions()[-1], past := QAction(say("history.open"), menu))
        past.triggered.connect(lambda: open_history(self.page, note.id))
        more.setMenu(menu)
        more.setEnabled(note.id not in self._unwritten.ids())
        self._menus[note.id] = more
        more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return more

    def _move(self, note_id: str, by: int) -> None:
        notes = self.records()
        place = next((number for number, note in enumerate(notes) if note.id == note_id), -1)
        target = place + by
        if place < 0 or not 0 <= target < len(notes):
            return
        note = notes.pop(place)
        before = notes[target - 1].order if target else None
        after = notes[target].order if target < len(notes) else None
        self.page.commit(change(note, order=key_between(before, after)))

    def _take_lines(self, note_id: str) -> None:
        """□ lines of a note become notes after it, ▲ lines become figures at their place."""
        writing = self.fields.autosave.writing(note_id, "text")
        if writing is None or self.context.notebook.read_only:
            return
        editor: OutlineEditor = writing.widget  # type: ignore[assignment]
        if _kinds(editor.toPlainText()) & {Kind.FIGURE_LINE}:
            self.page.take_figure_lines(editor, note_id)
        if len(sections(editor.toPlainText())) == 1:
            return
        self.fields.autosave.settle(note_id)  # then it is known from which revisions the text comes that is parted
        parts = sections(editor.toPlainText())
        own = self._own_part(note_id, parts)
        notes = self.records()
        place = next((number for number, note in enumerate(notes) if note.id == note_id), len(notes) - 1)
        after = notes[place + 1].order if place + 1 < len(notes) else None
        order, edits = notes[place].order, []
        for heading, text in parts:
            order = key_between(order, after)
            fresh = create(
                Note,
                visit=self.visit_id,
                heading=heading,
                text=text.strip("\n"),
                author=self.context.person,
                order=order,
            )
            edits.append(fresh)
        had_focus, at_end = editor.hasFocus(), editor.textCursor().atEnd()
        last = edits[-1].object if edits else note_id
        if self.page.commit(*edits, own, how="added") is None:
            return
        if had_focus:
            self.focus(last, "text", caret=_length(self.context.notebook.reader.get(last)) if at_end else 0)

    def _own_part(self, note_id: str, parts: list[tuple[str, str]]) -> Edit:
        """What stays in a note of its parts, which is taken out of them: what stands before the first □.

        Where there is nothing, and no heading either, the first section is the note itself.
        """
        text, heading = (self.fields.autosave.writing(note_id, name) for name in ("text", "heading"))
        assert text is not None
        _, before = parts.pop(0)
        fields: dict[str, Value] = {"text": before.rstrip("\n")}
        bases = {"text": text.base}
        if heading is not None and not before.strip() and not full_text(heading.widget).strip():
            first, words = parts.pop(0)
            fields = {"heading": first, "text": words.strip("\n")}
            bases["heading"] = heading.base
        return Edit(note_id, Note.KIND, fields, bases)


def _length(note: object) -> int:
    """Of a note's text, in UTF-16 units."""
    return utf16_units(note.text, len(note.text)) if isinstance(note, Note) else 0


def rows(text: str) -> int:
    """About how many rows outline text takes in the column."""
    return sum(1 + len(each) // ROW for each in text.split("\n"))


def _may_be_taken(text: str) -> bool:
    """Whether text holds a sign with which a line begins that is more than a line: most have none."""
    return any(sign in text for sign in TAKEN)


def _kinds(text: str) -> set[Kind]:
    return {line_kind(each).kind for each in text.split("\n")}
