"""Boxes of which any may be ticked: sections and states by name, people under their teams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop.tips import plain_tip

if TYPE_CHECKING:
    from db.records import Person, Team
    from desktop.theme import Theme

ID = Qt.ItemDataRole.UserRole
ROW = 26
"""px at 100 %."""


class Ticks(QWidget):
    """One box a name. changed: another choice, made by hand."""

    changed = Signal()

    def __init__(self, names: Mapping[str, str], spacing: int) -> None:
        """names: what each value is called. spacing: px."""
        super().__init__()
        self.boxes = {value: QCheckBox(name) for value, name in names.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing)
        for box in self.boxes.values():
            box.clicked.connect(lambda _: self.changed.emit())
            column.addWidget(box)

    def show_chosen(self, chosen: Iterable[str]) -> None:
        ticked = set(chosen)
        for value, box in self.boxes.items():
            box.setChecked(value in ticked)

    def chosen(self) -> tuple[str, ...]:
        return tuple(value for value, box in self.boxes.items() if box.isChecked())


class PeopleTree(QTreeWidget):
    """Teams with their people. A ticked team means whoever is in it. changed: another choice, made by hand."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        """name: for those who hear the window."""
        super().__init__()
        self._theme = theme
        self._listed: list[tuple[str, str, str]] = []
        self.setObjectName("parts")
        self.setHeaderHidden(True)
        self.setIndentation(theme.px(18))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemsExpandable(False)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._ticked)

    def show_people(self, teams: Sequence[Team], people: Sequence[Person], chosen: Iterable[str]) -> None:
        """chosen: ids of people and teams."""
        listed = _listed(teams, people)
        self.blockSignals(True)
        if listed != self._listed:
            self._listed = listed
            self._fill()
        ticked = set(chosen)
        for item in self._items():
            above = item.parent()
            on = item.data(0, ID) in ticked or (above is not None and above.data(0, ID) in ticked)
            item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.blockSignals(False)

    def chosen(self) -> tuple[str, ...]:
        """Teams that are ticked, and people that are while their team is not."""
        found = []
        for item in self._items():
            above = item.parent()
            if item.checkState(0) == Qt.CheckState.Checked and (above is None or not _whole(above)):
                found.append(str(item.data(0, ID)))
        return tuple(found)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """All rows are seen: the wheel belongs to the form around them."""
        event.ignore()

    def _fill(self) -> None:
        self.clear()
        teams: dict[str, QTreeWidgetItem] = {}
        for object_id, name, team in self._listed:
            item = QTreeWidgetItem([name])
            item.setData(0, ID, object_id)
            item.setToolTip(0, plain_tip(name))
            item.setSizeHint(0, QSize(0, self._theme.px(ROW)))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            if team in teams:
                teams[team].addChild(item)
            else:
                teams[object_id] = item
                self.addTopLevelItem(item)
        self.expandAll()
        self.setFixedHeight(max(len(self._listed), 1) * self._theme.px(ROW) + 2 * self.frameWidth() + self._theme.px(4))

    def _items(self) -> list[QTreeWidgetItem]:
        tops = [item for number in range(self.topLevelItemCount()) if (item := self.topLevelItem(number)) is not None]
        return [each for top in tops for each in (top, *_children(top))]

    def _ticked(self, item: QTreeWidgetItem) -> None:
        """A team takes its people along, and is not whole without one of them."""
        self.blockSignals(True)
        for child in _children(item):
            child.setCheckState(0, item.checkState(0))
        above = item.parent()
        if above is not None and item.checkState(0) == Qt.CheckState.Unchecked:
            above.setCheckState(0, Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.viewport().update()
        self.changed.emit()


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for number in range(item.childCount()) if (child := item.child(number)) is not None]


def _whole(item: QTreeWidgetItem) -> bool:
    return item.checkState(0) == Qt.CheckState.Checked


def _listed(teams: Sequence[Team], people: Sequence[Person]) -> list[tuple[str, str, str]]:
    """Id, name and team of everybody, each team before its people; who has no team stands at the end."""
    known = {team.id for team in teams}
    found = []
    for team in teams:
        found.append((team.id, team.name, ""))
        found += [(person.id, person.name, team.id) for person in people if person.team == team.id]
    return [*found, *((person.id, person.name, "") for person in people if person.team not in known)]
