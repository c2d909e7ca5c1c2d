"""A notebook of 100,000 revisions and 6,000 entries: saving, merging, rebuilding and starting, beside bare SQLite.

The floor of a figure is what SQLite alone needs for the same bytes on the same disk, in the same run.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from benchmarks.measure import best, tell
from benchmarks.starting import EMPTY, STARTING, leave_open, start
from db.edits import Edit, create
from db.exchange import line_of, plan
from db.ids import new_id
from db.notebook import Notebook
from db.queries import Reader
from db.records import Question, Tour, Visit
from db.revisions import write

ROOT: Final = Path(__file__).resolve().parents[1]
VISITS: Final = 140
ENTRIES: Final = int(os.environ.get("BRIEFING_ENTRIES", "6000"))
ROUNDS: Final = 16
MERGED: Final = 10_000
SAVES: Final = 300
TEXT: Final = "항만에는 하루 마흔 척이 들어온다. " * 65  # about 3.4 kB, as a long answer
START: Final = 1_790_000_000_000 << 16
TABLE: Final = (
    "CREATE TABLE revision (id TEXT NOT NULL, object TEXT NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (id))",
    "CREATE INDEX by_object ON revision (object)",
)


def main() -> None:
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"):
        os.environ.pop(name, None)  # a user's program is compiled once, not at each start
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["BRIEFING_HOME"] = str(folder / "home")
        path = folder / "large.notebook"
        entries = _make(path)
        size = (path / "notebook.db").stat().st_size
        print(f"{ENTRIES * ROUNDS:,} revisions, {ENTRIES:,} entries, {size / 1e6:.0f} MB")
        with Notebook.open(path) as notebook:
            notebook.backs_up = False
            _saving(notebook, entries, folder)
        _child("merging", path, folder)
        _child("rebuilding", path, folder)
        _starting(path, folder)


def _make(path: Path) -> list[str]:
    """The notebook, filled by merging, for that computes each object once. Answers the ids of its entries."""
    visits = [create(Visit, title=f"방문 {number}", date=f"2031-05-{1 + number % 28:02}") for number in range(VISITS)]
    entries = [new_id() for _ in range(ENTRIES)]
    with Notebook.create(path, [create(Tour, title="연수", start="2031-05-01"), *visits]) as notebook:
        notebook.backs_up = False
        for start in range(0, ENTRIES, 600):
            part = [
                (entry, visits[(start + number) % VISITS].object)
                for number, entry in enumerate(entries[start : start + 600])
            ]
            lines = [line for entry, visit in part for line in _lines(notebook.id, entry, visit, ROUNDS)]
            notebook.merge(plan(notebook.reader, lines), sender=None, file=str(start))
    return entries


def _lines(
    notebook: str, entry: str, visit: str, rounds: int, seed: str = "", parents: tuple[str, ...] = ()
) -> Iterator[str]:
    """Revisions of one entry, each built on the one before, the first on parents."""
    for number in range(rounds):
        fields = {"answer": f"{TEXT}{seed}{number}. {entry}."}
        if not parents:
            fields |= {"visit": visit, "question": f"몇 척입니까? {entry}"}
        revision, payload = write(
            notebook=notebook,
            object_id=entry,
            kind=Question.KIND,
            author="someone",
            device="other",
            hlc=START + (number << 24),
            parents=parents,
            fields=fields,
        )
        parents = (revision.id,)
        yield line_of(revision.id, payload)


def _saving(notebook: Notebook, entries: list[str], folder: Path) -> None:
    """One edit of 3.4 kB at a time, each durable; in turns with a bare insert, so that both see the same disk."""
    with closing(_bare(folder / "floor.db")) as bare:
        ours, floor = [], []
        for number in range(SAVES):
            edit = Edit(entries[number * 7 % ENTRIES], "question", {"answer": f"{TEXT}{number}"})
            ours.append(best(lambda: notebook.commit([edit]), 1))  # noqa: B023 - called at once
            row = (new_id(), edit.object, json.dumps(dict(edit.fields), ensure_ascii=False))
            floor.append(best(lambda: _insert(bare, [row]), 1))  # noqa: B023
    for label, at in (("p50", 0.5), ("p99", 0.99)):
        one, other = sorted(ours)[int(SAVES * at)], sorted(floor)[int(SAVES * at)]
        tell(f"a revision saved, {label}", one, f"bare {other * 1000:.1f} ms, {one / other:.1f} times")


def _merging(path: Path, folder: Path) -> None:
    """Half of the revisions change entries that are here, half make new ones."""
    with Notebook.open(path) as notebook:
        notebook.backs_up = False
        visit = notebook.reader.columns(Visit)[0][0]
        notebook.commit([Edit(visit, "visit", {"title": "방문"})])  # the writer's libraries are no part of a merge
        known = [row[0] for row in notebook.reader.columns(Question)[: MERGED // 2]]
        new = [new_id() for _ in range(MERGED - len(known))]
        file = folder / "lines"
        with file.open("w", encoding="utf-8") as out:
            for entry in (*known, *new):
                seen = notebook.reader.heads(entry).get("answer", ())
                out.writelines(f"{line}\n" for line in _lines(notebook.id, entry, visit, 1, "여기 없는 글 ", seen))
        before = _memory()
        started = time.perf_counter()
        with closing(Reader(path)) as reader, file.open(encoding="utf-8") as lines:
            made = plan(reader, (line.rstrip("\n") for line in lines))
        planned = time.perf_counter()
        notebook.merge(made, sender="other", file="day")
        ended = time.perf_counter()
        more = _memory() - before
        with closing(_bare(folder / "floor-merge.db")) as bare:
            rows = [(each.id, each.object, each.payload) for each in made.taken]
            floor = best(lambda: _insert(bare, rows), 1)
        tell(f"plan for {MERGED:,} revisions", planned - started)
        tell(f"merge of {len(made.taken):,} revisions", ended - planned, f"bare insert {floor * 1000:.0f} ms")
        print(f"{'memory of plan and merge':<44}{more:>9.0f} MB")


def _rebuilding(path: Path, folder: Path) -> None:
    with Notebook.open(path) as notebook:
        notebook.backs_up = False
        before = _memory()
        seconds = best(lambda: notebook.rebuild().result(), 1)
        more = _memory() - before
        with closing(sqlite3.connect(path / "notebook.db")) as bare:
            floor = best(
                lambda: [json.loads(row[0]) for row in bare.execute("SELECT payload FROM revision")] and None, 1
            )
        tell(
            "rebuild of all derived state", seconds, f"bare reading and json {floor * 1000:.0f} ms, {more:.0f} MB more"
        )


def _starting(path: Path, folder: Path) -> None:
    """With the notebook's last entry open, as the window was left."""
    leave_open(path, VISITS // 2)
    empty, _, _ = zip(*(start(EMPTY, path, folder) for _ in range(5)), strict=True)
    paint, keys, _ = zip(*(start(STARTING, path, folder) for _ in range(5)), strict=True)
    tell("an empty window, painted", min(empty))
    tell("tree and last entry painted", min(paint), f"{min(paint) / min(empty):.1f} times")
    tell("takes keys", min(keys), f"{min(keys) / min(empty):.1f} times")


def _bare(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    for sql in TABLE:
        connection.execute(sql)
    return connection


def _insert(connection: sqlite3.Connection, rows: list[tuple[str, str, str]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO revision VALUES (?, ?, ?)", rows)
    connection.execute("COMMIT")


def _memory() -> float:
    """The most memory that this process has held so far, in MB (Linux, proc(5))."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


def _child(what: str, path: Path, folder: Path) -> None:
    """In a process of its own, so that its memory is its own."""
    subprocess.run([sys.executable, "-m", "benchmarks.bench_scale", what, str(path), str(folder)], cwd=ROOT, check=True)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        {"merging": _merging, "rebuilding": _rebuilding}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
