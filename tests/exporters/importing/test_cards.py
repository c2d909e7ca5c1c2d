"""Pasted cards, signatures and header blocks: each piece in its field, Korean and foreign; nothing thrown away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.importing.cards import CONTACT, CONTACT_FIELDS, VISIT, VISIT_FIELDS, sorted_out

KOREAN = """문지안
과장
스마트항만공사 기획조정실
부산광역시 중구 충장대로 206
T. 051-123-4567  F. 051-123-4568  M. 010-1234-5678
jian.moon@port.example
www.port.example"""
DUTCH = """Marieke de Wit
Head of Strategy
Maashaven Port Authority
Kadeweg 210, 3011 AB Rotterdam
The Netherlands
T +31 10 123 4567
M +31 6 1234 5678
m.dewit@maashaven-port.example
www.maashaven-port.example"""
BLOCK = """마스하번 항만공사 (Maashaven Port Authority)
Kadeweg 210, Rotterdam
Tel : +31 10 123 4567 Fax : +31 10 123 4568
www.maashaven-port.example
브리핑: M. de Wit, Head of Strategy
네덜란드 로테르담"""


def contact(text: str, number: int = 0) -> dict[str, str]:
    return {each.field: each.value for each in sorted_out(text) if (each.target, each.number) == (CONTACT, number)}


def test_a_korean_card() -> None:
    assert contact(KOREAN) == {
        "name": "문지안",
        "position": "과장",
        "organisation": "스마트항만공사 기획조정실",
        "address": "부산광역시 중구 충장대로 206",
        "tel": "051-123-4567, 010-1234-5678",
        "email": "jian.moon@port.example",
        "web": "www.port.example",
        "": "051-123-4568",  # a contact has no fax: it is shown, for a person to place
    }


def test_a_foreign_card() -> None:
    assert contact(DUTCH) == {
        "name": "Marieke de Wit",
        "position": "Head of Strategy",
        "organisation": "Maashaven Port Authority",
        "address": "Kadeweg 210, 3011 AB Rotterdam The Netherlands",
        "tel": "+31 10 123 4567, +31 6 1234 5678",
        "email": "m.dewit@maashaven-port.example",
        "web": "www.maashaven-port.example",
    }


@pytest.mark.parametrize(
    ("card", "name", "position", "organisation"),
    [
        ("Dr. Anna Schmidt\nProjektleiterin\nHafen Institut GmbH\n+49 40 123456-0", "Dr. Anna Schmidt",
         "Projektleiterin", "Hafen Institut GmbH"),
        ("한도영 팀장 | 도시계획과 | 02-123-4567 | han@city.example", "한도영", "팀장", "도시계획과"),
        ("Peter Smit\nData Steward\n\nMaashaven Port Authority\np@m.example", "Peter Smit", "Data Steward",
         "Maashaven Port Authority"),
        ("성명: 김서준\n직위: 주무관\n소속: 해양수산부 항만정책과\n전화번호: 044-200-5555", "김서준", "주무관",
         "해양수산부 항만정책과"),
        ("이서준 Seojun Lee\n선임연구원 | Senior Researcher\n한국해양수산개발원\nseojun@kmi.example",
         "이서준 Seojun Lee", "선임연구원, Senior Researcher", "한국해양수산개발원"),
        ("스마트항만공사\n문 지 안\nTel 051-123-4567 | E-mail jian@port.example", "문지안", "", "스마트항만공사"),
    ],
)  # fmt: skip
def test_cards_of_other_shapes(card: str, name: str, position: str, organisation: str) -> None:
    found = contact(card)
    assert (found["name"], found.get("position", ""), found["organisation"]) == (name, position, organisation)
    assert "" not in found


def test_blank_lines_part_several_cards() -> None:
    text = "Jane Doe\nCEO\na@b.example\n\nJohn Roe\nCTO\n+44 20 7946 0000"
    assert contact(text) == {"name": "Jane Doe", "position": "CEO", "email": "a@b.example"}
    assert contact(text, 1) == {"name": "John Roe", "position": "CTO", "tel": "+44 20 7946 0000"}


def test_a_header_block_is_the_visits_and_its_briefers_are_contacts() -> None:
    visit = {each.field: each.value for each in sorted_out(BLOCK) if each.target == VISIT}
    assert visit == {
        "institution": "마스하번 항만공사",
        "original_name": "Maashaven Port Authority",
        "address": "Kadeweg 210, Rotterdam",
        "tel": "+31 10 123 4567",
        "fax": "+31 10 123 4568",
        "web": "www.maashaven-port.example",
        "visit_type": "브리핑",
        "country": "네덜란드",
        "city": "로테르담",
    }
    assert contact(BLOCK) == {"name": "M. de Wit", "position": "Head of Strategy"}


def test_what_is_no_card_is_handed_back_as_it_is() -> None:
    assert [(each.field, each.value) for each in sorted_out("안녕하세요")] == [("", "안녕하세요")]
    assert sorted_out("  \n ") == ()


@given(st.text(max_size=300) | st.lists(st.sampled_from(f"{KOREAN}\n{DUTCH}\n{BLOCK}".split("\n"))).map("\n".join))
def test_any_text_gives_pieces_of_known_fields(text: str) -> None:
    for piece in sorted_out(text):
        assert piece.field in ({"", *CONTACT_FIELDS} if piece.target == CONTACT else {"", *VISIT_FIELDS})
        assert piece.value.strip()


@given(st.permutations(KOREAN.split("\n")[:4]))
def test_words_are_kept_whatever_their_order(lines: list[str]) -> None:
    """The letters of a card without labels are the letters of its pieces."""
    text = "\n".join([*lines, "jian.moon@port.example"])
    kept = "".join(each.value for each in sorted_out(text))
    assert sorted("".join(kept.split()).replace(",", "")) == sorted("".join(text.split()).replace(",", ""))
