"""How fast the store is on a large tour: import, saving, reading, opening, rebuilding."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks.measure import best, tell
from db.edits import Draft, Edit, create
from db.ids import new_id
from db.notebook import Notebook
from db.records import Note, Question, Tour, Visit

VISITS = 200
QUESTIONS = 10_000
ANSWER = "항만에는 하루 마흔 척이 들어온다. " * 12


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ["BRIEFING_HOME"] = str(Path(name) / "home")
        path = Path(name) / "large.notebook"
        visits = [create(Visit, title=f"방문 {number}") for number in range(VISITS)]
        originals = [
            Edit(
                new_id(), "question", {"visit": visits[number % VISITS].object, "question": "몇 척?", "answer": ANSWER}
            )
            for number in range(QUESTIONS)
        ]
        note = create(Note, visit=visits[0].object, text=ANSWER)
        with Notebook.create(path, [create(Tour, title="연수"), *visits, note]) as notebook:
            tell("import of 10,000 objects", best(lambda: notebook.take_in(originals), 1))
            tell("import of the same again", best(lambda: notebook.take_in(originals), 1))
            _writing(notebook, note.object)
            _reading(notebook, visits[0].object)
            tell("rebuild of all derived state", best(lambda: _rebuild(notebook), 1))
            tell("verify", best(notebook.verify, 1))
        tell("open and close", best(lambda: Notebook.open(path).close()))
        tell("open and close, read only", best(lambda: Notebook.open(path, read_only=True).close()))


def _writing(notebook: Notebook, note: str) -> None:
    texts = iter(f"{ANSWER} {number}." for number in range(1000))
    tell("a draft kept", best(lambda: notebook.keep_draft(Draft(note, "note", "text", next(texts))).result(), 100))
    notebook.drop_draft(note, "text").result()
    tell("a revision saved", best(lambda: notebook.commit([Edit(note, "note", {"text": next(texts)})]), 100))


def _reading(notebook: Notebook, visit: str) -> None:
    reader = notebook.reader
    tell("all 10,000 questions", best(lambda: reader.all(Question)))
    tell("questions of one visit", best(lambda: reader.all(Question, visit=visit)))
    tell("states of 10,000 entries", best(lambda: reader.statuses(Question)))


def _rebuild(notebook: Notebook) -> None:
    notebook.rebuild().result()


if __name__ == "__main__":
    main()
