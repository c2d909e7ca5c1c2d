"""What to write is said in the letters of the text and on its line, until something is written."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import application
from desktop.editor.documents import OutlineDocument
from desktop.editor.outline_editor import OutlineEditor
from desktop.theme import Theme
from tests.desktop.editor.typing import compose, hangul

WORDS = "가나"


def made(qtbot: QtBot, text: str = "") -> OutlineEditor:
    application()
    theme = Theme.load()
    document = OutlineDocument(theme)
    document.load(text)
    editor = OutlineEditor(theme, document)
    document.setParent(editor)
    editor.resize(400, 60)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def inked(editor: OutlineEditor) -> list[tuple[int, int]]:
    """Pixels that are not the ground."""
    QApplication.processEvents()
    image = editor.viewport().grab().toImage()
    ground = image.pixel(image.width() - 1, image.height() - 1)
    return [(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixel(x, y) != ground]


def test_it_stands_where_the_words_will_stand(qtbot: QtBot) -> None:
    hinted, written = made(qtbot), made(qtbot, WORDS)
    hinted.setPlaceholderText(WORDS)
    hint, text = inked(hinted), inked(written)
    assert hint
    for axis in (0, 1):
        seen, wanted = ({place[axis] for place in each} for each in (hint, text))
        assert abs(min(seen) - min(wanted)) <= 1  # letters are not set on whole pixels
        assert abs(max(seen) - max(wanted)) <= 1


def test_it_goes_with_the_first_sign_that_is_composed(qtbot: QtBot) -> None:
    editor, bare = made(qtbot), made(qtbot)
    editor.setPlaceholderText("한 문장으로 적으십시오")
    assert inked(editor)
    for each in (editor, bare):
        compose(each, "가")
    assert inked(editor) == inked(bare)
    for each in (editor, bare):
        hangul(each, "나")
    assert inked(editor) == inked(bare)
