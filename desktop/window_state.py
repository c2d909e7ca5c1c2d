"""What the window remembers between two starts: where it was, how it was parted, text size, colours, the last entry."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QSettings, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.colouring import COLOURS
from desktop.memory import Memory

FIRST = QRect(0, 0, 1440, 900)
"""The window while nothing is remembered; px."""


def fitted(wanted: QRect, screens: Sequence[QRect]) -> QRect:
    """wanted, or as much of it as the screen that shows most of it has room for, all of it on that screen."""
    if not screens:
        return wanted if wanted.isValid() else FIRST

    def seen(screen: QRect) -> int:
        part = screen.intersected(wanted)
        return part.width() * part.height() if part.isValid() else 0

    screen = max(screens, key=seen) if wanted.isValid() else screens[0]
    size = (wanted if wanted.isValid() else FIRST).size().boundedTo(screen.size())
    answer = QRect(wanted.topLeft(), size)
    if not wanted.isValid():
        answer.moveCenter(screen.center())
    answer.moveLeft(max(screen.left(), min(answer.left(), screen.right() + 1 - size.width())))
    answer.moveTop(max(screen.top(), min(answer.top(), screen.bottom() + 1 - size.height())))
    return answer


def take_place(window: QWidget, state: WindowState) -> None:
    """Put window where it was, as far as a screen is there now."""
    window.setGeometry(fitted(state.place, [screen.availableGeometry() for screen in QApplication.screens()]))
    if state.maximized:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def keep_place(window: QWidget, state: WindowState) -> None:
    """Remember where window is."""
    filling = window.isMaximized() or window.isFullScreen()
    state.maximized = filling
    state.place = window.normalGeometry() if filling else window.geometry()


class WindowState:
    """Kept in an INI file beside the user's settings; a damaged or missing one reads as nothing remembered."""

    def __init__(self, file: Path) -> None:
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def place(self) -> QRect:
        """Where the window was without its frame, when it did not fill the screen; a null rectangle while unknown.

        Not Qt's saved geometry: that adds a guessed frame where no window manager runs, and the window creeps.
        """
        parts = str(self._store.value("window/place", "")).split()
        if len(parts) != 4 or not all(part.lstrip("-").isdecimal() for part in parts):
            return QRect()
        return QRect(*(int(part) for part in parts))

    @place.setter
    def place(self, value: QRect) -> None:
        self._store.setValue("window/place", f"{value.x()} {value.y()} {value.width()} {value.height()}")

    @property
    def maximized(self) -> bool:
        return str(self._store.value("window/maximized", "")) == "true"

    @maximized.setter
    def maximized(self, value: bool) -> None:
        self._store.setValue("window/maximized", "true" if value else "false")

    @property
    def text_size(self) -> int:
        """Per cent, 100 to 200."""
        try:
            return min(200, max(100, int(str(self._store.value("window/text_size", 100)))))
        except ValueError:
            return 100

    @text_size.setter
    def text_size(self, value: int) -> None:
        self._store.setValue("window/text_size", value)

    @property
    def colours(self) -> str:
        """`light`, `dark` or `system`; system while never chosen."""
        kept = str(self._store.value("window/colours", ""))
        return kept if kept in COLOURS else "system"

    @colours.setter
    def colours(self, value: str) -> None:
        self._store.setValue("window/colours", value)

    @property
    def navigator_width(self) -> int:
        """Px at 100 %; 0 while never changed."""
        try:
            return int(str(self._store.value("window/navigator", 0)))
        except ValueError:
            return 0

    @navigator_width.setter
    def navigator_width(self, value: int) -> None:
        self._store.setValue("window/navigator", value)

    def dialog_size(self, name: str) -> QSize:
        """How large the dialog called name was left, px; an invalid size while unknown."""
        parts = str(self._store.value(f"dialog/{name}", "")).split()
        if len(parts) != 2 or not all(part.isdecimal() for part in parts):
            return QSize()
        return QSize(int(parts[0]), int(parts[1]))

    def keep_dialog_size(self, name: str, size: QSize) -> None:
        self._store.setValue(f"dialog/{name}", f"{size.width()} {size.height()}")

    def last_entry(self, notebook_id: str) -> str:
        """Id of what the centre showed last in this notebook, or nothing."""
        return str(self._store.value(f"last/{notebook_id}", ""))

    def keep_last_entry(self, notebook_id: str, object_id: str) -> None:
        self._store.setValue(f"last/{notebook_id}", object_id)

    def memory(self, notebook_id: str) -> Memory:
        """What is remembered of this notebook's texts. Written soon after each change, so that it outlives a kill."""
        group = f"memory-{notebook_id}"
        self._store.beginGroup(group)
        kept = {key: str(self._store.value(key, "")) for key in self._store.childKeys()}
        self._store.endGroup()
        return Memory(kept, lambda key, value: self._keep(f"{group}/{key}", value))

    def _keep(self, key: str, value: str) -> None:
        if value:
            self._store.setValue(key, value)
        else:
            self._store.remove(key)

    def flush(self) -> None:
        """Write it out now."""
        self._store.sync()
