"""Messages in place: one sentence, what to do, and nothing in the way of writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.messages import Level, Message
from desktop.panes.parts import button, label, picture

if TYPE_CHECKING:
    from desktop.messages import Messages, Step
    from desktop.operations import Task
    from desktop.theme import Theme
    from resources import Sentences

SHOWN = 3
MOST = 0.4
"""How much of the width buttons may take beside the words."""
ICONS = {Level.ERROR: ("error", "red"), Level.WARNING: ("warning", "amber"), Level.INFO: ("info", "blue")}


class Bands(QWidget):
    """The messages that are not closed yet, newest on top, at most SHOWN of them."""

    def __init__(self, messages: Messages, theme: Theme, sentences: Sentences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._sentences = theme, sentences
        self._shown: list[Message] = []
        self._asked: QObject | None = None
        self._parted: list[tuple[QBoxLayout, QHBoxLayout]] = []
        self._layout = QVBoxLayout(self)
        self.setVisible(False)
        messages.told.connect(self.show_message)
        messages.withdrawn.connect(self.withdraw)

    def show_message(self, message: Message) -> None:
        """Show message above the others, in the place of one with the same topic, and news in the place of older news;
        those that stay are on top."""
        stay = (each for each in self._shown if each.topic != message.topic and not (each.news and message.news))
        shown = [message, *stay]
        self._shown = sorted(shown, key=lambda each: not each.stays)[:SHOWN]
        self._draw()

    def withdraw(self, topic: str) -> None:
        self._shown = [message for message in self._shown if message.topic != topic]
        self._draw()

    def speak(self, theme: Theme, sentences: Sentences) -> None:
        """Say the same in another language or size."""
        self._theme, self._sentences = theme, sentences
        self._draw()

    def give_way(self, question: QWidget) -> None:
        """What is only to be known waits until question, which stands below the bands, is answered or put off."""
        self._asked = question
        question.destroyed.connect(lambda: self._answered(question))
        self._draw()

    def _answered(self, question: QObject) -> None:
        if isValid(self) and self._asked is question:
            self._asked = None
            self._draw()

    def _seen(self) -> list[Message]:
        """The messages on screen, from the top."""
        waits = [each for each in self._shown if each.level is Level.INFO and not each.steps and each.task is None]
        return [each for each in self._shown if self._asked is None or each not in waits]

    def texts(self) -> list[str]:
        """The sentences on screen, from the top."""
        return [message.text(self._sentences) for message in self._seen()]

    def _draw(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        px = self._theme.px
        self._layout.setContentsMargins(px(16), px(8), px(16), px(8))
        self._layout.setSpacing(px(6))
        self._parted.clear()
        for message in self._seen():
            band = self._band(message)
            self._layout.addWidget(band)
            band.show()  # at once: what Qt has yet to show has no height
        self.setVisible(bool(self._seen()))
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show):
            self._fit()
        return done

    def _fit(self) -> None:
        """Hold the height that wrapped words need: the window's layout would squeeze them for the page's sake.

        Buttons that would take most of the line stand under the words.
        """
        for band, presses in self._parted:
            room = presses.sizeHint().width() <= self.width() * MOST
            way = QBoxLayout.Direction.LeftToRight if room else QBoxLayout.Direction.TopToBottom
            if band.direction() != way:
                band.setDirection(way)
        height = max(0, self._layout.totalHeightForWidth(self.width())) if self._seen() else 0
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def _band(self, message: Message) -> QFrame:
        px = self._theme.px
        band = QFrame()
        band.setProperty("look", f"band_{message.level}")
        icon, token = ICONS[message.level]
        layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, band)
        layout.setContentsMargins(px(14), px(7), px(8), px(7))
        layout.setSpacing(px(10))
        told, presses = QHBoxLayout(), QHBoxLayout()
        for part in (told, presses):
            part.setSpacing(px(10))
        layout.addLayout(told, 1)
        layout.addLayout(presses)
        layout.setAlignment(presses, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._parted.append((layout, presses))
        told.addWidget(picture(self._theme, icon, token, 18))
        words = label(message.text(self._sentences), wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        band.setAccessibleName(words.text())
        told.addWidget(words, 1)
        if message.task is not None:
            presses.addWidget(self._bar(message.task))
        for step in message.steps:
            presses.addWidget(self._step(step, message))
        if not message.stays:
            close = button(self._sentences("window.band.close"), "quiet")
            close.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the mouse leaves the caret where it is
            close.clicked.connect(lambda: self.withdraw(message.topic))
            presses.addWidget(close)
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
        press.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if not message.stays:
            press.clicked.connect(lambda: self.withdraw(message.topic))
        press.clicked.connect(lambda: step.do())
        return press
