"""The window: menus, tools, bands, the workspace or the welcome page, the status bar, and who is connected to whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

import resources
from db.errors import KnownError
from desktop.actions import Actions
from desktop.beginning import beginning
from desktop.colouring import Colouring, recolour
from desktop.contexts import Contexts
from desktop.daywork import primary_of
from desktop.folders import shown
from desktop.models.outline import HOME
from desktop.models.pages import DAY, LIVE, PLACES
from desktop.models.people import people
from desktop.panes.bands import Bands
from desktop.panes.centre import Centre
from desktop.panes.status import StatusPane
from desktop.panes.tools import ToolPane
from desktop.theme import Theme, size_beside
from desktop.turns import Turns
from desktop.who import Who
from desktop.window_state import keep_place, take_place
from desktop.workspace import WIDTH, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.backups import Keeper
    from desktop.conflicting import ConflictWalk
    from desktop.context import PageContext
    from desktop.editing import Editing
    from desktop.errands import Errands
    from desktop.focus_mode import FocusMode
    from desktop.messages import Messages
    from desktop.not_saved import NotSaved
    from desktop.session import Session
    from desktop.window_state import WindowState
    from resources import Sentences


class MainWindow(QMainWindow):
    """today: the laptop's date. at_once: else it is shown with the navigator alone, and `go_on` brings the rest."""

    errands: Errands
    not_saved: NotSaved
    keeper: Keeper
    walk: ConflictWalk
    status: StatusPane
    tools: ToolPane
    _editing: Editing
    _focus_mode: FocusMode

    def __init__(
        self, session: Session, messages: Messages, state: WindowState, sentences: Sentences, today: date, *,
        at_once: bool = True,
    ) -> None:  # fmt: skip
        super().__init__()
        self._session, self._messages, self._state, self._today = session, messages, state, today
        self._colouring = Colouring(state.colours, QGuiApplication.styleHints(), self)
        self.sentences, self.theme = sentences, Theme.load(self._colouring.name, state.text_size)
        self._space: Workspace | None = None
        self._turns = Turns(self)
        self._ending = False
        self._contexts = Contexts(session, messages, state.memory)
        self.setAcceptDrops(True)
        self.setMinimumSize(720, 480)
        self.actions_ = Actions(self)
        self.bands = Bands(messages, self.theme, sentences)
        self._centre = Centre(self.bands)
        self.setCentralWidget(self._centre)
        self._navigator = True
        self._who = Who(self._centre, partial(self.set_person, at_once=False), self)
        self._who.left.connect(self._give_focus)
        self._dress()
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
        space = None
        if self._session.notebook is not None:
            self._frame()
            space = self._workspace()
            self._centre.fill(self.tools, space, self.status)
            self._who.attend(self.context())
            self._name()
            space.navigator.show_current(self._last_place())
            for action in ("back", "forward", "undo", "redo"):
                self.actions_[action].setEnabled(False)
            yield
        self._equip()
        if space is None:
            yield from self._furnishing(first=True)
        else:
            self._join(space)
            yield from self._resume(space, "")
            self._attend()
        self._tell_restored()
        self._give_focus()

    def _equip(self) -> None:
        """What answers menus, keys and the session: nothing of it is seen, and a start shows the window before."""
        from desktop import qt_words
        from desktop.backups import Keeper
        from desktop.editing import Editing
        from desktop.errands import Errands
        from desktop.focus_mode import FocusMode
        from desktop.not_saved import NotSaved

        session, messages = self._session, self._messages
        self._editing = Editing(self.actions_, self)
        self.errands = Errands(self, self, session, messages, self._today)
        self.not_saved = NotSaved(self, self, messages)
        self._focus_mode = FocusMode(self, self.actions_["focus_mode"], self._around_text)
        self.keeper = Keeper(session, messages, self.show_backups, self)
        qt_words.speak(self.sentences.language)
        self._connect()

    def _connect(self) -> None:
        from desktop.action_slots import asking, slots

        act, session = self.actions_, self._session
        session.opened.connect(self._furnish)
        session.opened.connect(self._tell_restored)
        session.waiting.connect(self._wait)
        session.closing.connect(self._before_closing)
        session.backups_wanted.connect(self.show_backups)
        session.conflict_wanted.connect(asking(self, lambda _: self.walk.begin()))
        session.closed.connect(self._furnish)
        for name, slot in slots(self, self._today).items():
            act[name].triggered.connect(lambda _=False, do=slot: do())
        seen = act["navigator"].isChecked
        act["navigator"].toggled.connect(asking(self, lambda space: space.show_navigator(seen())))
        act.text_sizes.triggered.connect(lambda action: self.set_text_size(int(action.data()), at_once=False))
        act.languages.triggered.connect(lambda action: self.set_language(str(action.data()), at_once=False))
        act.colours.triggered.connect(lambda action: self.set_colours(str(action.data()), at_once=False))
        self._colouring.changed.connect(self._recolour)
        act.recent.aboutToShow.connect(self._list_recent)

    def set_language(self, language: str, *, at_once: bool = True) -> None:
        """Speak ko or en from now on; what is open stays open. at_once: else over several turns of the loop."""
        from desktop import qt_words

        self.sentences = resources.sentences(language)
        qt_words.speak(language)
        self._session.settings.language = language
        try:
            self._session.settings.save()
        except KnownError as error:  # it is spoken now, and not remembered
            self._messages.error(error, topic="settings")
        self._again(at_once=at_once)

    def set_text_size(self, size: int, *, at_once: bool = True) -> None:
        """size: per cent, 100 to 200."""
        if size != self.theme.text_size:
            self.theme = self.theme.sized(size)
            self._state.text_size = size
            self._again(at_once=at_once)

    def zoom(self, by: int) -> None:
        """by: larger (1), smaller (-1), or as it is at first (0)."""
        self.set_text_size(size_beside(self.theme.text_size, by) if by else 100, at_once=False)

    def set_colours(self, choice: str, *, at_once: bool = True) -> None:
        """choice: light, dark or system."""
        self._state.colours = choice
        self._colouring.choose(choice)
        if at_once:
            self._turns.finish()

    def _recolour(self) -> None:
        recolour(self.theme, self._colouring.name, self)
        self._again(at_once=False)

    def set_person(self, person: str, *, at_once: bool = True) -> None:
        """Who writes in this notebook from now on: a person's id, or nothing."""
        self._session.set_person(person or None)
        self._again(at_once=at_once)

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
        return self._space

    def _again(self, *, at_once: bool = True) -> None:
        """Build everything that shows words or sizes again, at the same place: at once, or over several turns."""
        self._turns.run(self._rebuild())
        if at_once:
            self._turns.finish()

    def _rebuild(self) -> Iterator[None]:
        """The steps of that: what was open goes page by page, then comes what shows the same."""
        before = self._space
        if before is None:
            self._dress()
            yield from self._furnishing()
            return
        spot, place, way = before.spot(), before.current, before.way
        self.leave()
        if not self._who.holds_focus():
            self._turns.hold_focus()
        self._space, self._navigator = None, before.wanted
        yield from before.dissolve()  # else the new style sheet is worked out for its widgets before they go
        yield
        self._dress()
        yield
        yield from self._furnishing(place)
        space: Workspace | None = self._space
        if space is not None and self._session.notebook is not None:
            space.follow(way)
            yield
            self._give_focus()
            space.find_spot(spot)
            from desktop.dialogs.following import follow_window

            follow_window(self.context(), self)
            yield  # what is scrolled comes to its place before it is painted

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
        self._turns.finish()
        for _ in self._furnishing(place, first=first):
            pass
        QTimer.singleShot(0, self, self._give_focus)

    def _furnishing(self, place: str = "", *, first: bool = False) -> Iterator[None]:
        """The steps of that, each short enough for one turn of the loop."""
        if self._ending:
            return
        saved = "" if first else self.status.saved_at
        self._navigator = self._space.wanted if self._space is not None else self._navigator
        self._centre.clear()
        self._space = None
        self._frame(saved)
        if self._session.notebook is None:
            body: QWidget = beginning(self, self._session, self.errands)
        else:
            body = self._workspace()
            self._join(body)
            yield
            yield from self._resume(body, place)
        yield
        self._centre.fill(self.tools, body, self.status)
        self._who.attend(self.context() if self._session.notebook is not None else None)
        self._name()
        self._attend()

    def _frame(self, saved: str = "") -> None:
        """Make what stands around the body. saved: when something was saved last, in words."""
        need = partial(primary_of, self._session)
        self.tools = ToolPane(self.theme, self.sentences, self.actions_, need, self._centre)
        self.status = StatusPane(self.theme, self.sentences, self._centre)
        self.status.text_size_requested.connect(partial(self.set_text_size, at_once=False))
        notebook = self._session.notebook
        self.status.show_saved(saved if notebook is not None else "")
        self.actions_.enable(notebook=notebook is not None, reading=notebook is not None and notebook.read_only)

    def _attend(self) -> None:
        """Who looks after the notebook looks after the one that is open now."""
        notebook = self._session.notebook
        stack = self._session.operations.undo if self._session.operations else None
        self._editing.attend(stack, self.sentences, self._contexts.lasting, self._take_back)
        self.not_saved.follow(self._contexts.lasting, notebook)
        self.not_saved.tell()

    def _take_back(self, object_id: str, field: str, otherwise: Callable[[], object]) -> bool:
        from desktop.retracing import take_back

        return self._space is not None and take_back(self._space, self.context(), object_id, field, otherwise)

    def _tell_restored(self) -> None:
        """Drafts in a notebook that was just opened are what a program left that was ended before it could save."""
        from desktop.not_saved import restored

        notebook = self._session.notebook
        if notebook is not None:
            self.status.show_note(restored(notebook, self.sentences))

    def _give_focus(self) -> None:
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
            self._give_focus()

    def _wait(self) -> None:
        if self._session.notebook is None:
            self._furnish()

    def _workspace(self) -> Workspace:
        context = self.context()
        space = self._space = Workspace(context, self._today, self._turns, self._centre)  # fonts are worked out once
        if self.isVisible():
            space.hide()
        width = self.theme.px(self._state.navigator_width or WIDTH)
        space.splitter.setSizes([width, max(self.width() - width, 400)])
        space.show_navigator(self._navigator)
        self.status.show_people(people(context.notebook.reader), context.person)
        return space

    def _join(self, space: Workspace) -> None:
        """Connect the notebook on screen with what answers it."""
        from desktop.conflicting import ConflictWalk
        from desktop.showing import Showing

        context = self.context()
        space.opened.connect(self._opened)
        space.status_changed.connect(self.status.show_entry)
        space.noted.connect(self.status.show_note)
        space.zoom_requested.connect(self.zoom)
        space.import_requested.connect(self.errands.ask_import)
        space.visit_requested.connect(self.errands.add_visit)
        space.new_from_requested.connect(self.errands.ask_new_from)
        space.takeaway_requested.connect(self.errands.add_takeaway)
        space.next_requested.connect(self.actions_["next_conflict"].trigger)
        space.report_requested.connect(self.errands.ask_export)
        space.send_requested.connect(self.errands.ask_send)
        context.operations.saved.connect(self.status.show_saved)
        context.operations.changed.connect(self.tools.follow)
        Showing(context, space, self.status)
        self.walk = ConflictWalk(context, space, self.status)
        space.narrowed.connect(partial(self._narrowed, space))
        if space.narrow:  # it said so when it was laid out, before anybody listened
            self._narrowed(space, narrow=True)
        self.status.person_chosen.connect(partial(self.set_person, at_once=False))

    def _resume(self, space: Workspace, place: str) -> Iterator[None]:
        there = place or self._last_place()
        space.prepare(there)
        yield
        space.resume(there)

    def _last_place(self) -> str:
        """What the window showed last of the notebook that is open."""
        notebook = self._session.notebook
        return (self._state.last_entry(notebook.id) if notebook is not None else None) or HOME

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

    def _narrowed(self, space: Workspace, narrow: bool) -> None:  # noqa: FBT001 - of a signal
        """The navigator became a drawer, or came back; its action shows whether it is seen."""
        if space is self.workspace:  # one that is being replaced has nothing to say
            self.tools.show_drawer(narrow)
            self.actions_["navigator"].setChecked(space.navigator.isVisible() if narrow else space.wanted)

    def _list_recent(self) -> None:
        self.actions_.list_recent(self._session.known(), self._session.open, self.sentences)

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
