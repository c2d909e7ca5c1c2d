"""Finds the outline marks in foreign text, where they may be glued to what stands before them.

One pass over a stretch of text; positions count in the whole source, so that every piece keeps its span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

SECTION, HEADING, BULLET, DASH, STAR, REF, FIGURE, TABLE = "□", "◇", "○", "-", "*", "※", "▲", "<"
STARS: Final = "**"
"""The second footnote's mark, behind a * note."""

_SIGNS: Final = re.compile(r"[□◇◆◈○◯❍▲※*<＜\-–―]")
_SAME: Final = MappingProxyType(
    {"◆": HEADING, "◈": HEADING, "◯": BULLET, "❍": BULLET, "–": DASH, "―": DASH, "＜": TABLE}
)
_ROUND: Final = "○◯〇"
_ENDS: Final = ".?!…。"
_CLOSING: Final = "\"”“’'’)]）】》〉」』"
_BLANKS: Final = " \t\u3000\xa0\u200b\ufeff"
_LOOK_BACK: Final = 200
_NOUN_ENDS: Final = re.compile(
    r"(?:[함임음됨짐킴림봄줌옴]|예정|필요|계획|방침|추진|운영|제공|가능|실시|구축|지원|강화|확대|마련|개최|등|중|원칙|수준"
    r"|\d\s?(?:명|개|건|곳|회|원|억|만|천|년|월|일|호|대|종|배|점|개소|㎞|km|%))$"
)
_TEAM: Final = re.compile(r"[-–―]\s*(?:제?\d+|[A-Z가-힣]{1,6})\s?(?:팀|조|분과|그룹|모둠|반)(?![가-힣])")
_NAME_LINE: Final = re.compile(r"□(?:(?![가-힣][.?!])[^□◇◆◈○◯❍▲※\n]){1,60}$")
"""The line of a section's name, which alone may end in a team: ` - 1팀`."""
_NAME_LONGEST: Final = 64
_MASKED_NAME: Final = re.compile(r"(?<![가-힣])[가-힣]○")
_CREDIT: Final = re.compile(
    r"\s*[\[(〔【［]\s*(?P<label>출\s*처|자\s*료|사\s*진|Source|source)\s*(?P<sign>[=:：＝])\s*(?P<credit>[^\]\n)〕】］□◇▲]{0,200})[\])〕】］]"
)
_CREDIT_LINE: Final = re.compile(r"\s+(?P<label>출\s*처|Source)\s*(?P<sign>[=:：＝])\s*(?P<credit>[^\n]{1,200})")
_TITLE: Final = re.compile(
    r"[<＜](?P<title>\s*[^<>＜＞\n]{2,100}?\s*)[>＞]"
    r"(?P<unit>[ \t]*[(（]\s*단\s*위\s*[:：]?\s*(?P<value>[^)）\n]{1,60})[)）])?"
)
_TAGS: Final = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]*[ /]?[^가-힣]*$")
_CLAUSE: Final = re.compile(r"\s*(?:\S+\s){0,1}[가-힣]{2,}(?:은|는|이|가|을|를|에서|에게|으로)\s")
_BOXES: Final = "■☑☒▣"
_BOX_WINDOW: Final = 60


_Found = tuple[str, int, int]
"""A mark, where it begins and where its text begins."""


@dataclass(frozen=True, slots=True)
class Block:
    """A mark and the text up to the next: text[start:end], of which text[body:end] stands behind the mark.

    mark: one of the signs above in its stored form, empty for text without a mark.
    """

    mark: str
    start: int
    body: int
    end: int


