"""One person as a form beside the list: name, where from, team, role, and how to reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QVBoxLayout, QWidget

from db.edits import change
from db.records import Person, Team
from desktop.focus import take_focus
from desktop.panes.history.history_button import history_button
from desktop.panes.parts import Fitting, button, clear, label, line

if TYPE_CHECKING:
    from desktop.panes.writing import WritingPage

LINES = ("name", "affiliation", "position")
REACH = ("tel", "email")
ROLES = ("participant", "reviewer", "coordinator")


class PersonForm(Fitting):
    """delete_requested: id of the person who is to go into the bin. Shows nothing until somebody is chosen."""

    delete_requested = Signal(str)

    def __init__(self, page: WritingPage) -> None:
        super().__init__(page.context.theme.px(120))
        self._page, self.person = page, ""
        self.role: QComboBox  # these come with the first person: without one they would belong to nobody
        self.team: QComboBox
        self._twice: QLabel
        theme = page.context.theme
        card = QFrame()
        card.setProperty("look", "card")
        self._layout = QVBoxLayout(card)
        self._layout.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(14))
        self._layout.setSpacing(theme.px(2))
        self.hold(card)

    def show_person(self, person: Person | None, *, twice: bool) -> None:
        """Show somebody, or nobody. twice: another has the same name."""
        say = self._page.context.sentences
        self._twice_words = say("tour.people.twice") if twice else ""
        if person is not None and person.id == self.person:
            self._choices(person)
            return
        self._page.fields.autosave.settle(self.person or None)
        self.person = person.id if person is not None else ""
        clear(self._layout)
        if person is None:
            self._layout.addWidget(label(say("tour.people.nobody"), "second", wrap=True))
            self._layout.addStretch(1)
            return
        self._build(person)

    def take_name(self) -> None:
        """The focus goes into the name."""
        writing = self._page.fields.autosave.writing(self.person, "name")
        if writing is not None:
            take_focus(writing.widget)

    def _build(self, person: Person) -> None:
        page, say, theme = self._page, self._page.context.sentences, self._page.context.theme
        self._layout.addLayout(page.conflicts.place(person.id, called=person.name))
        for name in LINES:
            self._line(person, name)
        self._twice = label("", "warning", wrap=True)
        self._layout.insertWidget(3, self._twice)
        self.team, self.role = QComboBox(), QComboBox()
        for box, name in ((self.team, "team"), (self.role, "role")):
            words = label(say(f"fields.field.{name}"), "small")
            words.setBuddy(box)
            box.setAccessibleName(f"{person.name}: {say(f'fields.field.{name}')}")
            box.setEnabled(not page.context.notebook.read_only)
            self._layout.addWidget(words)
            self._layout.addWidget(box)
            self._layout.addSpacing(theme.px(6))
        for code in ROLES:
            self.role.addItem(say(f"fields.code.role.{code}"), code)
        self.role.activated.connect(lambda _: self._write("role", str(self.role.currentData())))
        self.team.activated.connect(lambda _: self._write("team", self.team.currentData() or None))
        for name in REACH:
            self._line(person, name)
        away = button(say("tour.people.delete"), "link", icon="trash", theme=theme)
        away.clicked.connect(lambda: self.delete_requested.emit(self.person))
        away.setEnabled(not page.context.notebook.read_only)
        self._layout.addLayout(line(away, history_button(page, person.id, person.name)))
        self._layout.addStretch(1)
        self._choices(person)

    def _line(self, person: Person, name: str) -> None:
        page, say = self._page, self._page.context.sentences
        words = say(f"fields.field.{name}")
        self._layout.addWidget(label(words, "small"))
        missing = name in ("name", "affiliation")
        self._layout.addWidget(page.fields.line(person, name, words, look="header", missing=missing))
        self._layout.addSpacing(page.context.theme.px(6))

    def _choices(self, person: Person) -> None:
        """Team and role as they are now."""
        say, reader = self._page.context.sentences, self._page.context.notebook.reader
        self._twice.setText(self._twice_words)
        self._twice.setVisible(bool(self._twice_words))
        self.team.clear()
        self.team.addItem(say("tour.people.no_team"), "")
        for team in reader.all(Team):
            self.team.addItem(team.name or say("tour.people.unnamed_team"), team.id)
        self.team.setCurrentIndex(max(0, self.team.findData(person.team or "")))
        self.role.setCurrentIndex(max(0, self.role.findData(person.role)))

    def _write(self, name: str, value: str | None) -> None:
        person = self._page.context.notebook.reader.get(self.person)
        if isinstance(person, Person) and getattr(person, name) != value:
            self._page.commit(change(person, **{name: value}))

    def parts(self) -> list[QWidget]:
        """What takes the focus, from the top."""
        return [self.team, self.role]
