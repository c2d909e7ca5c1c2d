"""A finished PDF's pages as pictures, its outline, and its words, all from one thread: the library knows no two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.models.page_marks import Mark, letters_of
from desktop.operations import Pool

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.models.page_marks import Sought
    from exporters.base import Progress

AROUND = 18
"""Letters before and behind the one that was pointed at."""
REACH = 8.0
"""Points from a letter that still mean it."""
MOST = 96 << 20
"""Bytes of pictures that are kept."""


@dataclass(frozen=True, slots=True)
class Book:
    """An opened file. sizes: width and height of each page, points."""

    number: int
    sizes: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]

    def chapter(self, page: int) -> str:
        """Title of the chapter that a page (from 0) is of, or nothing."""
        return next((mark.title for mark in reversed(self.marks) if mark.level == 0 and mark.page <= page), "")


class _File:
    """The open file; only ever used in the pool's one thread."""

    def __init__(self) -> None:
        self._pdf: Any = None
        self._number = 0
        self._letters: dict[int, str] = {}

    def open(self, path: Path, number: int) -> Book:
        import pypdfium2

        self.close()
        pdf = self._pdf = pypdfium2.PdfDocument(path)
        self._number = number
        sizes = tuple(pdf.get_page_size(page) for page in range(len(pdf)))
        return Book(number, sizes, tuple(self._marks(sizes)))

    def _marks(self, sizes: tuple[tuple[float, float], ...]) -> list[Mark]:
        found = []
        for bookmark in self._pdf.get_toc():
            dest = bookmark.get_dest()
            page = dest.get_index() if dest is not None else None
            if dest is None or page is None:
                continue
            _, values = dest.get_view()
            high = values[1] if len(values) > 1 and values[1] else sizes[page][1]
            found.append(Mark(bookmark.level, bookmark.get_title(), page, sizes[page][1] - high))
        return found

    def draw(self, page: int, width: int, number: int) -> QImage | None:
        """A page of the file of this number as a picture so many pixels wide; None where it is open no more."""
        if number != self._number:
            return None
        sheet = self._pdf[page]
        bitmap = sheet.render(scale=width / sheet.get_width(), rev_byteorder=False, prefer_bgrx=True)
        try:
            size = bitmap.width, bitmap.height, bitmap.stride
            return QImage(bytes(bitmap.buffer), *size, QImage.Format.Format_RGB32).copy()
        finally:
            bitmap.close()
            sheet.close()

    def words(self, page: int, x: float, y: float, number: int) -> tuple[str, int]:
        """The words around a point of a page, in points from its top left corner, and which letter is meant."""
        import pypdfium2.raw as raw

        if number != self._number:
            return "", 0
        sheet = self._pdf[page]
        text = sheet.get_textpage()
        try:
            place = raw.FPDFText_GetCharIndexAtPos(text.raw, x, sheet.get_height() - y, REACH * 3, REACH)
            if place < 0:
                return "", 0
            first = max(0, place - AROUND)
            return text.get_text_range(first, min(2 * AROUND + 1, text.count_chars() - first)), place - first
        finally:
            text.close()
            sheet.close()

    def find(self, sought: Sought, number: int) -> int | None:
        """The page, from 0, that is sought in the file of this number."""
        if number != self._number:
            return None
        last = len(self._pdf) - 1 if sought.last is None else min(sought.last, len(self._pdf) - 1)
        pages = range(sought.first, last + 1)
        return next((page for page in pages if not sought.letters or sought.letters in self._of(page)), None)

    def _of(self, page: int) -> str:
        """All letters of a page."""
        if page not in self._letters:
            sheet = self._pdf[page]
            text = sheet.get_textpage()
            self._letters[page] = letters_of(text.get_text_range())
            text.close()
            sheet.close()
        return self._letters[page]

    def close(self) -> None:
        self._letters.clear()
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None


