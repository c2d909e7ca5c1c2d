"""Messages in place: one sentence, what to do, and nothing in the way of writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.messages import Level, Message
from desktop.panes.parts import button, label, picture

if TYPE_CHECKING:
    from desktop.messages import Messages, Step
    from desktop.operations import Task
    from desktop.theme import Theme
    from resources import Sentences

SHOWN = 3
ICONS = {Level.ERROR: ("error", "red"), Level.WARNING: ("warning", "amber"), Level.INFO: ("info", "blue")}


class Bands(QWidget):
    """The messages that are not closed yet, newest on top, at most SHOWN of them."""

    def __init__(self, messages: Messages, theme: Theme, sentences: Sentences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._sentences = theme, sentences
        self._shown: list[Message] = []
        self._layout = QVBoxLayout(self)
        self.setVisible(False)
        messages.told.connect(self.show_message)
        messages.withdrawn.connect(self.withdraw)

    def show_message(self, message: Message) -> None:
        """Show message above the others, in the place of one with the same topic; those that stay are on top."""
        shown = [message, *(other for other in self._shown if other.topic != message.topic)]
        self._shown = sorted(shown, key=lambda each: not each.stays)[:SHOWN]
        self._draw()

    def withdraw(self, topic: str) -> None:
        self._shown = [message for message in self._shown if message.topic != topic]
        self._draw()

    def speak(self, theme: Theme, sentences: Sentences) -> None:
        """Say the same in another language or size."""
        self._theme, self._sentences = theme, sentences
        self._draw()

    def texts(self) -> list[str]:
        """The sentences on screen, from the top."""
        return [message.text(self._sentences) for message in self._shown]

    def _draw(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        px = self._theme.px
        self._layout.setContentsMargins(px(16), px(8), px(16), px(8))
        self._layout.setSpacing(px(6))
        for message in self._shown:
            band = self._band(message)
            self._layout.addWidget(band)
            band.show()  # at once: what Qt has yet to show has no height
        self.setVisible(bool(self._shown))
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show):
            self._fit()
        return done

    def _fit(self) -> None:
        """Hold the height that wrapped words need: the window's layout would squeeze them for the page's sake."""
        height = max(0, self._layout.totalHeightForWidth(self.width())) if self._shown else 0
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def _band(self, message: Message) -> QFrame:
        px = self._theme.px
        band = QFrame()
        band.setProperty("look", f"band_{message.level}")
        icon, token = ICONS[message.level]
        layout = QHBoxLayout(band)
        layout.setContentsMargins(px(14), px(7), px(8), px(7))
        layout.setSpacing(px(10))
        layout.addWidget(picture(self._theme, icon, token, 18))
        words = label(message.text(self._sentences), wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        band.setAccessibleName(words.text())
        layout.addWidget(words, 1)
        if message.task is not None:
            layout.addWidget(self._bar(message.task))
        for step in message.steps:
            layout.addWidget(self._step(step, message))
        if not message.stays:
            close = button(self._sentences("window.band.close"), "quiet")
            close.clicked.connect(lambda: self.withdraw(message.topic))
            layout.addWidget(close)
        return band

    def _bar(self, task: Task) -> QProgressBar:
        """How far task is; until it says so, only that it goes on."""
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(self._theme.px(140))
        bar.setAccessibleName(self._sentences("window.working.progress"))

        def show(done: int, total: int) -> None:
            bar.setRange(0, total)
            bar.setValue(done)

        task.progress.connect(show)
        return bar

    def _step(self, step: Step, message: Message) -> QWidget:
        press = button(self._sentences(step.key))
        if not message.stays:
            press.clicked.connect(lambda: self.withdraw(message.topic))
        press.clicked.connect(lambda: step.do())
        return press
