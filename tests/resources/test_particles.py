"""Particles fit what stands before them, and no sentence shows both forms where one is known."""

from __future__ import annotations

import re

import pytest

import resources
from resources.particles import fitted

BOTH = re.compile(r"이\(가\)|을\(를\)|은\(는\)|과\(와\)|\(으\)로|가\(이\)|를\(을\)|는\(은\)|와\(과\)|\(이\)")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("정태오", "정태오가 정태오를 정태오는 정태오와 정태오로"),
        ("김민준", "김민준이 김민준을 김민준은 김민준과 김민준으로"),
        ("서울", "서울이 서울을 서울은 서울과 서울로"),
        ("2조", "2조가 2조를 2조는 2조와 2조로"),
        ("7", "7이 7을 7은 7과 7로"),
        ("6", "6이 6을 6은 6과 6으로"),
        ("Rotterdam", "Rotterdam이 Rotterdam을 Rotterdam은 Rotterdam과 Rotterdam으로"),
        ("Oslo", "Oslo가 Oslo를 Oslo는 Oslo와 Oslo로"),
        ("항만(신항)", "항만(신항)이 항만(신항)을 항만(신항)은 항만(신항)과 항만(신항)으로"),
        ("abs", "abs이(가) abs을(를) abs은(는) abs과(와) abs(으)로"),
        ("", "이(가) 을(를) 은(는) 과(와) (으)로"),
    ],
)
def test_the_form_follows_how_the_value_ends(name: str, expected: str) -> None:
    sentence = "{n}이(가) {n}을(를) {n}은(는) {n}과(와) {n}(으)로"
    assert fitted(sentence, {"n": name}).format(n=name) == expected


def test_quotes_stand_between_and_other_brackets_stay() -> None:
    sentence = "‘{a}’(으)로 “{b}”을(를) 이(가) (그림)"
    assert fitted(sentence, {"a": "항구", "b": "물"}) == "‘{a}’로 “{b}”을 이(가) (그림)"


def test_sentences_are_said_with_the_form_that_fits() -> None:
    assert resources.sentences("ko")("review.queue.since", name="정태오").startswith("정태오가 ")
    assert resources.sentences("ko")("review.queue.since", name="이선경").startswith("이선경이 ")


def test_both_forms_stand_only_where_a_value_decides() -> None:
    say = resources.sentences("ko")
    for key in sorted(say.keys()):
        text = fitted(say(key), dict.fromkeys(re.findall(r"\{(\w+)\}", say(key)), "가"))
        assert not BOTH.search(text), key


def test_decomposed_letters_end_as_composed_ones_do() -> None:
    assert fitted("{n}이(가)", {"n": "\u110c\u1165\u11bc"}) == "{n}이"
    assert fitted("{n}이(가)", {"n": "\u110b\u1169"}) == "{n}가"
