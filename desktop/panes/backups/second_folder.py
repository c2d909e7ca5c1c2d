"""The second folder for backups: where it is, whether it is there now, and what it had last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from desktop.dates import moment
from desktop.models.backup_list import size_of
from desktop.panes.parts import button, label, picture

if TYPE_CHECKING:
    from datetime import date

    from desktop.models.backups import Second
    from desktop.theme import Theme
    from resources import Sentences


class SecondFolder(QFrame):
    """choose_requested: another folder is wanted. forget_requested: none is wanted any more."""

    choose_requested = Signal()
    forget_requested = Signal()

    def __init__(self, theme: Theme, sentences: Sentences, today: date) -> None:
        super().__init__()
        self._sentences, self._today = sentences, today
        self.setProperty("look", "well")
        self.words = label("", "second", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.choose = button(sentences("backup.second.choose"))
        self.forget = button(sentences("backup.second.forget"), "quiet")
        self.choose.setAccessibleDescription(sentences("backup.second.head"))
        self.forget.setAccessibleDescription(sentences("backup.second.head"))
        self.choose.clicked.connect(self.choose_requested)
        self.forget.clicked.connect(self.forget_requested)
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.addWidget(label(sentences("backup.second.head"), "strong"))
        words.addWidget(self.words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(14), theme.px(8), theme.px(10), theme.px(8))
        layout.setSpacing(theme.px(12))
        layout.addWidget(picture(theme, "copy", "ink2", 18))
        layout.addLayout(words, 1)
        layout.addWidget(self.forget)
        layout.addWidget(self.choose)

    def show_second(self, second: Second, reached: str, trouble: str = "") -> None:
        """reached: ISO instant at which it last had the newest backup, or nothing. trouble: why it lacks the newest."""
        s = self._sentences
        self.forget.setVisible(second.path is not None)
        self.choose.setText(s("backup.second.choose" if second.path is None else "backup.second.other"))
        self.words.setText(" ".join(filter(None, (self._told(second, reached), trouble))))

    def _told(self, second: Second, reached: str) -> str:
        s = self._sentences
        if second.path is None:
            return s("backup.second.none")
        if not second.there:
            last = moment(reached, self._today, s) if reached else ""
            key = "backup.second.missing" if last else "backup.second.missing_never"
            return s(key, path=second.path, **({"when": last} if last else {}))
        last = moment(second.last.isoformat(), self._today, s) if second.last else ""
        told = (
            s("backup.second.there", path=second.path, when=last)
            if last
            else s("backup.second.there_never", path=second.path)
        )
        return f"{told} {s('backup.second.small', free=size_of(second.free))}" if second.small else told
