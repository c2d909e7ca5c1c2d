"""What is being said now: a question with its answer, or a note; it becomes a record with the first letter.

Until then nothing is in the notebook, so that a question nobody asked leaves nothing behind.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from db.edits import change, create
from db.errors import KnownError
from db.ids import new_id
from db.order import key_between
from db.records import Note, Question
from desktop.dates import clock
from desktop.editor.composition import LineField, commit_composition
from desktop.editor.outline_editor import OutlineEditor
from desktop.focus import take_focus
from desktop.models.additions import is_recorder
from desktop.models.talk import instant, order_behind
from desktop.panes.flow import FlowLayout
from desktop.panes.leading import leads_to
from desktop.panes.live.log import letter
from desktop.panes.names import ANSWERER, ASKER, Names
from desktop.panes.parts import Fitting, button, clear, label, line, rule

if TYPE_CHECKING:
    from db.edits import Changes, Edit
    from desktop.panes.visit.desk import VisitDesk
    from desktop.theme import Theme

QUESTION, ANSWER, NOTE = "question", "answer", "note"
KEYS: Final = {QUESTION: "F2", ANSWER: "F3", NOTE: "F4"}
SHARE: Final = 0.45
"""Of the page's height that the text being written may take before it scrolls."""


class Composer(QFrame):
    """chosen: QUESTION, ANSWER or NOTE was pressed. later_wanted: the flag was pressed. finished: Ctrl+Enter.

    made: the record of what is written came into the notebook. theme: of what stands around the texts; theirs is the
    page's, which is larger.
    """

    chosen = Signal(str)
    later_wanted = Signal()
    finished = Signal()
    made = Signal()

    def __init__(self, page: VisitDesk, theme: Theme) -> None:
        super().__init__()
        self._page, self._theme, self._say = page, theme, page.context.sentences
        self.record: Question | Note | None = None
        self._stored = False
        self._last_answerer: tuple[str | None, str] = (None, "")
        self._names: Names | None = None
        self._back: dict[QObject, OutlineEditor] = {}
        self.setProperty("look", "composer")
        px = self._theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(22), px(16), px(22), px(12))
        layout.setSpacing(px(10))
        self._area = Fitting(px(60))
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(2, 1)
        self._area.hold(inner)
        layout.addWidget(self._area)
        layout.addWidget(rule())
        self._bar = FlowLayout(px(10), px(6))
        layout.addLayout(self._bar)
        self._choices: dict[str, QPushButton] = {}
        page.fields.written.connect(self._written)

    # --- what is written ----------------------------------------------------------------------------------------

    @property
    def empty(self) -> bool:
        """Nothing of it is in the notebook."""
        return not self._stored

    def begin_question(self, follows: str = "") -> None:
        """A new question. follows: id of the one that it came up behind."""
        self.close_record()
        person = self._page.context.person
        visit = self._page.visit()
        mine = visit is None or is_recorder(visit, person)
        link, name = self._last_answerer
        self._show(
            Question(
                id=new_id(),
                visit=self._page.object_id,
                follows=follows or None,
                answerer=link,
                answerer_name=name,
                asked=True,
                addition="none" if mine else "offered",
            ),
            stored=False,
        )

    def begin_note(self) -> None:
        """A new note."""
        self.close_record()
        self._show(Note(id=new_id(), visit=self._page.object_id, author=self._page.context.person), stored=False)

    def go_on(self, record: Question | Note) -> None:
        """Write on in what is in the notebook."""
        self.close_record()
        self._show(record, stored=True)

    def close_record(self) -> None:
        """What is written becomes revisions, names become people."""
        deque(self.closing(), 0)

    def closing(self) -> Iterator[object]:
        """The steps of that; by the first of them nothing more is written here."""
        if self.record is None or self._page.context.notebook.read_only:
            return
        yield from self._page.fields.autosave.settling()
        edits = self.links()
        if edits:
            self._page.commit(*edits)
        found = self._page.context.notebook.reader.get(self.record.id)
        if isinstance(found, Question) and (found.answerer or found.answerer_name):
            self._last_answerer = found.answerer, found.answerer_name

    def links(self) -> list[Edit]:
        return self._names.links() if self._names is not None and self._stored else []

    def editor(self, field: str) -> OutlineEditor | None:
        """The editor of QUESTION, ANSWER, or the note's text."""
        writing = self._page.fields.autosave.writing(self.record.id, field) if self.record else None
        return writing.widget if writing and isinstance(writing.widget, OutlineEditor) else None

    def refresh(self, changes: Changes) -> None:
        """What is shown may have gone into the bin, or been marked."""
        if self.record is None or not self._stored or self.record.id not in changes.ids:
            return
        found = self._page.context.notebook.reader.get(self.record.id)
        if not isinstance(found, Question | Note) or found.deleted:
            self.record = None
            self.begin_question()
        else:
            self.record = found
            self._mark()

    # --- building -----------------------------------------------------------------------------------------------

    def _show(self, record: Question | Note, *, stored: bool) -> None:
        clear(self._grid)
        clear(self._bar)
        self._back.clear()
        self.record, self._stored, self._names = record, stored, None
        top = Qt.AlignmentFlag.AlignTop
        moment = record.asked_at if isinstance(record, Question) else record.noted_at
        self._time = label(clock(moment or instant()), "time_now")
        self._time.setFixedWidth(self._theme.px(52))
        self._time.setContentsMargins(0, self._theme.px(7), 0, 0)
        self._grid.addWidget(self._time, 0, 0, top)
        if isinstance(record, Question):
            self._show_question(record)
        else:
            self._show_note(record)
        self._fill_bar(record)
        self._mark()

    def _show_question(self, question: Question) -> None:
        fields, say, top = self._page.fields, self._say, Qt.AlignmentFlag.AlignTop
        asked = fields.outline(question, QUESTION, say("live.question"), bold=True)
        answer = fields.outline(question, ANSWER, say("live.answer"))
        asked.setPlaceholderText(say("live.follow_here" if question.follows else "live.question_here"))
        answer.setPlaceholderText(say("live.answer_here"))
        asked.edge_passed.connect(lambda by: answer.setFocus() if by > 0 else None)
        answer.edge_passed.connect(lambda by: asked.setFocus() if by < 0 else None)
        for row, (sign, name, editor) in enumerate((("Q", "q_letter", asked), ("A", "a_letter", answer))):
            self._grid.addWidget(letter(sign, name, self._theme, 6), row, 1, top)
            self._grid.addWidget(editor, row, 2)
            editor.finished.connect(self.finished)
            editor.installEventFilter(self)

    def _show_note(self, note: Note) -> None:
        fields, say = self._page.fields, self._say
        heading = fields.line(note, "heading", say("live.note_heading"), look="section")
        heading.setPlaceholderText(say("live.note_heading_here"))
        text = fields.outline(note, "text", say("live.note"))
        text.setPlaceholderText(say("editor.notes.placeholder"))
        heading.returnPressed.connect(text.setFocus)
        text.finished.connect(self.finished)
        self._grid.addWidget(letter("□", "q_letter", self._theme), 0, 1)
        self._grid.addWidget(heading, 0, 2)
        self._grid.addWidget(text, 1, 2)

    def _fill_bar(self, record: Question | Note) -> None:
        say, px = self._say, self._theme.px
        self._choices = {}
        for name, key in KEYS.items():
            press = self._choices[name] = button(f"{say(f'live.{name}')}  {key}", "toggle")
            press.setCheckable(True)
            press.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            bold = QFontMetrics(self._theme.font(13, bold=True)).horizontalAdvance(press.text())
            press.setMinimumWidth(bold + px(24))  # it is bold while it is chosen
            press.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
        together = QWidget()
        together.setLayout(line(*self._choices.values(), spacing=px(2), stretch=False))
        self._bar.addWidget(together)
        self._later = button(f"{say('live.later')}  F6", "toggle", icon="flag", theme=self._theme)
        self._later.setCheckable(True)
        self._later.clicked.connect(self.later_wanted)
        if isinstance(record, Question):
            self._names = Names(self._page.context, self._page.fields, self._page.object_id, self._theme)
            parts = [self._name(record, link, field) for link, field in ((ASKER, QUESTION), (ANSWERER, ANSWER))]
            wide = max(part.sizeHint().width() for part in parts)
            for part in parts:  # one below the other, their fields stand in step
                part.setFixedWidth(wide)
                self._bar.addWidget(part)
            self._bar.addWidget(self._later)

    def _name(self, question: Question, link: str, field: str) -> QWidget:
        """A line for a name; Enter leads back to the text it belongs to."""
        assert self._names is not None
        words, part = self._say(f"live.{link}"), QWidget()
        widget = self._names.field(question, link, words)
        widget.setProperty("look", "name")
        widget.setFixedWidth(self._theme.px(136))
        editor = self.editor(field)
        if editor is not None:
            self._back[widget] = editor
            widget.returnPressed.connect(lambda: editor.setFocus())
            widget.installEventFilter(self)
        row = line(label(words, "small"), widget, spacing=self._theme.px(6), stretch=False)
        row.setStretch(0, 1)  # the room of the wider name
        part.setLayout(row)
        return part

    def _mark(self) -> None:
        flagged = isinstance(self.record, Question) and self.record.check_later
        self._later.setChecked(flagged)
        focus = self.window().focusWidget()
        shown = QUESTION if focus is self.editor(QUESTION) else ANSWER
        for name, press in self._choices.items():
            press.setChecked(name == (NOTE if isinstance(self.record, Note) else shown))

    def fit(self, height: int) -> None:
        """height: of the page in px; the text scrolls where it would take more than its share."""
        self._area.setMaximumHeight(max(self._theme.px(60), round(height * SHARE)))

    # --- what happens while it is written -----------------------------------------------------------------------

    def _written(self, object_id: str, _: str) -> None:
        """The first letter, or the first stroke of it, makes the record."""
        if self.record is not None and object_id == self.record.id and not self._stored:
            edit = self._question() if isinstance(self.record, Question) else self._note()
            try:
                self._page.context.operations.commit([edit], while_writing=True)
            except KnownError as error:  # tried again with the next letter
                self._page.context.messages.error(error, topic="saving")
                return
            self._stored = True
            found = self._page.context.notebook.reader.get(object_id)
            self.record = found if isinstance(found, Question | Note) else self.record
            self.made.emit()

    def _question(self) -> Edit:
        record, reader = self.record, self._page.context.notebook.reader
        assert isinstance(record, Question)
        return create(
            Question,
            record.id,
            visit=record.visit,
            order=order_behind(reader.all(Question, visit=self._page.object_id), record.follows),
            follows=record.follows,
            answerer=record.answerer,
            asked=True,
            asked_at=instant(),
            addition=record.addition,
            **({"answerer_name": record.answerer_name} if record.answerer_name else {}),
        )

    def _note(self) -> Edit:
        assert self.record is not None
        notes = self._page.context.notebook.reader.all(Note, visit=self._page.object_id)
        return create(
            Note,
            self.record.id,
            visit=self._page.object_id,
            author=self._page.context.person,
            order=key_between(notes[-1].order if notes else None, None),
            noted_at=instant(),
        )

    def to_text(self) -> bool:
        """Go from the line of a name back to the text it belongs to; False where the focus is elsewhere."""
        editor = next((text for field, text in self._back.items() if field is QApplication.focusWidget()), None)
        if editor is not None:
            take_focus(editor)
        return editor is not None

    def toggle_later(self) -> None:
        """Mark the question to be checked later, or not any more."""
        found = self._page.context.notebook.reader.get(self.record.id) if self.record else None
        if isinstance(found, Question):
            self._page.commit(change(found, check_later=not found.check_later))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._mark()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text() == "@":
            return self._at(watched)
        if isinstance(watched, OutlineEditor) and isinstance(event, QKeyEvent) and (to := leads_to(watched, event)):
            commit_composition(watched)
            if to == ANSWER:
                self.chosen.emit(ANSWER)
            elif (question := self.editor(to)) is not None:
                take_focus(question)
            return True
        return False

    def _at(self, watched: QObject) -> bool:
        """@ asks who said it, but not behind a Latin letter or figure; @ again in that line is meant as a letter."""
        if isinstance(watched, OutlineEditor):
            commit_composition(watched)
            cursor = watched.textCursor()
            before = cursor.block().text()[: cursor.positionInBlock()]
            target = next((field for field, editor in self._back.items() if editor is watched), None)
            if isinstance(target, LineField) and not (before[-1:].isascii() and before[-1:].isalnum()):
                take_focus(target)
                target.selectAll()
                return True
        elif isinstance(watched, LineField) and watched in self._back and watched.selectedText() == watched.text():
            take_focus(self._back[watched])
            self._back[watched].textCursor().insertText("@")
            return True
        return False
