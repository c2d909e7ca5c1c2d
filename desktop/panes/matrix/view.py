"""The grid of the coverage: arrows go from cell to cell, Enter and a click open, keys mark who was absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QKeyCombination,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from desktop.models.coverage import CoverageModel
from desktop.panes.matrix.delegate import CoverageDelegate
from desktop.panes.matrix.grid import Grid
from desktop.panes.matrix.headers import DaysHeader, NamesHeader

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences

CELL, WIDEST, ROW, TEAM, SUM, SHORT = 47, 132, 22, 24, 96, 46
"""Least and largest width of a cell, height of a person and a team, width of the sums with and without their bars; px
at 100 %."""

COPIES = (
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_C),
    QKeyCombination(Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C),
)
"""Copy a message to who is current, and to everybody."""


class CoverageView(QTableView):
    """entered: an index by Enter or a click. menu_wanted: an index, and where, in the viewport. folding_wanted: id of a
    team, and whether its people are to be folded away. absent_wanted, present_wanted: the keys for these. copy_wanted:
    whether everybody is meant, or who is current. moved: another cell is current. fitted: it needs another height.
    """

    entered = Signal(QModelIndex)
    menu_wanted = Signal(QModelIndex, QPoint)
    folding_wanted = Signal(str, bool)
    absent_wanted = Signal()
    present_wanted = Signal()
    copy_wanted = Signal(bool)
    moved = Signal()

    def __init__(self, model: CoverageModel, theme: Theme, sentences: Sentences) -> None:
        super().__init__()
        self._model, self._theme, self._room = model, theme, 0
        self.setObjectName("coverage")
        self.names = NamesHeader(theme, sentences, self)
        self.setModel(model)
        self.grid = Grid(theme, self, model)
        self.setItemDelegate(CoverageDelegate(theme, sentences, self))
        self.setHorizontalHeader(DaysHeader(theme, sentences, self))
        self.setVerticalHeader(self.names)
        self.names.sectionClicked.connect(self._head_clicked)
        self.setAccessibleName(sentences("coverage.grid"))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.clicked.connect(self._clicked)
        model.modelReset.connect(self.fit)

    # --- sizes --------------------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Rows and columns get their sizes, and the grid the height that it needs."""
        px = self._theme.px
        self.names.fit()
        for number, row in enumerate(self._model.rows):
            self.names.resizeSection(number, px(TEAM if row.person is None else ROW))
        self._part()

    def set_room(self, height: int) -> None:
        """height: px that it may have at most; it scrolls where it needs more."""
        if height != self._room:
            self._room = height
            self._part()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._part()

    def _part(self) -> None:
        """The visits share the width; where it is not enough for all of them, the grid scrolls sideways."""
        px, head = self._theme.px, self.horizontalHeader()
        count = len(self._model.coverage.columns)
        if not self._model.rows or not count:
            return
        rows = sum(self.names.sectionSize(row) for row in range(self._model.rowCount()))
        needed = head.sizeHint().height() + rows
        most = max(self._room, px(220)) if self._room else needed
        room = self.width() - self.names.width() - (px(10) if needed > most else 0)
        short = room - px(SUM) < px(CELL) * count
        last = px(SHORT if short else SUM)
        each = max(px(CELL), min(px(WIDEST), (room - last) // count))
        for place in range(count):
            head.resizeSection(place, each)
        left = room - each * count - last  # less than a px for each visit: the grid ends where the page does
        head.resizeSection(count, last + left if 0 < left < count else last)
        sideways = room < each * count + last
        self.setFixedHeight(min(needed + (px(10) if sideways else 0), most))
        self.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if sideways else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.grid.paint(painter, event.rect())

    # --- keys and mouse -----------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Copying is meant for the grid while it has the focus."""
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and isinstance(event, QKeyEvent) and event.keyCombination() in COPIES:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        row = self._model.row(index)
        if event.keyCombination() in COPIES:
            self.copy_wanted.emit(event.keyCombination() == COPIES[1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self._enter(index)
        elif row is not None and row.person is None and key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space):
            folded = row.group.id in self._model.folded
            wanted = not folded if key == Qt.Key.Key_Space else key == Qt.Key.Key_Left
            self.folding_wanted.emit(row.group.id, wanted)
        elif key == Qt.Key.Key_Minus and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.absent_wanted.emit()
        elif key == Qt.Key.Key_Delete:
            self.present_wanted.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters mean nothing here: cells have signs."""

    def _enter(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is not None and row.person is None:
            self.folding_wanted.emit(row.group.id, row.group.id not in self._model.folded)
        else:
            self.entered.emit(index)

    def _clicked(self, index: QModelIndex) -> None:
        if QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self._enter(index)

    def _head_clicked(self, section: int) -> None:
        """A team folds; of a person, Qt has chosen the whole row."""
        self.setFocus()
        if self._model.rows[section].person is None:
            self._enter(self._model.index(section, 0))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        asked = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if asked else self.indexAt(event.pos())
        if index.isValid():
            if not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
            self.menu_wanted.emit(index, self.below(index) if asked else event.pos())

    def below(self, index: QModelIndex) -> QPoint:
        """Where a menu of a cell opens, in the viewport."""
        return self.visualRect(index).bottomLeft()

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.names.viewport().update()
        self.moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._refocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._refocus()

    def _refocus(self) -> None:
        """The row that is current looks otherwise with the focus than without."""
        self.names.viewport().update()
        self.viewport().update()
        self.moved.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()
