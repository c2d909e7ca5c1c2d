"""Values of fields, and those who wrote them, as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from db.disputes import DELETED
from db.frozen import dataclass
from db.records import KINDS, Chapter, Implication, Note, Person, Record, Shape, Takeaway, Team, Visit, field_specs
from desktop.dates import brief, day_of, moment
from desktop.models.outline import chapter_name, note_name, visit_name
from desktop.words import beginning

if TYPE_CHECKING:
    from db.queries import Reader, Version
    from resources import Sentences

NAMES = ("name", "question", "caption", "title")
"""Fields that a record is called by, the first that it has."""
LONGEST = 60
"""Letters of an implication that name it."""
UNNAMED = {"question": "window.unnamed.question", "figure": "window.unnamed.figure"}
"""What is said instead where they are empty; of other kinds the name of the kind."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who wrote a version. here: on this device. mine: here, or by who writes here. time: HH:MM, before it a day."""

    name: str
    detail: str
    time: str
    here: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Here:
    """Who writes here, on which device, and on which day."""

    person: str | None
    device: str | None
    today: date


def signed(reader: Reader, sentences: Sentences, version: Version, here: Here) -> Signed:
    """How a version is signed. What came from a foreign text has neither author nor time."""
    author = reader.get(version.author) if version.author else None
    rank, time = _distance(version, here), moment(version.instant, here.today, sentences)
    if isinstance(author, Person) and author.name:
        team = reader.get(author.team) if author.team else None
        role = sentences(f"fields.code.role.{author.role}")
        detail = " · ".join(filter(None, (team.name if isinstance(team, Team) else "", role)))
        return Signed(author.name, detail, time, rank == 0, rank < 2)
    name = sentences("conflict.imported" if not version.hlc else "conflict.nobody")
    return Signed(name, "", time, rank == 0, rank < 2)


def mine_first(versions: Sequence[Version], here: Here) -> tuple[Version, ...]:
    """Those of this device before those of the same person elsewhere before those of others; else as they come."""
    return tuple(sorted(versions, key=lambda version: _distance(version, here)))


def shape_of(kind: str, field: str) -> Shape:
    """How a field is stored; a field of a newer program counts as a line."""
    return next((spec.shape for spec in field_specs(KINDS[kind]) if spec.name == field), Shape.LINE)


def value_words(reader: Reader, sentences: Sentences, kind: str, field: str, value: object) -> str:
    """A value in words; that it is empty is said too."""
    if field == DELETED:
        return sentences("conflict.binned" if value else "conflict.written")
    if value is None or value in ("", (), []):
        return sentences("editor.empty")
    shape = shape_of(kind, field)
    if isinstance(value, list | tuple):
        return ", ".join(_called(reader, sentences, each) if shape is Shape.REFS else str(each) for each in value)
    if isinstance(value, bool):
        return sentences("conflict.yes" if value else "conflict.no")
    if shape is Shape.CODE:
        return sentences(f"fields.code.{field}.{value}")
    if shape is Shape.REF:
        return _called(reader, sentences, str(value))
    return sentences("conflict.picture", mark=str(value)[:6]) if shape is Shape.BLOB else str(value)


def record_name(reader: Reader, sentences: Sentences, record: Record) -> str:
    """How a record is called in a list."""
    if isinstance(record, Visit):
        return visit_name(record, sentences)
    if isinstance(record, Chapter):
        return chapter_name(record, sentences)
    if isinstance(record, Note):
        notes = [row[0] for row in reader.columns(Note, visit=record.visit)]
        return note_name(record.heading, notes.index(record.id) + 1 if record.id in notes else 1, sentences)
    if isinstance(record, Takeaway):
        author = reader.get(record.author) if record.author else None
        name = author.name if isinstance(author, Person) else record.author_name
        day = None if record.visit else day_of(record.date)
        if day is not None:
            return " · ".join(filter(None, (sentences("window.remark", day=brief(day, sentences)), name)))
        return " ".join(filter(None, (sentences("window.takeaway"), name)))
    if isinstance(record, Implication):
        return beginning(record.text, LONGEST) or sentences("fields.kind.implication")
    words = next((getattr(record, name) for name in NAMES if hasattr(record, name)), "")
    return str(words) or sentences(UNNAMED.get(record.KIND, f"fields.kind.{record.KIND}"))


def _called(reader: Reader, sentences: Sentences, object_id: str) -> str:
    record = reader.get(object_id)
    return record_name(reader, sentences, record) if record is not None else sentences("conflict.unknown")


def _distance(version: Version, here: Here) -> int:
    """0: written on this device. 1: by the same person elsewhere. 2: by somebody else."""
    if version.device is not None and version.device == here.device:
        return 0
    return 1 if version.author is not None and version.author == here.person else 2
