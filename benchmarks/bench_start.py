"""How soon the program answers: help, dump, and the window until it takes keys, beside an empty window."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.bench_scale import EMPTY, STARTING, leave_open, start
from benchmarks.measure import best, tell
from exporters.sample import build

ROOT = Path(__file__).resolve().parents[1]
PAIRS = 10


def main() -> None:
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"):
        os.environ.pop(name, None)  # a user's program is compiled once, not at each start
    with tempfile.TemporaryDirectory() as name:
        notebook = Path(name) / "sample.notebook"
        os.environ["BRIEFING_HOME"] = str(Path(name) / "home")
        build(notebook).close()
        tell("help", best(lambda: _run("main.py", "--help")))
        tell("dump of the sample", best(lambda: _run("main.py", "--notebook", str(notebook), "dump")))
        leave_open(notebook, 3)
        _beside_an_empty_window(notebook, Path(name))


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _beside_an_empty_window(notebook: Path, folder: Path) -> None:
    """Tree and last entry on screen, and keys taken: in turns with an empty window, so that both see the same load."""
    found = []
    for _ in range(PAIRS):
        empty = start(EMPTY, notebook, folder, lambda painted, ended: painted)
        found.append((empty, *start(STARTING, notebook, folder, lambda painted, ended: (painted, ended))))
    empty, painted, keys = (min(each) for each in zip(*found, strict=True))
    tell("an empty window, painted", empty)
    for name, seconds, place, limit in (("painted", painted, 1, 2), ("takes keys", keys, 2, 4)):
        middle = statistics.median(one[place] / one[0] for one in found)
        tell(
            f"tree and last entry, {name}", seconds,
            f"{seconds / empty:.1f} times; pairs, median {middle:.1f}, limit {limit}",
        )  # fmt: skip


if __name__ == "__main__":
    main()
