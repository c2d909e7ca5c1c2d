"""How soon the program answers: help, dump, and the window until it takes keys, beside an empty window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import best, know, tell
from exporters.sample import build

ROOT = Path(__file__).resolve().parents[1]
EMPTY = """
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QSplitter, QTreeView
app = QApplication([])
window = QSplitter(); window.addWidget(QTreeView()); window.addWidget(QPlainTextEdit())
window.resize(1440, 900); window.show(); app.processEvents()
"""


def main() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's program is compiled once, not at each start
    with tempfile.TemporaryDirectory() as name:
        notebook = Path(name) / "sample.notebook"
        os.environ["BRIEFING_HOME"] = str(Path(name) / "home")
        build(notebook).close()
        know(notebook)
        tell("help", best(lambda: _run("main.py", "--help")))
        tell("dump of the sample", best(lambda: _run("main.py", "--notebook", str(notebook), "dump")))
        tell("an empty window, painted", best(lambda: _run("-c", EMPTY)))
        tell("the window on the sample, takes keys", best(lambda: _until_ready(notebook)))


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _until_ready(notebook: Path) -> None:
    ready = notebook.with_name("ready")
    ready.unlink(missing_ok=True)
    environment = {**os.environ, "BRIEFING_READY_FILE": str(ready)}
    with subprocess.Popen(
        [sys.executable, "main.py", "--notebook", str(notebook)], cwd=ROOT, env=environment
    ) as window:
        while not ready.exists() and window.poll() is None:
            time.sleep(0.001)
        window.terminate()


if __name__ == "__main__":
    main()
