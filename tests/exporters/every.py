"""A document with every kind of node, and the same with anything written into every field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Final

from exporters.document import nodes as n

SECRET: Final = "/etc/hostname"
POISONS: Final = (
    f'<img src="file://{SECRET}" onerror="alert(1)">',
    f"</style></script><script src='file://{SECRET}'>alert(1)</script>",
    f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{SECRET}">]>&e;',
    f"<para><img src='{SECRET}'/></para><font name='/etc/passwd'>x</font>",
    f"![x](file://{SECRET}) [x](file://{SECRET}) [x](javascript:alert(1))",
    f"\\input{{{SECRET}}} \\includegraphics{{{SECRET}}} \\write18{{id}}",
    f'"><iframe src="file://{SECRET}"></iframe><base href="file:///etc/">',
    f"@import url('file://{SECRET}'); }} * {{ background: url(file://{SECRET}) }}",
    f"../../../..{SECRET}",
    f"file://{SECRET}",
    "https://a.example/\" onmouseover=\"alert(1)",
    "{name} %s %(x)s ${x} {{x}} {0.__class__}",
    "]]> --> */ endobj endstream (\\ ) <</URI",
    "\x00NUL\x01\x08\x0b\x0c\x1b[31m\x7f\x85\u2028\u2029\ud800\ufffe\uffff",
    "👩‍🔬🇰🇷🧑🏽‍🚒 བོད་ཡིག ཀྲུང་ 漢 \u202eابج\u202c \u0301e\u200b",
    "\r\n\t줄\r바꿈\n\n□ 하나\n○ 둘\n| a |\n| --- |\n" + "* " * 40 + "`" * 40 + "[" * 40,
    "가" * 3000,
    "",
)  # fmt: skip
"""Texts that mean something to some reader of some format, and letters that few fonts have."""

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
    n.PageReference("chapter-visit", words("제1장")),
    n.PageReference("figure-1"),
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
            "제출문", "귀중", ("제출합니다.",), (("기간", "하루"),), (("1팀", "한지우"),), "오늘", "일동"
        ),
    )


def nodes(value: Any) -> Iterator[Any]:
    """Every node of a tree."""
    if isinstance(value, tuple):
        for item in value:
            yield from nodes(item)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from nodes(getattr(value, field.name))


KEPT: Final = frozenset({"kind", "language", "edition", "mark", "figure"})
"""What compile chooses from its own words: nothing that people write comes into these fields."""


UNSEEN: Final = KEPT | {"id", "href", "anchor", "alt", "logo_alt"}
"""What stands in no page as text."""


def poisoned(value: Any, text: Callable[[], str], kept: frozenset[str] = KEPT) -> Any:
    """A tree with text() in place of every text but that of the fields kept."""
    if isinstance(value, str):
        return text()
    if isinstance(value, tuple):
        return tuple(poisoned(item, text, kept) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value) if field.name not in kept]
        if isinstance(value, n.Numbered):
            names.remove("number")  # the parser's: a digit, a letter or a Roman number with its sign
        return replace(value, **{name: poisoned(getattr(value, name), text, kept) for name in names})
    return value


def told_apart(whole: n.Document, text: Callable[[int], str]) -> tuple[n.Document, list[str]]:
    """whole with another text in each place that is seen, and these texts. text: gives the one of a number."""
    given: list[str] = []

    def next_text() -> str:
        given.append(text(len(given)))
        return given[-1]

    parts = {name: poisoned(getattr(whole, name), next_text, UNSEEN) for name in ("cover", "submission", "chapters")}
    return replace(whole, **parts), given
