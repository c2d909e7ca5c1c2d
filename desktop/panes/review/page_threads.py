"""The threads of one page: read beside the window, marked in its texts, and shown in the column beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

from db.anchors import Outcome
from db.commenting import Thread, threads
from db.records import Comment
from desktop.editor.comment_marks import NEW, CommentMarks, Range
from desktop.editor.composition import LineField, preedit
from desktop.editor.outline_editor import OutlineEditor
from desktop.focus import take_focus
from desktop.models.threads import suggestion_told
from desktop.panes.review.card import CommentCard
from desktop.panes.review.column import ReviewColumn
from desktop.panes.review.drawn import Drawn
from desktop.panes.review.positions import MANY, Positions
from desktop.panes.review.reasons import Reasons

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.editor.autosave import Writing
    from desktop.panes.text_page import TextPage

GATHERED = 60
"""ms without another field after which those that came a few at a time are marked."""
QUIET = 300
"""ms after the last key in which places are found anew, where words went or came back."""
SETTLED = 280
"""ms after which the texts of a tab that was just opened have found their height."""
AT_ONCE = 40
"""Comments whose places are found while the page waits; more of them beside the window."""


class PageThreads(QObject):
    """threads: by id, of what the page shows. changed: others are known than before. taken: they were read and placed.

    asked: id of a thread, and what is to be done about it. delete_asked: id of a comment.
    """

    changed = Signal()
    taken = Signal()
    asked = Signal(str, str)
    delete_asked = Signal(str)

    def __init__(self, page: TextPage, widget: QWidget) -> None:
        super().__init__(widget)
        self._page, self._shown, self.context = page, widget, page.context
        self.threads: dict[str, Thread] = {}
        self.active = ""
        self.whole = ""
        """Id of what the page is about: threads on it stand on top of the column that is seen."""
        self._wanted = ""
        self._columns: list[ReviewColumn] = []
        self._areas: dict[ReviewColumn, QScrollArea] = {}
        self._marks: dict[OutlineEditor, CommentMarks] = {}
        self._reading = 0
        self.reasons = Reasons(self.context, widget)
        self.drawn = Drawn(self.context.theme, self.context.sentences, self.asked.emit, self._told, self)
        self._soon = self._timer(0, self.read)
        self._settle = self._timer(QUIET, self._settled)
        self._moved = self._timer(30, self.place)
        page.fields.written.connect(lambda *_: self._settle.start())
        page.fields.focused.connect(self._follow)
        self._gathered = self._timer(GATHERED, self.read)
        page.fields.made.connect(self._made)
        self.context.operations.changed.connect(self._refresh)

    # --- the page's part ----------------------------------------------------------------------------------------

    def column(self, area: QScrollArea) -> ReviewColumn:
        """The column of a part of the page that scrolls; to be put beside its texts."""
        made = ReviewColumn(self.context, area)
        made.made.connect(self._attend_card)
        self._columns.append(made)
        self._areas[made] = area
        area.viewport().installEventFilter(self)
        area.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled())
        return made

    def attend(self) -> None:
        """Something else of the page is shown: read what is about it."""
        self._soon.start()

    def _made(self) -> None:
        """There are more fields: known at once, or where they come a few at a time when all are there."""
        if self._gathered.isActive() or (self._page.fields.coming and self._reading and not self._soon.isActive()):
            self._gathered.start()
        else:
            self._soon.start()

    def _refresh(self, changes: Changes) -> None:
        """Read again where comments, decisions or what they are about changed."""
        self.reasons.refresh(changes)
        if not self._shown.isVisible():  # it reads when it is shown
            return
        about = {each.object for each in self.threads.values()}
        if changes.kinds & {"comment", "decision", "person"} or changes.ids & about:
            self._soon.start()

    def current(self) -> ReviewColumn | None:
        """The column that is seen."""
        return next((each for each in self._columns if self._areas[each].isVisible()), None)

    # --- reading ------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Find the threads of what the page shows, and their places in what stands there now."""
        self._soon.stop()
        if self.context.operations.closed:
            return
        reader = self.context.notebook.reader
        writings = self._writings()
        here = {each.object for each in writings} | ({self.whole} if self.whole else set())
        here |= self._page.fields.coming.keys()
        commented = reader.once("commented", lambda: [each for _, each in reader.columns(Comment, "object")])
        about = [each for each in commented if each in here]
        self._reading += 1
        texts = _texts(writings, about)
        if len(about) <= AT_ONCE:
            self._take(
                self._reading, [each for name, found in sorted(texts.items()) for each in threads(reader, name, found)]
            )
            return
        task = self.context.operations.start_short(
            lambda _: [each for name, found in sorted(texts.items()) for each in threads(reader, name, found)]
        )
        task.done.connect(partial(self._take, self._reading))
        task.failed.connect(self.context.operations.failed)

    def _take(self, reading: int, found: Sequence[Thread]) -> None:
        if reading != self._reading or self.context.operations.closed:
            return
        self.threads = {each.id: each for each in found}
        if self.active not in self.threads:
            self.active = ""
        self.mark()
        self.place()
        self.changed.emit()
        if self._wanted in self.threads:
            self.show(self._wanted)
        self.taken.emit()

    def mark(self) -> None:
        """Mark the words that threads are about, and those that are being commented on."""
        self._marks = {editor: marks for editor, marks in self._marks.items() if isValid(editor)}
        by_text: dict[tuple[str, str], list[Range]] = {}
        for each in self.threads.values():
            place = each.place
            if place is not None and place.start < place.end and each.open:
                unsure = place.outcome is Outcome.CHECK
                made = Range(each.id, place.start, place.end, unsure, quiet=each.acceptable)
                by_text.setdefault((each.object, each.field), []).append(made)
        about = {(each.object, each.field) for each in self.threads.values() if each.open}
        for writing in self._writings():
            editor = writing.widget
            if isinstance(editor, LineField):
                _underline(editor, writing.key in about)
            ranges = by_text.get(writing.key, [])
            if isinstance(editor, OutlineEditor) and (ranges or editor in self._marks):
                marks = self._marks_of(editor)
                new = marks.span(NEW)
                marks.show([*ranges, *([Range(NEW, *new)] if new else [])])
                marks.activate(NEW if new else self.active)
        self.drawn.show(self._writings(), self.threads.values())

    def place(self) -> None:
        """Put the cards beside the words, wherever these are now."""
        self._moved.stop()
        for column in self._columns:
            area = self._areas[column]
            if not isValid(area) or not area.isVisible():
                continue
            tops = self._positions().tops(area, self.active)
            shown = [each for each in self.threads.values() if each.id in tops]
            rest = sum(self.threads[name].open for name in self._in_order(area)) - sum(each.open for each in shown)
            column.show_threads(sorted(shown, key=lambda each: tops[each.id]), tops, rest)
            column.activate(self.active)

    def _in_order(self, area: QScrollArea) -> list[str]:
        """Ids of the threads of what area scrolls, in reading order; each once."""
        coming = {each for each, holder in self._page.fields.coming.items() if holder is area}
        return self._positions().in_order(area, coming)

    def _positions(self) -> Positions:
        return Positions(self.threads, self._writings(), self._marks, self.whole)

    def _scrolled(self) -> None:
        if any(len(marks.names) > MANY for marks in self._marks.values()):
            self._moved.start()

    # --- what is chosen -----------------------------------------------------------------------------------------

    def activate(self, name: str) -> None:
        """Show one thread whole; the focus stays where it is."""
        if name == self.active:
            return
        before, self.active = self.threads.get(self.active), name
        for marks in (marks for editor, marks in self._marks.items() if isValid(editor)):
            marks.activate(name)
        thread = self.threads.get(name)
        if (before is not None and not before.open) or (thread is not None and not thread.open):
            self.place()
        for column in self._columns:
            column.activate(name)

    def open_here(self) -> list[str]:
        """Ids of the open threads of what is seen, in reading order."""
        areas = (area for area in self._areas.values() if isValid(area) and area.isVisible())
        return [name for area in areas for name in self._in_order(area) if self.threads[name].open]

    def step(self, by: int) -> bool:
        """Show the open thread after (+1) or before (-1) the active one; False where there is none on that side."""
        self._page.fields.complete()
        names = self.open_here()
        place = names.index(self.active) + by if self.active in names else (0 if by > 0 else len(names) - 1)
        return 0 <= place < len(names) and self.show(names[place])

    def show(self, name: str) -> bool:
        """Show one thread, with the caret at its words; False where it is not known here, or not yet."""
        thread = self.threads.get(name)
        if thread is None:
            self._wanted = name
            return False
        self._wanted = ""
        if thread.object in self._page.fields.coming:
            self._page.fields.complete()
            self.mark()
        self.activate(name)
        column = self.current()
        if column is not None:
            column.ask(True)
        widget = self._widget(thread)
        marks = self._marks.get(widget) if isinstance(widget, OutlineEditor) else None
        start = marks.place(name) if marks is not None else None
        if isinstance(widget, OutlineEditor) and start is not None:
            cursor = QTextCursor(widget.document())
            cursor.setPosition(start)
            widget.setTextCursor(cursor)
            take_focus(widget)
            widget.show_caret()
        elif widget is not None:
            take_focus(widget)
        for wait in (40, SETTLED):
            QTimer.singleShot(wait, self, partial(self._bring, name))
        return True

    def marks_of(self, editor: OutlineEditor) -> CommentMarks:
        """The marks of a text of the page."""
        return self._marks_of(editor)

    def widget_of(self, thread: Thread) -> QWidget | None:
        """The field that a thread is about, where the page shows it."""
        return self._widget(thread)

    def _bring(self, name: str) -> None:
        column = self.current()
        if name == self.active and column is not None and not self.context.operations.closed:
            self.place()
            column.bring(name)

    def _told(self, name: str) -> str:
        """Who suggests what in a thread."""
        context, thread = self.context, self.threads.get(name)
        if thread is None:
            return ""
        return suggestion_told(context.notebook.reader, context.sentences, thread, context.person, date.today())

    def column_of(self, widget: QWidget) -> ReviewColumn | None:
        """The column beside a widget."""
        return next((each for each in self._columns if self._areas[each].isAncestorOf(widget)), None)

    def top_of(self, widget: QWidget, name: str) -> float:
        """Where a range of a field is, px in what scrolls it."""
        column = self.column_of(widget)
        inner = self._areas[column].widget() if column is not None else None
        top = float(widget.mapTo(inner, QPoint(0, 0)).y()) if inner is not None else 0.0
        marks = self._marks.get(widget) if isinstance(widget, OutlineEditor) else None
        return top + ((marks.top(name) if marks is not None else None) or 0.0)

    def focus_card(self) -> None:
        """The keyboard goes on in the active card, else in the first one."""
        column = self.current()
        names = [self.active, *self.threads]
        card = next((found for name in names if column and (found := column.card(name)) is not None), None)
        if card is not None:
            self.activate(card.topic.id)
            take_focus(card.first_button())

    def _widget(self, thread: Thread) -> QWidget | None:
        writings = [each for each in self._writings() if each.object == thread.object and each.widget.isVisible()]
        exact = next((each.widget for each in writings if each.field == thread.field), None)
        return exact or next((each.widget for each in writings), None)

    def _marks_of(self, editor: OutlineEditor) -> CommentMarks:
        if editor not in self._marks:
            self._marks[editor] = CommentMarks(editor, self.context.theme)
            editor.cursorPositionChanged.connect(partial(self._caret, editor))
            editor.document().documentLayout().documentSizeChanged.connect(lambda _: self._moved.start())
        return self._marks[editor]

    def _caret(self, editor: OutlineEditor) -> None:
        """The thread whose words the caret is in is the active one; elsewhere it stays."""
        if preedit(editor) or not editor.hasFocus():
            return
        name = self._marks[editor].at(editor.textCursor().position())
        if name and name != NEW:
            self.activate(name)

    def _follow(self, field: object) -> None:
        if isinstance(field, OutlineEditor) and field in self._marks:
            self._caret(field)

    def _attend_card(self, card: CommentCard) -> None:
        card.activated.connect(self.activate)
        card.asked.connect(self.asked)
        card.delete_asked.connect(self.delete_asked)

    # --- while somebody writes ----------------------------------------------------------------------------------

    def _settled(self) -> None:
        """Words that went away, or came back by undo or paste, are looked for; all others went with the text."""
        lost = {(each.object, each.field) for each in self.threads.values() if each.lost}
        for writing in self._writings():
            marks = self._marks.get(writing.widget) if isinstance(writing.widget, OutlineEditor) else None
            if (marks is not None and marks.collapsed) or writing.key in lost:
                self.read()
                return
        if self.drawn.is_stale():
            self.read()
            return
        self._moved.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and not self.context.operations.closed:
            for column in self._columns:
                if isValid(column):
                    column.fit()
            (self._soon if event.type() == QEvent.Type.Show else self._moved).start()
        return super().eventFilter(watched, event)

    def _writings(self) -> list[Writing]:
        return [each for each in self._page.fields.autosave.writings() if not each.held]

    def _timer(self, interval: int, then: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(then)
        return timer


def _texts(writings: Iterable[Writing], objects: Iterable[str]) -> dict[str, dict[str, str]]:
    """By object and field, what stands on screen."""
    found: dict[str, dict[str, str]] = {each: {} for each in objects}
    for writing in writings:
        if writing.object in found:
            found[writing.object][writing.field] = _plain(writing.widget)
    return found


def _underline(line: LineField, commented: bool) -> None:
    """Show that there are comments on a line."""
    if bool(line.property("commented")) != commented:
        line.setProperty("commented", commented)
        line.style().unpolish(line)
        line.style().polish(line)


def _plain(widget: QWidget) -> str:
    """The text of a field as its places are counted: without the syllable that is being composed."""
    if isinstance(widget, OutlineEditor):
        return widget.toPlainText()
    return widget.text() if isinstance(widget, LineField) else ""
