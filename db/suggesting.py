"""Suggestions from a text that somebody typed over another: what changed, by words, and the comments that propose it.

Nothing is asked of the keys: the text that stands and the text that is wanted are compared, so that every way of
writing counts, whatever input method it comes from. All that one text became is all that its suggestions say: accepted
together they give the text that was typed, rejected together the text that stood.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from db.anchors import Outcome, anchor, carried
from db.commenting import Thread, threads
from db.edits import Edit, change, create
from db.frozen import dataclass
from db.records import Comment
from db.state import Graph

if TYPE_CHECKING:
    from db.queries import Reader

WORD: Final = 24
"""Code points by which a change is widened to the words that it is in; what is longer is no word."""
Change: TypeAlias = tuple[int, int, int, int]
"""start and end of a change in the text before, and of what stands for it in the text after."""
_LEFT: Final = re.compile(r"\S*\Z")
_RIGHT: Final = re.compile(r"\S*")
_NEXT: Final = re.compile(r"\s+\S*")
_LAST: Final = re.compile(r"\S*\s+\Z")


@dataclass(frozen=True, slots=True)
class Proposal:
    """In place of text[start:end], code points, replacement. Only of an empty text are start and end the same."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """A text on which somebody suggests by typing. heads: the revisions it came from. own: the author's suggestions on
    it that are open, in the order of the text, none touching another. settled: those that were accepted or rejected
    since he began."""

    object: str
    field: str
    text: str
    heads: tuple[str, ...]
    own: tuple[tuple[Thread, Proposal], ...] = ()
    settled: tuple[tuple[Thread, Proposal], ...] = ()

    @property
    def typed(self) -> str:
        """The text with the author's own suggestions in it: what is gone on with."""
        return applied(self.text, [proposal for _, proposal in self.own])


def proposals(before: str, after: str) -> tuple[Proposal, ...]:
    """What makes after of before, a contiguous change each, in the order of the text; none where both are the same.

    Changes are as large as the words they are in, so that each has words of its own by which it is found again.
    """
    if before == after:
        return ()
    if not before.strip():
        return (Proposal(0, len(before), after),)
    groups: list[tuple[int, int, list[Change]]] = []
    for made in changes(before, after):
        left, right = _widened(before, made[0], made[1])
        inside = [made]
        while groups and left <= groups[-1][1]:
            begin, stop, earlier = groups.pop()
            left, right, inside = min(left, begin), max(right, stop), earlier + inside
        groups.append((left, right, inside))
    return tuple(
        Proposal(left, right, after[inside[0][2] - (inside[0][0] - left) : inside[-1][3] + (right - inside[-1][1])])
        for left, right, inside in groups
    )


def changes(before: str, after: str) -> tuple[Change, ...]:
    """What differs, each contiguous change once, in the order of the text.

    A line that is put in or taken out begins with its line end, so that it stands behind the line before it.
    """
    found: list[Change] = []
    for each in _differing(before, after):
        found.append(_turned(before, after, each, found[-1][1] + 1 if found else 0))
    return tuple(found)


def applied(text: str, wanted: Iterable[Proposal]) -> str:
    """text with proposals that do not touch each other carried out."""
    for each in sorted(wanted, key=lambda one: one.start, reverse=True):
        text = text[: each.start] + each.replacement + text[each.end :]
    return text


def sitting(
    reader: Reader,
    object_id: str,
    field: str,
    author: str | None,
    heads: Sequence[str] = (),
    known: Collection[str] | None = None,
) -> Sitting:
    """The text of a field to suggest on, and what author suggested there before.

    heads: revisions from which the text came that somebody began on and goes on with; else it is the text of now.
    known: ids of the suggestions he had there while he wrote; None for all of them.
    """
    record, found = reader.get(object_id), threads(reader, object_id)
    text, newest = str(getattr(record, field, "") or ""), reader.heads(object_id).get(field, ())
    places = {each.id: (each.place.start, each.place.end) for each in found if each.place is not None and each.certain}
    if heads and {*heads} != {*newest}:
        graph = Graph(reader.history(object_id))
        then = _text_at(graph, field, heads)
        if then is not None:
            text, newest, places = then, tuple(heads), _places(graph, found, field, then)
    own = _own(found, text, field, author, places)
    since = [pair for pair in own if not pair[0].open and heads and (known is None or pair[0].id in known)]
    return Sitting(object_id, field, text, newest, _apart(pair for pair in own if pair[0].open), tuple(since))


def suggested(reader: Reader, begun: Sitting, typed: str, author: str | None) -> tuple[Edit, ...]:
    """Edits after which author's suggestions on the text of begun say what typed is.

    Those that still say it stay as they are; others are changed, with the remark and the answers that they have;
    one whose change was taken back goes, or stays as the remark alone that it is.
    """
    wanted = list(proposals(begun.text, typed))
    changed: list[tuple[Thread, Proposal]] = []
    for thread, proposal in begun.own:
        saying = _saying(begun.text, proposal, wanted)
        wanted = [each for each in wanted if each not in saying]
        if not saying:
            changed.append((thread, proposal))
    for _, proposal in begun.settled:
        saying = _saying(begun.text, proposal, wanted)
        wanted = [each for each in wanted if each not in saying]
    edits: list[Edit] = []
    for thread, proposal in changed:
        assert thread.root is not None
        near = next((each for each in wanted if each.start < proposal.end and proposal.start < each.end), None)
        if near is not None:
            wanted.remove(near)
            edits.append(change(thread.root, replacement=near.replacement, **_put(begun, near)))
        elif thread.root.text or thread.replies:
            edits.append(change(thread.root, replacement=None))
        else:
            edits.append(change(thread.root, deleted=True))
    for each in wanted:
        fields = {"object": begun.object, "field": begun.field, "author": author, "replacement": each.replacement}
        edits.append(create(Comment, None, **fields, **_put(begun, each)))
    return tuple(edits)


