"""A takeaway without a name can be given one; what was written stays."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from db.records import Takeaway
from tests.desktop.editor.typing import hangul
from tests.desktop.panes.conftest import Desk
from tests.desktop.panes.test_visit import editor


def test_who_wrote_an_unsigned_takeaway_is_chosen_from_the_delegation(desk: Desk) -> None:
    page = desk.visit()
    page.show_tab(2)
    page.panes[2].add()  # type: ignore[attr-defined]
    made = next(each for each in desk.context.notebook.reader.all(Takeaway, visit="v") if each.author is None)
    hangul(editor(page, made.id), "가나")
    presses = [each for each in page.panes[2].findChildren(QPushButton) if each.menu() is not None]
    assert len(presses) == 1
    menu = presses[0].menu()
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["문지안 · 1조", "한도영 · 1조"]
    menu.actions()[1].trigger()
    page.leave()
    signed = desk.context.notebook.reader.get(made.id)
    assert isinstance(signed, Takeaway)
    assert (signed.author, signed.team, signed.text) == ("p2", "team1", "가나")
    assert editor(page, made.id).toPlainText() == "가나"


def test_a_signed_takeaway_keeps_its_name(desk: Desk) -> None:
    page = desk.visit()
    page.show_tab(2)
    assert not [each for each in page.panes[2].findChildren(QPushButton) if each.menu() is not None]
