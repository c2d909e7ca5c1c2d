"""The tool bar: the way back and forward, undo and redo, finding, and the window's one primary button."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from desktop.panes.parts import button

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.actions import Actions
    from desktop.theme import Theme
    from resources import Sentences

PRIMARY = {"export": "document", "tour": "calendar", "submit_day": "export", "send_answer": "export"}
"""Actions that may be the primary button, and their icons."""
NARROW = 620
"""px at 100 %: of the bar's width below which only the primary button has words."""
TOOLS = ("back", "forward", "|", "undo", "redo", "|", "search")


class ToolPane(QWidget):
    """Buttons for actions that the menus have too. need: answers what who writes here needs most, if anything."""

    primary: QPushButton | None = None

    def __init__(
        self, theme: Theme, sentences: Sentences, actions: Actions, need: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("tools")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(42))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(12), 0, theme.px(16), theme.px(6))
        layout.setSpacing(theme.px(1))
        self._drawer: list[QWidget] = [_tool(theme, actions, "navigator"), _upright(theme)]
        rest = [_upright(theme) if name == "|" else _tool(theme, actions, name) for name in TOOLS]
        for part in (*self._drawer, *rest):
            layout.addWidget(part)
        self.show_drawer(False)
        layout.addStretch(1)
        self.receive = button(sentences("window.tools.receive"), icon="import", theme=theme)
        self._words = self.receive.text()
        self.receive.setAccessibleName(self._words)
        layout.addWidget(self.receive)
        _follow(self.receive, actions["receive"])
        layout.addSpacing(theme.px(8))
        self._theme, self._sentences, self._actions = theme, sentences, actions
        self._right, self._need, self._shown = layout, need, ""
        self._show_need()
        self._narrow = theme.px(NARROW)

    def follow(self, changes: Changes) -> None:
        """With the first visit, say, another action is needed most."""
        if changes.kinds & {"visit", "person"}:
            self._show_need()

    def _show_need(self) -> None:
        primary = self._need()
        if primary == self._shown:
            return
        self._shown = primary
        if self.primary is not None:
            self.primary.hide()
            self.primary.deleteLater()
            self.primary = None
        if primary:
            words, theme = self._sentences(f"window.tools.{primary}"), self._theme
            self.primary = button(words, "primary", icon=PRIMARY[primary], theme=theme)
            self._right.addWidget(self.primary)
            _follow(self.primary, self._actions[primary])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the outlined button is a sign."""
        super().resizeEvent(event)
        self.receive.setText("" if self.width() < self._narrow else self._words)

    def show_drawer(self, shown: bool) -> None:
        """Whether the button that opens the navigator is there: it is where the navigator is a drawer."""
        for part in self._drawer:
            part.setVisible(shown)


def _follow(press: QPushButton, action: QAction) -> None:
    """press does what action does, and is there while that can be done. It has its place: else it is a window."""
    press.setToolTip(action.toolTip())
    press.clicked.connect(action.trigger)
    press.setVisible(action.isEnabled())
    action.enabledChanged.connect(press.setVisible)


def _tool(theme: Theme, actions: Actions, name: str) -> QToolButton:
    answer = QToolButton()
    answer.setDefaultAction(actions[name])
    answer.setIconSize(QSize(theme.px(20), theme.px(20)))
    answer.setAccessibleName(actions[name].text().replace("&", ""))
    answer.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return answer


def _upright(theme: Theme) -> QFrame:
    line = QFrame()
    line.setObjectName("tools_line")
    line.setFixedSize(1, theme.px(16))
    return line
