"""The legend of the coverage, which also counts and filters: a press on a state marks its cells amber."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.panes.flow import FlowLayout
from desktop.signs import paint_sign
from exporters.coverage import COUNTED

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences


class Counted(QAbstractButton):
    """One state: its sign, its name, how many cells have it; amber while these are shown."""

    def __init__(self, theme: Theme, sentences: Sentences, state: str) -> None:
        super().__init__()
        self._theme, self._say, self.state, self.count = theme, sentences, state, 0
        self.setText(sentences(f"window.state.{state}"))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        self.count = count
        self.setAccessibleName(self._say("coverage.show", state=self.text(), count=count))
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px, theme = self._theme.px, self._theme
        words = QFontMetrics(theme.font(13)).horizontalAdvance(self.text())
        number = QFontMetrics(theme.font(13, bold=True, tabular=True)).horizontalAdvance(str(self.count))
        return QSize(words + number + px(12 + 6 + 6 + 16), px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        px, theme = self._theme.px, self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked():
            painter.setPen(QPen(theme.color("highlight_line"), 1))
            painter.setBrush(theme.color("amber_ground"))
            painter.drawRoundedRect(box, px(5), px(5))
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(box, px(5), px(5))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, px(5), px(5))
        side = px(12)
        paint_sign(painter, QRectF(px(8), (self.height() - side) / 2, side, side), self.state, theme)
        words = QRect(px(8 + 12 + 6), 0, self.width(), self.height())
        painter.setFont(theme.font(13))
        painter.setPen(theme.color("amber" if self.isChecked() else "ink2"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        bold = theme.font(13, bold=True, tabular=True)
        painter.setFont(bold)
        painter.setPen(theme.color("amber" if self.isChecked() else "ink"))
        right = self.rect().adjusted(0, 0, -px(8), 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(self.count))


class Legend(QWidget):
    """chosen: the state whose cells are to be shown, or nothing."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, sentences: Sentences) -> None:
        super().__init__()
        flow = FlowLayout(theme.px(4), theme.px(2))
        self.states = {state: Counted(theme, sentences, state) for state in COUNTED}
        for state, press in self.states.items():
            press.clicked.connect(partial(self._press, state))
            flow.addWidget(press)
        self.setLayout(flow)

    def show_counts(self, counts: Mapping[str, int], shown: str) -> None:
        """counts: by state; what there is none of is left out. shown: the state that is filtered."""
        for state, press in self.states.items():
            press.show_count(counts.get(state, 0))
            press.setChecked(state == shown)
            press.setVisible(bool(press.count) or state == shown)

    def _press(self, state: str) -> None:
        self.chosen.emit(state if self.states[state].isChecked() else "")
