"""The beginning of a header: institution, original name and address, by brackets, lines or a change of script."""

from __future__ import annotations

import re
from typing import Final

from exporters.importing.countries import COUNTRY
from exporters.importing.words import VISIT_TYPES

_TYPES: Final = "|".join(VISIT_TYPES)
TYPE: Final = re.compile(rf"(?:(?:{_TYPES})(?:\s?(?:및|과|와|,|/|·|&|\+|\n)\s?(?={_TYPES}))?)+")
"""A usual type of visit, or several joined."""
SPACED_TYPE: Final = re.compile(rf"(?<![가-힣])(?:{_TYPES})(?![가-힣])")
_ENDING_TYPE: Final = re.compile(rf"(?:{_TYPES})[\s,]*$")
CITY_LONGEST: Final = 40
_NAME_LONGEST: Final = 40
_SCRIPTS: Final = re.compile(r"(?<=[가-힣])(?=[A-ZÀ-Þ0-9\u3400-\u9fff])|(?<=[A-Za-z])(?=\d)")
_ADDRESS_SEAM: Final = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ][^A-ZÀ-Þ]*\d)|(?<=[A-Za-zß-ÿ])(?=\d)")

Field = tuple[str, int, int]


def head_end(text: str, low: int, high: int) -> int:
    """Where type and country begin in a stretch that begins with the institution."""
    paren = original_name(text, low, high)
    if paren is not None:
        begin = paren[1]
    else:
        line_end = text.find("\n", low + len(text[low:high]) - len(text[low:high].lstrip()), high)
        begin = line_end if line_end >= 0 else low
    for match in TYPE.finditer(text, begin, high):
        if _is_type(text, match, low, high, begin > low):
            return match.start()
    for match in COUNTRY.finditer(text, begin, high):
        if _is_country(text, match, low, high, begin > low):
            return match.start()
    return high


def _is_type(text: str, match: re.Match[str], low: int, high: int, behind_name: bool) -> bool:
    before = text[match.start() - 1] if match.start() > low else " "
    behind = text[match.end() : match.end() + 1] if match.end() < high else "\n"
    country = COUNTRY.match(text, match.end(), high)
    ends = behind in ":： \n" or country is not None
    if country is not None and not behind_name and low < match.start() and not before.isspace():
        city = text[country.end() : high].strip()  # 시청브리핑덴마크코펜하겐: type, country and city in one word
        return 0 < len(city) <= CITY_LONGEST and re.fullmatch(r"[^\d:：@]+", city) is not None
    return ends and (behind_name or before == "\n" or not "가" <= before <= "힣")


def _is_country(text: str, match: re.Match[str], low: int, high: int, behind_name: bool) -> bool:
    before = text[match.start() - 1] if match.start() > low else ""
    rest = text[match.end() : high].strip()
    if len(rest) > CITY_LONGEST or re.search(r"[\d(]", rest):
        return False
    glued = behind_name and before != "" and not before.isspace() and "가" <= match.group()[0] <= "힣"
    return glued or before == "\n"


def ends_in_type(text: str) -> bool:
    return _ENDING_TYPE.search(text[-24:]) is not None


def institution_fields(text: str, low: int, high: int, more: bool) -> tuple[list[Field], bool]:
    """Institution, original name and address in text[low:high], as (field, start, end), and whether they are sure.

    more: an address may stand elsewhere, so that a second line without a number is the original name.
    """
    paren = original_name(text, low, high)
    if paren is not None:
        begin, sure = _name_start(text, low, paren[0])
        names = [("title", low, begin), ("institution", begin, paren[0])]
        return [*names, ("original_name", paren[0] + 1, paren[1] - 1), ("address", paren[1], high)], sure
    lines = [(begin, end) for begin, end in line_spans(text, low, high) if text[begin:end].strip()]
    if len(lines) > 1:
        return _by_lines(text, lines, more), True
    return _by_script(text, low, high)


def _name_start(text: str, low: int, high: int) -> tuple[int, bool]:
    """Where the institution begins: a title may stand before it, on its own line or glued; and whether that is sure."""
    lines = [span for span in line_spans(text, low, high) if text[span[0] : span[1]].strip()]
    if len(lines) > 1:
        return lines[-1][0], True
    first = re.match(r"\s*([가-힣]{2,})", text[low:high])
    if first is None:
        return low, True
    again = text.rfind(first[1], low + first.end(), high)
    if again > 0 and not text[again - 1].isspace():
        return again, False
    return low, high - low <= _NAME_LONGEST


def _by_lines(text: str, lines: list[tuple[int, int]], more: bool) -> list[Field]:
    fields: list[Field] = [("institution", *lines[0])]
    following = lines[1:]
    if _is_latin_name(text[slice(*following[0])]) and (more or len(following) > 1):
        fields.append(("original_name", *following.pop(0)))
    if following:
        fields.append(("address", following[0][0], following[-1][1]))
    return fields


def _by_script(text: str, low: int, high: int) -> tuple[list[Field], bool]:
    piece = text[low:high]
    if re.match(r"\s*\d", piece):
        return [("address", low, high)], True
    cut = _SCRIPTS.search(piece)
    if cut is None:
        return [("institution", low, high)], re.search(r"\d", piece) is None
    at = low + cut.start()
    fields: list[Field] = [("institution", low, at)]
    if re.search(r"\d", text[at:high]) is None:
        return [*fields, ("original_name", at, high)], False
    seam = _ADDRESS_SEAM.search(text[at:high])
    if seam is None or text[at].isdigit():
        return [*fields, ("address", at, high)], False
    return [*fields, ("original_name", at, at + seam.start()), ("address", at + seam.start(), high)], False


def original_name(text: str, low: int, high: int) -> tuple[int, int] | None:
    """The brackets with the institution's own name: the first that hold more foreign letters than Hangul."""
    at = low
    while (at := text.find("(", at, high)) >= 0:
        close = _closing(text, at, high)
        if close is None:
            return None
        inner = text[at + 1 : close]
        foreign = sum(char.isalpha() and not "가" <= char <= "힣" for char in inner)
        if foreign > sum("가" <= char <= "힣" for char in inner) and re.search(r"[^\W\d]{2}", inner):
            following = close + 1
            if text[following : following + 1] == "(":
                at = following
                continue
            return (at, close + 1) if not re.search(r"\d", text[low:at]) or re.search("[가-힣]", text[low:at]) else None
        at = close + 1
    return None


def _closing(text: str, at: int, high: int) -> int | None:
    depth = 0
    for position in range(at, min(high, at + 400)):
        depth += (text[position] == "(") - (text[position] == ")")
        if depth == 0:
            return position
    return None


def _is_latin_name(line: str) -> bool:
    return (
        re.search(r"\d|,", line) is None
        and re.search("[가-힣]", line) is None
        and re.search("[A-Za-z]", line) is not None
    )


def line_spans(text: str, low: int, high: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    while low <= high:
        stop = text.find("\n", low, high)
        stop = high if stop < 0 else stop
        spans.append((low, stop))
        low = stop + 1
    return spans
