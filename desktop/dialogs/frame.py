"""The shape all dialogs share: a navy title, the body, and one line with what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.panes.parts import Fitting, button, label, rule

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences


class Dialog(QDialog):
    """body: the layout to fill. reason: the line left of the buttons that says why something is not possible."""

    def __init__(self, theme: Theme, sentences: Sentences, title: str, second: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.theme, self.sentences = theme, sentences
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        px = theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(px(24), px(18), px(24), px(14))
        head.setSpacing(px(2))
        head.addWidget(label(title, "section"))
        self.second = label(second, "second", wrap=True)
        self.second.setVisible(bool(second))
        head.addWidget(self.second)
        outer.addLayout(head)
        outer.addWidget(rule())
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(px(24), px(16), px(24), px(18))
        self.body.setSpacing(px(6))
        area = self.page = Fitting(px(120))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)  # a small screen, large letters
        area.hold(inner)
        outer.addWidget(area, 1)
        outer.addWidget(rule())
        self.reason = label("", "error", wrap=True)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(px(24), px(12), px(24), px(12))
        self._foot.setSpacing(px(8))
        self._foot.addWidget(self.reason, 1)
        outer.addLayout(self._foot)

    def ask_width(self, width: int, height: int = 0) -> None:
        """At least width px at 100 %, and height where that is given, as far as the screen has room."""
        room = self.screen().availableGeometry().size()
        self.setMaximumSize(room)
        self.setMinimumWidth(min(self.theme.px(width), room.width()))
        if height:
            self.resize(min(self.theme.px(width), room.width()), min(self.theme.px(height), room.height()))

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words need, where the screen has room: Qt itself stops at two thirds of the screen."""
        super().showEvent(event)
        self._stack_buttons()
        layout, room = self.layout(), self.screen().availableGeometry().height()
        if layout is not None and not event.spontaneous():
            wanted = max(layout.totalHeightForWidth(self.width()), layout.totalSizeHint().height())
            if self.height() < min(wanted, room):
                self.resize(self.width(), min(wanted, room))
            self._keep_on_screen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is longer than the screen is read by the keys that turn pages."""
        bar, pages = self.page.verticalScrollBar(), {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.key() in pages and bar.maximum():
            bar.setValue(bar.value() + pages[Qt.Key(event.key())] * bar.pageStep())
        else:
            super().keyPressEvent(event)

    def _keep_on_screen(self) -> None:
        """Qt placed it before it grew: its last line would be below the screen."""
        screen, top = self.screen().availableGeometry(), self.frameGeometry().top()
        highest = screen.bottom() + 1 - self.frameGeometry().height()
        fitting = max(screen.top(), min(top, highest))
        if fitting != top:
            self.move(self.frameGeometry().left(), fitting)

    def _stack_buttons(self) -> None:
        """Side by side, or one below the other where the screen is too narrow for that."""
        self._foot.setDirection(QBoxLayout.Direction.LeftToRight)
        wide = self._foot.minimumSize().width() > self.screen().availableGeometry().width()
        if wide:
            self._foot.setDirection(QBoxLayout.Direction.TopToBottom)

    def add_button(self, text: str, look: str = "", *, default: bool = False) -> QPushButton:
        """A button at the right of the last line. default: Enter presses it."""
        answer = button(text, look)
        answer.setAutoDefault(default)
        answer.setDefault(default)
        self._foot.addWidget(answer, 0, Qt.AlignmentFlag.AlignRight)
        return answer

    def add_field(self, text: str, field: QWidget, hint: str = "") -> None:
        """A labelled field under the others. hint: small words under it."""
        name = label(text, "small")
        name.setBuddy(field)
        field.setAccessibleName(text)
        self.body.addWidget(name)
        self.body.addWidget(field)
        if hint:
            self.body.addWidget(label(hint, "small", wrap=True))
        self.body.addSpacing(self.theme.px(6))
