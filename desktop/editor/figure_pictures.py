"""Pictures and words of figures as texts show them: read once until they change, scaled beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPixmap

from db.records import Figure
from desktop.thumbnails import Thumbnails

if TYPE_CHECKING:
    from desktop.context import PageContext

LONGEST = 5
"""Times its height that a picture may be wide: a panorama is lower instead."""


class FigurePictures(QObject):
    """made: some more pictures can be painted."""

    made = Signal()

    def __init__(self, context: PageContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sizes: dict[tuple[int, int], Thumbnails] = {}
        self._figures: dict[str, Figure | None] = {}
        self._words: dict[str, tuple[str, str]] = {}

    def forget(self) -> None:
        """Read again when they are asked next."""
        self._figures.clear()
        self._words.clear()

    def picture(self, figure_id: str, height: int) -> QPixmap | None:
        """The figure's picture for a room of height px, in double density: null while it is being made, None where
        there is none."""
        figure = self._figure(figure_id)
        if figure is None or not figure.blob:
            return None
        found = self._of_size(2 * LONGEST * height, 2 * height).get(figure.blob)
        return QPixmap() if found is None else None if found.isNull() else found

    def room(self, figure_id: str, height: int) -> QSize:
        """What the picture takes up, known before it is there; px."""
        figure = self._figure(figure_id)
        if figure is None or not figure.blob or not figure.width or not figure.height:
            return QSize(round(height * 1.6), height)
        most = QSize(LONGEST * height, height)
        return QSize(figure.width, figure.height).scaled(most, Qt.AspectRatioMode.KeepAspectRatio)

    def words(self, figure_id: str) -> tuple[str, str]:
        """Caption and credit as they are shown; what is missing is said."""
        if figure_id not in self._words:
            record, say = self._figure(figure_id), self._context.sentences
            if record is None or record.deleted:
                self._words[figure_id] = say("editor.figure.unknown"), ""
            else:
                credit = say("editor.figure.credit_shown", credit=record.credit) if record.credit else ""
                self._words[figure_id] = record.caption or say("editor.figure.no_caption"), credit
        return self._words[figure_id]

    def line(self, figure_id: str) -> str:
        """The figure as text that goes elsewhere: ▲ caption [출처=credit]."""
        from exporters.document.outline import figure_line

        record = self._figure(figure_id)
        if record is None or record.deleted:
            return self.words(figure_id)[0]
        return figure_line(record.caption or "", record.credit or "")

    def image(self, sha256: str, width: int) -> QImage:
        """A blob at most width px wide, or while it is being made a plain ground of that size; null where it is
        missing."""
        blob = self._context.notebook.reader.blob(sha256)
        if blob is None or not blob.width or not blob.height:
            return QImage()
        found = self._of_size(width, 10 * width).get(sha256)
        if found is not None:
            return found.toImage()
        ground = QImage(_fitted(blob.width, blob.height, width), QImage.Format.Format_RGB32)
        ground.fill(QColor(self._context.theme.hex("sunk")))
        return ground

    def is_made(self, sha256: str, width: int) -> bool:
        """Whether `image` gives the picture itself."""
        return self._of_size(width, 10 * width).get(sha256) is not None

    def _figure(self, figure_id: str) -> Figure | None:
        if figure_id not in self._figures:
            record = self._context.notebook.reader.get(figure_id)
            self._figures[figure_id] = record if isinstance(record, Figure) else None
        return self._figures[figure_id]

    def _of_size(self, width: int, height: int) -> Thumbnails:
        size = width, height
        if size not in self._sizes:
            made = self._sizes[size] = Thumbnails(self._context, QSize(*size), self)
            made.made.connect(self.made)
        return self._sizes[size]


def _fitted(width: int, height: int, most: int) -> QSize:
    """As a picture is made that may be so wide and ten times as high."""
    size, room = QSize(width, height), QSize(most, 10 * most)
    larger = width > room.width() or height > room.height()
    return size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio) if larger else size
