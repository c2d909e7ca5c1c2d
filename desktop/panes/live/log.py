"""What was asked until now: question, answer and names under each other, the time beside them; a row opens by Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.dates import clock
from desktop.focus import take_focus
from desktop.panes.parts import Press, clear, label, line, picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.models.talk import Said
    from desktop.theme import Theme
    from resources import Sentences

COLUMN = 920
"""Widest column; px at 100 %."""
INDENT = 28
"""Of what follows another question."""


class SaidRow(Press):
    """One question with its answer. opened: Enter or a click. moved: Alt+Up (-1) or Alt+Down (+1)."""

    opened = Signal(str)
    moved = Signal(str, int)

    def __init__(self, theme: Theme, say: Sentences, said: Said) -> None:
        super().__init__(theme)
        px, question = theme.px, said.question
        self.question_id = question.id
        self.setAccessibleName(", ".join(filter(None, (question.question, question.answer, said.asker, said.answerer))))
        self.pressed.connect(lambda: self.opened.emit(question.id))
        grid = QGridLayout(self)
        grid.setContentsMargins(px(22), px(8), px(22), px(8))
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(3))
        time = label(clock(question.asked_at or ""), "time")
        time.setFixedWidth(px(52))
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(time, 0, 0, top | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(letter("Q", "q_letter", theme), 0, 1, top)
        grid.addWidget(label(question.question, "name", wrap=True), 0, 2)
        if said.answered:
            grid.addWidget(letter("A", "a_letter", theme), 1, 1, top)
            grid.addWidget(label(question.answer.strip().replace("**", ""), "said", wrap=True), 1, 2)
        names = " → ".join(filter(None, (said.asker, said.answerer)))
        below: list[QWidget] = [] if said.answered else [label(say("live.no_answer"), "second")]
        below += [label(names, "small")] if names else []
        if question.check_later:
            below += [picture(theme, "flag", "amber", 14), label(say("live.later"), "warning")]
        if below:
            grid.addLayout(line(*below, spacing=px(8)), 2, 2)
        grid.setColumnMinimumWidth(0, px(52 + INDENT * said.depth))
        grid.setColumnStretch(2, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = move_of(event)
        if by:
            self.moved.emit(self.question_id, by)
        else:
            super().keyPressEvent(event)


class Log(QScrollArea):
    """opened: id of the question to go on with. moved: id, and -1 or +1."""

    opened = Signal(str)
    moved = Signal(str, int)

    def __init__(self, theme: Theme, say: Sentences) -> None:
        super().__init__()
        self._theme, self._say = theme, say
        self.rows: dict[str, SaidRow] = {}
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(0, theme.px(16), 0, theme.px(8))
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(4))
        outer.addLayout(self._column)
        outer.addStretch(1)
        self.setWidget(inner)
        self.verticalScrollBar().rangeChanged.connect(lambda _, last: self._to_end(last))
        self._end = False

    def show_said(self, said: Sequence[Said]) -> None:
        """Show these, the last one in sight. The row that had the focus keeps it."""
        held = next((each for each, row in self.rows.items() if row.hasFocus()), "")
        clear(self._column)
        self.rows = {}
        for each in said:
            row = self.rows[each.question.id] = SaidRow(self._theme, self._say, each)
            row.opened.connect(self.opened)
            row.moved.connect(self.moved)
            self._column.addWidget(row)
        if not said:
            self._column.addWidget(label(self._say("live.log.empty"), "second", wrap=True))
        self._end = not held
        if held in self.rows:
            take_focus(self.rows[held])
            QTimer.singleShot(0, self, lambda: self.reveal(held))

    def reveal(self, question_id: str) -> bool:
        """Let a question be seen; False where it is not here."""
        row = self.rows.get(question_id)
        if row is not None:
            self.ensureWidgetVisible(row)
        return row is not None

    def _to_end(self, last: int) -> None:
        if self._end:
            self.verticalScrollBar().setValue(last)


def letter(text: str, name: str, theme: Theme, above: int = 0) -> QLabel:
    """Q or A at the left of its text. above: room over it, px at 100 %."""
    answer = QLabel(text)
    answer.setObjectName(name)
    answer.setFixedWidth(theme.px(18))
    answer.setContentsMargins(0, theme.px(above), 0, 0)
    return answer


def move_of(event: QKeyEvent) -> int:
    """-1 for Alt+Up, +1 for Alt+Down, else 0."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.AltModifier:
        return 0
    return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
