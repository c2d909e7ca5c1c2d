"""The row of marks above the editor: what a line can be, and what can be put in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence, QPainter, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from desktop.editor.painting import paint_mark

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences

MARKS = (("□", "section"), ("◇", "heading"), ("○", "item"), ("-", "sub"), ("※", "note"), ("▲", "figure"))
TOOLS = (
    ("outdent", "outdent", "Shift+Tab"),
    ("indent", "indent", "Tab"),
    ("bold", "bold", "Ctrl+B"),
    ("table", "table", "Ctrl+T"),
    ("link", "link", "Ctrl+K"),
)
MORE_MARKS = (("·", "third", "Ctrl+7"), ("1)", "number", "Ctrl+8"), ("*", "footnote", "Ctrl+9"))
MORE_TOOLS = (("renumber", "Ctrl+Shift+8"), ("emphasis", "Ctrl+Shift+E"), ("code", "Ctrl+Shift+M"))
NARROW = 800
"""px at 100 % below which the buttons show their marks only."""


class MarkBar(QWidget):
    """mark_chosen: one of the marks. tool_chosen: a name of TOOLS or MORE_TOOLS. preview_toggled: shown or not."""

    mark_chosen = Signal(str)
    tool_chosen = Signal(str)
    preview_toggled = Signal(bool)

    def __init__(self, theme: Theme, sentences: Sentences, page: QWidget) -> None:
        super().__init__(page)
        self._theme = theme
        self.buttons: dict[str, QToolButton] = {}
        self.entries: list[QAction] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(15), theme.px(3), theme.px(14), theme.px(3))
        layout.setSpacing(theme.px(2))
        for number, (mark, name) in enumerate(MARKS, start=1):
            self._button(layout, name, sentences(f"editor.mark.{name}"), f"Ctrl+{number}", mark_icon(theme, mark), page)
            self.buttons[name].clicked.connect(partial(self.mark_chosen.emit, mark))
            self.buttons[name].setCheckable(True)
        upright = QFrame()
        upright.setObjectName("tools_line")
        upright.setFixedSize(1, theme.px(16))
        layout.addSpacing(theme.px(4))
        layout.addWidget(upright)
        layout.addSpacing(theme.px(4))
        for name, icon, keys in TOOLS:
            self._button(layout, name, sentences(f"editor.tool.{name}"), keys, theme.icon(icon), page)
            self.buttons[name].setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            self.buttons[name].clicked.connect(partial(self.tool_chosen.emit, name))
        self._more(layout, sentences, page)
        layout.addStretch(1)
        self._button(layout, "preview", sentences("editor.tool.preview"), "F9", theme.icon("eye"), page)
        self.preview = self.buttons["preview"]
        self.preview.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.preview.setCheckable(True)
        self.preview.toggled.connect(self.preview_toggled)

    def _more(self, layout: QHBoxLayout, sentences: Sentences, page: QWidget) -> None:
        """What is used less often, in a menu; its keys work in the whole page."""
        self._button(layout, "more", sentences("editor.tool.more"), "", self._theme.icon("more"), page)
        press = self.buttons["more"]
        press.setToolTip(sentences("editor.tool.more"))
        press.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        press.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(press)
        press.setMenu(menu)
        for mark, name, keys in MORE_MARKS:
            self._entry(menu, f"{mark}  {sentences(f'editor.mark.{name}')}", keys, page).triggered.connect(
                partial(self.mark_chosen.emit, mark)
            )
        menu.addSeparator()
        for name, keys in MORE_TOOLS:
            self._entry(menu, sentences(f"editor.tool.{name}"), keys, page).triggered.connect(
                partial(self.tool_chosen.emit, name)
            )

    def _entry(self, menu: QMenu, words: str, keys: str, page: QWidget) -> QAction:
        action = QAction(words, page)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        page.addAction(action)
        menu.addAction(action)
        self.entries.append(action)
        return action

    def show_writable(self, writable: bool) -> None:
        """Offer what changes lines, or only the preview."""
        for name, button in self.buttons.items():
            button.setEnabled(writable or name == "preview")
        for action in self.entries:
            action.setEnabled(writable)

    def show_mark(self, mark: str) -> None:
        """Mark the button of the caret's line."""
        for sign, name in MARKS:
            self.buttons[name].setChecked(sign == mark)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self._theme.px(NARROW)
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for _, name in MARKS:
            self.buttons[name].setToolButtonStyle(style)

    def _button(self, layout: QHBoxLayout, name: str, words: str, keys: str, icon: QIcon, page: QWidget) -> None:
        button = QToolButton(self)
        button.setText(words)
        button.setToolTip(f"{words} ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})")
        button.setAccessibleName(words)
        button.setIcon(icon)
        button.setIconSize(QSize(self._theme.px(18), self._theme.px(18)))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        layout.addWidget(button)
        self.buttons[name] = button
        if keys and "Tab" not in keys:
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)


def mark_icon(theme: Theme, mark: str) -> QIcon:
    """The mark as a button shows it."""
    side = theme.px(18)
    picture = QPixmap(side * 2, side * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mark in "□◇○▲":
        size = {"□": 10, "◇": 12, "○": 11, "▲": 13}[mark]
        painter.setPen(theme.color("mark"))
        paint_mark(painter, theme, mark, QPointF(side / 2, side / 2), theme.px(size))
    else:
        painter.setFont(theme.font(15, bold=True))
        painter.setPen(theme.color("mark"))
        painter.drawText(0, 0, side, side, Qt.AlignmentFlag.AlignCenter, mark)
    painter.end()
    return QIcon(picture)
