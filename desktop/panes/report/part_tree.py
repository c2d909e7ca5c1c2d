"""The parts of a report in their order: a box says whether one is printed, and by hand they are moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.models.report_parts import Part, moved
from desktop.tips import plain_tip

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences

PART = Qt.ItemDataRole.UserRole
NAME, PAGE, GRIP = range(3)
ROW = 28
"""px at 100 %."""


class PartTree(QTreeWidget):
    """changed: parts were taken, left out or moved."""

    changed = Signal(bool)
    """Whether the order is another one."""

    def __init__(self, theme: Theme, sentences: Sentences) -> None:
        super().__init__()
        self._theme = theme
        self._all: tuple[Part, ...] = ()
        self._pages: Mapping[str, int] = {}
        self.setObjectName("parts")
        self.setColumnCount(3)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAccessibleName(sentences("pages.parts"))
        self.setAccessibleDescription(sentences("pages.move_hint"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        head = self.header()
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(theme.px(20))
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(PAGE, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(GRIP, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(GRIP, theme.px(24))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(lambda: self.changed.emit(False))
        self.itemChanged.connect(self._ticked)

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts as they stand now, those that are not shown too."""
        return self._all

    def show_parts(self, given: Sequence[Part]) -> None:
        current = self._key(self.currentItem())
        self.blockSignals(True)
        if [part.key for part in given if part.shown] != [self._key(item) for item in self.items()]:
            self.clear()
            for part in given:
                if part.shown:
                    self.addTopLevelItem(self._item(part))
        self._all = tuple(given)
        shown = [part for part in given if part.shown]
        for item, part in zip(self.items(), shown, strict=True):
            self._fill(item, part)
            if part.key == current and item is not self.currentItem():
                self.setCurrentItem(item)
        self.setFixedHeight(max(len(shown), 1) * self._theme.px(ROW) + 2 * self.frameWidth() + self._theme.px(4))
        self.blockSignals(False)
        self.show_pages(self._pages)

    def show_pages(self, pages: Mapping[str, int]) -> None:
        """The pages, from 1, on which visits and chapters begin, by id."""
        self._pages = pages
        self.blockSignals(True)
        for item in self.items():
            part: Part = item.data(NAME, PART)
            page = pages.get(part.entry)
            item.setText(PAGE, str(page) if page is not None and part.taken else "")
        self.blockSignals(False)

    def flush(self) -> None:
        """Tell at once what was ticked: it would be told when Qt has finished with the press."""
        if self._soon.isActive():
            self._soon.stop()
            self.changed.emit(False)

    def items(self) -> list[QTreeWidgetItem]:
        return [item for number in range(self.topLevelItemCount()) if (item := self.topLevelItem(number)) is not None]

    def put(self, key: str, before: str | None) -> None:
        """Put a part before another one, or behind all; as near to it as its group reaches."""
        keys = [part.key for part in self._all]
        given = moved(self._all, key, keys.index(before) if before is not None else len(keys))
        if [part.key for part in given] != keys:
            self.show_parts(given)
            for item in self.items():
                if self._key(item) == key:
                    self.setCurrentItem(item)
            self.changed.emit(True)

    def _step(self, by: int) -> None:
        """Move the current part among those that are shown."""
        items, current = self.items(), self.currentItem()
        if current is None:
            return
        place = items.index(current)
        to = place + (by if by < 0 else by + 1)
        if 0 <= place + by < len(items):
            self.put(self._key(current), self._key(items[to]) if to < len(items) else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._step(by)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """All rows are seen: the wheel belongs to the form around them."""
        event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """The part that is dragged stands where it was dropped; Qt itself would lose what it is."""
        current, place = self.currentItem(), event.position().toPoint()
        over = self.itemAt(place)
        if event.source() is self and current is not None:
            items = self.items()
            behind = over is not None and place.y() > self.visualItemRect(over).center().y()
            to = len(items) if over is None else items.index(over) + int(behind)
            self.put(self._key(current), self._key(items[to]) if to < len(items) else None)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()

    def _item(self, part: Part) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setTextAlignment(PAGE, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setForeground(PAGE, self._theme.color("ink3"))
        item.setFont(PAGE, self._theme.font(12, tabular=True))
        item.setSizeHint(NAME, QSize(0, self._theme.px(ROW)))
        item.setIcon(GRIP, self._theme.icon("grip", "line2", 16))
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
        item.setData(NAME, PART, part)
        return item

    def _fill(self, item: QTreeWidgetItem, part: Part) -> None:
        some = Qt.CheckState.PartiallyChecked if part.taken else Qt.CheckState.Unchecked
        item.setData(NAME, PART, part)
        item.setText(NAME, part.name)
        item.setToolTip(NAME, plain_tip(part.name))
        item.setCheckState(NAME, Qt.CheckState.Checked if part.taken == part.ids else some)
        item.setForeground(NAME, self._theme.color("ink" if part.taken else "ink3"))

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        part: Part | None = item.data(NAME, PART)
        state = item.checkState(NAME)
        if column != NAME or part is None or state == Qt.CheckState.PartiallyChecked:
            return
        ticked = part.ticked(state == Qt.CheckState.Checked)
        if ticked != part:
            self._all = tuple(ticked if each.key == part.key else each for each in self._all)
            self.blockSignals(True)
            self._fill(item, ticked)
            self.blockSignals(False)
            self._soon.start()

    @staticmethod
    def _key(item: QTreeWidgetItem | None) -> str:
        part = item.data(NAME, PART) if item is not None else None
        return part.key if isinstance(part, Part) else ""
