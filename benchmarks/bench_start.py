"""How soon the program answers: help, dump, and the window until it takes keys, beside an empty window."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import best, tell
from benchmarks.starting import EMPTY, ROOT, STARTING, leave_open, start
from exporters.sample import build

PAIRS = 12


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
    found = [(start(EMPTY, notebook, folder), start(STARTING, notebook, folder)) for _ in range(PAIRS)]
    tell("an empty window, painted", min(empty[0] for empty, _ in found))
    for place, name, limit in ((0, "painted", 2), (1, "takes keys", 4), (2, "painted, computing", 2)):
        best_empty, best_ours = (min(each[place] for each in side) for side in zip(*found, strict=True))
        middle = statistics.median(ours[place] / empty[place] for empty, ours in found)
        more = f"{best_ours / best_empty:.2f} times; pairs, median {middle:.2f}, limit {limit}"
        tell(f"tree and last entry, {name}", best_ours, more)


if __name__ == "__main__":
    main()
