"""The current entry as it will read: the same nodes as the report, with the notebook's own pictures only."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget
from shiboken6 import isValid

from db.records import Figure
from desktop.editor.composition import code_points, full_text
from desktop.editor.outline_editor import OutlineEditor
from desktop.panes.parts import label
from desktop.panes.preview_pieces import Pieces

if TYPE_CHECKING:
    from desktop.context import PageContext
    from desktop.editor.figure_pictures import FigurePictures
    from exporters.html.preview import Piece

WIDE = 420
"""Of a picture, at most, px."""
DELAY = 250
"""ms after the last change."""
AT_ONCE, SLICE = 12, 12
"""ms that may go at once into what is round the caret, and into the rest between two keys."""


class Browser(QTextBrowser):
    """Opens and loads nothing by itself: pictures by `blob:` from the notebook, no other address."""

    def __init__(self, pictures: FigurePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._waiting: set[str] = set()
        pictures.made.connect(self._show_made)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Overrides Qt's, which would return any local file."""
        address = name.toString() if isinstance(name, QUrl) else name
        if not address.startswith("blob:"):
            return None
        if not self._pictures.is_made(address[5:], WIDE):
            self._waiting.add(address)
        return self._pictures.image(address[5:], WIDE)

    def _show_made(self) -> None:
        """Put pictures in the places that were kept for them; they have the same size."""
        for address in [each for each in self._waiting if self._pictures.is_made(each[5:], WIDE)]:
            self._waiting.discard(address)
            image = self._pictures.image(address[5:], WIDE)
            self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(address), image)
            self.viewport().update()


class PreviewPane(QWidget):
    """Shows the text of one editor, shortly after each change, and scrolls along with its caret."""

    def __init__(self, context: PageContext, pictures: FigurePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._editor: OutlineEditor | None = None
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.browser = Browser(pictures)
        self.browser.setObjectName("preview")
        self.browser.setAccessibleName(context.sentences("editor.preview.name"))
        self.browser.document().setDefaultFont(context.theme.font(13))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.show_now)
        self._pieces = Pieces(self.browser.document(), self._page)
        self._figures: list[Figure] = []
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SLICE)
        self._rest.timeout.connect(self._make_rest)
        self._along = QTimer(self)
        self._along.setSingleShot(True)
        self._along.setInterval(DELAY)
        self._along.timeout.connect(self._go_along)
        theme = context.theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(18), theme.px(14), theme.px(4), theme.px(8))
        layout.setSpacing(theme.px(8))
        layout.addWidget(label(context.sentences("editor.preview.name"), "small"))
        layout.addWidget(self.browser, 1)

    def follow(self, editor: OutlineEditor | None) -> None:
        """Show this editor's text from now on."""
        if self._editor is not None and isValid(self._editor):
            self._editor.caret_moved.disconnect(self.go_along)
        self._editor = editor
        self._pieces.clear()
        if editor is not None:
            editor.caret_moved.connect(self.go_along)
        self.show_soon()

    def show_soon(self) -> None:
        if self.isVisible():
            self._rest.stop()
            self._timer.start()

    def show_now(self) -> None:
        """Draw what is in the editor, the syllable being composed too: round the caret now, the rest between keys."""
        from exporters.html.preview import pieces

        if self._editor is None or not isValid(self._editor) or not self.isVisible():
            self._pieces.clear()
            return
        text = full_text(self._editor)
        figures = self._context.notebook.reader.all(Figure)
        changed, self._figures = figures != self._figures, figures
        self._pieces.take(pieces(text), lambda piece: changed and piece.pictured)
        here = self._pieces.at(code_points(text, self._editor.textCursor().position()))
        self._pieces.make(here)
        self._make_for(AT_ONCE, here)
        self._go_along()
        self._make_rest()

    def go_along(self) -> None:
        """The caret, or what is seen of the text, is elsewhere: go along, once it rests."""
        if self.isVisible() and not self._timer.isActive():
            self._along.start()

    def _page(self, piece: Piece) -> str:
        from exporters.html.preview import preview
        from exporters.html.style import Colours

        theme = self._context.theme
        colours = Colours(
            text=theme.hex("ink"),
            head=theme.hex("sunk"),
            accent=theme.hex("mark"),
            muted=theme.hex("ink3"),
            line=theme.hex("line"),
        )
        return preview(piece, self._context.notebook.reader, self._context.sentences, colours)

    def _make_for(self, milliseconds: float, near: int) -> bool:
        """Make pieces for so long, the nearest first; whether all are there."""
        end = perf_counter() + milliseconds / 1000
        while (waiting := self._pieces.waiting(near)) is not None and perf_counter() < end:
            self._pieces.make(waiting)
        return waiting is None

    def _make_rest(self) -> None:
        """Make some more of what is missing; what is looked at stays where it is."""
        if self._editor is None or not isValid(self._editor) or not self._pieces.all or not self.isVisible():
            return
        seen, bar = self.browser.cursorForPosition(QPoint(0, 0)), self.browser.verticalScrollBar()
        top = self.browser.cursorRect(seen).top()
        text = full_text(self._editor)
        near = self._pieces.at(code_points(text, self._editor.textCursor().position()))
        if not self._make_for(SLICE, near):
            self._rest.start()
        bar.setValue(bar.value() + self.browser.cursorRect(seen).top() - top)

    def _go_along(self) -> None:
        """Show what the caret is in at the height that it has in the view; else what is in the middle of the view."""
        editor = self._editor
        if editor is None or not isValid(editor) or not self._pieces.all or not self.isVisible():
            return
        view = editor.viewport().visibleRegion().boundingRect()
        caret = editor.cursorRect().center()
        middle = view.isValid() and not view.top() <= caret.y() <= view.bottom()
        height = view.center().y() if middle else caret.y()
        cursor = editor.cursorForPosition(QPoint(caret.x(), height)) if middle else editor.textCursor()
        share = (height - view.top()) / max(1, view.height()) if view.isValid() else 0.5
        at = code_points(full_text(editor), cursor.position())
        index = self._pieces.at(at)
        self._pieces.make(index)
        piece, (top, bottom) = self._pieces.all[index], self._pieces.bounds(index)
        place = top + (bottom - top) * (at - piece.start) / max(1, len(piece.text))
        bar = self.browser.verticalScrollBar()
        bar.setValue(round(place - bar.pageStep() * share))
