"""Makes reports beside the window, in a process of its own: whatever it costs, nobody waits for it.

Each line of the process's input is a Wish or Stop, each line of its output an Answer, pickled and in base64. A new wish
ends the work on the one before it, and the end of the input ends the process: it never outlives its window.
"""

from __future__ import annotations

import base64
import os
import pickle
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO, TYPE_CHECKING, Any, Final

from db.errors import KnownError
from exporters.base import Cancelled, Progress, Written
from exporters.keeping import KeptReports

if TYPE_CHECKING:
    from db.records import Report
    from exporters.compile import Definition

_SELDOM: Final = 0.05
"""Seconds between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A report to be made. number: counts wishes. notebook: its folder. out: the file; the others as output.Wanted."""

    number: int
    notebook: Path
    out: Path
    form: str = "pdf"
    report: Report | Definition | None = None
    edition: str | None = None
    style: str | None = None
    only_approved: bool = False
    epoch: int | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """Nothing is wished for any more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """To the wish of this number, one of: how far it is; what was written in how many seconds; why it was not.

    refused: key and values of a KnownError. fault: where a fault of the program was written down.
    """

    number: int
    done: int = 0
    total: int = 0
    written: Written | None = None
    seconds: float = 0.0
    refused: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    fault: Path | None = None

    @property
    def last(self) -> bool:
        """Whether nothing more is said about this wish."""
        return bool(self.written or self.refused or self.fault)


def packed(value: Wish | Stop | Answer) -> bytes:
    """value as a line."""
    return base64.b64encode(pickle.dumps(value)) + b"\n"


def unpacked(line: bytes) -> Any:
    """What `packed` made a line of."""
    return pickle.loads(base64.b64decode(line))


def serve(asked: IO[bytes], told: IO[bytes]) -> None:
    """Make what is wished for until the input ends."""
    wishes: Queue[Wish | Stop | None] = Queue()
    Thread(target=_listen, args=(asked, wishes), daemon=True).start()
    kept = KeptReports()  # one edit costs one chapter
    while (wish := _newest(wishes)) is not None:
        if isinstance(wish, Wish):
            with suppress(Cancelled):
                _answer(told, _make(wish, _teller(wish, wishes, told), kept))


def _listen(asked: IO[bytes], wishes: Queue[Wish | Stop | None]) -> None:
    for line in asked:
        wishes.put(unpacked(line))
    wishes.put(None)


def _newest(wishes: Queue[Wish | Stop | None]) -> Wish | Stop | None:
    """The last wish of those that wait, or the first that comes; None at the end."""
    wish = wishes.get()
    while wish is not None and not wishes.empty():
        wish = wishes.get()
    return wish


def _teller(wish: Wish, wishes: Queue[Wish | Stop | None], told: IO[bytes]) -> Progress:
    """The Progress of wish; it ends the work when there is another one."""
    last = [0.0]

    def tell(done: int, total: int) -> None:
        if not wishes.empty():
            raise Cancelled
        now = time.monotonic()
        if now - last[0] > _SELDOM:
            last[0] = now
            _answer(told, Answer(wish.number, done, total))

    return tell


def _make(wish: Wish, progress: Progress, kept: KeptReports) -> Answer:
    start = time.monotonic()
    try:
        written = _written(wish, progress, kept)
    except KnownError as error:
        return Answer(wish.number, refused=error.key, values=error.values)
    except Cancelled:
        raise
    except Exception as error:  # told in the window; the process goes on
        from exporters.commands.faults import write_fault

        return Answer(wish.number, fault=write_fault(error))
    return Answer(wish.number, written=written, seconds=time.monotonic() - start)


def _written(wish: Wish, progress: Progress, kept: KeptReports) -> Written:
    from db.notebook import Notebook
    from exporters.drafted import Drafted
    from exporters.output import Wanted, write_report

    wanted = Wanted(
        form=wish.form,
        report=wish.report,
        edition=wish.edition,
        style=wish.style,
        only_approved=wish.only_approved,
        epoch=wish.epoch,
    )
    with Notebook.open(wish.notebook, read_only=True, progress=progress) as notebook:
        return write_report(Drafted(notebook.reader), wish.out, wanted, progress, kept)


def _answer(told: IO[bytes], answer: Answer) -> None:
    told.write(packed(answer))
    told.flush()


def _run() -> None:
    """What a library prints goes to stderr: the output is for answers only."""
    with os.fdopen(os.dup(1), "wb") as told, suppress(KeyboardInterrupt, BrokenPipeError):
        os.dup2(2, 1)
        serve(sys.stdin.buffer, told)


if __name__ == "__main__":
    # by its own name: what is pickled must not belong to a module called __main__
    from exporters.beside import _run as run

    run()
