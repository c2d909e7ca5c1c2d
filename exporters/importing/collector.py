"""Gathers what one article becomes: objects with ids of its own text, cuts, doubts and labels."""

from __future__ import annotations

import hashlib
import unicodedata
import uuid
from collections import Counter
from dataclasses import dataclass, field

from db.edits import Edit, create
from db.order import key_between
from db.records import Record, Value
from exporters.importing.values import Cut, Doubt

_EXCERPT = 40


@dataclass(slots=True)
class Proposal:
    """One object that is still being filled in."""

    kind: type[Record]
    id: str
    fields: dict[str, Value]
    flags: list[str] = field(default_factory=list)

    def edit(self) -> Edit:
        fields = dict(self.fields)
        if self.flags:
            fields["flags"] = tuple(dict.fromkeys(self.flags))
        return create(self.kind, self.id, **fields)


class Collector:
    """The objects of one article, in reading order.

    Ids are UUIDv5 of (tour, hash of the article's NFC text, kind, number), and no field depends on anything but the
    article, so that importing it again, anywhere, proposes the same bytes.
    """

    def __init__(self, tour: str, text: str, start: int, end: int) -> None:
        self.tour = tour
        self.text = text
        self.start, self.end = start, end
        content = unicodedata.normalize("NFC", text[start:end].strip())
        self._hash = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
        self._counts: Counter[str] = Counter()
        self._last_order: dict[str, str] = {}
        self.proposals: list[Proposal] = []
        self.cuts: list[Cut] = []
        self.doubts: list[Doubt] = []
        self.labels: list[str] = []

    def new(self, kind: type[Record], /, *, ordered: bool = True, **fields: Value) -> Proposal:
        """A new object. ordered: it stands in a list inside the article and gets its place there."""
        number = self._counts[kind.KIND]
        self._counts[kind.KIND] += 1
        made = Proposal(kind, object_id(self.tour, self._hash, kind.KIND, number), dict(fields))
        if ordered:
            made.fields["order"] = self._last_order[kind.KIND] = key_between(self._last_order.get(kind.KIND), None)
        self.proposals.append(made)
        return made

    def drop(self, proposal: Proposal) -> None:
        """Takes back an object that turned out to hold nothing. Its number is not given again."""
        self.proposals.remove(proposal)

    def cut(self, what: str, start: int, end: int, to: Proposal | None = None, name: str = "") -> None:
        self.cuts.append(Cut(what, start, end, to.id if to else "", name))

    def doubt(self, code: str, start: int, end: int, to: Proposal) -> None:
        """Flags to with code and remembers the place."""
        to.flags.append(code)
        excerpt = " ".join(self.text[start : min(end, start + _EXCERPT)].split())
        self.doubts.append(Doubt(code, start, end, to.id, excerpt))

    def label(self, start: int, end: int) -> None:
        """A word of the source that became the name of a field."""
        self.labels.append(self.text[start:end])

    def counts(self) -> tuple[tuple[str, int], ...]:
        return tuple(Counter(made.kind.KIND for made in self.proposals).items())


def object_id(tour: str, content_hash: str, kind: str, number: int) -> str:
    """The id of an imported object. tour: the tour's UUID. Raises ValueError where tour is none."""
    return str(uuid.uuid5(uuid.UUID(tour), f"{content_hash}:{kind}:{number}"))
