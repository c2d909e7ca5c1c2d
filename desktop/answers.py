"""Who answers the menus, the keys and the session: nothing of it is seen, and a start shows the window before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from desktop import qt_words
from desktop.action_slots import Acting, asking, slots
from desktop.backups import Keeper
from desktop.conflicting import ConflictWalk
from desktop.editing import Editing
from desktop.errands import Errands
from desktop.focus_mode import FocusMode
from desktop.models.pages import DAY, LIVE, PLACES
from desktop.not_saved import NotSaved, restored
from desktop.opened_visit import write_takeaway
from desktop.retracing import take_back
from desktop.showing import Showing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QMenuBar, QWidget

    from desktop.contexts import Contexts
    from desktop.looks import Looks
    from desktop.messages import Messages
    from desktop.panes.tools import ToolPane
    from desktop.session import Session
    from desktop.window_state import WindowState
    from desktop.workspace import Workspace


class Answered(Acting, Protocol):
    """The window as those know it who answer it."""

    @property
    def tools(self) -> ToolPane: ...
    def menuBar(self) -> QMenuBar: ...
    def set_person(self, person: str, *, at_once: bool = True) -> None: ...


class Answers(QObject):
    """window: what dialogs lie over. frame: the same, as far as it is known here. today: the laptop's date.

    errands: what menus ask for. not_saved: tells what could not be kept. keeper: backs the notebook up. walk: goes
    through what needs somebody in the notebook on screen.
    """

    walk: ConflictWalk

    def __init__(
        self, window: QWidget, frame: Answered, looks: Looks, contexts: Contexts, session: Session, messages: Messages,
        state: WindowState, today: date,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._frame, self._looks, self._contexts = frame, looks, contexts
        self._session, self._state = session, state
        self._editing = Editing(frame.actions_, window)
        self.errands = Errands(window, frame, session, messages, today)
        self.not_saved = NotSaved(window, frame, messages)
        self._focus_mode = FocusMode(window, frame.actions_["focus_mode"], self._around_text)
        self.keeper = Keeper(session, messages, frame.show_backups, window)
        qt_words.speak(looks.sentences.language)
        self._answer_actions(slots(frame, window, self, today))
        session.backups_wanted.connect(frame.show_backups)
        session.conflict_wanted.connect(asking(frame, lambda _: self.walk.begin()))

    def _answer_actions(self, known: dict[str, Callable[[], object]]) -> None:
        act, looks = self._frame.actions_, self._looks
        for name, slot in known.items():
            act[name].triggered.connect(lambda _=False, do=slot: do())
        seen = act["navigator"].isChecked
        act["navigator"].toggled.connect(asking(self._frame, lambda space: space.show_navigator(seen())))
        act.text_sizes.triggered.connect(lambda action: looks.set_text_size(int(action.data())))
        act.languages.triggered.connect(lambda action: looks.set_language(str(action.data())))
        act.colours.triggered.connect(lambda action: looks.set_colours(str(action.data())))
        looks.follow_system()
        act.recent.aboutToShow.connect(self._list_recent)

    def attend(self) -> None:
        """Look after the notebook that is open now."""
        operations, lasting = self._session.operations, self._contexts.lasting
        self._editing.attend(operations.undo if operations else None, self._looks.sentences, lasting, self._take_back)
        self.not_saved.follow(lasting, self._session.notebook)
        self.not_saved.tell()

    def join(self, space: Workspace) -> None:
        """Answer the notebook on screen."""
        frame, errands, status = self._frame, self.errands, self._frame.status
        context = frame.context()
        space.opened.connect(self._opened)
        space.status_changed.connect(status.show_entry)
        space.noted.connect(status.show_note)
        space.zoom_requested.connect(self._looks.zoom)
        space.import_requested.connect(errands.ask_import)
        space.visit_requested.connect(errands.add_visit)
        space.new_from_requested.connect(errands.ask_new_from)
        space.takeaway_requested.connect(partial(write_takeaway, space))
        space.next_requested.connect(frame.actions_["next_conflict"].trigger)
        space.report_requested.connect(errands.ask_export)
        space.send_requested.connect(errands.ask_send)
        context.operations.saved.connect(status.show_saved)
        Showing(context, space, status)
        self.walk = ConflictWalk(context, space, status)
        space.narrowed.connect(partial(self._narrowed, space))
        if space.narrow:  # it said so when it was laid out, before anybody listened
            self._narrowed(space, narrow=True)
        status.person_chosen.connect(partial(frame.set_person, at_once=False))

    def tell_restored(self) -> None:
        """Drafts in a notebook that was just opened are what a program left that was ended before it could save."""
        notebook = self._session.notebook
        if notebook is not None:
            self._frame.status.show_note(restored(notebook, self._looks.sentences))

    def _take_back(self, object_id: str, field: str, otherwise: Callable[[], object]) -> bool:
        space = self._frame.workspace
        return space is not None and take_back(space, self._frame.context(), object_id, field, otherwise)

    def _opened(self, object_id: str) -> None:
        frame, space, notebook = self._frame, self._frame.workspace, self._session.notebook
        if space is None or notebook is None:
            return
        self._focus_mode.again()
        self._state.keep_last_entry(notebook.id, object_id)
        frame.status.show_note("")
        frame.actions_["back"].setEnabled(space.can_go_back)
        frame.actions_["forward"].setEnabled(space.can_go_forward)
        live = object_id.startswith(LIVE)
        place = object_id in PLACES or object_id.startswith(DAY) or live
        for part in (frame.menuBar(), frame.tools, frame.status):
            part.setVisible(not live)
        frame.actions_["delete_entry"].setEnabled(not place and not notebook.read_only)

    def _around_text(self) -> list[QWidget]:
        """What focus mode hides."""
        frame, space = self._frame, self._frame.workspace
        return [frame.menuBar(), frame.tools, *([space.navigator, *space.around()] if space is not None else [])]

    def _narrowed(self, space: Workspace, narrow: bool) -> None:  # noqa: FBT001 - of a signal
        """The navigator became a drawer, or came back; its action shows whether it is seen."""
        if space is self._frame.workspace:  # one that is being replaced has nothing to say
            self._frame.tools.show_drawer(narrow)
            seen = space.navigator.isVisible() if narrow else space.wanted
            self._frame.actions_["navigator"].setChecked(seen)

    def _list_recent(self) -> None:
        self._frame.actions_.list_recent(self._session.known(), self._session.open, self._looks.sentences)
