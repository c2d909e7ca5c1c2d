"""Finds words in the whole tour: results while one types, by day; Enter goes there and marks them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QPushButton, QVBoxLayout, QWidget

from db.frozen import dataclass
from db.search import Found, read_entries, search
from desktop.dates import day_of, short
from desktop.editor.composition import LineField, commit_composition, full_text
from desktop.focus import take_focus
from desktop.models.found_list import FoundModel, FoundRow, found_rows
from desktop.panes.flow import FlowLayout
from desktop.panes.parts import button, label, rule
from desktop.panes.search.rows import FoundRows

if TYPE_CHECKING:
    from db.edits import Changes
    from db.search import Entry
    from desktop.context import PageContext
    from exporters.base import Progress

LIMIT = 200
"""Results that are listed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was looked through, and what was found."""

    entries: tuple[Entry, ...] | None = None
    found: Found = Found()
    rows: tuple[FoundRow, ...] = ()


class SearchPage(QWidget):
    """show_object takes the place `search`. found_requested: object, field and words; left: back to where one was."""

    status_changed = Signal(str)
    open_requested = Signal(str)
    found_requested = Signal(str, str, str)
    left = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._entries: tuple[Entry, ...] | None = None
        self._asked = self._answered = 0
        self._goes_on = False
        self._day: str | None = None
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme, say = context.theme, context.sentences
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(4))
        column = QVBoxLayout()
        column.setContentsMargins(*(theme.px(edge) for edge in (26, 12, 20, 4)))
        column.setSpacing(theme.px(10))
        outer.addLayout(column)
        column.addWidget(label(say("search.title"), "title"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(40)
        self._soon.timeout.connect(self._search)
        self.words = LineField()
        self.words.setPlaceholderText(say("search.placeholder"))
        self.words.setAccessibleName(say("search.field"))
        self.words.setMaximumWidth(theme.px(560))
        self.words.installEventFilter(self)
        self.words.textChanged.connect(lambda _: self._soon.start())
        self.words.textEdited.connect(lambda _: self._soon.start())  # the syllable being composed counts too
        column.addWidget(self.words)
        self._chips = FlowLayout(theme.px(6), theme.px(6), even=True)
        self._days = QWidget()
        self._days.setLayout(self._chips)
        column.addWidget(self._days)
        column.addWidget(rule())
        self.model = FoundModel()
        self.list = self._made_list()
        rows = QVBoxLayout()
        rows.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        rows.addWidget(self.list)
        outer.addLayout(rows, 1)
        self._said = label("", "second", wrap=True)
        self._said.setContentsMargins(theme.px(26), theme.px(6), theme.px(20), theme.px(8))
        outer.addWidget(self._said)
        outer.addStretch(0)
        self._take(0, Answer())

    def _made_list(self) -> QListView:
        made = QListView()
        made.setObjectName("queue")
        made.setAccessibleName(self._context.sentences("search.results"))
        made.setModel(self.model)
        made.setItemDelegate(FoundRows(self._context.theme, made))
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.activated.connect(self._open)
        made.clicked.connect(self._open)
        made.installEventFilter(self)
        return made

    def show_object(self, object_id: str) -> None:
        """The words looked for last stand chosen, with what they find now."""
        take_focus(self.words)
        self.words.selectAll()
        self.status_changed.emit("")
        self._entries = None
        self._search()

    def leave(self) -> None:
        """Nothing is written here."""
        commit_composition(self.words)

    def refresh(self, changes: Changes) -> None:
        """Look again; where the page is not seen, when it is shown next."""
        self._entries = None
        self._asked += 1  # what is being looked for does not know of it
        if self.isVisible():
            self._soon.start()

    def look_for(self, *, replacing: bool = False) -> None:
        """The keys of finding lead to the words."""
        take_focus(self.words)
        self.words.selectAll()

    def show_day(self, day: str | None) -> None:
        """Only what belongs to a day (ISO date), or everything."""
        self._day = day
        self._search()

    # --- looking for ----------------------------------------------------------------------------------------------

    def _search(self) -> None:
        if self._context.operations.closed:
            return
        self._soon.stop()
        self._asked += 1
        reader, say, day = self._context.notebook.reader, self._context.sentences, self._day
        words, known = full_text(self.words), self._entries

        def work(_: Progress) -> Answer:
            entries = read_entries(reader) if known is None else known
            found = search(entries, words, day=day, limit=LIMIT)
            return Answer(entries, found, found_rows(reader, say, found.hits))

        task = self._context.operations.start_short(work)
        task.done.connect(partial(self._take, self._asked))
        task.failed.connect(self._context.operations.failed)

    def _take(self, asked: int, answer: Answer) -> None:
        if asked != self._asked or self._context.operations.closed:
            return
        self._entries, self._answered = answer.entries, asked
        found, rows = answer.found, answer.rows
        self.model.show(rows)
        if rows:
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setVisible(bool(rows))
        self._show_days(found.days)
        self._said.setText(self._sentence(found, len(rows)))
        self._said.setVisible(bool(self._said.text()))
        if self._goes_on and rows:
            self._open(self.list.currentIndex())
        self._goes_on = False

    def _sentence(self, found: Found, listed: int) -> str:
        say = self._context.sentences
        if not full_text(self.words).strip():
            return say("search.hint")
        if listed:
            return say("search.more", count=listed, total=found.total) if found.total > listed else ""
        everywhere = sum(count for _, count in found.days)
        return say("search.none_that_day", count=everywhere) if everywhere else say("search.none")

    def _show_days(self, days: tuple[tuple[str, int], ...]) -> None:
        focus = self.window().focusWidget()
        held = focus is not None and self._days.isAncestorOf(focus)
        while (item := self._chips.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.hide()
                chip.deleteLater()
        shown = list(days)
        if self._day is not None and self._day not in dict(days):
            shown = sorted([*days, (self._day, 0)])
        say, every = self._context.sentences, sum(count for _, count in days)
        if len(shown) > 1 or self._day is not None:
            self._chip(None, f"{say('search.all_days')} {every}")
            for name, count in shown:
                day = day_of(name)
                self._chip(name, f"{short(day, say) if day else name} {count}")
        self._days.setVisible(self._chips.count() > 0)
        if held:
            chosen = next((each for each in self._days.findChildren(QPushButton) if each.isChecked()), self.words)
            chosen.setFocus()

    def _chip(self, day: str | None, words: str) -> None:
        chip = button(words, "toggle")
        chip.setCheckable(True)
        chip.setChecked(day == self._day)
        chip.clicked.connect(partial(self.show_day, day))
        self._chips.addWidget(chip)

    # --- going there ----------------------------------------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        self.found_requested.emit(row.object, row.field, row.words)

    def _go_on(self) -> None:
        """Open what is chosen, once it is what the words find."""
        if self._soon.isActive() or self._answered != self._asked:
            self._goes_on = True
        elif self.list.currentIndex().isValid():
            self._open(self.list.currentIndex())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, key: Qt.Key) -> bool:
        """Down leads from the words to the results, up from the first one back; Enter opens, Escape goes back."""
        index = self.list.currentIndex()
        if key == Qt.Key.Key_Escape:
            self.left.emit("")
        elif watched is self.list and key == Qt.Key.Key_Up and index.row() <= 0:
            self.words.setFocus()
        elif watched is self.words and key == Qt.Key.Key_Down and index.isValid():
            commit_composition(self.words)
            self.list.setFocus()
        elif watched is self.words and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            commit_composition(self.words)
            self._go_on()
        else:
            return False
        return True
