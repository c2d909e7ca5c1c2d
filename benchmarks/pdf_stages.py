"""Where the time of one report goes, in one process: `python -m benchmarks.pdf_stages NOTEBOOK SECONDS`."""

from __future__ import annotations

import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any


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
    from exporters import editions, output
    from exporters.pdf import crew, linebreak, objects, place, setting, text, tokens, writer
    from exporters.pdf.chapter import Finisher

    told = Stages()
    told.spent["start and imports"] = time.time() - begun
    for owner, name, stage in (
        (Reader, "all", "reading the notebook"),
        (output, "compile_report", "compile"),
        (editions.MaskedBlocks, "masked", "masking"),
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


if __name__ == "__main__":
    stages(Path(sys.argv[1]), float(sys.argv[2]))
