"""Who briefed: names, roles and organisations behind `type:` in a visit's header, on lines of their own or glued."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from exporters.importing.words import (
    FOREIGN_ORGANISATIONS,
    HAN_ROLES,
    KOREAN_ROLES,
    OFFICES,
    ORGANISATIONS,
    ROLES,
    SURNAMES,
    TITLES,
)  # fmt: skip

_TITLES: Final = "|".join(TITLES)
_TITLE: Final = re.compile(rf"(?:{_TITLES})\b\.?(?:\s*-?\s*(?:{_TITLES})\b\.?)*\s*(?=[A-ZÀ-Þ가-힣])")
_GLUED_TITLE: Final = re.compile(
    rf"(?<=[a-zß-ÿ가-힣)\]])(?=(?:{_TITLES})\.?\s+[A-ZÀ-Þ])|(?<=[A-Z0-9])(?=(?:Mr|Mrs|Ms|Dr|Prof)\.\s+[A-ZÀ-Þ])"
)
_GLUE: Final = re.compile(r"(?<=[a-zß-ÿ)])(?=[A-ZÀ-Þ][A-Za-zÀ-ÿ])|(?<=[A-Z][A-Z])(?=[A-Z][a-z]{2})")
_NAME_PREFIX: Final = re.compile(r"(?:\b|[a-z])(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O')$")
_ROLES: Final = "|".join(ROLES)
_ROLE: Final = re.compile(rf"(?:{_ROLES})\b")
_KOREAN_ROLE: Final = "|".join(KOREAN_ROLES)
_KOREAN_PERSON: Final = re.compile(rf"[가-힣·\s]{{2,20}}\s?(?:{_KOREAN_ROLE})$|[가-힣]{{2,4}}$")
_ROLE_AFTER: Final = re.compile(r"^(?P<name>[^,(]{2,40}?)\s*\((?P<role>[^()]{1,60})\)$")
_KOREAN_NAME_ROLE: Final = re.compile(
    rf"^(?P<name>[{SURNAMES}][가-힣]{{2}}(?=\s\S+\s)|[가-힣A-Za-z.\s·-]{{2,30}})\s+"
    rf"(?P<role>(?<=^...\s)\S+\s(?:{_KOREAN_ROLE})|(?:{_KOREAN_ROLE}))$"
)
_LONG_ROLES: Final = "|".join(role for role in KOREAN_ROLES if len(role) > 1)
_KOREAN_GLUED: Final = re.compile(rf"^(?P<name>[가-힣]+(?:\s[가-힣]+)*?)(?P<space>\s?)(?P<role>{_LONG_ROLES})$")
_MASK: Final = rf"(?:[{SURNAMES}]?[ㅇ○◯〇*＊]{{2,}}|[{SURNAMES}][ㅇ○◯〇*＊][가-힣])"
_MASKED: Final = re.compile(rf"^(?P<name>{_MASK})(?:\s+|(?=[,(]|$))(?P<rest>.*)$")
_GLUED_MASK: Final = re.compile(rf"(?<=[가-힣)])(?=[{SURNAMES}][ㅇ○◯〇*＊]{{2}})")
_ROLE_FIRST: Final = re.compile(
    rf"^(?P<role>(?:{'|'.join(sorted(KOREAN_ROLES, key=len, reverse=True))}))\s*(?P<rest>.+)$"
)
_ROLE_LAST: Final = re.compile(rf"^(?P<rest>.+)\s(?P<role>\S*(?:{_KOREAN_ROLE}))$")
_HAN_PERSON: Final = re.compile(
    rf"^(?P<name>[\u3400-\u9fff]{{2,4}}|[\u3400-\u9fff]{{1,3}}\s[\u3400-\u9fff]{{1,3}})\s+"
    rf"(?P<role>[\u3400-\u9fff]{{0,8}}(?:{'|'.join(HAN_ROLES)}))(?:\s*,\s*(?P<rest>.+))?$"
)
_KOREAN_ORGANISATION: Final = re.compile(rf"[가-힣]{{2}}\s?(?:{'|'.join(ORGANISATIONS)})$")
_FOREIGN_ORGANISATION: Final = re.compile(rf"\b(?:{'|'.join(FOREIGN_ORGANISATIONS)})\b")
_OFFICE: Final = re.compile(rf"\b(?:{'|'.join(OFFICES)})\b")
_LATIN_NAME: Final = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’-]*|de|der|den|del|della|di|da|van|von|zu|zur|ten|ter|la|le|el|al|bin|y)(?:\s+|$)"
)


@dataclass(frozen=True, slots=True)
class Briefer:
    """One person. unsure: the cut between name, role and organisation was guessed."""

    name: str
    position: str = ""
    organisation: str = ""
    unsure: bool = False


def briefers(text: str) -> list[Briefer]:
    """The people in text, which may have line breaks; every letter of it is in one of them, commas aside."""
    lined = "\n" in text.strip()
    people: list[Briefer] = []
    for piece in _pieces(text, lined):
        if people and not people[-1].organisation and is_organisation(piece):
            people[-1] = replace(people[-1], organisation=piece)
            continue
        person = (
            not people or is_person(piece) or (people[-1].position != "" and _is_latin(piece.split(",")[0].strip()))
        )
        if not person and not people[-1].position:
            people[-1] = _with_role(people[-1], piece)
        elif not person:
            last = people[-1]
            joined = f"{last.organisation}, {piece}" if last.organisation else piece
            people[-1] = Briefer(last.name, last.position, joined, True)
        else:
            people.append(_person(piece))
    unsure = not lined and len(people) > 1 and bool(_GLUED_TITLE.search(text) or _glues(text))
    return [Briefer(one.name, one.position, one.organisation, one.unsure or unsure) for one in people]


def _pieces(text: str, lined: bool) -> list[str]:
    """Names and roles one after another."""
    pieces: list[str] = []
    for line in text.split("\n"):
        line = line.strip().strip(",;/").strip()
        if not line:
            continue
        for part in _listed(line):
            pieces.extend(_unglued(part, lined))
    return pieces


def _listed(line: str) -> list[str]:
    """`A(role), B(role)` and `A 국장, B 과장` are several people; `A, role, organisation` is one."""
    parts = [part.strip() for part in re.split(r"[,;/·](?![^(]*\))|\s및\s", line)]
    parts = [part for part in parts if part]
    if len(parts) > 1 and all(
        _ROLE_AFTER.match(part) or _KOREAN_NAME_ROLE.match(part) or _TITLE.match(part) or _MASKED.match(part)
        for part in parts
    ):
        return parts
    return [line]


def _unglued(part: str, lined: bool) -> list[str]:
    cuts = {match.start() for match in _GLUED_TITLE.finditer(part)}
    cuts |= {
        match.start() for match in re.finditer(rf"(?<=[\s,])(?=(?:{_TITLES})\.\s*[A-ZÀ-Þ])", part) if match.start() > 4
    }
    cuts |= {match.start() for match in _GLUED_MASK.finditer(part)}
    if not lined:
        cuts |= set(_glues(part))
    pieces: list[str] = []
    low = 0
    for at in sorted(cuts) + [len(part)]:
        piece = part[low:at].strip().strip(",").strip()
        if piece and _is_bare_title(pieces[-1] if pieces else ""):
            pieces[-1] = f"{pieces[-1]} {piece}"
        elif piece:
            pieces.append(piece)
        low = at
    return pieces


def _is_bare_title(piece: str) -> bool:
    return bool(piece) and re.fullmatch(rf"(?:(?:{_TITLES})\.?\s*)+", piece) is not None


def _glues(part: str) -> list[int]:
    """Where a capital inside a word begins a role behind a name, or the next name; not in names such as OpenLab."""
    found = [match.start() for match in _GLUE.finditer(part) if not _NAME_PREFIX.search(part[: match.start()])]
    cuts: list[int] = []
    low = 0
    for number, at in enumerate(found):
        stop = found[number + 1] if number + 1 < len(found) else len(part)
        left, right = part[low:at], part[at:stop].split(",")[0]
        if _ROLE.match(part, at) or is_person(left.strip()) or (len(right.split()) > 1 and is_person(right.strip())):
            cuts.append(at)
            low = at
    return cuts


def is_organisation(piece: str) -> bool:
    """Whether piece reads as the name of an organisation: by its last Korean noun or by a foreign word."""
    if "," in piece or _TITLE.match(piece) or _MASKED.match(piece):
        return False
    if _KOREAN_ORGANISATION.search(piece):
        return _ROLE_LAST.match(piece) is None
    return _FOREIGN_ORGANISATION.search(piece) is not None and _OFFICE.search(piece) is None


def is_person(piece: str) -> bool:
    """Whether piece begins with a title, a mask or a name."""
    if _TITLE.match(piece) or _MASKED.match(piece) or _HAN_PERSON.match(piece):
        return True
    if _ROLE_AFTER.match(piece) and _ROLE.match(piece) is None:
        return True
    head = piece.split(",")[0].strip()
    if _ROLE.match(head) or _ROLE.search(head):
        return False
    if _KOREAN_PERSON.search(head) and not re.search(r"[A-Za-z]", head):
        return True
    return "," not in piece and _is_latin(head)


def _is_latin(head: str) -> bool:
    """Two to five words that look like a name and hold no role."""
    if _ROLE.search(head) or not 2 <= len(head.split()) <= 5:
        return False
    return "".join(_LATIN_NAME.findall(head)).strip() == head


def _person(piece: str) -> Briefer:
    masked = _MASKED.match(piece)
    if masked is not None:
        return _masked(masked["name"], masked["rest"].strip())
    han = _HAN_PERSON.match(piece)
    if han is not None:
        return Briefer(han["name"], han["role"], (han["rest"] or "").strip())
    after = _ROLE_AFTER.match(piece)
    if after is not None:
        return Briefer(after["name"].strip(), after["role"].strip())
    korean = _KOREAN_NAME_ROLE.match(piece)
    if korean is not None and not _TITLE.match(piece):
        return Briefer(korean["name"].strip(), korean["role"].strip())
    name, rest = ([*re.split(r"\s*,\s*|\s+/\s+", piece, maxsplit=1), ""])[:2]
    glued = _KOREAN_GLUED.match(name.strip())
    if glued is not None:
        return Briefer(glued["name"].strip(), glued["role"], rest.strip(), not glued["space"])
    if rest.strip():
        return _with_role(Briefer(name.strip(), unsure=not is_person(name.strip())), rest)
    return Briefer(piece, unsure=not is_person(piece))


def _masked(name: str, rest: str) -> Briefer:
    """Behind a mask stands the role, and perhaps the organisation: behind a comma, glued, or before the role."""
    bracketed = re.fullmatch(r"\(([^()]+)\)", rest)
    role, organisation = ([*re.split(r"\s*,\s*", bracketed[1] if bracketed else rest.lstrip(", "), maxsplit=1), ""])[:2]
    first, last = _ROLE_FIRST.match(role), _ROLE_LAST.match(role)
    if not organisation and first is not None and is_organisation(first["rest"]):
        return Briefer(name, first["role"], first["rest"])
    if not organisation and last is not None and is_organisation(last["rest"]):
        return Briefer(name, last["role"], last["rest"])
    return Briefer(name, role, organisation, bool(role) and re.search(rf"(?:{_KOREAN_ROLE})$", role) is None)


def _with_role(person: Briefer, text: str) -> Briefer:
    role, organisation = ([*re.split(r"\s*,\s*|\s+/\s+", text.strip().strip(","), maxsplit=1), ""])[:2]
    return Briefer(person.name, role.strip(), organisation.strip(), person.unsure)
