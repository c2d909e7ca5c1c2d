"""What one cell of a table says: a day, times, a telephone number, an e-mail address, a person's name."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_YEAR_FIRST: Final = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d|['’]?\d\d(?=\s*[.년/-]\s*\d{1,2}\s*[.월/-]\s*\d{1,2}(?!\d)))\s*[.년/-]\s*(?P<m>\d{1,2})\s*[.월/-]\s*(?P<d>\d{1,2})(?!\d)"
)
_YEAR_LAST: Final = re.compile(
    r"(?<![\d:.])(?P<one>\d{1,2})(?P<mark>[./-])\s?(?P<two>\d{1,2})(?P=mark)\s?(?P<y>20\d\d)(?!\d)"
)
_COMPACT: Final = re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)")
_MONTH_FIRST: Final = re.compile(r"(?<![\d:.])(?P<m>\d{1,2})\s*(?:월\s*|[./-]\s*)(?P<d>\d{1,2})(?![\d:])")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_MONTH: Final = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.?(?:\s+|-)(?P<m>{'|'.join(_MONTHS)})[a-z]*\.?,?(?:\s+(?P<y>20\d\d)|-(?P<z>20\d\d|\d\d(?!\d)))?",
    re.IGNORECASE,
)
_NAMED_MONTH: Final = re.compile(
    rf"\b(?P<m>{'|'.join(_MONTHS)})[a-z]*\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<y>20\d\d))?",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(r"\.?\s*(?:[(（][^)）]*[)）])?\s*[~∼〜～–—-]\s*\d{1,2}(?!\s*[:：시\d])")
_NUMBER_OF_DAY: Final = re.compile(
    r"(?:\bday\s*|\bd\s*[+-]?\s*)(?P<n>\d{1,2})(?!\d)|제\s*(?P<o>\d{1,2})\s*일(?:\s*차)?|(?P<k>\d{1,2})\s*일\s*차"
    r"|^\s*(?P<bare>\d{1,2})\s*$",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(
    r"(?:^|[(（\[\s.,/])(?P<w>[월화수목금토일])(?:요일)?(?=$|[)）\]\s,.])"
    r"|\b(?P<e>mon|tue|wed|thu|fri|sat|sun)[a-z]*\b",
    re.IGNORECASE,
)
_WEEKDAYS: Final = ("월화수목금토일", ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))

_CLOCK: Final = re.compile(
    r"(?P<before>오전|오후|[ap]\.?m\.?)?\s*(?<![\d.])(?P<h>\d{1,2})\s*(?:[:：]\s*(?P<m>\d{2})(?!\d)|시(?:\s*(?P<k>\d{1,2})\s*분|\s*(?P<half>반))?)"
    r"\s*(?P<after>[ap]\.?m\.?(?![a-z]))?",
    re.IGNORECASE,
)
_OTHER_CLOCK: Final = re.compile(
    r"(?<!\d)(?P<h>[01]?\d|2[0-4])(?:(?P<mark>[.h])\s?(?P<m>[0-5]\d)|(?P<glued>(?<=\d\d)[0-5]\d))(?!\d)"
)
_SPAN_MARKS: Final = r"[~∼〜～\-–—]"
_BARE_CLOCK: Final = re.compile(
    r"(?P<before>)(?P<h>\d{1,2})(?P<m>)(?P<k>)(?P<half>)\s*(?P<after>[ap]\.?m\.?(?![a-z]))", re.IGNORECASE
)

_LABELLED: Final = re.compile(
    r"^\s*[(\[]?\s*(?:t|tel|telephone|phone|h\.?\s?p|m|mobile|cell|c\.?p|전화|휴대폰|휴대전화|핸드폰|직통)\s*(?:[)\]]\s*[.:：]?|[.:：])\s*(?=[+(\d])",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"\s*[(（\[]\s*(?P<inner>[^()（）\[\]]*?)\s*[)）\]]\s*$")

EMAIL: Final = re.compile(r"[^\s@<>(),;]+@[^\s@<>(),;]+\.[A-Za-z]{2,}")
PHONE: Final = re.compile(r"\+?\(?\d[\d ()./~–-]{5,}\d")

SURNAMES: Final = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구나민진지엄채원천방공현함변염여추도"
    "소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예봉경사부가복태목형피두감음빈동온호범좌팽승간상시갈단견당계"
)
NO_NAMES: Final = (
    "과",
    "팀",
    "청",
    "처",
    "본부",
    "공사",
    "공단",
    "협회",
    "센터",
    "대학교",
    "연구소",
    "연구원",
    "위원회",
    "시청",
    "군청",
)
"""How offices end that else look like a name: 정책과."""
_LONG_SURNAMES: Final = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방")
POSITIONS: Final = re.compile(
    r"(?:.*(?:국장|과장|팀장|부장|차장|실장|원장|소장|센터장|본부장|처장|단장|계장|반장|이사장|사무총장|위원장|시장|군수|구청장|의장)"
    r"|.*(?:사무관|서기관|주무관|주사보?|서기보?|연구관|연구사|연구원|연구위원|전문위원|위원|의원|교수|대리|주임|사원|이사|감사|대표|매니저|책임|선임|수석|전임|전문관|지도사|교사|직원)"
    r"|\d급)|(?:.*\b(?:director|manager|officer|researcher|professor|analyst|engineer|head|chief|deputy|assistant)\b.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """What a cell says about a day. day: None where it says none. doubt: a code, or nothing.

    number: of the day of the tour, from 1. rest: the cell without it.
    """

    day: date | None = None
    doubt: str = ""
    number: int = 0
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """start, end: HH:MM or nothing. doubt: a code, or nothing. rest: the cell without them."""

    start: str = ""
    end: str = ""
    doubt: str = ""
    rest: str = ""


def day_in(text: str, *, first: date | None, before: date | None) -> Day:
    """The day that text says.

    first: of the tour, which numbers of days count from, and whose year is meant where none is said. before: the day of
    the rows above, whose year is meant where there is no first; a month before it is the next year's.
    """
    numbered = _NUMBER_OF_DAY.search(text)
    number = int(next(filter(None, numbered.groups()))) if numbered else 0
    plain = text[: numbered.start()] + " " + text[numbered.end() :] if numbered else text
    turned = _YEAR_LAST.search(plain)
    if turned is not None and _YEAR_FIRST.search(plain) is None:
        return _year_last(plain, turned, number, first or before)
    for pattern in (_YEAR_FIRST, _COMPACT, _DAY_MONTH, _NAMED_MONTH, _MONTH_FIRST):
        found = pattern.search(plain)
        if found is not None:
            return _dated(plain, found, number, first, before)
    rest = _without_weekday(plain)
    if number and first is not None and number > 0:
        return Day(
            first + timedelta(days=number - 1), _weekday_doubt(plain, first + timedelta(days=number - 1)), number, rest
        )
    return Day(None, "day_number" if number else "", number, rest if number else text)


def _dated(text: str, found: re.Match[str], number: int, first: date | None, before: date | None) -> Day:
    groups = found.groupdict()
    said = groups.get("y") or groups.get("z")
    month = found["m"].lower()[:3]
    number_of_month = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
    rest = _without_weekday(text[: found.start()] + " " + text[found.end() :])
    year = int(said.strip("'’")) if said else (first or before or date.today()).year
    year += 2000 if year < 100 else 0
    try:
        day = date(year, number_of_month, int(found["d"]))
        if not said and before is not None and (before - day).days > 180:
            day = day.replace(year=year + 1)
    except ValueError:
        return Day(None, "no_such_day", number, rest)
    doubt = _weekday_doubt(text, day)
    if not said and first is None and before is None:
        doubt = doubt or "year"
    if _GOES_ON.match(text, found.end()) is not None:
        doubt = doubt or "several_days"
    return Day(day, doubt, number, rest)


def _year_last(text: str, found: re.Match[str], number: int, near: date | None) -> Day:
    """10.06.2031, 6/10/2031: which is the month is told by what is possible, by a day near by, else by the mark."""
    rest = _without_weekday(text[: found.start()] + " " + text[found.end() :])
    one, two, year = int(found["one"]), int(found["two"]), int(found["y"])
    days: list[date] = []
    for day, month in ((one, two), (two, one)) if found["mark"] == "." else ((two, one), (one, two)):
        with suppress(ValueError):
            days.append(date(year, month, day))
    if not days:
        return Day(None, "no_such_day", number, rest)
    weekday = weekday_in(text)
    fits = [day for day in days if day.weekday() == weekday] or days
    chosen = min(fits, key=lambda day: abs(day - near)) if near is not None else fits[0]
    open_ = near is None and len(set(fits)) > 1
    return Day(chosen, _weekday_doubt(text, chosen) or ("day_or_month" if open_ else ""), number, rest)


def _weekday_doubt(text: str, day: date) -> str:
    said = weekday_in(text)
    return "weekday" if said is not None and said != day.weekday() else ""


def weekday_in(text: str) -> int | None:
    """The weekday that text names, Monday 0."""
    found = _WEEKDAY.search(text)
    if found is None:
        return None
    return _WEEKDAYS[0].index(found["w"]) if found["w"] else _WEEKDAYS[1].index(found["e"].lower()[:3])


def _without_weekday(text: str) -> str:
    bare = re.sub(r"[(（\[]\s*(?:[월화수목금토일](?:요일)?|[A-Za-z]{3,9})\s*[)）\]]", " ", text)
    bare = re.sub(r"(?:^|\s)[월화수목금토일](?:요일)?(?=$|\s)", " ", bare)
    return bare.strip(" .,·/()~–-\n")


def times_in(text: str) -> Times:
    """The first one or two times that text says."""
    pattern = _CLOCK if _CLOCK.search(text) else _BARE_CLOCK
    found = list(pattern.finditer(text))[:2]
    if len(found) == 2 and not re.fullmatch(
        r"\s*(?:[~∼〜～\-–—]|부터|to|until)?\s*", text[found[0].end() : found[1].start()]
    ):
        found = found[:1]
    if not found:
        return Times(rest=text)
    halves = [_half(each) for each in found]
    if len(found) == 2 and found[0]["before"] and not halves[1] and halves[0] == "p" and int(found[1]["h"]) < 12:
        halves[1] = "p"
    if len(found) == 2 and halves[1] and not halves[0] and int(found[0]["h"]) <= int(found[1]["h"]):
        halves[0] = halves[1]
    clocks = [_clock(each, half) for each, half in zip(found, halves, strict=True)]
    rest = (text[: found[0].start()] + " " + text[found[-1].end() :]).strip(" ~∼〜～-–—.,\n")
    if None in clocks:
        return Times(doubt="no_such_time", rest=rest)
    start, end = clocks[0] or "", (clocks[1] or "") if len(clocks) == 2 else ""
    return Times(start, end, "backwards" if end and end < start else "", rest)


def clock_cell(text: str) -> str:
    """A cell that says times alone, its `0930-1130`, `9.30~11` and `14h30` written with colons."""
    line = re.sub(rf"^(\d{{1,2}})\s*{_SPAN_MARKS}\s*(?=\d{{1,2}}\s*[:：])", r"\1:00~", " ".join(text.split()))
    if _CLOCK.search(line) is not None:
        return line
    turned = _OTHER_CLOCK.sub(lambda found: f"{found['h']}:{found['m'] or found['glued']}", line)
    whole = re.fullmatch(rf"(\d{{1,2}}:\d\d)\s*(?:{_SPAN_MARKS}\s*(\d{{1,2}})(:\d\d)?)?\s*{_SPAN_MARKS}?", turned)
    hours = re.fullmatch(rf"(\d{{1,2}})\s*{_SPAN_MARKS}\s*(\d{{1,2}})(:\d\d)?", turned)
    if whole is not None:
        return f"{whole[1]}~{whole[2]}{whole[3] or ':00'}" if whole[2] else whole[1]
    return f"{hours[1]}:00~{hours[2]}{hours[3] or ':00'}" if hours is not None else line


def _half(found: re.Match[str]) -> str:
    word = (found["before"] or found["after"] or "").lower()
    return {"오전": "a", "오후": "p"}.get(word, word[:1])


def _clock(found: re.Match[str], half: str) -> str | None:
    hour = int(found["h"])
    minute = 30 if found["half"] else int(found["m"] or found["k"] or 0)
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def phone_of(text: str) -> tuple[str, str]:
    """A telephone number as it is kept, and a doubt: `phone` where it is none, `zero` where its first 0 was lost."""
    text = _LABELLED.sub("", text)
    digits = re.sub(r"\D", "", text)
    if not text:
        return "", ""
    if re.fullmatch(r"1[016789]\d{7,8}", digits) and not text.lstrip().startswith(("+", "(")):
        return f"0{digits[:2]}-{digits[2:-4]}-{digits[-4:]}", "zero"
    if re.fullmatch(r"01[016789]\d{7,8}", text):
        return f"{text[:3]}-{text[3:-4]}-{text[-4:]}", ""
    whole = PHONE.fullmatch(text.strip()) is not None and 7 <= len(digits) <= 16
    return text, "" if whole or re.search(r"(?:ext|내선)", text, re.IGNORECASE) else "phone"


def name_of(text: str) -> str:
    """A person's name: one line, and without the blanks that tables set between Hangul syllables."""
    line = " ".join(text.split())
    if re.fullmatch(r"[가-힣](?: [가-힣]){1,3}", line):
        return line.replace(" ", "")
    found = re.fullmatch(r"([가-힣]{1,2}) ([가-힣]{1,2})", line)
    if found is None or POSITIONS.fullmatch(found[2]):
        return line
    surname = found[1] in _LONG_SURNAMES or (found[1] in SURNAMES and len(found[1]) == 1)
    return found[1] + found[2] if surname else line


def name_and_rest(text: str) -> tuple[str, str, str]:
    """A name, the position behind or before it, and what stands in brackets: `강도윤 과장`, `강도윤(姜到潤)`."""
    line, inner = " ".join(text.split()), ""
    found = _BRACKETS.search(line)
    if found is not None and found.start():
        line, inner = line[: found.start()], found["inner"]
    name = name_of(line)
    words = line.removesuffix(" 님").split()
    if len(words) > 1 and not is_korean_name(name):
        for one, other in ((words[0], words[1:]), (words[-1], words[:-1])):
            if is_korean_name(one) and POSITIONS.fullmatch(" ".join(other)) and len(other) < 3:
                return one, " ".join(other), inner
    return name, "", inner


def is_korean_name(text: str) -> bool:
    """Whether text looks like a Korean person's name."""
    name = name_of(text)
    if re.fullmatch(r"[가-힣]{2,4}", name) is None:
        return False
    return (name[0] in SURNAMES and len(name) <= 4) or name.startswith(_LONG_SURNAMES)
