"""Kills a program at work, again and again: `python -m tests.proof.killing WORK COUNT SEED FOLDER` prints figures.

A process of its own, which forks for each cycle: everything is loaded once, so that a thousand cycles take minutes.
The first cycle whose outcome is not all or nothing ends it with an assertion.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from tests.proof.works import KINDS, Work

LOADED = (
    "alembic.command",
    "db.adopt",
    "db.backup",
    "db.making",
    "db.merging",
    "db.packing",
    "db.union",
    "db.upgrading",
    "exporters.output",
    "exporters.pdf.writer",
)
"""What the work would load late, again in each cycle."""


def killed(work: Work, wait: float) -> tuple[int, bool]:
    """Do work in a process of its own, killed wait seconds after it began: what it had told, and whether it died."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        begun = told.readline()
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        lines = [begun, *told.read().splitlines(keepends=True)]
    assert begun, "the work failed before it began"
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the work failed"
    return int([line for line in lines if line.endswith(b"\n")][-1]), os.WIFSIGNALED(status)


def _work(work: Work, writing: int) -> None:
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

        def say(number: int) -> None:
            os.write(writing, b"%d\n" % number)

        work.work(say)
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(1)
    os._exit(0)


def run(kind: str, count: int, seed: int, folder: Path) -> dict[str, int]:
    """Figures of count cycles, or more until enough were killed at work.

    told: steps told as done. there: of those and of the step that was cut short.
    """
    os.environ["BRIEFING_HOME"] = str(folder.with_name("home"))
    for name in LOADED:
        importlib.import_module(name)
    chance = random.Random(seed)
    work = KINDS[kind](folder)
    figures = {"cycles": 0, "killed_at_work": 0, "told": 0, "there": 0}
    span = work.span
    while figures["cycles"] < count or figures["killed_at_work"] <= count // 5:
        work.prepare()
        said, died = killed(work, chance.uniform(0, span))
        span = min(work.span, span * (1.1 if died else 0.6))  # a faster machine is killed sooner
        figures["cycles"] += 1
        figures["killed_at_work"] += died
        figures["told"] += said
        figures["there"] += work.check(said)
    return figures


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))))
