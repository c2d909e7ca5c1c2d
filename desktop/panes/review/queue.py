"""The queue of a reviewer: what waits beside its text, which is read, commented on, returned or approved one by one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from db.figured import figures_with
from db.records import Comment, Decision, Figure, Implication, Note, Question, Record
from db.status import content_fields
from desktop.editor.outline_editor import OutlineEditor
from desktop.focus import take_focus
from desktop.models.outline import QUEUE
from desktop.models.queue import Queued, QueueModel, queue
from desktop.panes.flow import FlowLayout
from desktop.panes.nothing import Nothing
from desktop.panes.parts import button, clear, label, line, rule
from desktop.panes.review.badge import ReviewBadge
from desktop.panes.review.queue_changes import queue_changes
from desktop.panes.review.queue_figures import queue_figures
from desktop.panes.review.queue_list import QueueList
from desktop.panes.visit.entries import COLUMN
from desktop.panes.visit.thumbnail import HEIGHT, WIDTH
from desktop.panes.writing import WritingPage
from desktop.thumbnails import Thumbnails

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from db.edits import Changes
    from desktop.context import PageContext

LIST, LEAST, STRIP = 290, 190, 44
"""Width of the list, at first and at least, and where there is no room beside a text; px at 100 %."""
SECTION = 18
"""Size of a heading's letters; px at 100 %."""
NARROW, WIDEST = 760, 16_777_215
"""Width of the page, px at 100 %, under which the text has the room, and of the list only signs are seen; and Qt's own
largest width of a widget."""


