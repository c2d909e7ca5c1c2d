"""What pages that follow the writing cost: `python -m benchmarks.pdf_again NOTEBOOK`.

The window's own process beside it is asked for the report, then again after each edit, as the window asks. Most edits
move no page; one that does changes the numbers of all pages behind it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import IO, Final

from benchmarks.pdf_rivals import ROOT
from db.edits import change
from db.notebook import Notebook
from db.records import Note
from exporters.beside import Answer, Wish, packed, unpacked

EDITS: Final = 9
GOAL: Final = 0.2
_PAGE_OF_TEXT: Final = "\n".join(["○ 쪽을 하나 더 채우는 문단이다."] * 40)


def again(notebook: Path) -> None:
    """Print the seconds from a wish to its pages, of both editions."""
    with tempfile.TemporaryDirectory() as folder, Notebook.open(notebook) as opened:
        opened.backs_up = False
        for edition in ("internal", "public"):
            command = [sys.executable, "-m", "exporters.beside"]
            with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as beside:
                assert beside.stdin is not None
                assert beside.stdout is not None
                _tell(opened, edition, Path(folder) / "a.pdf", beside.stdin, beside.stdout)
                beside.stdin.close()


def _tell(opened: Notebook, edition: str, out: Path, asks: IO[bytes], told: IO[bytes]) -> None:
    def wait(number: int) -> tuple[float, int]:
        begin = time.perf_counter()
        asks.write(packed(Wish(number, opened.path, out, edition=edition, epoch=0)))
        asks.flush()
        while True:
            answer: Answer = unpacked(told.readline())
            if answer.last:
                assert answer.written is not None
                return time.perf_counter() - begin, answer.written.pages

    def edited(at: int, text: str) -> None:
        note = opened.reader.all(Note)[at]
        opened.commit([change(note, text=f"{text}\n{note.text}")])

    first, pages = wait(0)
    stays: list[float] = []
    moves: list[float] = []
    for number in range(1, EDITS + 1):
        edited(30 * number, f"○ 고친 문단 {number}{edition}")
        taken, now = wait(number)
        (stays if now == pages else moves).append(taken)
        pages = now
    for number in range(3):
        edited(10 + number, _PAGE_OF_TEXT)
        moves.append(wait(EDITS + 1 + number)[0])
    print(
        f"the window's pages, {edition}: first {first:.2f} s, after one edit {median(stays):.3f} s (goal {GOAL}),"
        f" after one that moves all pages {median(moves):.3f} s"
    )


if __name__ == "__main__":
    again(Path(sys.argv[1]))
