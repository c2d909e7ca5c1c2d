"""One implication: when it can be done, what it says, what it rests on, and its place among the others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.focus import take_focus
from desktop.models.implications import ICONS, Link, Shown
from desktop.panes.flow import FlowLayout
from desktop.panes.history.history_button import history_button
from desktop.panes.implications.picker import EvidencePicker
from desktop.panes.parts import Elided, Press, button, clear, label, line, picture
from desktop.signs import sign_pixmap

if TYPE_CHECKING:
    from desktop.panes.writing import WritingPage

HORIZON = 130
"""Width of the field for when; px at 100 %."""


class ImplicationCard(QFrame):
    """shown: what it shows; see `show_links` for what may change of it.

    finished: Ctrl+Enter. edge_passed: the caret left the text upwards (-1) or downwards (1). shifted: up (-1) or down
    (1) among the others. away_asked: into the bin. linked: id of what it rests on too. unlinked: id of a link. picking:
    what offers evidence is shown.
    """

    finished = Signal()
    edge_passed = Signal(int)
    shifted = Signal(int)
    away_asked = Signal()
    linked = Signal(str)
    unlinked = Signal(str)
    picking = Signal(QWidget)

    def __init__(self, page: WritingPage, shown: Shown) -> None:
        super().__init__()
        self._page, self.id = page, shown.record.id
        self._links: tuple[Link, ...] | None = None
        theme, say = page.context.theme, page.context.sentences
        reading = page.context.notebook.read_only
        self.setProperty("look", "card")
        self.place = label("", "name")
        self.state = label("")
        self.horizon = page.fields.line(shown.record, "horizon", say("fields.field.horizon"), look="header")
        self.horizon.setPlaceholderText(say("implications.horizon"))
        self.horizon.setFixedWidth(theme.px(HORIZON))
        self.editor = page.fields.outline(shown.record, "text", say("fields.kind.implication"))
        self.editor.setPlaceholderText(say("implications.here"))
        self.editor.finished.connect(self.finished)
        self.editor.edge_passed.connect(self.edge_passed)
        self.horizon.returnPressed.connect(partial(take_focus, self.editor))
        self._up = self._tool("up", "implications.up", partial(self.shifted.emit, -1))
        self._down = self._tool("down", "implications.down", partial(self.shifted.emit, 1))
        self._picker: EvidencePicker | None = None
        self.more = button(say("implications.more"), "link", icon="plus", theme=theme)
        self.more.clicked.connect(self.pick)
        self.more.setEnabled(not reading)
        self._evidence = FlowLayout(theme.px(6), theme.px(6))
        self._lay_out(shown)
        self.show_links(shown)

    def _lay_out(self, shown: Shown) -> None:
        px = self._page.context.theme.px
        head = QHBoxLayout()
        head.setSpacing(px(8))
        for widget in (self.state, self.place, self.horizon):
            head.addWidget(widget)
        head.addStretch(1)
        history = history_button(self._page, self.id, self._page.context.sentences("fields.kind.implication"))
        away = self._tool("trash", "editor.delete", self.away_asked.emit)
        for tool in (self._up, self._down, history, away):
            head.addWidget(tool)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(8), px(10), px(12))
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addLayout(self._page.conflicts.place(self.id))
        column.addLayout(self._page.review.reasons.place(self.id))
        column.addWidget(self.editor)
        column.addLayout(self._evidence)

    @property
    def picker(self) -> EvidencePicker:
        """What offers evidence; made when it is wanted."""
        if self._picker is None:
            self._picker = EvidencePicker(self._page.context)
            self._picker.chosen.connect(self.linked)
            self._picker.ended.connect(self.end_picking)
            self._column.addWidget(self._picker)
        return self._picker

    def number(self, number: int, count: int) -> None:
        """number: its place, from 1, among count."""
        self.place.setText(str(number))
        reading = self._page.context.notebook.read_only
        self._up.setEnabled(number > 1 and not reading)
        self._down.setEnabled(number < count and not reading)

    def show_state(self, state: str) -> None:
        """The sign of the entry's state."""
        self.state.setPixmap(sign_pixmap(state, self._page.context.theme, 12, 2.0))
        self.state.setToolTip(self._page.context.sentences(f"window.state.{state}"))
        self.state.setAccessibleName(self.state.toolTip())

    def show_links(self, shown: Shown) -> None:
        """What it rests on now."""
        if shown.links == self._links:
            return
        self._links = shown.links
        held = self.more.hasFocus()
        self.more.setParent(None)
        clear(self._evidence)
        if shown.bare:
            self._evidence.addWidget(self._warning())
        for link in shown.links:
            self._evidence.addWidget(self._chip(link))
        self._evidence.addWidget(self.more)
        self.more.show()
        if held:
            take_focus(self.more)
        if self._picker is not None:
            self._picker.follow([link.object_id for link in shown.links])

    def pick(self) -> None:
        """Offer what can be evidence."""
        self.picker.begin([link.object_id for link in self._links or ()])
        self.picking.emit(self.picker)

    def end_picking(self) -> None:
        """Put the offers away; the focus goes back to where they came from."""
        self.picker.hide()
        take_focus(self.more)

    def _warning(self) -> QWidget:
        theme, say = self._page.context.theme, self._page.context.sentences
        box = QWidget()
        box.setLayout(
            line(picture(theme, "warning", "amber", 16), label(say("implications.bare"), "warning"), stretch=False)
        )
        return box

    def _chip(self, link: Link) -> QFrame:
        theme, say = self._page.context.theme, self._page.context.sentences
        words = " · ".join(filter(None, (link.name, link.within)))
        if link.gone:
            words = say("implications.gone", name=link.name)
        press = Press(theme)
        name = Elided(words)
        name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        name.setMinimumWidth(theme.px(40))
        inside = line(picture(theme, ICONS[link.kind], "ink2", 15), name, spacing=theme.px(6), stretch=False)
        inside.setContentsMargins(theme.px(8), theme.px(4), theme.px(4), theme.px(4))
        press.setLayout(inside)
        press.setAccessibleName(say("implications.open", name=words))
        press.setEnabled(not link.gone)
        press.pressed.connect(partial(self._page.open_requested.emit, link.object_id))
        away = self._tool("close", "implications.unlink", partial(self.unlinked.emit, link.id))
        away.setAccessibleName(say("implications.unlink_named", name=words))
        chip = QFrame()
        chip.setProperty("look", "well")
        row = line(press, away, spacing=0, stretch=False)
        row.setStretch(0, 1)
        chip.setLayout(row)
        return chip

    def _tool(self, icon: str, key: str, do: Callable[[], object]) -> QToolButton:
        theme, say = self._page.context.theme, self._page.context.sentences
        press = QToolButton()
        press.setIcon(theme.icon(icon, "ink3", 16))
        press.setIconSize(QSize(theme.px(16), theme.px(16)))
        press.setToolTip(say(key))
        press.setAccessibleName(say(key))
        press.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        press.setEnabled(not self._page.context.notebook.read_only)
        press.clicked.connect(lambda: do())
        return press
