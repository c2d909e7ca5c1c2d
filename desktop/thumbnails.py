"""Small pictures of figures: made beside the window when they are first seen, and kept while they are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QPixmap

from desktop.small_pictures import scaled, small, tidy

if TYPE_CHECKING:
    from desktop.context import PageContext
    from exporters.base import Progress

AT_ONCE = 2
"""Pictures made in one go: what was scrolled to meanwhile comes next."""


MOST = 64_000_000
"""Bytes of pictures that are kept ready; those that were painted last."""


class Thumbnails(QObject):
    """made: some more can be painted."""

    made = Signal()

    def __init__(self, context: PageContext, size: QSize, parent: QObject, *, lasting: bool = True) -> None:
        """size: largest, in px of the screen. lasting: whether they are kept on disk for the next time."""
        super().__init__(parent)
        self._context, self._size, self._make_one = context, size, small if lasting else scaled
        self._pixmaps: dict[str, QPixmap] = {}
        self._wanted: dict[str, None] = {}
        self._busy = self._tidied = False
        self._bytes = 0

    def get(self, sha256: str) -> QPixmap | None:
        """The picture of a blob; None while it is being made, null where it cannot be shown."""
        found = self._pixmaps.pop(sha256, None)
        if found is not None:
            self._pixmaps[sha256] = found  # what was painted last is let go last
        else:
            self._wanted.pop(sha256, None)
            self._wanted[sha256] = None
            self._make()
        return found

    def _make(self) -> None:
        if self._busy or not self._wanted or self._context.operations.closed:
            return
        self._busy = True
        names = list(self._wanted)[-AT_ONCE:]
        for name in names:
            del self._wanted[name]
        paths = {name: self._context.notebook.reader.blob_path(name) for name in names}
        size, first, self._tidied = self._size, not self._tidied, True
        make = self._make_one

        def work(_: Progress) -> dict[str, QImage]:
            if first:
                tidy()
            return {name: make(path, size) if path else QImage() for name, path in paths.items()}

        task = self._context.operations.start_short(work)
        task.done.connect(self._take)
        task.failed.connect(self._context.operations.failed)
        task.finished.connect(self._next)

    def _take(self, images: dict[str, QImage]) -> None:
        for name, image in images.items():
            self._pixmaps[name] = QPixmap.fromImage(image)
            self._bytes += _bytes(self._pixmaps[name])
        while self._bytes > MOST and len(self._pixmaps) > AT_ONCE:
            self._bytes -= _bytes(self._pixmaps.pop(next(iter(self._pixmaps))))
        self.made.emit()

    def _next(self) -> None:
        self._busy = False
        self._make()


def _bytes(picture: QPixmap) -> int:
    return 4 * picture.width() * picture.height()
