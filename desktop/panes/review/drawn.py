"""Suggestions in the texts of a page: what goes is struck, what comes stands behind it; the texts stay as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QMenu, QToolTip
from shiboken6 import isValid

from db.open_comments import REJECTED
from desktop.editor.inks import Ink, Inks, of_suggestion
from desktop.editor.outline_editor import OutlineEditor

if TYPE_CHECKING:
    from db.commenting import Thread
    from desktop.editor.autosave import Writing
    from desktop.theme import Theme
    from resources import Sentences


class Drawn(QObject):
    """Those of one page. Only what could be accepted as it stands is drawn; of all else the card says why not."""

    def __init__(
        self, theme: Theme, sentences: Sentences, act: Callable[[str, str], None], told: Callable[[str], str],
        parent: QObject,
    ) -> None:  # fmt: skip
        """act: what is to be done about a thread, as Acting.do. told: who suggests what in a thread."""
        super().__init__(parent)
        self._theme, self._say, self._act, self._told = theme, sentences, act, told
        self._inks: dict[OutlineEditor, Inks] = {}

    def show(self, writings: Iterable[Writing], threads: Iterable[Thread]) -> None:
        """Draw what threads propose in the fields that they are about."""
        self._inks = {editor: inks for editor, inks in self._inks.items() if isValid(editor)}
        by_text: dict[tuple[str, str], list[Ink]] = defaultdict(list)
        for each in threads:
            root, place = each.root, each.place
            if each.acceptable and root is not None and place is not None and each.suggestion is not None:
                found = of_suggestion(each.id, place.start, root.quote, each.suggestion)
                by_text[each.object, each.field] += found
        for writing in writings:
            editor, wanted = writing.widget, by_text.get(writing.key, [])
            if isinstance(editor, OutlineEditor) and (wanted or editor in self._inks):
                if editor not in self._inks:
                    self._inks[editor] = Inks(editor, self._theme)
                    editor.menu_opening.connect(partial(self._offer, editor))
                    editor.viewport().installEventFilter(self)
                self._inks[editor].show(wanted)

    def is_stale(self) -> bool:
        """Whether somebody wrote in words that a suggestion is about."""
        return any(isValid(editor) and inks.stale for editor, inks in self._inks.items())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Words that are pointed at say whose they are."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            here = (each for editor, each in self._inks.items() if isValid(editor) and editor.viewport() is watched)
            name = next((each.under(event.pos()) for each in here), "")
            if name:
                from html import escape  # wanted where somebody points, and by no start

                words = escape(self._told(name)).replace("\n", "<br>")  # else signs of the text may be read as marks
                QToolTip.showText(event.globalPos(), f"<qt>{words}</qt>")
                return True
        return super().eventFilter(watched, event)

    def _offer(self, editor: OutlineEditor, menu: QMenu, position: int) -> None:
        """What can be done about the suggestion that is pointed at, first in the menu."""
        inks, first = self._inks.get(editor), menu.actions()[0] if menu.actions() else None
        thread = inks.at(position) if inks is not None else ""
        if not thread:
            return
        for name in ("accept", REJECTED):
            action = menu.addAction(self._say(f"review.do.{name}"))
            action.triggered.connect(partial(self._act, thread, name))
            if first is not None:
                menu.insertAction(first, action)
        if first is not None:
            menu.insertSeparator(first)
