"""Finds words in everything that was written, whatever their width, case and accents; endings and blanks give way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from db.frozen import dataclass
from db.records import Chapter, Contact, Figure, Implication, Note, Person, Question, Record, Takeaway, Tour, Visit
from db.wording import WORDLESS

if TYPE_CHECKING:
    from db.queries import Reader

WORDS: Final[Mapping[type[Record], tuple[str, ...]]] = {
    Tour: ("title", "purpose"),
    Visit: ("institution", "title", "original_name", "city", "country", "address", "visit_type", "language"),
    Contact: ("name", "position", "organisation", "email", "tel"),
    Note: ("heading", "text"),
    Question: ("question", "answer", "asker_name", "answerer_name"),
    Takeaway: ("text",),
    Figure: ("caption", "credit", "alt"),
    Chapter: ("heading", "text"),
    Implication: ("text",),
}
"""What is looked through, by kind, names before texts. Of the delegation nobody's numbers."""
NAMES: Final = frozenset({"title", "institution", "heading", "question", "caption", "name"})
"""Fields that something is called by: words in them count more."""
BEFORE, LONGEST = 30, 160
"""Code points of an excerpt that stand before the words, and in all."""
ENDINGS: Final = re.compile(
    r"(?<=[가-힣]{2})(?:에서는|으로는|에게서|에서|에게|으로|까지|부터|보다|처럼|마다|은|는|이|가|을|를|의|에|로|와|과|도|만)$"
)
"""Korean particles behind a word of two syllables or more."""
QUERY: Final = re.compile(r'"([^"]+)"|(\S+)')
MARKUP: Final = re.compile(r"!\[[^\]]*\]\(figure:[^)]*\)|^[ \t]*\|?[ :|-]*$|\|", re.MULTILINE)
"""What is no word of a text: where figures stand, and the lines of tables."""
EMPHASIS: Final = re.compile(r"\*\*|`")
JAMO: Final = re.compile(r"[\u3131-\u3163]+$")
"""Letters of a syllable that is still being composed."""
FINALS: Final = 28
"""Syllables that share a beginning, with each consonant at their end or none."""


@dataclass(frozen=True, slots=True)
class Text:
    """words: of a field, in one line without marks and markup. folded: the same as it is compared."""

    field: str
    words: str
    folded: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with words. day: ISO date of its visit, or its own. where: the names of its visit, folded.

    folded: all its texts, each in a line, what it is called first: up to `named`, code points.
    """

    object: str
    kind: str
    visit: str | None
    day: str | None
    where: str
    texts: tuple[Text, ...]
    folded: str
    named: int


@dataclass(frozen=True, slots=True)
class Hit:
    """Where words were found first. title: what the entry is called, if anything. words: as they stand there.

    excerpt: the text around them, in one line. found: begin and end in it, code points, of all that was looked for.
    """

    object: str
    kind: str
    field: str
    title: str
    words: str
    excerpt: str
    found: tuple[tuple[int, int], ...]
    visit: str | None
    day: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """hits: best first. total: with those beyond the limit. days: ISO dates with their hits, whatever day was asked."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    days: tuple[tuple[str, int], ...] = ()


def fold(text: str) -> str:
    """text as it is compared: NFKC, without case and accents. Of text in NFC each letter is folded by itself."""
    bare = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", "".join(each for each in bare if not unicodedata.combining(each)))


def read_entries(reader: Reader) -> tuple[Entry, ...]:
    """Everything outside the bin that has words, drafts as they stand on the screen, in the order of the tour."""
    drafts = {(each.object, each.field): each.text for each in reader.drafts()}
    visits = {visit.id: visit for visit in reader.all(Visit)}
    people: dict[str, str] = dict(reader.columns(Person, "name") + reader.columns(Contact, "name"))
    found: list[tuple[tuple[str, str, int], Entry]] = []
    for rank, (kind, fields) in enumerate(WORDS.items()):
        for record in reader.all(kind):
            visit = record if isinstance(record, Visit) else visits.get(str(getattr(record, "visit", None)))
            if visit is None and getattr(record, "visit", None):
                continue  # its visit is in the bin
            said = {field: drafts.get((record.id, field), getattr(record, field)) for field in fields}
            if isinstance(record, Question):
                said["asker_name"] = people.get(record.asker or "", record.asker_name)
                said["answerer_name"] = people.get(record.answerer or "", record.answerer_name)
            texts = tuple(_text(field, words) for field, words in said.items() if words)
            if texts:
                day = visit.date if visit else getattr(record, "date", None)
                where = fold(f"{visit.institution} {visit.title} {visit.city} {visit.country}") if visit else ""
                at = (day or "9999", (visit.start_time or "99:99") + visit.id if visit else "99:99", rank)
                found.append((at, entry_of(record.id, kind.KIND, texts, visit.id if visit else None, day, where)))
    return tuple(entry for _, entry in sorted(found, key=lambda pair: pair[0]))


def entry_of(
    object_id: str,
    kind: str,
    texts: tuple[Text, ...],
    visit: str | None = None,
    day: str | None = None,
    where: str = "",
) -> Entry:
    """See Entry; texts: names before others."""
    named = sum(len(text.folded) + 1 for text in texts if text.field in NAMES)
    return Entry(object_id, kind, visit, day, where, texts, "\n".join(text.folded for text in texts), named)


