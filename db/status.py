"""The state of an entry: computed from what is written and what was decided, stored nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from db.frozen import dataclass
from db.records import KINDS, Shape, field_specs

EMPTY: Final = "empty"
WRITING: Final = "writing"
SUBMITTED: Final = "submitted"
RETURNED: Final = "returned"
REVISED: Final = "revised"
APPROVED: Final = "approved"
CHANGED: Final = "changed_since_approval"

WAITING: Final = frozenset({SUBMITTED, REVISED, CHANGED})
"""Of what waits for a reviewer."""
_STRICTEST_FIRST: Final = (RETURNED, REVISED, CHANGED, APPROVED)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in an entry.

    filled: any of its texts has words. heads: the revisions its texts come from. imported: it came from a
    foreign text. in_draft: text of it is being written.
    """

    filled: bool
    heads: frozenset[str]
    imported: bool = False
    in_draft: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision on an entry, of its author, on the versions in heads. beside: a figure in it changed since."""

    verdict: str
    author: str | None
    heads: frozenset[str]
    beside: bool = False


def status_of(written: Written, judged: Iterable[Judgement]) -> str:
    """empty, writing, submitted, returned, revised, approved or changed_since_approval.

    judged: the decisions on it, oldest first. Each reviewer's latest verdict counts, the strictest of them holds.
    Imported entries count as submitted.
    """
    decided = list(judged)
    latest: dict[str | None, tuple[int, Judgement]] = {}
    for at, judgement in enumerate(decided):
        if judgement.verdict in (RETURNED, APPROVED):
            latest[judgement.author] = (at, judgement)
    if latest:
        submitted_at = max((at for at, each in enumerate(decided) if each.verdict == SUBMITTED), default=-1)
        standing = {_of_one(judgement, written.heads, at < submitted_at) for at, judgement in latest.values()}
        return next(status for status in _STRICTEST_FIRST if status in standing)
    if not written.filled:
        return WRITING if written.in_draft else EMPTY
    if written.imported or any(judgement.verdict == SUBMITTED for judgement in decided):
        return SUBMITTED
    return WRITING


def content_fields(kind: str) -> tuple[str, ...]:
    """The fields of kind whose text is reviewed."""
    found = KINDS.get(kind)
    return () if found is None else tuple(spec.name for spec in field_specs(found) if spec.shape is Shape.TEXT)


def text_heads(kind: str, shown: Mapping[str, Sequence[str]], writers: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """All heads of the texts of an object of kind, those in conflict too: what a decision on it judges.

    shown, writers: per field, the revisions that the shown value came from, and all that stand where they differ.
    """
    heads = {**shown, **writers}
    return frozenset(head for name in content_fields(kind) for head in heads.get(name, ()))


def _of_one(judgement: Judgement, now: frozenset[str], submitted_since: bool) -> str:
    changed = judgement.beside or not now <= judgement.heads
    if judgement.verdict == RETURNED:
        return REVISED if changed or submitted_since else RETURNED
    return CHANGED if changed else APPROVED
