"""What participants take from a visit, by team; one's own can be written."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from db.edits import change
from db.records import Person, Takeaway, Team, Visit
from desktop.adding import takeaway_edit
from desktop.editor.composition import full_text
from desktop.models.people import may_write, people
from desktop.panes.history.history_button import history_button
from desktop.panes.lifting import lift_takeaway
from desktop.panes.parts import button, label, line, picture
from desktop.panes.unwritten import Unwritten
from desktop.panes.visit.entries import EntryPane
from desktop.panes.visit.notes import LINE, rows
from desktop.signs import sign_pixmap

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from db.edits import Edit
    from desktop.panes.visit.desk import VisitDesk


class TakeawaysPane(EntryPane[Takeaway]):
    """The tab 소감·시사점."""

    kind = Takeaway

    def __init__(self, page: VisitDesk) -> None:
        super().__init__(page)
        self._unwritten = Unwritten(self.context)
        self._presses: dict[str, list[QToolButton]] = {}
        self.fields.written.connect(lambda takeaway, _: self._make(takeaway))

    def load(self, visit_id: str) -> None:
        self._unwritten.clear()
        super().load(visit_id)

    def as_read(self, records: list[Takeaway]) -> list[Takeaway]:
        """By team; those of no team at the end. One's own may be begun where there is none."""
        records = [*records, *self._pending(records)]
        self._people = {person.id: person for person in self.context.notebook.reader.all(Person)}
        self._teams = {team.id: team.name for team in self.context.notebook.reader.all(Team)}
        return sorted(records, key=lambda each: (self._team(each) == "", self._team(each)))

    def _pending(self, records: list[Takeaway]) -> list[Takeaway]:
        """The takeaway that one may begin to write; nothing is made before its first letter."""
        person = self.context.notebook.reader.get(self.context.person or "")
        own = any(each.author == self.context.person for each in records)
        if not isinstance(person, Person) or own or self.context.notebook.read_only:
            return []
        if records and person.role == "coordinator":
            return []
        offered = self._unwritten.of(self.visit_id, Takeaway, self._creation)
        return [replace(offered, author=person.id, team=person.team)]

    def _creation(self) -> Edit:
        visit = self.page.visit()
        return takeaway_edit(
            self.context, self.visit_id, visit.date if visit is not None else None, self.context.person
        )

    def _make(self, takeaway_id: str) -> None:
        """The first letter makes it; nothing is prepared, so the syllable being composed stays open."""
        if self._unwritten.make(takeaway_id):
            for press in self._presses.get(takeaway_id, ()):
                press.setEnabled(True)

    def before_leaving(self) -> None:
        """What was begun while nothing could be written is made now."""
        for writing in self.fields.autosave.writings():
            if writing.object in self._unwritten.ids() and full_text(writing.widget).strip():
                self._make(writing.object)

    def write(self) -> None:
        """Go on in one's own, or in a new one."""
        self.ensure_built()
        own = [each for each in self.as_read(self.records()) if each.author == self.context.person]
        if not self.context.person or not own:
            self.add()
        else:
            self.focus(min(own, key=lambda each: bool(each.text)).id, "text")

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
        """A takeaway of who writes here, the focus in it: the one that is not begun yet, else a new one."""
        if pending := self._pending(self.records()):
            self.focus(pending[0].id, "text")
            return
        edit = self._creation()
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
        presses = [
            self._lift(takeaway, name),
            history_button(self.page, takeaway.id, say("editor.takeaways.name", name=name)),
        ]
        if own:
            away = QToolButton()
            away.setIcon(theme.icon("trash", "ink3", 18))
            away.setIconSize(QSize(theme.px(18), theme.px(18)))
            away.setToolTip(say("editor.delete"))
            away.setAccessibleName(f"{say('editor.delete')}: {name}")
            away.clicked.connect(partial(self.remove, takeaway.id))
            presses.append(away)
        for press in presses:
            press.setEnabled(press.isEnabled() and takeaway.id not in self._unwritten.ids())
            head.addWidget(press)
        self._presses[takeaway.id] = presses
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
        return [f"{record.id} {record.author} {record.team}" for record in self.as_read(records)]

    def _state(self, takeaway: Takeaway) -> QLabel:
        state = self._states.get(takeaway.id, "empty")
        answer = label("")
        answer.setPixmap(sign_pixmap(state, self.context.theme, 12, 2.0))
        answer.setToolTip(self.context.sentences(f"window.state.{state}"))
        answer.setAccessibleName(answer.toolTip())
        answer.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return answer
