"""상담기업: a card of ○ lines becomes a contact of kind `company`, and also stays in the note's text."""

from __future__ import annotations

import re
from typing import Final

from db.records import Contact
from exporters.importing.briefers import briefers, is_person
from exporters.importing.marks import BULLET, DASH, HEADING, Block, scan
from exporters.importing.outline import Place
from exporters.importing.words import KOREAN_ROLES, OFFICES

_LABELS: Final = (
    ("name", re.compile(r"(?:기\s*업\s*명|회\s*사\s*명|업\s*체\s*명|기\s*관\s*명|상\s*호|Company)\s*[:：]\s*")),
    (
        "person",
        re.compile(
            r"(?:(?:담\s*당|면\s*담|상\s*담|대\s*표)\s*자?|성\s*명|연락\s*담당|Contact(?: person)?|Name)\s*[:：]\s*",
            re.IGNORECASE,
        ),
    ),
    ("position", re.compile(r"(?:직\s*책|직\s*위|직\s*급|직\s*함|Position|Title)\s*[:：]\s*", re.IGNORECASE)),
    ("address", re.compile(r"(?:주\s*소|소\s*재\s*지|위\s*치|Address)\s*[:：]\s*", re.IGNORECASE)),
    ("tel", re.compile(r"(?:Tel|Phone|Mobile|전\s*화(?:번호)?|연\s*락\s*처|휴대폰|T)\s*[.:：]+\s*", re.IGNORECASE)),
    ("email", re.compile(r"(?:E-?\s?mail|이\s*메\s*일|전자우편)\s*[.:：]+\s*", re.IGNORECASE)),
    ("web", re.compile(r"(?:Web\s?site|Homepage|Web|URL|홈\s*페이지|웹\s*사이트)\s*[.:：]+\s*", re.IGNORECASE)),
)  # fmt: skip
_LONGEST: Final = 200
"""A longer line is no field of a card."""
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB: Final = re.compile(r"(?:https?://|www\.)[^\s가-힣]+", re.IGNORECASE)
_TEL: Final = re.compile(r"(?:\+|\(?0|\(\+)[\d\s().\-/]{6,}\d")
_PERSON: Final = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau)\b\.?\s")
_ADDRESS: Final = re.compile(r"(?=.*\d)(?=.*[,A-Za-z가-힣]).{8,}")
_ROLE: Final = re.compile(rf"\b(?:{'|'.join(OFFICES)}|Sales)\b|(?:{'|'.join(KOREAN_ROLES)})$")
_NAME_LONGEST: Final = 60
_OTHER: Final = re.compile(r"[가-힣A-Za-z\s]{1,14}[:：](?!//)\s*")


def companies(place: Place, start: int, end: int) -> None:
    """Makes the contacts of text[start:end], one for each ◇, or one for all ○ where there is none."""
    text = place.collector.text
    cards: list[tuple[Block | None, list[Block]]] = []
    for block in scan(text, start, end):
        if block.mark == HEADING:
            cards.append((block, []))
        elif block.mark in (BULLET, DASH):
            if not cards:
                cards.append((None, []))
            cards[-1][1].append(block)
    for heading, lines in cards:
        if lines:
            _company(place, heading, lines)


def _company(place: Place, heading: Block | None, lines: list[Block]) -> None:
    collector = place.collector
    fields: dict[str, str] = {}
    sure = False
    values = [" ".join(collector.text[line.body : line.end].split()) for line in lines]
    for value in values:
        name, own = _field(value, bool(heading), fields)
        sure = sure or name in ("tel", "email", "web", "address", "person")
        if name != "other" and name not in fields and own:
            fields[name] = own
    if not sure:
        return
    company = _heading(collector.text, heading) or fields.pop("name", "")
    if company and fields.get("name") and fields["name"] != company and "person" not in fields:
        fields["person"] = fields.pop("name")
    fields.pop("name", None)
    person = fields.pop("person", "")
    if "position" not in fields:
        person, fields["position"] = _role_of(person) if person else _unlabelled(values)
    made = collector.new(
        Contact,
        visit=place.visit.id if place.visit else None,
        section=place.entry.id,
        kind="company",
        name=person or company,
        organisation=company,
    )
    made.fields.update(fields)
    start = heading.start if heading else lines[0].start
    collector.cut("contact", start, lines[-1].end, made)
    collector.doubt("company_card", start, lines[-1].end, made)


def _role_of(person: str) -> tuple[str, str]:
    """Name and role, where both stand in one line: 홍길동 부장, Ann Lee (CTO)."""
    people = briefers(person)
    if len(people) != 1 or not _ROLE.search(people[0].position):
        return person, ""
    one = people[0]
    return one.name, ", ".join(part for part in (one.position, one.organisation) if part)


def _unlabelled(values: list[str]) -> tuple[str, str]:
    """The person of a card without labels or titles: a name with its role, in its line or in the next."""
    for value, following in zip(values, [*values[1:], ""], strict=True):
        if len(value) > _NAME_LONGEST or _OTHER.match(value):
            continue
        name, role = _role_of(value)
        if role and is_person(name):
            return name, role
        if is_person(value) and _is_role(following):
            return value, following
    return "", ""


def _is_role(value: str) -> bool:
    return len(value) <= _NAME_LONGEST and _ROLE.search(value) is not None and not re.search(r"\d|[:：]|다\.$", value)


def _heading(text: str, heading: Block | None) -> str:
    return " ".join(text[heading.body : heading.end].split()) if heading else ""


def _field(value: str, named: bool, seen: dict[str, str]) -> tuple[str, str]:
    """The field of one ○ line: by its label, else by its look."""
    if len(value) > _LONGEST:
        return "other", value
    for name, label in _LABELS:
        found = label.match(value)
        if found is not None:
            return name, value[found.end() :].strip()
    other = _OTHER.match(value)
    if other is not None:
        return "other", value[other.end() :].strip()
    email, web, tel = _EMAIL.search(value), _WEB.search(value), _TEL.search(value)
    if email and "email" not in seen:
        return "email", email.group()
    if web and "web" not in seen:
        return "web", web.group()
    if _PERSON.match(value):
        return "person", value
    if tel and len(tel.group()) > len(value) // 2:
        return "tel", tel.group()
    if not named and not seen:
        return "name", value
    if "person" in seen and "position" not in seen and _is_role(value):
        return "position", value
    if _ADDRESS.fullmatch(value) and "," in value and "다." not in value:
        return "address", value
    return "other", value
