"""The preview beside a long text: whole, in pieces that are made by and by, and going along with caret and view."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import resources
from db.edits import Edit, change, create
from db.records import Figure
from desktop.editor.composition import commit_composition
from desktop.editor.outline_editor import OutlineEditor
from desktop.panes.chapter import ChapterPage
from desktop.panes.preview_pieces import Pieces
from desktop.panes.visit.visit import VisitPage
from exporters.html import preview as cutting
from exporters.html.preview import pieces, preview
from tests.desktop.editor.typing import hangul
from tests.desktop.panes.conftest import Desk
from tests.desktop.panes.test_visit import editor
from tests.exporters.records import Shelf

KO = resources.sentences("ko")
BLOCKS = (
    "○ 배가 기다리지 않는다.\n- 둘\n※ 셋\n", "\n문단이다.\n이어진다.\n", "◇ 머리\n",
    "< 표 > (단위: 명)\n| 가 | 나 |\n| --- | --- |\n| 1 | 2 |\n",
    "▲ 그림 [출처=나]\n", "\n\n\n", "| 가 |\n| 1 |\n", "1. 하나\n2. 둘\n",
)  # fmt: skip


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of a few lines."""
    for name, value in (("_LEAST", 20), ("_MOST", 60), ("_LONGEST", 200), ("_ENDS", 3)):
        monkeypatch.setattr(cutting, name, value)


def text_of(rng: random.Random, blocks: int) -> str:
    return "".join(rng.choice(BLOCKS) for _ in range(blocks))


def shape(document: QTextDocument) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    block = document.begin()
    while block.isValid():
        form = block.blockFormat()
        found.append((block.text(), form.leftMargin(), form.textIndent(), form.topMargin(), form.bottomMargin()))
        block = block.next()
    return found


@pytest.mark.usefixtures("qapp", "short")
@pytest.mark.parametrize("seed", range(12))
def test_after_any_changes_the_document_is_as_if_it_were_made_anew(seed: int) -> None:
    rng, document = random.Random(seed), QTextDocument()
    shown = Pieces(document, lambda piece: preview(piece, Shelf([]), KO))
    text = text_of(rng, 20)
    for _ in range(15):
        shown.take(pieces(text), lambda piece: piece.pictured and rng.random() < 0.2)
        near = rng.randrange(len(shown.all))
        for _ in range(rng.randrange(len(shown.all) + 1)):
            if (waiting := shown.waiting(near)) is not None:
                shown.make(waiting)
        start = rng.randrange(len(text) + 1)
        text = text[:start] + text_of(rng, rng.randrange(3)) + text[start + rng.randrange(60) :]
        text = text or "○ 글"
    shown.take(pieces(text))
    while (waiting := shown.waiting(rng.randrange(len(shown.all)))) is not None:
        shown.make(waiting)
    anew = QTextDocument()
    again = Pieces(anew, lambda piece: preview(piece, Shelf([]), KO))
    again.take(pieces(text))
    for number in range(len(again.all)):
        again.make(number)
    assert shape(document) == shape(anew)


@pytest.mark.usefixtures("qapp", "short")
@pytest.mark.parametrize("seed", range(12))
def test_pieces_are_the_text_and_are_counted_as_the_whole_is(seed: int) -> None:
    text = text_of(random.Random(seed), 30)
    found = pieces(text)
    assert "".join(piece.text for piece in found) == text
    assert [piece.start for piece in found] == [sum(len(p.text) for p in found[:at]) for at in range(len(found))]
    assert len(found) > 3
    whole, document = QTextDocument(), QTextDocument()
    whole.setHtml(preview(text, Shelf([]), KO))
    shown = Pieces(document, lambda piece: preview(piece, Shelf([]), KO))
    shown.take(found)
    for number in range(len(found)):
        shown.make(number)
    assert "".join(document.toPlainText().split()) == "".join(whole.toPlainText().split())


def test_a_letter_changes_one_piece() -> None:
    text = "".join(f"○ {number}번째 글이다.\n- 아래의 글이다.\n" for number in range(5000))
    before = pieces(text)
    at = len(text) // 2
    after = pieces(text[:at] + "가" + text[at:])
    assert len(before) > 20
    assert sum(not any(new.alike(old) for old in before) for new in after) <= 2
    assert max(len(piece.text) for piece in before) < 10_000


