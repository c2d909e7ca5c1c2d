"""Undo of one field, as values: it outlives the widget, so that a page may be built anew around a text.

Qt's own undo ends with its document, counts indents as steps, and would take back what others wrote. Here a step is
what changed in the text. What comes from elsewhere is no step: the author's steps make room for it, and those that it
touches cannot be taken back any more.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from db.frozen import dataclass

MOST = 2_000
"""Steps that are kept of one field."""
PIECE = 4_096
"""Code points that are compared at a time."""
LONGEST = 50_000
"""Code points that are compared word by word, where others changed several places."""


@dataclass(frozen=True, slots=True)
class Step:
    """At a place in the text (in code points) the text removed gave way to the text added. turn: when.

    stamp: which it was among the steps of all fields, where somebody counts them.
    """

    at: int
    removed: str
    added: str
    turn: int = 0
    stamp: int = 0

    @property
    def back(self) -> Step:
        return replace(self, removed=self.added, added=self.removed)

    def applied(self, text: str) -> str:
        return text[: self.at] + self.added + text[self.at + len(self.removed) :]


def step_between(before: str, after: str) -> Step:
    """The smallest step from before to after."""
    start = _common(before, after, min(len(before), len(after)))
    most = min(len(before), len(after)) - start
    end = _common_end(before, after, most)
    return Step(start, before[start : len(before) - end], after[start : len(after) - end])


class Steps:
    """One field's text, and the author's way there and back.

    turn: which turn it is between writing and what is done to the records; steps of two turns are never joined.
    stamp: counts the steps of all fields. lasts: the way back outlives the field; a line's ends when it is left, which
    is a step on the records.
    """

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.turn: Callable[[], int] = _newest
        self.stamp: Callable[[], int] = int
        self.lasts = False
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    @property
    def done_at(self) -> int:
        """The turn of the step that undo would take back; only where there is one."""
        return self._done[-1].turn

    @property
    def last(self) -> tuple[int, int]:
        """Turn and stamp of the step that undo would take back; only where there is one."""
        return self._done[-1].turn, self._done[-1].stamp

    @property
    def undone_at(self) -> int:
        """The turn in which the step was taken back that redo would bring again; only where there is one."""
        return self._undone[-1].turn

    def note(self, text: str) -> None:
        """The author changed the text; the keys of a word are one step; syllables and lines are steps."""
        if text == self.text:
            return
        step = replace(step_between(self.text, text), turn=self.turn(), stamp=self.stamp())
        self.text = text
        self._undone.clear()
        joined = _joined(self._done[-1], step) if self._done else None
        if joined is not None:
            self._done[-1] = joined
        else:
            self._done.append(step)
            del self._done[:-MOST]

    def take(self, text: str) -> None:
        """The text is another now, and the author did not change it."""
        for foreign in _parts(self.text, text) if text != self.text else ():
            self._done = _before(self._done, foreign)
            self._undone = _after(self._undone, foreign)
        self.text = text

    def undo(self) -> Step | None:
        """The step that takes the last one back; the text is without it from now on."""
        return self._go(self._done, self._undone, back=True)

    def redo(self) -> Step | None:
        return self._go(self._undone, self._done, back=False)

    def _go(self, source: list[Step], target: list[Step], *, back: bool) -> Step | None:
        if not source:
            return None
        step = replace(source.pop(), turn=self.turn(), stamp=self.stamp())
        target.append(step)
        step = step.back if back else step
        self.text = step.applied(self.text)
        return step


def _newest() -> int:
    """The turn of a field that stands apart from the records: what is typed in it is always the newest."""
    return sys.maxsize


def _parts(before: str, after: str) -> Iterator[Step]:
    """Steps from before to after, each where something differs, in the order in which they are to be applied."""
    from db.difference import difference

    whole = step_between(before, after)
    if not whole.removed or not whole.added or len(whole.removed) + len(whole.added) > LONGEST:
        yield whole
        return
    at, removed, added = whole.at, "", ""
    for piece in difference(whole.removed, whole.added):
        if piece.kind == "deleted":
            removed += piece.text
        elif piece.kind == "inserted":
            added += piece.text
        else:
            if removed or added:
                yield Step(at, removed, added)
            at, removed, added = at + len(added) + len(piece.text), "", ""
    if removed or added:
        yield Step(at, removed, added)


def _joined(last: Step, step: Step) -> Step | None:
    """Both as one, where they are keys of one word; a Hangul syllable stands for itself."""
    if last.turn != step.turn:
        return None
    if not last.removed and not step.removed:
        follows = step.at == last.at + len(last.added)
        begins = last.added.strip() and last.added[-1] == " " != step.added  # the next word
        if follows and _is_key(last.added[-1:]) and len(step.added) == 1 and _is_key(step.added) and not begins:
            return replace(last, added=last.added + step.added, stamp=step.stamp)
    if not last.added and not step.added and len(step.removed) == 1 and "\n" not in last.removed + step.removed:
        if step.at + 1 == last.at:  # Backspace
            return replace(step, removed=step.removed + last.removed)
        if step.at == last.at:  # Delete
            return replace(last, removed=last.removed + step.removed, stamp=step.stamp)
    return None


def _is_key(sign: str) -> bool:
    code = ord(sign)
    return sign != "\n" and not (0xAC00 <= code <= 0xD7A3 or 0x3131 <= code <= 0x318E)  # syllables, letters alone


def _before(done: Sequence[Step], foreign: Step) -> list[Step]:
    """done, as if foreign had been there first; none before a step that it touches."""
    return [step.back for step in _beside([step.back for step in done], foreign)]


def _after(undone: Sequence[Step], foreign: Step) -> list[Step]:
    """undone (the next one last), after foreign; none behind a step that it touches."""
    return _beside(undone, foreign)


def _beside(steps: Sequence[Step], foreign: Step) -> list[Step]:
    """steps (the next one last) with their places as foreign leaves them, up to the first that it touches."""
    kept: list[Step] = []
    for step in reversed(steps):
        if foreign.at >= step.at + len(step.removed):
            foreign = replace(foreign, at=foreign.at + len(step.added) - len(step.removed))
        elif foreign.at + len(foreign.removed) <= step.at:
            step = replace(step, at=step.at + len(foreign.added) - len(foreign.removed))
        else:
            break
        kept.append(step)
    return kept[::-1]


def _common(one: str, other: str, most: int) -> int:
    """How many code points both texts begin with in common, up to most."""
    at = 0
    while at < most and one[at : at + PIECE] == other[at : at + PIECE]:
        at += PIECE
    left, right = one[at : at + PIECE], other[at : at + PIECE]
    if at >= most:
        return most
    return min(most, at + _length(min(len(left), len(right)), lambda length: left[:length] == right[:length]))


def _common_end(one: str, other: str, most: int) -> int:
    """How many code points both texts end with in common, up to most."""
    at = 0
    while at < most and _piece(one, at) == _piece(other, at):
        at += PIECE
    if at >= most:
        return most
    left, right = _piece(one, at), _piece(other, at)
    same = _length(
        min(len(left), len(right)), lambda length: left[len(left) - length :] == right[len(right) - length :]
    )
    return min(most, at + same)


def _piece(text: str, at: int) -> str:
    """The piece of text that ends at code points before its end."""
    return text[max(0, len(text) - at - PIECE) : max(0, len(text) - at)]


def _length(most: int, same: Callable[[int], bool]) -> int:
    """The greatest length up to most for which the texts are the same."""
    return bisect_left(range(1, most + 1), True, key=lambda length: not same(length))
