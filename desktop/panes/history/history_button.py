"""The quiet button beside an entry that opens its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

if TYPE_CHECKING:
    from desktop.context import PageContext
    from desktop.panes.writing import WritingPage


def history_button(page: WritingPage, object_id: str, name: str) -> QToolButton:
    """name: of the entry, for screen readers."""
    theme, say = page.context.theme, page.context.sentences
    press = QToolButton()
    press.setIcon(theme.icon("history", "ink3", 18))
    press.setIconSize(QSize(theme.px(18), theme.px(18)))
    press.setToolTip(say("history.title"))
    press.setAccessibleName(f"{say('history.title')}: {name}" if name else say("history.title"))
    press.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    press.clicked.connect(lambda: open_history(page, object_id))
    return press


def open_history(page: WritingPage, object_id: str, field: str = "") -> None:
    """Open an object's history over the window that page is in; what is being written is kept first."""
    from desktop.dialogs.history import show_history

    page.fields.autosave.keep()
    show_history(page.context, page.window(), object_id, field)


def open_here(context: PageContext, window: QWidget, page: object, shown: str) -> None:
    """Open the history of the entry that has the focus, else of what the page shows, else of the tour.

    shown: id of what the centre of the window shows.
    """
    from desktop.dialogs.history import show_history
    from desktop.panes.writing import WritingPage

    reader = context.notebook.reader
    if isinstance(page, WritingPage):
        focus = window.focusWidget()
        inside = focus is not None and page.isAncestorOf(focus)
        meant = focus if inside else page.editor  # a menu may have taken the focus
        writing = next((each for each in page.fields.autosave.writings() if each.widget is meant), None)
        open_history(page, writing.object if writing is not None else page.object_id)
    elif reader.get(shown) is not None:
        show_history(context, window, shown)
    elif (tour := reader.tour()) is not None:
        show_history(context, window, tour.id)
