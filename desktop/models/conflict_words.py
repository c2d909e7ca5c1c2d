"""What is said of a conflict: what happened, and who did it when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from db.disputes import DELETED, STRAY, deleters, deletion, host
from desktop.models.values import Here, mine_first, signed

if TYPE_CHECKING:
    from db.queries import Reader, Version
    from desktop.models.conflicts import Spot
    from resources import Sentences

ALONE = ("text", DELETED, STRAY, "heading", "question", "answer")
"""Fields whose line stands beside them, so that it need not name them."""


def versions_of(reader: Reader, spot: Spot) -> tuple[Version, ...]:
    """What there is to choose from; of what hangs on the bin: who put it there."""
    if spot.field == STRAY:
        found = host(reader, spot.object)
        return deleters(reader, found.id) if found is not None else ()
    if spot.field == DELETED:
        return deletion(reader.history(spot.object))
    return reader.conflicts(spot.object).get(spot.field, ())


def sentence(
    reader: Reader, say: Sentences, spot: Spot, versions: Sequence[Version], here: Here, called: str = ""
) -> tuple[str, str]:
    """What happened, and who did it when.

    called: what the object is called, where that does not follow from the place.
    """
    subject = (called, "" if spot.field in ALONE else say(f"fields.field.{spot.field}"))
    what = _what(reader, say, spot, versions)
    if any(subject):
        what = say("conflict.of_field", field=" · ".join(filter(None, subject)), what=what)
    names = []
    for version in mine_first(versions, here):
        one, did = signed(reader, say, version, here), ""
        if spot.field in (DELETED, STRAY):
            did = say(f"conflict.{'binned' if version.value else 'written'}")
        names.append(" ".join(filter(None, (one.name, one.time, did))))
    return what, " · ".join(names)


def _what(reader: Reader, say: Sentences, spot: Spot, versions: Sequence[Version]) -> str:
    if spot.field == STRAY:
        found = host(reader, spot.object)
        return say(f"conflict.stray_{found.KIND if found is not None else 'visit'}")
    people = {version.author for version in versions}
    all_known = None not in people and len(people) == len(versions)
    who = "people" if all_known else "places"
    if spot.field == DELETED:
        return say(f"conflict.deleted_{who}")
    return say(f"conflict.two_{who}") if len(versions) == 2 else say(f"conflict.{who}", count=len(versions))
