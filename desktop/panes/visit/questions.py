"""Questions and answers of a visit: each pair in a row, Ctrl+Enter for the next one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from db.edits import change, create
from db.records import Question, Visit
from desktop.editor.composition import commit_composition
from desktop.editor.outline_editor import OutlineEditor
from desktop.models.additions import additions, is_recorder, seen
from desktop.models.talk import in_order, moved, order_behind
from desktop.panes.history.history_button import history_button
from desktop.panes.leading import leads_to
from desktop.panes.names import ANSWERER, ASKER, Names
from desktop.panes.parts import button, label, line, rule
from desktop.panes.visit.entries import EntryPane
from desktop.panes.visit.filters import ALL, FILTERS, Filters
from desktop.panes.visit.notes import LINE, rows
from desktop.panes.visit.offered import OfferedList

if TYPE_CHECKING:
    from desktop.memory import Place, View
    from desktop.models.additions import Addition
    from desktop.panes.visit.desk import VisitDesk

INDENT, LETTER = 28, 22
"""Of what follows another question; side of the Q and A left of the texts; px at 100 %."""


class QuestionsPane(EntryPane[Question]):
    """The tab 질의응답."""

    kind = Question

    def __init__(self, page: VisitDesk) -> None:
        super().__init__(page)
        self._filter = ALL
        self._names: Names | None = None
        self._held = ""

    def records(self) -> list[Question]:
        """The questions that are seen here as they are read: what follows another behind it."""
        return [each for each, _ in in_order(seen(self.page.visit(), self.context.person, super().records()))]

    def signature(self, records: list[Question]) -> list[str]:
        depths = {each.id: depth for each, depth in in_order(records)}
        own = [f"{each.id} {depths[each.id]}" for each in records]
        return [*own, *(f"offered {each.question.id}" for each in self._offers())]

    def _offers(self) -> list[Addition]:
        visit = self.page.visit()
        if visit is None or not visit.recorders or not is_recorder(visit, self.context.person):
            return []
        return additions(self.context.notebook.reader, visit)

    def build(self, visit: Visit, questions: list[Question]) -> None:
        self._names = Names(self.context, self.fields, visit.id, self.context.theme)
        offers = self._offers()
        if not questions and not offers:
            self.show_empty(
                "question", "editor.questions.empty", "editor.questions.empty_step", "editor.questions.add", self.add
            )
            return
        px = self.context.theme.px
        if questions:
            filters = Filters(self.context, questions, self._filter)
            filters.chosen.connect(self.show_only)
            self.layout_.addWidget(filters)
        depths = {each.id: depth for each, depth in in_order(questions)}
        shown = [each for each in questions if self._is_shown(each)]
        for number, question in enumerate(shown, start=1):
            if number > 1:
                self.layout_.addWidget(rule())
            make = partial(self._pair, number=number, depth=depths[question.id])
            self.add_entry(question, make, partial(self._height, question))
        add = button(self.context.sentences("editor.questions.add"), "tonal", icon="plus", theme=self.context.theme)
        add.setToolTip("Ctrl+Enter")
        add.clicked.connect(lambda: self.add())
        prepare = button(self.context.sentences("visit.prepare"), "link", icon="plus", theme=self.context.theme)
        prepare.clicked.connect(lambda: self.add(prepared=True))
        for press in (add, prepare):
            press.setEnabled(not self.context.notebook.read_only)
        self.layout_.addSpacing(px(10))
        self.layout_.addLayout(line(add, prepare))
        if offers:
            listed = OfferedList(self.context, offers, visit.id)
            listed.decided.connect(self.decide)
            self.layout_.addSpacing(px(18))
            self.layout_.addWidget(listed)

    def _height(self, question: Question) -> int:
        return self.context.theme.px(86 + LINE * (rows(question.question) + rows(question.answer)))

    def _rebuilding(self) -> Iterator[None]:
        """The question that is written in stays, whatever the filter."""
        place = self.fields.place()
        self._held = place.object_id if place is not None else ""
        return super()._rebuilding()

    def show_only(self, name: str) -> None:
        """name: one of FILTERS."""
        self._filter = name
        self.rebuild()

    def focus(
        self, object_id: str, field: str, caret: int | None = None, *, place: Place | None = None,
        view: View | None = None,
    ) -> bool:  # fmt: skip
        """As of every tab; what the filter hides is shown again."""
        record = self.context.notebook.reader.get(object_id)
        if isinstance(record, Question) and not FILTERS[self._filter](record):
            self.show_only(ALL)
        return super().focus(object_id, field, caret, place=place, view=view)

    def add(self, behind: str = "", *, follows: str = "", prepared: bool = False) -> None:
        """A new question behind another, or at the end; the focus goes into it.

        follows: id of the one that it came up behind. prepared: it is to be asked at the visit.
        """
        questions, visit = super().records(), self.page.visit()
        mine = visit is None or is_recorder(visit, self.context.person)
        edit = create(
            Question,
            visit=self.visit_id,
            order=order_behind(questions, follows or behind or None),
            asker=self.context.person,
            follows=follows or None,
            prepared=prepared,
            addition="none" if mine or prepared else "offered",
        )
        if self.page.commit(edit) is not None:
            self.focus(edit.object, "question")

    def _is_shown(self, question: Question) -> bool:
        """The one that is written in is shown, whatever the filter."""
        return question.id == self._held or FILTERS[self._filter](question)

    def move_question(self, question_id: str, by: int) -> None:
        """A question with what follows it, one up (-1) or down (+1) among those that the filter shows."""
        self.fields.autosave.settle()
        questions = self.records()
        keys = moved(questions, question_id, by, {each.id for each in questions if self._is_shown(each)})
        found = [record for each in keys if (record := self.context.notebook.reader.get(each)) is not None]
        self.page.commit_some(change(record, order=keys[record.id]) for record in found)

    def decide(self, ids: tuple[str, ...], taken: bool) -> None:
        """Take an offered question over, or leave it; those that say the same go with it."""
        found = [record for each in ids if (record := self.context.notebook.reader.get(each)) is not None]
        words = ["taken" if taken and number == 0 else "left" for number in range(len(found))]
        self.page.commit_some(change(record, addition=word) for record, word in zip(found, words, strict=True))

    def before_leaving(self) -> None:
        if self._built and self._names is not None:
            self.page.commit_some(self._names.links())

    def _pair(self, question: Question, number: int, depth: int) -> QWidget:
        say, theme = self.context.sentences, self.context.theme
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(theme.px(INDENT * depth), theme.px(10), 0, theme.px(10))
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(3))
        asked = self.fields.outline(question, "question", say("editor.questions.question", number=number), bold=True)
        answer = self.fields.outline(question, "answer", say("editor.questions.answer", number=number))
        asked.setPlaceholderText(say("editor.questions.question_here"))
        answer.setPlaceholderText(say("editor.questions.answer_here"))
        for editor in (asked, answer):
            editor.finished.connect(partial(self.add, question.id))
            editor.installEventFilter(self)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(_letter("Q", "q_sign", theme.px(LETTER)), 1, 0, top)
        above = QVBoxLayout()
        above.addLayout(self.page.conflicts.place(question.id))
        above.addLayout(self.page.review.reasons.place(question.id))
        grid.addLayout(above, 0, 1, 1, 2)
        grid.addLayout(self._disputed(asked, question.id, "question"), 1, 1)
        grid.addWidget(_letter("A", "a_sign", theme.px(LETTER)), 2, 0, top)
        grid.addLayout(self._disputed(answer, question.id, "answer"), 2, 1)
        grid.addLayout(self._names_of(question, number), 3, 1, 1, 2)
        grid.addWidget(self._side(question, number), 1, 2, top)  # Tab comes to it behind what is written
        grid.setColumnStretch(1, 1)
        return part

    def _disputed(self, editor: QWidget, question_id: str, field: str) -> QVBoxLayout:
        """A text, and under it that it is in conflict."""
        layout = QVBoxLayout()
        layout.setSpacing(self.context.theme.px(4))
        layout.addWidget(editor)
        layout.addLayout(self.page.conflicts.place(question_id, field))
        return layout

    def _side(self, question: Question, number: int) -> QWidget:
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
        presses = (later, past, away, self._menu(question, number))
        for press in presses:
            press.setFixedHeight(theme.px(LETTER))  # level with the first line
            press.setProperty("look", "level")
        side, row = QWidget(), line(*presses, spacing=0, stretch=False)
        side.setLayout(row)
        return side

    def _names_of(self, question: Question, number: int) -> QHBoxLayout:
        theme, row = self.context.theme, QHBoxLayout()
        row.setContentsMargins(0, theme.px(2), 0, 0)
        row.setSpacing(theme.px(8))
        assert self._names is not None
        for link in (ASKER, ANSWERER):
            words = self.context.sentences(f"editor.questions.{link}")
            widget = self._names.field(question, link, f"{words} {number}")
            widget.setPlaceholderText(self.context.sentences("editor.empty"))
            widget.setMaximumWidth(theme.px(170))
            row.addWidget(label(words, "small"))
            row.addWidget(widget, 1)
            row.addSpacing(theme.px(12))
        row.addStretch(2)
        return row

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab leads from a question to its answer, Alt+Shift+Up and Alt+Shift+Down move it."""
        if isinstance(watched, OutlineEditor) and isinstance(event, QKeyEvent) and self._leads_on(watched, event):
            return True
        held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
        if (
            isinstance(watched, OutlineEditor)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == held
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            and watched.key is not None
        ):
            self.move_question(watched.key[0], -1 if event.key() == Qt.Key.Key_Up else 1)
            return True
        return super().eventFilter(watched, event)

    def _leads_on(self, editor: OutlineEditor, event: QKeyEvent) -> bool:
        """Whether Tab or Shift+Tab went between a question of one plain line and its answer, and no line in or out."""
        there = leads_to(editor, event)
        writing = self.fields.autosave.writing(editor.key[0], there) if there and editor.key else None
        if writing is None:
            return False
        commit_composition(editor)
        writing.widget.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _menu(self, question: Question, number: int) -> QToolButton:
        say, theme = self.context.sentences, self.context.theme
        more = QToolButton()
        more.setIcon(theme.icon("more", "ink3", 18))
        more.setIconSize(QSize(theme.px(18), theme.px(18)))
        more.setAccessibleName(f"{say('visit.question_more')} {number}")
        more.setToolTip(say("visit.question_more"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(more)
        menu.addAction(say("visit.follow")).triggered.connect(lambda: self.add(follows=question.id))
        menu.addSeparator()
        for by, key, keys in ((-1, "up", "Alt+Shift+↑"), (1, "down", "Alt+Shift+↓")):
            action = menu.addAction(f"{say(f'editor.notes.{key}')}\t{keys}")
            action.triggered.connect(partial(self.move_question, question.id, by))
        menu.addSeparator()
        asked = menu.addAction(say("live.untick" if question.asked else "live.tick"))
        asked.setVisible(question.prepared)
        asked.triggered.connect(lambda: self._tick(question.id))
        for action in menu.actions():
            action.setEnabled(not self.context.notebook.read_only)
        more.setMenu(menu)
        return more

    def _tick(self, question_id: str) -> None:
        """A prepared question was asked, or was not after all."""
        record = self.context.notebook.reader.get(question_id)
        if isinstance(record, Question):
            self.page.commit(change(record, asked=not record.asked))
            self.rebuild()

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
