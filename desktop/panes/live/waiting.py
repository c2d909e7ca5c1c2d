"""Beside what is being said: questions that wait for an answer, to be ticked off; what is to be checked; the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from db.wording import has_words
from desktop.dates import clock
from desktop.focus import take_focus
from desktop.panes.live.log import move_of
from desktop.panes.parts import Elided, Press, clear, label, line, picture

if TYPE_CHECKING:
    from desktop.models.talk import Said, Talk
    from desktop.theme import Theme
    from resources import Sentences


class WaitingCard(Press):
    """A question without an answer. Enter or a click goes on with it, Space ticks it, Alt+Up and Alt+Down move it."""

    opened = Signal(str)
    ticked = Signal(str)
    moved = Signal(str, int)

    def __init__(self, theme: Theme, say: Sentences, said: Said) -> None:
        super().__init__(theme, "card")
        px, question = theme.px, said.question
        self.question_id = question.id
        asked = question.asked or not question.prepared
        row = QHBoxLayout(self)
        row.setContentsMargins(px(6 + 14 * said.depth), px(6), px(10), px(8))
        row.setSpacing(px(6))
        tick = QToolButton()
        tick.setIcon(theme.icon("check" if asked else "circle", "accent" if asked else "ink3", 16))
        tick.setIconSize(QSize(px(16), px(16)))
        tick.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Space on the card does it
        tick.setToolTip(say("live.untick" if asked else "live.tick"))
        tick.setAccessibleName(tick.toolTip())
        tick.setVisible(question.prepared)
        tick.clicked.connect(lambda: self.ticked.emit(question.id))
        row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setSpacing(px(2))
        beside.addWidget(label(question.question or say("live.no_question"), "", wrap=True))
        when = clock(question.asked_at or "") if asked else say("live.prepared")
        detail = " · ".join(filter(None, (when, said.asker)))
        beside.addWidget(label(detail, "small"))
        row.addLayout(beside, 1)
        self.setAccessibleName(", ".join(filter(None, (question.question, detail))))
        self.setAccessibleDescription(say("live.waiting_keys"))
        self.pressed.connect(lambda: self.opened.emit(question.id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if by := move_of(event):
            self.moved.emit(self.question_id, by)
        elif event.key() == Qt.Key.Key_Space:
            self.ticked.emit(self.question_id)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class Waiting(QScrollArea):
    """opened: id of a question or note to go on with. ticked, moved: of a question."""

    opened = Signal(str)
    ticked = Signal(str)
    moved = Signal(str, int)

    def __init__(self, theme: Theme, say: Sentences) -> None:
        super().__init__()
        self._theme, self._say = theme, say
        self.cards: dict[str, WaitingCard] = {}
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(theme.px(22), theme.px(18), theme.px(18), theme.px(18))
        self._column.setSpacing(theme.px(6))
        self.setWidget(inner)

    def show_talk(self, talk: Talk, current: str) -> None:
        """current: what is being written now; it waits for nothing, and is not listed."""
        held = next((each for each, card in self.cards.items() if card.hasFocus()), "")
        clear(self._column)
        self.cards = {}
        waiting = [each for each in talk.waiting if each.question.id != current]
        self._head("live.waiting", len(waiting))
        for said in waiting:
            card = self.cards[said.question.id] = WaitingCard(self._theme, self._say, said)
            for signal, own in ((card.opened, self.opened), (card.ticked, self.ticked), (card.moved, self.moved)):
                signal.connect(own)
            self._column.addWidget(card)
        if not waiting:
            self._column.addWidget(label(self._say("live.waiting_none"), "small", wrap=True))
        if talk.later:
            self._column.addSpacing(self._theme.px(14))
            self._head("live.later", len(talk.later), "amber")
        for said in talk.later:
            self._row(said.question.id, said.question.question, clock(said.question.asked_at or ""), "flag")
        notes = [each for each in talk.notes if each.id != current]
        if notes:
            self._column.addSpacing(self._theme.px(14))
            self._head("live.notes", len(notes))
        for note in reversed(notes):
            first = note.heading or next((each for each in note.text.split("\n") if has_words(each)), "")
            self._row(note.id, first or self._say("editor.empty"), clock(note.noted_at or ""), "")
        self._column.addStretch(1)
        if held in self.cards:
            take_focus(self.cards[held])

    def begin(self) -> bool:
        """Put the focus on the first that waits; False where nothing does."""
        first = next(iter(self.cards.values()), None)
        if first is not None:
            take_focus(first)
        return first is not None

    def _head(self, key: str, count: int, token: str = "") -> None:
        number = label(str(count), "warning" if token and count else "second")
        self._column.addLayout(line(label(self._say(key), "strong"), number, spacing=self._theme.px(8)))

    def _row(self, object_id: str, words: str, time: str, icon: str) -> None:
        row = Press(self._theme)
        row.setAccessibleName(", ".join(filter(None, (words, time))))
        row.pressed.connect(lambda: self.opened.emit(object_id))
        inside = QHBoxLayout(row)
        inside.setContentsMargins(self._theme.px(4), self._theme.px(4), self._theme.px(4), self._theme.px(4))
        inside.setSpacing(self._theme.px(8))
        if icon:
            inside.addWidget(picture(self._theme, icon, "amber", 14))
        inside.addWidget(Elided(words), 1)
        inside.addWidget(label(time, "small"))
        self._column.addWidget(row)
