"""All comments in a list: open ones, one's own, those that lost their text; found by typing, opened by Enter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QPushButton, QVBoxLayout, QWidget

from db.commenting import all_threads
from desktop.editor.composition import LineField, full_text
from desktop.focus import take_focus
from desktop.models.comment_list import FILTERS, CommentModel, CommentRow, comment_rows
from desktop.panes.flow import FlowLayout
from desktop.panes.lettering import Font, Lettering
from desktop.panes.parts import button, label, rule
from desktop.panes.review.rows import EDGE, RowDelegate

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext
    from desktop.theme import Theme

INSIDE = 12
"""From the edge of a row's ground to its words; px at 100 %."""
SMALL: Final[Font] = (12, False, True)


class CommentsPage(QWidget):
    """show_object takes the place `comments`. comment_requested: ids of an object and of a thread on it."""

    status_changed = Signal(str)
    open_requested = Signal(str)
    comment_requested = Signal(str, str)

    def __init__(self, context: PageContext, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._today = context, today
        self._all: tuple[CommentRow, ...] = ()
        self._reading = 0
        self._filter = FILTERS[0]
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme, say = context.theme, context.sentences
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(4))
        column = QVBoxLayout()
        column.setContentsMargins(*(theme.px(edge) for edge in (26, 12, 20, 4)))
        column.setSpacing(theme.px(8))
        outer.addLayout(column)
        column.addWidget(label(say("review.list.title"), "title"))
        flow = FlowLayout(theme.px(6), theme.px(6), even=True)
        row = QWidget()
        row.setLayout(flow)
        self.filters: dict[str, QPushButton] = {}
        for name in FILTERS:
            press = self.filters[name] = button(say(f"review.list.{name}"), "toggle")
            press.setCheckable(True)
            press.clicked.connect(partial(self.show_only, name))
            flow.addWidget(press)
        self.search = LineField()
        self.search.setPlaceholderText(say("review.list.find"))
        self.search.setAccessibleName(say("review.list.find"))
        self.search.setFixedWidth(theme.px(240))
        self.search.textChanged.connect(lambda _: self._show())
        self.search.textEdited.connect(lambda _: self._show())  # the syllable being composed counts too
        flow.addWidget(self.search)
        column.addWidget(row)
        column.addWidget(rule())
        self.model = CommentModel()
        self.list = QListView()
        self.list.setObjectName("queue")
        self.list.setAccessibleName(say("review.list.title"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Rows(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        rows = QVBoxLayout()  # the words of a row stand below the title, its ground goes beyond them
        rows.setContentsMargins(theme.px(26 - EDGE - INSIDE), 0, theme.px(8), 0)
        rows.addWidget(self.list)
        outer.addLayout(rows, 1)
        self._empty = label("", "second", wrap=True)
        self._empty.setContentsMargins(theme.px(26), 0, theme.px(20), 0)
        outer.addWidget(self._empty)
        outer.addStretch(0)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.read)

    def show_object(self, object_id: str) -> None:
        """Show the list; the focus goes into it."""
        self.read()
        take_focus(self.list)
        self.status_changed.emit("")

    def leave(self) -> None:
        """Nothing is written here."""

    def refresh(self, changes: Changes) -> None:
        """Read again; where the page is not seen, when it is shown next."""
        if self.isVisible():
            self._soon.start()

    def read(self) -> None:
        """Find all comments with their places, beside the window."""
        if self._context.operations.closed:
            return
        self._reading += 1
        context, today = self._context, self._today
        reader, say, person = context.notebook.reader, context.sentences, context.person
        task = self._context.operations.start_short(
            lambda _: comment_rows(reader, say, all_threads(reader), person, today)
        )
        task.done.connect(partial(self._take, self._reading))
        task.failed.connect(self._context.operations.failed)

    def show_only(self, name: str) -> None:
        """name: one of FILTERS."""
        self._filter = name
        self._show()

    def _take(self, reading: int, found: Sequence[CommentRow]) -> None:
        if reading != self._reading or self._context.operations.closed:
            return
        self._all = tuple(found)
        self._show()

    def _show(self) -> None:
        say, index = self._context.sentences, self.list.currentIndex()
        here = self.model.rows[index.row()].thread if index.isValid() else ""
        for name, press in self.filters.items():
            count = sum(name in row.filters for row in self._all)
            press.setText(f"{say(f'review.list.{name}')} {count}")
            press.setChecked(name == self._filter)
        words = full_text(self.search)
        rows = [row for row in self._all if self._filter in row.filters and row.found_by(words)]
        self.model.show(rows)
        at = next((number for number, row in enumerate(rows) if row.thread == here), 0)
        if rows:
            self.list.setCurrentIndex(self.model.index(at))
        self._empty.setText("" if rows else f"{say('review.list.empty')}. {say('review.list.empty_step')}")
        self._empty.setVisible(not rows)

    def _open(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        self.comment_requested.emit(row.object, row.thread)


class _Rows(RowDelegate[CommentRow]):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(theme, view)
        self._letters = Lettering(theme)

    def paint_row(self, painter: QPainter, row: CommentRow, upper: QRect, lower: QRect, *, selected: bool) -> None:
        letters, px = self._letters, self.theme.px
        upper, lower = (each.adjusted(px(INSIDE), 0, -px(INSIDE), 0) for each in (upper, lower))
        quiet, right = "ink2" if selected else "ink3", Qt.AlignmentFlag.AlignRight
        letters.paint(painter, upper, row.who, SMALL, quiet, right)
        upper.setRight(upper.right() - letters.width(row.who, SMALL) - px(16))
        left = letters.paint(painter, upper, row.text, (13, selected, False), "navy" if selected else "ink")
        letters.paint(painter, upper.adjusted(left + px(12), 0, 0, 0), row.quote, (12, False, False), "ink2")
        if row.note:
            width = letters.paint(painter, lower, row.note, SMALL, "amber" if row.urgent else quiet, right)
            lower.setRight(lower.right() - width - px(16))
        letters.paint(painter, lower, row.where, SMALL, quiet)
