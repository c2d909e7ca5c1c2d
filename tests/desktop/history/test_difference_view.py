"""The view of a difference: its marks, its folds, what is copied from it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

import resources
from db.difference import difference
from desktop.app import application
from desktop.panes.history.difference import DifferenceView
from desktop.theme import Theme
from exporters.document.marks import figure_place

LONG = "\n".join(f"○ {number}번째 줄이다." for number in range(40))


@pytest.fixture
def theme() -> Theme:
    application()
    return Theme.load()


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> DifferenceView:
    made = DifferenceView(theme, resources.sentences("ko"))
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def looks(view: DifferenceView, line: int) -> list[tuple[str, QTextCharFormat]]:
    """The parts of a line with how they are drawn."""
    view.document().highlighter.rehighlight()  # type: ignore[attr-defined]
    block = view.document().findBlockByNumber(line)
    return [(block.text()[r.start : r.start + r.length], QTextCharFormat(r.format)) for r in block.layout().formats()]


def test_deleted_is_struck_and_inserted_underlined(view: DifferenceView, theme: Theme) -> None:
    view.show_pieces(difference("○ 기록은 반년 동안 둔다.", "○ 기록은 1년 동안 둔다."))
    found = dict(looks(view, 0))
    assert found["반년"].fontStrikeOut()
    assert found["반년"].background().color() == theme.color("deleted")
    assert found["1년"].underlineStyle() == QTextCharFormat.UnderlineStyle.SingleUnderline
    assert found["1년"].background().color() == theme.color("inserted")


@pytest.mark.parametrize(("side", "text"), [("deleted", "○ 반년 둔다."), ("inserted", "○ 1년 둔다.")])
def test_one_side_shows_its_own_text(view: DifferenceView, side: str, text: str) -> None:
    view.show_pieces(difference("○ 반년 둔다.", "○ 1년 둔다."), side)  # type: ignore[arg-type]
    assert view.toPlainText() == text
    assert ("지움" in view.accessibleDescription()) == (side == "deleted")


def test_signs_of_bold_that_differ_are_seen(view: DifferenceView) -> None:
    view.show_pieces(difference("○ 굵은 말", "○ **굵은** 말"))
    signs = [form for part, form in looks(view, 0) if part == "**"]
    assert signs
    assert all(form.foreground().color().alpha() for form in signs)


def test_long_same_parts_fold_and_open_by_a_click(view: DifferenceView) -> None:
    view.show_pieces(difference(LONG, LONG.replace("20번째", "스무 번째")))
    assert view.folded == 35
    height = view.height()
    press = view.findChildren(QPushButton)[0]
    assert "18" in press.text()
    press.click()
    assert view.folded == 17
    assert view.height() > height
    view.unfold()
    assert view.folded == 0
    assert view.toPlainText().startswith("○ 0번째")


def test_pointing_at_text_finds_the_line_that_is_seen(view: DifferenceView) -> None:
    view.show_pieces(difference(LONG, LONG.replace("20번째", "스무 번째")))
    layout = view.document().documentLayout()
    for number in range(view.document().blockCount()):
        middle = layout.blockBoundingRect(view.document().findBlockByNumber(number)).center().toPoint()
        assert view.cursorForPosition(QPoint(80, middle.y())).blockNumber() == number


@pytest.mark.parametrize("before", [0, 30])
def test_what_is_folded_is_said_above_a_picture_and_not_on_it(view: DifferenceView, before: int) -> None:
    figure = figure_place("0b0f7d6e-3a53-4c1c-9a59-0123456789ab")
    head = "○ 바뀐다.\n" if before else ""
    lines = "\n".join(f"○ {number}번째 줄이다." for number in range(30))
    text = f"{lines}\n{figure}\n○ 사이.\n○ 끝이다."
    view.show_pieces(difference(head + text, head.replace("다", "었다") + text.replace("끝이다", "끝이었다")))
    view.resize(600, view.height())
    document = view.document()
    block = document.findBlockByNumber(document.blockCount() - 3)
    assert block.text() == figure
    picture = document.formats.wanted(figure).topMargin()  # type: ignore[attr-defined]
    top = document.documentLayout().blockBoundingRect(block).top()
    press = view.findChildren(QPushButton)[-1]
    assert press.y() >= 0
    assert press.y() + press.height() <= top - picture + 1


def test_what_is_copied_is_the_later_text_with_folded_lines(view: DifferenceView) -> None:
    later = LONG.replace("3번째", "셋째").replace("○ 30", "○ 서른𝄞 30")
    view.show_pieces(difference(LONG, later))
    assert view.folded
    view.selectAll()
    view.copy()
    assert QGuiApplication.clipboard().text() == later


def test_what_was_deleted_can_be_copied_alone(view: DifferenceView) -> None:
    view.show_pieces(difference("○ 앞\n○ 사라질 줄\n○ 뒤", "○ 앞\n○ 뒤"))
    cursor = view.document().find("사라질 줄")
    view.setTextCursor(cursor)
    view.copy()
    assert QGuiApplication.clipboard().text() == "사라질 줄"


def test_nothing_can_be_typed(view: DifferenceView) -> None:
    view.show_text("○ 글")
    QTest.keyClicks(view, "more")
    assert view.toPlainText() == "○ 글"
    assert view.accessibleDescription() == ""
