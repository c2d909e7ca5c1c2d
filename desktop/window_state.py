"""What the window remembers between two starts: where it was, how it was parted, the text size, the last entry."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


class WindowState:
    """Kept in an INI file beside the user's settings; a damaged or missing one reads as nothing remembered."""

    def __init__(self, file: Path) -> None:
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def geometry(self) -> QByteArray:
        value = self._store.value("window/geometry", QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("window/geometry", value)

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
    def navigator_width(self) -> int:
        """Px at 100 %; 0 while never changed."""
        try:
            return int(str(self._store.value("window/navigator", 0)))
        except ValueError:
            return 0

    @navigator_width.setter
    def navigator_width(self, value: int) -> None:
        self._store.setValue("window/navigator", value)

    def last_entry(self, notebook_id: str) -> str:
        """Id of what the centre showed last in this notebook, or nothing."""
        return str(self._store.value(f"last/{notebook_id}", ""))

    def keep_last_entry(self, notebook_id: str, object_id: str) -> None:
        self._store.setValue(f"last/{notebook_id}", object_id)

    def flush(self) -> None:
        """Write it out now."""
        self._store.sync()
