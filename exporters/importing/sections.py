"""What the name of a section (□) says about its contents."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class SectionKind(StrEnum):
    PLAIN = "plain"
    QUESTIONS = "questions"
    TAKEAWAYS = "takeaways"  # the participants' own words
    IMPLICATIONS = "implications"  # may hold signed takeaways, else stays a note
    COMPANY = "company"
    OPINIONS = "opinions"


_QUESTIONS: Final = re.compile(r"질\s*의\s*응\s*답|질문|질의|문답|Q\s*&\s*A|Q\s*/\s*A", re.IGNORECASE)
_TAKEAWAYS: Final = re.compile(
    r"일일\s*보고|일일\s*보고서|참가자|참여자|연수생|연수자|소감|느낀\s*점|배운\s*점|(?:개인|개별|팀별|조별)\s*(?:의견|시사점|보고)|\d\s*[팀조]\s*시사점"
)
_IMPLICATIONS: Final = re.compile(r"시사점|제언|적용\s*방안")
_COMPANY: Final = re.compile(
    r"상담\s*(?:기업|업체|회사|기관|바이어)|(?:참가|면담|방문)\s*(?:기업|업체)\s*(?:소개|정보|현황)?$"
)
_OPINIONS: Final = re.compile(r"상담\s*(?:의견|결과|소감|후기)")
_TEAM: Final = re.compile(
    r"(?:[-–―:·/\s(\[]|^)\s*(?P<team>(?:제\s?)?\d{1,2}\s?(?:팀|조|분과|그룹|모둠|반)|[A-Z]\s?(?:팀|조|그룹|반)|[가-힣]{1,8}(?:팀|분과|그룹))\s*[)\]]?\s*(?:의견|소감|시사점)?\s*$"
)
_LEADING_TEAM: Final = re.compile(r"^(?P<team>(?:제\s?)?\d{1,2}\s?(?:팀|조|분과|그룹)|[A-Z]\s?(?:팀|조))\s")
_KNOWN: Final = re.compile(
    r"(?:연수내용(?:\s*\d+)?|주요\s?내용|질의\s?응답(?:\s?주요\s?내용)?|참가자\s?일일보고(?:\s?주요\s?내용)?(?:\s?[-–]\s?(?:\d+|[A-Z])\s?[팀조])?|참가자\s?시사점"
    r"|정책적\s?시사점|종합\s?시사점|시사점|상담기업|제품소개|상담의견|기관\s?소개|기관\s?개요|기업\s?소개)"
)


def section_kind(name: str) -> SectionKind:
    """The kind of the section called name."""
    if _OPINIONS.search(name):
        return SectionKind.OPINIONS
    if _COMPANY.search(name):
        return SectionKind.COMPANY
    if _QUESTIONS.search(name):
        return SectionKind.QUESTIONS
    if _TAKEAWAYS.search(name):
        return SectionKind.TAKEAWAYS
    return SectionKind.IMPLICATIONS if _IMPLICATIONS.search(name) else SectionKind.PLAIN


def team_of(name: str) -> str:
    """The team that the section's name ends (or begins) with, or an empty text."""
    found = _TEAM.search(name) or _LEADING_TEAM.search(name)
    return found["team"].strip() if found else ""


def team_heading(heading: str) -> str:
    """The team that a ◇ names, where it names nothing else."""
    found = _TEAM.match(f" {heading.strip()}")
    return found["team"].strip() if found else ""


def known_name_end(text: str, start: int, end: int) -> int | None:
    """Where a usual section name at start ends."""
    found = _KNOWN.match(text, start, end)
    return found.end() if found else None
