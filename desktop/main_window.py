"""The window: menus, tools, bands, the workspace or the welcome page, the status bar, and who is connected to whom."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from shiboken6 import delete

import resources
from db.errors import KnownError
from desktop.actions import Actions
from desktop.backups import Keeper
from desktop.beginning import beginning
from desktop.colouring import Colouring, recolour
from desktop.conflicting import ConflictWalk
from desktop.contexts import Contexts
from desktop.daywork import lift_here, primary_of, submit_day, write_day
from desktop.dialogs.following import follow_window
from desktop.editing import Editing
from desktop.errands import Errands, takeable
from desktop.focus import next_pane
from desktop.focus_mode import FocusMode
from desktop.folders import shown
from desktop.models.outline import BIN, COMMENTS, HOME, IMPLICATIONS, QUEUE, TOUR
from desktop.models.pages import DAY, LIVE, PLACES
from desktop.models.people import people
from desktop.not_saved import NotSaved, restored
from desktop.panes.bands import Bands
from desktop.panes.centre import Centre
from desktop.panes.history.history_button import open_here
from desktop.panes.status import StatusPane
from desktop.panes.tools import ToolPane
from desktop.reviewing import REVIEWING, edit_remarks, review_here
from desktop.showing import Showing
from desktop.theme import Theme, size_beside
from desktop.who import Who
from desktop.window_state import keep_place, take_place
from desktop.workspace import WIDTH, Spot, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.context import PageContext
    from desktop.messages import Messages
    from desktop.session import Session
    from desktop.window_state import WindowState
    from resources import Sentences


class MainWindow(QMainWindow):
    """today: the laptop's date."""

    def __init__(
        self, session: Session, messages: Messages, state: WindowState, sentences: Sentences, today: date
    ) -> None:
        super().__init__()
        self._session, self._messages, self._state, self._today = session, messages, state, today
        self._colouring = Colouring(state.colours, QGuiApplication.styleHints(), self)
        self.sentences, self.theme = sentences, Theme.load(self._colouring.name, state.text_size)
        self.workspace: Workspace | None = None
        self._ending = False
        self._contexts = Contexts(session, messages, state.memory)
        self.setAcceptDrops(True)
        self.setMinimumSize(720, 480)
        self.actions_ = Actions(self)
        self._editing = Editing(self.actions_, self)
        self.bands = Bands(messages, self.theme, sentences)
        self._centre = Centre(self.bands)
        self.setCentralWidget(self._centre)
        self._navigator = True
        self.status: StatusPane
        self._who = Who(self._centre, self.set_person, self)
        self._who.left.connect(self._give_focus)
        self.errands = Errands(self, self, session, messages, today)
        self.not_saved = NotSaved(self, self, messages)
        self._focus_mode = FocusMode(self, self.actions_["focus_mode"], self._around_text)
        self.keeper = Keeper(session, messages, self.show_backups, self)
        self._connect()
        self._dress()
        self._furnish(first=True)
        self._tell_restored()
        take_place(self, state)
        messages.listen()

    def _connect(self) -> None:
        act, session = self.actions_, self._session
        session.opened.connect(self._furnish)
        session.opened.connect(self._tell_restored)
        session.waiting.connect(self._wait)
        session.closing.connect(self._before_closing)
        session.backups_wanted.connect(self.show_backups)
        session.conflict_wanted.connect(self._ask(lambda _: self._walk.begin()))
        session.closed.connect(self._furnish)
        errands = self.errands
        for name, slot in {
            "new": errands.ask_new, "open": errands.ask_open, "import": errands.ask_import,
            "export": errands.ask_export, "backups": self.show_backups,
            "intakes": errands.show_intakes, "close_notebook": self._close_notebook, "quit": self.close,
            "receive": errands.ask_receive,
            "about": errands.show_about, "new_visit": errands.add_visit, "new_chapter": errands.add_chapter,
            "live": self._ask(Workspace.go_live),
            "tour": self._ask(lambda space: space.open(TOUR)), "new_from": errands.ask_new_from,
            "home": self._ask(lambda space: space.open(HOME)), "bin": self._ask(lambda space: space.open(BIN)),
            "implications": self._ask(lambda space: space.open(IMPLICATIONS)),
            "write_day": self._ask(lambda space: write_day(space, self.context(), self._today)),
            "submit_day": self._ask(lambda space: submit_day(space, self.context(), self._today)),
            "lift": self._ask(lambda space: lift_here(space, self.context())),
            **{name: self._ask(partial(review_here, what=name)) for name in REVIEWING},
            "queue": self._ask(lambda space: space.open(QUEUE)),
            "comments": self._ask(lambda space: space.open(COMMENTS)),
            "remarks": lambda: edit_remarks(self.context(), self),
            "back": self._ask(Workspace.back), "forward": self._ask(Workspace.forward),
            "previous": self._ask(lambda space: space.step(-1)), "next": self._ask(lambda space: space.step(1)),
            "next_conflict": self._ask(lambda _: self._walk.step(1)),
            "previous_conflict": self._ask(lambda _: self._walk.step(-1)),
            "delete_entry": self._ask(Workspace.delete), "history": self._ask(self._show_history),
            "find": self._ask(lambda space: space.look_for()),
            "replace": self._ask(lambda space: space.look_for(replacing=True)),
            "next_pane": lambda: self._pane(1), "previous_pane": lambda: self._pane(-1),
            "larger": lambda: self.set_text_size(size_beside(self.theme.text_size, 1)),
            "smaller": lambda: self.set_text_size(size_beside(self.theme.text_size, -1)),
            "normal": lambda: self.set_text_size(100),
        }.items():  # fmt: skip
            act[name].triggered.connect(slot)
        for purpose in ("tour", "answer", "review", "everything"):
            act[f"send_{purpose}"].triggered.connect(lambda _=False, each=purpose: errands.ask_send(each))
        act["navigator"].toggled.connect(self._ask(lambda space: space.show_navigator(act["navigator"].isChecked())))
        act.text_sizes.triggered.connect(lambda action: self.set_text_size(int(action.data())))
        act.languages.triggered.connect(lambda action: self.set_language(str(action.data())))
        act.colours.triggered.connect(lambda action: self.set_colours(str(action.data())))
        self._colouring.changed.connect(self._recolour)
        act.recent.aboutToShow.connect(self._list_recent)

    def _ask(self, what: Callable[[Workspace], object]) -> Callable[[], None]:
        """The slot that asks something of the workspace; nothing while there is none."""

        def slot() -> None:
            if self.workspace is not None:
                what(self.workspace)

        return slot

    def set_language(self, language: str) -> None:
        """Speak ko or en from now on; what is open stays open."""
        self.sentences = resources.sentences(language)
        self._session.settings.language = language
        try:
            self._session.settings.save()
        except KnownError as error:  # it is spoken now, and not remembered
            self._messages.error(error, topic="settings")
        self._again()

    def set_text_size(self, size: int) -> None:
        """size: per cent, 100 to 200."""
        if size != self.theme.text_size:
            self.theme = self.theme.sized(size)
            self._state.text_size = size
            self._again()

    def set_colours(self, choice: str) -> None:
        """choice: light, dark or system."""
        self._state.colours = choice
        self._colouring.choose(choice)

    def _recolour(self) -> None:
        recolour(self.theme, self._colouring.name, self)
        self._again()

    def set_person(self, person: str) -> None:
        """Who writes in this notebook from now on: a person's id, or nothing."""
        self._session.set_person(person or None)
        self._again()

    def context(self) -> PageContext:
        """What pages and dialogs are given now. Only while a notebook is open."""
        return self._contexts.make(self.sentences, self.theme)

    @property
    def current(self) -> str:
        """Id of what the centre shows, HOME, or nothing."""
        return self.workspace.current if self.workspace else ""

    def _again(self) -> None:
        """Build everything that shows words or sizes again, at the same place."""
        before = self.workspace
        spot, place = (before.spot(), before.current) if before is not None else (Spot(), "")
        way = before.way if before is not None else ([], [])
        self.leave()
        if before is not None:  # else the new style sheet is worked out for all of its widgets before they go
            self.workspace, self._navigator = None, before.wanted
            delete(before)
        self._dress()
        self._furnish(place)
        if self.workspace is not None and before is not None and self._session.notebook is not None:
            self.workspace.follow(way)
            QTimer.singleShot(0, self.workspace, partial(self.workspace.find_spot, spot))
            follow_window(self.context(), self)

    def _dress(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setFont(self.theme.font(13))
        app.setPalette(self.theme.palette())
        app.setStyleSheet(self.theme.style_sheet())
        self.actions_.speak(self.sentences, self.theme, self._colouring.choice)
        self.actions_.fill(self.menuBar(), self.sentences)
        self.menuBar().setFixedHeight(self.theme.px(28))
        self.bands.speak(self.theme, self.sentences)

    def _furnish(self, place: str = "", *, first: bool = False) -> None:
        """Put tools, bands, the workspace or the welcome page, and the status bar into the window."""
        if self._ending:
            return
        saved = "" if first else self.status.saved_at
        self._navigator = self.workspace.wanted if self.workspace is not None else self._navigator
        self._centre.clear()
        self.workspace = None
        self.tools = ToolPane(self.theme, self.sentences, self.actions_, primary_of(self._session), self._unseen())
        self.status = StatusPane(self.theme, self.sentences)
        self.status.text_size_requested.connect(self.set_text_size)
        notebook = self._session.notebook
        self.status.show_saved(saved if notebook is not None else "")
        self.actions_.enable(notebook=notebook is not None, reading=notebook is not None and notebook.read_only)
        body = self._workspace(place) if notebook is not None else beginning(self, self._session, self.errands)
        self._centre.fill(self.tools, body, self.status)
        self._who.attend(self.context() if notebook is not None else None)
        self._editing.attend(self._session.operations.undo if self._session.operations else None, self.sentences)
        self._name()
        self.not_saved.follow(self._contexts.lasting, notebook)
        self.not_saved.tell()
        QTimer.singleShot(0, self, self._give_focus)

    def _unseen(self) -> Centre | None:
        """Where parts stand from the first while nothing is seen: so they work out fonts and colours once."""
        return None if self.isVisible() else self._centre

    def _tell_restored(self) -> None:
        """Drafts in a notebook that was just opened are what a program left that was ended before it could save."""
        notebook = self._session.notebook
        if notebook is not None:
            self.status.show_note(restored(notebook, self.sentences))

    def _give_focus(self) -> None:
        if self.workspace is not None and self.isVisible() and not self._who.holds_focus():
            self.workspace.give_focus()
            self._who.offer()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._give_focus()

    def _wait(self) -> None:
        if self._session.notebook is None:
            self._furnish()

    def _workspace(self, place: str) -> Workspace:
        context = self.context()
        space = self.workspace = Workspace(context, self._today, self._unseen())
        space.opened.connect(self._opened)
        space.status_changed.connect(self.status.show_entry)
        space.noted.connect(self.status.show_note)
        space.zoom_requested.connect(lambda by: self.set_text_size(size_beside(self.theme.text_size, by)))
        space.import_requested.connect(self.errands.ask_import)
        space.visit_requested.connect(self.errands.add_visit)
        space.new_from_requested.connect(self.errands.ask_new_from)
        space.takeaway_requested.connect(self.errands.add_takeaway)
        space.next_requested.connect(self.actions_["next_conflict"].trigger)
        space.report_requested.connect(self.errands.ask_export)
        space.send_requested.connect(self.errands.ask_send)
        context.operations.saved.connect(self.status.show_saved)
        Showing(context, space, self.status)
        self._walk = ConflictWalk(context, space, self.status)
        space.narrowed.connect(partial(self._narrowed, space))
        width = self.theme.px(self._state.navigator_width or WIDTH)
        space.splitter.setSizes([width, max(self.width() - width, 400)])
        space.show_navigator(self._navigator)
        self.status.show_people(people(context.notebook.reader), context.person)
        self.status.person_chosen.connect(self.set_person)
        space.resume(place or self._state.last_entry(context.notebook.id) or HOME)
        return space

    def _opened(self, object_id: str) -> None:
        space, notebook = self.workspace, self._session.notebook
        if space is not None and notebook is not None:
            self._focus_mode.again()
            self._state.keep_last_entry(notebook.id, object_id)
            self.status.show_note("")
            self.actions_["back"].setEnabled(space.can_go_back)
            self.actions_["forward"].setEnabled(space.can_go_forward)
            live = object_id.startswith(LIVE)
            place = object_id in PLACES or object_id.startswith(DAY) or live
            for part in (self.menuBar(), self.tools, self.status):
                part.setVisible(not live)
            self.actions_["delete_entry"].setEnabled(not place and not notebook.read_only)

    def _around_text(self) -> list[QWidget]:
        """What focus mode hides."""
        space = self.workspace
        return [self.menuBar(), self.tools, *([space.navigator, *space.around()] if space is not None else [])]

    def _name(self) -> None:
        program = self.sentences("window.program")
        notebook = self._session.notebook
        tour = notebook.reader.tour() if notebook else None
        name = (tour.title if tour else "") or (shown(notebook.path) if notebook else "")
        self.setWindowTitle(f"{name} — {program}" if name else program)
        if notebook is None:
            for action in ("back", "forward", "delete_entry"):
                self.actions_[action].setEnabled(False)

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

    def _close_notebook(self) -> None:
        self.leave()
        if not self.not_saved.holds_back(self._session.close):
            self._session.close()

    def go(self, object_id: str) -> None:
        """Show an object, or HOME."""
        if self.workspace is not None:
            self.workspace.open(object_id)

    def _show_history(self, space: Workspace) -> None:
        open_here(self.context(), self, space.stack.currentWidget(), space.current)

    def _pane(self, by: int) -> None:
        """Move the focus to the next part of the window that takes keys."""
        parts: list[QWidget] = self.workspace.panes() if self.workspace else [self._centre]
        next_pane([*parts, *self._who.parts(), self.tools, *([self.bands] if self.bands.isVisible() else [])], by)

    def _narrowed(self, space: Workspace, narrow: bool) -> None:  # noqa: FBT001 - of a signal
        """The navigator became a drawer, or came back; its action shows whether it is seen."""
        if space is self.workspace:  # one that is being replaced has nothing to say
            self.tools.show_drawer(narrow)
            self.actions_["navigator"].setChecked(space.navigator.isVisible() if narrow else space.wanted)

    def _list_recent(self) -> None:
        self.actions_.list_recent(self._session.known(), self._session.open, self.sentences)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if takeable(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
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
