"""What came into a notebook by merging: the merges that were made, and who wrote what one would bring, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from db.frozen import dataclass
from db.holdings import Holdings
from db.records import Person
from resources import Words

if TYPE_CHECKING:
    from db.holdings import Intake
    from db.mergeplan import MergePlan, Redacting
    from db.queries import Reader

NAMED: Final = 4
"""Writers and reasons that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One merge. name: of the file or folder. writers: who wrote what came in. instant: ISO 8601. brought: how many
    revisions; aside: how many of them were taken back."""

    id: str
    name: str
    writers: Words
    instant: str
    brought: int
    aside: int


def taken(reader: Reader, intakes: Sequence[Intake]) -> tuple[Taken, ...]:
    """The merges as a list shows them, in the order given."""
    holdings = Holdings(reader)
    return tuple(
        Taken(
            each.id, each.name, _words(reader, holdings.writers(each.revisions), {}), each.taken_at,
            len(each.revisions), each.aside,
        )
        for each in intakes
    )  # fmt: skip


def writers_words(reader: Reader, plan: MergePlan) -> Words:
    """Who wrote what plan takes in, most first. Somebody who comes in too is known by the plan."""
    counts: Counter[str] = Counter()
    for sender in plan.senders:
        counts[sender.author] += sender.revisions
    coming = [each.revision for each in plan.of_kinds(Person.KIND)]
    return _words(reader, counts, {each.object: str(each.fields.get("name") or "") for each in coming})


def reasons_words(redactions: Sequence[Redacting]) -> Words:
    """Why something was blanked, as those who did it said."""
    reasons = [
        ("intakes.reason", {"reason": each.reason}) if each.reason else ("intakes.no_reason", {})
        for each in redactions[:NAMED]
    ]
    more = [("intakes.more_reasons", {"count": len(redactions) - NAMED})] if len(redactions) > NAMED else []
    return Words((*reasons, *more))


def _words(reader: Reader, counts: Mapping[str, int], coming: Mapping[str, str]) -> Words:
    named: Counter[str] = Counter()
    unknown = 0
    for author, count in counts.items():
        found = reader.get(author) if author else None
        name = (found.name if isinstance(found, Person) else "") or coming.get(author, "")
        if name:
            named[name] += count
        else:
            unknown += count
    shown, rest = named.most_common(NAMED), named.most_common()[NAMED:]
    parts: list[tuple[str, dict[str, object]]] = [
        ("intakes.by", {"name": name, "count": count}) for name, count in shown
    ]
    if rest:
        parts.append(("intakes.others", {"people": len(rest), "count": sum(count for _, count in rest)}))
    if unknown:
        parts.append(("intakes.unknown", {"count": unknown}))
    return Words(tuple(parts))
