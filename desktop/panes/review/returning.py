"""Why an entry goes back: a reason is demanded, and open comments are offered as reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from desktop.editor.held_text import HeldText
from desktop.panes.parts import button, label, line
from desktop.words import shortened

if TYPE_CHECKING:
    from db.commenting import Thread
    from desktop.context import PageContext

LONGEST, HIGH = 110, 76
"""Letters of a comment that is offered; height of the box, px at 100 %."""


class ReturnComposer(QFrame):
    """sent: it is to go back. closed: it is not. resized: it asks for another height."""

    sent = Signal()
    closed = Signal()
    resized = Signal()

    def __init__(self, context: PageContext, kind: str, entry: str, name: str, offered: Sequence[Thread]) -> None:
        """name: of what goes back. offered: open threads on it."""
        super().__init__()
        say, theme = context.sentences, context.theme
        self.setProperty("look", "card_returned")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(edge) for edge in (12, 10, 12, 12)))
        column.setSpacing(theme.px(6))
        title = say("review.return_of", name=name)
        self.setAccessibleName(title)
        column.addWidget(label(title, "strong", wrap=True))
        self.words = HeldText(context, kind, entry, "return~reason", name=say("review.reason"))
        self.words.setProperty("look", "field")
        self.words.setPlaceholderText(say("review.reason"))
        self.words.setFixedHeight(theme.px(HIGH))
        column.addWidget(self.words)
        self.offers: list[tuple[QCheckBox, str]] = []
        if offered:
            column.addWidget(label(say("review.reason_comments"), "small"))
        for thread in offered:
            text = _as_reason(thread)
            box = QCheckBox()
            box.setAccessibleName(text)
            box.setChecked(True)
            self.offers.append((box, text))
            row = line(box, spacing=theme.px(4), stretch=False)
            row.addWidget(label(shortened(text, LONGEST), wrap=True), 1)
            row.setAlignment(box, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        self.wrong = label(say("review.reason_missing"), "error", wrap=True)
        column.addWidget(self.wrong)
        self.wrong.hide()
        send, drop = button(say("review.return"), "tonal"), button(say("review.not_now"), "quiet")
        send.setToolTip("Ctrl+Enter")
        send.clicked.connect(self._send)
        drop.clicked.connect(self.closed)
        column.addLayout(line(send, drop, spacing=theme.px(6)))
        for keys, slot in (("Ctrl+Return", self._send), ("Ctrl+Enter", self._send), ("Esc", self.closed.emit)):
            press = QShortcut(QKeySequence(keys), self)
            press.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            press.activated.connect(slot)

    @property
    def reason(self) -> str:
        """What was written, and the comments that were left ticked, one a line."""
        ticked = [text for box, text in self.offers if box.isChecked()]
        return "\n".join(part for part in (self.words.full_text().strip(), *ticked) if part)

    def begin(self) -> None:
        """Take the focus."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def end(self) -> None:
        """It went back: nothing of it is kept."""
        self.words.end()

    def _send(self) -> None:
        if self.reason:
            self.sent.emit()
        else:
            self.wrong.show()
            self.resized.emit()


def _as_reason(thread: Thread) -> str:
    first = thread.root or thread.replies[0]
    words = " ".join(first.text.split())
    if thread.suggestion is not None:
        words = " ".join(filter(None, (words, f"→ {thread.suggestion}")))
    return f"“{shortened(first.quote, 40)}” {words}" if first.quote else words
