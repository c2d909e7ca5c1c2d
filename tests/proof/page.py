"""Writes docs/proof.md from the figures of the last full proof: `python -m tests.proof.page`, as `make proof` does."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from datetime import UTC, datetime
from typing import Any

from tests.architecture.sources import ROOT
from tests.proof.conftest import FOLDER

PAGE = ROOT / "docs" / "proof.md"
HEAD = """\
# Proof

What a full proof found when it was last run, with the real writer. `make proof` runs it again and writes this page;
`make test` runs a small part of it each time.

Last run {day} UTC: {machine}, {cores} cores, Python {python}, SQLite {sqlite} (power cuts: apsw's own SQLite {apsw}).

| proof | figures | seconds |
| --- | --- | ---: |
"""
FOOT = """
- **kill -9**: a process at work is killed at a random moment, again and again. *told* counts what it had told as done,
  *there* what was found afterwards, with the step that was cut short where it was whole. Less there than told, half of
  anything, or a notebook that `verify` complains of would have ended the proof.
- **power cuts**: SQLite's files stand on a simulated disk (`tests/proof/disk.py`) that knows what was synced. After
  each cut only that is left, or by chance parts of the rest in any order. The control runs the same with a less careful
  setting; that it loses something shows that the proof can fail.
- **damaged files**: pages of noise, flipped bits, zeros, swapped pages, cut or missing files, in database or log. Each
  was opened sound or the damage was told in a sentence; then a backup was restored and every entry was there.
- **full disk**: every edit told as saved was there, the next one was refused with a sentence. Export to a full device
  is in `tests/commands/test_bad_input.py`.
- **comments**: Korean texts in up to six versions, with sentences put in, taken out, replaced, split, joined, moved,
  copied and touched up. Every letter has a name of its own, so what a comment's words became is known, not guessed.
- **many hands**: everybody's laptop as processes of their own, which give each other bundles: late, in any order, again
  and again. In the end all hold the same revisions and show the same, and every sentence that anybody wrote is there.

A kill cannot show what a power cut would lose, for the system still writes what a killed program left: hence both. The
simulated disk is not a real one: a disk that lies about syncing is beyond any program.
"""


def page(figures: list[dict[str, Any]]) -> str:
    """The page for these figures, one row each."""
    import apsw

    head = HEAD.format(
        day=datetime.now(UTC).strftime("%Y-%m-%d %H:%M"),
        machine=f"{platform.system()} {platform.machine()}",
        cores=os.cpu_count(),
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        apsw=apsw.sqlite_lib_version(),
    )
    rows = []
    for each in figures:
        found = ", ".join(
            f"{name.replace('_', ' ')} {each[name]:,}" for name in each if name not in ("what", "seconds")
        )
        rows.append(f"| {each['what']} | {found} | {each['seconds']} |\n")
    return head + "".join(rows) + FOOT


if __name__ == "__main__":
    kept = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.json"))]
    PAGE.write_text(page(kept), encoding="utf-8")
