"""A running visit: what was said above, what is being said below, what waits beside it; a key for everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.edits import change
from db.records import Note, Question, Visit
from desktop.editor.carets import place_of
from desktop.editor.composition import commit_composition
from desktop.memory import View
from desktop.models.outline import visit_name
from desktop.models.pages import LIVE
from desktop.models.talk import Talk, instant, moved, talk
from desktop.panes.flow import FlowLayout
from desktop.panes.live.composer import ANSWER, NOTE, QUESTION, Composer
from desktop.panes.live.head import LiveHead
from desktop.panes.live.log import COLUMN, Log
from desktop.panes.live.waiting import Waiting
from desktop.panes.parts import label, line, rule
from desktop.panes.visit.desk import VisitDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from db.edits import Changes
    from desktop.context import PageContext
    from desktop.editor.outline_editor import OutlineEditor
    from desktop.memory import Place

LARGER: Final = 1.25
"""What is being written is read from afar: 19 px where text has 15."""
SIDE, NARROW, LOW = 300, 920, 620
"""Width of the list beside the page; width below which it comes instead of the page; height below which keys are not
told; px at 100 %."""
TOLD: Final = (
    ("Enter", "line"), ("Ctrl+Enter", "next"), ("F2", "new"), ("Shift+F2", "follow"), ("F4", "note_key"),
    ("F6", "later"), ("F7", "waiting_key"), ("@", "name_key"),
)  # fmt: skip
SHOWN: Final = frozenset({"question", "note", "person", "contact", "visit"})


class LivePage(VisitDesk):
    """show_object takes LIVE and a visit's id. left: Esc, the visit's id."""

    left = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        larger = context.theme.sized(round(context.theme.text_size * LARGER))
        super().__init__(replace(context, theme=larger), parent)
        self.theme = context.theme
        self.setObjectName("live")
        self._shown: tuple[Talk, str] | None = None
        self._stale = False
        for unused in (self.marks, self.working):
            unused.setParent(self)
            unused.hide()
        say, px = context.sentences, self.theme.px
        self.log, self.side = Log(self.theme, say), Waiting(self.theme, say)
        self.head, self.composer = LiveHead(context), Composer(self, self.theme)
        self.column.addWidget(self.head)
        self.column.addWidget(rule())
        self.column.addWidget(self.undo_band)
        body, self._middle = QHBoxLayout(), QWidget()
        body.setSpacing(0)
        middle = QVBoxLayout(self._middle)
        middle.setContentsMargins(px(24), 0, px(24), px(12))
        middle.setSpacing(px(10))
        middle.addWidget(self.log, 1)
        middle.addWidget(self.composer)
        self._keys = self._told()
        middle.addWidget(self._keys)
        body.addStretch(1)
        body.addWidget(self._middle, 100)
        body.addStretch(1)
        body.addWidget(self.side)
        self._middle.setMaximumWidth(px(COLUMN + 48))
        below = QWidget()
        below.setLayout(body)
        body.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(below, 1)
        self.find_above(below)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show_changed)
        self._link()

    def _link(self) -> None:
        self.composer.chosen.connect(self._choose)
        self.composer.later_wanted.connect(self.mark_later)
        self.composer.finished.connect(self._next)
        self.composer.made.connect(self._soon.start)
        for part in (self.log, self.side):
            part.opened.connect(self.go_on)
        self.log.moved.connect(lambda question_id, by: self._move(question_id, by, self.log.rows))
        self.side.moved.connect(lambda question_id, by: self._move(question_id, by, self.side.cards))
        self.side.ticked.connect(self.tick)
        self.head.leave_wanted.connect(self.leave_live)
        self.head.list_wanted.connect(self._show_side)

    # --- the page's promises ------------------------------------------------------------------------------------

    def make_ready(self, object_id: str) -> None:
        """Begin with a visit, before it is shown."""
        if self._load(object_id.removeprefix(LIVE)):
            self.composer.begin_question()

    def show_object(self, object_id: str) -> None:
        """Begin, or go on where one is."""
        self.make_ready(object_id)
        self._show_talk()
        self._to(self.composer.editor(QUESTION) or self.composer.editor("text"))

    def resume(self, object_id: str) -> None:
        """Go on in what was being written when the page was left, or the program ended."""
        if not self._load(object_id.removeprefix(LIVE)):
            return
        place = self.context.memory.place(self.object_id)
        record = self.context.notebook.reader.get(place.object_id) if place else None
        if place is None or not isinstance(record, Question | Note) or record.deleted:
            self.show_object(object_id)
            self.composer.begin_question()
            self._to(self.composer.editor(QUESTION))
            return
        self.composer.go_on(record)
        self._show_talk()
        self._back_to(place)

    def leaving(self) -> Iterator[object]:
        self.keep_place()
        yield from self.composer.closing()
        yield from super().leaving()

    def refresh(self, changes: Changes) -> None:
        """Read again what changed; what is being written stays."""
        if not self.object_id:
            return
        self.fields.adopt(changes)
        self.composer.refresh(changes)
        if changes.kinds & SHOWN:
            self._soon.start()

    def reveal(self, object_id: str) -> bool:
        """Let a question be seen."""
        self._show_talk()
        self.log.reveal(object_id)
        return True

    def name(self) -> str:
        visit = self.visit()
        return visit_name(visit, self.context.sentences) if visit else ""

    def say_status(self) -> None:
        """The page has a line of its own for that."""

    def around(self) -> list[QWidget]:
        """What focus mode hides."""
        return [self.side, self._keys]

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(360), self.theme.px(300))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    # --- what keys do -------------------------------------------------------------------------------------------

    def new_question(self, follows: str = "") -> None:
        """F2: a new question, the caret in it. follows: what it came up behind."""
        if not (self.composer.empty and isinstance(self.composer.record, Question) and not follows):
            self.composer.begin_question(follows)
            self._show_talk()
        self._to(self.composer.editor(QUESTION))

    def follow_up(self) -> None:
        """Shift+F2: a question behind the one that is being written, or was last."""
        record = self.composer.record
        last = record.id if isinstance(record, Question) and not self.composer.empty else self.last_asked()
        self.new_question(last)

    def answer(self) -> None:
        """F3: the answer of what is being written; with nothing there, that of the first question that waits."""
        if self.composer.empty or not isinstance(self.composer.record, Question):
            waiting = next(iter(talk(self.context.notebook.reader, self.object_id, self.context.person).waiting), None)
            if waiting is not None:
                self.go_on(waiting.question.id)
                return
            if not isinstance(self.composer.record, Question):
                self.composer.begin_question()
        self._to(self.composer.editor(ANSWER))

    def write_note(self) -> None:
        """F4: one's newest note of this visit, else a new one."""
        if not isinstance(self.composer.record, Note):
            reader, person = self.context.notebook.reader, self.context.person
            own = [each for each in reader.all(Note, visit=self.object_id) if each.noted_at and each.author == person]
            if own:
                self.composer.go_on(own[-1])
            else:
                self.composer.begin_note()
            self._show_talk()
        self._to(self.composer.editor("text"), end=True)

    def mark_later(self) -> None:
        """F6: check the question later; with nothing there, the one before it."""
        record = self.composer.record
        if isinstance(record, Question) and not self.composer.empty:
            self.composer.toggle_later()
            return
        found = self.context.notebook.reader.get(self.last_asked())
        if isinstance(found, Question):
            self.commit(change(found, check_later=not found.check_later))

    def go_on(self, object_id: str) -> None:
        """Write on in a question or note; a prepared question is asked with that."""
        self.fields.autosave.settle()
        record = self.context.notebook.reader.get(object_id)
        if isinstance(record, Question) and record.prepared and not record.asked:
            self.commit(change(record, asked=True, asked_at=instant()))
            record = self.context.notebook.reader.get(object_id)
        if not isinstance(record, Question | Note):
            return
        if self._narrow:
            self._show_side(False)
        self.composer.go_on(record)
        self._show_talk()
        field = "text" if isinstance(record, Note) else ANSWER if record.question.strip() else QUESTION
        self._to(self.composer.editor(field), end=True)

    def tick(self, question_id: str) -> None:
        """A prepared question was asked, or was not after all."""
        record = self.context.notebook.reader.get(question_id)
        if isinstance(record, Question):
            asked = not record.asked
            self.commit(change(record, asked=asked, asked_at=instant() if asked else None))

    def keep_view(self) -> None:
        """The page of the visit goes on in what was written here, in its tab, and shows it."""
        place = place_of(self.field)
        if place is not None and self.context.notebook.reader.get(place.object_id) is not None:
            self.context.memory.keep_view(self.object_id, View(tab=-1))

    def leave_live(self) -> None:
        """Back to the page of the visit."""
        self.left.emit(self.object_id)

    def _out(self) -> None:
        """Esc: out of the line of a name into its text, else out of live mode."""
        if not self.composer.to_text():
            self.leave_live()

    def to_waiting(self) -> None:
        """F7: to the questions that wait; from there back to the text."""
        focus = QApplication.focusWidget()
        if focus is not None and self.side.isAncestorOf(focus):
            self._show_side(not self._narrow)
            self._to(self.composer.editor(QUESTION) or self.composer.editor("text"))
            return
        self._show_side(True)
        if not self.side.begin():
            self.noted.emit(self.context.sentences("live.waiting_none"))

    def event(self, event: QEvent) -> bool:
        """The page's own keys go before those of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._does(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        do = self._does(event)
        if do is None:
            super().keyPressEvent(event)
            return
        commit_composition(QApplication.focusWidget())
        do()

    def _does(self, event: QKeyEvent) -> Callable[[], None] | None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ShiftModifier and event.key() == Qt.Key.Key_F2:
            return self.follow_up
        if held:
            return None
        return {
            Qt.Key.Key_F2: self.new_question, Qt.Key.Key_F3: self.answer, Qt.Key.Key_F4: self.write_note,
            Qt.Key.Key_F6: self.mark_later, Qt.Key.Key_F7: self.to_waiting, Qt.Key.Key_Escape: self._out,
        }.get(Qt.Key(event.key()))  # fmt: skip

    def _choose(self, name: str) -> None:
        {QUESTION: self.new_question, ANSWER: self.answer, NOTE: self.write_note}[name]()

    def _next(self) -> None:
        """Ctrl+Enter: done with this, on with the next of the same sort."""
        if isinstance(self.composer.record, Note):
            self.composer.begin_note()
            self._show_talk()
            self._to(self.composer.editor("text"))
        else:
            self.new_question()

    def _move(self, question_id: str, by: int, among: Collection[str] | None = None) -> None:
        """among: ids of those beside it in the list in which the key was pressed."""
        self.fields.autosave.settle()
        reader = self.context.notebook.reader
        keys = moved(reader.all(Question, visit=self.object_id), question_id, by, among)
        records = [record for each in keys if (record := reader.get(each)) is not None]
        if records:
            self.commit(*(change(record, order=keys[record.id]) for record in records))

    def last_asked(self) -> str:
        """Id of the question asked last."""
        questions = self.context.notebook.reader.all(Question, visit=self.object_id)
        asked = sorted((each for each in questions if each.asked_at), key=lambda each: each.asked_at or "")
        return asked[-1].id if asked else ""

    # --- building and showing -----------------------------------------------------------------------------------

    def _load(self, visit_id: str) -> bool:
        """Another visit; False where it is the one that is shown."""
        visit = self.context.notebook.reader.get(visit_id)
        if not isinstance(visit, Visit) or (visit_id == self.object_id and self.composer.record is not None):
            return False
        if self.object_id:
            self.leave()
        self.composer.record = None
        self.object_id = visit_id
        self.fields.autosave.forget()
        self.head.show_visit(visit)
        return True

    def _told(self) -> QWidget:
        """The keys, in words."""
        theme, told = self.theme, QWidget()
        flow = FlowLayout(theme.px(14), theme.px(4))
        for key, words in TOLD:
            part = QWidget()
            shown: tuple[QLabel, QLabel] = label(key, "key"), label(self.context.sentences(f"live.{words}"), "small")
            part.setLayout(line(*shown, spacing=theme.px(6), stretch=False))
            flow.addWidget(part)
        told.setLayout(flow)
        return told

    def _show_changed(self) -> None:
        """Something changed: seen now, else when the page is shown again."""
        self._stale = not self.isVisible()
        if not self._stale:
            self._show_talk()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._soon.start()

    def _show_talk(self) -> None:
        """Log, list and counts as they are now; built again only where something changed."""
        visit = self.visit() if not self.context.operations.closed else None
        if visit is None:
            return
        now = talk(self.context.notebook.reader, self.object_id, self.context.person)
        record = self.composer.record
        current = record.id if record is not None else ""
        self.head.show_visit(visit)
        said = [each for each in now.asked if each.question.id != current]
        if (now, current) != self._shown:
            self.log.show_said(said)
            self.side.show_talk(now, current)
        self._shown = now, current
        self.head.show_talk(now)
        self._share()

    @property
    def _narrow(self) -> bool:
        return self.width() < self.theme.px(NARROW)

    def _share(self) -> None:
        """Where there is little room the list comes instead of the page, and only what is needed is said."""
        narrow, px = self._narrow, self.theme.px
        self.side.setFixedWidth(self.width() if narrow else px(SIDE))
        self._show_side(self.head.lists if narrow else True)
        self.head.share(narrow=narrow)
        self._keys.setVisible(self.height() >= px(LOW) and not narrow)
        self.composer.fit(self.height())

    def _show_side(self, shown: bool) -> None:
        self.side.setVisible(shown or not self._narrow)
        self._middle.setVisible(not (shown and self._narrow))
        self.head.show_list(shown and self._narrow)

    def _to(self, editor: OutlineEditor | None, *, end: bool = False) -> None:
        if editor is None:
            return
        if self._narrow:
            self._show_side(False)
        self.go_on_in(editor)
        if end:
            editor.place_caret(editor.document().characterCount() - 1)
            QTimer.singleShot(0, editor, editor.show_caret)

    def _back_to(self, place: Place) -> None:
        writing = self.fields.autosave.writing(place.object_id, place.field)
        if writing is not None:
            self.go_on_in(writing.widget, place)
