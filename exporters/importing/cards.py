"""Business cards, signatures and whole header blocks, pasted as text: what each piece of them is.

Nothing is thrown away: a piece that fits no field is handed back without one, for a person to place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from exporters.importing.briefers import briefers, is_organisation, is_person
from exporters.importing.contact_data import CONTACTS, DOMAIN, LABELS
from exporters.importing.header import Header, parse_header
from exporters.importing.institution import TYPE
from exporters.importing.words import FOREIGN_ORGANISATIONS, KOREAN_ROLES, OFFICES, ORGANISATIONS, ROLES

VISIT, CONTACT = "visit", "contact"
CONTACT_FIELDS: Final = ("name", "position", "organisation", "address", "tel", "email", "web")
VISIT_FIELDS: Final = (
    "institution", "original_name", "address", "tel", "fax", "web", "email", "visit_type", "country", "city",
)  # fmt: skip
LONGEST: Final = 20_000
"""Letters of a pasted text that are looked at: no card is longer."""

_NUMBER: Final = r"(?:\+|\(?\+?\d)[\d \t().\-–/]{5,}\d"
_PHONES: Final = (
    ("fax", re.compile(rf"(?:\b(?:Tele)?fax|팩\s*스|\bF)\s*[.:)]*\s*(?P<value>{_NUMBER})", re.IGNORECASE)),
    (
        "tel",
        re.compile(
            r"(?:\b(?:Telephone|Telefon|Phone|Tel|Mobile|Mobil|Cell|Direct|Office|H\.?\s?P|[TMPDOH])|전\s*화|휴\s*대\s*(?:폰|전화)|핸드폰"
            rf"|직\s*통|연\s*락\s*처|대표\s*전화)(?:번호)?\s*[.:)]*\s*(?P<value>{_NUMBER})",
            re.IGNORECASE,
        ),
    ),
    ("tel", re.compile(r"(?:^|(?<=[\s|/,]))(?P<value>(?:\+|\(?0)[\d \t().\-–/]{6,}\d)")),
)  # fmt: skip
_FACTS: Final = tuple(pair for pair in CONTACTS if pair[0] in ("email", "web"))
_EDGES: Final = " \t,;:|/·•-–—"
_LABELLED: Final = (
    ("name", re.compile(r"(?:성\s*명|이\s*름|Name)\s*[:：]\s*", re.IGNORECASE)),
    ("position", re.compile(r"(?:직\s*[책위급함]|Position|Title)\s*[:：]\s*", re.IGNORECASE)),
    (
        "organisation",
        re.compile(r"(?:소\s*속|회\s*사|기\s*관|부\s*서|Company|Organi[sz]ation)\s*[:：]\s*", re.IGNORECASE),
    ),
    ("address", re.compile(r"(?:주\s*소|소\s*재\s*지|Address)\s*[:：]\s*", re.IGNORECASE)),
)  # fmt: skip
_OFFICE: Final = re.compile(rf"\b(?:{'|'.join(OFFICES)})\b|^(?:{'|'.join(ROLES)})\b", re.IGNORECASE)
_KOREAN_ROLE: Final = re.compile(
    rf"^(?:\S+\s)*?\S*(?:{'|'.join(each for each in KOREAN_ROLES if len(each) > 1)})(?:\s?\(\S+\))?$"
)
_ORGANISATION: Final = re.compile(
    rf"\b(?:{'|'.join(FOREIGN_ORGANISATIONS)})\b|(?:^|\s)[가-힣]+(?:{'|'.join(ORGANISATIONS)})(?:\s|$)|\(주\)|㈜|주식회사|"
    r"\b(?:B\.?V\.?|A/S|AG|S\.?A\.?|Inc\.?|Co\.|plc|Oy|AB)$|(?:^|\s)[가-힣]{2,}(?:부|처|청|원|실|과|팀|국|사)$"
)
_ADDRESS: Final = re.compile(
    r"(?=.*\d).*[가-힣](?:로|길|동|구|시|군|읍|면|층)(?:\s|\d|,|$)|(?=.*\d)(?=.*[,A-Za-zÀ-ÿ]).{6,}|\b[1-9]\d{3,4}\s?[A-Z]{0,2}\b"
)
_SPACED: Final = re.compile(r"[가-힣](?:\s[가-힣]){1,3}")
_BOTH: Final = re.compile(r"[가-힣]{2,4}\s+\(?[A-Z][A-Za-z.’'-]*(?:\s+[A-Z][A-Za-z.’'-]*){1,3}\)?")
_LABEL_LEFT: Final = re.compile(
    r"(?:E-?mail|Mail|이메일|전자우편|메일|Web|Homepage|홈페이지|누리집|[TMFEWPH])", re.IGNORECASE
)
_NAME_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """One value. target: VISIT or CONTACT. number: of the contact, from 0. field: as in records.py; empty: unknown."""

    target: str
    number: int
    field: str
    value: str


def sorted_out(text: str) -> tuple[Piece, ...]:
    """What a pasted text holds: the header of a visit with its contacts, else one contact or several.

    text: of any sort, the first LONGEST letters count. Never raises; no text gives no pieces.
    """
    text = "\n".join(
        line.strip() for line in text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ).strip()
    if not text:
        return ()
    header = parse_header(text, 0, len(text))
    if _is_header(text, header):
        return tuple(_of_header(text, header))
    return tuple(piece for number, card in enumerate(_cards(text)) for piece in _of_card(number, card))


def is_card(text: str) -> bool:
    """Whether a text of a few lines holds a way to reach somebody, or a visit's header."""
    few = 1 < len(text.strip().splitlines()) <= 60
    return few and any(piece.target == VISIT or piece.field in ("email", "tel") for piece in sorted_out(text))


