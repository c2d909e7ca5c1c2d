"""What a line of an itinerary is: a visit, what lies between visits, and when it begins."""

from __future__ import annotations

import re
from typing import Final

from exporters.importing.cells import clock_cell, times_in

TYPES: Final = (
    "기술상담회", "업무협의", "브리핑", "간담회", "견학", "면담", "포럼", "세미나", "워크숍", "콘퍼런스", "컨퍼런스",
    "회의", "상담", "시찰", "방문",
)  # fmt: skip
VISIT: Final = re.compile(rf"{'|'.join(TYPES)}|briefing|meeting|visit|seminar|forum|workshop|tour of", re.IGNORECASE)
_ON_THE_WAY: Final = (
    "이동 출국 입국 귀국 출발 도착 조식 중식 석식 식사 체크인 체크아웃 탑승 환승 집결 해산 투숙 숙박 휴식 휴일"
)
"""Words that end what is no visit: 버스이동, 호텔조식."""
_BETWEEN: Final = (
    r"점심 저녁 아침 오찬 만찬 수속 출입국 기내 기내박 호텔 숙소 공항 자유\s?시간 자유\s?일정 개인\s?정비 "
    r"일정\s?정리 주말 lunch dinner breakfast transfer flight depart\w* arriv\w* check-?\s?(?:in|out) hotel "
    r"free\s?time boarding rest"
)
NO_VISIT: Final = re.compile(
    rf"(?:^|[\s,·/()~→-])(?:[가-힣A-Za-z]*(?:{'|'.join(_ON_THE_WAY.split())})|{'|'.join(_BETWEEN.split())})"
    r"(?=$|[\s,·/()~→:및후-]|[은는을를로])",
    re.IGNORECASE,
)
ENDING: Final = re.compile(rf"\s*(?:{'|'.join(TYPES)})(?:\s*(?:및|·|,)\s*(?:{'|'.join(TYPES)}))*\s*$")
LABEL: Final = re.compile(
    r"^\s*(?:[-▶▷►■□○●◎◆◇※*•·]\s*)*"
    r"(?:[【\[<〈][^】\]>〉]{0,6}(?:방문|기관|공식|연수|일정|visit)[^】\]>〉]{0,6}[】\]>〉]\s*"
    r"|(?:공식|기관|현장)\s?방문\s*(?:[①-⑳]|\d{1,2})?\s*[:：)]\s*)?"
    r"(?:[①-⑳]|\d{1,2}[.)](?=\s))?\s*",
    re.IGNORECASE,
)
"""Bullets, numbers and words before what a line is about: `【기관방문 1】`, `공식방문 ① :`."""
LEADING: Final = re.compile(
    r"^(?:.*?(?:이동|도착|출발|조식|중식|식사|체크인|체크아웃)\s*(?:후|하여|해서)(?:\s+|$)"
    r"|(?:visit|briefing|meeting|seminar|workshop|tour|lecture)(?:\s*[:：]|\s+(?:to|at|with|by|of|the))\s+(?:the\s+)?)",
    re.IGNORECASE,
)
"""What stands before the institution in a line that says what is done there."""
INSTITUTION: Final = re.compile(
    r"(?:공사|공단|청|시청|연구소|연구원|센터|협회|대학교?|대학원|진흥원|재단|위원회|의회|본부|기관|은행|박물관|부|원|처|국|회|사무국|주식회사|[㈜])$"
    r"|\b(?:ministry|institute|authority|agency|university|center|centre|port|council|city|association|gmbh|office|lab|foundation)\b",
    re.IGNORECASE,
)

_WHEN: Final = re.compile(
    r"\s*[-·○□▶*•]?\s*(?:(?:오전|오후)\s*)?\d{1,2}\s*(?:[:：]\s*\d\d|시(?:\s*\d{1,2}\s*분|\s*반)?)(?:\s*[ap]\.?m\.?)?"
    r"(?:\s*[~∼〜～\-–—]\s*(?:(?:오전|오후)\s*)?(?:\d{1,2}\s*(?:[:：]\s*\d\d|시(?:\s*\d{1,2}\s*분|\s*반)?)(?:\s*[ap]\.?m\.?)?)?)?\s*[:,)]?\s",
    re.IGNORECASE,
)
"""The time at the beginning of a line."""


def says_when(line: str) -> bool:
    """Whether a line begins with a time."""
    found = _WHEN.match(line)
    return found is not None and bool(times_in(found[0]).start)


def is_item(line: str) -> bool:
    """Whether a line is a visit, or what lies between visits."""
    return ENDING.search(line) is not None or NO_VISIT.search(line) is not None


def take_time(said: dict[str, str]) -> None:
    """The time that the content begins with becomes that of the visit."""
    for name in ("institution", "title"):
        said[name] = re.sub(r"^\s*[-·○□▶*•]\s*", "", said[name])
        found = _WHEN.match(said[name])
        if found is not None and times_in(found[0]).start:
            said["start_time"] = clock_cell(found[0].strip(" -·○□▶*•:"))
            said[name] = said[name][found.end() :].strip(" :")
            return
