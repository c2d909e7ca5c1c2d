"""Every kind of object a notebook holds, declared once.

The read tables, the merge, `dump` and the forms are all derived from these frozen dataclasses: a field's
metadata says how it is stored and how concurrent changes of it are merged. Words are those of the user guide.

A field value is plain JSON: text, whole number, truth value, a tuple of texts, or None when absent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, Final, TypeAlias, cast

from db.frozen import dataclass

Value: TypeAlias = str | int | bool | tuple[str, ...] | None


class Shape(StrEnum):
    """How a field is stored and merged."""

    TEXT = "text"  # outline text or prose of several lines; merged in three ways
    LINE = "line"  # one line; the newest shown, all listed
    CODE = "code"  # one of a fixed list of stable English codes
    DATE = "date"  # YYYY-MM-DD, wall clock at the place
    TIME = "time"  # HH:MM, wall clock at the place
    INSTANT = "instant"  # ISO 8601 with offset
    REF = "ref"  # id of another object
    REFS = "refs"  # ids of other objects, in order
    LINES = "lines"  # several short texts, in order
    NUMBER = "number"
    FLAG = "flag"
    BLOB = "blob"  # SHA-256 of a picture
    ORDER = "order"  # fractional order key


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What one field of one kind is.

    name: the field's name. shape: see Shape. codes: the allowed values of a CODE. kinds: the kinds that a REF
    or REFS may name; empty means any. default: the value where no revision sets it. personal: it stands in revisions
    of its own, so that the others can be given away without it; see db.sharing.
    """

    name: str
    shape: Shape
    codes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    default: Value = None
    personal: bool = False

    @property
    def merges_as_text(self) -> bool:
        return self.shape is Shape.TEXT


def _field(
    shape: Shape,
    default: Value = None,
    *,
    codes: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (),
    personal: bool = False,
) -> Any:
    meta = {"shape": shape, "codes": codes, "kinds": kinds, "personal": personal}
    return field(default=default, metadata=meta)


def text() -> Any:
    return _field(Shape.TEXT, "")


def line(*, personal: bool = False) -> Any:
    return _field(Shape.LINE, "", personal=personal)


def code(*codes: str) -> Any:
    """One of codes; the first is the default."""
    return _field(Shape.CODE, codes[0], codes=codes)


def ref(*kinds: str) -> Any:
    return _field(Shape.REF, kinds=kinds)


def refs(*kinds: str) -> Any:
    return _field(Shape.REFS, (), kinds=kinds)


def lines() -> Any:
    return _field(Shape.LINES, ())


def flag() -> Any:
    return _field(Shape.FLAG, False)