class QueuePage(WritingPage):
    """show_object takes the place `queue`. place: opens the page of the entry that is read, while there is one."""

    place: QPushButton

    def __init__(self, context: PageContext, today: date, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme, say = context.theme, context.sentences
        self.object_id = QUEUE
        self.marks.hide()
        self.model = QueueModel(say, today)
        self.list = QueueList(theme, self.model, say("review.queue.title"))
        self.list.setMinimumWidth(theme.px(LEAST))
        self.list.selectionModel().currentChanged.connect(self._row_changed)
        self.list.entered.connect(self.to_text)
        self._entry = ""
        self._difference: QWidget | None = None
        self._pictures = Thumbnails(context, QSize(theme.px(2 * WIDTH), theme.px(2 * HEIGHT)), self)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = QVBoxLayout()
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(theme.px(6))
        column = QWidget()
        column.setLayout(self._inner)
        column.setMaximumWidth(theme.px(COLUMN))
        inside = QWidget()
        beside = QHBoxLayout()
        beside.addWidget(column, 1, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(self.review.column(self._area))
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(*(theme.px(edge) for edge in (24, 14, 16, 60)))
        outer.addLayout(beside)
        outer.addStretch(1)
        self._area.setWidget(inside)
        self._pictures.made.connect(inside.update)
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._parts.setChildrenCollapsible(False)
        self._parts.setHandleWidth(1)
        self._parts.addWidget(self.list)
        self._parts.addWidget(self._area)
        self._parts.setStretchFactor(1, 1)
        self._parts.setSizes([theme.px(LIST), theme.px(900)])
        self._narrow = False
        self.column.addWidget(self._head())
        self.column.addWidget(rule())
        self.find_above(self.working)
        self.column.addWidget(self.working)
        self.column.addWidget(self._parts, 1)
        self.review.judging.judged.connect(self._judged)

    def _head(self) -> QWidget:
        theme, say = self.context.theme, self.context.sentences
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(*(theme.px(edge) for edge in (26, 12, 20, 8)))
        self._title = label(say("review.queue.title"), "title")
        column.addWidget(self._title)
        flow = FlowLayout(theme.px(6), theme.px(6), even=True)
        row = QWidget()
        row.setLayout(flow)
        judging = self.review.judging
        approve = button(say("review.approve"), "tonal", icon="check", theme=theme)
        approve.setToolTip("Ctrl+Alt+A")
        approve.clicked.connect(lambda: judging.approve(self.meant()))
        back = button(say("review.return"))
        back.setToolTip("Ctrl+Alt+R")
        back.clicked.connect(lambda: judging.ask_return(self.meant()))
        self.suggest = button(say("review.mode.toggle"), "toggle")
        self.suggest.setToolTip("Ctrl+Alt+I")
        self.suggest.setCheckable(True)
        self.suggest.clicked.connect(self.toggle_suggesting)
        self.review.suggesting.changed.connect(self.suggest.setChecked)
        self.changes = button(say("review.queue.changes"), "toggle")
        self.changes.setCheckable(True)
        self.changes.setChecked(True)
        self.changes.toggled.connect(self._show_changes)
        for press in (self.suggest, self.changes):
            press.setMinimumHeight(back.sizeHint().height())
        of_visit, of_day = button(say("review.queue.visit"), "quiet"), button(say("review.queue.day"), "quiet")
        of_visit.clicked.connect(lambda: self.choose_alike("visit"))
        of_day.clicked.connect(lambda: self.choose_alike("day"))
        self._presses = (approve, back, of_visit, of_day, self.suggest)
        for press in (approve, back, self.suggest, self.changes, of_visit, of_day):
            flow.addWidget(press)
        flow.addWidget(ReviewBadge(self.review))
        column.addWidget(row)
        return box

    # --- the page's promises ------------------------------------------------------------------------------------

    def show_object(self, object_id: str) -> None:
        """Show what waits, at the first of it; the focus goes into the list."""
        self.read()
        take_focus(self.list)
        self.say_status()

    def refresh(self, changes: Changes) -> None:
        """Read again what waits; the entry that is open stays while it is there."""
        if not self.isVisible():
            return
        self.fields.adopt(changes)
        if changes.kinds - {"report", "waiver"}:
            self.read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The text first: where there is no room for both, the list is a strip."""
        super().resizeEvent(event)
        px = self.context.theme.px
        if (narrow := event.size().width() < px(NARROW)) == self._narrow:
            return
        self._narrow = narrow
        self.list.setMinimumWidth(px(STRIP if narrow else LEAST))
        self.list.setMaximumWidth(px(STRIP) if narrow else WIDEST)
        self._parts.setSizes([px(STRIP if narrow else LIST), px(900)])

    def shows(self, object_id: str) -> bool:
        """Whether what is done to an object is seen here: decisions, and what hangs on an entry that waits."""
        record = self.context.notebook.reader.get(object_id)
        return isinstance(record, Decision) or self._row_of(object_id) >= 0

    def reveal(self, object_id: str) -> bool:
        """Open the entry that a decision or a comment is about, where it waits; the queue stays open all the same."""
        self._go_to(self._row_of(object_id))
        return True

    def _row_of(self, object_id: str) -> int:
        reader = self.context.notebook.reader
        record = reader.get(object_id)
        about = record.object if isinstance(record, Comment | Decision) else object_id
        rows, figures = [row.entry for row in self.model.rows], figures_with(reader)
        return next((at for at, name in enumerate(rows) if about == name or about in figures.get(name, ())), -1)

    @property
    def side(self) -> QWidget:
        """The text beside the list."""
        return self._area

    def name(self) -> str:
        return self.context.sentences("review.queue.title")

    def spot(self) -> object:
        """The entry that is open, whether the list has the focus, and where one suggests."""
        return self._entry, self.list.hasFocus(), super().spot()

    def find_spot(self, spot: Any) -> None:
        entry, in_list, within = spot
        self._go_to(self._row_of(entry))
        super().find_spot(within)
        if not in_list:
            self.to_text()

    # --- the list -----------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Find what waits now."""
        context = self.context
        rows = queue(context.notebook.reader, context.sentences, context.person)
        if rows != self.model.rows:
            chosen, place = set(self.list.chosen()), self.list.currentIndex().row()
            self.list.selectionModel().blockSignals(True)
            self.model.show(rows)
            self.list.selectionModel().blockSignals(False)
            names = [row.entry for row in rows]
            at = names.index(self._entry) if self._entry in names else min(max(place, 0), len(rows) - 1)
            self._go_to(at)
            for number, name in enumerate(names):
                if name in chosen and len(chosen) > 1:
                    flag = QItemSelectionModel.SelectionFlag.Select
                    self.list.selectionModel().select(self.model.index(number), flag)
        say = context.sentences
        self._title.setText(f"{say('review.queue.title')}  {len(rows)}" if rows else say("review.queue.title"))
        for press in self._presses:
            press.setEnabled(bool(rows) and (self.review.judging.may or press is self.suggest))
        if not rows:
            self._open(None)

    def meant(self) -> list[str]:
        """The entries that returning and approving are about: those that are chosen in the list."""
        return self.list.chosen() or ([self._entry] if self._entry else [])

    def choose_alike(self, what: str) -> None:
        """Choose all of the visit, or of the day, that the open entry is of. what: visit or day."""
        open_row = next((row for row in self.model.rows if row.entry == self._entry), None)
        wanted = getattr(open_row, what, "")
        if wanted:
            self.list.clearSelection()
        for number, row in enumerate(self.model.rows):
            if wanted and getattr(row, what) == wanted:
                self.list.selectionModel().select(self.model.index(number), QItemSelectionModel.SelectionFlag.Select)
        take_focus(self.list)

    def step_comments(self, by: int) -> bool:
        """Show the open comment after (+1) or before (-1) the active one: of this entry, then of the next in the list
        that has some; False where none has."""
        if self.review.step(by):
            return True
        rows = self.model.rows
        here = next((at for at, row in enumerate(rows) if row.entry == self._entry), 0)
        for distance in range(1, len(rows) + 1):
            at = (here + by * distance) % len(rows)
            if rows[at].comments:
                self._go_to(at)
                self.review.read()
                self.review.activate("")
                QTimer.singleShot(0, self, lambda: self.review.step(by))  # its texts are on screen by then
                return True
        return False

    def to_text(self) -> None:
        """On from the list into the text."""
        field = next(
            (each.widget for each in self.fields.autosave.writings() if each.field in ("text", "question")), None
        )
        if field is not None:
            take_focus(self.review.suggesting.instead(field))

    def toggle_suggesting(self) -> None:
        """Suggest on the texts of the open entry, or no more; the mode stays on from one entry to the next."""
        mode = self.review.suggesting
        if mode.on:
            mode.end()
        else:
            self._suggest()
            self.to_text()
        self.suggest.setChecked(mode.on)

    def _suggest(self) -> None:
        texts = (each for each in self.fields.autosave.writings() if not each.held and each.field != "heading")
        editors = (each.widget for each in texts)
        self.review.suggesting.begin([each for each in editors if isinstance(each, OutlineEditor)])

    def _go_to(self, row: int) -> None:
        if row < 0:
            return
        index = self.model.index(row)
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.scrollTo(index)
        if self.model.rows[row].entry != self._entry:
            self._open(self.model.rows[row])

    def _row_changed(self, index: QModelIndex, _: QModelIndex) -> None:
        if index.isValid() and self.model.rows[index.row()].entry != self._entry:
            self._open(self.model.rows[index.row()])

    def _judged(self, entries: list[str]) -> None:
        """The next one is open already, since the list closed up; the focus stays in text or list."""
        if not self.list.hasFocus():
            QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        """The caret into the text, the eye on what stands above it: why it came back, and what changed since."""
        self.to_text()
        self._area.verticalScrollBar().setValue(0)

    # --- the entry ----------------------------------------------------------------------------------------------

    def _open(self, row: Queued | None) -> None:
        in_text, suggesting = self.field is not None and self.field.hasFocus(), self.review.suggesting.on
        if self._entry:
            self.leave()
        self.fields.autosave.forget()
        clear(self._inner)
        self._current = self._field = None  # of what goes nothing is said any more
        self._entry = row.entry if row is not None else ""
        self.review.whole = self._entry
        record = self.context.notebook.reader.get(self._entry) if row is not None else None
        if row is None or record is None:
            self._empty()
        else:
            self._fill(row, record)
        if suggesting and self._entry:
            self._suggest()
        self.review.attend()
        if in_text:
            self.to_text()
        self._area.verticalScrollBar().setValue(0)
        self.say_status()

    def _fill(self, row: Queued, record: Record) -> None:
        say = self.context.sentences
        above = line(label(self.model.second(row) or row.name, "small", wrap=True), stretch=False)
        above.setStretch(0, 1)
        self.place = button(say("review.queue.place"), "link")
        self.place.clicked.connect(lambda: self.open_requested.emit(record.id))
        above.addWidget(self.place, 0, Qt.AlignmentFlag.AlignTop)
        self._inner.addLayout(above)
        if not isinstance(record, Note | Question | Implication):  # these are called by what stands in them
            self._inner.addWidget(label(row.name, "section", wrap=True))
        self._inner.addLayout(self.review.reasons.place(record.id))
        self._difference = queue_changes(self.fields, record)
        if self._difference is not None:
            self._inner.addWidget(self._difference)
        self.changes.setVisible(self._difference is not None)
        if isinstance(record, Note):
            self._inner.addWidget(self._heading(record, row.name))
        for name in content_fields(record.KIND):
            if isinstance(record, Question):
                self._inner.addWidget(label(say(f"fields.field.{name}"), "small"))
            editor = self.fields.outline(record, name, say(f"fields.field.{name}"), bold=name == "question")
            editor.setReadOnly(True)
            editor.setPlaceholderText(say("review.queue.nothing"))
            editor.place_caret(0)
            self._inner.addWidget(editor)
        reader = self.context.notebook.reader
        figures = reader.many(Figure, figures_with(reader).get(record.id, ()))
        if figures:
            text = "\n".join(str(getattr(record, name)) for name in content_fields(record.KIND))
            self._inner.addWidget(queue_figures(self.fields, list(figures.values()), text, self._pictures))
        self._show_changes(self.changes.isChecked())

    def _heading(self, record: Note, called: str) -> OutlineEditor:
        """In as many lines as it needs. called: what stands for one that is empty."""
        heading = self.fields.outline(record, "heading", self.context.sentences("fields.field.heading"), bold=True)
        heading.document().setDefaultFont(self.context.theme.font(SECTION, bold=True))
        heading.setProperty("look", "outline_heading")
        heading.setPlaceholderText(called)
        heading.setReadOnly(True)
        return heading

    def _show_changes(self, shown: bool) -> None:
        if self._entry and self._difference is not None:
            self._difference.setVisible(shown)

    def _empty(self) -> None:
        say, theme = self.context.sentences, self.context.theme
        self._difference = None
        self.changes.hide()
        words, how = say("review.queue.empty"), say("review.queue.empty_step")
        self._inner.addWidget(Nothing(theme, "check", words, how, token="green", scrolls=True))
