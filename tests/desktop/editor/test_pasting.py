"""Paste into the editor: foreign text as outline text, our own as it was, plain on request, too much refused."""

from __future__ import annotations

import unicodedata
from html import escape

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.messages import Message
from exporters.importing import pasted
from tests.desktop.editor.test_outline_editor import Make, make
from tests.desktop.panes.conftest import FIGURE, Desk, desk, path
from tests.desktop.panes.test_visit import editor
from tests.exporters.importing.test_pasted import LIKENESSES

__all__ = ["desk", "make", "path"]
HTML = (
    "<ul><li>하나<ul><li>둘</li></ul></li></ul>"
    "<table><tr><td>가</td><td>나</td></tr><tr><td>1</td><td>2</td></tr></table>"
)
OUTLINE = "○ 하나\n- 둘\n| 가 | 나 |\n| --- | --- |\n| 1 | 2 |"


def html(text: str, plain: str = "하나 둘") -> QMimeData:
    data = QMimeData()
    data.setHtml(text)
    data.setText(plain)
    return data


def test_html_becomes_marks_and_a_table_in_one_step(make: Make) -> None:
    text = make("○ ")
    text.insertFromMimeData(html(HTML))
    assert text.toPlainText() == OUTLINE
    text.undo()
    assert text.toPlainText() == "○ "


def test_in_a_line_it_is_put_at_the_caret(make: Make) -> None:
    text = make("○ 앞 뒤")
    text.place_caret(3)
    text.insertFromMimeData(html("<b>굵은</b>"))
    assert text.toPlainText() == "○ 앞**굵은** 뒤"


def test_letters_that_only_look_like_others_stay_what_they_are(make: Make) -> None:
    """㎡ is no m²: the clipboard, the editor and undo keep each of them as it came, only NFC."""
    wanted = unicodedata.normalize("NFC", "".join(LIKENESSES))
    for words in (f"가{wanted}", f"가{''.join(LIKENESSES)}"):
        text = make("")
        data = QMimeData()
        data.setText(words)
        text.insertFromMimeData(data)
        assert text.toPlainText() == f"가{wanted}"
        text = make("")
        text.insertFromMimeData(html(f"<p>{escape(words)}</p>", words))
        assert text.toPlainText() == f"가{wanted}"
        text = make("")
        QGuiApplication.clipboard().setMimeData(data)
        text.paste_plain()
        assert text.toPlainText() == f"가{wanted}"


def test_plain_text_alone_on_request(make: Make) -> None:
    text = make("")
    QGuiApplication.clipboard().setMimeData(html(HTML, "• 하나\t둘"))
    text.paste_plain()
    assert text.toPlainText() == "• 하나 둘"


def test_what_was_copied_here_comes_back_letter_for_letter(make: Make) -> None:
    own = "ㅇ 가\n• 나\n\n" + "긴 글 " * 200 + "○ 다"
    text = make(own)
    text.selectAll()
    data = text.createMimeDataFromSelection()
    other = make("")
    other.insertFromMimeData(data)
    assert other.toPlainText() == own


def test_much_is_read_beside_the_writing_and_then_put_in(desk: Desk, qtbot: QtBot) -> None:
    text = editor(desk.visit(), "n1")
    text.insertFromMimeData(html("<p>문단을 하나 쓴다</p>" * 4_000))
    assert "문단" not in text.toPlainText()
    qtbot.waitUntil(lambda: text.toPlainText().count("문단을") == 4_000, timeout=20_000)


def test_too_much_is_refused_in_one_sentence(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    text = editor(desk.visit(), "n1")
    told: list[Message] = []
    desk.context.messages.told.connect(told.append)
    desk.context.messages.listen()
    before = text.toPlainText()
    text.insertFromMimeData(html("가" * 50_000_000))
    monkeypatch.setattr(pasted, "MOST", 1_000)
    text.insertFromMimeData(html("<p>문단을 하나 쓴다</p>" * 4_000))
    qtbot.waitUntil(lambda: len(told) == 2, timeout=20_000)
    assert "너무 커서" in told[0].text(desk.context.sentences)
    assert "43,998자" in told[1].text(desk.context.sentences)
    assert text.toPlainText() == before


def test_a_copy_holds_html_for_word_and_hangul_and_the_outline_for_ourselves(desk: Desk) -> None:
    text = editor(desk.visit(), "n1")
    place = f"![](figure:{FIGURE})"
    own = f"□ 절\n○ 하나 **굵은** 글\n{place}\n| 항만 | 값 |\n| --- | --- |\n| 가 | 1 |"
    text.outline.put(own)
    text.selectAll()
    data = text.createMimeDataFromSelection()
    for piece in ("<h2>□ 절</h2>", "○ 하나 <strong>굵은</strong> 글", "<table", ">항만</th>", "▲ "):
        assert piece in data.html()
    assert "figure:" not in data.html() + data.text()
    assert data.text() == own.replace(place, data.text().split("\n")[2])
    text.place_caret(0)
    text.outline.put("")
    text.insertFromMimeData(data)
    assert text.toPlainText() == own
    text.place_caret(len("□ 절\n○ "))
    cursor = text.textCursor()
    cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    assert "<p" not in text.createMimeDataFromSelection().html()
