"""What stands in the window: tools, the open notebook or the ways to begin, and the status bar; made in steps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from desktop.daywork import primary_of
from desktop.drawer import WIDTH
from desktop.models.outline import HOME
from desktop.models.people import people
from desktop.panes.status import StatusPane
from desktop.panes.tools import ToolPane
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from desktop.actions import Actions
    from desktop.context import PageContext
    from desktop.panes.centre import Centre
    from desktop.session import Session
    from desktop.theme import Theme
    from desktop.turns import Turns
    from desktop.who import Who
    from desktop.window_state import WindowState
    from resources import Sentences


class Furnished(Protocol):
    """The window, as far as it is furnished. beginning: what stands there while no notebook is open.

    dress: give all of it its words, colours and sizes. join: connect a notebook on screen with who answers it.
    name: say in the title what is open. attend: who looks after the notebook looks after the one that is open now.
    """

    @property
    def sentences(self) -> Sentences: ...
    @property
    def theme(self) -> Theme: ...
    @property
    def actions_(self) -> Actions: ...
    def isVisible(self) -> bool: ...
    def width(self) -> int: ...
    def set_text_size(self, size: int, *, at_once: bool = True) -> None: ...
    def context(self) -> PageContext: ...
    def leave(self) -> None: ...
    def beginning(self) -> QWidget: ...
    def dress(self) -> None: ...
    def join(self, space: Workspace) -> None: ...
    def name(self) -> None: ...
    def attend(self) -> None: ...
    def give_focus(self) -> None: ...


class Furnishing:
    """centre: where it is put. who: asks who writes, in a band of its own. today: the laptop's date.

    space: the notebook on screen, as far as it is made; nothing while none is open. tools, status: what stands around.
    """

    tools: ToolPane
    status: StatusPane

    def __init__(
        self, window: Furnished, session: Session, state: WindowState, centre: Centre, turns: Turns, who: Who,
        today: date,
    ) -> None:  # fmt: skip
        self._window, self._session, self._state = window, session, state
        self._centre, self._turns, self._who, self._today = centre, turns, who, today
        self._navigator = True
        self.space: Workspace | None = None

    def begin(self) -> Workspace:
        """What is seen first of a start with a notebook: the parts around the page, alone."""
        self._frame()
        space = self._make_space()
        self._centre.fill(self.tools, space, self.status)
        self._who.attend(self._window.context())
        self._window.name()
        space.navigator.show_current(self._last_place())
        for action in ("back", "forward", "undo", "redo"):
            self._window.actions_[action].setEnabled(False)
        return space

    def go_on(self, space: Workspace) -> Iterator[None]:
        """The steps of the rest of such a start."""
        self._window.join(space)
        yield from self._resume(space, "")
        self._window.attend()

    def furnish(self, place: str = "", *, first: bool = False) -> Iterator[None]:
        """The steps that put everything there, each short enough for one turn of the loop.

        place: id of what is shown, else what was shown last. first: there was nothing before.
        """
        saved = "" if first else self.status.saved_at
        self._navigator = self.space.wanted if self.space is not None else self._navigator
        self._centre.clear()
        self.space = None
        self._frame(saved)
        if self._session.notebook is None:
            body = self._window.beginning()
        else:
            body = space = self._make_space()
            self._window.join(space)
            yield
            yield from self._resume(space, place)
        yield
        self._centre.fill(self.tools, body, self.status)
        self._who.attend(self._window.context() if self._session.notebook is not None else None)
        self._window.name()
        self._window.attend()

    def again(self) -> Iterator[None]:
        """The steps that build it anew at the same place: what was open goes page by page, then comes what shows it."""
        before = self.space
        if before is None:
            self._window.dress()
            yield from self.furnish()
            return
        spot, place, way = before.spot(), before.current, before.way
        self._window.leave()
        if not self._who.holds_focus():
            self._turns.hold_focus()
        self.space, self._navigator = None, before.wanted
        yield from before.dissolve()  # else the new style sheet is worked out for its widgets before they go
        yield
        self._window.dress()
        yield
        yield from self.furnish(place)
        space: Workspace | None = self.space
        if space is not None and self._session.notebook is not None:
            space.follow(way)
            yield
            self._window.give_focus()
            space.find_spot(spot)
            from desktop.dialogs.following import follow_window

            follow_window(self._window.context(), self._centre.window())
            yield  # what is scrolled comes to its place before it is painted

    def _frame(self, saved: str = "") -> None:
        """Make what stands around the body. saved: when something was saved last, in words."""
        window, notebook = self._window, self._session.notebook
        need = partial(primary_of, self._session)
        self.tools = ToolPane(window.theme, window.sentences, window.actions_, need, self._centre)
        if self._session.operations is not None:
            self._session.operations.changed.connect(self.tools.follow)
        self.status = StatusPane(window.theme, window.sentences, self._centre)
        self.status.text_size_requested.connect(partial(window.set_text_size, at_once=False))
        self.status.show_saved(saved if notebook is not None else "")
        window.actions_.enable(notebook=notebook is not None, reading=notebook is not None and notebook.read_only)

    def _make_space(self) -> Workspace:
        window, context = self._window, self._window.context()
        space = self.space = Workspace(context, self._today, self._turns, self._centre)  # fonts are worked out once
        if window.isVisible():
            space.hide()
        width = window.theme.px(self._state.navigator_width or WIDTH)
        space.splitter.setSizes([width, max(window.width() - width, 400)])
        space.show_navigator(self._navigator)
        self.status.show_people(people(context.notebook.reader), context.person)
        return space

    def _resume(self, space: Workspace, place: str) -> Iterator[None]:
        there = place or self._last_place()
        space.prepare(there)
        yield
        space.resume(there)

    def _last_place(self) -> str:
        """What the window showed last of the notebook that is open."""
        notebook = self._session.notebook
        return (self._state.last_entry(notebook.id) if notebook is not None else None) or HOME
