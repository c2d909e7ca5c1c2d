"""The coverage of takeaways on the coordinator's home: legend and grid, and what can be done about a cell."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from db.edits import Edit, create
from db.errors import KnownError
from db.records import Attendance
from desktop import adding
from desktop.models.coverage import CoverageModel, covered, team_name
from desktop.models.outline import TOUR
from desktop.panes.matrix.legend import Legend
from desktop.panes.matrix.reminding import Reminding
from desktop.panes.matrix.view import CoverageView
from desktop.panes.parts import button, label
from exporters.coverage import ABSENT, FUTURE, Cell, Group

if TYPE_CHECKING:
    from desktop.context import PageContext
    from exporters.coverage import Coverage

SHOWN, FOLDED = "coverage-shown", "coverage-folded"
"""What is remembered, by name: the state that is filtered, the teams that are folded away."""
EMPTY = "empty"
SAVING = "saving"
"""Topic of the band about what could not be saved."""


class Matrix(QWidget):
    """open_requested: id of an entry or visit. noted: one quiet line. said: what the current cell is, or nothing."""

    open_requested = Signal(str)
    noted = Signal(str)
    said = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._day = context, date.min
        say, theme = context.sentences, context.theme
        self._reading = context.notebook.read_only
        self._shown = context.memory.choice(SHOWN) or EMPTY
        self._folded = frozenset(context.memory.choice(FOLDED).split())
        self.model = CoverageModel(say, self)
        self.reminding = Reminding(context, lambda: self.model.coverage, self)
        self.reminding.noted.connect(self.noted)
        self.legend = Legend(theme, say)
        self.legend.chosen.connect(self.show_state)
        self.view = CoverageView(self.model, theme, say)
        self._nobody = QWidget()
        self._connect()
        self._arrange()

    def _connect(self) -> None:
        view = self.view
        self.model.absence_named.connect(self._mark)
        view.entered.connect(self._enter)
        view.menu_wanted.connect(self._offer)
        view.folding_wanted.connect(self._fold)
        view.absent_wanted.connect(self._ask_reason)
        view.present_wanted.connect(self._unmark)
        view.copy_wanted.connect(self._copy)
        view.moved.connect(self._tell)

    def _arrange(self) -> None:
        say, theme = self._context.sentences, self._context.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.legend)
        column.addWidget(self.view)
        to_people = button(say("coverage.to_people"), "tonal", icon="people", theme=theme)
        to_people.clicked.connect(lambda: self.open_requested.emit(TOUR))
        empty = QVBoxLayout(self._nobody)
        empty.setContentsMargins(0, theme.px(12), 0, theme.px(12))
        empty.addWidget(label(say("coverage.no_people"), "second", wrap=True))
        empty.addWidget(to_people)
        column.addWidget(self._nobody)

    @property
    def coverage(self) -> Coverage:
        return self.model.coverage

    def refresh(self, day: date | None) -> None:
        """Read the grid again; the cell that was current stays so. day: that counts as today."""
        place = self.model.place(self.view.currentIndex())
        self.model.show(covered(self._context.notebook.reader, day), self._folded)
        again = self.model.find(place) if place[0] or place[1] else QModelIndex()
        if not again.isValid():
            again = self.model.first(self._shown)
        if again.isValid() and again != self.view.currentIndex():
            self.view.setCurrentIndex(again)
        self._show_counts()
        there = bool(self.model.rows and self.model.coverage.columns)
        for part in (self.legend, self.view):
            part.setVisible(there)
        self._nobody.setVisible(not there)
        if self.view.hasFocus():
            self._tell()

    def show_state(self, state: str) -> None:
        """Mark the cells that are in a state, or none."""
        self._shown = state
        self._context.memory.keep_choice(SHOWN, state or "-")
        self._show_counts()

    def _show_counts(self) -> None:
        self.view.grid.shown = self._shown
        self.legend.show_counts(self.coverage.counted(), self._shown)
        self.view.viewport().update()

    # --- a cell -------------------------------------------------------------------------------------------------

    def _enter(self, index: QModelIndex) -> None:
        """Open what was written; where nothing was, offer what can be done."""
        cell = self.model.cell(index)
        if cell is not None and cell.entry:
            self.open_requested.emit(cell.entry)
        else:
            self._offer(index, self.view.below(index))

    def _tell(self) -> None:
        focus = self.view.hasFocus()
        self.said.emit(self.model.words(self.view.currentIndex()) if focus else "")

    def _fold(self, team: str, folded: bool) -> None:  # noqa: FBT001 - of a signal
        self._folded = self._folded | {team} if folded else self._folded - {team}
        self._context.memory.keep_choice(FOLDED, " ".join(sorted(self._folded)))
        place = self.model.place(self.view.currentIndex())
        self.model.show(self.coverage, self._folded)
        self.view.setCurrentIndex(self.model.find((team, "", place[2])))

    def _offer(self, index: QModelIndex, place: QPoint) -> None:
        menu = self.menu(index)
        menu.popup(self.view.viewport().mapToGlobal(place))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])

    def menu(self, index: QModelIndex) -> QMenu:
        """What can be done about a cell, its person and its team."""
        menu = QMenu(self)
        row, column, cell = self.model.row(index), self.model.column(index), self.model.cell(index)
        if row is None:
            return menu
        if row.person is not None and column is not None and cell is not None:
            self._offer_cell(menu, index, cell)
            menu.addSeparator()
        self._offer_copies(menu, index)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _offer_cell(self, menu: QMenu, index: QModelIndex, cell: Cell) -> None:
        say, row, column = self._context.sentences, self.model.row(index), self.model.column(index)
        assert row is not None
        assert row.person is not None
        assert column is not None
        if cell.entry:
            menu.addAction(say("coverage.open")).triggered.connect(partial(self.open_requested.emit, cell.entry))
        else:
            write = menu.addAction(say("coverage.write", name=row.person.name))
            write.triggered.connect(partial(self._write, column.visit.id, row.person.id))
            write.setEnabled(not self._reading)
        menu.addAction(say("coverage.open_visit")).triggered.connect(partial(self.open_requested.emit, column.visit.id))
        menu.addSeparator()
        mark = menu.addAction(f"{say('coverage.reason' if cell.absence else 'coverage.absent')}\t-")
        mark.triggered.connect(self._ask_reason)
        mark.setEnabled(not self._reading and cell.state in (EMPTY, FUTURE, ABSENT))
        if cell.absence:
            unmark = menu.addAction(f"{say('coverage.present')}\tDel")
            unmark.triggered.connect(self._unmark)
            unmark.setEnabled(not self._reading)

    def _offer_copies(self, menu: QMenu, index: QModelIndex) -> None:
        say, row, remind = self._context.sentences, self.model.row(index), self.reminding
        assert row is not None
        if row.person is None:
            folded = row.group.id in self._folded
            fold = menu.addAction(say("coverage.unfold" if folded else "coverage.fold"))
            fold.triggered.connect(lambda: self._fold(row.group.id, not folded))
        else:
            own = [row.person.id]
            key = f"{say('coverage.copy_person', name=row.person.name)}\tCtrl+C"
            self._copy_action(menu, key, partial(remind.copy_message, own), own)
        team, ids = team_name(row.group, say), _ids(row.group)
        key = say("coverage.copy_team", team=team) + ("\tCtrl+C" if row.person is None else "")
        self._copy_action(menu, key, partial(remind.copy_message, ids), ids)
        self._copy_action(menu, say("coverage.copy_team_names", team=team), partial(remind.copy_names, ids), ids)
        everybody = [person.id for person in self.coverage.people()]
        key = f"{say('coverage.copy_all')}\tCtrl+Shift+C"
        self._copy_action(menu, key, partial(remind.copy_message, None), everybody)

    def _copy_action(self, menu: QMenu, words: str, do: partial[None], people: list[str]) -> None:
        action = menu.addAction(words)
        action.triggered.connect(lambda: do())
        action.setEnabled(bool(self.coverage.gaps(people)))

    def _copy(self, everybody: bool) -> None:  # noqa: FBT001 - of a signal
        """A message to everybody, or to the person or team that is current."""
        row = self.model.row(self.view.currentIndex())
        if everybody:
            self.reminding.copy_message()
        elif row is not None:
            self.reminding.copy_message([row.person.id] if row.person else _ids(row.group))

    def _write(self, visit: str, person: str) -> None:
        try:
            made = adding.add_takeaway(self._context, visit, person)
        except KnownError as error:
            self._context.messages.error(error, topic=SAVING)
        else:
            self.open_requested.emit(made)

    # --- who was absent -----------------------------------------------------------------------------------------

    def _ask_reason(self) -> None:
        """A line over the cell asks why; Enter marks all cells that are chosen and empty."""
        cell = self.model.cell(self.view.currentIndex())
        if self._reading or cell is None:
            return
        if cell.state not in (EMPTY, FUTURE, ABSENT):
            self.noted.emit(self._context.sentences("coverage.not_empty"))
            return
        self.view.edit(self.view.currentIndex())

    def _mark(self, reason: str) -> None:
        """reason: as typed; without one nobody is marked, so that a line that was only opened does nothing."""
        if not reason:
            self.noted.emit(self._context.sentences("coverage.no_reason"))
            return
        edits = []
        for person, visit, cell in self._chosen():
            if cell.absence:
                edits += [Edit(cell.absence, Attendance.KIND, {"reason": reason})] if reason != cell.reason else []
            elif cell.state in (EMPTY, FUTURE):
                edits.append(create(Attendance, visit=visit, person=person, reason=reason))
        self._commit(edits)

    def _unmark(self) -> None:
        if not self._reading:
            gone = {"deleted": True}
            self._commit([Edit(each.absence, Attendance.KIND, gone) for *_, each in self._chosen() if each.absence])

    def _chosen(self) -> list[tuple[str, str, Cell]]:
        """Person, visit and cell of all cells that are chosen, the current one among them."""
        current = self.view.currentIndex()
        found = []
        for index in {*self.view.selectedIndexes(), current}:
            row, column, cell = self.model.row(index), self.model.column(index), self.model.cell(index)
            if row is not None and row.person is not None and column is not None and cell is not None:
                found.append((row.person.id, column.visit.id, cell))
        return sorted(found, key=lambda each: each[:2])

    def _commit(self, edits: list[Edit]) -> None:
        if not edits:
            return
        try:
            self._context.operations.commit(edits)
        except KnownError as error:
            self._context.messages.error(error, topic=SAVING)


def _ids(group: Group) -> list[str]:
    return [person.id for person in group.people]
