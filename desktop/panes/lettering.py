"""What lists paint again and again, made once: fonts, words cut to their room, signs as pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from desktop.signs import sign_pixmap

if TYPE_CHECKING:
    from desktop.theme import Theme

MOST = 8192
"""Cut words that are kept; where there are more, all are let go and cut again when they are seen."""
_ALONG = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
SIDES: Mapping[Qt.AlignmentFlag, int] = {
    side: side.value | _ALONG
    for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter)
}
"""Flags of drawText for one line at this side; whole numbers: putting flags together costs as much as a line."""
Font: TypeAlias = tuple[float, bool, bool]
"""Size in px at 100 %, whether it is bold, whether its figures are of one width."""


class Lettering:
    """For one theme and text size; in another set of colours nothing of it is stale."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._faces: dict[Font, tuple[QFont, QFontMetrics]] = {}
        self._cut: dict[tuple[str, Font, int], tuple[str, int]] = {}
        self._colours: dict[tuple[str, str], QColor] = {}
        self._signs: dict[tuple[str, str, float, float], QPixmap] = {}

    def colour(self, token: str) -> QColor:
        """The colour of a token in the theme of now; not to be changed."""
        key = self._theme.name, token
        found = self._colours.get(key)
        if found is None:
            found = self._colours[key] = self._theme.color(token)
        return found

    def width(self, text: str, font: Font) -> int:
        """px that text takes in one line."""
        return self.cut(text, font, 1 << 20)[1]

    def cut(self, text: str, font: Font, room: int) -> tuple[str, int]:
        """What is seen of text in a room of so many px, with … where it is too long, and the px that this takes."""
        key = text, font, room
        found = self._cut.get(key)
        if found is None:
            metrics = self._face(font)[1]
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
            if len(self._cut) >= MOST:
                self._cut.clear()
            found = self._cut[key] = shown, metrics.horizontalAdvance(shown)
        return found

    def paint(
        self, painter: QPainter, box: QRect, text: str, font: Font, token: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> int:  # fmt: skip
        """Paint one line in the middle of box, cut to it, in the colour of a token; answers its width in px."""
        shown, width = self.cut(text, font, box.width())
        painter.setFont(self._face(font)[0])
        painter.setPen(self.colour(token))
        painter.drawText(box, SIDES[side], shown)
        return width

    def sign(self, painter: QPainter, left: float, middle: float, state: str, size: float) -> None:
        """Paint the sign of a state. left, middle: px. size: of its square, px at 100 %."""
        theme, ratio = self._theme, painter.device().devicePixelRatioF()
        key = theme.name, state, size, ratio
        picture = self._signs.get(key)
        if picture is None:
            picture = self._signs[key] = sign_pixmap(state, theme, size, ratio)
        painter.drawPixmap(QPointF(round(left), round(middle - theme.px(size) / 2)), picture)

    def _face(self, font: Font) -> tuple[QFont, QFontMetrics]:
        found = self._faces.get(font)
        if found is None:
            size, bold, tabular = font
            made = self._theme.font(size, bold=bold, tabular=tabular)
            found = self._faces[font] = made, QFontMetrics(made)
        return found