class Sheets(QObject):
    """opened: Book. drawn: a page, from 0, has another picture. read: page, top in points, words there, letter meant.

    found: what was sought, and the page it is on. failed: what the library said to a file that it could not open or
    draw.
    """

    opened = Signal(object)
    drawn = Signal(int)
    read = Signal(int, float, str, int)
    found = Signal(object, int)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = Pool(self)
        self._file = _File()
        self.book: Book | None = None
        self._number = 0
        self._pictures: dict[tuple[int, int], tuple[int, QImage]] = {}
        self._wanted: dict[tuple[int, int], None] = {}
        self._drawing = False

    @property
    def idle(self) -> bool:
        """Whether nothing is being opened or drawn."""
        opened = self.book.number if self.book is not None else 0
        return not self._drawing and not self._wanted and opened == self._number

    def open(self, path: Path) -> None:
        """Show the file at path from now on."""
        self._number += 1
        number, file = self._number, self._file
        task = self._pool.start(lambda progress: file.open(path, number))
        task.done.connect(self._opened)
        task.failed.connect(self.failed)

    def picture(self, page: int, width: int) -> QImage | None:
        """A page so many pixels wide, if it was drawn; it is drawn where it was not, or was for an earlier file."""
        if self.book is None or not 0 <= page < len(self.book.sizes):
            return None
        number, image = self._pictures.get((page, width), (0, None))
        if number != self.book.number:
            self._want((page, width))
        return image

    def read_at(self, page: int, x: float, y: float) -> None:
        """Ask for the words around a point, in points from the top left corner."""
        file, book = self._file, self.book
        if book is None:
            return
        task = self._pool.start(lambda progress: file.words(page, x, y, book.number))
        task.done.connect(lambda found: self.read.emit(page, y, *found))
        task.failed.connect(self.failed)

    def find(self, what: object, sought: Sought) -> None:
        """Ask for the page of something; nothing is told where it is on none. Pages are drawn in between."""
        file, book = self._file, self.book
        if book is None:
            return
        task = self._pool.start(lambda progress: file.find(sought, book.number))
        task.done.connect(lambda page: self._found(what, page, book.number))
        task.failed.connect(self.failed)

    def _found(self, what: object, page: int | None, number: int) -> None:
        if page is not None and number == self._number:
            self.found.emit(what, page)

    def close(self) -> None:
        """End the thread, and let the file go."""
        self._wanted.clear()
        self._pool.close()
        self._file.close()

    def _opened(self, book: Book) -> None:
        if book.number == self._number:
            self.book = book
            self._wanted.clear()
            self.opened.emit(book)

    def _want(self, key: tuple[int, int]) -> None:
        """What was asked for last is drawn first: it is what is looked at."""
        self._wanted.pop(key, None)
        self._wanted[key] = None
        if not self._drawing:
            self._next()

    def _next(self) -> None:
        if not self._wanted or self.book is None:
            return
        key, book, file = self._wanted.popitem()[0], self.book, self._file
        page, width = key
        if page >= len(book.sizes):
            self._next()
            return
        self._drawing = True

        def draw(progress: Progress) -> QImage | None:
            return file.draw(page, width, book.number)

        task = self._pool.start(draw)
        task.done.connect(lambda image: self._keep(key, book.number, image))
        task.failed.connect(self._failed)

    def _keep(self, key: tuple[int, int], number: int, image: QImage | None) -> None:
        self._drawing = False
        if image is not None:
            self._pictures.pop(key, None)
            self._pictures[key] = number, image
            self._forget()
            self.drawn.emit(key[0])
        self._next()

    def _forget(self) -> None:
        """The pictures that were drawn first go, where there are too many."""
        held = sum(image.sizeInBytes() for _, image in self._pictures.values())
        while held > MOST and len(self._pictures) > 1:
            held -= self._pictures.pop(next(iter(self._pictures)))[1].sizeInBytes()

    def _failed(self, error: Exception) -> None:
        self._drawing = False
        self.failed.emit(error)
