"""A program that is killed while it merges: each merge is there as a whole, with its record, or not at all."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db.edits import create
from db.exchange import export, plan
from db.notebook import Notebook
from db.records import Note
from tests.conftest import FULL

ROOT = Path(__file__).resolve().parents[2]
PART = 250

MERGER = f"""
import sys
from pathlib import Path
from db.exchange import plan
from db.notebook import Notebook

lines = Path(sys.argv[2]).read_text(encoding="utf-8").split("\\n")
notebook = Notebook.open(Path(sys.argv[1]))
print("begin", flush=True)
for start in range(0, len(lines), {PART}):
    notebook.merge(plan(notebook.reader, lines[start : start + {PART}]), sender=None, file=str(start))
    print("taken", flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize("run", range(50 if FULL else 2))
def test_a_merge_that_is_killed_is_there_as_a_whole_or_not_at_all(tmp_path: Path, notebook: Notebook, run: int) -> None:
    for _ in range(8):
        notebook.commit([create(Note, text="글. " * 50) for _ in range(PART)])
    lines = list(export(notebook.reader))[: 8 * PART]
    (tmp_path / "lines").write_text("\n".join(lines), encoding="utf-8")
    here = tmp_path / "here.notebook"
    Notebook.create(here, notebook_id=notebook.id).close()
    command = [sys.executable, "-c", MERGER, str(here), str(tmp_path / "lines")]
    child = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ}
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "begin\n"
        time.sleep(random.Random(run).uniform(0.05, 0.8))
    finally:
        child.kill()
        said = child.communicate()[0].splitlines()
    with Notebook.open(here) as again:
        taken = [line.partition(" ")[0] for line in export(again.reader)]
        assert len(taken) in (PART * len(said), PART * len(said) + PART)
        assert sorted(taken) == sorted(name for each in again.intakes() for name in each.revisions)
        assert again.verify() == ()
        assert again.merge(plan(again.reader, lines), sender=None, file="all") or len(taken) == len(lines)
        assert sorted(export(again.reader)) == sorted(lines)
