"""The tabs of a visit: name, count, a line under the current one, arrow keys between them; and the chip of a state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

if TYPE_CHECKING:
    from desktop.theme import Theme


PAD = 7
"""Room at both sides of a tab's words for the focus ring; px at 100 %."""
KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class Tab(QAbstractButton):
    """One tab. Only one of its siblings is checked. The focus is shown where the keyboard brought it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = 0
        self._ringed = False
        self._conflict = self._lacks = self._keys = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(name)
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(", ".join(filter(None, (f"{self.text()} {count}", self._lacks, self._conflict))))
        self.updateGeometry()
        self.update()

    def set_conflict(self, words: str) -> None:
        """words: what is said of a tab in which something is in conflict; nothing for any other."""
        self._conflict = words
        self.setToolTip("\n".join(filter(None, (words, self._keys))))

    def set_keys(self, keys: str) -> None:
        """keys: lead here from anywhere on the page."""
        self._keys = keys
        self.setToolTip(keys)

    def set_lacks(self, words: str) -> None:
        """words: what is still to be done in it, in few words, behind its count; shown with the next count."""
        self._lacks = words

    def sizeHint(self) -> QSize:
        sign = self._theme.px(20) if self._conflict else 0
        wide = QFontMetricsF(self._theme.font(14, bold=True)).horizontalAdvance(self.text())
        count = QFontMetricsF(self._theme.font(13, tabular=True)).horizontalAdvance(self._counted() + self._lacks)
        return QSize(round(wide + count) + sign + self._theme.px(10 + 2 * PAD), self._theme.px(38))

    def _counted(self) -> str:
        return f"{self._count} · " if self._lacks else str(self._count)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ringed = True
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pad = theme.px(PAD)
        box = QRectF(self.rect()).adjusted(pad, 0, -pad, 0)
        font = theme.font(14, bold=self.isChecked())
        painter.setFont(font)
        painter.setPen(theme.color("navy" if self.isChecked() else "ink2"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, middle, self.text())
        name = QFontMetricsF(font).horizontalAdvance(self.text())
        painter.setFont(theme.font(13, tabular=True))
        painter.setPen(theme.color("ink3"))
        painter.drawText(box.adjusted(name + theme.px(8), 0, 0, 0), middle, self._counted())
        if self._lacks:
            counted = QFontMetricsF(painter.font()).horizontalAdvance(self._counted())
            painter.setPen(theme.color("red"))
            painter.drawText(box.adjusted(name + theme.px(8) + counted, 0, 0, 0), middle, self._lacks)
        if self._conflict:
            side = theme.px(16)
            sign = theme.pixmap("merge", "amber", 16, painter.device().devicePixelRatioF())
            painter.drawPixmap(round(box.right()) - side + 1, (self.height() - side) // 2, sign)
        if self.isChecked():
            painter.fillRect(QRectF(pad, box.height() - 3, box.width(), 3), theme.color("accent"))
        if self.hasFocus() and self._ringed:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 6, -1, -7), 4, 4)


def state_chip(theme: Theme, picture: QPixmap, words: str, colour: str) -> QPixmap:
    """A sign and its word, side by side, as one picture in double density."""
    font = theme.font(12, bold=True)
    metrics = QFontMetrics(font)
    gap = theme.px(18)
    answer = QPixmap(2 * (gap + metrics.horizontalAdvance(words) + 2), 2 * metrics.height())
    answer.setDevicePixelRatio(2)
    answer.fill(Qt.GlobalColor.transparent)
    painter = QPainter(answer)
    painter.drawPixmap(0, (metrics.height() - theme.px(12)) // 2, picture)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(gap, metrics.ascent(), words)
    painter.end()
    return answer
