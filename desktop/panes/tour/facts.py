"""What the tour is: who organises it, when it is, where it goes, what for. It stands above the tabs of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from db.records import Team
from desktop.models.tour_values import countries_read, countries_shown, days_read, days_shown
from desktop.panes.parts import Fitting, clear, label
from desktop.panes.tour.value_field import ValueField

if TYPE_CHECKING:
    from db.records import Tour
    from desktop.panes.writing import WritingPage

WIDE = 620
"""px at 100 % from which three fields stand side by side."""


class Facts(Fitting):
    """The form of a tour's fields; its title stands in the page's first line. last: the lowest of the fields."""

    last: QWidget

    def __init__(self, page: WritingPage) -> None:
        super().__init__(page.context.theme.px(40), page)
        self._page = page
        theme = page.context.theme
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(theme.px(26), 0, theme.px(20), theme.px(6))
        layout.setSpacing(theme.px(8))
        self._lines = QWidget()
        self._disputed = QVBoxLayout(self._lines)
        self._disputed.setContentsMargins(0, 0, 0, 0)
        self._disputed.setSpacing(0)
        self._placed: frozenset[str] = frozenset()
        layout.addWidget(self._lines)
        page.conflicts.changed.connect(self._show_disputes)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(28))
        self._grid.setVerticalSpacing(theme.px(8))
        layout.addLayout(self._grid)
        self._below = QVBoxLayout()
        self._below.setSpacing(0)
        layout.addLayout(self._below)
        self._values: list[ValueField] = []
        self._cells: list[QWidget] = []
        self._wide = True
        self.hold(inner)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def load(self, tour: Tour) -> None:
        """Show this tour."""
        say, fields = self._page.context.sentences, self._page.fields
        for part in (self._disputed, self._grid, self._below):
            clear(part)
        teams = self._page.context.notebook.reader.all(Team)
        self._disputed.addLayout(self._page.conflicts.place(tour.id))
        for team in teams:
            self._disputed.addLayout(self._page.conflicts.place(team.id, called=team.name))
        self._placed = frozenset((tour.id, *(team.id for team in teams)))
        self._show_disputes()
        organiser = fields.line(tour, "organiser", say("fields.field.organiser"), missing=True)
        days = ValueField(
            self._page, tour, "days", say("tour.facts.days"), lambda record: days_shown(record, say), days_read
        )
        countries = ValueField(
            self._page, tour, "countries", say("fields.field.countries"), countries_shown, countries_read
        )
        self._values = [days, countries]
        self._cells = [
            self._cell(say("tour.facts.days"), days),
            self._cell(say("fields.field.countries"), countries),
            self._cell(say("fields.field.organiser"), organiser),
        ]
        self._place()
        purpose = fields.outline(tour, "purpose", say("fields.field.purpose"))
        purpose.setPlaceholderText(say("tour.facts.purpose"))
        self._below.addWidget(label(say("fields.field.purpose"), "small"))
        self._below.addWidget(purpose)
        self.last = purpose

    def _show_disputes(self) -> None:
        """The lines take room only where there are any."""
        self._lines.setVisible(any(spot.object in self._placed for spot in self._page.conflicts.spots))

    def keep(self) -> None:
        """Write days and countries, which are no text of their own."""
        for field in self._values:
            field.keep()

    def refresh(self) -> None:
        for field in self._values:
            field.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= self._page.context.theme.px(WIDE)
        if wide != self._wide:
            self._wide = wide
            self._place()

    def _cell(self, name: str, field: QWidget) -> QWidget:
        cell = QWidget()
        layout = QVBoxLayout(cell)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(label(name, "small"))
        if isinstance(field, ValueField):
            field.place(layout)
        else:
            layout.addWidget(field)
        layout.addStretch(1)
        return cell

    def _place(self) -> None:
        across = 3 if self._wide else 1
        for number, cell in enumerate(self._cells):
            self._grid.addWidget(cell, number // across, number % across)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
