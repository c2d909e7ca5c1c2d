"""Splits an input into articles and says what kind each is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from exporters.importing.header import Header, parse_header
from exporters.importing.marks import BULLET, FIGURE, HEADING, REF, SECTION, STAR, TABLE, scan

VISIT, CHAPTER, BRIEF, FORUM, TRIP, ENGLISH, TEXT, SURROUNDINGS, WHOLE = (
    "visit", "chapter", "brief", "forum", "trip", "english", "text", "surroundings", "whole",
)  # fmt: skip

_SEPARATOR: Final = re.compile(r"(?m)^[ \t]*[-–—―]{1,3}[ \t]*$")
_SEARCH_HEAD: Final = re.compile(r"검색\s*하여|검색\s*되었|건의\s*기사|^\s*\d+\s*/\s*\d+\s*$", re.MULTILINE)
_QUERY: Final = re.compile(r"[\"“”'‘’]\s*(?P<query>[^\"“”\n]{1,80}?)\s*[\"“”'‘’]\s*(?:으로|로)\s*검색")
_PAGER_WORD: Final = re.compile(
    r"\[?\d{1,4}\]?|/|이전|다음|처음|마지막|맨|끝|목록|더|보기|더보기|<<?|>>?|«|»|‹|›|\||prev|next", re.IGNORECASE
)
_DATED: Final = re.compile(r"\s*(?P<date>\d{4}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2})\.?\s*(?=[□ㅁ])")
_FORUM: Final = re.compile(r"(?:일\s*시|장\s*소|발\s*표\s*자|주\s*제|토\s*론\s*자|좌\s*장|사\s*회)\s*[:：]")
_TRIP: Final = re.compile(
    r"(?:출\s*장|연\s*수|여\s*행)\s*(?:개\s*요|자|결과|목\s*적|기\s*간)|결과\s*보고서?|귀국\s*보고"
)
_REPORT: Final = re.compile(r"\*\*[^\n]{1,200}\*\*[ \t]*\n+# \S[^\n]*")
"""How a chapter begins that this program wrote as Markdown: what stands above its title in bold, then the title."""
_LEVELS: Final = re.compile(r"(?m)^\s*(?:[ⅠⅡⅢⅣⅤⅥ]\s?\.|[IVX]{1,4}\.\s|[가나다라]\.\s|\d{1,2}\.\s)")
_CAPITALS: Final = re.compile(r"(?m)^[A-Z][A-Z /()&,'-]{5,80}:?$")
_HEADER_LONGEST: Final = 1500
_PAGER_LONGEST: Final = 100
ARTICLES_MOST: Final = 20_000
_BODY_MARKS: Final = SECTION + HEADING + BULLET + FIGURE + REF + TABLE + STAR


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of the input. body: where its text begins behind the header or date; header: of visits."""

    kind: str
    start: int
    end: int
    body: int
    header: Header | None = None
    date: str = ""
    inside: bool = False


def query_of(text: str) -> str:
    """What the archive was asked for, where the page says so."""
    found = _QUERY.search(text, 0, 2000)
    return found["query"].strip() if found else ""