def scan(text: str, start: int, end: int, *, marks: str = "□◇○-*※▲<") -> list[Block]:
    """The blocks of text[start:end], the first without a mark where text stands before all marks."""
    found: list[_Found] = [("", start, start)]
    position = start
    while match := _SIGNS.search(text, position, end):
        at = match.start()
        position = at + 1
        sign = _SAME.get(match.group(), match.group())
        if sign not in marks:
            continue
        if not _is_mark(text, at, start, end, sign) and not _goes_on(text, at, start, end, sign, found[-1]):
            continue
        width = 2 if sign == STAR and text[at + 1 : at + 2] == STAR else 1
        found.append((sign * width, at, at + width))
        position = at + width
        whole = (
            figure_credit(text, at, end) if sign == FIGURE else table_title(text, at, end) if sign == TABLE else None
        )
        if whole is not None:
            position = whole.end()
        if whole is not None and sign == FIGURE:  # text may be glued behind the credit
            found.append(("", position, position))
    found = [item for number, item in enumerate(found) if not _is_anchor(text, found, number)]
    ends = [item[1] for item in found[1:]] + [end]
    blocks = [Block(sign, at, body, stop) for (sign, at, body), stop in zip(found, ends, strict=True)]
    return [block for block in blocks if block.mark or text[block.start : block.end].strip()]


def _is_mark(text: str, at: int, start: int, end: int, sign: str) -> bool:
    before = text[at - 1] if at > start else "\n"
    after = text[at + 1] if at + 1 < end else "\n"
    match sign:
        case "□":
            return before != "□" and after != "□" and not is_box(text, at, start, end)
        case "◇":
            return before not in "◇◆◈" and after not in "◇◆◈"
        case "○":
            return _is_bullet(text, at, start, before, after)
        case "※":
            return before not in "(（["
        case "*":
            return _is_star(text, at, start, end, before, after)
        case "▲":
            return _is_figure(text, at, start, end, before, after)
        case "<":
            return is_table(text, at, start, end)
        case _:
            return _is_dash(text, at, start, before, after)


def _goes_on(text: str, at: int, start: int, end: int, sign: str, last: _Found) -> bool:
    """Whether sign is a mark because of the mark before it: what is open decides what may follow glued.

    A `- ` without a blank before it goes on with an open list whose line breaks are lost; `** ` with the notes that a
    * began; ○ without blanks with marks that have none.
    """
    mark, opened, body = last
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign == DASH:
        if mark not in (BULLET, DASH) or before.isspace() or not after.isspace() or line_start(text, opened, 0):
            return False
        following = text[at + 1 : at + 4].lstrip()[:1]
        return not (before.isdigit() and following.isdigit()) and following not in ("", "\n")
    if sign == STAR:
        if after != STAR or before == STAR or not text[at + 2 : at + 3].isspace():
            return False
        return line_start(text, at, start) or (mark in (STAR, STARS) and text.find(STARS, body, at) < 0)
    if sign == BULLET and mark in (SECTION, HEADING, BULLET) and "가" <= text[body : body + 1] <= "힣":
        masked = _MASKED_NAME.search(text, max(start, at - 2), at + 1) is not None
        return "가" <= before <= "힣" and "가" <= after <= "힣" and not masked
    return False


def line_start(text: str, at: int, start: int) -> bool:
    """Whether only blanks stand before at in its line."""
    position = at
    floor = max(start, at - _LOOK_BACK)
    while position > floor and text[position - 1] in _BLANKS:
        position -= 1
    return position == start or text[position - 1] == "\n"


def _last(text: str, at: int, start: int) -> str:
    """The last sign before at that is no blank."""
    position = at
    floor = max(start, at - _LOOK_BACK)
    while position > floor and text[position - 1] in _BLANKS + "\n":
        position -= 1
    return text[position - 1] if position > start else "\n"


def _is_bullet(text: str, at: int, start: int, before: str, after: str) -> bool:
    if before in _ROUND or after in _ROUND or before in "(（":
        return False
    if line_start(text, at, start):
        return True
    return after.isspace() or (before in _ENDS + _CLOSING + SECTION + HEADING and after.isalnum())