def search(entries: Sequence[Entry], query: str, *, day: str | None = None, limit: int = 100) -> Found:
    """The entries in which all words of query stand, one of them at least in the entry itself, the rest maybe in the
    names of its visit. "Words in quotation marks" stand together. Where nothing has them as they are, particles, blanks
    and a syllable that is not at its end give way.

    day: ISO date; only what belongs to it. limit: of hits.
    """
    query = JAMO.sub("", query.replace("“", '"').replace("”", '"'))
    terms = [term for quoted, single in QUERY.findall(query) if (term := fold(quoted or single).strip())]
    if not terms:
        return Found()
    near = [entry for entry in entries if any(term in entry.folded for term in terms)]  # faster than a pattern
    for patterns, among in ((_exact(terms), near), (_open(terms), entries), (_loose(terms), entries)):
        found = [(_rank(entry, patterns), entry) for entry in among if _stands(entry, patterns)]
        if found:
            return _told(found, patterns, day, limit)
    return Found()


Patterns = list["re.Pattern[str]"]


def _exact(terms: Iterable[str]) -> Patterns:
    return [re.compile(re.escape(term)) for term in terms]


def _open(terms: Sequence[str]) -> Patterns:
    """The last syllable may have any consonant at its end: 예사 finds 예산."""
    last = terms[-1][-1]
    if not "가" <= last <= "힣" or (ord(last) - 0xAC00) % FINALS:
        return _exact(terms)
    syllables = f"{re.escape(terms[-1][:-1])}[{last}-{chr(ord(last) + FINALS - 1)}]"
    return [*_exact(terms[:-1]), re.compile(syllables)]


def _loose(terms: Iterable[str]) -> Patterns:
    """Without particles, and with a blank between any two letters or none: 물관리는 finds 물 관리를."""
    bare = (ENDINGS.sub("", term).replace(" ", "") for term in terms)
    return [re.compile(" ?".join(map(re.escape, term))) for term in bare if term]


def _stands(entry: Entry, patterns: Patterns) -> bool:
    own = [pattern.search(entry.folded) is not None for pattern in patterns]
    return any(own) and all(has or pattern.search(entry.where) for has, pattern in zip(own, patterns, strict=True))


def _rank(entry: Entry, patterns: Patterns) -> tuple[bool, bool]:
    """Smaller is better: the first word in what it is called, then at the beginning of a word."""
    match = patterns[0].search(entry.folded)
    start = match.start() if match else len(entry.folded)
    return start >= entry.named, start > 0 and entry.folded[start - 1].isalnum()


def _told(found: list[tuple[tuple[bool, bool], Entry]], patterns: Patterns, day: str | None, limit: int) -> Found:
    days: dict[str, int] = {}
    for _, entry in found:
        if entry.day:
            days[entry.day] = days.get(entry.day, 0) + 1
    wanted = [pair for pair in found if day is None or pair[1].day == day]
    wanted.sort(key=lambda pair: pair[0])  # stable: else as the tour goes
    return Found(tuple(_hit(entry, patterns) for _, entry in wanted[:limit]), len(wanted), tuple(sorted(days.items())))


def _hit(entry: Entry, patterns: Patterns) -> Hit:
    text = next(text for text in entry.texts if any(pattern.search(text.folded) for pattern in patterns))
    places = _places(text, patterns)
    start, end = places[0] if places else (0, 0)
    begin = 0 if start <= BEFORE else max(text.words.rfind(" ", 0, start - BEFORE // 2), start - BEFORE) + 1
    excerpt = text.words[begin : begin + LONGEST]
    seen = tuple((low - begin, high - begin) for low, high in places if begin <= low and high <= begin + LONGEST)
    ahead = "… " if begin else ""
    title = next((each.words for each in entry.texts if each.field in NAMES), "")
    return Hit(
        entry.object, entry.kind, text.field, title, text.words[start:end], ahead + excerpt,
        tuple((low + len(ahead), high + len(ahead)) for low, high in seen), entry.visit, entry.day,
    )  # fmt: skip


def _places(text: Text, patterns: Patterns) -> list[tuple[int, int]]:
    """Where patterns stand in the words of a text, code points, in order, none over another."""
    folded, back = text.folded, None
    if len(folded) != len(text.words):  # some letters are compared as several, or as none
        letters = [fold(letter) for letter in text.words]
        folded = "".join(letters)
        back = [number for number, letter in enumerate(letters) for _ in letter]
    found, end = [], 0
    spans = {match.span() for pattern in patterns for match in pattern.finditer(folded) if match.end() > match.start()}
    for low, high in sorted(spans):
        if low >= end:
            found.append((back[low], back[high - 1] + 1) if back else (low, high))
            end = high
    return found


def _text(field: str, words: str) -> Text:
    lines = (line.strip().lstrip(WORDLESS) for line in MARKUP.sub(" ", EMPHASIS.sub("", words)).split("\n"))
    plain = unicodedata.normalize("NFC", " ".join(" ".join(lines).split()))
    return Text(field, plain, fold(plain))
