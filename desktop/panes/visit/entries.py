"""A tab of a visit: a column of entries of one kind, built when it is first seen, and again when entries come or go."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from db.edits import change
from db.records import Record, Visit
from desktop.editor.carets import show_view, view_of
from desktop.editor.composition import TextField
from desktop.editor.outline_editor import OutlineEditor
from desktop.focus import take_focus
from desktop.panes.nothing import Nothing
from desktop.panes.parts import button
from desktop.panes.visit.coming import Coming

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.memory import Place, View
    from desktop.panes.visit.desk import VisitDesk

R = TypeVar("R", bound=Record)
COLUMN = 800
"""Widest text column; px at 100 %."""
PLACING = 40
"""ms after opening an entry in which the column finds its place before it is painted."""
SETTLING = 250
"""ms after opening an entry in which a new height of the column scrolls to it again."""


class EntryPane(QScrollArea, Generic[R]):
    """kind: of the entries. Subclasses say in `build` how the column looks.

    in_order: Tab goes through an entry as it was made.
    """

    kind: type[R]
    wide, in_order = False, True

    def __init__(self, page: VisitDesk) -> None:
        super().__init__(page)
        self.page, self.fields, self.context = page, page.fields, page.context
        self.visit_id = ""
        self._ids: list[str] = []
        self._built = self._inside_step = False
        self._steps: Iterator[None] | None = None
        self._target: QWidget | None = None
        self._above = 0
        self._view: View | None = None
        self._step: QWidget | None = None
        self._first = ""
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLING)
        theme = self.context.theme
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(theme.px(24), theme.px(14), theme.px(20), theme.px(60))
        outer.setSpacing(0)
        self.layout_ = QVBoxLayout()
        self.layout_.setSpacing(0)
        column = QWidget()
        column.setLayout(self.layout_)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self._inside = column
        self.coming = Coming(self, self.layout_, self.fields, self._attend, in_order=self.in_order)
        if not self.wide:
            column.setMaximumWidth(theme.px(COLUMN))
        beside = QHBoxLayout()  # asks the column for its height at the width it really has
        beside.addWidget(column, 1, Qt.AlignmentFlag.AlignTop)
        beside.addStretch(0)
        beside.addWidget(page.review.column(self))
        outer.addLayout(beside)
        outer.addStretch(1)
        self.setWidget(inner)
        inner.installEventFilter(self)

    def build(self, visit: Visit, records: list[R]) -> None:
        """Fill layout_; each pane in its own way."""

    def before_leaving(self) -> None:
        """What has to be written that is no text of a field."""

    def records(self) -> list[R]:
        """The visit's entries in reading order."""
        return self.context.notebook.reader.all(self.kind, visit=self.visit_id)

    def as_read(self, records: list[R]) -> list[R]:
        """records in the order in which they stand in the column."""
        return records

    def load(self, visit_id: str) -> None:
        """Another visit: built when it is seen."""
        self.visit_id = visit_id
        self._built, self._first, self._steps = False, "", None
        self.coming.forget()
        self._clear()
        self.verticalScrollBar().setValue(0)

    @property
    def built(self) -> bool:
        return self._built

    def ensure_built(self) -> None:
        """Build now, where that was not done for this visit."""
        deque(self.building(), 0)

    def building(self) -> Iterator[None]:
        """The steps of ensure_built, each short enough for one turn of the loop."""
        if not self._built:
            self._steps = self._rebuilding()
        while self._go_on():
            yield

    def expect(self, object_id: str) -> None:
        """This entry will be opened: the tab is built round it."""
        self._first = object_id

    def rebuild(self) -> None:
        """Build again; focus and caret stay."""
        if not self._inside_step:
            deque(iter(self._go_on, False), 0)
            self._steps = self._rebuilding()
            deque(iter(self._go_on, False), 0)

    def _go_on(self) -> bool:
        """Do one step of building; False where none is left, or where one asks for it."""
        if self._steps is None or self._inside_step:
            return False
        steps, self._inside_step, more = self._steps, True, False
        try:
            more = next(steps, steps) is not steps
        finally:
            self._inside_step = False
            if not more and self._steps is steps:
                self._steps = None
        return more

    def _rebuilding(self) -> Iterator[None]:
        visit = self.context.notebook.reader.get(self.visit_id)
        if not isinstance(visit, Visit):
            return
        place, at = self.fields.place(), self.verticalScrollBar().value()
        if self._built:
            self.page.conflicts.hold()
            self.fields.autosave.settle()
        self._built = True
        self.coming.clear()
        self._clear()
        records = self.records()
        self._ids = self.signature(records)
        records = self.as_read(records)
        self.coming.plan([each.id for each in records], place.object_id if place else self._first, self._urgent())
        self.build(visit, records)
        yield
        yield from self.coming.first()
        self.layout_.activate()
        if at:
            self.coming.settle()
        self.verticalScrollBar().setValue(at)
        self.fields.restore(place)

    def add_entry(self, record: R, make: Callable[[R], QWidget], height: Callable[[], int]) -> None:
        """Put what make builds of an entry into the column: now, or in a moment, of the entry as it is then."""

        def built() -> QWidget:
            now = self.context.notebook.reader.get(record.id)
            return make(now if isinstance(now, self.kind) else record)

        self.coming.add(record.id, built, height)

    def _urgent(self) -> set[str]:
        """Entries of which something was written that is no revision yet: their fields see to it."""
        drafts = self.context.notebook.reader.drafts(held=None)
        return {each.object for each in drafts} | self.context.lasting.written()

    def _attend(self, name: str, part: QWidget) -> None:
        """An entry stands in the column."""
        for editor in part.findChildren(OutlineEditor):
            editor.edge_passed.connect(partial(self._pass_edge, editor))

    def _clear(self) -> None:
        """Take everything out of the column; hidden at once, which is cheaper than one by one."""
        self.page.let_go(self._inside)
        self._inside.hide()
        self.page.going.take(self.layout_)
        self._inside.show()

    def _texts(self) -> list[TextField]:
        """The text fields of the tab, from the top."""
        places = {name: number for number, name in enumerate(self.coming.names)}
        found = [each for each in self.fields.autosave.writings() if self.isAncestorOf(each.widget)]
        return [each.widget for each in sorted(found, key=lambda each: places.get(each.object, len(places)))]

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab leads to what is still to be built too."""
        if self._built and self.isVisible():
            self.coming.near(self.window().focusWidget())
        return super().focusNextPrevChild(next)

    def _pass_edge(self, editor: OutlineEditor, by: int) -> None:
        """The caret goes on in the text before or after."""
        self.coming.near(editor)
        texts = self._texts()
        place = texts.index(editor) + by
        if 0 <= place < len(texts):
            target = texts[place]
            target.setFocus(Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason)
            if isinstance(target, OutlineEditor):
                target.place_caret(0 if by > 0 else target.document().characterCount() - 1)
            else:
                self.ensureWidgetVisible(target)

    def refresh(self, changes: Changes) -> None:
        """Build again where entries came, went or moved."""
        if self._built and self.signature(self.records()) != self._ids:
            self.rebuild()

    def signature(self, records: list[R]) -> list[str]:
        """What makes a rebuild necessary when it changes."""
        return [record.id for record in records]

    def begin(self) -> None:
        """Put the caret into the first text; where there is none, the focus on the one step that makes one."""
        self.ensure_built()
        texts = self._texts()
        first = next((text for text in texts if isinstance(text, OutlineEditor)), texts[0] if texts else self._step)
        if first is not None and isValid(first):
            take_focus(first)

    def focus(
        self, object_id: str, field: str, caret: int | None = None, *, place: Place | None = None,
        view: View | None = None,
    ) -> bool:  # fmt: skip
        """Put the focus into a field; False where it is not here.

        caret: UTF-16 units; None leaves it where it is. place: caret and selection instead. view: what was seen then;
        without it the line of the caret is brought into view.
        """
        self.expect(object_id)
        self.ensure_built()
        self.coming.need(object_id)
        writing = self.fields.autosave.writing(object_id, field)
        if writing is None or not self.isAncestorOf(writing.widget):
            return False
        self.page.go_on_in(writing.widget, place)
        if place is None and caret is not None and isinstance(writing.widget, OutlineEditor):
            writing.widget.place_caret(caret)
        self._target, self._above = writing.widget, self.context.theme.px(70)
        self.show_view(view)
        return True

    def view(self, tab: int) -> View:
        """What is seen of the tab now."""
        return view_of(self, self._texts(), tab)

    def show_view(self, view: View | None) -> None:
        """Show the same as then, once everything has its height. view: None for the line of the caret."""
        self._view = view
        self._settling.start()
        if self.isVisible():  # nothing is painted at a place that it leaves at once
            self.viewport().setUpdatesEnabled(False)
            QTimer.singleShot(PLACING, self, lambda: self.viewport().setUpdatesEnabled(True))
        QTimer.singleShot(0, self, self._show_target)

    def bring(self, widget: QWidget, margin: int) -> None:
        """Scroll so that widget is margin px below the top, also while the texts above it find their height."""
        self._target, self._above = widget, margin
        self.show_view(None)

    def reveal(self, object_id: str) -> None:
        """Scroll to an entry; the focus stays where it is."""
        self.ensure_built()
        self.coming.need(object_id)
        found = next((each.widget for each in self.fields.autosave.writings() if each.object == object_id), None)
        if found is not None and self.isAncestorOf(found):
            self.layout_.activate()
            self.ensureWidgetVisible(found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the texts above it still find their height, the entry that was opened stays in view."""
        if watched is self.widget() and event.type() == QEvent.Type.Resize and self._settling.isActive():
            QTimer.singleShot(0, self, self._show_target)
        return super().eventFilter(watched, event)

    def _show_target(self) -> None:
        """Scroll so that the line of the caret in the entry that was opened is near the top."""
        inner, target = self.widget(), self._target
        if self._view is not None:
            self.layout_.activate()
            show_view(self, self._texts(), self._view)
            return
        if inner is None or target is None or not isValid(target) or not self.isAncestorOf(target):
            return
        self.layout_.activate()
        line = target.cursorRect().top() if isinstance(target, OutlineEditor) else 0
        top = target.mapTo(inner, target.rect().topLeft()).y() + line - self._above
        bar = self.verticalScrollBar()
        if not bar.value() <= top <= bar.value() + self.viewport().height() // 2:
            bar.setValue(max(0, top))

    def remove(self, object_id: str) -> None:
        """Put an entry into the bin, and offer to take it out again."""
        self.fields.autosave.settle(object_id)
        record = self.context.notebook.reader.get(object_id)
        if record is not None and self.page.commit(change(record, deleted=True)) is not None:
            self.page.offer_undo(object_id)

    def show_empty(self, icon: str, title: str, words: str, step: str, do: Callable[[], object]) -> None:
        """Nothing here yet: an icon, a line, one step. title, words, step: keys of sentences."""
        say, theme = self.context.sentences, self.context.theme
        press = self._step = button(say(step), "tonal", icon="plus", theme=theme)
        press.clicked.connect(do)
        press.setEnabled(not self.context.notebook.read_only)
        self.layout_.addWidget(Nothing(theme, icon, say(title), say(words), press, scrolls=True))
