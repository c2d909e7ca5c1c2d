"""Where a word may be split at a line end, and what that costs.

Hangul may be split between syllables, but never so that one stands alone; numbers with their units and Latin words
stay whole; no closing mark begins a line and no opening mark ends one (KS X 6001, JIS X 4051 for the classes of marks).
"""

from __future__ import annotations

import re
from typing import Final

NO_START: Final = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾、。，．・：；？！’”）〕］｝〉》」』】!),.:;?]}%‰°′″·ㆍ~…–—>")
NO_END: Final = frozenset("‘“（〔［｛〈《「『【([{<#$₩€£△▲※")
UNITS: Final = frozenset(
    re.findall(
        r"\S+",
        "개 명 원 년 월 일 시 분 초 회 건 곳 차 차례 가지 개국 개소 개월 주년 세 살 채 척 대 "
        "동 호 층 쪽 권 점 배 위 인 석 "
        "km m cm mm m² m³ km² ㎞ ㎡ ㎢ ㎥ ㏊ ha kg g t 톤 L l ℓ mL ㎖ kW MW GW kWh MWh GWh TWh kWp MWp Hz dB bar % ℃ "
        "EUR USD SEK DKK NOK CHF GBP "
        "달러 유로 엔 위안 파운드 억 만 천 조 억원 만원 조원 만명",
    )
)
_AMOUNT: Final = re.compile(
    r"\d[\d,.~∼–-]*[십백천만억조여]*(?:원|달러|유로|엔|위안|파운드|개국|개소|개월|주년|[가-힣])?"
    r"(?:\s?[^\s\d/]{0,4}\s?/\s?[^\s\d/]{1,4})?"  # 유로/m³
)
_SIGNS_OF_UNIT: Final = re.compile(r"[A-Za-z²³%℃ℓ㎀-㏿]+(?![A-Za-z0-9-])")
_SYLLABLES: Final = re.compile("[가-힣]+")
_IDEOGRAPHS: Final = (("\u3040", "\u30ff"), ("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"))
"""Kana and hanja, by number: written as letters, the last ones would become others where a file is normalised."""
_URL: Final = re.compile(r"(?:https?://|www\.|\S+@\S)", re.IGNORECASE)
_URL_BREAKS: Final = frozenset("/?&=_@.-")


def is_unit(word: str) -> bool:
    """Whether word begins with a unit, alone (`명`) or with what belongs to it (`m³/일`, `mm로`)."""
    signs = _SIGNS_OF_UNIT.match(word)
    return (signs[0] if signs else word.partition("/")[0].rstrip(".,)")) in UNITS


def is_hangul(char: str) -> bool:
    return "가" <= char <= "힣" or "ㄱ" <= char <= "ㅣ"


def is_ideograph(char: str) -> bool:
    return any(first <= char <= last for first, last in _IDEOGRAPHS)


def split_points(word: str) -> list[tuple[int, int]]:
    """(index, penalty) pairs where word may be split: the second part begins at index."""
    if len(word) < 3:
        return []
    if _SYLLABLES.fullmatch(word):  # most words
        return [(at, 140) for at in range(2, len(word) - 1)]
    whole = _kept_whole(word)
    url = bool(_URL.match(word))
    points = []
    for at in range(1, len(word)):
        penalty = _penalty(word, at, url)
        if penalty and at not in whole and word[at] not in NO_START and word[at - 1] not in NO_END:
            points.append((at, penalty))
    return points


def _kept_whole(word: str) -> set[int]:
    """The places inside an amount with its unit, such as `100억달러`."""
    return {at for found in _AMOUNT.finditer(word) for at in range(found.start() + 1, found.end())}


def _penalty(word: str, at: int, url: bool) -> int:
    left, right = word[at - 1], word[at]
    if left in " \xa0" or right in " \xa0":
        return 0
    if url:
        return 400 if left in _URL_BREAKS and right not in _URL_BREAKS else 0
    if is_hangul(left) and is_hangul(right):
        return 140 if _hangul_before(word, at) >= 2 and _hangul_after(word, at) >= 2 else 0
    if is_ideograph(right) or is_ideograph(left):
        return 140 if is_ideograph(right) and is_ideograph(left) else 0
    if right in NO_END and is_hangul(left):
        return 40 if at >= 2 and len(word) - at >= 3 else 0
    if left in ")]”’」』〉》.!?" and is_hangul(right):
        return 110 if _hangul_after(word, at) >= 2 else 0
    if left in "·ㆍ/," and not right.isdigit():
        return 110 if at >= 3 and len(word) - at >= 2 else 0
    if left == "-" and at >= 3:
        return 300
    if is_hangul(left) and right.isascii() and right.isalpha():
        return 150 if _hangul_before(word, at) >= 2 else 0
    if is_hangul(right) and left.isascii() and left.isalpha():
        return 300 if _hangul_after(word, at) >= 2 else 0
    if is_hangul(left) and right.isdigit():
        return 400 if _hangul_before(word, at) >= 2 else 0
    return 0


def _hangul_before(word: str, at: int) -> int:
    """Syllables directly before at; counted as far as two."""
    count = 0
    while count < 2 and at - count - 1 >= 0 and is_hangul(word[at - count - 1]):
        count += 1
    return count


def _hangul_after(word: str, at: int) -> int:
    """Syllables from at on; counted as far as two."""
    count = 0
    while count < 2 and at + count < len(word) and is_hangul(word[at + count]):
        count += 1
    return count
