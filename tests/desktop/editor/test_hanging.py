"""Lines hang exactly: what is wrapped, and what goes on with an item, begins where the item's words do."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QTextBlock, QTextBlockFormat

from desktop.editor.outline_editor import OutlineEditor
from tests.desktop.editor.test_outline_editor import Make, make
from tests.desktop.editor.typing import hangul

__all__ = ["make"]
LONG = "글이 길어서 다음 줄로 넘어간다 " * 6


def x(block: QTextBlock, line: int, place: int) -> float:
    """Where a letter of a line of a block stands, px."""
    found: Any = block.layout().lineAt(line).cursorToX(place)
    return float(block.layout().position().x()) + float(found[0])


def block(editor: OutlineEditor, number: int) -> QTextBlock:
    editor.document().documentLayout().documentSize()
    return editor.document().findBlockByNumber(number)


@pytest.mark.parametrize("mark", ["○ ", "- ", "· ", "※ ", "* ", "1) ", "12. ", "가. ", "Ⅰ. ", "  - ", "□ ", "◇ "])
def test_a_wrapped_line_begins_where_the_words_do(make: Make, mark: str) -> None:
    first = block(make(mark + LONG), 0)
    assert first.layout().lineCount() > 1
    assert x(first, 1, first.layout().lineAt(1).textStart()) == pytest.approx(x(first, 0, len(mark)), abs=0.6)


@pytest.mark.parametrize("mark", ["○ ", "- ", "· ", "1) "])
def test_a_further_paragraph_begins_where_its_item_does(make: Make, mark: str) -> None:
    editor = make(f"{mark}하나\n  이어서\n  또")
    words = x(block(editor, 0), 0, len(mark))
    assert [x(block(editor, number), 0, 2) for number in (1, 2)] == pytest.approx([words, words], abs=0.6)
    editor.place_caret(0)
    editor.set_mark("○" if mark != "○ " else "-")
    words = x(block(editor, 0), 0, 2)
    assert x(block(editor, 1), 0, 2) == pytest.approx(words, abs=0.6), "it follows its item"


def test_what_was_formatted_far_away_is_not_looked_at_again(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each letter would wait for every line between the two places."""
    editor = make("가\n" * 300)
    editor.place_caret(0)
    editor.set_mark("○")
    seen: list[str] = []
    wanted = editor.outline.formats.wanted

    def look(line: str) -> QTextBlockFormat:
        seen.append(line)
        return wanted(line)

    monkeypatch.setattr(editor.outline.formats, "wanted", look)
    editor.place_caret(editor.document().characterCount() - 1)
    hangul(editor, "한")
    assert len(seen) < 10
