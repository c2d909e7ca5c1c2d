"""What the actions of the window do: by errands, in the window, or in the notebook that is open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from desktop.actions import TABS
from desktop.daywork import lift_here, submit_day, write_day
from desktop.frame import Frame
from desktop.models.outline import BIN, COMMENTS, HOME, IMPLICATIONS, QUEUE, SEARCH, TOUR
from desktop.opened_visit import show_tab
from desktop.reviewing import REVIEWING, edit_remarks, review_here
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from desktop.actions import Actions
    from desktop.conflicting import ConflictWalk
    from desktop.errands import Errands

PLACES = {
    "tour": TOUR, "home": HOME, "bin": BIN, "implications": IMPLICATIONS, "queue": QUEUE, "comments": COMMENTS,
    "search": SEARCH,
}  # fmt: skip
"""Actions that open one place."""


class Acting(Frame, Protocol):
    """The window as its actions know it. workspace: the notebook on screen; nothing while none is open."""

    @property
    def actions_(self) -> Actions: ...
    @property
    def workspace(self) -> Workspace | None: ...
    def close(self) -> bool: ...
    def close_notebook(self) -> None: ...
    def go_to_pane(self, by: int) -> None: ...
    def show_history(self, space: Workspace) -> None: ...
    def zoom(self, by: int) -> None: ...


class Going(Protocol):
    """Who goes the ways that actions ask for."""

    @property
    def errands(self) -> Errands: ...
    @property
    def walk(self) -> ConflictWalk: ...


def slots(frame: Acting, window: QWidget, going: Going, today: date) -> dict[str, Callable[[], object]]:
    """The slot of each action by its name; undo and what texts do have others.

    window: what dialogs lie over. frame: the same, as actions know it. today: the laptop's date.
    """
    ask, errands = partial(asking, frame), going.errands
    return {
        "new": errands.ask_new, "new_from": errands.ask_new_from, "open": errands.ask_open,
        "import": errands.ask_import, "export": errands.ask_export, "receive": errands.ask_receive,
        "backups": frame.show_backups, "intakes": errands.show_intakes, "about": errands.show_about,
        "keys": partial(errands.show_keys, frame.actions_),
        "close_notebook": frame.close_notebook, "quit": frame.close,
        "new_visit": errands.add_visit, "new_chapter": errands.add_chapter,
        **{f"send_{each}": partial(errands.ask_send, each) for each in ("tour", "answer", "review", "everything")},
        **{name: ask(partial(Workspace.open, object_id=place, at_once=False)) for name, place in PLACES.items()},
        "live": ask(Workspace.go_live),
        "write_day": ask(lambda space: write_day(space, frame.context(), today)),
        "submit_day": ask(lambda space: submit_day(space, frame.context(), today)),
        "lift": ask(lambda space: lift_here(space, frame.context())),
        **{name: ask(partial(review_here, what=name)) for name in REVIEWING},
        "remarks": lambda: edit_remarks(frame.context(), window),
        **{name: ask(partial(show_tab, place=place)) for place, name in enumerate(TABS)},
        "back": ask(Workspace.back), "forward": ask(Workspace.forward),
        "previous": ask(partial(Workspace.step, by=-1)), "next": ask(partial(Workspace.step, by=1)),
        "next_conflict": ask(lambda _: going.walk.step(1)),
        "previous_conflict": ask(lambda _: going.walk.step(-1)),
        "delete_entry": ask(Workspace.delete), "history": ask(frame.show_history),
        "find": ask(Workspace.look_for), "replace": ask(partial(Workspace.look_for, replacing=True)),
        "next_pane": partial(frame.go_to_pane, 1), "previous_pane": partial(frame.go_to_pane, -1),
        "larger": partial(frame.zoom, 1), "smaller": partial(frame.zoom, -1), "normal": partial(frame.zoom, 0),
    }  # fmt: skip


def asking(frame: Acting, what: Callable[[Workspace], object]) -> Callable[[], None]:
    """The slot that asks something of the notebook on screen; nothing while there is none."""

    def slot() -> None:
        if frame.workspace is not None:
            what(frame.workspace)

    return slot
