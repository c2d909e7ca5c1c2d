"""Generators of document trees in normal form: what parsing can give."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from hypothesis import strategies as st

from exporters.document.letters import normal_text
from exporters.document.marks import number_level
from exporters.document.nodes import (
    Bullet,
    Code,
    Emphasis,
    FigureLine,
    FigurePlace,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    Numbered,
    OutlineBlock,
    Paragraph,
    Strong,
    Table,
    Text,
)  # fmt: skip

SIGNS = "□◇○-·▹※*▲#\\`[]()!<>|:.'\"&_~=+△"
CHARS = st.one_of(
    st.sampled_from("가나다라 마바사 ㅎㅏㄱ ab cde 123 é漢 "),
    st.sampled_from(SIGNS),
    st.sampled_from(
        ("출처=", "단위: ", "figure:", "1) ", "가. ", "Ⅰ. ", "&amp;", "<b>", "http://a.b/c", "\u0301", "🙂")
    ),
    st.characters(exclude_categories=("Cs", "Cc")),
)


def _normal(parts: list[str]) -> str:
    return " ".join(normal_text("".join(parts)).split("\n"))


LINES = st.lists(CHARS, min_size=1, max_size=12).map(_normal).filter(lambda s: s.strip() == s and s != "")
"""One line with something on it, no blanks around it."""

WORDS = st.text("가나다abc123", min_size=1, max_size=5)
CODES = LINES.filter(lambda s: "`" not in s) | st.sampled_from(("`", "a``b", "` x", "``", "* \\ |"))
ADDRESSES = st.sampled_from(
    ("https://example.org/a_(b)", "http://a.example?x=1&y=*2*", "mailto:a@b.example", "HTTPS://한국.example/가")
)
LABELS = LINES.map(lambda s: (Text(s),))


def _leaf(children: st.SearchStrategy[Inlines]) -> st.SearchStrategy[Inline]:
    return st.one_of(
        children.map(Strong),
        children.map(Emphasis),
        CODES.map(Code),
        st.builds(Link, ADDRESSES, LABELS),
    )


def _joined(parts: list[Inline | str]) -> Inlines:
    """Alternates text and marked nodes; asterisks that touch would be another tree."""
    nodes: list[Inline] = []
    for part in parts:
        if isinstance(part, str):
            nodes.append(Text(part))
        else:
            nodes.append(part)
    return merged(tuple(nodes))


def merged(nodes: Inlines) -> Inlines:
    """nodes with neighbouring texts made one, in NFC."""
    out: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text) and out and isinstance(out[-1], Text):
            out[-1] = Text(unicodedata.normalize("NFC", out[-1].text + node.text))
        else:
            out.append(node)
    return tuple(out)


SIMPLE: st.SearchStrategy[Inlines] = LINES.map(lambda s: (Text(s),))
NESTED: st.SearchStrategy[Inlines] = st.one_of(
    SIMPLE,
    st.builds(lambda a, e, b: merged((Text(a), e, Text(b))), WORDS, _leaf(SIMPLE), WORDS),
)


def _in_other(node: Inline) -> Inline:
    """Strong inside strong (or emphasis inside emphasis) is not another tree than strong."""
    if isinstance(node, Strong | Emphasis):
        children = tuple(Text("x") if type(child) is type(node) else child for child in node.children)
        return replace(node, children=merged(children))
    return node


INLINES: st.SearchStrategy[Inlines] = st.lists(
    st.tuples(LINES, _leaf(NESTED).map(_in_other)), min_size=0, max_size=3
).flatmap(
    lambda pairs: st.one_of(LINES, WORDS).map(
        lambda last: _joined([part for text, node in pairs for part in (text, node)] + [last])
    )
)
PARAGRAPHS: st.SearchStrategy[Inlines] = st.lists(INLINES, min_size=1, max_size=3).map(
    lambda lines: tuple(node for number, line in enumerate(lines) for node in ((LineBreak(),) if number else ()) + line)
)
ITEM = INLINES | st.just(())
MORE = st.lists(INLINES, max_size=2).map(tuple)
NUMBERS = st.sampled_from(("1)", "12)", "3.", "가.", "하.", "Ⅰ.", "Ⅻ."))
UUIDS = st.uuids().map(str)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 3))
    cells = st.one_of(INLINES, st.just(()), st.sampled_from(((Text("---"),), (Text("\\---"),), (Text(":--"),))))
    rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width).map(tuple), min_size=1, max_size=3))
    title = draw(LINES | st.just(""))
    unit = draw(LINES | st.just(""))
    return Table(tuple(rows), title, unit, draw(st.booleans()))


BLOCKS: st.SearchStrategy[OutlineBlock] = st.one_of(
    st.builds(Heading, st.sampled_from((1, 2)), ITEM, st.booleans()),
    PARAGRAPHS.map(Paragraph),
    st.builds(Bullet, st.just(1), st.just("○"), ITEM, MORE),
    st.builds(Bullet, st.sampled_from((2, 3)), st.just("-"), ITEM, MORE),
    st.builds(Bullet, st.just(3), st.sampled_from(("·", "▹")), ITEM, MORE),
    st.builds(Note, st.sampled_from(("※", "*")), ITEM, MORE),
    st.builds(lambda n, i, m: Numbered(n, number_level(n), i, m), NUMBERS, ITEM, MORE),
    tables(),
    UUIDS.map(FigurePlace),
    st.builds(FigureLine, LINES | st.just(""), LINES | st.just("") | st.none()),
)
