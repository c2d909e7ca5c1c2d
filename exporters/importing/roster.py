"""A pasted roster to people and teams: who is new, who is known, and what is doubtful about each row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from db.edits import Edit, change, create
from db.order import key_between
from db.records import Person, Team
from exporters.importing.alike import odd_names
from exporters.importing.cells import EMAIL, NO_NAMES, PHONE, POSITIONS, is_korean_name, name_and_rest, phone_of
from exporters.importing.columns import LEFT_OUT, Columns, columns_of, told_by
from exporters.importing.grid import Grid, key_of
from exporters.importing.listed import CHANGED, NEW, OUT, SAME, WHOLE_ROW, Line, words_to_meanings
from exporters.importing.reshaped import by_column, joined, one_each, stacked

FIELDS: Final = ("name", "affiliation", "position", "team", "role", "tel", "email")
_WORDS: Final = words_to_meanings(
    {
        "name": "firstname givenname forename "
        "성명 이름 참가자 참가자명 name fullname 성함 명단 "
        "참석자 단원명 연수생명 조원 팀원 구성원",
        "affiliation": "소속 소속기관 소속명 근무처 기관 기관명 부서 부서명 소속부서 회사 "
        "affiliation organisation organization department company agency institution employer",
        "position": "직위 직급 직책 직함 직위직급 직급직위 position title rank",
        "team": "팀 조 팀명 조명 조편성 분과 team group",
        "role": "역할 임무 담당 role",
        "tel": "연락처 전화 전화번호 휴대전화 휴대폰 핸드폰 휴대폰번호 phone tel telephone mobile cell",
        "email": "이메일 전자우편 메일 이메일주소 email mail e-mail",
        LEFT_OUT: "비고 순번 번호 연번 no 구분 remark remarks note notes "
        "성별 생년월일 여권번호 영문명 영문성명 gender passport",
    }
)
_ROLES: Final = MappingProxyType(
    {
        key_of(word): role
        for role, words in {
            "coordinator": "총괄 총괄자 담당 담당자 인솔 인솔자 간사 coordinator organiser organizer",
            "reviewer": "검토 검토자 감수 감수자 reviewer",
            "participant": "참가 참가자 참여자 단원 조원 팀원 연수생 participant member",
        }.items()
        for word in words.split()
    }
)
_TEAM: Final = re.compile(
    r"제?\s*\d{1,2}\s*(?:조|팀|분과|모둠)|[A-Za-z가-힣]{1,12}\s?(?:조|팀|분과)|(?:team|group)\s*\w+", re.IGNORECASE
)
_TEAM_LINE: Final = re.compile(
    rf"\s*[<\[(【]?\s*(?P<team>{_TEAM.pattern})\s*[>\])】]?\s*(?:[:：]\s*(?P<names>.*))?", re.IGNORECASE
)
_TOTAL: Final = re.compile(r"(?:합|총|소)?\s*계\s*:?\s*\d*\s*명?|total.*|총\s*\d+\s*명", re.IGNORECASE)
_PARTS: Final = re.compile(r"[,，;、·ㆍ/\n]\s*|\s+및\s+")
_JOINED: Final = tuple(
    (frozenset(map(key_of, first.split())), frozenset(map(key_of, second.split())))
    for first, second in (
        ("firstname givenname forename", "lastname familyname surname"),
        ("기관 기관명 소속기관 소속기관명 회사 회사명 소속 organisation organization company agency",
         "부서 부서명 소속부서 담당부서 과 실과 department division unit"),
    )
)  # fmt: skip
"""Heads of two columns that together say one thing."""
_TWO_WORDS: Final = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,2}")
"""A name in Latin letters."""
_MOBILE: Final = re.compile(r"(?:\+?82[- ]?|0)1[016789]")

_LOOKS: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("email", lambda cell: EMAIL.search(cell) is not None),
    ("tel", lambda cell: PHONE.fullmatch(cell) is not None),
    ("team", lambda cell: _TEAM.fullmatch(cell) is not None),
    (LEFT_OUT, lambda cell: cell.isdecimal()),
    ("role", lambda cell: key_of(cell) in _ROLES),
    ("position", lambda cell: POSITIONS.fullmatch(cell) is not None),
    ("name", lambda cell: _is_person(cell) and len(_first_word(cell)) < 4),
    ("name", lambda cell: len(cell) < 30 and not re.search(r"\d", cell) and len(cell.split()) in (2, 3)),
)


class Roster:
    """tour: its id. people, teams: those that are there."""

    name = "roster"
    meanings = FIELDS

    def __init__(self, tour: str | None, people: Sequence[Person], teams: Sequence[Team]) -> None:
        self._tour, self._people, self._teams = tour, tuple(people), tuple(teams)
        self._odd_teams: frozenset[str] = frozenset()
        self._cut: tuple[Grid, tuple[str, ...]] = (), ()  # what loose lines became, and what its columns are
        self._teams_by_key = {key_of(team.name): team for team in reversed(self._teams)}
        self._by_id = {person.id: person for person in self._people}
        self._by_name: dict[str, list[Person]] = {}
        for person in self._people:
            self._by_name.setdefault(key_of(person.name), []).append(person)

    def columns(self, grid: Grid) -> Columns:
        """See Listing. Of loose lines the program knows what it cut them into."""
        if grid and grid == self._cut[0]:
            return Columns(self._cut[1], frozenset(range(len(grid[0]))))
        return columns_of(grid, _WORDS, _LOOKS, ("name", "affiliation", "position", "team"))

    def likeness(self, grid: Grid) -> int:
        """See Listing."""
        sure = _LOOKS[:-1]  # two words may be anything
        return told_by(self.prepared(grid), _WORDS, sure, ("name", "position", "team", "role", "email"))

    def prepared(self, grid: Grid) -> Grid:
        """See Listing. `1조: 가나다, 라마바` becomes a row each; a line is cut by how its parts look."""
        if not grid or len(grid[0]) > 1:
            return self._a_row_each(grid)
        rows: list[tuple[str, str, str, str, str, str]] = []
        team = ""
        for (cell,) in grid:
            for text in cell.split("\n"):
                found = _TEAM_LINE.fullmatch(text)
                if found is not None:
                    team = " ".join(found["team"].split())
                    text = found["names"] or ""
                named = _parts(text)
                listed = found is not None and all(_TWO_WORDS.fullmatch(part) for part in named)
                many = len(named) > 1 and (all(map(_is_person, named)) or listed)
                if not many and ";" in text:
                    named, many = [part.strip() for part in text.split(";") if part.strip()], True
                found_here = named if many else [text]
                rows += [_loose(part, team) for part in found_here if not _is_head(part)]
        kept = [column for column in range(6) if any(row[column] for row in rows)]
        cut = tuple(tuple(row[column] for column in kept) for row in rows)
        self._cut = cut, tuple(_LOOSE[column] for column in kept)
        return cut

    def _a_row_each(self, grid: Grid) -> Grid:
        """grid with one row a person, and what two columns say together in one."""
        grid = by_column(grid, _is_team, lambda cell: all(map(_is_person, _parts(cell))))
        grid = stacked(grid, _WORDS, "name")
        for first, second in _JOINED:
            grid = joined(grid, _WORDS, first, second)
        columns = self.columns(grid)
        return one_each(grid, columns.heads, columns.place("name"), _people_in)

    def read(self, grid: Grid, columns: Columns, apart: frozenset[int] = frozenset()) -> tuple[Line, ...]:
        """See Listing."""
        rows = list(enumerate(grid))[columns.heads :]
        names = Counter(key_of(name_and_rest(self._cell(row, columns, "name"))[0]) for _, row in rows)
        teams = [self._team(self._cell(row, columns, "team")) for _, row in rows]
        self._odd_teams = odd_names(teams, (team.name for team in self._teams))
        lines: list[Line] = []
        above = dict.fromkeys(("team", "affiliation"), "")
        seen: set[tuple[str, ...]] = set()
        numbers: dict[str, str] = {}
        for number, row in rows:
            line = _told_twice(self._line(number, row, columns, above, names, apart), columns, numbers)
            whole = tuple(line.values.values())
            if line.outcome != OUT and whole in seen:
                line = Line(number, OUT, line.values, line.doubts, "same_row")
            seen.add(whole)
            lines.append(line)
        return tuple(lines)

    def edits(self, lines: Iterable[Line]) -> list[Edit]:
        """See Listing. Teams that are not there yet are made, in the order in which they come."""
        made: dict[str, str] = {key: team.id for key, team in self._teams_by_key.items()}
        edits: list[Edit] = []
        last_team = max((team.order for team in self._teams if team.order), default=None)
        last = max((person.order for person in self._people if person.order), default=None)
        for line in lines:
            fields: dict[str, str | None] = dict(line.values)
            team = fields.pop("team", "") or ""
            if team and key_of(team) not in made and (line.object is None or "team" in line.changed):
                last_team = key_between(last_team, None)
                edits.append(create(Team, tour=self._tour, name=team, order=last_team))
                made[key_of(team)] = edits[-1].object
            fields["team"] = made.get(key_of(team)) if team else None
            person = self._by_id.get(line.object or "")
            if person is not None:
                wanted = {name: fields[name] for name in line.changed}
                edits += [change(person, **wanted)] if wanted else []
                continue
            last = key_between(last, None)
            given = {name: value for name, value in fields.items() if value}
            edits.append(create(Person, tour=self._tour, order=last, **given))
        return edits

    def _cell(self, row: Sequence[str], columns: Columns, meaning: str) -> str:
        place = columns.place(meaning)
        return " ".join(row[place].split()) if place is not None else ""

    def _line(
        self, number: int, row: Sequence[str], columns: Columns, above: dict[str, str], names: Mapping[str, int],
        apart: frozenset[int],
    ) -> Line:  # fmt: skip
        values = {meaning: self._cell(row, columns, meaning) for meaning in FIELDS}
        doubts: dict[int, str] = {}

        def doubt(meaning: str, code: str) -> None:
            place = columns.place(meaning)
            if code:
                doubts.setdefault(WHOLE_ROW if place is None else place, code)

        values["name"], position, inner = name_and_rest(values["name"])
        values["position"] = values["position"] or position
        if re.search("[가-힣]", inner) or inner.isdecimal():
            values["affiliation"] = values["affiliation"] or inner
            doubt("name", "brackets")
        if team := _team_alone(row):
            above["team"] = team
            return Line(number, OUT, values, reason="team_row")
        values["team"] = self._team(values["team"])
        if not values["name"]:
            return Line(number, OUT, values, doubts if not any(row) else {WHOLE_ROW: "no_name"}, "no_name")
        if _TOTAL.fullmatch(values["name"]):
            return Line(number, OUT, values, reason="total")
        doubt("team", "team_alike" if values["team"] in self._odd_teams else "")
        for meaning in ("team", "affiliation"):
            if values[meaning]:
                above[meaning] = values[meaning]
            elif above[meaning] and (meaning == "team" or columns.place(meaning) is not None):
                values[meaning] = above[meaning]
                doubt(meaning, "" if meaning == "team" else "from_above")
        if re.search(r"[\d@,;/]", values["name"]) or len(values["name"]) > 60:
            doubt("name", "not_a_name")
        if (beside := EMAIL.search(values["tel"])) is not None:  # one column for both
            values["email"] = values["email"] or beside[0]
            values["tel"] = re.sub(r"[(（\[]\s*[)）\]]", "", values["tel"].replace(beside[0], "")).strip(" ,;/")
        values["tel"], code = phone_of(values["tel"])
        doubt("tel", code)
        if values["email"] and EMAIL.fullmatch(values["email"]) is None:
            doubt("email", "email")
        said = values["role"]
        values["role"] = _ROLES.get(key_of(said), "participant" if said else "")
        doubt("role", "role" if said and key_of(said) not in _ROLES else "")
        known, code = (None, "") if number in apart else self._known(values)
        doubt("name", code)
        if names[key_of(values["name"])] > 1:
            doubt("name", "name_twice")
        if known is None:
            return Line(number, NEW, values, doubts)
        changed = self._changed(known, values)
        return Line(number, CHANGED if changed else SAME, values, doubts, "", known.id, changed)

    def _team(self, text: str) -> str:
        name = re.sub(r"(?<=\d) (?=(?:조|팀|분과|모둠)$)", "", " ".join(text.split()))
        if name.isdecimal():
            name = next(
                (team.name for team in self._teams if re.fullmatch(rf"제?\s*{name}\s*\D+", team.name)), f"{name}조"
            )
        found = self._teams_by_key.get(key_of(name))
        return found.name if found is not None else name

    def _known(self, values: Mapping[str, str]) -> tuple[Person | None, str]:
        """The person of that name who is there, and a doubt."""
        found = self._by_name.get(key_of(values["name"]), [])
        alike = [person for person in found if key_of(person.affiliation) == key_of(values["affiliation"])]
        if len(found) > 1:
            return (alike[0], "") if len(alike) == 1 else (None, "several_known")
        if not found:
            return None, ""
        said = values["affiliation"] and found[0].affiliation
        return found[0], "other_affiliation" if said and not alike else ""

    def _changed(self, person: Person, values: Mapping[str, str]) -> tuple[str, ...]:
        team = self._teams_by_key.get(key_of(values["team"]))
        differ = [name for name in FIELDS if name != "team" and values[name] and values[name] != getattr(person, name)]
        if values["team"] and (team is None or team.id != person.team):
            differ.append("team")
        return tuple(differ)


def _first_word(text: str) -> str:
    return re.split(r"[\s(（]", text.strip(), maxsplit=1)[0]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(text) if part.strip()]


def _team_alone(row: Sequence[str]) -> str:
    """The team that a row names which says nothing else, with what stands in brackets behind it."""
    said = [" ".join(cell.split()) for cell in row if cell]
    found = _TEAM_LINE.fullmatch(re.sub(r"(?<=\S)\s*[(（][^()（）]*[)）]$", "", said[0])) if len(said) == 1 else None
    if found is None or found["names"]:
        return ""
    return said[0] if said[0].endswith((")", "）")) else found["team"]


def _people_in(cell: str) -> list[str]:
    """The people whom a cell lists; the cell alone where it is one."""
    found = _parts(cell)
    return found if len(found) > 1 and all(map(_is_person, found)) else [cell]


def _is_person(text: str) -> bool:
    """Whether text begins with a name, and not with an office or a position that looks like one."""
    word = _first_word(text)
    return is_korean_name(word) and not word.endswith(NO_NAMES) and POSITIONS.fullmatch(word) is None


def _is_head(text: str) -> bool:
    """Whether a line says what stands below it, or nothing: `참가자 명단`."""
    return all(key_of(word) in _WORDS for word in text.split())


def _is_team(cell: str) -> bool:
    return _TEAM.fullmatch(cell) is not None


def _told_twice(line: Line, columns: Columns, numbers: dict[str, str]) -> Line:
    """line, in doubt where somebody of another name above has the same mobile number or e-mail address."""
    for field, said in (("email", line.values["email"].casefold()), ("tel", line.values["tel"])):
        key = re.sub(r"\D", "", said)[-10:] if field == "tel" else said
        place = columns.place(field)
        if line.outcome == OUT or place is None or not key or (field == "tel" and _MOBILE.match(said) is None):
            continue
        if numbers.setdefault(key, line.values["name"]) != line.values["name"] and place not in line.doubts:
            line = replace(line, doubts={**line.doubts, place: "number_twice"})
    return line


_LOOSE: Final = ("team", "name", "affiliation", "position", "tel", "email")


def _loose(text: str, team: str) -> tuple[str, str, str, str, str, str]:
    """Team, name, affiliation, position, telephone and e-mail of a line: `강도윤(항만공사 과장) 010-1234-5678`."""
    rest = re.sub(r"^\s*(?:\d{1,3}\s*[.)]|[-·○□*•])\s*", "", text)
    email, phone = EMAIL.search(rest), None
    if email is not None:
        rest = rest.replace(email[0], " ")
    phone = PHONE.search(rest)
    if phone is not None:
        rest = rest.replace(phone[0], " ")
    words = re.sub(r"[()（）,，;/|:：]|(?<=\s)[-–—](?=\s)", " ", rest).split()
    name = next(filter(_is_person, words), "")
    if not name and (parts := [part.strip() for part in rest.split(",") if part.strip()]):  # Jane Doe, Analyst, City
        name, *words = parts
    elif not name:
        name, words = " ".join(words), []
    else:
        words.remove(name)
    position = next((word for word in reversed(words) if POSITIONS.fullmatch(word)), "")
    if position:
        words.remove(position)
    return team, name, " ".join(words), position, phone[0] if phone else "", email[0] if email else ""
