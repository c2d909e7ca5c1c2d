"""What participants take from a visit, by team; one's own can be written."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from db.edits import change
from db.records import Person, Takeaway, Team, Visit
from desktop.adding import takeaway_edit
from desktop.models.people import may_write, people
from desktop.panes.history.history_button import history_button
from desktop.panes.lifting import lift_takeaway
from desktop.panes.parts import button, label, line, picture
from desktop.panes.visit.entries import EntryPane
from desktop.panes.visit.notes import LINE, rows
from desktop.signs import sign_pixmap

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel


class TakeawaysPane(EntryPane[Takeaway]):
    """The tab 소감·시사점."""

    kind = Takeaway

    def as_read(self, records: list[Takeaway]) -> list[Takeaway]:
        """By team; those of no team at the end."""
        self._people = {person.id: person for person in self.context.notebook.reader.all(Person)}
        self._teams = {team.id: team.name for team in self.context.notebook.reader.all(Team)}
        return sorted(records, key=lambda each: (self._team(each) == "", self._team(each)))

    def build(self, visit: Visit, takeaways: list[Takeaway]) -> None:
        say, theme = self.context.sentences, self.context.theme
        if not takeaways:
            self.show_empty(
                "pencil", "editor.takeaways.empty", "editor.takeaways.empty_step", "editor.takeaways.add", self.add
            )
            return
        self._states = self.context.notebook.reader.statuses(Takeaway)
        several = len({self._team(each) for each in takeaways}) > 1 or any(map(self._team, takeaways))
        for team, group in groupby(takeaways, key=self._team):
            if several:
                self.layout_.addWidget(label(team or say("editor.takeaways.no_team"), "head"))
                self.layout_.addSpacing(theme.px(8))
            for takeaway in group:
                self.add_entry(takeaway, self._card, partial(theme.px, 70 + LINE * rows(takeaway.text)))
                self.layout_.addSpacing(theme.px(8))
            self.layout_.addSpacing(theme.px(12))
        add = button(say("editor.takeaways.add"), "tonal", icon="plus", theme=theme)
        add.clicked.connect(self.add)
        add.setEnabled(not self.context.notebook.read_only)
        self.layout_.addLayout(line(add))

    def add(self) -> None:
        """A takeaway of who writes here, the focus in it."""
        visit = self.context.notebook.reader.get(self.visit_id)
        day = visit.date if isinstance(visit, Visit) else None
        edit = takeaway_edit(self.context, self.visit_id, day, self.context.person)
        if self.page.commit(edit) is not None:
            self.focus(edit.object, "text")

    def may_write(self, takeaway: Takeaway) -> bool:
        """One's own, one that nobody signed, and all for a coordinator or while nobody said who they are."""
        reader = self.context.notebook.reader
        if self.context.notebook.read_only:
            return False
        return may_write(reader, takeaway, self.context.person)

    def _team(self, takeaway: Takeaway) -> str:
        author = self._people.get(takeaway.author or "")
        team = takeaway.team or (author.team if author else None)
        return self._teams.get(team or "", "") or takeaway.team_name

    def _card(self, takeaway: Takeaway) -> QWidget:
        say, theme = self.context.sentences, self.context.theme
        frame = QFrame()
        frame.setProperty("look", "card")
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(theme.px(14), theme.px(10), theme.px(10), theme.px(12))
        layout.setSpacing(theme.px(4))
        author = self._people.get(takeaway.author or "")
        name = author.name if author else takeaway.author_name or say("editor.takeaways.unsigned")
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        own = self.may_write(takeaway)
        signed = author is not None or takeaway.author_name
        head.addWidget(label(name, "strong") if signed or not own or not self._people else self._sign(takeaway))
        detail = " · ".join(filter(None, (author.affiliation, author.position))) if author else ""
        if detail:
            head.addWidget(label(detail, "small"))
        if takeaway.masked:
            head.addWidget(label(say("editor.takeaways.masked"), "chip"), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addWidget(self._state(takeaway) if own else picture(theme, "lock", "ink3", 16))
        head.addWidget(self._lift(takeaway, name))
        head.addWidget(history_button(self.page, takeaway.id, say("editor.takeaways.name", name=name)))
        if own:
            away = QToolButton()
            away.setIcon(theme.icon("trash", "ink3", 18))
            away.setIconSize(QSize(theme.px(18), theme.px(18)))
            away.setToolTip(say("editor.delete"))
            away.setAccessibleName(f"{say('editor.delete')}: {name}")
            away.clicked.connect(partial(self.remove, takeaway.id))
            head.addWidget(away)
        layout.addLayout(head)
        layout.addLayout(self.page.conflicts.place(takeaway.id, may_write=own))
        layout.addLayout(self.page.review.reasons.place(takeaway.id))
        editor = self.fields.outline(takeaway, "text", say("editor.takeaways.name", name=name))
        editor.setReadOnly(not own)
        editor.setPlaceholderText(say("editor.takeaways.here"))
        editor.finished.connect(self.add)
        layout.addWidget(editor)
        return frame

    def _lift(self, takeaway: Takeaway, name: str) -> QToolButton:
        """The button that makes an implication of a takeaway."""
        say, theme = self.context.sentences, self.context.theme
        press = QToolButton()
        press.setIcon(theme.icon("flag", "ink3", 18))
        press.setIconSize(QSize(theme.px(18), theme.px(18)))
        press.setToolTip(say("implications.lift"))
        press.setAccessibleName(f"{say('implications.lift')}: {name}")
        press.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        press.setEnabled(not self.context.notebook.read_only)
        press.clicked.connect(partial(lift_takeaway, self.page, takeaway.id))
        return press

    def _sign(self, takeaway: Takeaway) -> QPushButton:
        """Who wrote it, chosen from the delegation: while nobody said who writes here, a takeaway has no name."""
        press = button(self.context.sentences("editor.takeaways.sign"), "link", icon="person", theme=self.context.theme)
        menu = QMenu(press)
        for each in people(self.context.notebook.reader):
            action = menu.addAction(each.name.replace("&", "&&"))
            action.triggered.connect(partial(self.sign, takeaway.id, each.object_id))
        press.setMenu(menu)
        return press

    def sign(self, takeaway_id: str, person_id: str) -> None:
        """Write down who wrote a takeaway."""
        reader = self.context.notebook.reader
        takeaway, person = reader.get(takeaway_id), reader.get(person_id)
        if isinstance(takeaway, Takeaway) and isinstance(person, Person):
            self.page.commit(change(takeaway, author=person.id, team=person.team))

    def signature(self, records: list[Takeaway]) -> list[str]:
        return [f"{record.id} {record.author} {record.team}" for record in records]

    def _state(self, takeaway: Takeaway) -> QLabel:
        state = self._states.get(takeaway.id, "empty")
        answer = label("")
        answer.setPixmap(sign_pixmap(state, self.context.theme, 12, 2.0))
        answer.setToolTip(self.context.sentences(f"window.state.{state}"))
        answer.setAccessibleName(answer.toolTip())
        answer.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return answer
