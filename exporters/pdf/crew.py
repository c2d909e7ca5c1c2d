"""Makes the chapters of a report: in this process, or in several that are forked from it.

A chapter is set without any number, so the bytes do not depend on who makes it. What is asked of all chapters comes
back first; then each gets its place, and its objects come back.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import IO, Any, Final, NamedTuple

from exporters.pdf.chapter import Finished, Outside
from exporters.pdf.objects import Segment
from exporters.pdf.place import Common, Foot, Place, place_body, segments

_MOST: Final = 4
_ENOUGH: Final = 400
"""Blocks of a report from which on further processes are worth their start."""
_MANY: Final = 10_000
"""Chapters that the heap takes."""
_TICKET: Final = 4

Make = Callable[[int], Finished]
"""Sets the chapter at a place in the report."""


class Layout(NamedTuple):
    """Where all chapters have their places. pages: of the whole report."""

    places: Mapping[int, Place]
    common: Common
    pages: int


class Alone:
    """This process makes the chapters at these places."""

    def __init__(self, make: Make, chapters: Iterable[int], foot: Foot) -> None:
        self._make = make
        self._foot = foot
        self._chapters = chapters
        self.done: dict[int, Finished] = {}

    def outsides(self, progress: Callable[[int], None]) -> dict[int, Outside]:
        """What others need to know of each chapter. progress: told how many are done, may raise."""
        for at in self._chapters:
            progress(len(self.done))
            self.done[at] = self._make(at)
        return {at: done.outside for at, done in self.done.items()}

    def ahead(self, places: Mapping[int, Place], common: Common) -> None:
        """Nobody else is there who could begin while more is found out; segments() does it all."""

    def begin(self, places: Mapping[int, Place], common: Common) -> None:
        """Make what follows from these places; what they do not hold for in the end is made again."""
        for at, done in self.done.items():
            place_body(done, places[at], common)

    def segments(self, layout: Layout) -> dict[int, list[Segment]]:
        """The objects of each chapter, which is let go then."""
        made: dict[int, list[Segment]] = {}
        while self.done:
            at, done = self.done.popitem()
            made[at] = self._segments(done, layout.places[at], layout)
        return made

    def _segments(self, done: Finished, place: Place, layout: Layout) -> list[Segment]:
        return list(segments(done, place, layout.common, lambda page: self._foot(page, layout.pages)))

    def again(self, chapters: Iterable[int]) -> Alone:
        """Another one for chapters."""
        return Alone(self._make, chapters, self._foot)

    def close(self) -> None:
        """Nothing is left to be ended."""


def placed(parts: Mapping[int, Finished], layout: Layout, foot: Foot) -> dict[int, list[Segment]]:
    """The objects of parts that are finished already."""
    crew = Alone(parts.__getitem__, parts, foot)
    crew.outsides(lambda _: None)
    return crew.segments(layout)


class Forked:
    """Several processes take chapters from one heap, each the next when it is done with one.

    What a process leaves undone, because it came to a sudden end, is made here.
    """

    def __init__(self, make: Make, count: int, foot: Foot, processes: int) -> None:
        self._count = count
        self._heap, fill = os.pipe()
        os.write(fill, b"".join(at.to_bytes(_TICKET, "little") for at in range(count)))
        os.close(fill)
        self._here = Alone(make, self._taken(), foot)
        self._workers: list[_Worker] = []
        with suppress(OSError, AttributeError):  # where there is no further process, or no fork, there are fewer
            while len(self._workers) < processes - 1:
                self._workers.append(_Worker(self._work, self._workers))

    def _taken(self) -> Iterator[int]:
        while ticket := os.read(self._heap, _TICKET):
            yield int.from_bytes(ticket, "little")

    def _work(self, asked: IO[bytes], told: IO[bytes]) -> None:
        """What a worker does."""
        pickle.dump(self._here.outsides(lambda _: None), told, pickle.HIGHEST_PROTOCOL)
        told.flush()
        self._here.begin(*pickle.load(asked))
        pickle.dump(self._here.segments(pickle.load(asked)), told, pickle.HIGHEST_PROTOCOL)

    def outsides(self, progress: Callable[[int], None]) -> dict[int, Outside]:
        """As Alone's."""
        found = self._here.outsides(lambda done: progress(min(done * (1 + len(self._workers)), self._count)))
        for worker in self._workers:
            found |= worker.answer()
        return found | self._rest(found).outsides(progress)

    def ahead(self, places: Mapping[int, Place], common: Common) -> None:
        """The other processes begin with what follows from these places, while this one goes on."""
        for worker in self._workers:
            worker.ask((places, common))

    def segments(self, layout: Layout) -> dict[int, list[Segment]]:
        """As Alone's."""
        for worker in self._workers:
            worker.ask(layout)
        found = self._here.segments(layout)
        for worker in self._workers:
            found |= worker.answer()
        rest = self._rest(found)
        rest.outsides(lambda _: None)
        return found | rest.segments(layout)

    def _rest(self, found: Mapping[int, object]) -> Alone:
        return self._here.again([at for at in range(self._count) if at not in found])

    def close(self) -> None:
        """End what is still at work."""
        os.close(self._heap)
        for worker in self._workers:
            worker.end()


class _Worker:
    """A forked process, seen from the one that started it. others: those that were started before."""

    def __init__(self, work: Callable[[IO[bytes], IO[bytes]], None], others: Sequence[_Worker]) -> None:
        self.handles: tuple[int, int] = (-1, -1)
        asked, ask = os.pipe()
        answer, told = os.pipe()
        self._process = os.fork()
        if not self._process:
            _run(work, asked, told, (ask, answer, *(each for other in others for each in other.handles)))
        os.close(asked)
        os.close(told)
        self.handles = (ask, answer)
        self._ask, self._answer = os.fdopen(ask, "wb"), os.fdopen(answer, "rb")

    def ask(self, question: object) -> None:
        with suppress(BrokenPipeError):
            pickle.dump(question, self._ask, pickle.HIGHEST_PROTOCOL)
            self._ask.flush()

    def answer(self) -> Mapping[int, Any]:
        """What it made; nothing where it has ended."""
        try:
            made: Mapping[int, Any] = pickle.load(self._answer)
        except (EOFError, pickle.UnpicklingError):
            return {}
        return made

    def end(self) -> None:
        with suppress(OSError):
            self._ask.close()
        self._answer.close()
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


def _run(work: Callable[[IO[bytes], IO[bytes]], None], asked: int, told: int, foreign: Sequence[int]) -> None:
    """All that a forked process does; it never comes back, whatever happens. foreign: handles that are not its own."""
    try:
        for each in foreign:
            os.close(each)
        with os.fdopen(asked, "rb") as questions, os.fdopen(told, "wb") as answers:
            work(questions, answers)
    finally:
        os._exit(0)


def processes(blocks: int, chapters: int) -> int:
    """How many processes are worth it here for so many blocks and chapters.

    One, where there is no fork or it is not safe: other threads might hold locks that a child never sees opened.
    """
    if sys.platform != "linux" or threading.active_count() > 1 or blocks < _ENOUGH or chapters > _MANY:
        return 1
    return max(1, min(_MOST, chapters, len(os.sched_getaffinity(0))))