def _is_header(text: str, header: Header) -> bool:
    """A visit's header names its type, or has labels of its own, or an original name in brackets under evidence."""
    kind = header.fields.get("visit_type", "")
    named = TYPE.match(kind) is not None
    labelled = sum(re.sub(r"\s", "", found["label"]) not in ("주소", "Address") for found in LABELS.finditer(text)) > 1
    placed = {"country", "original_name"} <= header.fields.keys() and not any(map(_names, text.split("\n")[:3]))
    return labelled or (header.evidence >= 2 and (named or placed) and "institution" in header.fields)


def _of_header(text: str, header: Header) -> Iterator[Piece]:
    for name in VISIT_FIELDS:
        if header.fields.get(name):
            yield Piece(VISIT, 0, name, header.fields[name])
    for number, one in enumerate(header.briefers):
        for name, value in (("name", one.name), ("position", one.position), ("organisation", one.organisation)):
            if value:
                yield Piece(CONTACT, number, name, value)
    for low, high in header.rest:
        if rest := text[low:high].strip(_EDGES + "\n"):
            yield Piece(VISIT, 0, "", rest)


def _cards(text: str) -> list[str]:
    """Blank lines part several cards where each part has a way to reach somebody and a name."""
    parts = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    if len(parts) > 1 and all(_reaches(part) and any(_names(line) for line in part.split("\n")) for part in parts):
        return parts
    return [text]


def _reaches(part: str) -> bool:
    return any(pattern.search(part) for _, pattern in (*_FACTS, *_PHONES))


def _names(line: str) -> bool:
    return bool(_SPACED.fullmatch(line)) or (len(line) <= _NAME_LONGEST and is_person(line))


def _of_card(number: int, card: str) -> Iterator[Piece]:
    found: dict[str, list[str]] = {}
    loose: list[str] = []
    for line in card.split("\n"):
        for part in re.split(r"\s*[|\t•]\s*|\s{3,}", line):
            rest = _facts(part, found)
            if not _labelled(rest, found) and rest:
                loose.append(rest)
    unknown = _words(loose, found)
    if set(found) == {"name"}:  # a lone word is no card
        found, unknown = {}, [*loose]
    for name in CONTACT_FIELDS:
        if values := found.get(name):
            yield Piece(
                CONTACT, number, name, (", " if name in ("tel", "organisation", "position") else " ").join(values)
            )
    for value in (*found.get("fax", ()), *unknown):
        yield Piece(CONTACT, number, "", value)


