"""Teams and their people as a tree to look at and to move about in: values, and the item model over them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from db.order import key_between
from db.records import Person, Team
from desktop.tips import plain_tip

if TYPE_CHECKING:
    from db.queries import Reader
    from desktop.theme import Theme
    from resources import Sentences

Index: TypeAlias = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
COLUMNS = ("name", "affiliation", "position", "role", "tel", "email")
MIME = "application/x-briefing-people"


@dataclass(frozen=True, slots=True)
class Member:
    """One person. twice: somebody else has the same name."""

    id: str
    name: str
    affiliation: str
    position: str
    role: str
    tel: str
    email: str
    twice: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A team with its people; id is empty for those without a team."""

    id: str
    name: str
    members: tuple[Member, ...]


def delegation(reader: Reader) -> tuple[Group, ...]:
    """Teams in their order with their people in theirs; at the end those without a team, where there are any."""
    from exporters.importing.grid import key_of

    people = reader.all(Person)
    teams = reader.all(Team)
    names = Counter(key_of(person.name) for person in people if person.name)
    groups: dict[str, list[Member]] = {team.id: [] for team in teams}
    nowhere: list[Member] = []
    for person in people:
        fields = (person.name, person.affiliation, person.position, person.role, person.tel, person.email)
        member = Member(person.id, *fields, names[key_of(person.name)] > 1)
        groups.get(person.team or "", nowhere).append(member)
    found = [Group(team.id, team.name, tuple(groups[team.id])) for team in teams]
    return (*found, Group("", "", tuple(nowhere))) if nowhere or not teams else tuple(found)


@dataclass(frozen=True, slots=True)
class Move:
    """Where people go: a team (None for none), and their order keys."""

    team: str | None
    orders: tuple[tuple[str, str], ...]


def moved(groups: Sequence[Group], orders: dict[str, str], ids: Sequence[str], team: str, place: int) -> Move:
    """People go to a team, in front of the place-th one of those that stay there (-1: at the end).

    orders: of all people. The order keys of those that stay are not touched.
    """
    stay = [member.id for group in groups if group.id == team for member in group.members]
    cut = len(stay) if place < 0 else place
    ahead = [each for each in stay[:cut] if each not in ids]
    behind = [each for each in stay[cut:] if each not in ids]
    low = orders.get(ahead[-1]) if ahead else None
    high = orders.get(behind[0]) if behind else None
    found: list[tuple[str, str]] = []
    for each in ids:
        low = key_between(low, high if high and (low or "") < high else None)
        found.append((each, low))
    return Move(team or None, tuple(found))


class DelegationModel(QAbstractItemModel):
    """Two levels: teams, people. moved: people's ids, team and place, where they were dropped. renamed: team, name."""

    dropped = Signal(list, str, int)
    renamed = Signal(str, str)

    def __init__(self, theme: Theme, sentences: Sentences, *, fixed: bool, parent: QObject | None = None) -> None:
        """fixed: nothing can be changed."""
        super().__init__(parent)
        self._theme, self._say, self._fixed = theme, sentences, fixed
        self.groups: tuple[Group, ...] = ()

    def show(self, groups: tuple[Group, ...]) -> bool:
        """Take groups; answers whether the tree was built anew."""
        if groups == self.groups:
            return False
        self.beginResetModel()
        self.groups = groups
        self.endResetModel()
        return True

    def find(self, object_id: str) -> QModelIndex:
        """The index of a team or person."""
        for row, group in enumerate(self.groups):
            if group.id == object_id and object_id:
                return self.index(row, 0)
            for place, member in enumerate(group.members):
                if member.id == object_id:
                    return self.index(place, 0, self.index(row, 0))
        return QModelIndex()

    def group_at(self, index: Index) -> Group | None:
        """The team at index, or that of the person there."""
        if not index.isValid():
            return None
        return self.groups[index.row() if index.internalId() == 0 else index.internalId() - 1]

    def member_at(self, index: Index) -> Member | None:
        if not index.isValid() or index.internalId() == 0:
            return None
        return self.groups[index.internalId() - 1].members[index.row()]

    def index(self, row: int, column: int, parent: Index = TOP) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, child: Index = TOP) -> QModelIndex:  # type: ignore[override]
        if not child.isValid() or child.internalId() == 0:
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = TOP) -> int:
        if not parent.isValid():
            return len(self.groups)
        return len(self.groups[parent.row()].members) if parent.internalId() == 0 and parent.column() == 0 else 0

    def columnCount(self, parent: Index = TOP) -> int:
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._say(f"fields.field.{COLUMNS[section]}")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._fixed:
            return flags
        if self.member_at(index) is not None:
            return flags | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        named = self.groups[index.row()].id and index.column() == 0
        return flags | Qt.ItemFlag.ItemIsDropEnabled | (Qt.ItemFlag.ItemIsEditable if named else flags)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        group, member = self.group_at(index), self.member_at(index)
        if group is None:
            return None
        if member is None:
            return self._team(group, index.column(), role)
        name = COLUMNS[index.column()]
        text = getattr(member, name)
        text = (self._say(f"fields.code.role.{text}") if name == "role" and text != "participant" else text) or ""
        if name == "role" and member.role == "participant":
            text = ""
        unnamed = name == "name" and not member.name
        if role == Qt.ItemDataRole.DisplayRole:
            return self._say("tour.people.unnamed") if unnamed else text
        if role == Qt.ItemDataRole.ForegroundRole:
            token = "amber" if name == "name" and (member.twice or unnamed) else "ink" if name == "name" else "ink2"
            return self._theme.color(token)
        if role == Qt.ItemDataRole.FontRole and name == "name":
            return self._theme.font(13, bold=True)
        twice = self._say("tour.people.twice") if member.twice and name == "name" else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(" · ".join(filter(None, (text, twice))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (text or (self._say("tour.people.unnamed") if unnamed else ""), twice)))
        return None

    def _team(self, group: Group, column: int, role: int) -> Any:
        if column:
            return None
        if role == Qt.ItemDataRole.EditRole:
            return group.name
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            name = group.name or self._say("tour.people.no_team" if not group.id else "tour.people.unnamed_team")
            return self._say("tour.people.team_row", name=name, count=len(group.members))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.color("navy")
        if role == Qt.ItemDataRole.FontRole:
            return self._theme.font(13, bold=True)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        group = self.group_at(index)
        if role != Qt.ItemDataRole.EditRole or group is None or self.member_at(index) is not None or not group.id:
            return False
        self.renamed.emit(group.id, str(value).strip())
        return True

    # --- dragging -----------------------------------------------------------------------------------------------

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        ids = [member.id for index in indexes if index.column() == 0 and (member := self.member_at(index)) is not None]
        data = QMimeData()
        data.setData(MIME, json.dumps(ids).encode())
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return not self._fixed and data.hasFormat(MIME) and parent.isValid()

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        group = self.group_at(parent)
        if group is None or not self.canDropMimeData(data, action, row, column, parent):
            return False
        place = parent.row() if self.member_at(parent) is not None else row
        self.dropped.emit(json.loads(bytes(data.data(MIME).data()).decode()), group.id, place)
        return False  # the records move, and the tree follows them