def _saying(text: str, proposal: Proposal, wanted: Iterable[Proposal]) -> list[Proposal]:
    """Those of wanted that together make of text what proposal does; none where they do not."""
    inside = [each for each in wanted if proposal.start <= each.start and each.end <= proposal.end]
    within = [Proposal(e.start - proposal.start, e.end - proposal.start, e.replacement) for e in inside]
    return inside if applied(text[proposal.start : proposal.end], within) == proposal.replacement else []


def _places(graph: Graph, found: Iterable[Thread], field: str, text: str) -> dict[str, tuple[int, int]]:
    """By thread, where its words stand in an earlier text, of those whose place there is certain."""
    places: dict[str, tuple[int, int]] = {}
    for thread in found:
        root = thread.root
        then = _text_at(graph, field, root.heads) if root is not None and thread.field == field else None
        if root is None or then is None:
            continue
        if not then and not text:
            places[thread.id] = 0, 0
        elif root.quote and then[root.start or 0 : root.end or 0] == root.quote:
            place = carried([anchor(then, root.start or 0, root.end or 0)], [then, text])[0]
            if place.outcome is Outcome.SURE and place.exact:
                places[thread.id] = place.start, place.end
    return places


def _own(
    found: Iterable[Thread], text: str, field: str, author: str | None, places: Mapping[str, tuple[int, int]]
) -> list[tuple[Thread, Proposal]]:
    """What author proposed on text, settled or not, in its order."""
    own: list[tuple[Thread, Proposal]] = []
    for each in found:
        if each.field != field or each.root is None or each.root.author != author or each.suggestion is None:
            continue
        span = places.get(each.id)
        if span is not None and text[span[0] : span[1]] == each.root.quote:
            own.append((each, Proposal(*span, each.suggestion)))
    return sorted(own, key=lambda one: (one[1].start, one[0].id))


def _apart(own: Iterable[tuple[Thread, Proposal]]) -> tuple[tuple[Thread, Proposal], ...]:
    """Those of own, in the order of the text, that touch none before them."""
    apart: list[tuple[Thread, Proposal]] = []
    for thread, proposal in own:
        if not apart or proposal.start >= apart[-1][1].end > 0:
            apart.append((thread, proposal))
    return tuple(apart)


def _put(begun: Sitting, proposal: Proposal) -> dict[str, str | int | tuple[str, ...]]:
    """Where a comment stands that makes a proposal."""
    if proposal.start == proposal.end:
        return {"quote": "", "before": "", "after": "", "start": 0, "end": 0, "heads": begun.heads}
    put = anchor(begun.text, proposal.start, proposal.end)
    return {
        "quote": put.quote, "before": put.before, "after": put.after, "start": put.start, "end": put.end,
        "heads": begun.heads,
    }  # fmt: skip


def _text_at(graph: Graph, field: str, heads: Sequence[str]) -> str | None:
    state = graph.field_of(field, heads) if heads else None
    return state.value if state is not None and isinstance(state.value, str) else None


def _differing(before: str, after: str) -> Iterable[Change]:
    from db.difference import difference  # wanted when somebody suggested something, and by no start

    at = beside = 0
    open_at: tuple[int, int] | None = None
    for piece in difference(before, after):
        if piece.kind == "same":
            if open_at is not None:
                yield open_at[0], at, open_at[1], beside
                open_at = None
            at, beside = at + len(piece.text), beside + len(piece.text)
            continue
        open_at = open_at or (at, beside)
        if piece.kind == "deleted":
            at += len(piece.text)
        else:
            beside += len(piece.text)
    if open_at is not None:
        yield open_at[0], at, open_at[1], beside


def _turned(before: str, after: str, made: Change, free: int) -> Change:
    """A change of lines that can as well be read as beginning with the line end before them; free: code points of
    before that are no change."""
    start, end, beside, stop = made
    if start < end and beside < stop:
        return made
    moved = before[start:end] or after[beside:stop]
    for by in range(1, min(len(moved), start - free) + 1):
        if before[start - by] != moved[-by]:
            break
        if moved[-by] == "\n":
            return start - by, end - by, beside - by, stop - by
    return made


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The words that a change is in; for what is put between words, the word at one of its sides."""
    left, right = _LEFT.search(text, max(0, start - WORD), start), _RIGHT.match(text, end, end + WORD)
    begin, stop = left.start() if left is not None else start, right.end() if right is not None else end
    if start < end:  # of what is deleted or replaced, only words that it cuts
        return start if text[start].isspace() else begin, end if text[end - 1].isspace() else stop
    if begin < start or stop > end:
        return begin, stop
    if (behind := _NEXT.match(text, end, end + WORD)) is not None:
        return start, behind.end()
    ahead = _LAST.search(text, max(0, start - WORD), start)
    return ahead.start() if ahead is not None else start, end
