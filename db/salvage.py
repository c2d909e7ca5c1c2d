"""What can still be read of a damaged notebook: every revision that matches its hash, row by row."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from db.foreign import gather
from db.lock import DATABASE
from db.private import PrivateFolder


def salvage(folder: Path, notebook: str, into: Path) -> int:
    """Put what is sound of the damaged notebook in folder into a new database file into.

    notebook: its id; revisions of another are left out. Answers how many revisions there are in it. Nothing in folder
    is changed, no trigger or view of its database runs, and no damage of it raises anything.
    """
    with PrivateFolder(notebook) as copy:
        for name in (DATABASE, f"{DATABASE}-wal"):
            if (folder / name).is_file():
                shutil.copyfile(folder / name, copy / name)
        with closing(sqlite3.connect(copy / DATABASE, isolation_level=None)) as damaged:
            return gather(damaged, into, notebook).revisions
