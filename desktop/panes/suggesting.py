"""What a few letters may mean, under the line where they are typed: taken by one key, never in the way of writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from desktop.editor.composition import LineField, commit_composition, full_text
from desktop.models.suggestions import Match, Suggestion, matches

if TYPE_CHECKING:
    from desktop.theme import Theme

ROW, WIDE, PAD = 30, 280, 4
"""Height of a row, width of the list, room around the rows; px at 100 %."""
KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab)


class Suggesting(QFrame):
    """The list of one line; it is shown over the window, and the focus stays in the line.

    eager: the first suggestion is chosen at once, so that Enter takes it, and is heard by the line too; else Down
    chooses one. several: the line holds several values with commas between them.
    taken: the suggestion that was written into the line.
    """

    taken = Signal(object)

    def __init__(
        self, field: LineField, theme: Theme, ask: Callable[[], Sequence[Suggestion]], *, eager: bool, several: bool
    ) -> None:
        super().__init__(field)
        self.hide()
        self._field, self._theme, self._ask = field, theme, ask
        self._eager, self._several = eager, several
        self._description = field.accessibleDescription()
        self.found: list[Match] = []
        self.chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        field.textEdited.connect(self._look)
        field.installEventFilter(self)
        field.destroyed.connect(self.deleteLater)

    # --- what is shown ------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Show what the letters typed may mean, the syllable being composed among them."""
        if self._field.isReadOnly() or not self._field.hasFocus():
            return
        typed = full_text(self._field)
        self.found = matches(typed.rpartition(",")[2] if self._several else typed, self._ask())
        self.chosen = 0 if self.found and self._eager else -1
        if self.found:
            self._place()
        self.setVisible(bool(self.found))
        self._tell()

    def _place(self) -> None:
        """Under the line, or over it where there is no room; never on it."""
        window, field = self._field.window(), self._field
        if self.parentWidget() is not window:
            self.setParent(window)
        px, box = self._theme.px, field.rect()
        width = min(max(px(WIDE), field.width()), window.width())
        height = px(ROW) * len(self.found) + 2 * px(PAD)
        top = field.mapTo(window, box.bottomLeft()).y() + px(2)
        if top + height > window.height():
            top = max(0, field.mapTo(window, box.topLeft()).y() - px(2) - height)
        left = min(field.mapTo(window, QPoint(0, 0)).x(), window.width() - width)
        self.setGeometry(max(0, left), top, width, height)
        self.raise_()

    def _tell(self) -> None:
        """Readers of the screen hear what Enter would take."""
        words = self._words(self.found[self.chosen].suggestion) if self.found and self.chosen >= 0 else ""
        self._field.setAccessibleDescription(words or self._description)
        self.update()

    def _words(self, suggestion: Suggestion) -> str:
        return " · ".join(filter(None, (suggestion.value, suggestion.detail)))

    # --- keys ---------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._field:
            return False
        kind = event.type()
        if kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._put_away()
        elif self.isVisible() and isinstance(event, QKeyEvent) and event.key() in KEYS and not event.modifiers():
            if kind == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if kind == QEvent.Type.KeyPress:
                return self._key(Qt.Key(event.key()))
        return False

    def _key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.chosen = (self.chosen + (1 if key == Qt.Key.Key_Down else -1)) % len(self.found)
            self._tell()
            return True
        if key == Qt.Key.Key_Escape:
            self._put_away()
            return True
        if self.chosen < 0:
            self._put_away()
            return False
        self.take(self.chosen)
        return key != Qt.Key.Key_Tab and not self._eager  # Tab takes it and goes on, Enter too where it is meant so

    def take(self, place: int) -> None:
        """Write a suggestion into the line, as if it had been typed."""
        suggestion = self.found[place].suggestion
        self._put_away()
        commit_composition(self._field)
        before = self._field.text().rpartition(",")[0] if self._several else ""
        self._field.selectAll()
        self._field.insert(f"{before}, {suggestion.value}" if before else suggestion.value)
        self._field.textEdited.emit(self._field.text())
        self._put_away()
        self.taken.emit(suggestion)

    def _put_away(self) -> None:
        self.hide()
        self.chosen = -1
        self._tell()

    # --- the mouse, and drawing ---------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.chosen = self._row_at(event.position().toPoint())
        self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if row >= 0:
            self.take(row)

    def _row_at(self, point: QPoint) -> int:
        row = (point.y() - self._theme.px(PAD)) // self._theme.px(ROW)
        return row if 0 <= row < len(self.found) else -1

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(WIDE), self._theme.px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(theme.color("paper"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        for number, match in enumerate(self.found):
            row = QRect(px(PAD), px(PAD) + number * px(ROW), self.width() - 2 * px(PAD), px(ROW))
            self._paint_row(painter, row, match, chosen=number == self.chosen)

    def _paint_row(self, painter: QPainter, row: QRect, match: Match, *, chosen: bool) -> None:
        theme, px = self._theme, self._theme.px
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sel"))
            painter.drawRoundedRect(row.toRectF(), px(4), px(4))
        value, at, end = match.suggestion.value, match.start, match.start + match.length
        x, right = row.left() + px(8), row.right() - px(8)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        parts = ((value[:at], False, "ink"), (value[at:end], True, "ink"), (value[end:], False, "ink"),
                 (f"  {match.suggestion.detail}" if match.suggestion.detail else "", False, "ink2"))  # fmt: skip
        for text, bold, token in parts:
            font = theme.font(13 if token == "ink" else 12, bold=bold)
            metrics = QFontMetrics(font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, right - x))
            painter.setFont(font)
            painter.setPen(theme.color(token))
            painter.drawText(QRect(x, row.top(), max(0, right - x), row.height()), middle, shown)
            x += metrics.horizontalAdvance(shown)


def suggest(
    field: LineField, theme: Theme, ask: Callable[[], Sequence[Suggestion]], *, eager: bool = False,
    several: bool = False,
) -> Suggesting:  # fmt: skip
    """Let field suggest what ask answers while somebody types in it; see Suggesting."""
    return Suggesting(field, theme, ask, eager=eager, several=several)


def open_list(widget: QWidget) -> Suggesting | None:
    """The list that is shown in widget's window, if one is."""
    return next((each for each in widget.window().findChildren(Suggesting) if each.isVisible()), None)
