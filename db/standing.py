"""How entries stand to those who decide about them: what would be judged, and what was decided so far."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from db.figured import Tables, figures_changed
from db.frozen import dataclass
from db.revisions import instant_of
from db.status import APPROVED, RETURNED, SUBMITTED, text_heads
from db.trouble import named

if TYPE_CHECKING:
    from db.queries import Reader


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry. heads: the revisions that a decision made now would be about.

    filled: there is text. decided: it was submitted, returned or approved as it is now, with the figures in it, or came
    in from a foreign text.
    submitted_at: when it was submitted last, ISO 8601 in UTC; nothing where it never was.
    """

    kind: str
    heads: tuple[str, ...]
    filled: bool
    decided: bool
    submitted_at: str = ""

    @property
    def to_submit(self) -> bool:
        """There is text, and nobody handed it in or judged it as it is now."""
        return self.filled and not self.decided


def standing(reader: Reader, ids: Iterable[str]) -> dict[str, Standing]:
    """How each of the entries with these ids stands; what is not known is left out."""
    wanted = json.dumps(sorted(set(ids)))
    with reader.snapshot(), named(reader.path):
        entries = reader.rows(
            "SELECT object, kind, filled, imported, heads, writers FROM state "
            "WHERE object IN (SELECT value FROM json_each(?))",
            (wanted,),
        )
        decisions = reader.rows(
            "SELECT d.object, d.verdict, d.heads, s.created FROM decision d JOIN state s ON s.object = d.id "
            "WHERE NOT d.deleted AND d.verdict IN (?, ?, ?) AND d.object IN (SELECT value FROM json_each(?))",
            (SUBMITTED, RETURNED, APPROVED, wanted),
        )
        now = {name: _heads(kind, heads, writers) for name, kind, _, _, heads, writers in entries}
        named_by = [(name, frozenset(json.loads(heads)), created) for name, _, heads, created in decisions]
        covered = covering(reader, now, named_by)
        submitted: dict[str, int] = {}
        for name, verdict, _, created in decisions:
            if verdict == SUBMITTED:
                submitted[name] = max(created, submitted.get(name, 0))
        judged = {name for name, *_ in decisions}
        return {
            name: Standing(
                kind,
                now[name],
                bool(filled),
                name in covered if name in judged else bool(imported),
                instant_of(submitted[name]) if submitted.get(name) else "",
            )
            for name, kind, filled, imported, *_ in entries
        }


def covering(
    reader: Tables, now: Mapping[str, Iterable[str]], decisions: Iterable[tuple[str, frozenset[str], int]]
) -> frozenset[str]:
    """The entries that one of decisions is about as they are now, with their figures.

    now: by entry, the revisions of its texts. decisions: entry, revisions that it names, and its time (hlc).
    """
    same = [each for each in decisions if each[1].issuperset(now.get(each[0], ()))]
    changed = figures_changed(reader, same)
    return frozenset(name for (name, _, _), beside in zip(same, changed, strict=True) if not beside)


def _heads(kind: str, shown: str, writers: str) -> tuple[str, ...]:
    return tuple(sorted(text_heads(kind, json.loads(shown), json.loads(writers))))
