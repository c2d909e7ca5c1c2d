"""What the program is, and whose work it stands on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtWidgets import QWidget

from desktop.dialogs.frame import Dialog
from desktop.panes.parts import label

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences


class AboutDialog(Dialog):
    """Closes by Escape, Enter or its button."""

    def __init__(self, theme: Theme, sentences: Sentences, parent: QWidget | None = None) -> None:
        super().__init__(theme, sentences, sentences("window.program"), sentences("window.about.line"), parent)
        self.ask_width(440)
        versions = f"Python {sys.version_info.major}.{sys.version_info.minor} · Qt {PySide6.__version__}"
        for text, look in (
            (sentences("window.about.licence"), ""),
            (sentences("window.about.fonts"), "second"),
            (versions, "small"),
        ):
            self.body.addWidget(label(text, look, wrap=True))
        self.body.addStretch(1)
        close = self.add_button(sentences("window.button.close"), "tonal", default=True)
        close.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
