"""What a backup of a whole tour costs, and how long a save waits while one is made."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.measure import best, tell
from db.backup import Backups
from db.edits import Edit, create
from db.notebook import Notebook
from db.records import Note
from db.restore import restore_as

REVISIONS = 13_000
"""Of a tour of 30 people and 14 days."""

TEXT = "항만에는 하루 마흔 척이 들어온다. " * 60


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ["BRIEFING_HOME"] = str(Path(name) / "home")
        path = Path(name) / "large.notebook"
        backups = Backups(Path(name) / "backups")
        with Notebook.create(path) as notebook:
            notebook.backs_up = False
            notebook.commit([create(Note, text=f"{number}. {TEXT}") for number in range(REVISIONS)])
            tell("a backup of 13,000 revisions", best(lambda: backups.take(path), 3), _size(backups, notebook))
            tell("nothing changed since", best(lambda: backups.take_if_changed(path), 10))
            alone = _saves(notebook, 2.0)
            tell("a revision saved, median", alone[len(alone) // 2])
            tell("a revision saved, slowest", alone[-1])
            working = threading.Thread(target=lambda: best(lambda: backups.take(path), 3))
            working.start()
            beside = _saves(notebook, 2.0, working)
            tell("the same while backups are made, median", beside[len(beside) // 2])
            tell("the same while backups are made, slowest", beside[-1])
            newest = backups.of(notebook.id)[0]
        tell("a notebook made from a backup", best(lambda: restore_as(newest, path.with_name(str(time.time_ns()))), 1))
        with Notebook.open(path) as notebook:
            notebook.backs_up = False
            notebook.commit([create(Note, text=TEXT)])
            tell("backup on close", best(lambda: backups.take_if_changed(path, every=timedelta()), 1))


def _size(backups: Backups, notebook: Notebook) -> str:
    return f"{backups.of(notebook.id)[0].size / 1e6:.0f} MB"


def _saves(notebook: Notebook, seconds: float, working: threading.Thread | None = None) -> list[float]:
    """Seconds of each save for so long, or while a thread works; from the fastest to the slowest."""
    note = create(Note, text="글.")
    notebook.commit([note])
    taken: list[float] = []
    end = time.perf_counter() + seconds
    while working.is_alive() if working else time.perf_counter() < end:
        begin = time.perf_counter()
        notebook.commit([Edit(note.object, "note", {"text": f"{len(taken)}. {TEXT}"})])
        taken.append(time.perf_counter() - begin)
        time.sleep(0.02)
    return sorted(taken)


if __name__ == "__main__":
    main()
