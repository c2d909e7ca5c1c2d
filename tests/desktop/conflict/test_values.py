"""Short values, lists, and deleting against writing: one line, one button each; where each of them stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.disputes import Dispute, disputes
from db.records import Value
from desktop.hanging import deletion
from desktop.models.conflicts import spots
from desktop.panes.chapter import ChapterPage
from desktop.panes.conflict.line import ConflictLine
from desktop.panes.tour.tour import TourPage
from desktop.panes.visit.visit import VisitPage
from tests.desktop.conflict.conftest import Two
from tests.desktop.conflict.test_texts import ALT, CTRL, line_of, lines, opened, press
from tests.desktop.seats import on_screen

Show = Callable[..., VisitPage]


def offers(line: ConflictLine) -> list[str]:
    return [each.text() for each in line.findChildren(QPushButton) if not each.isHidden()]


@pytest.mark.parametrize(
    ("object_id", "field", "ours", "theirs"),
    [
        ("v", "city", "로테르담", "암스테르담"),
        ("v", "date", "2031-06-14", "2031-06-15"),
        ("v", "institution", "항만청", "항만국"),
        ("k1", "tel", "+31 1", "+31 2"),
        ("n2", "heading", "자료 공유", "자료 교환"),
        ("q1", "check_later", True, False),
        ("s1", "team_name", "1조", "2조"),
        ("f1", "caption", "관제탑", "관제소"),
    ],
)
def test_a_value_is_one_press(
    two: Two, visit_page: Show, object_id: str, field: str, ours: Value, theirs: Value
) -> None:
    if isinstance(theirs, bool):
        two.ours(object_id, **{field: not ours})
        two.ours(object_id, **{field: ours})
        two.theirs(object_id, **{field: not theirs})
        two.theirs(object_id, **{field: theirs})
        two.meet()
    else:
        two.parted(object_id, field, ours, theirs)
    if two.value(object_id, field) == ours and not two.listed(object_id, field):
        pytest.fail("there is no conflict")
    page = visit_page()
    page.show_object(object_id)
    line = opened(page, object_id, field)
    assert line.accessibleName().count("문지안") == line.accessibleName().count("서이준") == 1
    press(Qt.Key.Key_1, ALT)
    assert two.value(object_id, field) == ours
    assert two.listed(object_id, field) == set()
    assert lines(page) == []


def test_the_second_value_by_its_key(two: Two, visit_page: Show) -> None:
    two.parted("v", "city", "로테르담", "암스테르담")
    page = visit_page()
    line = opened(page, "v", "city")
    assert [text.partition(" — ")[0] for text in offers(line)] == ["로테르담", "암스테르담"]
    press(Qt.Key.Key_2, ALT)
    assert two.value("v", "city") == "암스테르담"
    assert two.listed("v", "city") == set()
    page.header.unfold(True)
    writing = page.fields.autosave.writing("v", "city")
    assert writing is not None
    assert writing.widget.text() == "암스테르담"  # type: ignore[union-attr]


def test_lists_can_stand_together(two: Two, visit_page: Show) -> None:
    two.parted("v", "recorders", ("p1",), ("p2",))
    line = opened(visit_page(), "v", "recorders")
    assert [text.partition(" — ")[0] for text in offers(line)] == ["문지안", "서이준", "모두 넣기"]
    press(Qt.Key.Key_3, ALT)
    assert two.value("v", "recorders") == ("p1", "p2")
    assert two.listed("v", "recorders") == set()


def test_deleting_here_and_writing_there_shows_the_text_and_asks(two: Two, visit_page: Show) -> None:
    two.ours("n2", deleted=True)
    two.theirs("n2", text="○ 고쳐 쓴 글.")
    two.meet()
    assert [(each.object, each.field) for each in disputes(two.here.reader)] == [("n2", "deleted")]
    page = visit_page()
    line = opened(page, "n2", "deleted")
    said = line.accessibleName()
    assert said.startswith("한 사람은 지우고 한 사람은 고쳤습니다 — 문지안 ")
    assert said.count("지움") == said.count("고침") == 1
    writing = page.fields.autosave.writing("n2", "text")
    assert writing is not None
    assert writing.widget.toPlainText() == "○ 고쳐 쓴 글."  # type: ignore[union-attr]
    press(Qt.Key.Key_1, ALT)
    assert two.value("n2", "deleted") is False
    assert disputes(two.here.reader) == ()
    assert lines(page) == []
    two.give()
    assert disputes(two.other.reader) == ()


def test_writing_here_and_deleting_there_and_the_bin_is_chosen(two: Two, visit_page: Show) -> None:
    two.ours("q1", answer="고쳐 쓴 답.")
    two.theirs("q1", deleted=True)
    two.meet()
    page = visit_page()
    page.show_object("q1")
    opened(page, "q1", "deleted")
    press(Qt.Key.Key_2, ALT)
    assert two.value("q1", "deleted") is True
    assert disputes(two.here.reader) == ()
    two.give()
    record = two.other.reader.get("q1")
    assert record is not None
    assert record.deleted


def test_a_deletion_chosen_before_another_edit_comes_in_does_not_swallow_it(two: Two, visit_page: Show) -> None:
    two.ours("n2", deleted=True)
    two.theirs("n2", text="○ 고쳐 쓴 글.")
    two.meet()
    versions = line_versions(two)
    two.theirs("n2", text="○ 고쳐 쓴 글. 더.")
    two.here.settle("n2", "deleted", True, versions)
    two.meet()
    assert two.value("n2", "deleted") is False
    assert two.value("n2", "text") == "○ 고쳐 쓴 글. 더."
    assert disputes(two.here.reader) == (Dispute("n2", "note", "deleted"),)


def line_versions(two: Two) -> tuple:  # type: ignore[type-arg]
    from db.disputes import deletion

    return deletion(two.here.history("n2"))


def test_a_chapter(two: Two, chapter_page: ChapterPage) -> None:
    two.parted("h1", "text", "□ 목적\n○ 우리가 본다.", "□ 목적\n○ 저쪽이 다르게 본다.")
    assert "두 사람이" in line_of(chapter_page, "h1", "text").accessibleName()
    opened(chapter_page, "h1", "text")
    press(Qt.Key.Key_2, ALT)
    press(Qt.Key.Key_Return, CTRL)
    assert two.value("h1", "text") == "□ 목적\n○ 저쪽이 다르게 본다."
    assert lines(chapter_page) == []


def test_what_is_of_the_tour_stands_on_its_page(two: Two, qtbot: QtBot) -> None:
    two.parted("t", "countries", ("네덜란드", "독일"), ("네덜란드", "벨기에"))
    two.parted("p2", "position", "과장", "부장")
    page = TourPage(two.context)
    on_screen(page, 1100, 800, qtbot)
    two.operations.changed.connect(page.refresh)
    page.show_object("p2")
    assert page.conflicts.open("p2", "position")
    assert "서이준 · 직위" in line_of(page, "p2", "position").accessibleName()
    press(Qt.Key.Key_1, ALT)
    assert two.value("p2", "position") == "과장"
    assert page.conflicts.open("t", "countries")
    press(Qt.Key.Key_3, ALT)
    assert two.value("t", "countries") == ("네덜란드", "독일", "벨기에")
    QApplication.processEvents()
    assert not page.conflicts.open("t", "countries")
    page.leave()


def test_reading_order(two: Two) -> None:
    for object_id, field in (("h1", "heading"), ("n3", "heading"), ("q1", "question"), ("k1", "name"), ("n2", "text")):
        two.ours(object_id, **{field: "우리 것."})
        two.theirs(object_id, **{field: "저쪽 다른 글."})
    two.ours("v", city="ㄱ")
    two.theirs("v", city="ㄴ")
    two.ours("t", title="ㄱ")
    two.theirs("t", title="ㄴ")
    two.meet()
    found = [(spot.object, spot.page) for spot in spots(two.here.reader)]
    assert found == [
        ("t", "tour"), ("v", "v"), ("k1", "v"), ("n2", "v"), ("q1", "v"), ("n3", "w"), ("h1", "h1"),
    ]  # fmt: skip


def test_what_went_into_the_bin_with_its_visit_is_not_listed(two: Two) -> None:
    two.parted("n3", "heading", "우리", "저쪽")
    assert len(spots(two.here.reader)) == 1
    two.operations.commit(deletion(two.here.reader, two.here.reader.get("w")))  # type: ignore[arg-type]
    assert spots(two.here.reader) == ()


def test_without_conflicts_one_question_is_asked_and_only_once(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    reader = two.here.reader
    ask = reader._rows

    def heard(sql: str, values: Sequence[object] = ()) -> list[Any]:
        asked.append(sql)
        return ask(sql, values)

    monkeypatch.setattr(reader, "_rows", heard)
    assert spots(reader) == spots(reader) == ()
    assert len([sql for sql in asked if not sql.startswith("PRAGMA")]) == 1


def test_pictures_in_conflict_are_seen(two: Two, visit_page: Show, qtbot: QtBot) -> None:
    blobs = [two.here.add_blob(_jpeg(color)).sha256 for color in (Qt.GlobalColor.red, Qt.GlobalColor.blue)]
    two.parted("f1", "blob", *blobs)
    page = visit_page()
    page.resize(1600, 900)  # wider than the column
    page.show_object("f1")
    line = opened(page, "f1", "blob")
    presses = line.findChildren(QPushButton)
    sizes = [each.iconSize() for each in presses]

    def middles() -> list[QColor]:
        seen = [each.icon().pixmap(each.iconSize()).toImage() for each in presses]
        return [image.pixelColor(image.width() // 2, image.height() // 2) for image in seen]

    qtbot.waitUntil(lambda: [middle.red() > 200 for middle in middles()] == [True, False], timeout=10_000)
    assert [middle.blue() > 200 for middle in middles()] == [False, True]
    assert [each.iconSize() for each in presses] == sizes, "the place was kept"
    assert all(each.iconSize().height() > 50 for each in presses)
    assert presses[0].y() < presses[1].y(), "not both fit into a line"
    qtbot.waitUntil(lambda: all(not each.visibleRegion().isEmpty() for each in presses))
    qtbot.waitUntil(lambda: all(each.visibleRegion().boundingRect() == each.rect() for each in presses))
    press(Qt.Key.Key_2, ALT)
    assert two.value("f1", "blob") == blobs[1]


def _jpeg(color: Qt.GlobalColor) -> bytes:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(color)
    buffer = QBuffer()
    assert image.save(buffer, "JPG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
