"""The window: menus, tools, bands, the workspace or the welcome page, the status bar, and what it does as a whole."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from db.records import Person
from desktop.actions import Actions
from desktop.beginning import beginning
from desktop.contexts import Contexts
from desktop.folders import shown
from desktop.furnishing import Furnishing
from desktop.looks import Looks
from desktop.panes.bands import Bands
from desktop.panes.centre import Centre
from desktop.turns import Turns
from desktop.who import Who
from desktop.window_state import keep_place, take_place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop.answers import Answers
    from desktop.backups import Keeper
    from desktop.conflicting import ConflictWalk
    from desktop.context import PageContext
    from desktop.errands import Errands
    from desktop.messages import Messages
    from desktop.not_saved import NotSaved
    from desktop.panes.status import StatusPane
    from desktop.panes.tools import ToolPane
    from desktop.session import Session
    from desktop.theme import Theme
    from desktop.window_state import WindowState
    from desktop.workspace import Workspace
    from resources import Sentences


class MainWindow(QMainWindow):
    """today: the laptop's date. at_once: else it is shown with the navigator alone, and `go_on` brings the rest."""

    _answers: Answers

    def __init__(
        self, session: Session, messages: Messages, state: WindowState, sentences: Sentences, today: date, *,
        at_once: bool = True,
    ) -> None:  # fmt: skip
        super().__init__()
        self._session, self._messages, self._state, self._today = session, messages, state, today
        self._looks = Looks(self, sentences, session.settings, state, messages)
        self._looks.changed.connect(partial(self._again, at_once=False))
        self._turns = Turns(self)
        self._ending = False
        self._contexts = Contexts(session, messages, state.memory)
        self.setAcceptDrops(True)
        self.setMinimumSize(720, 480)
        self.actions_ = Actions(self)
        self.bands = Bands(messages, self.theme, sentences)
        self._centre = Centre(self.bands)
        self.setCentralWidget(self._centre)
        self._who = Who(self._centre, partial(self.set_person, at_once=False), self)
        self._who.left.connect(self.give_focus)
        self._furnishing = Furnishing(self, session, state, self._centre, self._turns, self._who, today)
        self.dress()
        self._turns.prepare(self._beginning())
        if at_once or session.notebook is None:
            self._turns.finish()
        take_place(self, state)
        messages.listen()

    def go_on(self) -> None:
        """What is still to come, now that the window was seen."""
        self._turns.finish()

    def _beginning(self) -> Iterator[None]:
        """The steps of a start: the parts that stand around the page come first, and alone."""
        if self._session.notebook is not None:
            space = self._furnishing.begin()
            yield
            self._equip()
            yield from self._furnishing.go_on(space)
        else:
            self._equip()
            yield from self._furnishing.furnish(first=True)
        self._answers.tell_restored()
        self.give_focus()

    def _equip(self) -> None:
        from desktop.answers import Answers

        session = self._session
        self._answers = Answers(
            self, self, self._looks, self._contexts, session, self._messages, self._state, self._today
        )
        session.opened.connect(self._furnish)
        session.opened.connect(self._answers.tell_restored)
        session.waiting.connect(self._wait)
        session.closing.connect(self._before_closing)
        session.closed.connect(self._furnish)

    @property
    def sentences(self) -> Sentences:
        return self._looks.sentences

    @property
    def theme(self) -> Theme:
        return self._looks.theme

    @property
    def tools(self) -> ToolPane:
        return self._furnishing.tools

    @property
    def status(self) -> StatusPane:
        return self._furnishing.status

    @property
    def errands(self) -> Errands:
        return self._answers.errands

    @property
    def not_saved(self) -> NotSaved:
        return self._answers.not_saved

    @property
    def keeper(self) -> Keeper:
        return self._answers.keeper

    @property
    def walk(self) -> ConflictWalk:
        return self._answers.walk

    def set_language(self, language: str, *, at_once: bool = True) -> None:
        """Speak ko or en from now on; what is open stays open. at_once: else over several turns of the loop."""
        self._looks.set_language(language)
        if at_once:
            self._turns.finish()

    def set_text_size(self, size: int, *, at_once: bool = True) -> None:
        """size: per cent, 100 to 200."""
        self._looks.set_text_size(size)
        if at_once:
            self._turns.finish()

    def zoom(self, by: int) -> None:
        """by: larger (1), smaller (-1), or as it is at first (0)."""
        self._looks.zoom(by)

    def set_colours(self, choice: str, *, at_once: bool = True) -> None:
        """choice: light, dark or system."""
        self._looks.set_colours(choice)
        if at_once:
            self._turns.finish()

    def set_person(self, person: str, *, at_once: bool = True) -> None:
        """Who writes in this notebook from now on: a person's id, or nothing."""
        self._session.set_person(person or None)
        self._again(at_once=at_once)

    def write_as(self, person: str) -> None:
        """The same where the notebook that is open has this person, and somebody else wrote; over several turns."""
        notebook = self._session.notebook
        record = notebook.reader.get(person) if notebook is not None and person else None
        if isinstance(record, Person) and not record.deleted and person != self._session.person:
            self.set_person(person, at_once=False)

    def context(self) -> PageContext:
        """What pages and dialogs are given now. Only while a notebook is open."""
        return self._contexts.make(self.sentences, self.theme)

    @property
    def current(self) -> str:
        """Id of what the centre shows, HOME, or nothing."""
        return self.workspace.current if self.workspace else ""

    @property
    def workspace(self) -> Workspace | None:
        """The notebook on screen, whole; nothing while none is open."""
        self._turns.finish()
        return self._furnishing.space

    def _again(self, *, at_once: bool = True) -> None:
        """Build everything that shows words or sizes again, at the same place: at once, or over several turns."""
        self._turns.run(self._furnishing.again())
        if at_once:
            self._turns.finish()

    def _furnish(self) -> None:
        """Put what is open now into the window."""
        if self._ending:
            return
        self._turns.finish()
        for _ in self._furnishing.furnish():
            pass
        QTimer.singleShot(0, self, self.give_focus)

    def _wait(self) -> None:
        if self._session.notebook is None:
            self._furnish()

    def dress(self) -> None:
        """Give all of it the words, colours and sizes of now."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setFont(self.theme.font(13))
        app.setPalette(self.theme.palette())
        app.setStyleSheet(self.theme.style_sheet())
        self.actions_.speak(self.sentences, self.theme, self._looks.colours)
        self.actions_.fill(self.menuBar(), self.sentences)
        self.menuBar().setFixedHeight(self.theme.px(28))
        self.bands.speak(self.theme, self.sentences)

    def beginning(self) -> QWidget:
        """What stands in the window while no notebook is open."""
        return beginning(self, self._session, self.errands)

    def join(self, space: Workspace) -> None:
        """Connect the notebook on screen with who answers it."""
        self._answers.join(space)

    def attend(self) -> None:
        """Who looks after the notebook looks after the one that is open now."""
        self._answers.attend()

    def name(self) -> None:
        """Say in the title what is open."""
        program = self.sentences("window.program")
        notebook = self._session.notebook
        tour = notebook.reader.tour() if notebook else None
        name = (tour.title if tour else "") or (shown(notebook.path) if notebook else "")
        self.setWindowTitle(f"{name} — {program}" if name else program)
        if notebook is None:
            for action in ("back", "forward", "delete_entry"):
                self.actions_[action].setEnabled(False)

    def give_focus(self) -> None:
        """Keys go to the page that is open, or to the question who writes."""
        if self.workspace is not None and self.isVisible() and not self._who.holds_focus():
            self.workspace.give_focus()
            self._who.offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from desktop.focus import tab_on

        if not tab_on(self, event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._turns.waiting:
            self._turns.hold_focus()
        else:
            self.give_focus()

    def show_backups(self, path: object = None, name: str = "") -> None:
        """path: of a notebook that is damaged or gone; else those of the open one. name: of one to begin with."""
        from desktop.restoring import show_backups

        show_backups(self, self, self._session, self._messages, path if isinstance(path, Path) else None, name)

    def leave(self) -> None:
        """Commit what is being written."""
        if self.workspace is not None:
            self.workspace.leave()

    def _before_closing(self) -> None:
        """The notebook goes: what is being written is committed, and dialogs about it end."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            focus.clearFocus()  # what a field does when it is left, it does while the notebook is open
        self.leave()
        self.not_saved.last_resort()
        for dialog in self.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()

    def close_notebook(self) -> None:
        self.leave()
        if not self.not_saved.holds_back(self._session.close):
            self._session.close()

    def go(self, object_id: str) -> None:
        """Show an object, or HOME."""
        if self.workspace is not None:
            self.workspace.open(object_id)

    def show_history(self, space: Workspace) -> None:
        from desktop.panes.history.history_button import open_here

        open_here(self.context(), self, space.stack.currentWidget(), space.current)

    def go_to_pane(self, by: int) -> None:
        """Move the focus to the next part of the window that takes keys."""
        from desktop.focus import next_pane

        parts: list[QWidget] = self.workspace.panes() if self.workspace else [self._centre]
        next_pane([*parts, *self._who.parts(), self.tools, *([self.bands] if self.bands.isVisible() else [])], by)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from desktop.errands import takeable

        if takeable(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from desktop.errands import takeable

        event.acceptProposedAction()
        self.errands.take(takeable(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave()
        if self.not_saved.holds_back(self.close):
            event.ignore()
            return
        keep_place(self, self._state)
        if self.workspace is not None and self.workspace.navigator.isVisible() and not self.workspace.narrow:
            self._state.navigator_width = round(self.workspace.navigator.width() * 100 / self.theme.text_size)
        self._state.flush()
        self._ending = True
        try:
            self._session.close()
        finally:
            super().closeEvent(event)