def _facts(part: str, found: dict[str, list[str]]) -> str:
    """Takes telephone, fax, e-mail and web address out of part, with their labels; answers the rest."""
    for name, pattern in (*_FACTS, *_PHONES, ("web", DOMAIN)):
        while match := pattern.search(part):
            value = match["value"].strip(" .,;")
            if not value:
                break
            if value not in found.setdefault(name, []):
                found[name].append(value)
            part = f"{part[: match.start()]} {part[match.end() :]}"
    rest = part.strip(_EDGES).strip()
    return "" if _LABEL_LEFT.fullmatch(rest) else rest


def _labelled(rest: str, found: dict[str, list[str]]) -> bool:
    for name, label in _LABELLED:
        if match := label.match(rest):
            found.setdefault(name, []).append(rest[match.end() :].strip())
            return True
    return False


def _words(lines: list[str], found: dict[str, list[str]]) -> list[str]:
    """Sorts what has no form of its own: by its words, and by the order in which cards say it."""
    unknown: list[str] = []
    known = found.get
    for place, line in enumerate(lines):
        name, role, organisation = _person(line) if not known("name") else ("", "", "")
        if name:
            found["name"] = [name]
            _put(found, "position", role)
            _put(found, "organisation", organisation)
        elif _is_role(line):
            _put(found, "position", line)
        elif _is_organisation(line):
            _put(found, "organisation", line)
        elif _ADDRESS.search(line):
            _put(found, "address", line)
        elif known("address") and len(line.split()) <= 3 and re.fullmatch(r"[A-Za-zÀ-ÿ .,'-]+|[가-힣 ]{2,10}", line):
            _put(found, "address", line)  # a town or country under its street
        elif known("name") and not known("position") and any(map(_is_organisation, lines[place + 1 :])):
            _put(found, "position", line)  # between name and organisation
        elif known("name") and not known("organisation") and len(line) <= 60:
            _put(found, "organisation", line)
        else:
            unknown.append(line)
    return unknown


def _put(found: dict[str, list[str]], name: str, value: str) -> None:
    if value:
        found.setdefault(name, []).append(value)


def _person(line: str) -> tuple[str, str, str]:
    """Name, role and organisation of a line that begins with (or, in Korean, ends in) a name; else nothing."""
    if _SPACED.fullmatch(line):
        return line.replace(" ", ""), "", ""
    if _BOTH.fullmatch(line):
        return line, "", ""
    if len(line) > 2 * _NAME_LONGEST or _is_role(line) or (_is_organisation(line) and "," not in line):
        return "", "", ""
    turned = re.fullmatch(
        rf"(?P<role>\S*(?:{'|'.join(each for each in KOREAN_ROLES if len(each) > 1)}))\s+(?P<name>[가-힣]{{2,4}})", line
    )
    if turned:
        return turned["name"], turned["role"], ""
    head = re.split(r"\s*[,(/]\s*", line)[0]
    if not is_person(head) and not is_person(line):
        return "", "", ""
    people = briefers(line)
    one = people[0]
    return (
        (one.name, one.position, one.organisation)
        if len(people) == 1 and len(one.name) <= _NAME_LONGEST
        else ("", "", "")
    )


def _is_role(line: str) -> bool:
    if len(line) > 80 or re.search(r"\d{3}", line):
        return False
    return (
        bool(_OFFICE.search(line))
        and not is_person(line.split(",")[0])
        or bool(_KOREAN_ROLE.match(line) and not re.fullmatch(r"[가-힣]{2,4}\s\S+", line))
    )


def _is_organisation(line: str) -> bool:
    return not re.search(r"\d{2}", line) and (is_organisation(line) or bool(_ORGANISATION.search(line)))
