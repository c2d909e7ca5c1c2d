"""What keys and buttons do to lines of outline text, as plain values: no widget is needed to try them."""

from __future__ import annotations

from collections.abc import Sequence

from exporters.document.marks import Kind, line_kind, next_number

LISTS = (Kind.BULLET, Kind.NOTE, Kind.NUMBERED)
LEVELS = ("○", "-", "·")


def continuation(line: str) -> str | None:
    """How the line after line begins when Enter is pressed in it; None where it ends a list (an empty item)."""
    kind = line_kind(line)
    if kind.kind not in LISTS:
        return ""
    if not line[kind.mark_end :].strip():
        return None
    mark = (next_number(kind.mark) or kind.mark) if kind.kind is Kind.NUMBERED else kind.mark
    return f"{line[: kind.mark_start]}{mark} "


def marked(line: str, mark: str) -> str:
    """line with mark instead of its own; without one where it has that mark already. Figures and tables stay."""
    kind = line_kind(line)
    if kind.kind in (Kind.FIGURE, Kind.TABLE_ROW, Kind.TABLE_TITLE):
        return line
    body = line[kind.mark_end :]
    return body.lstrip() if kind.mark == mark else f"{mark} {body.lstrip()}"


def lead(line: str) -> int:
    """How much of line is its mark and the blanks round it, which go at once; code points."""
    kind = line_kind(line)
    if kind.kind in (*LISTS, Kind.HEADING, Kind.FIGURE_LINE):
        return kind.mark_end
    return kind.mark_start if kind.kind is Kind.INDENTED else 0


def overridden(line: str, at: int) -> int:
    """How much of line goes when a blank was typed before at: the mark of an item, where another mark follows it.

    at: code points. Enter goes on with a list, so a mark typed then is meant instead. Numbers stay: ○ 9. 15. is a date.
    """
    own = line_kind(line[:at])
    typed = line_kind(line[own.mark_end : at])
    marks = (Kind.HEADING, Kind.BULLET, Kind.NOTE, Kind.FIGURE_LINE)
    meant = own.kind in LISTS and typed.kind in marks and own.mark_end + typed.mark_end == at
    return own.mark_end if meant else 0


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


def renumbered(lines: Sequence[str], at: int) -> dict[int, str]:
    """The lines that change when the numbered items round line at are counted anew from the first of them.

    What is deeper stands between them and stays; text, a heading or an item of a higher level ends the list.
    """
    kinds = [line_kind(line) for line in lines]
    level = kinds[at].level
    if kinds[at].kind is not Kind.NUMBERED:
        return {}

    def inside(number: int) -> bool:
        kind = kinds[number]
        higher = kind.kind is Kind.NUMBERED and kind.level < level
        return kind.kind in (*LISTS, Kind.INDENTED, Kind.FIGURE) and not higher

    first = last = at
    while first > 0 and inside(first - 1):
        first -= 1
    while last + 1 < len(lines) and inside(last + 1):
        last += 1
    changed, wanted = {}, ""
    for number in range(first, last + 1):
        kind, line = kinds[number], lines[number]
        if kind.kind is not Kind.NUMBERED or kind.level != level:
            continue
        wanted = (next_number(wanted) or wanted) if wanted else kind.mark
        if kind.mark != wanted:
            changed[number] = f"{line[: kind.mark_start]}{wanted}{line[kind.mark_start + len(kind.mark) :]}"
    return changed


def styled(line: str, start: int, end: int, sign: str) -> tuple[str, int, int]:
    """line with sign (`*`, `**`, a backtick) put round line[start:end], or taken from it; and what is chosen then.

    start, end: code points. Of three stars two are strong and one is emphasis.
    """
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    while end - start > 1 and line[start] == line[end - 1] == sign[0]:
        start, end = start + 1, end - 1
    left = len(line[:start]) - len(line[:start].rstrip(sign[0]))
    right = len(line[end:]) - len(line[end:].lstrip(sign[0]))
    round_it = min(left, right)
    there = round_it >= 1 if sign == "`" else round_it >= 2 if sign == "**" else round_it in (1, 3)
    width = len(sign)
    if there:
        return line[: start - width] + line[start:end] + line[end + width :], start - width, end - width
    return line[:start] + sign + line[start:end] + sign + line[end:], start + width, end + width


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
