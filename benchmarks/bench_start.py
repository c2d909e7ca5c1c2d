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
    """The window with its tree, the last entry's text, and keys taken: in turns with an empty window of tree and
    editor, so that both see the same load."""
    start(STARTING, notebook, folder, look=True)
    found = [(start(EMPTY, notebook, folder), start(STARTING, notebook, folder)) for _ in range(PAIRS)]
    tell("an empty window, painted", min(empty.window for empty, _ in found))
    for what, name, limit in (
        ("window", "window with the tree, painted", 2), ("computing", "the same, computing", 2),
        ("text", "text of the last entry, painted", None), ("keys", "keys are taken", 4),
    ):  # fmt: skip
        best_empty, best_ours = (min(getattr(each[side], what) for each in found) for side in (0, 1))
        middle = statistics.median(getattr(ours, what) / getattr(empty, what) for empty, ours in found)
        more = f"{best_ours / best_empty:.2f} times; pairs, median {middle:.2f}" + (f", limit {limit}" if limit else "")
        tell(name, best_ours, more)


if __name__ == "__main__":
    main()
