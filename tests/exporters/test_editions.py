"""The public edition names nobody of the delegation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.records import Person, Question, Takeaway
from exporters.compile import compile_report
from exporters.document import nodes as n
from exporters.document.markup import parse, plain
from exporters.editions import MaskedBlocks, Roster, public
from tests.exporters.records import Shelf
from tests.exporters.tour import RECORDS, uid

PEOPLE = (
    Person(id="1", name="한지우", tel="010-2345-6789", email="jiu@gaon.example"),
    Person(id="2", name="이준", tel="02 345 6789"),
    Person(id="3", name="Mara de Wit", tel="+31 6 1234 5678"),
    Person(id="4", name="황보 라온"),
)
ROSTER = Roster.of(PEOPLE, withheld="(비공개)")


def masked(text: str) -> str:
    document = n.Document("", "ko", "internal", None, (n.Chapter("c", "", text, ()),))
    return public(document, ROSTER).chapters[0].title


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("한지우가 물었다", "ㅇㅇㅇ가 물었다"),
        ("한 지우 주무관님", "ㅇ ㅇㅇ 주무관님"),
        ("총괄한지우입니다", "총괄ㅇㅇㅇ입니다"),
        ("이준은 왔다", "ㅇㅇ은 왔다"),
        ("이준 과장님께서는", "ㅇㅇ 과장님께서는"),
        ("이준연구원이 말했다", "ㅇㅇ연구원이 말했다"),
        ("(이준)", "(ㅇㅇ)"),
        ("이준비는 끝났다", "이준비는 끝났다"),
        ("다이준은 가게다", "다이준은 가게다"),
        ("mara DE wit's", "ㅇㅇㅇㅇ ㅇㅇ ㅇㅇㅇ's"),
        ("Tamara de Witte", "Tamara de Witte"),
        ("황보라온, 황보 라온", "ㅇㅇㅇㅇ, ㅇㅇ ㅇㅇ"),
        ("한지우·이준·Mara de Wit", "ㅇㅇㅇ·ㅇㅇ·ㅇㅇㅇㅇ ㅇㅇ ㅇㅇㅇ"),
        ("누구든 someone@else.example 로", "누구든 (비공개) 로"),
        ("이준이라는 사람과 이준에게서만", "ㅇㅇ이라는 사람과 ㅇㅇ에게서만"),
        ("한·지·우, Ｍａｒａ ｄｅ Ｗｉｔ", "ㅇ·ㅇ·ㅇ, ㅇㅇㅇㅇ ㅇㅇ ㅇㅇㅇ"),
        ("a＠b.example, c (at) d.example, (at)", "(비공개), (비공개), (at)"),
        ("010–2345–6789, 010‑2345‑6789, 010·2345·6789", "(비공개), (비공개), (비공개)"),
        ("０１０－２３４５－６７８９ ☎ 031 555 0101", "(비공개) ☎ (비공개)"),
        ("전화 01023456789", "전화 (비공개)"),
        ("+82 10 2345 6789로", "(비공개)로"),
        ("02-345-6789", "(비공개)"),
        ("Tel: +1 408 432 5054", "Tel: (비공개)"),
        ("2031년 5월 16일 10:00~12:00, 1,234명", "2031년 5월 16일 10:00~12:00, 1,234명"),
    ],
)
def test_names_numbers_and_addresses_in_text(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_a_roster_typed_in_full_width_is_masked_too() -> None:
    roster = Roster.of([Person(id="1", name="Ｍａｒａ", tel="＋４５ ５５５ ０１０１")], withheld="x")
    document = n.Document("", "ko", "internal", None, (n.Chapter("c", "", "Mara 45 555-0101", ()),))
    assert public(document, roster).chapters[0].title == "ㅇㅇㅇㅇ x"


def test_a_name_across_marks_is_masked() -> None:
    blocks = parse("○ 김**한지**우와 `이``준`")
    document = n.Document("", "ko", "internal", None, (n.Chapter("c", "", "", blocks),))
    (bullet,) = public(document, ROSTER).chapters[0].blocks
    assert isinstance(bullet, n.Bullet)
    assert plain(bullet.inlines).startswith("김ㅇㅇㅇ와")


def test_a_link_that_names_somebody_is_only_text() -> None:
    blocks = parse(
        "[글](https://a.example/%ED%95%9C%EC%A7%80%EC%9A%B0) [메일](mailto:a@b.example) [곳](https://c.example)"
    )
    document = n.Document("", "ko", "internal", None, (n.Chapter("c", "", "", blocks),))
    (paragraph,) = public(document, ROSTER).chapters[0].blocks
    assert isinstance(paragraph, n.Paragraph)
    assert [node.href for node in paragraph.inlines if isinstance(node, n.Link)] == ["https://c.example"]
    assert plain(paragraph.inlines) == "글 메일 곳"


def strings(value: Any) -> Iterator[str]:
    """Every string in a tree, and the whole text of each run of inlines."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        if value and isinstance(value[0], n.Inline):
            yield plain(value)
        for item in value:
            yield from strings(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


def leaks(document: n.Document) -> list[str]:
    """Written apart from the code under test: what of the roster can still be read."""
    found = []
    for text in strings(document):
        digits = re.sub(r"[\s().-]", "", text)
        found += [text for secret in ("한지우", "황보라온") if secret in re.sub(r"\s", "", text)]
        found += [text for secret in ("1023456789", "23456789", "612345678", "jiu@", "@gaon") if secret in digits]
        found += [
            text
            for secret in (r"\bmara de wit\b", r"(?<![가-힣\w])이준(?![가-힣\w])")
            if re.search(secret, text.lower())
        ]
    return found


NAMES = st.sampled_from(("한지우", "이준", "Mara de Wit", "황보 라온"))
REACH = st.sampled_from(("010-2345-6789", "02 345 6789", "+31 6 1234 5678", "jiu@gaon.example"))
FILL = st.sampled_from(
    (" ", ", ", " 씨는 ", "**", "*", "\n○ ", "\n◇ ", "(", ")", "\n\n", " | ", " 그늘 ", ". ", " [", "] ")
)
TEXTS = st.lists(st.one_of(NAMES, REACH, FILL, FILL), max_size=15).map("".join)


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(TEXTS, TEXTS)
def test_nothing_of_the_roster_is_left_anywhere(text: str, other: str) -> None:
    line = " ".join(other.split())
    blocks = (
        *parse(text),
        n.InfoTable(((line, (n.Text(line),)),)),
        n.Figure("f", 1, line, line, line),
        n.QuestionAnswer((n.Text(line),), parse(text), line, line),
        n.TakeawayGroup(line, (n.Takeaway(line, line, parse(text)),)),
    )
    document = n.Document(
        title=line,
        language="ko",
        edition="internal",
        cover=n.Cover(line, line, ((line, line),), line, line),
        chapters=(n.Chapter("c", line, line, blocks),),
        subject=line,
        author=line,
        keywords=(line,),
    )
    assert leaks(public(document, ROSTER)) == []


def test_blocks_masked_before_are_those_of_a_first_edition() -> None:
    kept = MaskedBlocks()
    texts = ("한지우 과장은 그늘공사를 보았다.", "길과 마을. 010-2345-6789", "○ 이준은 **한**지우를 만났다.")
    for people in (PEOPLE, PEOPLE[:1], PEOPLE):
        roster = Roster.of(people, withheld="(비공개)")
        for at in range(len(texts)):
            blocks = tuple(block for text in (*texts[at:], texts[0]) for block in parse(text))
            chapters = (n.Chapter("c", "", "한지우의 하루", blocks), n.Chapter("d", "", "끝", blocks[:1]))
            document = n.Document(title="이준", language="ko", edition="internal", cover=None, chapters=chapters)
            assert public(document, roster, kept) == public(document, roster)
            assert public(document, roster, kept) != replace(document, edition="public")


def test_the_check_itself_finds_what_the_internal_edition_says() -> None:
    internal = compile_report(Shelf(RECORDS)).document
    assert leaks(internal)


def test_a_compiled_public_report_leaves_out_who_and_how_to_reach_them() -> None:
    document = compile_report(Shelf(RECORDS), edition="public").document
    said = list(strings(document))
    assert document.edition == "public"
    assert leaks(document) == []
    assert "연락처" not in said
    assert not any("30 111 22 33" in text for text in said)
    assert uid("v1") in {c.id for c in document.chapters}


def test_participants_as_written_are_masked_though_no_roster_knows_them() -> None:
    written = (
        Takeaway(id=uid("w1"), visit=uid("v2"), author_name="서은별", text="글"),
        Question(id=uid("w2"), visit=uid("v2"), question="글", answer="글", asker_name="Ida Lund", answerer_name="Max"),
    )
    internal = set(strings(compile_report(Shelf([*RECORDS, *written])).document))
    document = set(strings(compile_report(Shelf([*RECORDS, *written]), edition="public").document))
    assert {"서은별", "Ida Lund", "Max"} <= internal
    assert document & {"서은별", "Ida Lund", "Max"} == {"Max"}
    assert {"ㅇㅇㅇ", "ㅇㅇㅇ ㅇㅇㅇㅇ"} <= document
