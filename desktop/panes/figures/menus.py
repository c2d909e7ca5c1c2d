"""What can be done to figures of the contact sheet, as menus."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from db.records import Visit
from desktop.models.contact_sheet import NOWHERE, day_words
from desktop.models.outline import by_time, visit_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from db.records import Figure
    from desktop.context import PageContext

CREDIT, MOVE = "Ctrl+M", "Ctrl+Shift+M"
"""Keys on what is chosen: its credit is me; it goes to another visit."""


class Sheet(Protocol):
    """The contact sheet, as far as menus ask for something. selected: the figures that are chosen."""

    context: PageContext

    def selected(self) -> list[Figure]: ...
    def open_place(self) -> None: ...
    def look(self) -> None: ...
    def replace(self) -> None: ...
    def shift(self, by: int) -> None: ...
    def sort(self) -> None: ...
    def credit_me(self) -> None: ...
    def remove(self) -> None: ...
    def give(self, figures: Sequence[Figure], host: str, before: str = "") -> None: ...


def sheet_menu(page: Sheet, parent: QWidget) -> QMenu:
    """Everything that can be done to what is chosen."""
    say, menu = page.context.sentences, QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(f"{say('figures.open')}\tEnter", page.open_place)
    menu.addAction(f"{say('figures.look')}\t{say('figures.space')}", page.look)
    writing = [
        menu.addAction(say("figures.replace"), page.replace),
        menu.addAction(f"{say('figures.earlier')}\tAlt+↑", lambda: page.shift(-1)),
        menu.addAction(f"{say('figures.later')}\tAlt+↓", lambda: page.shift(1)),
        menu.addAction(say("figures.by_time"), page.sort),
    ]
    figures = page.selected()
    others = others_menu(page, menu, figures)
    others.setTitle(f"{say('figures.move')}\t{MOVE}")
    menu.addMenu(others)
    writing.append(menu.addAction(f"{say('editor.figures.me')}\t{CREDIT}", page.credit_me))
    menu.addSeparator()
    writing.append(menu.addAction(f"{say('figures.remove')}\tDel", page.remove))
    for action in (*writing, others.menuAction()):
        action.setEnabled(bool(figures) and not page.context.notebook.read_only)
    return menu


def others_menu(page: Sheet, parent: QWidget, figures: Sequence[Figure]) -> QMenu:
    """The visits, by day, and none; what is chosen goes to the one that is pressed."""
    say, menu = page.context.sentences, QMenu(parent)
    menu.setObjectName("others")
    for visit in sorted(by_time(page.context.notebook.reader.all(Visit)), key=lambda visit: visit.date or "9999"):
        if all(figure.visit == visit.id for figure in figures):
            continue  # they are there
        name = " ".join(filter(None, (day_words(visit, say), visit_name(visit, say)))).replace("&", "&&")
        menu.addAction(name, partial(page.give, figures, visit.id))
    if any(figure.visit for figure in figures):
        menu.addSeparator()
        menu.addAction(say("figures.to_none"), partial(page.give, figures, NOWHERE))
    return menu
