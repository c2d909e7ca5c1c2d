"""Draws the program's own icons, one-colour SVG files, in the colour and at the size asked for."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Picture of resources/icons/<name>.svg. size: px. ratio: device pixels to a px. Raises OSError."""
    source = (resources.ROOT / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode())).render(
        painter, QRectF(0, 0, picture.width(), picture.height())
    )
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: str, disabled: str, size: int) -> QIcon:
    """The icon in the density of each screen; in the colour disabled where its button is."""
    answer = QIcon()
    for ratio in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
        drawn = pixmap(name, colour, size, ratio)
        answer.addPixmap(drawn, QIcon.Mode.Normal)  # which stands for the active one too
        answer.addPixmap(_inked(drawn, disabled), QIcon.Mode.Disabled)
    return answer


def _inked(picture: QPixmap, colour: str) -> QPixmap:
    """The same drawing in another colour, without drawing it again."""
    answer = QPixmap(picture)
    painter = QPainter(answer)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(QRectF(0, 0, picture.width(), picture.height()), QColor(colour))
    painter.end()
    return answer
