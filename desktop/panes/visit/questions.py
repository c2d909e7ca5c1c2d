"""Questions and answers of a visit: each pair in a row, Ctrl+Enter for the next one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from db.edits import change, create
from db.order import key_between
from db.records import Contact, Person, Question, Visit
from desktop.editor.composition import LineField
from desktop.panes.history.history_button import history_button
from desktop.panes.parts import button, label, line, rule
from desktop.panes.visit.entries import EntryPane

if TYPE_CHECKING:
    from db.edits import Edit

PERSON, CONTACT = ("asker", "asker_name"), ("answerer", "answerer_name")


class QuestionsPane(EntryPane[Question]):
    """The tab 질의응답."""

    kind = Question

    def build(self, visit: Visit, questions: list[Question]) -> None:
        self._people = {person.name: person.id for person in self.context.notebook.reader.all(Person) if person.name}
        contacts = self.context.notebook.reader.all(Contact, visit=visit.id)
        self._contacts = {contact.name: contact.id for contact in contacts if contact.name}
        self._names: dict[tuple[str, str], LineField] = {}
        if not questions:
            self.show_empty(
                "question", "editor.questions.empty", "editor.questions.empty_step", "editor.questions.add", self.add
            )
            return
        for number, question in enumerate(questions, start=1):
            if number > 1:
                self.layout_.addWidget(rule())
            self.layout_.addWidget(self._pair(question, number))
        add = button(self.context.sentences("editor.questions.add"), "tonal", icon="plus", theme=self.context.theme)
        add.setToolTip("Ctrl+Enter")
        add.clicked.connect(self.add)
        add.setEnabled(not self.context.notebook.read_only)
        self.layout_.addSpacing(self.context.theme.px(10))
        self.layout_.addLayout(line(add))

    def add(self, behind: str = "") -> None:
        """A new question behind another, or at the end; the focus goes into it."""
        questions = self.records()
        place = next((number for number, each in enumerate(questions) if each.id == behind), len(questions) - 1)
        before = questions[place].order if questions else None
        after = questions[place + 1].order if place + 1 < len(questions) else None
        edit = create(Question, visit=self.visit_id, order=key_between(before, after), asker=self.context.person)
        if self.page.commit(edit) is not None:
            self.focus(edit.object, "question")

    def before_leaving(self) -> None:
        if self._built:
            self.page.commit_some(self._links())

    def _pair(self, question: Question, number: int) -> QWidget:
        say, theme = self.context.sentences, self.context.theme
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, theme.px(10), 0, theme.px(10))
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(3))
        asked = self.fields.outline(question, "question", say("editor.questions.question", number=number), bold=True)
        answer = self.fields.outline(question, "answer", say("editor.questions.answer", number=number))
        asked.setPlaceholderText(say("editor.questions.question_here"))
        answer.setPlaceholderText(say("editor.questions.answer_here"))
        for editor in (asked, answer):
            editor.finished.connect(partial(self.add, question.id))
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(_letter("Q", "q_sign", theme.px(22)), 1, 0, top)
        grid.addLayout(self.page.conflicts.place(question.id), 0, 1, 1, 2)
        grid.addLayout(self._disputed(asked, question.id, "question"), 1, 1)
        grid.addLayout(self._side(question, number), 1, 2, top)
        grid.addWidget(_letter("A", "a_sign", theme.px(22)), 2, 0, top)
        grid.addLayout(self._disputed(answer, question.id, "answer"), 2, 1)
        grid.addLayout(self._names_of(question, number), 3, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        return part

    def _disputed(self, editor: QWidget, question_id: str, field: str) -> QVBoxLayout:
        """A text, and under it that it is in conflict."""
        layout = QVBoxLayout()
        layout.setSpacing(self.context.theme.px(4))
        layout.addWidget(editor)
        layout.addLayout(self.page.conflicts.place(question_id, field))
        return layout

    def _side(self, question: Question, number: int) -> QHBoxLayout:
        say, theme = self.context.sentences, self.context.theme
        later = QToolButton()
        later.setCheckable(True)
        later.setChecked(question.check_later)
        later.setIcon(theme.icon("flag", "amber" if question.check_later else "ink3", 18))
        later.setIconSize(QSize(theme.px(18), theme.px(18)))
        later.setToolTip(say("editor.questions.later"))
        later.setAccessibleName(f"{say('editor.questions.later')} {number}")
        later.clicked.connect(partial(self._mark_later, question.id, later))
        away = QToolButton()
        away.setIcon(theme.icon("trash", "ink3", 18))
        away.setIconSize(QSize(theme.px(18), theme.px(18)))
        away.setToolTip(say("editor.delete"))
        away.setAccessibleName(f"{say('editor.delete')} {number}")
        away.clicked.connect(partial(self.remove, question.id))
        for press in (later, away):
            press.setEnabled(not self.context.notebook.read_only)
        past = history_button(self.page, question.id, say("editor.questions.question", number=number))
        return line(later, past, away, spacing=0, stretch=False)

    def _names_of(self, question: Question, number: int) -> QHBoxLayout:
        theme, row = self.context.theme, QHBoxLayout()
        row.setContentsMargins(0, theme.px(2), 0, 0)
        row.setSpacing(theme.px(8))
        for (link, field), known in ((PERSON, self._people), (CONTACT, self._contacts)):
            words = self.context.sentences(f"editor.questions.{link}")
            widget = self.fields.line(question, field, f"{words} {number}", look="header")
            linked = self.context.notebook.reader.get(getattr(question, link) or "")
            if isinstance(linked, Person | Contact) and not widget.text():
                widget.setText(linked.name)
                self.fields.autosave.took(question.id, field, linked.name)
            widget.setPlaceholderText(self.context.sentences("editor.empty"))
            completer = QCompleter(sorted(known), widget)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            widget.setCompleter(completer)
            widget.setMaximumWidth(theme.px(170))
            self._names[question.id, link] = widget
            row.addWidget(label(words, "small"))
            row.addWidget(widget, 1)
            row.addSpacing(theme.px(12))
        row.addStretch(2)
        return row

    def _links(self) -> list[Edit]:
        """Names that somebody of the delegation, or a contact, has: their ids."""
        edits = []
        for (question_id, link), widget in self._names.items():
            known = self._people if link == "asker" else self._contacts
            found = self.context.notebook.reader.get(question_id)
            if not isinstance(found, Question) or found.deleted:
                continue
            wanted = known.get(widget.text().strip())
            linked = self.context.notebook.reader.get(getattr(found, link) or "")
            shown = linked.name if isinstance(linked, Person | Contact) else ""
            if wanted != getattr(found, link) and widget.text().strip() != shown:
                edits.append(change(found, **{link: wanted}))
        return edits

    def _mark_later(self, question_id: str, press: QToolButton, checked: bool) -> None:
        record = self.context.notebook.reader.get(question_id)
        if record is not None:
            self.page.commit(change(record, check_later=checked))
            press.setIcon(self.context.theme.icon("flag", "amber" if checked else "ink3", 18))


def _letter(text: str, name: str, side: int) -> QLabel:
    answer = QLabel(text)
    answer.setObjectName(name)
    answer.setFixedSize(side, side)
    answer.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return answer
