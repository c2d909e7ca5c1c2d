"""The current entry as it will read: the same nodes as the report, with the notebook's own pictures only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.editor.composition import full_text
from desktop.editor.outline_editor import OutlineEditor
from desktop.panes.parts import label

if TYPE_CHECKING:
    from desktop.context import PageContext
    from desktop.editor.fields import FigurePictures

DELAY = 250
"""ms after the last change."""


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
        theme = context.theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(18), theme.px(14), theme.px(4), theme.px(8))
        layout.setSpacing(theme.px(8))
        layout.addWidget(label(context.sentences("editor.preview.name"), "small"))
        layout.addWidget(self.browser, 1)

    def follow(self, editor: OutlineEditor | None) -> None:
        """Show this editor's text from now on."""
        self._editor = editor
        self.show_soon()

    def show_soon(self) -> None:
        if self.isVisible():
            self._timer.start()

    def show_now(self) -> None:
        """Draw what is in the editor, the syllable being composed too."""
        from exporters.html.preview import preview
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
        self.browser.setHtml(preview(text, self._context.notebook.reader, self._context.sentences, colours))
        bar, last = self.browser.verticalScrollBar(), max(1, len(text))
        bar.setValue(round(bar.maximum() * self._editor.textCursor().position() / last))
