"""Comments on what was written: threads with their state and their place in the text of now, and edits that make them.

A decision on a comment names in its heads the decisions that its author knew; those that nobody knew of each other
stand side by side. One that accepts beside one that rejects is shown as both, until somebody decides again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field as made
from dataclasses import replace
from typing import TYPE_CHECKING

from db.anchors import Anchor, Outcome, Place, anchor, carried
from db.edits import Edit, change, create
from db.frozen import dataclass
from db.open_comments import OPEN, STILL_OPEN, decisions, standing
from db.records import Comment, Decision, Record
from db.revisions import instant_of
from db.state import Graph
from db.trouble import named

if TYPE_CHECKING:
    from db.queries import Reader


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its replies. id: of the first comment, which is root, or None while it has not arrived.

    object, field: what it is about, field empty for the whole of it. deciders: ids of the people whose decisions stand.
    place: where its text stands now; None where it is about no part of a text. instants: by comment, when it was
    written, ISO 8601. seen: what a decision made now names as its heads.
    """

    id: str
    root: Comment | None
    replies: tuple[Comment, ...]
    object: str
    field: str
    state: str = OPEN
    deciders: tuple[str | None, ...] = ()
    place: Place | None = None
    instants: Mapping[str, str] = made(default_factory=dict)
    seen: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state in STILL_OPEN

    @property
    def lost(self) -> bool:
        """Whether the text that it is about is gone."""
        return self.place is not None and self.place.outcome is Outcome.LOST

    @property
    def suggestion(self) -> str | None:
        """What is proposed in place of the quote; None where nothing is, or only what stands there already."""
        root = self.root
        if root is None or root.replacement is None or root.replacement == root.quote:
            return None
        return root.replacement if root.quote or _into_nothing(root) else None

    @property
    def certain(self) -> bool:
        """Whether there is no doubt where its words stand now."""
        place = self.place
        return place is not None and place.outcome is Outcome.SURE and place.exact

    @property
    def acceptable(self) -> bool:
        """Whether what it proposes can be written without a doubt where it belongs."""
        return self.open and self.suggestion is not None and self.certain


def threads(reader: Reader, object_id: str, texts: Mapping[str, str] | None = None) -> tuple[Thread, ...]:
    """The threads on one object: those on all of it first, then by field and place, lost ones before others.

    texts: by field, what stands there where that is not a revision yet.
    """
    with reader.snapshot(), named(reader.path):
        comments = reader.all(Comment, object=object_id)
        found = _gathered(reader, comments) if comments else []
        history = reader.history(object_id) if any(_has_range(each) for each in found) else ()
        record = reader.get(object_id) if any(each.root and _into_nothing(each.root) for each in found) else None
    placed = _placed(found, Graph(history), texts or {}) if history else found
    if record is not None:
        placed = [_in_nothing(each, (texts or {}).get(each.field, text_of(record, each.field))) for each in placed]
    return tuple(sorted(placed, key=_order))


def all_threads(reader: Reader) -> tuple[Thread, ...]:
    """The threads of the whole notebook, with their places; for work beside the window."""
    with reader.snapshot(), named(reader.path):
        objects = sorted({each for _, each in reader.columns(Comment, "object") if each})
        return tuple(thread for each in objects for thread in threads(reader, each))


def comment(
    reader: Reader,
    object_id: str,
    field: str,
    words: str,
    author: str | None,
    span: tuple[int, int] | None = None,
    *,
    replacement: str | None = None,
    comment_id: str | None = None,
) -> Edit:
    """An edit that makes a comment. field: empty for the whole object. span: code points of the field's text of now.

    Raises ValueError for a span that is no part of the text.
    """
    put = anchor(text_of(reader.get(object_id), field), *span) if span is not None else None
    return create(
        Comment,
        comment_id,
        object=object_id,
        field=field,
        author=author,
        text=words,
        replacement=replacement if put is not None else None,
        **_anchored(reader, object_id, field, put),
    )


def reply(thread: Thread, words: str, author: str | None, comment_id: str | None = None) -> Edit:
    """An edit that answers in a thread."""
    return create(
        Comment, comment_id, object=thread.object, field=thread.field, parent=thread.id, author=author, text=words
    )


def decide(thread: Thread, verdict: str, author: str | None) -> Edit:
    """An edit that resolves, reopens, accepts or rejects a thread, in knowledge of what was decided on it so far."""
    return create(Decision, object=thread.id, verdict=verdict, author=author, heads=thread.seen)


def reattach(reader: Reader, root: Comment, field: str, span: tuple[int, int]) -> Edit:
    """An edit that puts a comment on another part of its object's text. Raises ValueError for what is no part of it."""
    put = anchor(text_of(reader.get(root.object or ""), field), *span)
    return change(root, field=field, **_anchored(reader, root.object or "", field, put))


def _anchored(reader: Reader, object_id: str, field: str, put: Anchor | None) -> dict[str, str | int | tuple[str, ...]]:
    heads = reader.heads(object_id).get(field, ())
    if put is None:
        return {"heads": heads}
    return {
        "quote": put.quote, "before": put.before, "after": put.after, "start": put.start, "end": put.end, "heads": heads
    }  # fmt: skip


def _into_nothing(root: Comment) -> bool:
    """Whether it was put on a text that was empty: there are no words to go by."""
    return bool(root.field) and not root.quote and root.start == root.end == 0


def _in_nothing(thread: Thread, text: str) -> Thread:
    """What is proposed for an empty text is sure for as long as it is empty."""
    if thread.root is None or thread.suggestion is None or thread.root.quote:
        return thread
    return replace(thread, place=Place(Outcome.CHECK if text else Outcome.SURE, 0, 0, exact=not text))


