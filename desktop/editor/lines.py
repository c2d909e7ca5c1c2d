"""What keys and buttons do to lines of outline text, as plain values: no widget is needed to try them."""

from __future__ import annotations

import re
import unicodedata

from exporters.document.marks import Kind, line_kind

LISTS = (Kind.BULLET, Kind.NOTE, Kind.NUMBERED)
LEVELS = ("○", "-", "·")
LONG = 500
"""A pasted line of more code points is cut at the outline marks in it."""

_CUT = re.compile(r"(?<=\S)[ \t]*(?=[□◇○※▲] )")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_DIGITS = re.compile(r"\d+")
_SYLLABLES = "가나다라마바사아자차카타파하"


def continuation(line: str) -> str | None:
    """How the line after line begins when Enter is pressed in it; None where it ends a list (an empty item)."""
    kind = line_kind(line)
    if kind.kind not in LISTS:
        return ""
    if not line[kind.mark_end :].strip():
        return None
    mark = next_number(kind.mark) if kind.kind is Kind.NUMBERED else kind.mark
    return f"{line[: kind.mark_start]}{mark} "


def next_number(number: str) -> str:
    """1) → 2), 가. → 나., Ⅰ. → Ⅱ.; the same where there is no next one."""
    sign, end = number[:-1], number[-1]
    if _DIGITS.fullmatch(sign):
        return f"{int(sign) + 1}{end}" if int(sign) < 99 else number
    if sign in _SYLLABLES:
        place = _SYLLABLES.index(sign) + 1
        return f"{_SYLLABLES[place]}{end}" if place < len(_SYLLABLES) else number
    return f"{chr(ord(sign) + 1)}{end}" if "Ⅰ" <= sign < "Ⅻ" else number


def marked(line: str, mark: str) -> str:
    """line with mark instead of its own; without one where it has that mark already."""
    kind = line_kind(line)
    body = line[kind.mark_end :] if kind.kind not in (Kind.FIGURE, Kind.TABLE_ROW, Kind.TABLE_TITLE) else line
    return body.lstrip() if kind.mark == mark else f"{mark} {body.lstrip()}"


def levelled(line: str, by: int) -> str:
    """line one level deeper (+1) or higher (-1): ○, -, ·; a line without a mark becomes ○."""
    kind = line_kind(line)
    if kind.kind is Kind.BULLET:
        place = kind.level - 1 + by
        body = line[kind.mark_end :]
        return body if place < 0 else f"{LEVELS[min(place, 2)]} {body}"
    if kind.kind in (Kind.TEXT, Kind.BLANK, Kind.INDENTED):
        return f"○ {line.lstrip()}" if by > 0 else line.lstrip()
    return line


def clean(text: str) -> str:
    """Pasted text as the notebook stores it: NFC, \\n, no control characters, long lines cut at outline marks."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\xa0", " ").replace("\t", " ")
    text = "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in _CONTROL.sub("", text))
    return "\n".join(_CUT.sub("\n", line) if len(line) > LONG else line for line in text.split("\n"))


def sections(text: str) -> list[tuple[str, str]]:
    """text cut at its □ lines: (heading, text) pairs; the first heading is empty for what stands before any □."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line in text.split("\n"):
        kind = line_kind(line)
        if kind.kind is Kind.HEADING and kind.level == 1:
            parts.append((line[kind.mark_end :].strip(), []))
        else:
            parts[-1][1].append(line)
    return [(heading, "\n".join(lines)) for heading, lines in parts]
