"""What pasted cards and rows would write: edits of a visit and its contacts, from pieces that somebody looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.edits import Edit, change, create
from db.order import key_between
from db.records import Contact, Visit
from exporters.importing.cards import CONTACT, CONTACT_FIELDS, VISIT

if TYPE_CHECKING:
    from exporters.importing.cards import Piece


@dataclass(frozen=True, slots=True)
class Choice:
    """A piece, and where a person wants it. target, field: as of Piece; an empty field leaves it out."""

    piece: Piece
    target: str
    field: str


def proposed(pieces: Iterable[Piece], visit: Visit) -> list[Choice]:
    """What is proposed: a field of the visit that says something else already is left as it is."""
    return [
        Choice(piece, piece.target, "" if piece.target == VISIT and _taken(visit, piece) else piece.field)
        for piece in pieces
    ]


def _taken(visit: Visit, piece: Piece) -> bool:
    return bool(piece.field) and bool(getattr(visit, piece.field))


def edits(choices: Sequence[Choice], visit: Visit, contacts: Sequence[Contact]) -> list[Edit]:
    """One edit of the visit, and one for each contact: who is there already (name or e-mail) gets what was missing."""
    header: dict[str, str] = {}
    people: dict[int, dict[str, str]] = {}
    for choice in choices:
        if choice.field:
            into = header if choice.target == VISIT else people.setdefault(choice.piece.number, {})
            into[choice.field] = ", ".join(filter(None, (into.get(choice.field), choice.piece.value)))
    found = [change(visit, **header)] if header else []
    return found + contact_edits(people.values(), visit.id, contacts)


def contact_edits(rows: Iterable[dict[str, str]], visit_id: str, contacts: Sequence[Contact]) -> list[Edit]:
    """Contacts with these fields, new ones behind those that are there."""
    found, last = [], contacts[-1].order if contacts else None
    for fields in rows:
        known = next((each for each in contacts if _same(each, fields)), None)
        if known is not None:
            missing = {name: value for name, value in fields.items() if not getattr(known, name)}
            found += [change(known, **missing)] if missing else []
        elif any(fields.values()):
            last = key_between(last, None)
            found.append(create(Contact, visit=visit_id, order=last, **fields))
    return found


def _same(contact: Contact, fields: dict[str, str]) -> bool:
    return any(fields.get(name) and fields[name] == getattr(contact, name) for name in ("name", "email"))


def choices_of(piece: Piece) -> tuple[tuple[str, str], ...]:
    """Where a piece could go, as (target, field): what its neighbours are first."""
    contact = tuple((CONTACT, field) for field in CONTACT_FIELDS)
    header = tuple(
        (VISIT, field) for field in ("institution", "original_name", "address", "tel", "fax", "web", "email")
    )
    more = tuple((VISIT, field) for field in ("visit_type", "country", "city"))
    return (*header, *more, *contact) if piece.target == VISIT else (*contact, *header, *more)
