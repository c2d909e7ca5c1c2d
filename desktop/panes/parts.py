"""Small parts that several pages are put together from: labels by role, buttons by look, cards that open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QScrollArea, QSizePolicy, QWidget

from desktop.tips import plain_tip

if TYPE_CHECKING:
    from desktop.theme import Theme


def label(text: str, look: str = "", *, wrap: bool = False) -> QLabel:
    """A label. look: its role in the style sheet (day, title, head, small …)."""
    answer = QLabel(text)
    answer.setTextFormat(Qt.TextFormat.PlainText)
    answer.setWordWrap(wrap)
    if look:
        answer.setProperty("look", look)
    return answer


class Elided(QLabel):
    """One line that ends in … where it does not fit; the whole is its tool tip."""

    def __init__(self, text: str, look: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if look:
            self.setProperty("look", look)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(plain_tip(self.text()) if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment() | Qt.TextFlag.TextSingleLine, shown)


def button(text: str, look: str = "", *, icon: str = "", theme: Theme | None = None) -> QPushButton:
    """A button. look: primary, tonal, quiet, link, or nothing for an outlined one. icon: drawn in the text's colour."""
    answer = QPushButton(text)
    answer.setAutoDefault(True)  # Enter presses it too, not only in dialogs
    if look:
        answer.setProperty("look", look)
    if icon and theme is not None:
        token = {"primary": "on_accent", "tonal": "accent", "link": "accent", "amber": "amber"}.get(look, "ink2")
        answer.setIcon(theme.icon(icon, token, 18))
        answer.setIconSize(QSize(theme.px(18), theme.px(18)))
    answer.setCursor(Qt.CursorShape.PointingHandCursor)
    answer.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return answer


def picture(theme: Theme, name: str, token: str = "ink2", size: float = 18) -> QLabel:
    """An icon that is only seen. size: px at 100 %."""
    answer = QLabel()
    answer.setProperty("drawing", (name, token, size, 2.0))
    answer.setPixmap(theme.pixmap(name, token, size, 2.0))
    answer.setFixedSize(theme.px(size), theme.px(size))
    answer.setScaledContents(True)
    return answer


def rule() -> QFrame:
    """A hairline."""
    answer = QFrame()
    answer.setProperty("look", "rule")
    return answer


def clear(layout: QLayout) -> None:
    """Take every widget and inner layout out of layout and let them go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class Press(QFrame):
    """A surface that opens something by click, Enter or Space; shows hover and focus."""

    pressed = Signal()

    def __init__(self, theme: Theme, look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if look:
            self.setProperty("look", look)
        self._flat = not look

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().toRectF()
        if self._over and self._flat:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("hover"))
            painter.drawRoundedRect(box, 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)


class Fitting(QScrollArea):
    """As large as what it holds, and scrolls where it is given less height. resized: it asks for another height."""

    resized = Signal()

    def __init__(self, least: int, parent: QWidget | None = None) -> None:
        """least: px of height with which it can do."""
        super().__init__(parent)
        self._least = least
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def hold(self, inner: QWidget) -> None:
        """Show inner."""
        self.setWidget(inner)
        inner.installEventFilter(self)

    def sizeHint(self) -> QSize:
        inner = self.widget()
        return inner.sizeHint() if inner is not None else super().sizeHint()

    def hasHeightForWidth(self) -> bool:
        inner = self.widget()
        return inner is not None and inner.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        inner = self.widget()
        return inner.heightForWidth(width) if inner is not None else -1

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self.sizeHint().height(), self._least))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self.resized.emit()
        return super().eventFilter(watched, event)


def line(*widgets: QWidget, spacing: int = 8, stretch: bool = True) -> QHBoxLayout:
    """Widgets side by side, from the left. spacing: px."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    if stretch:
        layout.addStretch(1)
    return layout
