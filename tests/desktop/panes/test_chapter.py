"""Chapters, and the preview beside the text."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from desktop.editor.composition import LineField
from tests.desktop.editor.typing import compose, enter, hangul
from tests.desktop.panes.conftest import Desk
from tests.desktop.panes.test_visit import editor, field


def test_a_chapter_is_kept_when_another_is_opened(desk: Desk) -> None:
    page = desk.chapter()
    text = editor(page, "h1")
    enter(text)
    hangul(text, "가나")
    compose(text, "한")
    heading = field(page, "h1", "heading")
    assert isinstance(heading, LineField)
    heading.end(False)
    hangul(heading, "글")
    page.show_object("h2")
    assert desk.text("h1") == "□ 목적\n○ 본다.\n○ 가나한"
    assert desk.text("h1", "heading") == "개요글"
    page.show_object("h1")
    text = editor(page, "h1")
    text.undo()
    assert text.toPlainText() == "□ 목적\n○ 본다.\n○ 가나"


def test_a_chapter_keeps_its_sections(desk: Desk) -> None:
    page = desk.chapter()
    text = editor(page, "h1")
    enter(text)
    enter(text)
    hangul(text, "□ 가")
    enter(text)
    page.leave()
    assert desk.text("h1") == "□ 목적\n○ 본다.\n□ 가\n"


def test_the_preview_follows_the_text(desk: Desk, qtbot: QtBot) -> None:
    page = desk.chapter()
    page.marks.preview.setChecked(True)
    text = editor(page, "h1")
    enter(text)
    hangul(text, "**한글** ")
    compose(text, "가")
    qtbot.waitUntil(lambda: "한글 가" in page.preview.browser.toPlainText(), timeout=3000)
    assert "**" not in page.preview.browser.toPlainText()
    page.marks.preview.setChecked(False)
    assert not page.preview.isVisible()


def test_the_preview_reads_no_file_and_asks_no_address(desk: Desk) -> None:
    page = desk.chapter()
    browser = page.preview.browser
    kind = QTextDocument.ResourceType.ImageResource.value
    for address in (QUrl.fromLocalFile(str(desk.path / "notebook.db")), QUrl("http://example.org/a.png")):
        assert browser.loadResource(kind, address) is None


def test_the_status_counts_letters_and_words_of_what_is_selected_too(desk: Desk) -> None:
    page = desk.chapter()
    said: list[str] = []
    page.status_changed.connect(said.append)
    hangul(editor(page, "h1"), "가")
    page.say_status()
    assert said[-1] == "개요 · 8자 · 4어절"
    text = editor(page, "h1")
    cursor = text.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(4, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    page.say_status()
    assert said[-1] == "개요 · 8자 · 4어절 · 고른 글 2자 · 1어절"
    assert isinstance(page.editor, QTextEdit)
