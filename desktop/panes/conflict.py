"""What of a page is in conflict, seen where it stands: a quiet line that opens in place into the choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from db.disputes import DELETED, STRAY
from db.records import Shape
from db.versions import conflict
from desktop.focus import take_focus
from desktop.models.conflict_words import sentence, versions_of
from desktop.models.conflicts import Spot, spots
from desktop.models.values import Here, shape_of
from desktop.panes.conflict_short import ShortChoice
from desktop.panes.conflict_stray import StrayChoice
from desktop.panes.parts import button, label, picture

if TYPE_CHECKING:
    from db.edits import Changes
    from db.queries import Version
    from desktop.context import PageContext
    from desktop.editor.fields import Fields
    from desktop.panes.conflict_left import LeftResult
    from desktop.panes.conflict_view import Chosen, ConflictView

SETTLING = 120
"""ms after which what was unfolded has found its height."""


@runtime_checkable
class Brings(Protocol):
    """What scrolls by itself so that a part of it stays in view while the texts above find their height."""

    def bring(self, widget: QWidget, margin: int) -> None: ...


class ConflictLine(QFrame):
    """One field in conflict. settling: a choice is written in a moment."""

    settling = Signal()

    def __init__(self, context: PageContext, spot: Spot, *, may_write: bool, called: str = "") -> None:
        super().__init__()
        self._spot, self._context, self._may_write, self._called = spot, context, may_write, called
        self.key = spot.object, spot.field
        self._versions: tuple[Version, ...] = ()
        self.view: ConflictView | None = None
        self.choice: ShortChoice | None = None
        self.setProperty("look", "conflict")
        theme = context.theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(10), theme.px(4), theme.px(6), theme.px(4))
        head.setSpacing(theme.px(8))
        self._words = label("", wrap=True)
        head.addWidget(picture(theme, "merge", "amber", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._words, 1)
        layout.addLayout(head)
        self._head = head
        if spot.field in (DELETED, STRAY) or shape_of(spot.kind, spot.field) is not Shape.TEXT:
            make = StrayChoice if spot.field == STRAY else ShortChoice
            self.choice = make(context, spot.object, spot.kind, spot.field, may_write=may_write, parent=self)
            self.choice.settling.connect(self.settling)
            head.replaceWidget(self._words, self.choice)
            self._words.hide()
        else:
            self._open = button(context.sentences("conflict.compare"), "amber")
            self._open.clicked.connect(self._toggle)
            head.addWidget(self._open)
        self.read()

    def read(self) -> None:
        """Say who changed it, and offer what there is to choose from."""
        reader, spot = self._context.notebook.reader, self._spot
        found = versions_of(reader, spot)
        if not found or found == self._versions:
            return
        self._versions = found
        here = Here(self._context.person, self._context.notebook.device, date.today())
        what, who = sentence(reader, self._context.sentences, spot, found, here, self._called)
        self._words.setText(f"{what} — {who}")
        self.setAccessibleName(self._words.text())
        if self.choice is None:
            self._open.setAccessibleName(f"{self._context.sentences('conflict.compare')}: {self._words.text()}")
        if self.choice is not None:
            self.choice.show_versions(found, f"{what} — {who}" if spot.field in (DELETED, STRAY) else what)

    def refresh(self, changes: Changes) -> None:
        """Versions may have come or gone."""
        if self._spot.object in changes.ids:
            self.read()
        if self.view is not None:
            self.view.refresh(changes)

    def open(self) -> None:
        """Unfold the choice, with the focus in it."""
        if self.choice is not None:
            self.choice.begin()
            return
        self.settling.emit()  # what is being typed is one of the versions
        self.unfold()
        if self.view is not None:
            self.view.begin()

    def unfold(self) -> None:
        """Show the choice; the focus stays where it is."""
        if self.choice is not None:
            return
        if self.view is None:
            found = conflict(self._context.notebook.reader, self._spot.object, self._spot.field)
            if found is None:
                return
            from desktop.panes.conflict_view import ConflictView

            self.view = ConflictView(self._context, found, may_write=self._may_write)
            self.view.folded.connect(self.fold)
            for key, do in self.view.keys().items():
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(do)
            self.view.settling.connect(self.settling)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self.view)
            self._head.insertWidget(self._head.count() - 1, self.view.before)
        self.view.show()
        self.view.before.show()
        self._open.setText(self._context.sentences("conflict.fold"))

    def fold(self) -> None:
        """Only the line again; what was being edited is kept."""
        if self.view is not None:
            self.view.hide()
            self.view.before.hide()
            self._open.setText(self._context.sentences("conflict.compare"))
            self._open.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep(self) -> None:
        """Keep what is being edited."""
        if self.view is not None:
            self.view.keep()

    @property
    def opened(self) -> bool:
        return self.view is not None and not self.view.isHidden()

    def _toggle(self) -> None:
        if self.opened:
            self.fold()
        else:
            self.open()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where lines of an object stand. fields: of these only, else of all that have no place of their own."""

    layout: QVBoxLayout
    object: str
    fields: tuple[str, ...]
    may_write: bool
    called: str


