"""The navigator beside the page that is open, or over it as a drawer where there is little room."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from desktop.panes.navigator import NavigatorPane

if TYPE_CHECKING:
    from desktop.context import PageContext

WIDTH, NARROW = 263, 1050
"""Width of the navigator, and of the window below which it is a drawer; px at 100 %."""


class Drawer(QWidget):
    """navigator, and stack for the pages beside it.

    narrowed: whether the navigator is a drawer now; sent again when the drawer is put away.
    """

    narrowed = Signal(bool)

    def __init__(self, context: PageContext, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.navigator = NavigatorPane(context, today)
        self.stack = QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.navigator)
        self.splitter.addWidget(self.stack)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setCollapsible(1, False)
        self.splitter.setHandleWidth(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self._wanted, self.narrow = True, False

    @property
    def wanted(self) -> bool:
        """Whether the navigator is to be seen where there is room for it; a drawer is put away all the same."""
        return self._wanted

    def show_navigator(self, shown: bool) -> None:
        """Beside the page where there is room, else over it until something is chosen."""
        if not self.narrow:
            self._wanted = shown
        self.navigator.setVisible(shown)
        if self.narrow and shown:
            self._place_drawer()
            self.navigator.raise_()
            self.navigator.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self._context.theme.px(NARROW)
        if narrow != self.narrow:
            self.narrow = narrow
            self._park()
            self.narrowed.emit(narrow)
        elif narrow:
            self._place_drawer()

    def _park(self) -> None:
        """Make the navigator a drawer, or put it back beside the page."""
        self.navigator.set_drawer(self.narrow)
        if self.narrow:
            self.navigator.setParent(self)
            self.navigator.hide()
        else:
            self.splitter.insertWidget(0, self.navigator)
            self.splitter.setStretchFactor(1, 1)
            self.navigator.setVisible(self._wanted)
            width = self._context.theme.px(WIDTH)
            self.splitter.setSizes([width, self.width() - width])

    def _place_drawer(self) -> None:
        self.navigator.setGeometry(0, 0, self._context.theme.px(WIDTH), self.height())

    def _put_drawer_away(self) -> None:
        if self.narrow:
            self.navigator.hide()
            self.narrowed.emit(True)

    def _make_room(self, *, alone: bool) -> None:
        """alone: nothing stands beside the page."""
        if not self.narrow:
            self.navigator.setVisible(self._wanted and not alone)
