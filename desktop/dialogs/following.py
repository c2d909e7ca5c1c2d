"""Dialogs that stay open beside the window speak and look as it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.context import PageContext


def follow_window(context: PageContext, window: QWidget) -> None:
    """Make the histories and export dialogs over window anew, with what was chosen in them."""
    if not any(dialog.isVisible() for dialog in window.findChildren(QDialog)):
        return
    from desktop.dialogs.history import follow_window as follow_with_history
    from desktop.exporting import Exporting

    follow_with_history(context, window)
    for exporting in window.findChildren(Exporting):
        exporting.follow(context)
