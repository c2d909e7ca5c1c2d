"""The part of the dialog for a new notebook that says what is taken along from the tour that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from db.records import Person, Team, Visit
from desktop.dates import day_of, short
from desktop.models.outline import by_time, visit_name
from desktop.models.taken_along import Along
from desktop.panes.parts import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.queries import Reader
    from desktop.theme import Theme
    from resources import Sentences

ID = Qt.ItemDataRole.UserRole


class AlongChoice(QWidget):
    """Institutions and people of a tour, each with a box."""

    def __init__(self, theme: Theme, sentences: Sentences, reader: Reader) -> None:
        super().__init__()
        self._say, self._row = sentences, QSize(0, theme.px(26))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(4), 0, 0)
        layout.setSpacing(theme.px(4))
        name = label(sentences("tour.along.title"), "small")
        self.tree = QTreeWidget()
        self.tree.setObjectName("parts")
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(sentences("tour.along.title"))
        self.tree.setFixedHeight(theme.px(190))
        name.setBuddy(self.tree)
        visits = sorted(by_time(reader.all(Visit)), key=lambda visit: visit.date or "~")
        self._visits = self._group(
            sentences("tour.along.visits", count=len(visits)), ((visit.id, self._visit(visit)) for visit in visits)
        )
        teams = {team.id: team.name for team in reader.all(Team)}
        people = reader.all(Person)
        self._people = self._group(
            sentences("tour.along.people", count=len(people)),
            (
                (person.id, " · ".join(filter(None, (person.name, person.affiliation, teams.get(person.team or "")))))
                for person in people
            ),
        )
        self.contacts = QCheckBox(sentences("tour.along.contacts"))
        self.contacts.setChecked(True)
        for part in (name, self.tree, self.contacts, label(sentences("tour.along.how"), "small", wrap=True)):
            layout.addWidget(part)

    def along(self) -> Along:
        return Along(_chosen(self._visits), _chosen(self._people), self.contacts.isChecked())

    def _visit(self, visit: Visit) -> str:
        day = day_of(visit.date)
        parts = (short(day, self._say) if day else "", visit_name(visit, self._say), visit.city)
        return " · ".join(filter(None, parts))

    def _group(self, name: str, rows: Iterable[tuple[str, str]]) -> QTreeWidgetItem:
        group = QTreeWidgetItem(self.tree, [name])
        group.setFlags(group.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        for object_id, words in rows:
            row = QTreeWidgetItem(group, [words])
            row.setData(0, ID, object_id)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(0, Qt.CheckState.Checked)
            row.setSizeHint(0, self._row)
        group.setSizeHint(0, self._row)
        group.setExpanded(True)
        group.setHidden(not group.childCount())
        return group


def _chosen(group: QTreeWidgetItem) -> frozenset[str]:
    rows = (row for number in range(group.childCount()) if (row := group.child(number)) is not None)
    return frozenset(str(row.data(0, ID)) for row in rows if row.checkState(0) == Qt.CheckState.Checked)
