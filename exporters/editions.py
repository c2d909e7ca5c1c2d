"""The public edition: names of the delegation masked, phone numbers and e-mail addresses left out.

The rule for names, for every text of the document (body, captions, alternative texts, cover, properties):
- A mask is as long as the name: one ㅇ for each syllable or letter, blanks and other signs stay.
- A Hangul name of three syllables or more is masked wherever it stands, titles and particles attached or not, also
  with a blank or an invisible sign between its syllables, and across marks (`김**민준**`).
- Participants that stand as written in a foreign text, in no roster, are masked by the compiler in their own fields.
- A shorter Hangul name is masked where it is a word: no letter before it, and behind it no letter, or only a title
  (과장, 주무관, …), 님 or 씨, and a particle (은, 께서, 이라고, …) up to the word's end. So 이준 goes in `이준은` and
  `이준 과장님`, and stays in `이준비는` and `다이준`.
- Any other name is masked where no letter stands beside it, whatever its case.

E-mail addresses go wherever they stand, also with `(at)`. Phone numbers go where they are the roster's (however they
are spaced, with +82 or 0), Korean mobile numbers, or numbers behind a label such as `Tel`, `전화` or `☎`.
Full-width letters, the many dashes, blanks and middle dots are read as the plain ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import repeat
from operator import add
from typing import Any, Final, TypeVar, cast
from urllib.parse import unquote

from db.records import Person
from exporters.document import nodes as n

T = TypeVar("T")
MASK: Final = "ㅇ"
_START: Final = 2
"""Letters of a name by which it is looked up: few texts have them, though many have the same first one."""
_GAP: Final = r"[\s\u00ad\u200b-\u200d\u2060\ufeff]?"
_GAPS = re.compile(_GAP[:-1] + "+")
_TITLES: Final = (
    "사무관 주무관 서기관 이사관 과장 팀장 부장 차장 국장 실장 단장 본부장 센터장 원장 소장 계장 반장"
    " 조장 대리 주임 사원 주사 연구원 연구위원 선임 책임 수석 교수 박사 위원 위원장 의원 의장 대표 이사"
    " 사장 회장 간사 기자 변호사 선생 조교 인턴"
)
_PARTICLES: Final = (
    "은 는 이 가 을 를 과 와 의 에 에게 에게서 한테 께 께서 께서는 도 만 로 으로 랑 이랑 하고 나 이나"
    " 부터 까지 마저 조차 처럼 보다 이며 며 이고 이라 이라고 라고 이다 입니다 이었다 였다 인 에는 에도"
    " 에게는 에게도 에서 으로서 로서 이는 이가 이도 이의 이를 이라는 라는 이란 란 이네 네"
)
_AT: Final = r"(?:@|\s?[(\[]\s?at\s?[)\]]\s?)"
_EMAIL: Final = rf"[\w.+%'-]+(?:{_AT}[\w-]+(?:\.[\w-]+)*)+"
_MOBILE: Final = r"(?<!\d)(?:\+?82[\s.()-]*)?0?1[016789][\s.()-]*\d{3,4}[\s.-]*\d{4}(?!\d)"
_LABELLED: Final = (
    r"(?<![^\W\d_])(?:tel|fax|phone|mobile|h\.?p|t|f|m|전화|팩스|연락처|휴대폰|휴대전화|핸드폰|[☎☏✆])(?:번호)?\s*[.::]?\s*"
    r"(?P<number>\+?\(?\d[\d\s().-]{5,}\d)"
)
_NUMBER = re.compile(r"\d(?:[\s.()/\-]*\d){5}")
"""The least that a phone number is: a quick look before the patterns."""
_PLAIN: Final = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-")
    | dict.fromkeys(
        map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000·∙•‧・･ㆍ"), " "
    )
)
"""Signs that are written for plain ones, each for one, so that places in the text stay."""
_KEPT: Final = frozenset({"id", "figure", "mark", "number", "kind", "language", "edition", "path", "logo", "anchor"})


@dataclass(frozen=True, slots=True)
class Roster:
    """Whom a public edition does not name. withheld: what stands in place of a number or address."""

    names: tuple[str, ...]
    phones: tuple[str, ...]
    withheld: str

    @classmethod
    def of(cls, people: Iterable[Person], *, withheld: str) -> Roster:
        known = tuple(people)
        return cls(
            tuple(dict.fromkeys(filter(None, (_plain(p.name).strip() for p in known)))),
            tuple(dict.fromkeys(_plain(p.tel) for p in known if p.tel)),
            withheld,
        )


def mask(name: str) -> str:
    """name with one ㅇ for each syllable or letter."""
    return "".join(MASK if char.isalpha() else char for char in name)


class MaskedBlocks:
    """The blocks of the last public edition, so that one edit costs one block. Starts empty."""

    def __init__(self) -> None:
        self._made: tuple[Roster, _Masker] | None = None
        self._blocks: dict[n.Block, n.Block] = {}

    def masked(self, document: n.Document, roster: Roster) -> n.Document:
        """document with all its texts masked."""
        if self._made is None or self._made[0] != roster:
            self._made, self._blocks = (roster, _Masker(roster)), {}
        masker, before, now = self._made[1], self._blocks, dict[n.Block, n.Block]()
        chapters = []
        for chapter in document.chapters:
            for block in chapter.blocks:
                now[block] = before.get(block) or masker.node(block)
            named = masker.node(replace(chapter, blocks=()))
            chapters.append(replace(named, blocks=tuple([now[block] for block in chapter.blocks])))
        self._blocks = now
        return replace(masker.node(replace(document, chapters=())), chapters=tuple(chapters))


def public(document: n.Document, roster: Roster, kept: MaskedBlocks | None = None) -> n.Document:
    """The public edition of an internal document. kept: what earlier ones left."""
    return replace((kept or MaskedBlocks()).masked(document, roster), edition="public")


def masked(text: str, roster: Roster) -> str:
    """text without what a public edition does not name: for the name of a file, say."""
    return _Masker(roster).texts([text])[0]


class _Masker:
    """Takes names, numbers and addresses out of a tree."""

    def __init__(self, roster: Roster) -> None:
        longest_first = sorted(roster.names, key=len, reverse=True)
        patterns = map(re.compile, _name_patterns(longest_first), repeat(re.IGNORECASE))
        self._names = list(zip(map(_bare, longest_first), patterns, strict=True))
        self._by_start: dict[str, list[int]] = {}
        for at, (name, _) in enumerate(self._names):
            self._by_start.setdefault(name[:_START], []).append(at)
        self._fields: dict[type, list[str]] = {}
        numbers = [_phone_pattern(phone) for phone in roster.phones]
        self._reach = re.compile("|".join((_EMAIL, *filter(None, numbers), _MOBILE)), re.IGNORECASE)
        self._at = re.compile(_AT, re.IGNORECASE)
        self._labelled = re.compile(_LABELLED, re.IGNORECASE)
        self._withheld = roster.withheld

    def node(self, value: T) -> T:
        """value with every text in it masked; ids, marks and paths stay."""
        return cast(T, self._any(value))

    def _any(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.texts([value])[0]
        if isinstance(value, tuple):
            if value and isinstance(value[0], n.Inline):
                return self._inlines(value)
            return tuple([self._any(item) for item in value])
        if is_dataclass(value) and not isinstance(value, type):
            return self._changed(value)
        return value

    def _changed(self, value: Any) -> Any:
        kind = type(value)
        if kind not in self._fields:
            self._fields[kind] = [field.name for field in fields(value) if field.name not in _KEPT]
        changed = {}
        for name in self._fields[kind]:
            old = getattr(value, name)
            new = self._any(old)
            if new != old:
                changed[name] = new
        return replace(value, **changed) if changed else value

    # --- inlines: a name may stand across their borders ---

    def _inlines(self, inlines: n.Inlines) -> n.Inlines:
        texts = list(_leaves(inlines))
        masked = self.texts(texts)
        if masked == texts and all(isinstance(node, n.Text) for node in inlines):
            return inlines
        return self._rebuilt(inlines, iter(masked))

    def _rebuilt(self, inlines: n.Inlines, texts: Iterator[str]) -> n.Inlines:
        nodes: list[n.Inline] = []
        for node in inlines:
            match node:
                case n.LineBreak():
                    next(texts)
                    nodes.append(node)
                case n.Text() | n.Code():
                    text = next(texts)
                    nodes += [replace(node, text=text)] if text else []
                case n.Link(href):
                    children = self._rebuilt(node.children, texts)
                    nodes += [replace(node, children=children)] if self._is_open(href) else children
                case _:
                    nodes.append(replace(node, children=self._rebuilt(node.children, texts)))
        return tuple(nodes)

    def _is_open(self, href: str) -> bool:
        """Whether an address names nobody."""
        plain = unicodedata.normalize("NFC", unquote(href))
        return not href.lower().startswith("mailto:") and self.texts([plain]) == [plain]

    # --- text ---

    def texts(self, pieces: Sequence[str]) -> list[str]:
        """pieces of one text, read as if they stood together, with names masked and numbers and addresses withheld."""
        whole = "".join(pieces)
        plain = _plain(whole)
        covered = self._covered(plain)
        if len(pieces) > 1:  # a border of marks ends a word, too
            apart = [hide for piece in pieces for hide in self._covered(_plain(piece))]
            covered = [hide or other for hide, other in zip(covered, apart, strict=True)]
        gone: list[tuple[int, int]] = []
        if self._at.search(plain) or _NUMBER.search(plain):
            gone += [found.span() for found in self._reach.finditer(plain)]
            gone += [found.span("number") for found in self._labelled.finditer(plain)]
        if not gone and True not in covered:
            return list(pieces)
        chars = [MASK if hide and char.isalpha() else char for char, hide in zip(whole, covered, strict=True)]
        for start, end in gone:
            chars[start:end] = [self._withheld, *[""] * (end - start - 1)]
        return _cut(chars, pieces)

    def _covered(self, text: str) -> list[bool]:
        """Which signs of text belong to a name. A name that was found is no letter to the next one beside it."""
        covered = [False] * len(text)
        bare = _bare(text)
        for pattern in self._possible(bare):
            for found in pattern.finditer(text):
                start, end = found.span("name")
                covered[start:end] = [True] * (end - start)
                text = text[:start] + "\0" * (end - start) + text[end:]
        return covered

    def _possible(self, bare: str) -> list[re.Pattern[str]]:
        """The patterns of names that stand in text without gaps, in their order."""
        starts = {*bare, *map(add, bare, bare[1:])}
        found = [at for start in starts & self._by_start.keys() for at in self._by_start[start]]
        return [self._names[at][1] for at in sorted(found) if self._names[at][0] in bare]


def _plain(text: str) -> str:
    """text with plain signs, as long as text where that is in NFC, as all stored text is."""
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


def _bare(text: str) -> str:
    """text without the gaps that a name may have, to look quickly whether one can stand in it."""
    return _GAPS.sub("", text).lower()


def _cut(chars: Sequence[str], pieces: Sequence[str]) -> list[str]:
    cut: list[str] = []
    at = 0
    for piece in pieces:
        cut.append("".join(chars[at : at + len(piece)]))
        at += len(piece)
    return cut


def _leaves(inlines: n.Inlines) -> Iterator[str]:
    for node in inlines:
        match node:
            case n.Text(text) | n.Code(text):
                yield text
            case n.LineBreak():
                yield "\n"
            case _:
                yield from _leaves(node.children)


def _name_patterns(names: Sequence[str]) -> Iterator[str]:
    """One pattern a name, with the name in the group `name`. Names may touch or overlap, so they are sought apart."""
    tail = rf"(?:{_GAP}(?:{_any_of(_TITLES)}))?(?:{_GAP}(?:님|씨))?(?:{_any_of(_PARTICLES)}){{0,2}}"
    for name in names:
        syllables = re.sub(r"\s", "", name)
        spaced = _GAP.join(map(re.escape, syllables))
        if not re.fullmatch("[가-힣]+", syllables):
            words = r"\s*".join(map(re.escape, name.split()))
            yield rf"(?<![^\W\d_])(?P<name>{words})(?![^\W\d_])"
        elif len(syllables) > 2:
            yield f"(?P<name>{spaced})"
        elif len(syllables) == 2:
            yield rf"(?<![^\W\d_])(?P<name>{spaced})(?={tail}(?![^\W\d_]))"
        else:
            yield rf"(?<![^\W\d_])(?P<name>{spaced})(?![^\W\d_])"


def _any_of(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


def _phone_pattern(phone: str) -> str:
    """The number however it is spaced, with the country's or the trunk prefix; empty where it is too short."""
    digits = re.sub(r"\D", "", phone)
    core = re.sub("^(?:0082|82|0)", "", digits)
    if len(core) < 6:
        return ""
    spaced = r"[\s.()/\-]*".join(core)
    before = r"(?:\+?(?:00)?82[\s.()\-]*)?(?:\(?0\)?[\s.()\-]*)?(?:\((?=\d{1,4}\)))?"
    return before + spaced  # glued to other digits, too
