"""A chapter: its heading and its outline text, in which □ lines stay headings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.records import Chapter
from desktop.editor.carets import show_view, view_of
from desktop.editor.outline_editor import OutlineEditor
from desktop.panes.figure_lines import take_figure_lines
from desktop.panes.history.history_button import history_button
from desktop.panes.parts import clear, label, rule
from desktop.panes.review.badge import ReviewBadge
from desktop.panes.scrolling import scroll_texts
from desktop.panes.visit.entries import COLUMN
from desktop.panes.writing import WritingPage

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext
    from desktop.memory import View


class ChapterPage(WritingPage):
    """show_object takes a chapter."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self._head = QHBoxLayout()
        self._head.setContentsMargins(theme.px(26), theme.px(12), theme.px(20), theme.px(8))
        self._head.setSpacing(theme.px(10))
        self._area = QScrollArea()
        self._inner = QVBoxLayout()
        scroll_texts(self._area, theme, self._inner, self.review.column(self._area), widest=COLUMN, top=12)
        self.watch_scrolling(self._area)
        self.column.addLayout(self._head)
        self.column.addWidget(rule())
        self._body(self._area)

    def show_object(self, object_id: str) -> None:
        """Show a chapter; what was typed in the one before is kept."""
        record = self.context.notebook.reader.get(object_id)
        if not isinstance(record, Chapter):
            return
        if object_id != self.object_id:
            self._load(record)
        self._begin()

    def _load(self, record: Chapter) -> None:
        if self.object_id:
            self.leave()
        self.fields.autosave.forget()
        self.conflicts.forget()
        self.object_id = self.review.whole = record.id
        clear(self._head)
        clear(self._inner)
        say = self.context.sentences
        if record.kind != "text":
            chip = label(say(f"fields.code.kind.{record.kind}"), "chip")
            self._head.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        heading = self.fields.line(record, "heading", say("editor.chapter.heading"), look="title")
        heading.setPlaceholderText(say("window.unnamed.chapter"))
        self._head.addWidget(heading, 1)
        self._head.addWidget(ReviewBadge(self.review))
        self._head.addWidget(history_button(self, record.id, record.heading))
        editor = self.fields.outline(record, "text", record.heading or say("window.unnamed.chapter"))
        editor.setPlaceholderText(say("editor.chapter.placeholder"))
        editor.line_left.connect(lambda _: QTimer.singleShot(0, editor, partial(self._take_lines, editor)))
        heading.returnPressed.connect(editor.setFocus)
        self._inner.addLayout(self.conflicts.place(record.id))
        self._inner.addLayout(self.review.reasons.place(record.id))
        self._inner.addWidget(editor)
        self._area.verticalScrollBar().setValue(0)
        self._focused(editor)
        self.say_status()

    @property
    def side(self) -> QWidget | None:
        """The comments beside the text."""
        return self.review.current()

    def keep_view(self) -> None:
        if self.object_id:
            self.context.memory.keep_view(self.object_id, view_of(self._area, self._texts()))

    def _texts(self) -> list[QWidget]:
        return [each.widget for each in self.fields.autosave.writings()]

    def _begin(self) -> None:
        """The caret goes where it was, else into the text."""
        place, view = self.context.memory.place(self.object_id), self.context.memory.view(self.object_id)
        field = place.field if place is not None else "text"
        writing = self.fields.autosave.writing(self.object_id, field) or self.fields.autosave.writing(
            self.object_id, "text"
        )
        if writing is None:
            return
        self.go_on_in(writing.widget, place if place is not None and place.field == writing.field else None)
        QTimer.singleShot(0, writing.widget, partial(self._show_place, writing.widget, view))

    def _show_place(self, widget: QWidget, view: View | None) -> None:
        if view is not None:
            show_view(self._area, self._texts(), view)
        elif isinstance(widget, OutlineEditor):
            widget.show_caret()

    def refresh(self, changes: Changes) -> None:
        """Read what changed again; fields that are being written stay."""
        if "figure" in changes.kinds:
            self.fields.pictures.forget()
        self.fields.adopt(changes)
        self.conflicts.refresh(changes)

    def before_leaving(self) -> None:
        if self.editor is not None and not self.context.notebook.read_only:
            self._take_lines(self.editor)

    def name(self) -> str:
        record = self.context.notebook.reader.get(self.object_id) if self.object_id else None
        return record.heading if isinstance(record, Chapter) else ""

    def _take_lines(self, editor: OutlineEditor) -> None:
        take_figure_lines(self, editor, self.object_id, None)
