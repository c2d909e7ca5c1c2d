"""Who is asked who they are, and who is asked before they change what is another's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.edits import change
from db.records import Contact, Note, Person, Record, Takeaway, Team, Tour, Visit
from desktop.context import PageContext
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.messages import Message
from desktop.models.people import Named, found_by
from desktop.panes.chapter import ChapterPage
from desktop.panes.who import WhoBand
from desktop.permissions import owners
from tests.desktop.editor.typing import hangul
from tests.desktop.seats import on_screen


def bands(window: MainWindow) -> list[WhoBand]:
    return [each for each in window.findChildren(WhoBand) if each.isVisible()]


def test_names_are_found_by_their_beginning_first_and_by_team() -> None:
    listed = [Named("1", "강이수 · 2조"), Named("2", "이수민 · 1조"), Named("3", "문지안 · 1조")]
    assert [each.object_id for each in found_by(listed, "이수")] == ["2", "1"]
    assert [each.object_id for each in found_by(listed, "1 조")] == ["2", "3"]
    assert found_by(listed, "") == tuple(listed)
    assert found_by(listed, "이") == found_by(listed, "\u110b\u1175"), "in parts too"


def test_later_means_not_now(window: MainWindow, qtbot: QtBot) -> None:
    (band,) = bands(window)
    QTest.keyClick(band.name, Qt.Key.Key_Escape)
    assert bands(window) == []
    window.set_language("en")
    assert bands(window) == []


def test_the_question_takes_the_keys_once_and_gives_them_back(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    (band,) = bands(window)

    qtbot.waitUntil(band.name.hasFocus)
    band.name.setText("문")
    chain: list[QWidget] = [band.name]
    while (after := chain[-1].nextInFocusChain()) is not None and band.isAncestorOf(after) and after not in chain:
        chain.append(after)
    pressed = [each.text() for each in chain if isinstance(each, QPushButton) and each.isVisible()]
    assert pressed[0] == "나중에"
    assert pressed[1:]
    assert all("문" in each for each in pressed[1:]), "names that were found just now follow, though they are new"
    QTest.keyClick(band.name, Qt.Key.Key_Escape)
    assert bands(window) == []
    page = window.workspace.stack.currentWidget() if window.workspace is not None else None
    assert page is not None
    qtbot.waitUntil(lambda: page.isAncestorOf(QApplication.focusWidget() or window))


def test_the_question_takes_no_keys_from_a_text(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    (band,) = bands(window)

    qtbot.waitUntil(band.name.hasFocus)
    window.go("v1")
    qtbot.waitUntil(lambda: not band.isAncestorOf(QApplication.focusWidget() or band))
    editor = QApplication.focusWidget()
    person = window.context().notebook.reader.get("p2")
    assert person is not None
    window.context().operations.commit([change(person, tel="1")])
    qtbot.wait(20)
    assert QApplication.focusWidget() is editor


def test_whoever_is_known_is_not_asked(window: MainWindow) -> None:
    window.set_person("p1")
    assert bands(window) == []
    window.set_language("en")
    assert bands(window) == []


def test_somebody_who_is_not_in_the_roster_any_more_is_asked_again(window: MainWindow, qtbot: QtBot) -> None:
    window.set_person("p2")
    context = window.context()
    person = context.notebook.reader.get("p2")
    assert person is not None
    context.operations.commit([change(person, deleted=True)])
    context.operations.commit([change(person, tel="1")])
    qtbot.waitUntil(lambda: len(bands(window)) == 1)
    qtbot.waitUntil(lambda: len(window.findChildren(WhoBand)) == 1)  # the one from before is on its way out


@pytest.mark.parametrize(
    ("person", "object_id", "asked"),
    [
        (None, "s1", ()), ("p1", "s1", ()), ("p2", "s1", ("p1",)), ("p4", "s1", ()),
        ("p1", "v1", ()), ("p2", "v1", ("p1",)), ("p2", "v3", ()), ("p2", "k1", ("p1",)),
        ("p2", "n1", ()), ("p3", "n1", ("p2",)),
        ("p1", "t", ("p4",)), ("p4", "t", ()), ("p1", "t1", ("p4",)), ("p1", "p1", ()), ("p1", "p2", ("p2", "p4")),
    ],
)  # fmt: skip
def test_whose_things_are(context: PageContext, person: str | None, object_id: str, asked: tuple[str, ...]) -> None:
    record = context.notebook.reader.get(object_id)
    assert isinstance(record, Record)
    assert isinstance(record, Takeaway | Visit | Contact | Note | Tour | Team | Person)
    assert owners(context.notebook.reader, record, person) == asked


@pytest.fixture
def told(context: PageContext) -> list[Message]:
    found: list[Message] = []
    context.messages.told.connect(found.append)
    context.messages.listen()
    return found


@pytest.fixture
def chapter(context: PageContext, qtbot: QtBot) -> Iterator[ChapterPage]:
    """A chapter of 한도영, as 문지안 sees it."""
    page = ChapterPage(replace(context, person="p1"))
    on_screen(page, 900, 600, qtbot)
    page.show_object("h1")
    yield page
    page.leave()
    page.close()


def editor(page: ChapterPage) -> OutlineEditor:
    writing = page.fields.autosave.writing("h1", "text")
    assert writing is not None
    assert isinstance(writing.widget, OutlineEditor)
    return writing.widget


def test_the_first_key_asks_and_after_that_one_writes(chapter: ChapterPage, told: list[Message], qtbot: QtBot) -> None:
    text = editor(chapter)
    text.setFocus()
    qtbot.waitUntil(text.hasFocus)
    before = text.toPlainText()
    for _ in range(2):
        QTest.keyClick(text, Qt.Key.Key_A)
    QTest.keyClick(text, Qt.Key.Key_Backspace)
    assert text.toPlainText() == before
    assert {message.topic for message in told} == {"another"}
    assert told[0].text(chapter.context.sentences) == "이 글은 한도영 님의 것입니다."
    told[0].steps[0].do()
    hangul(text, "가")
    assert text.toPlainText() != before
    assert "h1" in chapter.context.lasting.allowed


def test_keys_that_write_nothing_do_not_ask(chapter: ChapterPage, told: list[Message], qtbot: QtBot) -> None:
    text = editor(chapter)
    text.setFocus()
    qtbot.waitUntil(text.hasFocus)
    for pressed in (Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        QTest.keyClick(text, pressed)
    QTest.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert told == []
