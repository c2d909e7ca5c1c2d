"""Suggestions in the texts of a page: what goes is struck, what comes stands behind it; the texts stay as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from db.open_comments import REJECTED
from desktop.editor.inks import Ink, Inks, of_suggestion
from desktop.editor.outline_editor import OutlineEditor

if TYPE_CHECKING:
    from db.commenting import Thread
    from desktop.editor.autosave import Writing
    from desktop.theme import Theme
    from resources import Sentences


class Drawn:
    """Those of one page. Only what could be accepted as it stands is drawn; of all else the card says why not."""

    def __init__(self, theme: Theme, sentences: Sentences, act: Callable[[str, str], None]) -> None:
        """act: what is to be done about a thread, as Acting.do."""
        self._theme, self._say, self._act = theme, sentences, act
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
                self._inks[editor].show(wanted)

    def is_stale(self) -> bool:
        """Whether somebody wrote in words that a suggestion is about."""
        return any(isValid(editor) and inks.stale for editor, inks in self._inks.items())

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
