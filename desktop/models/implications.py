"""What implications rest on, as the window shows it: links with their names, and what can be linked, by typing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.records import Evidence, Figure, Implication, Note, Question, Record, Takeaway, Visit
from db.wording import has_words
from desktop.models.day import writer_of
from desktop.models.mending import records_of
from desktop.models.outline import visit_name
from desktop.models.values import record_name
from desktop.words import beginning, shortened

if TYPE_CHECKING:
    from db.queries import Reader
    from resources import Sentences

ICONS: Final = {"visit": "pin", "note": "lines", "question": "comment", "takeaway": "pencil", "figure": "image"}
"""The picture of each kind that can be evidence."""
LONGEST: Final = 42
"""Letters of a name."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may be evidence. within: the name of its visit. words: what it is found by, lower case."""

    object_id: str
    kind: str
    name: str
    within: str
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """One link of an implication. id: of the Evidence. gone: what it names is in the bin or unknown."""

    id: str
    object_id: str
    kind: str
    name: str
    within: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """An implication with its links, in the order of the report."""

    record: Implication
    links: tuple[Link, ...]

    @property
    def bare(self) -> bool:
        """Whether nothing that is still there supports it."""
        return not any(not link.gone for link in self.links)


def implications(reader: Reader, sentences: Sentences) -> tuple[Shown, ...]:
    """All of them, in reading order."""
    links: dict[str | None, list[Evidence]] = defaultdict(list)
    found = reader.all(Evidence)
    for link in found:
        links[link.implication].append(link)
    records = records_of(reader, {link.object for link in found if link.object})
    visits = reader.many(Visit, {str(getattr(record, "visit", None) or "") for record in records.values()})
    return tuple(
        Shown(record, tuple(_link(reader, sentences, link, records, visits) for link in links[record.id]))
        for record in reader.all(Implication)
    )


def offers(reader: Reader, sentences: Sentences) -> tuple[Offer, ...]:
    """Everything that can be evidence, visit by visit in reading order."""
    visits = {visit.id: visit_name(visit, sentences) for visit in reader.all(Visit)}
    kinds: Sequence[type[Record]] = (Note, Question, Takeaway, Figure)
    found: dict[str, list[Record]] = defaultdict(list)
    for kind in kinds:
        for record in reader.all(kind):
            found[str(getattr(record, "visit", None) or "")].append(record)
    made = []
    for visit, name in visits.items():
        made.append(Offer(visit, "visit", name, "", name.casefold()))
        made += [_offer(reader, sentences, record, name) for record in found[visit]]
    return (*made, *(_offer(reader, sentences, record, "") for record in found[""]))


def matching(found: Iterable[Offer], words: str, but: Iterable[str], most: int) -> list[Offer]:
    """At most so many of those in which every word is found, without those with the ids in but."""
    parts, taken = words.casefold().split(), set(but)
    fitting = (each for each in found if each.object_id not in taken and all(part in each.words for part in parts))
    return [each for each, _ in zip(fitting, range(most), strict=False)]


def _offer(reader: Reader, sentences: Sentences, record: Record, within: str) -> Offer:
    name = evidence_name(reader, sentences, record)
    texts = (str(getattr(record, field, "")) for field in ("heading", "text", "question", "answer", "caption"))
    return Offer(record.id, record.KIND, name, within, " ".join((name, within, *texts)).casefold())


def evidence_name(reader: Reader, sentences: Sentences, record: Record) -> str:
    """How something that is evidence is called: a takeaway by its author and its first words."""
    if isinstance(record, Takeaway) and has_words(record.text):
        words = beginning(record.text, LONGEST)
        return shortened(": ".join(filter(None, (writer_of(reader, record), words))), LONGEST)
    return shortened(record_name(reader, sentences, record), LONGEST)


def _link(
    reader: Reader, sentences: Sentences, link: Evidence, records: Mapping[str, Record], visits: Mapping[str, Visit]
) -> Link:
    """records, visits: those that links name, and the visits of these."""
    record = records.get(link.object or "")
    if record is None or record.deleted:
        name = evidence_name(reader, sentences, record) if record is not None else sentences("implications.unknown")
        return Link(link.id, link.object or "", record.KIND if record else "visit", name, "", gone=True)
    visit = visits.get(str(getattr(record, "visit", None) or ""))
    within = visit_name(visit, sentences) if visit is not None else ""
    return Link(link.id, record.id, record.KIND, evidence_name(reader, sentences, record), within)
