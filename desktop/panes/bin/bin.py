"""The bin: what was deleted, by day, found by typing, restored by Enter; nothing is ever deleted for good here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.editor.composition import LineField, commit_composition, full_text, preedit
from desktop.editor.steps import Steps
from desktop.focus import take_focus
from desktop.models.binned import Bin, BinModel, BinRow, chosen, read_bin
from desktop.panes.bin.delegate import BinDelegate
from desktop.panes.nothing import Nothing
from desktop.panes.parts import button, label, line

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext

COLUMN = 860
"""Widest list; px at 100 %."""
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class BinPage(QWidget):
    """A page of the centre; see PageContext. Keys go to the filter, and from there to the list."""

    status_changed = Signal(str)
    open_requested = Signal(str)

    def __init__(self, context: PageContext, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._today = context, today
        self._bin = Bin()
        self._stale = self._reading = False
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        say, theme = context.sentences, context.theme
        steps = Steps()
        steps.turn = context.operations.undo.turn
        self.filter = LineField(steps=steps)
        self.filter.setPlaceholderText(say("undo.bin.filter"))
        self.filter.setAccessibleName(say("undo.bin.filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textEdited.connect(self._look)
        self.filter.textChanged.connect(self._look)
        self.filter.installEventFilter(self)
        self.press = button(say("undo.bin.restore"), "tonal", icon="undo", theme=theme)
        self.press.clicked.connect(self.restore)
        self.model = BinModel(say, self)
        self.list = QListView()
        self._dress()
        self.empty = self._nothing()
        self._found = label(say("undo.bin.none_found"), "second")
        self._found.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._found.setContentsMargins(0, theme.px(40), 0, 0)
        self.stack = QStackedWidget()
        for part in (self.list, self.empty, self._found):
            self.stack.addWidget(part)
        self._lay_out()
        self._read()

    # --- the page's promises ------------------------------------------------------------------------------------

    def show_object(self, object_id: str) -> None:
        """There is only one bin; typing finds something in it."""
        if self._stale:
            self._read()
        self.status_changed.emit("")
        take_focus(self.empty if self.filter.isHidden() else self.filter)

    def leave(self) -> None:
        """Nothing is written here."""

    def refresh(self, changes: Changes) -> None:
        """Read again; where it is not seen, when it is shown next."""
        self._stale = True
        if self.isVisible():
            self.status_changed.emit("")
            self._read()

    # --- restoring ----------------------------------------------------------------------------------------------

    def selected(self) -> list[BinRow]:
        """The rows that are chosen, from the top."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        return [row for number in rows if (row := self.model.row_at(number)) is not None and row.item is not None]

    def restore(self) -> None:
        """Take what is chosen out of the bin."""
        from desktop.hanging import restoration

        rows = self.selected()
        if not rows or self._context.notebook.read_only:
            return
        edits = restoration([row.item for row in rows if row.item is not None], self._bin.items)
        say = self._context.sentences
        key = "undo.bin.restored" if len(rows) == 1 else "undo.bin.restored_some"
        words = say(key, name=rows[0].name) if len(rows) == 1 else say(key, count=len(rows))
        self._context.operations.commit_later(edits, lambda _: self.status_changed.emit(words))

    # --- reading ------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read the bin beside the window: it may be large."""
        if self._reading:
            return
        self._reading, self._stale = True, False
        reader, say = self._context.notebook.reader, self._context.sentences
        task = self._context.operations.start_short(lambda progress: read_bin(reader, say))
        task.done.connect(self._take)
        task.failed.connect(self._context.operations.failed)
        task.finished.connect(self._done)

    def _done(self) -> None:
        self._reading = False
        if self._stale and self.isVisible():
            self._read()

    def _take(self, found: Bin) -> None:
        self._bin = found
        self._narrow(max(0, self.list.currentIndex().row()))

    def _look(self) -> None:
        """Other words are looked for: the first row that holds them is chosen."""
        self._narrow(0)

    def _narrow(self, place: int) -> None:
        """Show what holds the words of the filter, the syllable being composed too. place: of the row to choose."""
        say = self._context.sentences
        rows = chosen(self._bin.rows, full_text(self.filter), say, self._today)
        self.model.show(rows)
        count = sum(row.item is not None and not row.item.within for row in self._bin.rows)
        self._count.setText(say("undo.bin.count", count=f"{count:,}") if count else "")
        self.stack.setCurrentWidget(self.list if rows else self._found if self._bin.rows else self.empty)
        if not self._bin.rows and self.filter.hasFocus():
            self.empty.setFocus()
        for part in (self.filter, self.press, self._promise):
            part.setVisible(bool(self._bin.rows))
        if self._bin.rows and self.empty.hasFocus():
            take_focus(self.filter)
        near = self.model.near(min(place, len(rows) - 1))
        self._choose(near if near >= 0 else self.model.near(len(rows) - 1, -1))

    def _choose(self, number: int, *, more: bool = False) -> None:
        """Make a row the current one. more: what was chosen before stays chosen up to it."""
        if number < 0:
            self._tell()
            return
        index, model = self.model.index(number), self.list.selectionModel()
        flag = QItemSelectionModel.SelectionFlag
        model.setCurrentIndex(index, flag.Select if more else flag.ClearAndSelect)
        self.list.scrollTo(index)
        if self.model.near(number - 1, -1) < 0:
            self.list.scrollToTop()

    def _tell(self) -> None:
        """The button says how many things it restores."""
        count, say = len(self.selected()), self._context.sentences
        self.press.setText(say("undo.bin.restore_some", count=count) if count > 1 else say("undo.bin.restore"))
        self.press.setEnabled(count > 0 and not self._context.notebook.read_only)

    # --- keys ---------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the filter move in the list, Enter restores, Escape clears; letters go to the filter."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key, held = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            commit_composition(self.filter)
            self.restore()
            return True
        if key == Qt.Key.Key_Escape and full_text(self.filter):
            commit_composition(self.filter)
            self.filter.clear()
            return True
        if watched is self.filter:
            return key in MOVES and not preedit(self.filter) and self._move(event)
        plain = not held & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if plain and event.text().strip() and event.text().isprintable():
            take_focus(self.filter)
            QApplication.sendEvent(self.filter, event)
            return True
        return super().eventFilter(watched, event)

    def _move(self, event: QKeyEvent) -> bool:
        by = -1 if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp) else 1
        page = event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        far = max(1, self.list.viewport().height() // self._context.theme.px(54) - 1) if page else 1
        now, last = self.list.currentIndex().row(), self.model.rowCount() - 1
        target = self.model.near(max(0, min(now + by * far, last)), by)
        if target >= 0:
            self._choose(target, more=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        return True

    # --- building -----------------------------------------------------------------------------------------------

    def _dress(self) -> None:
        view, theme = self.list, self._context.theme
        view.setObjectName("bin")
        view.setModel(self.model)
        view.setItemDelegate(BinDelegate(theme, view, self.model))
        view.setAccessibleName(self._context.sentences("undo.bin.title"))
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMouseTracking(True)
        view.setLayoutMode(QListView.LayoutMode.Batched)
        view.selectionModel().selectionChanged.connect(self._tell)
        view.installEventFilter(self)

    def _lay_out(self) -> None:
        say, theme = self._context.sentences, self._context.theme
        self._count = label("", "second")
        head = line(label(say("undo.bin.title"), "day"), self._count, spacing=theme.px(10))
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        tools.addWidget(self.filter, 1)
        tools.addWidget(self.press)
        inner = QWidget()
        inner.setMaximumWidth(theme.px(COLUMN))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(theme.px(4))
        self._promise = label(say("undo.bin.line"), "second", wrap=True)
        column.addWidget(self._promise)
        column.addSpacing(theme.px(14))
        column.addLayout(tools)
        column.addSpacing(theme.px(4))
        column.addWidget(self.stack, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(theme.px(32), theme.px(22), theme.px(28), theme.px(8))
        outer.addWidget(inner, 1)
        outer.addStretch(0)

    def _nothing(self) -> QWidget:
        say = self._context.sentences
        page = Nothing(self._context.theme, "trash", say("undo.bin.empty"), say("undo.bin.empty_line"))
        page.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        page.setObjectName("bin_empty")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        page.setAccessibleName(say("undo.bin.empty"))
        return page
