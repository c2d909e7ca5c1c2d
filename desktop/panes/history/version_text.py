"""What one version says, field by field: its difference, or its text alone; other values before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from db.records import Shape
from desktop.history import PLACES
from desktop.models.history_words import value_words
from desktop.panes.history.difference import DifferenceView
from desktop.panes.parts import clear, label

if TYPE_CHECKING:
    from desktop.context import PageContext
    from desktop.editor.figure_pictures import FigurePictures
    from desktop.history import Comparison, History, Mode, Part

COLUMN = 780
"""Widest text column; px at 100 %."""


class VersionText(QScrollArea):
    """Scrolls; the texts in it can be chosen and copied."""

    def __init__(self, context: PageContext, pictures: FigurePictures) -> None:
        super().__init__()
        self._context, self._pictures = context, pictures
        self.views: list[DifferenceView] = []
        px = context.theme.px
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._layout = QVBoxLayout()
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        column = QWidget()
        column.setLayout(self._layout)
        column.setMaximumWidth(px(COLUMN))
        inner = QWidget()
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(px(24), px(14), px(20), px(24))
        outer.addWidget(column)
        outer.addStretch(1)
        self.setWidget(inner)

    def say(self, words: str) -> None:
        """Show a sentence instead of a version."""
        self._clear()
        self._layout.addWidget(label(words, "second", wrap=True))

    def show_version(self, history: History, comparison: Comparison, mode: Mode, *, first: bool = False) -> None:
        """Show what a version says. first: nothing stood before it, so that its text needs no marks."""
        self._clear()
        say, px = self._context.sentences, self._context.theme.px
        if comparison.blanked or not comparison.parts:
            key = (
                "blanked" if comparison.blanked else {"now": "same_now", "text": "empty_then"}.get(mode, "same_before")
            )
            self.say(say(f"history.{key}"))
            return
        named = len(history.fields()) > 1 or len(comparison.parts) > 1
        for number, part in enumerate(comparison.parts):
            if number:
                self._layout.addSpacing(px(12))
            spec = history.specs.get(part.field)
            known = spec is not None and (not part.pieces or named)
            if known and part.field not in PLACES | {"deleted"} and not (spec and spec.shape is Shape.BLOB):
                self._layout.addWidget(label(say(f"fields.field.{part.field}"), "small"))
                self._layout.addSpacing(px(2))
            self._layout.addWidget(
                self._text(part, mode, first) if part.pieces else label(self._value(history, part), wrap=True)
            )
        self._layout.activate()
        self.verticalScrollBar().setValue(0)

    def _clear(self) -> None:
        self.views.clear()
        clear(self._layout)

    def _text(self, part: Part, mode: Mode, first: bool) -> DifferenceView:
        view = DifferenceView(self._context.theme, self._context.sentences, pictures=self._pictures)
        self._pictures.made.connect(view.viewport().update)
        view.setAccessibleName(self._context.sentences(f"fields.field.{part.field}"))
        if mode == "text" or (first and all(piece.kind == "inserted" for piece in part.pieces)):
            view.show_text("".join(piece.text for piece in part.pieces))
        else:
            view.show_pieces(part.pieces)
        view.caret_moved.connect(lambda box: self._show_caret(view, box))
        self.views.append(view)
        return view

    def _value(self, history: History, part: Part) -> str:
        say, spec = self._context.sentences, history.specs.get(part.field)
        if part.field in PLACES:
            return say("history.moved")
        if part.field == "deleted":
            return say("history.into_bin" if part.after else "history.out_of_bin")
        if spec is None:
            return part.field
        if spec.shape is Shape.BLOB:
            return say("history.picture")
        reader = self._context.notebook.reader
        before, after = (value_words(reader, say, history.kind, spec, value) for value in (part.before, part.after))
        return say("history.change", before=before, after=after)

    def _show_caret(self, view: DifferenceView, box: QRect) -> None:
        inner = self.widget()
        if inner is not None and view.hasFocus():
            place = view.viewport().mapTo(inner, box.center())
            self.ensureVisible(place.x(), place.y(), 10, self._context.theme.px(40))
