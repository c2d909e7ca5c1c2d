"""What came into the notebook by merging, the newest first: who wrote it, and the way to take it back or in again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.dates import moment
from desktop.dialogs.frame import Dialog
from desktop.models.intakes import Taken
from desktop.panes.parts import button, label, picture, rule

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences


class IntakesDialog(Dialog):
    """Asks only. back_requested: a Taken is to be taken back. again_requested: one is to be shown again."""

    back_requested = Signal(object)
    again_requested = Signal(object)

    def __init__(
        self, theme: Theme, sentences: Sentences, today: date, rows: Sequence[Taken], *, reading: bool,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """today: the laptop's date. reading: the notebook cannot be written."""
        line = sentences("intakes.line" if rows else "intakes.none")
        super().__init__(theme, sentences, sentences("intakes.title"), line, parent)
        self._today, self._reading = today, reading
        self.ask_width(640, 420)
        self.presses: list[QPushButton] = []
        for number, taken in enumerate(rows):
            if number:
                self.body.addWidget(rule())
            self.body.addWidget(self._row(taken))
        self.body.addStretch(1)
        leave = self.add_button(sentences("window.button.close"), default=not rows)
        leave.clicked.connect(self.reject)
        if reading and rows:
            self.reason.setText(sentences("intakes.reading"))
        (self.presses[0] if self.presses and not reading else leave).setFocus()

    def state(self, taken: Taken) -> str:
        """Whether it stands here, in words."""
        if not taken.aside:
            return self.sentences("intakes.here", count=taken.brought)
        stayed = taken.brought - taken.aside
        return self.sentences("intakes.gone_partly" if stayed else "intakes.gone", count=taken.aside, stayed=stayed)

    def called(self, taken: Taken) -> str:
        """The files that came in at once: of many the first, and how many more."""
        first, *rest = taken.name.split(", ")
        return self.sentences("intakes.files", first=first, count=len(rest)) if len(rest) > 1 else taken.name

    def _row(self, taken: Taken) -> QFrame:
        theme, s, px = self.theme, self.sentences, self.theme.px
        when = moment(taken.instant, self._today, s)
        row = QFrame()
        row.setAccessibleName(", ".join((self.called(taken), when, self.state(taken))))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        head = QHBoxLayout()
        head.setSpacing(px(10))
        called = label(self.called(taken), "head", wrap=True)
        called.setToolTip(taken.name)
        head.addWidget(called, 1)
        head.addWidget(label(when, "small"))
        words.addLayout(head)
        if taken.writers.parts:
            words.addWidget(label(s("intakes.writers", writers=taken.writers), "second", wrap=True))
        words.addWidget(label(self.state(taken), "small", wrap=True))
        press = button(s("intakes.again" if taken.aside else "intakes.back"))
        press.setAccessibleName(f"{press.text()}: {self.called(taken)}, {when}")
        press.setAutoDefault(True)
        press.setEnabled(not self._reading)
        press.clicked.connect(lambda: self._ask(taken))
        self.presses.append(press)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, px(8), 0, px(8))
        layout.setSpacing(px(14))
        layout.addWidget(picture(theme, "import", "ink3" if taken.aside else "accent", 18))
        layout.addLayout(words, 1)
        layout.addWidget(press)
        return row

    def _ask(self, taken: Taken) -> None:
        self.accept()
        (self.again_requested if taken.aside else self.back_requested).emit(taken)
