"""The logo of one report: chosen, dropped or pasted on its place, seen, and taken away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.editor.fields import set_look
from desktop.panes.parts import button, label

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences

HIGH = 56
"""px at 100 % of the place where it is seen."""


class LogoField(QWidget):
    """given: Path of a picture. removed: the report has none any more."""

    given = Signal(object)
    removed = Signal()

    def __init__(self, theme: Theme, sentences: Sentences) -> None:
        super().__init__()
        self._theme, self._say = theme, sentences
        px = theme.px
        self.setAcceptDrops(True)
        self.setObjectName("logo_field")
        self.picture = QLabel()
        self.picture.setObjectName("logo_place")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setWordWrap(True)
        self.picture.setMinimumHeight(px(HIGH))
        self.choose = button(sentences("pages.logo_choose"), "link")
        self.remove = button(sentences("pages.logo_remove"), "link")
        self.choose.clicked.connect(self._ask)
        self.remove.clicked.connect(self.removed)
        self.told = label("", "error", wrap=True)
        self.told.hide()
        ways = QHBoxLayout()
        ways.setSpacing(px(8))
        ways.addWidget(self.choose)
        ways.addWidget(self.remove)
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(self.picture)
        column.addWidget(self.told)
        column.addLayout(ways)
        self.show_logo(None, None)

    def show_logo(self, blob: str | None, file: Path | None) -> None:
        """blob: of the report. file: where its picture is, if it is there."""
        self.told.hide()
        self.remove.setVisible(blob is not None)
        drawn = QPixmap(str(file)) if file is not None else QPixmap()
        if drawn.isNull():
            self.picture.setPixmap(QPixmap())
            self.picture.setText(self._say("pages.logo_gone" if blob else "pages.logo_none"))
            spoken = self.picture.text()
        else:
            room = self._theme.px(HIGH - 12) * 2
            scaled = drawn.scaledToHeight(room, Qt.TransformationMode.SmoothTransformation)
            widest = self._theme.px(180) * 2
            if scaled.width() > widest:
                scaled = drawn.scaledToWidth(widest, Qt.TransformationMode.SmoothTransformation)
            scaled.setDevicePixelRatio(2)
            self.picture.setPixmap(scaled)
            spoken = self._say("pages.logo_there")
        self.picture.setAccessibleName(spoken)

    def refuse(self, words: str) -> None:
        """Why a picture was not taken."""
        self.told.setText(words)
        self.told.show()

    def _ask(self) -> None:
        from desktop.panes.pictures import NAMES

        dialog = QFileDialog(self, self._say("pages.logo_choose"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{self._say('editor.figures.pictures')} ({NAMES})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.given.emit(Path(file)))
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            set_look(self.picture, "drop")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_look(self.picture, "")

    def dropEvent(self, event: QDropEvent) -> None:
        set_look(self.picture, "")
        event.acceptProposedAction()
        self.given.emit(Path(event.mimeData().urls()[0].toLocalFile()))
