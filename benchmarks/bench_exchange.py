"""How fast a large tour gives and takes: export, plan, merge of 10,000 revisions, the same again, undo of the merge."""

from __future__ import annotations

import tempfile
import tracemalloc
from pathlib import Path

from benchmarks.measure import best, tell
from db.edits import Edit, create
from db.exchange import export, plan
from db.ids import new_id
from db.mergeplan import MergePlan
from db.notebook import Notebook
from db.queries import Reader
from db.records import Tour

ENTRIES = 6_000
ROUNDS = 4
MERGED = 10_000
TEXT = "항만에는 하루 마흔 척이 들어온다. " * 65  # about 3.4 kB, as a long answer


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        objects = [new_id() for _ in range(ENTRIES)]
        with Notebook.create(folder / "one.notebook", [create(Tour, title="연수")]) as one:
            for number in range(ROUNDS):
                _write(one, objects, number)
            with Notebook.create(folder / "other.notebook", notebook_id=one.id) as other:
                _first(one, other)
                new = [new_id() for _ in range(MERGED - MERGED // 2)]
                _write(one, [*objects[: MERGED // 2], *new], ROUNDS)
                _exchange(one, other)


def _write(notebook: Notebook, objects: list[str], number: int) -> None:
    for start in range(0, len(objects), 1000):
        part = objects[start : start + 1000]
        notebook.commit([Edit(each, "note", {"text": f"{TEXT}{number}. {each}."}) for each in part])


def _first(one: Notebook, other: Notebook) -> None:
    lines = list(export(one.reader))
    made = plan(other.reader, lines)
    tell(f"merge of all {len(lines):,} revisions", best(lambda: other.merge(made, sender=None, file="all"), 1))


def _exchange(one: Notebook, other: Notebook) -> None:
    lines: list[str] = []
    tell("export of everything", best(lambda: lines.extend(export(one.reader)), 1), f"{len(lines):,} lines")
    plans: list[MergePlan] = []
    tell("plan for everything", best(lambda: plans.append(_plan(other, lines)), 1))
    made = plans[0]
    tell(f"merge of {len(made.taken):,} revisions", best(lambda: other.merge(made, sender="one", file="day"), 1))
    tell("plan for the same again", best(lambda: _plan(other, lines), 1))
    intake = other.intakes()[0].id
    tell("undo of the merge", best(lambda: other.set_aside(intake), 1))
    tracemalloc.start()
    back = plan(other.reader, lines, again=True)
    other.merge(back, sender="one", file="day")
    print(f"{'memory of plan and merge, made again':<44}{tracemalloc.get_traced_memory()[1] / 1e6:>9.0f} MB")
    tracemalloc.stop()


def _plan(notebook: Notebook, lines: list[str]) -> MergePlan:
    reader = Reader(notebook.path)  # one of its own, as the window does
    try:
        return plan(reader, lines)
    finally:
        reader.close()


if __name__ == "__main__":
    main()
