"""Contacts as a table, rows of a spreadsheet, and cards that are sorted into fields before they are accepted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget

from db.edits import create
from db.records import Contact, Visit
from desktop.models.carding import proposed
from desktop.panes.visit.card_panel import CardPanel
from desktop.panes.visit.contacts import ContactList
from desktop.panes.visit.visit import VisitPage
from exporters.importing.cards import sorted_out
from exporters.importing.contact_rows import contact_rows
from tests.desktop.editor.typing import compose, enter, hangul, key
from tests.desktop.panes.conftest import Desk
from tests.desktop.panes.test_visit import field
from tests.exporters.importing.test_cards import BLOCK, DUTCH, KOREAN


def unfolded(desk: Desk) -> tuple[VisitPage, ContactList]:
    page = desk.visit()
    page.header.unfold(True)
    QApplication.processEvents()
    assert page.header.contacts is not None
    return page, page.header.contacts


def contacts(desk: Desk) -> list[Contact]:
    return desk.context.notebook.reader.all(Contact, visit="v")


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def paste(widget: QWidget, text: str) -> None:
    QApplication.clipboard().setText(text)
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        QCoreApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier, "\x16"))


def test_enter_goes_down_the_column_and_makes_the_next_contact(desk: Desk) -> None:
    page, _ = unfolded(desk)
    first = page.fields.autosave.writing("k1", "name")
    assert first is not None
    first.widget.setFocus()
    enter(first.widget)
    hangul(focus(), "가나")
    QApplication.processEvents()
    key(focus(), "\t", Qt.Key.Key_Tab)
    compose(focus(), "다")
    page.leave()
    assert [(each.name, each.position) for each in contacts(desk)] == [("M. de Wit", "실장"), ("가나", "다")]


def test_rows_of_a_spreadsheet_become_contacts(desk: Desk) -> None:
    page, _ = unfolded(desk)
    writing = page.fields.autosave.writing("k1", "name")
    assert writing is not None
    writing.widget.setFocus()
    paste(writing.widget, "M. de Wit\t\t항만공사\nP. Smit\t관리관\t항만공사\t+31 10\tp@x.example\n")
    found = contacts(desk)
    assert [(each.name, each.position, each.organisation, each.email) for each in found] == [
        ("M. de Wit", "실장", "항만공사", ""),  # who is there already gets what was missing
        ("P. Smit", "관리관", "항만공사", "p@x.example"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("이름\t직위\t전화\n문지안\t과장\t1", [{"name": "문지안", "position": "과장", "tel": "1"}]),
        ("문지안\t과장", [{"name": "문지안", "position": "과장"}]),
        ("문지안\n과장", []),
        ("", []),
    ],
)
def test_rows_by_their_head_or_their_order(text: str, found: list[dict[str, str]]) -> None:
    assert contact_rows(text) == found


def test_a_card_is_accepted_with_one_paste_and_one_key(desk: Desk) -> None:
    """Participant 6: the link, the paste, Ctrl+Enter; one step to undo."""
    page, table = unfolded(desk)
    table.paste_button.click()
    box = focus()
    paste(box, KOREAN)
    key(box, "", Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    card = contacts(desk)[-1]
    assert (card.name, card.position, card.organisation) == ("문지안", "과장", "스마트항만공사 기획조정실")
    assert (card.tel, card.email) == ("051-123-4567, 010-1234-5678", "jian.moon@port.example")
    assert not table.findChildren(CardPanel) or not table.findChildren(CardPanel)[0].isVisible()
    desk.context.operations.undo.undo()
    QApplication.processEvents()


def test_a_card_that_was_copied_is_there_when_the_box_opens(desk: Desk) -> None:
    """Participant 6 with one press and one key; another paste takes its place."""
    QApplication.clipboard().setText(KOREAN)
    _, table = unfolded(desk)
    table.paste_button.click()
    key(focus(), "", Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert contacts(desk)[-1].email == "jian.moon@port.example"
    table.paste_button.click()
    paste(focus(), DUTCH)
    assert table.findChildren(CardPanel)[-1].box.toPlainText() == DUTCH
    key(focus(), "", Qt.Key.Key_Escape)
    for text in ("회의록 한 줄", "첫 줄\n둘째 줄\n셋째 줄", ""):
        QApplication.clipboard().setText(text)
        table.paste_button.click()
        assert table.findChildren(CardPanel)[-1].box.toPlainText() == "", "what is no card is not pasted unasked"
        key(focus(), "", Qt.Key.Key_Escape)
        QApplication.processEvents()
    QApplication.clipboard().clear()


def test_a_card_pasted_into_a_cell_opens_the_panel_and_waits_for_a_word(desk: Desk) -> None:
    page, table = unfolded(desk)
    writing = page.fields.autosave.writing("k1", "name")
    assert writing is not None
    writing.widget.setFocus()
    paste(writing.widget, DUTCH)
    panel = table.findChildren(CardPanel)[0]
    assert panel.isVisible()
    assert len(contacts(desk)) == 1
    assert all(each.accessibleName() for each in panel.findChildren(QComboBox))
    desk.reopen()  # nothing is lost before it was decided
    page, table = unfolded(desk)
    panel = table.findChildren(CardPanel)[0]
    assert panel.box.toPlainText() == DUTCH
    key(panel.box, "", Qt.Key.Key_Escape)
    assert len(contacts(desk)) == 1
    desk.reopen()
    assert unfolded(desk)[1].findChildren(CardPanel) == []


def test_a_header_block_leaves_what_the_visit_says_already(desk: Desk) -> None:
    page, table = unfolded(desk)
    table.paste_card(BLOCK)
    table.findChildren(CardPanel)[0].accept()
    visit = desk.context.notebook.reader.get("v")
    assert isinstance(visit, Visit)
    assert (visit.institution, visit.original_name, visit.city) == ("항만공사", "Maashaven Port Authority", "로테르담")
    assert len(contacts(desk)) == 1  # M. de Wit is there; his position too
    again = proposed(sorted_out(BLOCK), visit)
    assert {each.field for each in again if each.target == "visit"} == {""}


def test_a_piece_may_be_put_elsewhere_or_left_out(desk: Desk) -> None:
    page, table = unfolded(desk)
    table.paste_card(KOREAN)
    panel = table.findChildren(CardPanel)[0]
    boxes = {choice.piece.value: box for choice, box in panel._rows}
    boxes["051-123-4568"].setCurrentIndex(boxes["051-123-4568"].findData("visit.fax"))
    boxes["www.port.example"].setCurrentIndex(0)
    panel.accept()
    visit = desk.context.notebook.reader.get("v")
    assert isinstance(visit, Visit)
    assert visit.fax == "051-123-4568"
    assert contacts(desk)[-1].web == ""


def test_a_pasted_nonsense_says_nothing_and_breaks_nothing(desk: Desk) -> None:
    _, table = unfolded(desk)
    table.paste_card("\x00 \u202eמה\n🚢" * 50)
    panel = table.findChildren(CardPanel)[0]
    assert all(isinstance(each, QLineEdit | QPushButton | QWidget) for each in panel.findChildren(QWidget))
    panel.put_away()
    assert len(contacts(desk)) == 1


def test_the_rows_of_contacts_stand_in_step_and_their_buttons_level_with_them(desk: Desk) -> None:
    desk.context.notebook.commit(
        [create(Contact, f"k{each}", visit="v", name=each, order=f"zz{each}") for each in "ab"]
    )
    page = desk.visit()
    page.header.unfold(True)
    contacts = page.header.contacts
    assert contacts is not None
    QApplication.processEvents()
    lines = [field(page, name, "name") for name in ("k1", "ka", "kb")]
    bottoms = [each.mapTo(page, each.rect().bottomLeft()).y() for each in lines]
    assert bottoms[2] - bottoms[1] == bottoms[1] - bottoms[0]
    for bottom, (_, away) in zip(bottoms, contacts._rows, strict=True):
        assert away.mapTo(page, away.rect().bottomLeft()).y() == bottom
