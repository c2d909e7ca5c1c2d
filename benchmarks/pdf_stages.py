"""Where the time of one report goes: `python -m benchmarks.pdf_stages stages|again NOTEBOOK SECONDS`.

stages: the share of each stage, in one process. again: the same report once more after one edit, as in a program that
goes on running, with what it keeps.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any, Final

EDITS: Final = 7


class Stages:
    """Adds up the time of wrapped functions, without what they spend in each other."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._open: list[list[float]] = []

    def wrap(self, owner: Any, name: str, stage: str) -> None:
        """From now on the time that owner's function takes is told as stage."""
        inner: Callable[..., Any] = getattr(owner, name)

        def timed(*arguments: Any, **named: Any) -> Any:
            begin, within = time.perf_counter(), [0.0]
            self._open.append(within)
            try:
                return inner(*arguments, **named)
            finally:
                self._open.pop()
                taken = time.perf_counter() - begin
                self.spent[stage] = self.spent.get(stage, 0.0) + taken - within[0]
                if self._open:
                    self._open[-1][0] += taken

        setattr(owner, name, timed)


def stages(notebook: Path, begun: float) -> None:
    """Print the share of each stage. begun: when the process was started, in seconds since 1970."""
    import main as program
    from db.queries import Reader
    from exporters import output
    from exporters.pdf import crew, linebreak, objects, place, setting, text, tokens, writer
    from exporters.pdf.chapter import Finisher

    told = Stages()
    told.spent["start and imports"] = time.time() - begun
    for owner, name, stage in (
        (Reader, "all", "reading the notebook"),
        (output, "compile_report", "compile"),
        (tokens.Tokenizer, "plain", "tokens"),
        (tokens.Tokenizer, "tokens", "tokens"),
        (linebreak.Breaker, "breaks", "line breaking"),
        (linebreak.Breaker, "ragged_breaks", "line breaking"),
        (text.Typesetter, "set_runs", "strings of lines"),
        (setting.Setting, "chapter", "blocks"),
        (setting, "pages_of", "flow"),
        (Finisher, "page", "pages and tags"),
        (crew, "segments", "structure and objects"),
        (place, "_body", "structure and objects"),
        (setting.Setting, "fonts", "fonts"),
        (zlib, "compress", "deflate"),
        (writer._Report, "_here", "contents and what tells pages"),
        (objects.Objects, "finish", "writing"),
        (objects.Objects, "take", "writing"),
    ):
        told.wrap(owner, name, stage)
    setattr(writer, "processes", lambda *_: 1)  # noqa: B010 - the module does not offer it
    with tempfile.TemporaryDirectory() as folder:
        program.main(["--notebook", str(notebook), "export", "pdf", "--out", str(Path(folder) / "a.pdf")])
    whole = time.time() - begun
    told.spent["the rest"] = whole - sum(told.spent.values())
    print(f"one process, {whole:.2f} s (with the cost of measuring):")
    for stage, seconds in sorted(told.spent.items(), key=lambda item: -item[1]):
        print(f"  {stage:<24}{seconds:>7.3f} s {seconds / whole:>5.0%}")


def again(notebook: Path, _begun: float) -> None:
    """Print the seconds of a report after one edit."""
    from db.edits import change
    from db.notebook import Notebook
    from db.records import Note
    from exporters.base import no_progress
    from exporters.keeping import KeptReports
    from exporters.output import Wanted, write_report

    kept = KeptReports()
    with tempfile.TemporaryDirectory() as folder, Notebook.open(notebook) as opened:
        opened.backs_up = False
        out, wanted = Path(folder) / "a.pdf", Wanted(epoch=0)

        def write() -> float:
            with closing(opened.another_reader()) as reader:
                begin = time.perf_counter()
                write_report(reader, out, wanted, no_progress, kept)
                return time.perf_counter() - begin

        first = write()
        taken = []
        for number in range(EDITS):
            note = opened.reader.all(Note)[40 * (number + 1)]
            opened.commit([change(note, text=f"○ 고친 문단 {number}\n{note.text}")])
            gc.collect()
            taken.append(write())
    print(f"the same program again: first {first:.2f} s, after one edit {median(taken):.3f} s (goal 0.2)")


if __name__ == "__main__":
    {"stages": stages, "again": again}[sys.argv[1]](Path(sys.argv[2]), float(sys.argv[3]))
