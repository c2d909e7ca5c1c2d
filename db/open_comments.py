"""Which comments are open: how their threads stand by the decisions on them, without asking where their words are."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from db.frozen import dataclass
from db.records import Comment
from db.trouble import named

if TYPE_CHECKING:
    from db.queries import Reader

OPEN: Final = "open"
RESOLVED: Final = "resolved"
REOPENED: Final = "reopened"
ACCEPTED: Final = "accepted"
REJECTED: Final = "rejected"
DISPUTED: Final = "disputed"
"""Somebody accepted a suggestion, and somebody else, who did not know of it, rejected it."""

STILL_OPEN: Final = frozenset({OPEN, REOPENED, DISPUTED})


@dataclass(frozen=True, slots=True)
class Root:
    """The first comment of an open thread. start: where it was put, code points of the text of then."""

    id: str
    object: str
    field: str
    start: int
    author: str | None


def open_counts(reader: Reader) -> dict[str, int]:
    """How many open threads there are on each object that has one."""
    return dict(Counter(root.object for root in open_roots(reader)))


def open_roots(reader: Reader) -> tuple[Root, ...]:
    """The first comments of all open threads on what is outside the bin, without their places: for counting and
    walking."""
    return reader.once("open comments", lambda: _open_roots(reader))


@dataclass(frozen=True, slots=True)
class Decided:
    """revision: that wrote the verdict. heads: what its author knew. created: hlc."""

    verdict: str
    author: str | None
    revision: tuple[str, ...]
    heads: frozenset[str]
    created: int

    def knew(self, other: Decided) -> bool:
        """Whether other is superseded by this; decisions of other programs, which name nothing, go by their time."""
        if self is other:
            return False
        return bool(self.heads & {*other.revision}) if self.heads else self.created > other.created


def decisions(reader: Reader, ids: Iterable[str]) -> dict[str, list[Decided]]:
    """The decisions on the threads that begin with the comments in ids, oldest first, by those ids."""
    rows = reader.rows(
        "SELECT d.object, d.verdict, d.author, s.heads, d.heads, s.created FROM decision d "
        "JOIN state s ON s.object = d.id "
        "WHERE NOT d.deleted AND d.object IN (SELECT value FROM json_each(?)) ORDER BY s.created, d.id",
        (json.dumps(sorted(ids)),),
    )
    found: dict[str, list[Decided]] = defaultdict(list)
    for name, verdict, author, own, heads, created in rows:
        revision = tuple(json.loads(own).get("verdict", ()))
        found[name].append(Decided(verdict, author, revision, frozenset(json.loads(heads)), created))
    return found


def standing(decided: Sequence[Decided]) -> tuple[str, tuple[str | None, ...]]:
    """The state that decisions make, and whose they are: those that no other one knew. What is stricter holds."""
    last = [each for each in decided if not any(other.knew(each) for other in decided)]
    verdicts = {each.verdict for each in last}
    people = tuple(dict.fromkeys(each.author for each in last))
    if {ACCEPTED, REJECTED} <= verdicts:
        return DISPUTED, people
    return next((each for each in (REOPENED, ACCEPTED, REJECTED, RESOLVED) if each in verdicts), OPEN), people


def _open_roots(reader: Reader) -> tuple[Root, ...]:
    with reader.snapshot(), named(reader.path):
        rows = reader.columns(Comment, "object", "field", "start", "parent", "author")
        decided = decisions(reader, (row[0] for row in rows if not row[4]))
        about_all = json.dumps(sorted({row[1] for row in rows if row[1]}))
        binned = {
            row[0]
            for row in reader.rows(
                "SELECT object FROM state WHERE deleted AND object IN (SELECT value FROM json_each(?))", (about_all,)
            )
        }
    return tuple(
        Root(name, about, field, start or 0, author)
        for name, about, field, start, parent, author in rows
        if about and about not in binned and not parent and standing(decided.get(name, ()))[0] in STILL_OPEN
    )