def split(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Articles and surroundings of the input, as spans."""
    low, high = _trimmed(text, 0, len(text))
    separators = list(_SEPARATOR.finditer(text, low, high))
    if not separators:
        return [(low, high)], []
    head_end = separators[0].start()
    archive = _SEARCH_HEAD.search(text, low, min(head_end, low + 2000)) is not None and head_end - low < 2000
    if not archive and len(separators) > ARTICLES_MOST:
        return [(low, high)], []
    if not archive:
        pager = _loose_pager(text, separators[-1], high)
        parts = _loose(text, low, separators[-1].start(), separators[:-1]) if pager else []
        return (parts, [pager]) if pager and len(parts) > 1 else (_loose(text, low, high, separators), [])
    around = [_trimmed(text, low, head_end)]
    parts = _between(text, separators, high)
    if parts:
        parts[-1], pager = _without_pager(text, parts[-1])
        if pager is not None:
            around.append(pager)
    return [part for part in parts if part[0] < part[1]], around


def _between(text: str, separators: list[re.Match[str]], high: int) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    for number, match in enumerate(separators):
        stop = separators[number + 1].start() if number + 1 < len(separators) else high
        part = _trimmed(text, match.end(), stop)
        if part[0] < part[1]:
            parts.append(part)
    return parts


def _loose(text: str, low: int, high: int, separators: list[re.Match[str]]) -> list[tuple[int, int]]:
    """Without a search head a `-` line parts articles only where a new article plainly begins behind it."""
    cuts = [low]
    parts: list[tuple[int, int]] = []
    for match in separators:
        start, _ = _trimmed(text, match.end(), high)
        if _begins(text, start, high):
            parts.append((cuts[-1], match.start()))
            cuts.append(start)
    parts.append((cuts[-1], high))
    trimmed = [_trimmed(text, *part) for part in parts]
    return [part for part in trimmed if part[0] < part[1]]


def _loose_pager(text: str, separator: re.Match[str], high: int) -> tuple[int, int] | None:
    """What stands behind the last `-` line, where that is page numbers only."""
    article, pager = _without_pager(text, _trimmed(text, separator.end(), high))
    return pager if article[0] == article[1] and pager and text[slice(*pager)][0].isdigit() else None


def _begins(text: str, start: int, end: int) -> bool:
    if text[start : start + 1] == SECTION or _DATED.match(text, start, end) or _REPORT.match(text, start, end):
        return True
    stop = _header_end(text, start, min(end, start + _HEADER_LONGEST + 1))
    return stop is not None and parse_header(text, start, stop).evidence >= 2


def _without_pager(text: str, part: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """The last article and the pager behind it."""
    start, end = part
    low = end
    while low > start:
        line_start = text.rfind("\n", start, low) + 1
        line_start = start if line_start <= start else line_start
        if not _is_pager(text[line_start : min(low, line_start + _PAGER_LONGEST + 1)]):
            break
        low = max(start, line_start - 1)
        if line_start <= start:
            return (start, start), _trimmed(text, start, end)
    pager = _trimmed(text, low, end)
    return _trimmed(text, start, low), pager if pager[0] < pager[1] else None


def _is_pager(line: str) -> bool:
    """Whether line holds page numbers and their arrows only."""
    return len(line) <= _PAGER_LONGEST and all(_PAGER_WORD.fullmatch(word) for word in line.split())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def classify(text: str, start: int, end: int) -> Piece:
    """What text[start:end] is, and where its body begins."""
    dated = _DATED.match(text, start, end)
    if dated is not None:
        return Piece(BRIEF, start, end, dated.end(), date=dated["date"])
    report = _REPORT.match(text, start, end)
    if report is not None:  # its text is outline text already
        return Piece(WHOLE, start, end, report.end())
    head = text[start : min(end, start + 4000)]
    visit = _visit(text, start, end)
    forum = len({re.sub(r"\s", "", found) for found in _FORUM.findall(head)}) >= 2
    if visit is not None and not forum and not _numbered(head):
        return visit
    if _CAPITALS.findall(head)[2:] and not re.search("[가-힣]{2}", head):
        return Piece(ENGLISH, start, end, start)
    if forum:
        return Piece(FORUM, start, end, start)
    if _numbered(head):
        return Piece(TRIP, start, end, start)
    marked = any(block.mark in (SECTION, HEADING) for block in scan(text, start, min(end, start + 4000), marks="□◇"))
    return Piece(CHAPTER if marked else TEXT, start, end, start)


def _numbered(head: str) -> bool:
    """A trip result report: numbered levels instead of marks."""
    return _TRIP.search(head) is not None and len(_LEVELS.findall(head)) >= 3


def _visit(text: str, start: int, end: int) -> Piece | None:
    """The visit whose header begins the text, or stands inside its first □."""
    stop = _header_end(text, start, min(end, start + _HEADER_LONGEST + 1))
    if stop is None:
        return _bare_visit(text, start, end)
    if text[start:stop].strip():
        header = parse_header(text, start, stop)
        return Piece(VISIT, start, end, stop, header) if header.evidence >= 2 else None
    if text[start] != SECTION:
        return None
    inner = _header_end(text, start + 1, min(end, start + _HEADER_LONGEST + 1))
    inner = min(end, start + _HEADER_LONGEST) if inner is None else inner
    header = parse_header(text, start + 1, inner)
    sure = any(name in header.fields for name in ("tel", "fax", "web", "email")) and len(header.fields) > 2
    return Piece(VISIT, start, end, inner, header, inside=True) if sure and header.evidence >= 2 else None


def _bare_visit(text: str, start: int, end: int) -> Piece | None:
    """A short text that is a header and little else."""
    if end - start > _HEADER_LONGEST:
        return None
    header = parse_header(text, start, end)
    sure = "institution" in header.fields and any(name in header.fields for name in ("tel", "web", "fax"))
    if not sure or header.evidence < 3 or header.rest or "visit_type" not in header.fields:
        return None
    return Piece(VISIT, start, end, end, header)


def _header_end(text: str, start: int, end: int) -> int | None:
    """Where the first mark stands; ○ only where neither □ nor ◇ comes first."""
    for block in scan(text, start, end, marks=_BODY_MARKS):
        if block.mark in (SECTION, HEADING, BULLET, FIGURE, REF):
            return block.start
    return None
