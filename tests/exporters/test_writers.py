"""Every writer of the registry takes every kind of node, whatever stands in it, and opens only what it may."""

from __future__ import annotations

import os
import re
import types
from dataclasses import is_dataclass, replace
from itertools import count, cycle
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image

from db.records import Figure, Question, Record, Visit
from exporters.base import WriteOptions, Written, no_progress
from exporters.compile import Definition, compile_report
from exporters.document import nodes as n
from exporters.registry import WRITERS, writer
from resources import ROOT, sentences
from tests.exporters.every import POISONS, SECRET, UUID, document, nodes, poisoned, told_apart
from tests.exporters.opened import Opened
from tests.exporters.pdf.reading import letters, page_texts
from tests.exporters.records import Shelf
from tests.exporters.tour import uid

NAMES = sorted(WRITERS)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "pictures" / "picture"
    path.parent.mkdir()
    Image.new("RGB", (40, 30), "teal").save(path, "PNG")
    return path


def write(name: str, whole: n.Document, path: Path) -> Written:
    return writer(name).write(whole, path, WriteOptions(epoch=0), no_progress)


def test_the_document_of_this_test_has_every_kind_of_node(picture: Path) -> None:
    shown = {type(node) for node in nodes(document(picture))}
    declared = {
        value
        for value in vars(n).values()
        if isinstance(value, type) and is_dataclass(value) and value.__module__ == n.__name__
    }
    assert shown == declared
    assert set(get_args(n.Inline)) | set(get_args(n.Block)) <= declared
    assert isinstance(n.Block, types.UnionType)


@pytest.mark.parametrize("name", NAMES)
def test_a_writer_takes_every_kind_of_node(name: str, picture: Path, tmp_path: Path) -> None:
    made = writer(name)
    assert made.name == name
    target = tmp_path / f"every{made.suffix}"
    written = made.write(document(picture), target, WriteOptions(epoch=0), no_progress)
    assert written.path == target
    assert target.stat().st_size > 1000
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(("pictures", target.name))


def shown(name: str, path: Path) -> str:
    """What a reader of the file sees."""
    if name == "pdf":
        return "".join(page_texts(path))
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_writer_leaves_out_nothing_that_stands_in_a_node(name: str, picture: Path, tmp_path: Path) -> None:
    whole, texts = told_apart(document(picture), lambda number: f"낱말{number}끝")
    seen = letters(shown(name, write(name, whole, tmp_path / "out").path))
    assert len(texts) > 500
    assert [text for text in texts if text not in seen] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_writer_shows_what_has_no_text(name: str, tmp_path: Path) -> None:
    lines = n.Paragraph((n.Text("앞줄"), n.LineBreak(), n.Text("뒷줄")))
    whole = n.Document("", "ko", "internal", None, (n.Chapter("c", "", "장", (lines, n.FigurePlace(UUID))),))
    seen = shown(name, write(name, whole, tmp_path / "out").path)
    assert re.search(r"앞줄(<br>| *[\r\n]+)뒷줄", seen)
    if name != "pdf":  # whose pages go out: the compiler tells of a figure's place without a figure
        assert (f"![](figure:{UUID})" if name == "markdown" else sentences("ko")("report.no_figure")) in seen


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_that_cannot_be_shown_is_told_wherever_it_stands(name: str, picture: Path, tmp_path: Path) -> None:
    whole, texts = told_apart(document(picture), lambda number: f"글{chr(0xE000 + number)}")
    written = write(name, whole, tmp_path / "out")
    told = {value for finding in written.findings for key, value in finding.values if key == "code"}
    if name == "pdf":
        assert told == {f"U+{ord(text[1]):04X}" for text in texts}
    else:  # a file of text has every letter
        seen = shown(name, written.path)
        assert [text for text in texts if text not in seen] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("chapters", [(), (n.Chapter("c", "", "", ()),)], ids=["none", "empty"])
def test_a_writer_takes_a_bare_document(name: str, chapters: tuple[n.Chapter, ...], tmp_path: Path) -> None:
    bare = n.Document("", "en", "public", None, chapters)
    assert write(name, bare, tmp_path / "bare").path.is_file()