def _is_star(text: str, at: int, start: int, end: int, before: str, after: str) -> bool:
    if before == "*" or after == "*":
        return False
    if line_start(text, at, start):
        if after.isspace():
            return True
        line_end = text.find("\n", at, min(end, at + _LOOK_BACK))
        return "*" not in text[at + 1 : line_end if line_end >= 0 else min(end, at + _LOOK_BACK)]
    if not after.isspace():
        return False
    following = text[at + 2 : at + 3]
    return not (before.isspace() and (following.isdigit() or _last(text, at, start).isdigit()))


def _is_dash(text: str, at: int, start: int, before: str, after: str) -> bool:
    if not after.isspace():
        return text[at] != "-" and after.isalnum() and line_start(text, at, start)
    if _TEAM.match(text, at) and _NAME_LINE.search(text, max(0, at - _NAME_LONGEST), at):
        return False
    if line_start(text, at, start):
        return True
    last = _last(text, at, start)
    if last in _ENDS or (last in _CLOSING and not before.isspace()):
        return True
    return not before.isspace() and _NOUN_ENDS.search(text, max(start, at - 8), at) is not None


def _is_anchor(text: str, found: list[_Found], number: int) -> bool:
    """Whether a * points at the note that the next * begins: `고을* 주민들은 나섬* 세 고을`."""
    if number == 0 or number + 1 >= len(found) or found[number][0] != STAR or found[number + 1][0] != STAR:
        return False
    at, before = found[number][1], found[number - 1]
    if before[0] == STAR or text[at - 1].isspace() or text.find("*", before[2], at) >= 0:
        return False
    return _CLAUSE.match(text, at + 1, found[number + 1][1]) is not None


def _is_figure(text: str, at: int, start: int, end: int, before: str, after: str) -> bool:
    """▲ also counts items in a sentence, and stands for a rise before a number."""
    if after.isdigit() or before == "▲" or after == "▲":
        return False
    if line_start(text, at, start) or figure_credit(text, at, end) is not None:
        return True
    return after.isspace() and not before.isspace() and before not in ",·("


def figure_credit(text: str, at: int, end: int) -> re.Match[str] | None:
    """The credit of the figure at ▲, where there is one before the next mark or line's end."""
    stop = at + 1
    while stop < end and stop - at < 300 and text[stop] not in "□◇▲※\n":
        found = _CREDIT.match(text, stop, end) if text[stop] in "[(〔【［" else None
        if found is not None:
            return found
        stop += 1
    line_end = text.find("\n", at, min(end, at + 600))
    if line_end < 0:
        return None
    own_line = _CREDIT_LINE.search(text, at, line_end)
    if own_line is not None:
        return own_line
    return _CREDIT.match(text, line_end, end) or _CREDIT_LINE.match(text, line_end, end)


def table_title(text: str, at: int, end: int) -> re.Match[str] | None:
    """The title (and unit) of the table at <."""
    return _TITLE.match(text, at, end)


def is_table(text: str, at: int, start: int, end: int) -> bool:
    """< … > may also be a book's title or HTML."""
    found = _TITLE.match(text, at, end)
    if found is None or _TAGS.match(found["title"]):
        return False
    if found["unit"]:
        return True
    behind = text[found.end() : found.end() + 1]
    if behind in ("", "◇", "▹", "|"):
        return True
    inner = found["title"]
    if behind == "\n":
        return line_start(text, at, start)
    return inner != inner.strip()


def is_box(text: str, at: int, start: int, end: int) -> bool:
    """Whether the □ at is a check box: a ticked one stands on its line, near it."""
    low = max(start, at - _BOX_WINDOW)
    high = min(end, at + _BOX_WINDOW)
    line_low = text.rfind("\n", low, at)
    line_high = text.find("\n", at, high)
    near = text[line_low + 1 if line_low >= 0 else low : line_high if line_high >= 0 else high]
    return any(box in near for box in _BOXES)


def starts(text: str, start: int, end: int, sign: str) -> Iterator[int]:
    """Where the marks sign stand in text[start:end]."""
    return (block.start for block in scan(text, start, end, marks=sign) if block.mark == sign)