@pytest.mark.parametrize("text", ["", "가" * 100_000, "\n" * 50_000, "가나다\n" * 30_000])
def test_no_text_is_too_strange_to_be_cut(text: str) -> None:
    found = pieces(text)
    assert "".join(piece.text for piece in found) == text
    assert max(len(piece.text) for piece in found) <= 24_001


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ChapterPage:
    """A chapter of 70,000 letters, and its preview when all of it is there."""
    made = desk.chapter()
    text = editor(made, "h1")
    lines = (f"\n○ {number}번째 글이다. {'여기에서 이어진다. ' * 5}" for number in range(1000))
    text.insert_pasted("".join(lines) + "\n○ 끝이다.")
    made.show_preview(True)
    qtbot.waitUntil(lambda: made.preview._pieces.waiting(0) is None, timeout=10_000)
    return made


def written(page: ChapterPage) -> OutlineEditor:
    assert page.editor is not None
    return page.editor


def seen(page: ChapterPage) -> str:
    """The lines that are seen of the preview."""
    browser = page.preview.browser
    heights = range(0, browser.viewport().height(), 10)
    return "\n".join(dict.fromkeys(browser.cursorForPosition(QPoint(20, y)).block().text() for y in heights))


def test_a_long_text_stands_beside_as_a_whole_and_follows_the_caret(page: ChapterPage, qtbot: QtBot) -> None:
    words, text = page.preview.browser.toPlainText(), written(page)
    assert "○ 0번째 글이다" in words
    assert "999번째 글이다" in words
    block, unseen = page.preview.browser.document().begin(), 0
    while block.isValid():
        unseen, block = unseen + (block.layout().lineCount() == 0), block.next()
    assert unseen == 0, "all of it has a place"
    text.setFocus()
    qtbot.waitUntil(lambda: "끝이다" in seen(page), timeout=5000)
    hangul(text, "한글")
    commit_composition(text)
    qtbot.waitUntil(lambda: "끝이다.한글" in seen(page), timeout=5000)
    text.place_caret(text.toPlainText().index("500번째"))
    text.show_caret()
    qtbot.waitUntil(lambda: "500번째" in seen(page), timeout=5000)


def test_the_preview_goes_along_when_the_text_is_scrolled(page: ChapterPage, qtbot: QtBot) -> None:
    bar, text = page._area.verticalScrollBar(), written(page)
    qtbot.waitUntil(lambda: bar.maximum() > 10_000)
    for share in (0.3, 0.8):
        bar.setValue(round(bar.maximum() * share))
        view = text.viewport().visibleRegion().boundingRect()
        line = text.cursorForPosition(view.center()).block().text()
        assert "번째" in line
        line = line.split(".")[0]
        qtbot.waitUntil(lambda line=line: line in seen(page), timeout=5000)  # type: ignore[misc]


def test_a_caption_that_changes_is_seen(desk: Desk, qtbot: QtBot) -> None:
    page = desk.chapter()
    notebook = desk.context.notebook
    figure = "12345678-1234-4234-8234-123456789012"
    notebook.commit([create(Figure, figure, entry="h1", caption="옛 말")])
    text = editor(page, "h1")
    text.insert_block(f"![](figure:{figure})")
    page.show_preview(True)
    assert "옛 말" in page.preview.browser.toPlainText()
    record = notebook.reader.get(figure)
    assert isinstance(record, Figure)
    notebook.commit([change(record, caption="새 말")])
    page.preview.show_now()
    QApplication.processEvents()
    assert "새 말" in page.preview.browser.toPlainText()
    assert "옛 말" not in page.preview.browser.toPlainText()


def test_the_first_text_is_shown_where_none_was_written_in(desk: Desk, qtbot: QtBot) -> None:
    page = VisitPage(desk.context)
    qtbot.addWidget(page)
    page.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    page.resize(1100, 800)
    page.show()
    page.show_object("v")
    desk.pages.append(page)
    assert page.editor is None
    page.show_preview(True)
    first = page.fields.autosave.writings()
    texts = [each.widget for each in first if isinstance(each.widget, OutlineEditor) and each.widget.isVisible()]
    top = min(texts, key=lambda each: each.mapTo(page, QPoint()).y())
    word = top.toPlainText().split()[-1]
    qtbot.waitUntil(lambda: word in page.preview.browser.toPlainText())


def test_the_caret_stays_in_sight_when_the_preview_comes_and_goes(desk: Desk, qtbot: QtBot) -> None:
    line = "○ " + "면적에 따라 매기는 요금을 다섯 해마다 다시 정한다 " * 5
    desk.context.notebook.commit([Edit("n1", "note", {"text": "\n".join([line] * 30)})])
    page = desk.visit()
    text = editor(page, "n1")

    def seen() -> bool:
        return text.viewport().visibleRegion().intersects(text.cursorRect())

    qtbot.wait(300)  # the entry that was opened has its place
    text.show_caret()
    assert seen()
    for shown in (True, False, True):
        page.show_preview(shown)
        qtbot.wait(100)
        assert seen()
