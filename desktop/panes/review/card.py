"""One thread as a card: who said what about which words, what is proposed, and what can be done about it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QVBoxLayout, QWidget

from db.commenting import Thread
from db.open_comments import ACCEPTED, DISPUTED, REJECTED, REOPENED, RESOLVED
from desktop.models.threads import (
    Said,
    about_words,
    place_words,
    refusal,
    said,
    state_words,
    suggestion_html,
    suggestion_words,
    unsure,
)
from desktop.panes.flow import FlowLayout
from desktop.panes.parts import button, label, line, picture
from desktop.words import shortened

if TYPE_CHECKING:
    from db.records import Comment
    from desktop.context import PageContext

QUOTE = 90
"""Letters of a quote that are seen."""
KEYS = {"accept": "Ctrl+Alt+O", ACCEPTED: "Ctrl+Alt+O", REJECTED: "Ctrl+Alt+X", "reply": "Ctrl+Alt+Y"}
"""Of what is done with the active card from anywhere on the page."""


class CommentCard(QFrame):
    """topic: the thread that it shows. activated: it was chosen. asked: what is to be done: reply, accept, attach,
    confirm, or a verdict.

    delete_asked: id of a comment of one's own. resized: it asks for another height.
    """

    activated = Signal(str)
    asked = Signal(str, str)
    delete_asked = Signal(str)
    resized = Signal()

    def __init__(self, context: PageContext, thread: Thread) -> None:
        super().__init__()
        self._context, self.topic = context, thread
        self.active = False
        self._more: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme = context.theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(theme.px(edge) for edge in (12, 9, 10, 10)))
        self._column.setSpacing(theme.px(5))
        self._fill()
        self._dress()

    def show_active(self, active: bool) -> None:
        """Show it whole, with what can be done; or only what was said."""
        if active == self.active:
            return
        self.active = active
        if active and self._more is None:
            self._more = self._buttons()
            self._column.addWidget(self._more)
        if self._more is not None:
            self._more.setVisible(active)
        self._quote.setVisible(self._quoted and (active or self.topic.lost))
        for part in self._rest:
            part.setVisible(active)
        self._count.setVisible(not active and bool(self._rest))
        self._dress()
        self.updateGeometry()

    def first_button(self) -> QWidget:
        """Where the keyboard goes on."""
        found = self._more.findChild(QPushButton) if self._more is not None else None
        return found or self

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.activated.emit(self.topic.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.activated.emit(self.topic.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit(self.topic.id)
            self._ask("reply")
        elif event.key() == Qt.Key.Key_Delete and (own := self._own()):
            self.delete_asked.emit(own)
        else:
            super().keyPressEvent(event)

    # --- building -----------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        say, theme, thread = self._context.sentences, self._context.theme, self.topic
        reader = self._context.notebook.reader
        first = thread.root or thread.replies[0]
        self._head(first)
        words = place_words(say, thread)
        if words:
            warning = line(picture(theme, "warning", "amber", 16), spacing=theme.px(6), stretch=False)
            warning.addWidget(label(words, "warning", wrap=True), 1)
            self._column.addLayout(warning)
        decided = state_words(reader, say, thread)
        if decided:
            self._column.addWidget(label(decided, "small", wrap=True))
        if about := about_words(say, thread):
            self._column.addWidget(label(about, "small"))
        self._quote = label(f"“{shortened(first.quote, QUOTE)}”", "quote", wrap=True)
        self._column.addWidget(self._quote)  # what has no parent yet would be a window of its own
        self._quoted = bool(first.quote)  # what is said of a whole entry quotes nothing
        self._quote.setVisible(self._quoted and thread.lost)
        if first.text:
            self._column.addWidget(label(first.text, wrap=True))
        if thread.suggestion is not None and thread.root is not None:
            self._column.addWidget(self._proposal(thread.root.quote, thread.suggestion))
        self._count = label(say("review.replies", count=len(thread.replies)), "small")
        self._rest: list[QWidget] = []
        for each in thread.replies if thread.root is not None else thread.replies[1:]:
            self._rest.append(self._reply(each))
        for part in self._rest:
            part.hide()
            self._column.addWidget(part)
        self._column.addWidget(self._count)
        self._count.setVisible(bool(self._rest))
        self.setAccessibleName(self._told(first, words, decided))

    def _head(self, first: Comment) -> None:
        theme = self._context.theme
        one = self._said(first)
        row = line(label(one.name, "strong"), label(one.detail, "small"), spacing=theme.px(6))
        time = label(one.time, "small")
        time.setFont(theme.font(12, tabular=True))
        row.addWidget(time)
        self._column.addLayout(row)

    def _proposal(self, quote: str, replacement: str) -> QWidget:
        theme, say = self._context.theme, self._context.sentences
        well = QFrame()
        well.setProperty("look", "well")
        inside = QVBoxLayout(well)
        inside.setContentsMargins(*(theme.px(edge) for edge in (9, 6, 9, 7)))
        inside.setSpacing(theme.px(2))
        inside.addWidget(label(say("review.suggestion"), "small"))
        words = label("", wrap=True)
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setText(suggestion_html(theme, quote, replacement))
        words.setAccessibleName(suggestion_words(say, quote, replacement))
        inside.addWidget(words)
        return well

    def _reply(self, comment: Comment) -> QWidget:
        theme = self._context.theme
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(theme.px(10), theme.px(3), 0, 0)
        column.setSpacing(theme.px(1))
        one = self._said(comment)
        row = line(label(one.name, "strong"), label(one.time, "small"), spacing=theme.px(6))
        if one.mine and comment.author == self._context.person and self._writable:
            away = button(self._context.sentences("editor.delete"), "over")
            away.setAccessibleName(f"{away.text()}: {shortened(one.text, 40)}")
            away.clicked.connect(partial(self.delete_asked.emit, comment.id))
            row.addWidget(away)
        column.addLayout(row)
        column.addWidget(label(comment.text, wrap=True))
        return box

    def _buttons(self) -> QWidget:
        """The row under the words, in the order in which they are needed."""
        say, thread, theme = self._context.sentences, self.topic, self._context.theme
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, theme.px(3), 0, 0)
        column.setSpacing(theme.px(5))
        if why := refusal(say, thread):
            column.addWidget(label(why, "small", wrap=True))
        flow = FlowLayout(theme.px(6), theme.px(5))
        row = QWidget()
        row.setLayout(flow)
        decidable = thread.acceptable or (thread.state == DISPUTED and thread.suggestion is not None)
        if thread.acceptable:
            flow.addWidget(self._press("accept", "tonal"))
        elif decidable:
            flow.addWidget(self._press(ACCEPTED, "tonal"))
        if decidable:
            flow.addWidget(self._press(REJECTED))
        flow.addWidget(self._press("reply", "" if decidable else "tonal"))
        flow.addWidget(self._press(RESOLVED if thread.open else REOPENED))
        if more := self._menu():
            flow.addWidget(more)
        column.addWidget(row)
        return box

    def _menu(self) -> QPushButton | None:
        say, thread, root = self._context.sentences, self.topic, self.topic.root
        press = button("⋯")
        press.setAccessibleName(say("review.more"))
        press.setToolTip(say("review.more"))
        menu = QMenu(press)
        open_still = thread.open and thread.suggestion is not None
        names = [REJECTED] if open_still and not thread.acceptable and thread.state != DISPUTED else []
        if root is not None and root.quote:
            names += ["confirm"] if unsure(thread) else []
            names += ["attach"]
        for name in names:
            menu.addAction(say(f"review.do.{name}")).triggered.connect(partial(self._ask, name))
        if own := self._own():
            menu.addAction(say("review.do.delete")).triggered.connect(partial(self.delete_asked.emit, own))
        press.setMenu(menu)
        press.setEnabled(self._writable)
        return press if menu.actions() else None

    def _press(self, name: str, look: str = "") -> QPushButton:
        press = button(self._context.sentences(f"review.do.{name}"), look)
        press.setEnabled(self._writable)
        press.setToolTip(KEYS.get(name, ""))
        press.clicked.connect(partial(self._ask, name))
        return press

    def _ask(self, name: str) -> None:
        if self._writable:
            self.asked.emit(self.topic.id, name)

    @property
    def _writable(self) -> bool:
        return not self._context.notebook.read_only

    def _own(self) -> str:
        """The id of the first comment where it is one's own."""
        root = self.topic.root
        own = root is not None and root.author in (None, self._context.person) and self._writable
        return root.id if root is not None and own else ""

    def _said(self, comment: Comment) -> Said:
        context = self._context
        return said(context.notebook.reader, context.sentences, self.topic, comment, context.person, date.today())

    def _told(self, first: Comment, *more: str) -> str:
        one = self._said(first)
        quote = (
            f"“{shortened(first.quote, QUOTE)}”" if first.quote else about_words(self._context.sentences, self.topic)
        )
        parts = (one.name, one.time, *more, quote, one.text)
        return ", ".join(part for part in parts if part)

    def _dress(self) -> None:
        look = "comment_active" if self.active else "comment" if self.topic.open else "comment_done"
        if self.property("look") != look:
            self.setProperty("look", look)
            self.style().unpolish(self)
            self.style().polish(self)