def of(shape: Shape) -> Any:
    return _field(shape)


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One object as it stands: its id, and the merged value of each field.

    order is a fractional key; lists read by (order, id). deleted objects are in the bin.
    """

    KIND: ClassVar[str] = ""
    id: str
    order: str = _field(Shape.ORDER, "")
    deleted: bool = flag()


@dataclass(frozen=True, kw_only=True, slots=True)
class Tour(Record):
    """The study tour that the notebook is about."""

    KIND: ClassVar[str] = "tour"
    title: str = line()
    purpose: str = text()
    organiser: str = line()
    start: str | None = of(Shape.DATE)
    end: str | None = of(Shape.DATE)
    countries: tuple[str, ...] = lines()


@dataclass(frozen=True, kw_only=True, slots=True)
class Team(Record):
    """One team (조) of the delegation."""

    KIND: ClassVar[str] = "team"
    tour: str | None = ref("tour")
    name: str = line()


@dataclass(frozen=True, kw_only=True, slots=True)
class Person(Record):
    """Somebody of the delegation."""

    KIND: ClassVar[str] = "person"
    tour: str | None = ref("tour")
    team: str | None = ref("team")
    name: str = line()
    affiliation: str = line()
    position: str = line()
    role: str = code("participant", "reviewer", "coordinator")
    tel: str = line(personal=True)
    email: str = line(personal=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit(Record):
    """One meeting at one institution. source: the text it was imported from."""

    KIND: ClassVar[str] = "visit"
    tour: str | None = ref("tour")
    title: str = line()
    institution: str = line()
    original_name: str = line()
    address: str = line()
    tel: str = line()
    fax: str = line()
    web: str = line()
    email: str = line()
    visit_type: str = line()
    country: str = line()
    city: str = line()
    date: str | None = of(Shape.DATE)
    start_time: str | None = of(Shape.TIME)
    end_time: str | None = of(Shape.TIME)
    language: str = line()
    recorders: tuple[str, ...] = refs("person")
    source: str | None = ref("source")
    flags: tuple[str, ...] = lines()


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact(Record):
    """Who briefed or was met. section: the note whose text the card also stands in."""

    KIND: ClassVar[str] = "contact"
    visit: str | None = ref("visit")
    section: str | None = ref("note")
    kind: str = code("person", "company", "speaker", "discussant")
    name: str = line()
    position: str = line()
    organisation: str = line()
    address: str = line()
    tel: str = line()
    email: str = line()
    web: str = line()
    flags: tuple[str, ...] = lines()


@dataclass(frozen=True, kw_only=True, slots=True)
class Note(Record):
    """What one □ of a visit begins. heading is empty for the first note of a visit whose body has no □.

    noted_at: when it was begun in the running visit, unseen.
    """

    KIND: ClassVar[str] = "note"
    visit: str | None = ref("visit")
    heading: str = line()
    text: str = text()
    author: str | None = ref("person")
    noted_at: str | None = of(Shape.INSTANT)
    flags: tuple[str, ...] = lines()


@dataclass(frozen=True, kw_only=True, slots=True)
class Question(Record):
    """One question with its answer. *_name: as written, where no person or contact is known.

    prepared: written before the visit. asked: ticked off. check_later: to be verified. asked_at: time stamp, unseen.
    follows: the question that this one came up behind. addition: of a question that somebody else than the visit's
    recorders wrote, what they made of it.
    """

    KIND: ClassVar[str] = "question"
    visit: str | None = ref("visit")
    section: str | None = ref("note")
    question: str = text()
    answer: str = text()
    asker: str | None = ref("person")
    asker_name: str = line()
    answerer: str | None = ref("contact")
    answerer_name: str = line()
    asked_at: str | None = of(Shape.INSTANT)
    prepared: bool = flag()
    asked: bool = flag()
    check_later: bool = flag()
    follows: str | None = ref("question")
    addition: str = code("none", "offered", "taken", "left")
    flags: tuple[str, ...] = lines()


@dataclass(frozen=True, kw_only=True, slots=True)
class Takeaway(Record):
    """What one participant takes from one visit, or (visit None) from the day.

    author_name, team_name: as written in a foreign text; masked: author_name is a mask such as ㅇㅇㅇ.
    """

    KIND: ClassVar[str] = "takeaway"
    tour: str | None = ref("tour")
    visit: str | None = ref("visit")
    section: str | None = ref("note")
    team: str | None = ref("team")
    team_name: str = line()
    author: str | None = ref("person")
    author_name: str = line()
    masked: bool = flag()
    text: str = text()
    date: str | None = of(Shape.DATE)
    flags: tuple[str, ...] = lines()


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure(Record):
    """A picture's words. entry: the object whose text it stands in, else the visit. blob None: no picture yet."""

    KIND: ClassVar[str] = "figure"
    tour: str | None = ref("tour")
    visit: str | None = ref("visit")
    entry: str | None = ref()
    caption: str = line()
    credit: str = line()
    alt: str = line()
    blob: str | None = of(Shape.BLOB)
    width: int | None = of(Shape.NUMBER)
    height: int | None = of(Shape.NUMBER)
    taken_at: str | None = of(Shape.INSTANT)
    flags: tuple[str, ...] = lines()


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter(Record):
    """A text of the report that belongs to no visit."""

    KIND: ClassVar[str] = "chapter"
    tour: str | None = ref("tour")
    kind: str = code("text", "overview", "implications", "brief", "surroundings")
    heading: str = line()
    text: str = text()
    date: str | None = of(Shape.DATE)
    author: str | None = ref("person")
    source: str | None = ref("source")
    flags: tuple[str, ...] = lines()


@dataclass(frozen=True, kw_only=True, slots=True)
class Implication(Record):
    """A proposal of the report. horizon: when it can be done, as open text (단기, 중장기)."""

    KIND: ClassVar[str] = "implication"
    tour: str | None = ref("tour")
    text: str = text()
    horizon: str = line()


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence(Record):
    """What an implication rests on: an entry, by its id."""

    KIND: ClassVar[str] = "evidence"
    implication: str | None = ref("implication")
    object: str | None = ref("visit", "note", "question", "takeaway", "figure")


@dataclass(frozen=True, kw_only=True, slots=True)
class Source(Record):
    """A foreign file or text as it came in, kept whole. media: MIME type. sha256: of the bytes that came in."""

    KIND: ClassVar[str] = "source"
    tour: str | None = ref("tour")
    name: str = line()
    media: str = line()
    encoding: str = line()
    sha256: str = line()
    text: str = text()