class Conflicts(QObject):
    """The conflicts of one page. fields: those of the page that are written in, if it has any.

    changed: others may be shown than before. opening: id of the object of which one is brought into view. deserted: the
    one that had the focus is settled, and no field is left to go on in.
    """

    changed = Signal()
    opening = Signal(str)
    deserted = Signal()

    def __init__(self, context: PageContext, page: QWidget, fields: Fields | None = None) -> None:
        super().__init__(page)
        self._context, self._fields = context, fields
        self._places: list[_Place] = []
        self._lines: dict[tuple[str, str], ConflictLine] = {}
        self._opened: dict[tuple[str, str], Chosen] = {}
        self._focused: tuple[str, str] | None = None
        self._left: dict[tuple[str, str], LeftResult] = {}
        self._ended: set[tuple[str, str]] = set()
        self._waiting = False
        self._spots: tuple[Spot, ...] | None = None

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Those of the whole notebook, in reading order."""
        if self._spots is None:
            self._spots = spots(self._context.notebook.reader)
            self._waiting = bool(self._context.notebook.reader.drafts(held=True))
        return self._spots

    def place(self, object_id: str, *fields: str, may_write: bool = True, called: str = "") -> QVBoxLayout:
        """Where the lines of an object's fields stand; to be put beside them.

        fields: without any, all that have no place of their own. called: what the object is called, where that does not
        follow from the place.
        """
        layout = QVBoxLayout()
        px = self._context.theme.px
        layout.setContentsMargins(0, px(6), 0, px(4))  # nothing where there are no lines
        layout.setSpacing(px(4))
        self._places.append(_Place(layout, object_id, fields, may_write, called))
        self._hold(*(line for line in self._shown() if line.key[0] == object_id))
        if self.spots or self._waiting:
            QTimer.singleShot(0, self, self._fill)
        return layout

    def hold(self) -> None:
        """What is around the lines is built anew next: what is open in them, and the focus, will be there again."""
        self._focused = self.current()
        self._hold(*self._shown())

    def _hold(self, *lines: ConflictLine) -> None:
        for line in lines:
            if line.view is not None and line.opened:
                line.keep()
                self._opened[line.key] = line.view.chosen

    def forget(self) -> None:
        """The page shows something else from now on."""
        self.keep()
        self._places.clear()
        self._lines.clear()
        self._opened.clear()
        self._focused = None
        self._left.clear()
        self._ended.clear()
        self._spots = None

    def refresh(self, changes: Changes) -> None:
        """Show the conflicts that came, and take those away that are settled."""
        self._spots = None
        self._fill()
        for line in self._shown():
            line.refresh(changes)
        self.changed.emit()

    def keep(self) -> None:
        """Keep what is being edited in any of them."""
        for line in self._shown():
            line.keep()

    def open(self, object_id: str, field: str) -> bool:
        """Unfold a conflict where it stands and bring it into view. False where the page does not show it."""
        self._fill()
        line = self._lines.get((object_id, field))
        if line is None:
            return False
        self.opening.emit(object_id)
        line.open()
        bring_into_view(line, self._context.theme.px(10))
        return True

    def line(self, object_id: str, field: str) -> ConflictLine | None:
        """The line of a conflict, where it is shown."""
        found = self._lines.get((object_id, field))
        return found if found is not None and isValid(found) else None

    def current(self) -> tuple[str, str] | None:
        """Object and field of the conflict that has the focus."""
        return next((key for key, line in self._lines.items() if isValid(line) and _holds_focus(line)), None)

    def _shown(self) -> list[ConflictLine]:
        self._lines = {key: line for key, line in self._lines.items() if isValid(line)}
        return list(self._lines.values())

    def _fill(self) -> None:
        """Each conflict in its place, once; of two places of an object the newer one counts."""
        if self._context.operations.closed:  # the page was built just before the notebook was closed
            return
        self._places = [each for each in self._places if isValid(each.layout) and each.layout.parentWidget()]
        claimed: dict[str, set[str]] = {}
        for place in self._places:
            claimed.setdefault(place.object, set()).update(place.fields)
        wanted: dict[tuple[str, str], tuple[_Place, Spot]] = {}
        for place in self._places:
            for spot in self.spots:
                alone = spot.field in claimed[place.object]
                if spot.object == place.object and (spot.field in place.fields or not (place.fields or alone)):
                    wanted[spot.object, spot.field] = place, spot
        for line in self._shown():
            if line.key not in wanted:
                self._take_away(line)
        for key, (place, spot) in wanted.items():
            if key not in self._lines or self._lines[key].parentWidget() is not place.layout.parentWidget():
                self._put(place, spot)
        if self._waiting or self._left:
            self._fill_left(set(wanted))

    def _fill_left(self, disputed: set[tuple[str, str]]) -> None:
        """Results that were being edited when a conflict was settled elsewhere."""
        self._ended -= disputed
        self._left = {key: left for key, left in self._left.items() if isValid(left)}
        from desktop.panes.conflict_left import LeftResult, left_results

        found = left_results(self._context)
        for key in [key for key in self._left if key not in found or key in disputed]:
            self._end_left(key)
        for key, draft in found.items():
            places = [place for place in self._places if place.object == key[0] and key[1] in (place.fields or key)]
            if not places or key in disputed or key in self._ended:
                continue
            layout = places[-1].layout
            if key not in self._left or self._left[key].parentWidget() is not layout.parentWidget():
                left = self._left[key] = LeftResult(self._context, draft, may_write=places[-1].may_write)
                left.settling.connect(partial(self._settle, key[0]))
                left.ended.connect(partial(self._end_left, key))
                layout.addWidget(left)

    def _end_left(self, key: tuple[str, str]) -> None:
        self._ended.add(key)
        left = self._left.pop(key, None)
        if left is not None and isValid(left):
            left.hide()
            left.deleteLater()

    def _put(self, place: _Place, spot: Spot) -> None:
        line = ConflictLine(self._context, spot, may_write=place.may_write, called=place.called)
        line.settling.connect(partial(self._settle, spot.object))
        self._lines[line.key] = line
        place.layout.addWidget(line)
        chosen, focused = self._opened.pop(line.key, None), line.key == self._focused
        if chosen is not None:
            line.unfold()
        if chosen is not None and line.view is not None:
            line.view.go_on(chosen)
            if focused:
                line.view.begin()
        elif focused and line.choice is not None:
            line.choice.begin()
        if focused:
            self._focused = None

    def _take_away(self, line: ConflictLine) -> None:
        """It is settled: whoever chose goes on in the field."""
        focused = _holds_focus(line)
        del self._lines[line.key]
        if line.view is not None and line.view.done:
            self._ended.add(line.key)
        line.hide()
        line.deleteLater()
        if focused and (widget := self._next_field(*line.key)) is not None:
            take_focus(widget)
        elif focused:
            self.deserted.emit()

    def _next_field(self, object_id: str, field: str) -> QWidget | None:
        """Where one goes on: the field itself, another one of its object, or of the page where the object is gone."""
        reader = self._context.notebook.reader
        alive = [
            each
            for each in (self._fields.autosave.writings() if self._fields is not None else ())
            if each.widget.isVisible() and not getattr(reader.get(each.object), "deleted", True)
        ]
        ours = [each for each in alive if each.object == object_id] or alive
        ours.sort(key=lambda each: (each.field != field, each.field not in ("text", "question", "caption")))
        return ours[0].widget if ours else None

    def _settle(self, object_id: str) -> None:
        if self._fields is not None:
            self._fields.autosave.settle(object_id)


def bring_into_view(widget: QWidget, margin: int) -> None:
    """Scroll whatever is around widget so that it begins margin px below the top, now and once its height is known."""

    def scroll() -> None:
        part = widget.parentWidget()
        while part is not None:
            if isinstance(part, Brings):
                part.bring(widget, margin)
            elif isinstance(part, QScrollArea) and (inner := part.widget()) is not None:
                if (layout := inner.layout()) is not None:
                    layout.activate()
                top = widget.mapTo(inner, widget.rect().topLeft()).y() - margin
                bar = part.verticalScrollBar()
                if not bar.value() <= top or top + widget.height() > bar.value() + part.viewport().height():
                    bar.setValue(max(0, top))
            part = part.parentWidget()

    scroll()
    QTimer.singleShot(0, widget, scroll)
    QTimer.singleShot(SETTLING, widget, scroll)


def _holds_focus(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))
