"""The pages as they will be printed: small ones, a large one, a way through them, and how far their making is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.panes.parts import button, label
from desktop.panes.report.page_view import LargePage, SmallPages

if TYPE_CHECKING:
    from desktop.models.sheets import Sheets
    from desktop.theme import Theme
    from resources import Sentences

PATIENCE = 300
"""ms until it is said that pages are being made: shorter work shows nothing."""


class PagesPane(QWidget):
    """pressed: a page, and points from its top left corner. stopped: no pages are wanted for now."""

    pressed = Signal(int, float, float)
    stopped = Signal()

    def __init__(self, theme: Theme, sheets: Sheets, sentences: Sentences) -> None:
        super().__init__()
        self._theme, self._sheets, self._sentences = theme, sheets, sentences
        self.setObjectName("pages_pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.small = SmallPages(theme, sheets, sentences)
        self.large = LargePage(theme, sheets, sentences)
        self.number = label("", "strong")
        self.back = self._tool("back", "pages.back")
        self.forward = self._tool("forward", "pages.forward")
        self.smaller = self._tool("minus", "pages.smaller")
        self.larger = self._tool("plus", "pages.larger")
        self.wide = self._tool("search", "pages.wide")
        self.wide.setCheckable(True)
        self.making = _Making(theme, sentences, self)
        self._empty = label(sentences("pages.first"), "second", wrap=True)
        self._furnish()
        self._connect()

    def follow(self) -> None:
        """Another file is open; the page that was looked at stays, as far as there is one."""
        page = max(self.small.page, 0)
        self.small.follow(page)
        self._stack.setCurrentIndex(1)
        self._show(self.small.page)

    def say(self, words: str) -> None:
        """Words instead of pages."""
        self._empty.setText(words)
        self._stack.setCurrentIndex(0)

    def turn(self, by: int) -> None:
        """Show the page so many further on, as far as there is one."""
        self.small.choose(min(max(self.small.page + by, 0), self.small.count - 1))

    def _furnish(self) -> None:
        px = self._theme.px
        pages = QWidget()
        row = QHBoxLayout(pages)
        row.setContentsMargins(px(4), 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.small)
        row.addWidget(self.large, 1)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setContentsMargins(px(24), px(24), px(24), px(24))
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(pages)
        foot = QGridLayout()  # the middle stays the middle, whatever stands beside it
        foot.setContentsMargins(px(12), px(4), px(12), px(8))
        turning = QHBoxLayout()
        turning.setSpacing(px(4))
        for part in (self.back, self.number, self.forward):
            turning.addWidget(part)
        foot.addLayout(turning, 0, 1)
        sizing = QHBoxLayout()
        sizing.setSpacing(0)
        for part in (self.smaller, self.larger, self.wide):
            sizing.addWidget(part)
        foot.addLayout(sizing, 0, 2, Qt.AlignmentFlag.AlignRight)
        foot.setColumnStretch(0, 1)
        foot.setColumnStretch(2, 1)
        self.number.setFont(self._theme.font(13, bold=True, tabular=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._stack, 1)
        column.addLayout(foot)
        self._foot = foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.making.settle(self._foot.geometry().top())

    def _tool(self, icon: str, key: str) -> QToolButton:
        answer = QToolButton()
        answer.setIcon(self._theme.icon(icon, "ink2", 18))
        answer.setIconSize(QSize(self._theme.px(18), self._theme.px(18)))
        answer.setToolTip(self._sentences(key))
        answer.setAccessibleName(self._sentences(key))
        answer.setEnabled(False)
        return answer

    def _connect(self) -> None:
        self.small.chosen.connect(self._show)
        self.small.opened.connect(lambda page: self.pressed.emit(page, 0.0, 0.0))
        self.large.pressed.connect(self.pressed)
        self.large.turned.connect(self.turn)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.forward.clicked.connect(lambda: self.turn(1))
        self.smaller.clicked.connect(lambda: self.large.zoom_by(-1))
        self.larger.clicked.connect(lambda: self.large.zoom_by(1))
        self.wide.clicked.connect(lambda on: self.large.set_zoom(0.0 if on else None))
        self.large.zoomed.connect(lambda: self.wide.setChecked(self.large.zoom is not None))
        self.making.stop.clicked.connect(self.stopped)

    def _show(self, page: int) -> None:
        count = self.small.count
        self.large.show_page(page)
        self.number.setText(f"{page + 1} / {count}" if page >= 0 else "")
        self.back.setEnabled(page > 0)
        self.forward.setEnabled(page < count - 1)
        for part in (self.smaller, self.larger, self.wide):
            part.setEnabled(page >= 0)


class _Making(QFrame):
    """A thin bar and a button that stops it, over the pages while others are being made: nothing moves for it."""

    def __init__(self, theme: Theme, sentences: Sentences, pages: QWidget) -> None:
        super().__init__(pages)
        self._theme, self._pages = theme, pages
        self.setProperty("look", "card")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(sentences("pages.making"))
        self._bar.setToolTip(sentences("pages.making"))
        self._bar.setFixedWidth(theme.px(72))
        self.stop = button(sentences("window.button.stop"), "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(6), theme.px(10), theme.px(6))
        row.setSpacing(theme.px(10))
        row.addWidget(self._bar)
        row.addWidget(self.stop)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PATIENCE)
        self._wait.timeout.connect(self._show)
        self.setVisible(False)

    def settle(self, bottom: int) -> None:
        """Stand at the right of the pages, above bottom. bottom: px from their top."""
        self.adjustSize()
        gap = self._theme.px(16)
        self.move(self._pages.width() - self.width() - gap, bottom - self.height() - gap)

    def _show(self) -> None:
        self.setVisible(True)
        self.raise_()

    def begin(self) -> None:
        self._bar.setRange(0, 0)
        self._wait.start()

    def show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def end(self) -> None:
        self._wait.stop()
        self.setVisible(False)
