"""A layout that puts widgets side by side and goes on in the next line where they do not fit."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

Line: TypeAlias = list[tuple[QLayoutItem, QSize]]


class FlowLayout(QLayout):
    """across, down: space between widgets, in px. The widgets of a line have their middles level.

    even: they are all as high as the highest of it.
    """

    def __init__(self, across: int, down: int, parent: QWidget | None = None, *, even: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._known: dict[int, list[Line]] = {}
        self._least: QSize | None = None
        self._across, self._down, self._even = across, down, even
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        """What was measured holds no longer; until then it is kept: Qt asks again and again while it lays out."""
        self._known.clear()
        self._least = None
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        item = self._items.pop(index)
        self.invalidate()
        return item

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        if self._least is None:
            size = QSize()
            for item in self._items:
                size = size.expandedTo(item.minimumSize())
            self._least = size
        return QSize(self._least)

    def _place(self, box: QRect, *, move: bool) -> int:
        """Put the widgets into box; answers the height they take in px."""
        y = box.y()
        for items in self._lines(box.width()):
            x, height = box.x(), max(hint.height() for _, hint in items)
            for item, hint in items:
                if move:
                    size = QSize(hint.width(), height) if self._even else hint
                    item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += hint.width() + self._across
            y += height + self._down
        return max(0, y - self._down - box.y())

    def _lines(self, width: int) -> list[Line]:
        """The widgets of each line, with their sizes, where there are width px."""
        if width not in self._known:
            self._known[width] = self._broken(width)
        return self._known[width]

    def _broken(self, width: int) -> list[Line]:
        lines: list[Line] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint().boundedTo(QSize(width, 1 << 24))
            if not lines or used + hint.width() > width:
                lines.append([])
                used = 0
            lines[-1].append((item, hint))
            used += hint.width() + self._across
        return lines