@pytest.mark.parametrize("name", NAMES)
def test_a_writer_writes_the_same_twice(name: str, picture: Path, tmp_path: Path) -> None:
    first, second = (write(name, document(picture), tmp_path / target).path.read_bytes() for target in ("one", "two"))
    assert first == second


# --- what people write is never an order ---


@pytest.fixture(scope="module")
def opened() -> Opened:
    return Opened()


def test_the_watch_sees_what_is_opened(opened: Opened, tmp_path: Path) -> None:
    with opened.watched():
        Path(__file__).read_bytes()
        (tmp_path / "x").write_text("x")
        Path(SECRET).exists()
        os.open(os.devnull, os.O_RDONLY)
    assert opened.beyond(tmp_path) == [os.devnull]


@pytest.mark.parametrize("name", NAMES)
def test_no_text_makes_a_writer_open_a_file(name: str, opened: Opened, picture: Path, tmp_path: Path) -> None:
    write(name, document(picture), tmp_path / "benign")
    for start in (0, 5, 11):  # another field for each of them
        places = cycle(POISONS[start:] + POISONS[:start])
        hostile = poisoned(document(picture), lambda places=places: next(places))  # type: ignore[misc]
        with opened.watched():
            written = write(name, hostile, tmp_path / "hostile")
        assert not opened.beyond(ROOT, tmp_path)
        assert written.path.stat().st_size > 1000
        if start == 0:
            assert str(picture) in opened.seen or name == "markdown", "the watch saw the picture"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("poison", POISONS, ids=count())
def test_a_text_of_any_kind_in_every_field(name: str, poison: str, picture: Path, tmp_path: Path) -> None:
    hostile = poisoned(document(picture), lambda: poison)
    small = replace(hostile, chapters=hostile.chapters[:1])
    assert write(name, small, tmp_path / "out").path.stat().st_size > 500


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "records",
    [[], [Figure(id=uid("f"), caption="자리")], [Visit(id=uid("v")), Figure(id=uid("f"), visit=uid("v"))]],
    ids=["empty tour", "figure of nothing", "figure without picture"],
)
def test_an_almost_empty_tour(name: str, records: list[Record], tmp_path: Path) -> None:
    for sort in ("full", "daily", "photos", "questions"):
        whole = compile_report(Shelf(records), Definition(sort=sort)).document
        assert write(name, whole, tmp_path / "out").path.is_file()


@pytest.mark.parametrize("name", NAMES)
def test_ten_thousand_questions(name: str, tmp_path: Path) -> None:
    asked = [
        Question(id=f"{number:05}", visit=uid("v"), question=f"질문 {number}", answer="예.", order=f"{number:05}")
        for number in range(10_000)
    ]
    whole = compile_report(Shelf([Visit(id=uid("v"), institution="물음 연구소"), *asked])).document
    written = write(name, whole, tmp_path / "out")
    assert written.path.stat().st_size > 300_000
    if name != "pdf":
        assert written.path.read_text(encoding="utf-8").count("질문 9999") == 2, "itself and in the index"


@pytest.mark.parametrize("name", NAMES)
def test_texts_beyond_measure(name: str, tmp_path: Path) -> None:
    long = "가나다라 마바사 " * 12_500
    row = (((n.Text("가"),), (n.Text("나"),)), ((n.Text("행"),), (n.Text(long),)))
    blocks = (
        n.Paragraph((n.Text(long),)),
        n.Table(row),
        n.Bullet(1, "○", (n.Text("낱" * 5_000),)),
        n.InfoTable((("긴 값", row[1][1]),)),
    )
    whole = n.Document("제목" * 500, "ko", "internal", None, (n.Chapter("c", "", "장" * 2_000, blocks),))
    written = write(name, whole, tmp_path / "out")
    seen = letters(shown(name, written.path))
    assert seen.count("마바사") >= 3 * 12_500 - written.pages, "a foot may part one on each page"
    assert seen.count("낱") == 5_000
    if name == "pdf":
        assert written.pages > 120
