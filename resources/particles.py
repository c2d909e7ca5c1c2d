"""Korean particles that follow a value: 이 or 가, by whether the value ends in a consonant as it is spoken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

_AFTER: Final = re.compile(r"\{(\w+)\}([’”」』\"')\]]*)(이\(가\)|을\(를\)|은\(는\)|과\(와\)|\(으\)로)")
"""A value, what closes quotes round it, and a particle in both its forms."""
_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "이(가)": ("이", "가"), "을(를)": ("을", "를"), "은(는)": ("은", "는"), "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
}  # fmt: skip
"""After a consonant, and after a vowel."""
_HANGUL, _LAST, _FINALS = 0xAC00, 0xD7A3, 28
_RIEUL = 8
"""ㄹ among the final consonants: 로 follows it as it follows a vowel."""
_SPOKEN: Final[Mapping[str, int]] = {
    **dict.fromkeys("036", 1), **dict.fromkeys("178l", _RIEUL), **dict.fromkeys("mn", 1),
    **dict.fromkeys("2459aiouy", 0),
}  # fmt: skip
"""How figures and Latin letters end when they are read out (영, 일, 삼 …); other letters end now so, now so."""


def fitted(sentence: str, values: Mapping[str, object]) -> str:
    """sentence with those particles that fit its values; both forms stay where nobody can know."""

    def fit(found: re.Match[str]) -> str:
        name, closing, both = found.groups()
        final = _final(str(values.get(name, "")))
        if final is None:
            return found[0]
        consonant, vowel = _FORMS[both]
        soft = final == 0 or (final == _RIEUL and both == "(으)로")
        return f"{{{name}}}{closing}{vowel if soft else consonant}"

    return _AFTER.sub(fit, sentence)


def _final(words: str) -> int | None:
    """The final consonant of the last syllable, 0 for none; None where it cannot be known."""
    spoken = [letter for letter in unicodedata.normalize("NFC", words) if letter.isalnum()]
    if not spoken:
        return None
    last = spoken[-1]
    if _HANGUL <= ord(last) <= _LAST:
        return (ord(last) - _HANGUL) % _FINALS
    return _SPOKEN.get(last.lower())
