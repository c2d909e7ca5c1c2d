"""Where the threads of a page stand among its fields: their order of reading, and how far down their words are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea

from db.frozen import dataclass
from desktop.editor.outline_editor import OutlineEditor

if TYPE_CHECKING:
    from db.commenting import Thread
    from desktop.editor.autosave import Writing
    from desktop.editor.comment_marks import CommentMarks

MANY = 100
"""Comments on one text of which only those near what is seen are placed."""


@dataclass(frozen=True, slots=True)
class Positions:
    """threads: by id. whole: id of what the page is about; threads on it stand on top."""

    threads: Mapping[str, Thread]
    writings: Sequence[Writing]
    marks: Mapping[OutlineEditor, CommentMarks]
    whole: str

    def in_order(self, area: QScrollArea, coming: Collection[str]) -> list[str]:
        """Ids of the threads of what area scrolls, in reading order; each once.

        coming: ids of entries that are still to be built there.
        """
        inner = area.widget()
        by_field: dict[tuple[str, str], list[str]] = {}
        for thread in self.threads.values():
            by_field.setdefault((thread.object, thread.field), []).append(thread.id)
        found = dict.fromkeys(by_field.get((self.whole, ""), ()))
        fields = self._concerned(area)
        fields.sort(key=lambda each: each.widget.mapTo(inner, QPoint(0, 0)).y() if inner is not None else 0)
        shown = {each.key for each in fields}
        for each in fields:
            marks = self.marks.get(each.widget) if isinstance(each.widget, OutlineEditor) else None
            names = by_field.get(each.key, [])
            marked = [name for name in marks.names if name in self.threads] if marks is not None else []
            apart = {*marked}
            others = [key for key in by_field if key[0] == each.object and key not in shown]
            found |= dict.fromkeys([name for key in others for name in by_field[key]])
            found |= dict.fromkeys([*(name for name in names if name not in apart), *marked])
        if self.whole and not any(each.object == self.whole for each in fields):
            found |= dict.fromkeys([name for key, names in by_field.items() if key[0] == self.whole for name in names])
        found |= dict.fromkeys([name for key, names in by_field.items() if key[0] in coming for name in names])
        return list(found)

    def _concerned(self, area: QScrollArea) -> list[Writing]:
        """The fields in area of what threads are about; a page may have a thousand others."""
        about = {thread.object for thread in self.threads.values()}
        return [each for each in self.writings if each.object in about and area.isAncestorOf(each.widget)]

    def tops(self, area: QScrollArea, active: str) -> dict[str, float]:
        """Where the words of threads are, px in what area scrolls; without those that are settled and not active.

        active: id of a thread. Of a text with many, only those near what is seen.
        """
        inner = area.widget()
        found: dict[str, float] = {}
        fields = self._concerned(area)
        first: dict[str, float] = {}
        exact: dict[tuple[str, str], tuple[CommentMarks | None, float, set[str] | None]] = {}
        seen, room = area.verticalScrollBar().value(), area.viewport().height()
        for each in fields:
            top = float(each.widget.mapTo(inner, QPoint(0, 0)).y()) if inner is not None else 0.0
            marks = self.marks.get(each.widget) if isinstance(each.widget, OutlineEditor) else None
            near = None
            if marks is not None and len(marks.names) > MANY:
                near = {*marks.near(round(seen - top), round(seen - top + room)), active}
            exact[each.key] = marks, top, near
            first[each.object] = min(first.get(each.object, top), top)
        for thread in self.threads.values():
            if not thread.open and thread.id != active:
                continue
            if (thread.object, thread.field) in exact:
                marks, top, near = exact[thread.object, thread.field]
                if near is not None and thread.id not in near:
                    continue
                inside = marks.top(thread.id) if marks is not None else None
                found[thread.id] = top + (inside or 0.0)
            elif thread.object in first:
                found[thread.id] = first[thread.object]
            elif thread.object == self.whole:
                found[thread.id] = 0.0
        return found
