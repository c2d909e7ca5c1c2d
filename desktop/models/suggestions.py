"""What a few typed letters may mean: syllables, a syllable still being composed, initials (ㅁㅈㅇ), Latin letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from db.frozen import dataclass
from db.records import Contact, Person, Question, Team, Visit

if TYPE_CHECKING:
    from db.queries import Reader

LIMIT: Final = 6
"""Suggestions that a list shows."""
_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS: Final = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_FIRST: Final = 0xAC00
_PAIRED: Final = "ㄲㄸㅃㅆㅉㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄㅘㅙㅚㅝㅞㅟㅢ"
_TYPED: Final = "ㄱㄱㄷㄷㅂㅂㅅㅅㅈㅈㄱㅅㄴㅈㄴㅎㄹㄱㄹㅁㄹㅂㄹㅅㄹㅌㄹㅍㄹㅎㅂㅅㅗㅏㅗㅐㅗㅣㅜㅓㅜㅔㅜㅣㅡㅣ"
_KEYS: Final = MappingProxyType({letter: _TYPED[2 * at : 2 * at + 2] for at, letter in enumerate(_PAIRED)})
"""Letters that are typed, or may be read, as two."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """value: what is written when it is chosen. detail: said beside it. object_id: of whom it names, if somebody."""

    value: str
    detail: str = ""
    object_id: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """start, length: the letters of the suggestion's value that were meant."""

    suggestion: Suggestion
    start: int
    length: int


def matches(typed: str, suggestions: Iterable[Suggestion], limit: int = LIMIT) -> list[Match]:
    """The suggestions that typed may mean: those that begin with it first, then those with a word that does.

    What is already written in full is not suggested; nothing typed means nothing.
    """
    wanted = typed.strip().casefold()
    if not wanted:
        return []
    found: list[tuple[int, int, Match]] = []
    for number, suggestion in enumerate(suggestions):
        at = _place(wanted, suggestion.value.casefold())
        if at >= 0 and suggestion.value.casefold() != wanted:
            word = at > 0 and not suggestion.value[at - 1].isalnum()
            found.append((0 if at == 0 else 1 if word else 2, number, Match(suggestion, at, len(wanted))))
    found.sort(key=lambda each: each[:2])
    return [match for _, _, match in found[:limit]]


def _place(wanted: str, value: str) -> int:
    """Where wanted stands in value, else -1; at the beginning of a word if it does."""
    places = [at for at in range(len(value) - len(wanted) + 1) if _fits(wanted, value[at:])]
    return min(places, key=lambda at: (at > 0 and value[at - 1].isalnum(), at), default=-1)


def _fits(wanted: str, value: str) -> bool:
    """Letter by letter; a consonant stands for its syllables, and the last syllable may be unfinished."""
    last = len(wanted) - 1
    for number, letter in enumerate(wanted):
        if letter == value[number]:
            continue
        if letter in _INITIALS:
            if initial(value[number]) != letter:
                return False
        elif number < last or not _strokes(value[number : number + 2]).startswith(_strokes(letter)):
            return False
    return True


def initial(sign: str) -> str:
    """The consonant that a Hangul syllable begins with; nothing for any other sign."""
    place = ord(sign) - _FIRST
    return _INITIALS[place // 588] if 0 <= place < 11172 else ""


def _strokes(text: str) -> str:
    """Hangul as the keys of a two-set keyboard give it: a final consonant may begin the next syllable."""
    strokes = ""
    for sign in text:
        place = ord(sign) - _FIRST
        if not 0 <= place < 11172:
            strokes += sign
            continue
        for part in (_INITIALS[place // 588], _VOWELS[place % 588 // 28], _FINALS[place % 28]):
            strokes += _KEYS.get(part, part)
    return strokes


def people(reader: Reader) -> list[Suggestion]:
    """The delegation, as it may have asked: with team and affiliation."""
    teams = {team.id: team.name for team in reader.all(Team)}
    return [
        Suggestion(each.name, " · ".join(filter(None, (teams.get(each.team or "", ""), each.affiliation))), each.id)
        for each in reader.all(Person)
        if each.name
    ]


def contacts(reader: Reader, visit_id: str) -> list[Suggestion]:
    """Who was met at a visit, as they may have answered; then who else answered there."""
    met = [
        Suggestion(each.name, each.position or each.organisation, each.id)
        for each in reader.all(Contact, visit=visit_id)
        if each.name
    ]
    known = {each.value for each in met}
    others = dict.fromkeys(each.answerer_name for each in reader.all(Question, visit=visit_id) if each.answerer_name)
    return met + [Suggestion(name) for name in others if name not in known]


def earlier(reader: Reader, field: str, but: str = "") -> list[Suggestion]:
    """What other visits have in a field of their header, the most usual first; with an institution, its city.

    but: id of the visit that is being written.
    """
    counted: Counter[str] = Counter()
    detail: dict[str, str] = {}
    for visit in reader.all(Visit):
        value = str(getattr(visit, field) or "").strip()
        if visit.id != but and value:
            counted[value] += 1
            if field in ("institution", "original_name"):
                detail.setdefault(value, " · ".join(filter(None, (visit.city, visit.country))))
    return [Suggestion(value, detail.get(value, "")) for value, _ in counted.most_common()]


def known(name: str, suggestions: Sequence[Suggestion]) -> str:
    """Id of whom name names, where that is one only; else nothing."""
    found = {each.object_id for each in suggestions if each.value == name.strip() and each.object_id}
    return found.pop() if len(found) == 1 else ""
