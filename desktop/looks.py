"""How the window speaks and looks: language, colours and text size, each remembered as it is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

import resources
from db.errors import KnownError
from desktop.colouring import Colouring, recolour
from desktop.theme import Theme, size_beside

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.settings import Settings
    from desktop.messages import Messages
    from desktop.window_state import WindowState
    from resources import Sentences


class Looks(QObject):
    """sentences, theme: of now. changed: everything that shows words, colours or sizes is to be built anew."""

    changed = Signal()

    def __init__(
        self, window: QWidget, sentences: Sentences, settings: Settings, state: WindowState, messages: Messages
    ) -> None:
        super().__init__(window)
        self._window, self._settings, self._state, self._messages = window, settings, state, messages
        self._colouring = Colouring(state.colours, QGuiApplication.styleHints(), self)
        self.sentences, self.theme = sentences, Theme.load(self._colouring.name, state.text_size)

    @property
    def colours(self) -> str:
        """What was chosen: light, dark or system."""
        return self._colouring.choice

    def follow_system(self) -> None:
        """From now on whatever changes the colours is heard of."""
        self._colouring.changed.connect(self._recolour)

    def set_language(self, language: str) -> None:
        """Speak ko or en from now on."""
        from desktop import qt_words

        self.sentences = resources.sentences(language)
        qt_words.speak(language)
        self._settings.language = language
        try:
            self._settings.save()
        except KnownError as error:  # it is spoken now, and not remembered
            self._messages.error(error, topic="settings")
        self.changed.emit()

    def set_text_size(self, size: int) -> None:
        """size: per cent, 100 to 200."""
        if size != self.theme.text_size:
            self.theme = self.theme.sized(size)
            self._state.text_size = size
            self.changed.emit()

    def zoom(self, by: int) -> None:
        """by: larger (1), smaller (-1), or as it is at first (0)."""
        self.set_text_size(size_beside(self.theme.text_size, by) if by else 100)

    def set_colours(self, choice: str) -> None:
        """choice: light, dark or system."""
        self._state.colours = choice
        self._colouring.choose(choice)

    def _recolour(self) -> None:
        recolour(self.theme, self._colouring.name, self._window)
        self.changed.emit()
