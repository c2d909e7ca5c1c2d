"""Every writer in the registry takes every kind of node."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

import pytest
from PIL import Image

from exporters.base import WriteOptions, no_progress
from exporters.document import nodes as n
from exporters.registry import WRITERS, writer

UUID = "3f2b8c1e-0d4a-4b7e-9a51-6c1f2e7d8b90"


def words(text: str) -> n.Inlines:
    return (n.Text(text),)


INLINES: n.Inlines = (
    n.Text("글 "),
    n.Strong((n.Text("굵게 "), n.Emphasis(words("기울여")))),
    n.Text("를 "),
    n.Code("a <b> & c"),
    n.LineBreak(),
    n.Link("https://a.example/?q=1&r=2", words("누리집")),
)


def blocks(picture: Path) -> tuple[n.Block, ...]:
    outline: tuple[n.Block, ...] = (
        n.Heading(1, words("하나")),
        n.Heading(2, words("둘"), twin=True),
        n.Paragraph(INLINES),
        n.Bullet(1, "○", words("셋"), (words("이어서"),)),
        n.Bullet(2, "-", words("넷")),
        n.Bullet(3, "▹", ()),
        n.Note("※", words("참고")),
        n.Note("*", words("각주"), (words("더"),)),
        n.Numbered("Ⅰ.", 1, words("장")),
        n.Numbered("1)", 4, words("항"), (words("더"),)),
        n.Table(((words("가"), ()), (INLINES, words("나"))), "표 제목", "억원"),
        n.Table(((words("가"),),), header=False),
        n.Table(((words("가"),), ((n.PageReference("figure-1", words("그림")),),)), "번호 있는 표", number=1),
        n.Table((((n.PageReference("chapter-back"), n.Text(", "), n.PageReference("entry-none", words("없는 곳"))),),)),
        n.FigurePlace(UUID),
        n.FigureLine("설명", "출처"),
        n.FigureLine("설명"),
    )
    return (
        *outline,
        n.InfoTable((("방문기관", words("그늘공사")), ("브리핑", (*words("가"), n.LineBreak(), *words("나"))))),
        n.Figure(UUID, 1, "그림", "출처", "대체", picture, 40, 30),
        n.Figure("", 2, "자리", "", ""),
        n.QuestionAnswer(words("질문"), outline, "묻는 이", "답하는 이"),
        n.QuestionAnswer(words("질문"), ()),
        n.TakeawayGroup("1팀", (n.Takeaway("ㅇㅇㅇ", "소속 직위", outline), n.Takeaway("", "", outline))),
        n.TakeawayGroup("", (n.Takeaway("", "", ()),)),
    )


def document(picture: Path) -> n.Document:
    kinds = ("front", "visit", "day", "text", "implications", "back")
    return n.Document(
        title="모든 마디",
        language="ko",
        edition="internal",
        cover=n.Cover("종류", "제목", (("기간", "하루"),), "주관", "2031년 5월", picture, "로고"),
        chapters=tuple(n.Chapter(kind, "제1장", f"장 {kind}", blocks(picture), kind) for kind in kinds),  # type: ignore[arg-type]
        subject="주제",
        author="지은이",
        keywords=("가", "나"),
        submission=n.Submission(
            "제출문", "주관 귀중", ("제출합니다.",), (("기간", "하루"),), (("1팀", "홍길동"),), "2031년 5월", "연수단"
        ),
    )


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "picture"
    Image.new("RGB", (40, 30), "teal").save(path, "PNG")
    return path


def nodes(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for item in value:
            yield from nodes(item)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from nodes(getattr(value, field.name))


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


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_writer_takes_every_kind_of_node(name: str, picture: Path, tmp_path: Path) -> None:
    made = writer(name)
    assert made.name == name
    target = tmp_path / f"every{made.suffix}"
    written = made.write(document(picture), target, WriteOptions(epoch=0), no_progress)
    assert written.path == target
    assert target.stat().st_size > 1000
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(("picture", target.name))


@pytest.mark.parametrize("name", sorted(WRITERS))
@pytest.mark.parametrize("chapters", [(), (n.Chapter("c", "", "", ()),)], ids=["none", "empty"])
def test_a_writer_takes_a_bare_document(name: str, chapters: tuple[n.Chapter, ...], tmp_path: Path) -> None:
    bare = n.Document("", "en", "public", None, chapters)
    assert writer(name).write(bare, tmp_path / "bare", WriteOptions(epoch=0), no_progress).path.is_file()


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_writer_writes_the_same_twice(name: str, picture: Path, tmp_path: Path) -> None:
    first, second = (
        writer(name).write(document(picture), tmp_path / target, WriteOptions(epoch=0), no_progress).path.read_bytes()
        for target in ("first", "second")
    )
    assert first == second
