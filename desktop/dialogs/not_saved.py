"""The one question before the window goes while something is not saved: nothing is lost without being told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.frame import Dialog
from desktop.panes.parts import label

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences

LISTED = 8
"""Names that are shown; the others are counted."""


class NotSavedDialog(Dialog):
    """names: what is not saved. reason: why. elsewhere, again, anyway: what the user wants; rejected: to stay."""

    elsewhere = Signal()
    again = Signal()
    anyway = Signal()

    def __init__(
        self, theme: Theme, sentences: Sentences, names: Sequence[str], reason: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, sentences, sentences("rescue.close.title"), sentences("rescue.close.line"), parent)
        self.ask_width(620)
        for name in names[:LISTED]:
            self.body.addWidget(label(f"· {name}", wrap=True))
        if len(names) > LISTED:
            self.body.addWidget(label(sentences("rescue.close.more", count=len(names) - LISTED), "second"))
        self.body.addSpacing(theme.px(8))
        self.why = label(reason, "error", wrap=True)
        self.body.addWidget(self.why)
        self.body.addStretch(1)
        for key, look, signal in (
            ("rescue.anyway", "quiet", self.anyway),
            ("rescue.stay", "", None),
            ("rescue.again", "", self.again),
            ("rescue.elsewhere", "primary", self.elsewhere),
        ):
            press = self.add_button(sentences(key), look, default=look == "primary")
            press.clicked.connect(signal if signal is not None else self.reject)
        self.finished.connect(self.deleteLater)

    def still(self, reason: str) -> None:
        """Say that another try failed."""
        self.why.setText(self.sentences("rescue.close.still", reason=reason))
