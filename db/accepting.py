"""What becomes of suggestions: written into their texts where that is certain, or not taken, and undone as one step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from db.commenting import Thread, decide, text_of
from db.edits import Edit
from db.frozen import dataclass
from db.open_comments import ACCEPTED, DISPUTED, REJECTED
from db.records import Comment

if TYPE_CHECKING:
    from db.queries import Reader

BESIDE: Final = 16
"""Code points beside a quote by which the words that took its place are found."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """edits: one of each text, and the decisions. refused: ids of threads that cannot be accepted as things stand."""

    edits: tuple[Edit, ...]
    refused: tuple[str, ...] = ()


def accept(reader: Reader, wanted: Iterable[Thread], author: str | None) -> Acceptance:
    """Write what threads propose into their texts, and that it was accepted.

    Only where a place is sure, its words are the quote, and no other suggestion that is accepted with it touches them;
    what cannot be accepted stays as it is.
    """
    by_text: dict[tuple[str, str], list[Thread]] = defaultdict(list)
    refused: list[str] = []
    for each in wanted:
        if each.acceptable:
            by_text[each.object, each.field].append(each)
        else:
            refused.append(each.id)
    edits: list[Edit] = []
    for (object_id, name), several in by_text.items():
        record, base = reader.get(object_id), reader.heads(object_id).get(name, ())
        if record is None or record.deleted or name in reader.conflicts(object_id):
            refused += [each.id for each in several]
            continue
        text, taken = _replaced(text_of(record, name), several)
        refused += [each.id for each in several if each not in taken]
        if taken:
            edits.append(Edit(object_id, record.KIND, {name: text}, {name: base}))
            edits += [decide(each, ACCEPTED, author) for each in taken]
    return Acceptance(tuple(edits), tuple(refused))


def reject(reader: Reader, wanted: Iterable[Thread], author: str | None) -> Acceptance:
    """Say that what threads propose is not taken. Where somebody took one all the same, its words are put back.

    refused: those that are rejected, but whose words cannot be told any more from others in the text, and stay.
    """
    edits: list[Edit] = []
    texts: dict[tuple[str, str], str] = {}
    left: list[str] = []
    for each in wanted:
        edits.append(decide(each, REJECTED, author))
        if each.state != DISPUTED or each.root is None or each.acceptable:
            continue
        record, key = reader.get(each.object), (each.object, each.field)
        if record is None or record.deleted or each.field in reader.conflicts(each.object):
            left.append(each.id)
            continue
        text = texts.get(key, text_of(record, each.field))
        back = _taken_out(text, each.root, each.suggestion or "")
        if back is None:
            left.append(each.id)
        else:
            texts[key] = back
    for (object_id, name), text in texts.items():
        record = reader.get(object_id)
        assert record is not None
        edits.append(Edit(object_id, record.KIND, {name: text}, {name: reader.heads(object_id).get(name, ())}))
    return Acceptance(tuple(edits), tuple(left))


def _taken_out(text: str, root: Comment, replacement: str) -> str | None:
    """text with the quote in place of what replaced it; None where that stands nowhere, or not only once."""
    before, after = root.before[-BESIDE:], root.after[:BESIDE]
    at = text.find(before + replacement + after)
    if at < 0 or text.find(before + replacement + after, at + 1) >= 0:
        return None
    return text[: at + len(before)] + root.quote + text[at + len(before) + len(replacement) :]


def _replaced(text: str, several: Sequence[Thread]) -> tuple[str, list[Thread]]:
    """text with what threads propose, and those whose words were there and untouched by the others."""
    taken: list[Thread] = []
    free = len(text)
    for each in sorted(several, key=lambda one: (one.place.start if one.place else 0, one.id), reverse=True):
        place, root = each.place, each.root
        assert place is not None
        assert root is not None
        if place.end <= free and text[place.start : place.end] == root.quote and (root.quote or not text):
            text = text[: place.start] + (each.suggestion or "") + text[place.end :]
            free = place.start
            taken.append(each)
    return text, taken