@dataclass(frozen=True, kw_only=True, slots=True)
class Comment(Record):
    """A review annotation on object's field; start and end count code points of that field's text.

    heads: the revisions from which the text came that the author saw. field: empty where the whole object is meant.
    """

    KIND: ClassVar[str] = "comment"
    object: str | None = ref()
    field: str = line()
    parent: str | None = ref("comment")
    author: str | None = ref("person")
    text: str = text()
    replacement: str | None = of(Shape.TEXT)
    quote: str = line()
    before: str = line()
    after: str = line()
    start: int | None = of(Shape.NUMBER)
    end: int | None = of(Shape.NUMBER)
    heads: tuple[str, ...] = lines()


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision(Record):
    """heads: the revisions of the object that were judged; of a comment also of the decisions that were known."""

    KIND: ClassVar[str] = "decision"
    object: str | None = ref()
    verdict: str = code("submitted", "returned", "approved", "accepted", "rejected", "resolved", "reopened")
    reason: str = text()
    author: str | None = ref("person")
    heads: tuple[str, ...] = lines()


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance(Record):
    """Who was absent from a visit, and why."""

    KIND: ClassVar[str] = "attendance"
    visit: str | None = ref("visit")
    person: str | None = ref("person")
    reason: str = line()


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiver(Record):
    """A preflight finding left with a reason. code: the finding's code."""

    KIND: ClassVar[str] = "waiver"
    object: str | None = ref()
    field: str = line()
    code: str = line()
    reason: str = line()


@dataclass(frozen=True, kw_only=True, slots=True)
class Report(Record):
    """A saved definition of a report. What is empty means everything.

    include: ids of visits, chapters, implications and takeaways of the day. sections: of SECTIONS. people: whose
    entries, persons or teams. states: of entries, as db.status names them. arrangement of visits and chapters: as
    `include` lists them (else by date), by date, or as they stand in the notebook. takeaways: with each visit and day,
    or in one chapter by person. day: of visits and daily takeaways.
    """

    KIND: ClassVar[str] = "report"
    tour: str | None = ref("tour")
    title: str = line()
    sort: str = code("full", "daily", "photos", "questions")
    language: str = code("ko", "en")
    edition: str = code("internal", "public")
    style: str = line()
    include: tuple[str, ...] = refs()
    sections: tuple[str, ...] = lines()
    people: tuple[str, ...] = refs("person", "team")
    states: tuple[str, ...] = lines()
    arrangement: str = code("listed", "date", "order")
    takeaways: str = code("visit", "person")
    day: str | None = of(Shape.DATE)
    date: str | None = of(Shape.DATE)
    logo: str | None = of(Shape.BLOB)


@dataclass(frozen=True, kw_only=True, slots=True)
class Redaction(Record):
    """Names revisions whose bodies are blanked wherever this record is known."""

    KIND: ClassVar[str] = "redaction"
    revisions: tuple[str, ...] = lines()
    reason: str = line()


KINDS: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {
        kind.KIND: kind
        for kind in (
            Tour, Team, Person, Visit, Contact, Note, Question, Takeaway, Figure, Chapter, Implication, Evidence,
            Source, Comment, Decision, Attendance, Waiver, Report, Redaction,
        )
    }
)  # fmt: skip

OF_A_VISIT: Final = (Contact, Note, Question, Takeaway, Figure)
"""What is written on a visit, in the order of its page."""

ENTRY_KINDS: Final = ("note", "question", "takeaway", "chapter", "implication")
"""What is written, reviewed and approved."""

SECTIONS: Final = (
    "overview", "information", "notes", "questions", "takeaways", "figures", "chapters", "implications", "coverage",
    "appendix", "lists",
)  # fmt: skip
"""The parts of a report that its definition may take in: `information` is the table at the head of a visit, `coverage`
says whose takeaways are there."""

USUAL_SECTIONS: Final = tuple(name for name in SECTIONS if name != "coverage")
"""The parts that a report has where its definition names none: who wrote what is for those who ask for it."""


def field_specs(kind: type[Record]) -> tuple[FieldSpec, ...]:
    """The fields of kind, in order of declaration, without `id`."""
    return _SPECS[kind.KIND] if KINDS.get(kind.KIND) is kind else _specs(kind)


def _specs(kind: type[Record]) -> tuple[FieldSpec, ...]:
    return tuple(_spec(declared) for declared in fields(kind) if declared.name != "id")


def _spec(declared: Field[Any]) -> FieldSpec:
    meta = declared.metadata
    default = None if declared.default is MISSING else declared.default
    return FieldSpec(declared.name, meta["shape"], meta["codes"], meta["kinds"], cast(Value, default), meta["personal"])


_SPECS: Final[Mapping[str, tuple[FieldSpec, ...]]] = MappingProxyType(
    {name: _specs(kind) for name, kind in KINDS.items()}
)

PERSONAL: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {name: frozenset(spec.name for spec in field_specs(kind) if spec.personal) for name, kind in KINDS.items()}
)
"""By kind, the fields that are nobody's business but the organisers': they stand in revisions of their own."""
