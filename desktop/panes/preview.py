"""The current entry as it will read: the same nodes as the report, with the notebook's own pictures only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.editor.composition import code_points, full_text
from desktop.editor.outline_editor import OutlineEditor
from desktop.panes.parts import label

if TYPE_CHECKING:
    from desktop.context import PageContext
    from desktop.editor.fields import FigurePictures
    from exporters.html.preview import Part

DELAY = 250
"""ms after the last change."""
MOST = 24_000
"""Code points that are shown of a longer text, round the caret: more would be seen as a pause while somebody types."""


class Browser(QTextBrowser):
    """Opens and loads nothing by itself: pictures by `blob:` from the notebook, no other address."""

    def __init__(self, picture: Callable[[str, int], QImage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Overrides Qt's, which would return any local file."""
        address = name.toString() if isinstance(name, QUrl) else name
        return self._picture(address[5:], 420) if address.startswith("blob:") else None


class PreviewPane(QWidget):
    """Shows the text of one editor, shortly after each change, and scrolls along with its caret."""

    def __init__(self, context: PageContext, pictures: FigurePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._editor: OutlineEditor | None = None
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.browser = Browser(pictures.image)
        self.browser.setObjectName("preview")
        self.browser.setAccessibleName(context.sentences("editor.preview.name"))
        self.browser.document().setDefaultFont(context.theme.font(13))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.show_now)
        self._part: Part | None = None
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
            self._editor.caret_moved.disconnect(self._moved)
        self._editor, self._part = editor, None
        if editor is not None:
            editor.caret_moved.connect(self._moved)
        self.show_soon()

    def show_soon(self) -> None:
        if self.isVisible():
            self._timer.start()

    def show_now(self) -> None:
        """Draw what is in the editor, the syllable being composed too."""
        from exporters.html.preview import part_round, preview
        from exporters.html.style import Colours

        if self._editor is None or not isValid(self._editor) or not self.isVisible():
            self.browser.clear()
            return
        theme = self._context.theme
        colours = Colours(
            text=theme.hex("ink"),
            head=theme.hex("sunk"),
            accent=theme.hex("mark"),
            muted=theme.hex("ink3"),
            line=theme.hex("line"),
        )
        text = full_text(self._editor)
        at = code_points(text, self._editor.textCursor().position())
        self._part = part = part_round(text, at, MOST)
        reader, say = self._context.notebook.reader, self._context.sentences
        self.browser.setHtml(preview(text, reader, say, colours, part=part))
        self._scroll(at)

    def _scroll(self, at: int) -> None:
        """Show what the caret (in code points) is in."""
        assert self._part is not None
        bar, length = self.browser.verticalScrollBar(), max(1, self._part.end - self._part.start)
        bar.setValue(round((bar.maximum() + bar.pageStep()) * (at - self._part.start) / length - bar.pageStep() / 2))

    def _moved(self) -> None:
        """The caret is elsewhere: go along, once it rests."""
        if self.isVisible() and not self._timer.isActive():
            self._along.start()

    def _go_along(self) -> None:
        if self._editor is None or not isValid(self._editor) or self._part is None or not self.isVisible():
            return
        position = self._editor.textCursor().position()
        at = position if position < MOST else code_points(full_text(self._editor), position)
        if self._part.start <= at <= self._part.end:
            self._scroll(at)
        else:
            self.show_now()
