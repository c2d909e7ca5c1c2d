"""A takeaway without a name can be given one; what was written stays."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from db.edits import change
from db.records import Takeaway
from desktop.editor.composition import preedit
from desktop.editor.outline_editor import OutlineEditor
from tests.desktop.editor.typing import compose, hangul
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


def test_ones_own_takeaway_can_be_begun_and_nothing_is_made_before_its_first_letter(desk: Desk) -> None:
    desk.write_as("p2")
    reader = desk.context.notebook.reader
    for each in reader.all(Takeaway, visit="v"):
        if each.author == "p2":
            desk.context.operations.commit([change(each, deleted=True)])
    before = reader.count(Takeaway, visit="v")
    page = desk.visit()
    page.write_takeaway()
    text = QApplication.focusWidget()
    assert isinstance(text, OutlineEditor)
    assert text.key is not None
    name = text.key[0]
    page.leave()
    page.show_object("n1")
    assert reader.count(Takeaway, visit="v") == before
    page.write_takeaway()
    text = editor(page, name)
    hangul(text, "가")
    compose(text, "나")
    made = reader.get(name)
    assert isinstance(made, Takeaway)
    assert (made.author, made.visit, made.team) == ("p2", "v", "team1")
    writing = page.fields.autosave.writing(name, "text")
    assert writing is not None
    assert writing.widget is text
    assert preedit(text) == "나"
    page.leave()
    assert desk.text(name) == "가나"
    card = text.parentWidget()
    assert card is not None
    assert all(press.isEnabled() for press in card.findChildren(QToolButton))
    page.write_takeaway()
    assert QApplication.focusWidget() is text


def test_a_coordinator_sees_only_what_was_written(desk: Desk) -> None:
    person = desk.context.notebook.reader.get("p2")
    assert person is not None
    desk.context.notebook.commit([change(person, role="coordinator")])
    desk.write_as("p2")
    page = desk.visit()
    page.show_tab(2)
    written = {each.id for each in desk.context.notebook.reader.all(Takeaway, visit="v")}
    assert {each.object for each in page.fields.autosave.writings() if each.kind == "takeaway"} == written
