"""The delegation: teams with their people, moved by mouse or keys, and one person as a form beside them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QMenu, QStackedLayout, QWidget

from db.edits import Edit, change, create
from db.order import key_between
from db.records import Person, Record, Team
from desktop.models.delegation import DelegationModel, delegation, moved
from desktop.panes.flow import FlowLayout
from desktop.panes.nothing import Nothing
from desktop.panes.parts import button
from desktop.panes.tour.part import TourPart
from desktop.panes.tour.people_tree import PeopleTree
from desktop.panes.tour.person_form import PersonForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.panes.writing import WritingPage

WIDTHS = (130, 165, 105, 92, 116, 170)
NARROW = 700
"""px at 100 % below which the form takes the place of the list while somebody is edited."""
FORM = 270
"""Width of the form beside the list; px at 100 %."""


class PeoplePane(TourPart):
    """See the module."""

    def __init__(self, page: WritingPage) -> None:
        super().__init__(page)
        theme, say = self.context.theme, self.context.sentences
        self.model = DelegationModel(theme, say, fixed=self.fixed, parent=self)
        self.model.dropped.connect(self._dropped)
        self.model.renamed.connect(self._rename)
        self.paste = button(say("tour.people.paste"), "tonal", icon="copy", theme=theme)
        self.add_person = button(say("tour.people.add"), icon="plus", theme=theme)
        self.add_team = button(say("tour.people.add_team"), icon="people", theme=theme)
        self.paste.clicked.connect(lambda: self.table_requested.emit(None))
        self.add_person.clicked.connect(self._add_person)
        self.add_team.clicked.connect(self._add_team)
        for press in (self.paste, self.add_person, self.add_team):
            press.setEnabled(not self.fixed)
        self.back = button(say("tour.people.back"), "link", icon="back", theme=theme)
        self.back.clicked.connect(self._to_list)
        self.back.hide()
        flow = FlowLayout(theme.px(8), theme.px(6))
        for press in (self.paste, self.add_person, self.add_team):
            flow.addWidget(press)
        self.column.addLayout(flow)
        self.column.addWidget(self.back)
        self.list = self.tree = PeopleTree(theme, self.model, self.take_key)
        self._furnish()
        self.form = PersonForm(page)
        self.form.delete_requested.connect(lambda person: self._delete([person]))
        self._narrow = self._editing = False
        self._beside = QHBoxLayout()
        self._beside.setSpacing(theme.px(16))
        self._list, self._shown = QWidget(), QStackedLayout()
        self._list.setLayout(self._shown)
        self._shown.addWidget(self.tree)
        self._shown.addWidget(Nothing(theme, "people", say("tour.people.empty"), say("tour.people.empty_how")))
        self._beside.addWidget(self._list, 1)
        self._beside.addWidget(self.form)
        self.column.addLayout(self._beside, 1)

    def _furnish(self) -> None:
        tree, header = self.tree, self.tree.header()
        tree.setObjectName("delegation")
        tree.setAccessibleName(self.context.sentences("tour.tab.people"))
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        tree.setDragEnabled(not self.fixed)
        tree.setAcceptDrops(not self.fixed)
        tree.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        tree.setDefaultDropAction(Qt.DropAction.MoveAction)
        tree.setIndentation(self.context.theme.px(14))
        tree.setUniformRowHeights(True)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._offer)
        tree.doubleClicked.connect(lambda index: self._enter(index))
        tree.selectionModel().currentChanged.connect(lambda *_: self._show_form())
        header.setStretchLastSection(True)
        header.setSectionsMovable(False)
        for column, width in enumerate(WIDTHS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, self.context.theme.px(width))

    # --- reading ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the notebook again; who is chosen stays chosen."""
        current, chosen = self._id_of(self.tree.currentIndex()), self._chosen()
        closed = {group.id for row, group in enumerate(self.model.groups) if not self._open(row)}
        groups = delegation(self.context.notebook.reader)
        if self.model.show(groups):
            for row, group in enumerate(groups):
                index = self.model.index(row, 0)
                self.tree.setFirstColumnSpanned(row, QModelIndex(), True)
                self.tree.setExpanded(index, group.id not in closed)
            self._choose(chosen or ([current] if current else []))
        self._shown.setCurrentIndex(0 if any(group.id or group.members for group in groups) else 1)
        self._share()
        self._show_form()

    def begin(self) -> None:
        if self._shown.currentIndex():
            self.paste.setFocus()
            return
        if not self.tree.currentIndex().isValid():
            self.tree.setCurrentIndex(self.model.index(0, 0))
        self.tree.setFocus()

    def choose(self, object_id: str) -> None:
        """Show a person, with the form, or a team."""
        self._choose([object_id])
        self._editing = self.model.member_at(self.tree.currentIndex()) is not None
        self._share()
        self._show_form()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._narrow = event.size().width() < self.context.theme.px(NARROW)
        self.form.setMinimumWidth(0 if self._narrow else self.context.theme.px(FORM))
        self.form.setMaximumWidth((1 << 24) - 1 if self._narrow else self.context.theme.px(FORM))
        self._share()

    def _share(self) -> None:
        """Beside each other where there is room, else the list, or the form of whoever is edited."""
        listed = self._shown.currentIndex() == 0
        editing = self._narrow and self._editing and listed
        self.form.setVisible(listed and (editing or not self._narrow))
        self._list.setVisible(not editing)
        self.back.setVisible(editing)

    def _to_list(self) -> None:
        self._editing = False
        self._share()
        self.tree.setFocus()

    def _show_form(self) -> None:
        member = self.model.member_at(self.tree.currentIndex())
        record = self.context.notebook.reader.get(member.id) if member is not None else None
        self.form.show_person(record if isinstance(record, Person) else None, twice=bool(member and member.twice))

    # --- keys and menus -----------------------------------------------------------------------------------------

    def take_key(self, event: QKeyEvent) -> bool:
        """Alt and an arrow move people or a team; Enter goes on in the form; Del puts into the bin; Ctrl+V pastes."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self.table_requested.emit(None)
        elif self.fixed:
            return False
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(self.tree.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self._delete(self._chosen() or [self._id_of(self.tree.currentIndex())])
        elif event.key() == Qt.Key.Key_Insert:
            self._add_person()
        else:
            return False
        return True

    def _enter(self, index: QModelIndex) -> None:
        if self.model.member_at(index) is not None:
            self._edit()
        elif index.isValid() and self.model.groups[index.row()].id and not self.fixed:
            self.tree.edit(index.siblingAtColumn(0))

    def _edit(self) -> None:
        """The form of whoever is chosen, its name first."""
        self._editing = True
        self._share()
        self._show_form()
        self.form.take_name()

    def _offer(self, place: QPoint) -> None:
        index = self.tree.indexAt(place)
        say, menu = self.context.sentences, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = self._chosen()
        if chosen:
            menu.addAction(say("tour.people.edit")).triggered.connect(lambda: self._enter(index))
            teams = menu.addMenu(say("tour.people.to_team"))
            for team in self.context.notebook.reader.all(Team):
                teams.addAction((team.name or say("tour.people.unnamed_team")).replace("&", "&&")).triggered.connect(
                    partial(self._move, chosen, team.id, -1)
                )
            teams.addAction(say("tour.people.no_team")).triggered.connect(partial(self._move, chosen, "", -1))
            roles = menu.addMenu(say("fields.field.role"))
            for role in ("participant", "reviewer", "coordinator"):
                roles.addAction(say(f"fields.code.role.{role}")).triggered.connect(
                    partial(self._set_role, chosen, role)
                )
        elif self._id_of(index):
            menu.addAction(say("tour.people.rename")).triggered.connect(lambda: self._enter(index))
        doomed = chosen or [each for each in [self._id_of(index)] if each]
        if doomed:
            menu.addSeparator()
            menu.addAction(say("editor.delete")).triggered.connect(partial(self._delete, doomed))
        for action in menu.actions():
            action.setEnabled(not self.fixed)
        if menu.actions():
            menu.popup(self.tree.viewport().mapToGlobal(place))

    # --- what is done -------------------------------------------------------------------------------------------

    def _add_person(self) -> None:
        group = self.model.group_at(self.tree.currentIndex())
        reader = self.context.notebook.reader
        order = key_between(max((each.order for each in reader.all(Person)), default=None), None)
        edit = create(Person, tour=self.page.object_id, team=(group.id or None) if group else None, order=order)
        if self.page.commit(edit) is not None:
            self.choose(edit.object)
            self._edit()

    def _add_team(self) -> None:
        teams = self.context.notebook.reader.all(Team)
        name = self.context.sentences("tour.people.team_name", number=len(teams) + 1)
        order = key_between(max((each.order for each in teams), default=None), None)
        edit = create(Team, tour=self.page.object_id, name=name, order=order)
        if self.page.commit(edit) is not None:
            self.choose(edit.object)
            self.tree.setFocus()
            self.tree.edit(self.model.find(edit.object))

    def _rename(self, team_id: str, name: str) -> None:
        team = self.context.notebook.reader.get(team_id)
        if isinstance(team, Team) and name != team.name:
            self.page.commit(change(team, name=name))

    def _dropped(self, ids: Sequence[str], team: str, place: int) -> None:
        self._move(ids, team, place)

    def _move(self, ids: Sequence[str], team: str, place: int) -> None:
        reader = self.context.notebook.reader
        people = reader.many(Person, ids)
        orders = {person.id: person.order for person in reader.all(Person)}
        move = moved(self.model.groups, orders, [each for each in ids if each in people], team, place)
        edits = [
            change(people[each], order=order, **({"team": move.team} if people[each].team != move.team else {}))
            for each, order in move.orders
        ]
        if edits:
            self.page.commit(*edits, how="moved")
            self._choose(ids)

    def _step(self, by: int) -> None:
        """One place up or down; over the edge of a team into the next one."""
        chosen = self._chosen()
        index = self.tree.currentIndex()
        row = next(
            (row for row, group in enumerate(self.model.groups) if any(m.id in chosen for m in group.members)), -1
        )
        if row < 0:
            self._step_team(self._id_of(index), by)
            return
        group = self.model.groups[row]
        places = [place for place, member in enumerate(group.members) if member.id in chosen]
        target = places[0] - 1 if by < 0 else places[-1] + 2
        if 0 <= target <= len(group.members):
            self._move(chosen, group.id, target)
        elif 0 <= row + by < len(self.model.groups):
            self._move(chosen, self.model.groups[row + by].id, -1 if by < 0 else 0)

    def _step_team(self, team_id: str, by: int) -> None:
        teams = self.context.notebook.reader.all(Team)
        place = next((number for number, team in enumerate(teams) if team.id == team_id), -1)
        if place < 0 or not 0 <= place + by < len(teams):
            return
        rest = [team for team in teams if team.id != team_id]
        low = rest[place + by - 1].order if place + by > 0 else None
        high = rest[place + by].order if place + by < len(rest) else None
        self.page.commit(change(teams[place], order=key_between(low, high)))
        self._choose([team_id])

    def _set_role(self, ids: Sequence[str], role: str) -> None:
        people = self.context.notebook.reader.many(Person, ids)
        self.page.commit(*(change(person, role=role) for person in people.values()))

    def _delete(self, ids: Sequence[str]) -> None:
        """Into the bin; the people of a team that goes are without a team."""
        reader = self.context.notebook.reader
        edits: list[Edit] = []
        first: Record | None = None
        for each in ids:
            record = reader.get(each) if each else None
            if isinstance(record, Team):
                edits += [change(person, team=None) for person in reader.all(Person, team=record.id)]
            if isinstance(record, Person | Team):
                self.page.fields.autosave.settle(record.id)
                edits.append(change(record, deleted=True))
                first = first or record
        if first is not None and self.put_away(edits, first):
            self._to_list()

    # --- the tree -----------------------------------------------------------------------------------------------

    def _open(self, row: int) -> bool:
        return self.tree.isExpanded(self.model.index(row, 0))

    def _id_of(self, index: QModelIndex) -> str:
        member, group = self.model.member_at(index), self.model.group_at(index)
        return member.id if member is not None else group.id if group is not None else ""

    def _chosen(self) -> list[str]:
        """Ids of the people who are chosen, from the top."""
        rows = self.tree.selectionModel().selectedRows() if self.tree.selectionModel() else []
        ids = {member.id for index in rows if (member := self.model.member_at(index)) is not None}
        return [member.id for group in self.model.groups for member in group.members if member.id in ids]

    def point_at(self, object_id: str) -> None:
        self._choose([object_id])

    def _choose(self, ids: Sequence[str]) -> None:
        indexes = [index for each in ids if (index := self.model.find(each)).isValid()]
        selection = self.tree.selectionModel()
        for number, index in enumerate(indexes):
            flag = QItemSelectionModel.SelectionFlag
            first = flag.ClearAndSelect if not number else flag.Select
            selection.setCurrentIndex(index, first | flag.Rows)
        if indexes:
            self.tree.scrollTo(indexes[0])
