"""What of a page is in conflict, each in its place beside what it is about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from db.frozen import dataclass
from desktop.focus import take_focus
from desktop.models.conflicts import Spot, spots
from desktop.panes.scrolling import bring_into_view

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext
    from desktop.editor.fields import Fields
    from desktop.panes.conflict.left import LeftResult
    from desktop.panes.conflict.line import ConflictLine
    from desktop.panes.conflict.view import Chosen


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
        from desktop.panes.conflict.left import LeftResult, left_results

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
        from desktop.panes.conflict.line import ConflictLine

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


def _holds_focus(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))
