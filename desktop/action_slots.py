"""What the actions of the window do: by errands, in the window, or in the notebook that is open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.actions import TABS
from desktop.daywork import lift_here, submit_day, write_day
from desktop.models.outline import BIN, COMMENTS, HOME, IMPLICATIONS, QUEUE, TOUR
from desktop.opened_visit import show_tab
from desktop.reviewing import REVIEWING, edit_remarks, review_here
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from desktop.main_window import MainWindow

PLACES = {"tour": TOUR, "home": HOME, "bin": BIN, "implications": IMPLICATIONS, "queue": QUEUE, "comments": COMMENTS}
"""Actions that open one place."""


def slots(window: MainWindow, today: date) -> Mapping[str, Callable[[], object]]:
    """The slot of each action by its name; undo and what texts do have others. today: the laptop's date."""
    ask, errands = partial(asking, window), window.errands
    return {
        "new": errands.ask_new, "new_from": errands.ask_new_from, "open": errands.ask_open,
        "import": errands.ask_import, "export": errands.ask_export, "receive": errands.ask_receive,
        "backups": window.show_backups, "intakes": errands.show_intakes, "about": errands.show_about,
        "keys": partial(errands.show_keys, window.actions_),
        "close_notebook": window.close_notebook, "quit": window.close,
        "new_visit": errands.add_visit, "new_chapter": errands.add_chapter,
        **{f"send_{each}": partial(errands.ask_send, each) for each in ("tour", "answer", "review", "everything")},
        **{name: ask(partial(Workspace.open, object_id=place, at_once=False)) for name, place in PLACES.items()},
        "live": ask(Workspace.go_live),
        "write_day": ask(lambda space: write_day(space, window.context(), today)),
        "submit_day": ask(lambda space: submit_day(space, window.context(), today)),
        "lift": ask(lambda space: lift_here(space, window.context())),
        **{name: ask(partial(review_here, what=name)) for name in REVIEWING},
        "remarks": lambda: edit_remarks(window.context(), window),
        **{name: ask(partial(show_tab, place=place)) for place, name in enumerate(TABS)},
        "back": ask(Workspace.back), "forward": ask(Workspace.forward),
        "previous": ask(partial(Workspace.step, by=-1)), "next": ask(partial(Workspace.step, by=1)),
        "next_conflict": ask(lambda _: window.walk.step(1)),
        "previous_conflict": ask(lambda _: window.walk.step(-1)),
        "delete_entry": ask(Workspace.delete), "history": ask(window.show_history),
        "find": ask(Workspace.look_for), "replace": ask(partial(Workspace.look_for, replacing=True)),
        "next_pane": partial(window.go_to_pane, 1), "previous_pane": partial(window.go_to_pane, -1),
        "larger": partial(window.zoom, 1), "smaller": partial(window.zoom, -1), "normal": partial(window.zoom, 0),
    }  # fmt: skip


def asking(window: MainWindow, what: Callable[[Workspace], object]) -> Callable[[], None]:
    """The slot that asks something of the notebook on screen; nothing while there is none."""

    def slot() -> None:
        if window.workspace is not None:
            what(window.workspace)

    return slot
