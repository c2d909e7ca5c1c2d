"""One visit of a day, or the day itself, as a card: its name, and what one takes from it, to be written here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from db.records import Takeaway
from db.wording import has_words
from desktop.editor.composition import full_text
from desktop.editor.fields import set_look
from desktop.editor.outline_editor import OutlineEditor
from desktop.models.day import Part, writer_of
from desktop.panes.history.history_button import history_button
from desktop.panes.lifting import lift_takeaway
from desktop.panes.parts import Elided, Press, button, label, line
from desktop.signs import sign_pixmap

if TYPE_CHECKING:
    from desktop.panes.writing import WritingPage


class PartCard(QFrame):
    """pending: the takeaway that is made when somebody begins to type, where there is none yet.

    finished: Ctrl+Enter in an editor. away_asked: id of a takeaway that goes into the bin.
    """

    finished = Signal(OutlineEditor)
    away_asked = Signal(str)

    def __init__(self, page: WritingPage, part: Part, pending: Takeaway | None) -> None:
        super().__init__()
        self._page, self.part = page, part
        self.editors: list[OutlineEditor] = []
        self._signs: dict[str, QLabel] = {}
        self._tools: dict[str, list[QWidget]] = {}
        self.setProperty("look", "card")
        px = page.context.theme.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(14), px(10), px(10), px(12))
        self._column.setSpacing(px(4))
        for number, takeaway in enumerate(part.own or filter(None, (pending,))):
            self._column.addLayout(self._head(takeaway, first=number == 0))
            self._column.addLayout(page.conflicts.place(takeaway.id))
            self._column.addLayout(page.review.reasons.place(takeaway.id))
            self._column.addWidget(self._editor(takeaway))
        if not part.visit:
            for takeaway in part.others:
                self._column.addLayout(self._other(takeaway))

    @property
    def empty(self) -> bool:
        """Whether there is nothing of one's own yet."""
        return not any(has_words(full_text(editor)) for editor in self.editors)

    @property
    def due(self) -> bool:
        """Whether a takeaway of this visit is waited for: not of one where the writer was absent."""
        return bool(self.part.visit) and self.empty and not self.part.absent

    def mark(self, following: bool) -> None:
        """following: it is the next to be written."""
        set_look(self, "card_next" if following else "card")

    def show_state(self, takeaway_id: str, state: str) -> None:
        """The sign of one's own takeaway."""
        sign = self._signs[takeaway_id]
        state = "absent" if state == "empty" and self.part.absent else state
        sign.setPixmap(sign_pixmap(state, self._page.context.theme, 12, 2.0))
        sign.setToolTip(self._page.context.sentences(f"window.state.{state}"))
        sign.setAccessibleName(sign.toolTip())

    def show_tools(self, takeaway_id: str, *, stored: bool) -> None:
        """What can be done with a takeaway, once there is one."""
        for tool in self._tools[takeaway_id]:
            tool.setVisible(stored)

    def _head(self, takeaway: Takeaway, *, first: bool) -> QHBoxLayout:
        theme, say = self._page.context.theme, self._page.context.sentences
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self._signs[takeaway.id] = label("")
        row.addWidget(self._signs[takeaway.id])
        if first:
            for widget in self._title():
                row.addWidget(widget)
        row.addStretch(1)
        name = say("editor.takeaways.name", name=self.part.name)
        self._tools[takeaway.id] = [
            self._tool("flag", "implications.lift", partial(lift_takeaway, self._page, takeaway.id)),
            history_button(self._page, takeaway.id, name),
            self._tool("trash", "editor.delete", partial(self.away_asked.emit, takeaway.id)),
        ]
        for tool in self._tools[takeaway.id]:
            row.addStrut(tool.sizeHint().height())  # the first letter must not move the line it is typed in
            row.addWidget(tool)
        if first and self.part.visit and self.part.others:
            others = button(say("day.others", count=len(self.part.others)), "link")
            others.clicked.connect(partial(self._page.open_requested.emit, self.part.others[0].id))
            row.addWidget(others)
        return row

    def _title(self) -> list[QWidget]:
        part, theme = self.part, self._page.context.theme
        if not part.visit:
            return [label(part.name, "name")]
        times = label(part.times, "second")
        times.setFont(theme.font(13, tabular=True))
        words = Elided(part.name, "name")
        words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        words.setMinimumWidth(theme.px(80))
        name = Press(theme)
        name.setLayout(line(words, stretch=False))
        name.layout().setContentsMargins(*(theme.px(side) for side in (4, 2, 4, 2)))  # type: ignore[union-attr]
        name.setAccessibleName(part.name)
        name.pressed.connect(partial(self._page.open_requested.emit, part.visit))
        found: list[QWidget] = [times, name] if part.times else [name]
        if part.absent:
            say = self._page.context.sentences
            words = Elided(" · ".join(filter(None, (say("window.state.absent"), part.reason))), "second")
            words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            words.setMinimumWidth(theme.px(40))
            found.append(words)
        return found

    def _tool(self, icon: str, key: str, do: Callable[[], object]) -> QToolButton:
        theme, say = self._page.context.theme, self._page.context.sentences
        press = QToolButton()
        press.setIcon(theme.icon(icon, "ink3", 18))
        press.setIconSize(QSize(theme.px(18), theme.px(18)))
        press.setToolTip(say(key))
        press.setAccessibleName(f"{say(key)}: {self.part.name}")
        press.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        press.setEnabled(not self._page.context.notebook.read_only)
        press.clicked.connect(lambda: do())
        return press

    def _editor(self, takeaway: Takeaway) -> OutlineEditor:
        say = self._page.context.sentences
        editor = self._page.fields.outline(takeaway, "text", say("editor.takeaways.name", name=self.part.name))
        here = (
            "day.absent_here" if self.part.absent else "editor.takeaways.here" if self.part.visit else "day.remark_here"
        )
        editor.setPlaceholderText(say(here))
        editor.finished.connect(partial(self.finished.emit, editor))
        self.editors.append(editor)
        return editor

    def _other(self, takeaway: Takeaway) -> QVBoxLayout:
        """What somebody else says about the day, to be read."""
        say, context = self._page.context.sentences, self._page.context
        column = QVBoxLayout()
        column.setContentsMargins(0, context.theme.px(8), 0, 0)
        name = writer_of(context.notebook.reader, takeaway) or say("editor.takeaways.unsigned")
        column.addWidget(label(name, "strong"))
        column.addLayout(self._page.conflicts.place(takeaway.id, may_write=False))
        words = self._page.fields.outline(takeaway, "text", say("editor.takeaways.name", name=name))
        words.setReadOnly(True)
        column.addWidget(words)
        return column
