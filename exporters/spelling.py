"""Other spellings of a tour's names in its texts: Hangul compared by its letters, with the particle taken off.

A name that is written in two ways in one tour is pointed out; nothing is changed by itself. Doubt is silence: a word
that two names are near to, or that is a word of a name itself, is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

_WORD: Final = re.compile(r"[가-힣]+|[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’]*")
_HANGUL: Final = re.compile(r"[가-힣]+")
_PARTICLES: Final = (
    "에서는", "에서도", "에서의", "으로는", "으로의", "이라는", "에서", "에게", "에는", "에도", "까지", "부터", "으로",
    "로는", "로의", "와의", "과의", "이나", "이라", "라는", "이란", "보다", "처럼", "마다", "조차", "이며", "이고",
    "공항", "대학", "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "로", "만", "나", "라", "란",
    "며", "고", "측", "시", "역", "항", "대", "사", "씨", "님", "팀",
)  # fmt: skip
"""What may stand glued behind a name: particles, and what makes a place of it."""
_ENDINGS: Final = (
    "연구소", "연구원", "공사", "관리청", "대학교", "대학", "센터", "위원회", "협회", "재단", "기관", "공원", "사무소",
    "조합", "시청", "구청",
)  # fmt: skip
"""What many names end in: another end is another thing, and alone it is no name."""
LEAST_HANGUL: Final = 3
LEAST_LATIN: Final = 6
"""Syllables, or Latin letters, below which a name is too short to be told from another word."""
_ALIKE: Final = MappingProxyType(
    {"ㄲ": "ㄱ", "ㄸ": "ㄷ", "ㅃ": "ㅂ", "ㅆ": "ㅅ", "ㅉ": "ㅈ", "ㅋ": "ㄱ", "ㅌ": "ㄷ", "ㅍ": "ㅂ", "ㅊ": "ㅈ",
     "ㅔ": "ㅐ", "ㅖ": "ㅒ", "ㅓ": "ㅗ", "ㅜ": "ㅡ", "ㅝ": "ㅘ"}
)  # fmt: skip
"""Letters that spellings of one foreign name mix up; half a fault each."""


@dataclass(frozen=True, slots=True)
class Variant:
    """At text[start:end] stands another spelling of known."""

    start: int
    end: int
    known: str


class Names:
    """names: of a tour, as its records have them: institutions, places, people."""

    def __init__(self, names: Iterable[str]) -> None:
        words = {word for name in names for word in _words_of(name)}
        self._known = {word for word in words if _long_enough(word) and word not in _ENDINGS}
        self._right = words
        self._by_size: Mapping[int, list[tuple[str, str]]] = defaultdict(list)
        for word in sorted(self._known):
            spelled = letters(word)
            self._by_size[len(spelled)].append((word, spelled))
        self._answers: dict[str, str] = {}

    def variants(self, text: str) -> list[Variant]:
        """The places of text where a name is spelled in another way, in order."""
        found = []
        for match in _WORD.finditer(text):
            stem = self._stem(match.group())
            known = self._known_of(stem) if stem else ""
            if known:
                found.append(Variant(match.start(), match.start() + len(stem), known))
        return found

    def _stem(self, word: str) -> str:
        """The part of word that could be another spelling: without its particle; nothing where it is right."""
        if not _long_enough(word):
            return ""
        stems = [word, *(word[: -len(end)] for end in _PARTICLES if word.endswith(end))]
        if any(stem in self._right for stem in stems):
            return ""
        return next((stem for stem in stems if _long_enough(stem) and self._known_of(stem)), "")

    def _known_of(self, stem: str) -> str:
        if stem not in self._answers:
            self._answers[stem] = self._nearest(stem)
        return self._answers[stem]

    def _nearest(self, stem: str) -> str:
        """The one name that stem is a spelling of; nothing where there is none, or more than one."""
        spelled = letters(stem)
        hangul = _HANGUL.fullmatch(stem) is not None
        most = len(spelled) / (5 if hangul else 7)
        found: list[tuple[float, str]] = []
        for size in range(len(spelled) - 3, len(spelled) + 4):
            for known, other in self._by_size.get(size, ()):
                if (_HANGUL.fullmatch(known) is not None) != hangul or known[0].casefold() != stem[0].casefold():
                    continue
                away = distance(spelled, other, most)
                if 0 < away <= most and not _ends_apart(stem, known):
                    found.append((away, known))
        found.sort()
        clear = len(found) == 1 or (len(found) > 1 and found[1][0] - found[0][0] >= 1)
        return found[0][1] if clear else ""


def letters(word: str) -> str:
    """The letters of a word: Hangul by its single letters, Latin small and without accents."""
    split = unicodedata.normalize("NFD", word.casefold())
    return "".join(_compatible(sign) for sign in split if not unicodedata.combining(sign) or sign >= "\u1100")


def distance(one: str, other: str, most: float) -> float:
    """How many letters are put in, left out or changed; letters that are often mixed up count half. Above most: any."""
    row = [float(number) for number in range(len(other) + 1)]
    for number, left in enumerate(one, start=1):
        before, row = row, [float(number)]
        for place, right in enumerate(other, start=1):
            same = 0.0 if left == right else 0.5 if _ALIKE.get(left, left) == _ALIKE.get(right, right) else 1.0
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + same))
        if min(row) > most:
            return most + 1
    return row[-1]


def _ends_apart(one: str, other: str) -> bool:
    """Whether two words of one beginning are two things: 물연구소, 물연구원."""
    return any(one.endswith(end) != other.endswith(end) for end in _ENDINGS)


def _words_of(name: str) -> Iterator[str]:
    return (match.group() for match in _WORD.finditer(unicodedata.normalize("NFC", name)))


def _long_enough(word: str) -> bool:
    return len(word) >= (LEAST_HANGUL if _HANGUL.fullmatch(word) else LEAST_LATIN)


def _compatible(sign: str) -> str:
    """A letter of a decomposed syllable as the letter alone, so that it is the same at the beginning and the end."""
    code = ord(sign)
    if 0x1100 <= code <= 0x1112:
        return "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"[code - 0x1100]
    if 0x1161 <= code <= 0x1175:
        return "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"[code - 0x1161]
    if 0x11A8 <= code <= 0x11C2:
        return "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"[code - 0x11A8]
    return sign
