"""Hangul in every text field there is, typed as an input method sends it and left in mid syllable: all is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextBrowser, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from db.notebook import Notebook
from desktop.editor.composition import LineField, full_text
from desktop.main_window import MainWindow
from desktop.panes.visit.visit import VisitPage
from desktop.panes.writing import WritingPage
from tests.desktop.editor.typing import compose, hangul
from tests.desktop.frame.defining import export_dialog
from tests.desktop.panes.test_closing import open_window

TEXTS = LineField, QTextEdit, QPlainTextEdit
UNREAD = "v", "v-recorders"
"""Where what could not be read as a date, or as names of the delegation, is remembered."""


def pages(window: MainWindow) -> list[str]:
    """What the window can show that is written in; each tab and the whole header unfolded."""
    found = []
    for shown in ("v", "h1", "live:v", "day:2031-06-12", "implications"):
        window.go(shown)
        page = _page(window)
        if isinstance(page, VisitPage):
            page.header.unfold(True)
            for tab in range(len(page.tabs)):
                page.show_tab(tab)
                found.append(f"{shown} {tab}")
        else:
            found.append(shown)
    return found


def show(window: MainWindow, place: str) -> WritingPage:
    shown, _, tab = place.partition(" ")
    window.go(shown)
    page = _page(window)
    if isinstance(page, VisitPage) and tab:
        page.header.unfold(True)
        page.show_tab(int(tab))
    return page


def fields(page: QWidget) -> list[QWidget]:
    """Every widget of the page that takes text, found by itself."""
    kinds = QLineEdit, QTextEdit, QPlainTextEdit
    return [
        each
        for each in page.findChildren(QWidget)
        if isinstance(each, kinds) and each.isVisibleTo(page) and not isinstance(each, QTextBrowser)
    ]


def writable(page: QWidget) -> list[QWidget]:
    return [each for each in fields(page) if not each.isReadOnly()]  # type: ignore[attr-defined]


def test_every_field_knows_what_is_being_composed_in_it(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    count = 0
    for place in pages(window):
        for field in fields(show(window, place)):
            assert isinstance(field, TEXTS), f"{place}: {field.accessibleName()}"
            count += 1
    for ask in (window.errands.ask_new, window.errands.ask_export):
        ask()
    export_dialog(window)
    for field in window.findChildren(QLineEdit):
        inner = field.parentWidget()
        if inner is not None and inner.inherits("QAbstractSpinBox"):
            continue  # dates are figures only
        assert isinstance(field, LineField), field.accessibleName()
        count += 1
    assert count > 30
    window.close()
    session.close()


@pytest.mark.parametrize("way", ["leave", "close"])
def test_nothing_typed_in_any_field_is_lost(way: str, path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    names = []
    for place in pages(window):
        amount = len(writable(show(window, place)))
        names += [(place, number) for number in range(amount)]
    window.close()
    session.close()
    assert len(names) > 30
    typed: list[tuple[str, str]] = []
    if way == "leave":
        session, window = open_window(path, home, qtbot)
        for place, number in names:
            typed.append(_type(show(window, place), number))
            window.go("home")
            assert session.notebook is not None
            _kept(session.notebook, window, typed[-1])
        window.close()
        session.close()
        return
    for place, number in names[::18]:
        session, window = open_window(path, home, qtbot)
        one = _type(show(window, place), number)
        memory = window.context().memory
        window.close()
        session.close()
        with Notebook.open(path) as notebook:
            assert _everything(notebook, *(memory.unread(each) for each in UNREAD)).count(one[1]) >= 1, one


def _type(page: WritingPage, number: int) -> tuple[str, str]:
    """Type two syllables into a field and leave a third one open; answers its name and text."""
    field = writable(page)[number]
    field.setFocus()
    hangul(field, "가나")
    compose(field, "글")
    text = full_text(field)  # type: ignore[arg-type]
    assert "가나글" in text
    return field.accessibleName(), text


def _kept(notebook: Notebook, window: MainWindow, one: tuple[str, str]) -> None:
    everything = _everything(notebook, *(window.context().memory.unread(each) for each in UNREAD))
    assert one[1] in everything, one


def _everything(notebook: Notebook, *more: str) -> list[str]:
    """Every text of every object."""
    from db.records import Chapter, Contact, Figure, Implication, Note, Question, Takeaway, Visit

    records = [each for kind in
               (Visit, Contact, Note, Question, Takeaway, Figure, Chapter, Implication) for each in
               notebook.reader.all(kind)]  # fmt: skip
    return [str(getattr(each, name)) for each in records for name in each.__dataclass_fields__] + list(more)


def _page(window: MainWindow) -> WritingPage:
    page = window.workspace.stack.currentWidget() if window.workspace else None
    assert isinstance(page, WritingPage)
    return page
