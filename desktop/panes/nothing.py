"""What stands where nothing is listed: a picture, what is missing, how it comes, and the ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.panes.parts import label, picture

if TYPE_CHECKING:
    from desktop.theme import Theme

BELOW: Final = 56
"""px at 100 % that it stands below the top of a column that scrolls."""
LARGE: Final = 150
"""Text size in % from which buttons have no room beside each other, and the page none to spare."""


class Nothing(QWidget):
    """Everything in the middle, a little above that of the page."""

    def __init__(
        self, theme: Theme, icon: str, words: str, how: str, *steps: QPushButton, token: str = "ink3",
        scrolls: bool = False,
    ) -> None:  # fmt: skip
        """words: what is missing, or that all is done. how: what can be done. steps: the buttons that do it.

        token: colour of the picture. scrolls: it stands in a column that scrolls, and takes no more room than it needs.
        """
        super().__init__()
        px, middle = theme.px, Qt.AlignmentFlag.AlignHCenter
        below = px(BELOW) if theme.text_size < LARGE else px(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, below if scrolls else 0, 0, 0)
        column.setSpacing(px(8))
        if not scrolls:
            column.addStretch(2)
        column.addWidget(picture(theme, icon, token, 32), alignment=middle)
        for text, look in ((words, "head"), (how, "second")):
            line = label(text, look, wrap=True)  # over the whole width: Qt cuts one in the middle
            line.setAlignment(middle)
            column.addWidget(line)
        if steps:
            column.addSpacing(px(8))
            column.addLayout(self._row(theme, steps))
        if not scrolls:
            column.addStretch(3)

    @staticmethod
    def _row(theme: Theme, steps: tuple[QPushButton, ...]) -> QBoxLayout:
        """The buttons beside each other, larger ones one under the other."""
        beside = theme.text_size < LARGE
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        for step in steps:
            row.addWidget(step, 0, Qt.AlignmentFlag.AlignHCenter)
        row.addStretch(1)
        return row
