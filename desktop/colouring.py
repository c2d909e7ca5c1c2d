"""Which colours the window has: light, dark, or those of the system, followed while it changes its mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QStyleHints

    from desktop.theme import Theme

COLOURS = ("light", "dark", "system")


class Colouring(QObject):
    """choice: one of COLOURS. changed: another theme holds from now on."""

    changed = Signal()

    def __init__(self, choice: str, hints: QStyleHints, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hints, self.choice = hints, choice
        self._tell_system()
        self.name = self._now()
        hints.colorSchemeChanged.connect(self._look)

    def choose(self, choice: str) -> None:
        """choice: one of COLOURS."""
        self.choice = choice
        self._tell_system()
        self._look()

    def _tell_system(self) -> None:
        """Title bars and the system's own dialogs go along, where the system can do that."""
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._hints.setColorScheme(schemes.get(self.choice, Qt.ColorScheme.Unknown))

    def _now(self) -> str:
        if self.choice in ("light", "dark"):
            return self.choice
        return "dark" if self._hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    def _look(self) -> None:
        if self._now() != self.name:
            self.name = self._now()
            self.changed.emit()


def recolour(theme: Theme, name: str, window: QWidget) -> None:
    """Give theme the colours called name, and the icons of dialogs over window that stay open with it.

    Pages are built anew by the window; a dialog that waits for an answer cannot be.
    """
    shown = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    buttons = [part for dialog in shown for part in dialog.findChildren(QAbstractButton)]
    meant = [(part, theme.drawn(part.icon())) for part in buttons]
    theme.take(name)
    for part, drawing in meant:
        if drawing is not None:
            part.setIcon(theme.icon(*drawing))
    for sign in (part for dialog in shown for part in dialog.findChildren(QLabel)):
        if (asked := sign.property("drawing")) is not None:
            sign.setPixmap(theme.pixmap(*asked))
