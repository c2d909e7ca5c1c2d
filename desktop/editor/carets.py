"""Where somebody is in a page: the caret in a field, and what of the page is seen; kept and found again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.editor.composition import LineField, commit_composition
from desktop.editor.outline_editor import OutlineEditor
from desktop.memory import Place, View

Field: TypeAlias = LineField | OutlineEditor


def place_of(widget: QWidget | None) -> Place | None:
    """Field, caret and selection of widget, where it is a field that is kept."""
    if not isinstance(widget, Field) or widget.key is None:
        return None
    if isinstance(widget, OutlineEditor):
        cursor = widget.textCursor()
        return Place(*widget.key, cursor.position(), cursor.anchor())
    caret, start = widget.cursorPosition(), widget.selectionStart()
    anchor = caret if start < 0 else start + widget.selectionLength() if caret == start else start
    return Place(*widget.key, caret, anchor)


def put_caret(widget: QWidget, place: Place) -> None:
    """Put the caret back, and what was selected. Never during composition, which is ended."""
    commit_composition(widget)
    anchor = place.caret if place.anchor is None else place.anchor
    if isinstance(widget, OutlineEditor):
        last = widget.document().characterCount() - 1
        cursor = widget.textCursor()
        cursor.setPosition(min(anchor, last))
        cursor.setPosition(min(place.caret, last), QTextCursor.MoveMode.KeepAnchor)
        widget.setTextCursor(cursor)
    elif isinstance(widget, LineField):
        if anchor != place.caret:
            widget.setSelection(anchor, place.caret - anchor)
        else:
            widget.setCursorPosition(place.caret)


def view_of(area: QScrollArea, fields: Sequence[QWidget], tab: int = 0) -> View:
    """What area shows: its topmost field of fields, and how much of that is above. tab: to be remembered with it."""
    inner, top, seen = area.widget(), area.verticalScrollBar().value(), False
    found: Field | None = None
    share = 0.0
    for field in fields:
        if inner is None or not isinstance(field, Field) or field.key is None or not inner.isAncestorOf(field):
            continue
        y, height = field.mapTo(inner, field.rect().topLeft()).y(), max(1, field.height())
        if field.hasFocus():
            line = y + (field.cursorRect().top() if isinstance(field, OutlineEditor) else 0)
            seen = top <= line < top + area.viewport().height()
        if found is None and y + height > top:
            found, share = field, (top - y) / height
    return View(tab, *(found.key if found is not None and found.key else ("", "")), share, seen)


def show_view(area: QScrollArea, fields: Sequence[QWidget], view: View) -> None:
    """Scroll area so that it shows the same, whatever size its fields have now; the caret stays in sight if it was."""
    inner = area.widget()
    if inner is None:
        return
    inside = [field for field in fields if isinstance(field, Field) and inner.isAncestorOf(field)]
    for field in inside:
        if field.key == (view.object_id, view.field):
            y = field.mapTo(inner, field.rect().topLeft()).y()
            area.verticalScrollBar().setValue(max(0, round(y + view.share * field.height())))
    for field in inside:
        if view.caret_seen and field.hasFocus():
            box = field.cursorRect() if isinstance(field, OutlineEditor) else field.rect()
            place = (field.viewport() if isinstance(field, OutlineEditor) else field).mapTo(inner, box.center())
            area.ensureVisible(place.x(), place.y(), 10, 40)
