"""What the window shows while no notebook is open: the ways to begin, and the notebooks known here."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.focus import take_focus
from desktop.folders import shown
from desktop.panes.parts import Press, button, label, line, picture

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences

WAYS = (("receive", "import"), ("new", "plus"), ("open", "folder"), ("import", "document"), ("sample", "book"))
"""Most have been given a bundle of their tour; only one of them makes it."""


class WelcomePage(QWidget):
    """chosen: receive, new, open, import, sample or backups. notebook_chosen: path of a known notebook."""

    chosen = Signal(str)
    notebook_chosen = Signal(str)

    def __init__(
        self, theme: Theme, sentences: Sentences, known: Sequence[Path], *, backups: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """known: notebooks to open again. backups: there are some, of notebooks that may be gone."""
        super().__init__(parent)
        self._theme, self._sentences = theme, sentences
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(theme.px(edge) for edge in (56, 44, 32, 32)))
        column.setSpacing(theme.px(6))
        column.addWidget(label(sentences("window.welcome.title"), "day", wrap=True))
        column.addWidget(label(sentences("window.welcome.line"), "second", wrap=True))
        column.addSpacing(theme.px(18))
        ways = [self._way(name, icon) for name, icon in WAYS]
        for way in ways:
            column.addWidget(way)
        self._first = ways[0]
        if known:
            column.addSpacing(theme.px(22))
            column.addWidget(label(sentences("window.welcome.known"), "head"))
            column.addSpacing(theme.px(4))
            for path in known:
                column.addWidget(self._known(path))
        if backups:
            column.addSpacing(theme.px(14))
            back = button(sentences("window.action.backups"), "link", icon="history", theme=theme)
            back.clicked.connect(lambda: self.chosen.emit("backups"))
            column.addWidget(back)
        column.addStretch(1)
        inside.setMaximumWidth(theme.px(720))
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def showEvent(self, event: QShowEvent) -> None:
        """Keys begin with the first way, not with the tools above it."""
        super().showEvent(event)
        focus = self.window().focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            take_focus(self._first)

    def _way(self, name: str, icon: str) -> QWidget:
        theme, sentences = self._theme, self._sentences
        card = Press(theme, "card_next" if name == WAYS[0][0] else "card")
        card.setObjectName(f"welcome_{name}")
        card.setAccessibleName(sentences(f"window.welcome.{name}"))
        card.pressed.connect(lambda: self.chosen.emit(name))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(label(sentences(f"window.welcome.{name}"), "name"))
        words.addWidget(label(sentences(f"window.welcome.{name}_line"), "second", wrap=True))
        layout = QHBoxLayout(card)
        layout.setContentsMargins(*(theme.px(edge) for edge in (18, 12, 16, 13)))
        layout.setSpacing(theme.px(16))
        layout.addWidget(picture(theme, icon, "accent", 22))
        layout.addLayout(words, 1)
        layout.addWidget(picture(theme, "forward", "ink3", 18))
        return card

    def _known(self, path: Path) -> QWidget:
        theme = self._theme
        row = Press(theme)
        row.setAccessibleName(shown(path))
        row.pressed.connect(lambda: self.notebook_chosen.emit(str(path)))
        layout = line(
            picture(theme, "notebook", "ink2", 18),
            label(shown(path)),
            label(unicodedata.normalize("NFC", str(path.parent)), "small"),
            spacing=theme.px(10),
        )
        layout.setContentsMargins(theme.px(8), theme.px(7), theme.px(8), theme.px(7))
        row.setLayout(layout)
        return row