def text_of(record: Record | None, field: str) -> str:
    value = getattr(record, field, "") if field else ""
    return value if isinstance(value, str) else ""


def _order(thread: Thread) -> tuple[bool, str, bool, int, str, str]:
    place = thread.place
    lost = place is not None and place.outcome is Outcome.LOST
    return bool(thread.field), thread.field, not lost, place.start if place else 0, _begun(thread), thread.id


def _begun(thread: Thread) -> str:
    return thread.instants.get(thread.id) or min(thread.instants.values(), default="")


# --- threads -------------------------------------------------------------------------------------------------------


def _gathered(reader: Reader, comments: Sequence[Comment]) -> list[Thread]:
    """The threads of comments on one object, without places."""
    known = {each.id: each for each in comments}
    binned = set(_binned(reader, {each.parent for each in comments if each.parent} - known.keys()))
    roots: dict[str, list[Comment]] = defaultdict(list)
    for each in comments:
        name = _root_of(each, known)
        if name not in binned:
            roots[name].append(each)
    created = _created(reader, [each.id for each in comments])
    decided = decisions(reader, roots)
    found: list[Thread] = []
    for name, several in roots.items():
        first = known.get(name)
        replies = sorted((each for each in several if each is not first), key=lambda c: (created.get(c.id, 0), c.id))
        about = first or replies[0]
        state, deciders = standing(decided.get(name, ()))
        seen = {name for each in decided.get(name, ()) for name in each.revision}
        if first is not None:
            seen |= {head for heads in reader.heads(name).values() for head in heads}
        instants = {each.id: instant_of(created.get(each.id, 0)) for each in several}
        found.append(
            Thread(
                name,
                first,
                tuple(replies),
                about.object or "",
                about.field,
                state,
                deciders,
                None,
                instants,
                tuple(sorted(seen)),
            )  # fmt: skip
        )
    return found


def _root_of(one: Comment, known: Mapping[str, Comment]) -> str:
    """The id of the comment that its thread began with; the first one that is not here, where one is missing."""
    name, seen = one, {one.id}
    while name.parent:
        above = known.get(name.parent)
        if above is None or above.id in seen:
            return name.parent if above is None else min(seen)
        name = above
        seen.add(above.id)
    return name.id


def _binned(reader: Reader, ids: Iterable[str]) -> list[str]:
    wanted = json.dumps(sorted(ids))
    query = "SELECT object FROM state WHERE deleted AND object IN (SELECT value FROM json_each(?))"
    return [row[0] for row in reader.rows(query, (wanted,))]


def _created(reader: Reader, ids: Sequence[str]) -> dict[str, int]:
    query = "SELECT object, created FROM state WHERE object IN (SELECT value FROM json_each(?))"
    return dict(reader.rows(query, (json.dumps(list(ids)),)))


# --- places --------------------------------------------------------------------------------------------------------


def _has_range(thread: Thread) -> bool:
    return thread.root is not None and bool(thread.root.quote) and bool(thread.field)


def _placed(found: Sequence[Thread], graph: Graph, texts: Mapping[str, str]) -> list[Thread]:
    """threads with their places in the texts of now."""
    lines = {name: _Versions(graph, name) for name in {each.field for each in found if _has_range(each)}}
    placed = [each for each in found if not _has_range(each)]
    ways: dict[tuple[str, tuple[str, ...]], list[tuple[Thread, Comment, int]]] = defaultdict(list)
    for each in found:
        if _has_range(each) and each.root is not None:
            at = lines[each.field].begin(each.root)
            ways[each.field, each.root.heads if at is None else ()].append((each, each.root, at or 0))
    for (name, heads), several in ways.items():
        way = lines[name].way(heads) if heads else list(lines[name].texts)
        way += [texts[name]] if name in texts else []
        last = {text: at for at, text in enumerate(way)}  # what was undone since then did not happen
        begins = [last[way[at]] for _, _, at in several]
        places = carried([_anchor(root) for _, root, _ in several], way, begins)
        placed += [replace(each, place=place) for (each, _, _), place in zip(several, places, strict=True)]
    return placed


class _Versions:
    """The versions of one field in the order in which they became known to each other."""

    def __init__(self, graph: Graph, name: str) -> None:
        self._graph, self._name = graph, name
        self._moments = list(graph.moments(name))
        self.texts = [self._value(heads) for heads in self._moments] or [""]
        self._place = {heads: at for at, heads in enumerate(self._moments)}
        self._known = {head for heads in self._moments for head in heads}

    def begin(self, root: Comment) -> int | None:
        """Which version a comment was put on; None where it is none of them, but can be put together."""
        heads = tuple(sorted(root.heads))
        if heads in self._place:
            return self._place[heads]
        if heads and self._known >= {*heads}:
            return None
        fits = (
            at
            for at in range(len(self.texts) - 1, -1, -1)
            if self.texts[at][root.start or 0 : root.end or 0] == root.quote
        )
        return next(fits, len(self.texts) - 1)

    def way(self, heads: Sequence[str]) -> list[str]:
        """The texts from what somebody saw who knew heads alone, to now: one more revision in each of them."""
        known, made = set(heads), [self._value(heads)]
        for moment in self._moments:
            news = {each for each in moment if not any(self._graph.has_seen(one, [each]) for one in known)}
            if news:
                known |= news
                made.append(self._value(sorted(known)))
        return made

    def _value(self, heads: Iterable[str]) -> str:
        state = self._graph.field_of(self._name, heads)
        return state.value if state is not None and isinstance(state.value, str) else ""


def _anchor(root: Comment) -> Anchor:
    return Anchor(root.start or 0, root.end or 0, root.quote, root.before, root.after)
