"""What reviewers decide about entries: what each judged last and what stood there, and the edits that judge."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from db.edits import Edit, create
from db.figured import figure_heads, figures_changed, figures_with
from db.frozen import dataclass
from db.open_comments import open_roots
from db.records import Decision
from db.revisions import instant_of
from db.standing import standing
from db.state import Graph
from db.status import APPROVED, RETURNED, content_fields
from db.trouble import named

if TYPE_CHECKING:
    from db.queries import Reader


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one reviewer said last. verdict: returned or approved. instant: ISO 8601. heads: the revisions judged, of
    the entry and of its figures.

    current: the entry and its figures stand as they were judged.
    """

    verdict: str
    author: str | None
    reason: str
    instant: str
    heads: tuple[str, ...]
    current: bool


def verdicts(reader: Reader, entry: str) -> tuple[Verdict, ...]:
    """The last verdict of each reviewer on an entry, the strictest first, of these the newest."""
    with reader.snapshot(), named(reader.path):
        rows = reader.rows(
            "SELECT d.verdict, d.author, d.reason, s.created, d.heads FROM decision d JOIN state s ON s.object = d.id "
            "WHERE NOT d.deleted AND d.object = ? AND d.verdict IN (?, ?) ORDER BY s.created, d.id",
            (entry, RETURNED, APPROVED),
        )
        now = {*standing(reader, [entry])[entry].heads} if rows else set()
        changed = figures_changed(reader, [(entry, frozenset(json.loads(row[4])), row[3]) for row in rows])
    last: dict[str | None, Verdict] = {}
    for (verdict, author, reason, created, heads), beside in zip(rows, changed, strict=True):
        judged = tuple(json.loads(heads))
        last[author] = Verdict(verdict, author, reason, instant_of(created), judged, now <= {*judged} and not beside)
    newest = sorted(last.values(), key=lambda each: each.instant, reverse=True)
    return tuple(sorted(newest, key=lambda each: each.verdict != RETURNED))


def last_reviewed(reader: Reader, entry: str, person: str | None) -> Verdict | None:
    """What person judged last of an entry, else what anybody did; None where nobody did."""
    found = sorted(verdicts(reader, entry), key=lambda each: (each.author == person, each.instant))
    return found[-1] if found else None


def texts_at(reader: Reader, entry: str, heads: Iterable[str], fields: Sequence[str] = ()) -> dict[str, str]:
    """By field, the texts of an entry as revisions and what they were written on leave them.

    fields: instead of those that are reviewed. Of what heads name no revision of, as of a figure in a decision on its
    entry that names texts alone, nothing is known where fields are given.
    """
    revisions, known = reader.history(entry), {*heads}
    if fields and known.isdisjoint(each.id for each in revisions):
        return {}
    graph = Graph(revisions)
    found: dict[str, str] = {}
    for name in fields or (content_fields(graph.kind) if graph else ()):
        state = graph.field_of(name, known)
        found[name] = state.value if state is not None and isinstance(state.value, str) else ""
    return found


def open_on(reader: Reader) -> dict[str, int]:
    """By entry, how many open threads there are on it and on the figures that are judged with it."""
    home = {figure: entry for entry, several in figures_with(reader).items() for figure in several}
    return dict(Counter(home.get(root.object, root.object) for root in open_roots(reader)))


def judge(reader: Reader, entries: Iterable[str], verdict: str, author: str | None, reason: str = "") -> list[Edit]:
    """Edits that return or approve entries as they stand now, with the figures that stand in them."""
    with reader.snapshot():
        stand = standing(reader, entries)
        beside = figure_heads(reader, stand)
    edits = []
    for name, each in stand.items():
        if each.filled:
            heads = tuple(sorted({*each.heads, *beside.get(name, ())}))
            edits.append(create(Decision, object=name, verdict=verdict, author=author, reason=reason, heads=heads))
    return edits
