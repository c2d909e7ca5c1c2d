"""A whole tour with everybody's laptop as processes of their own: all end with the same state, and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.architecture.sources import ROOT
from tests.conftest import FULL
from tests.proof.conftest import Figures
from tests.proof.hands import begin, roles


def live(folder: Path, names: Iterable[str], what: object) -> list[str]:
    """What each of names does, at once as far as the machine goes; what they print."""

    def one(name: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "tests.proof.hands", str(folder), name, str(what), "1"],
            cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(one, names))


def test_many_hands_end_alike_and_lose_nothing(place: Path, figures: Figures) -> None:
    people = roles(24, 2) if FULL else roles(4, 1)
    days = 8 if FULL else 2
    folder = place / "tour"
    begin(folder, people, days)
    for day in range(days):
        live(folder, people, day)
    live(folder, people, "give")
    live(folder, people, "take")
    states = [json.loads(each) for each in live(folder, people, "state")]
    assert [each["lost"] for each in states] == [[]] * len(people)
    assert len({each["hash"] for each in states}) == 1
    (first, *_) = states
    assert first["said"] >= (len(people) - 3) * days * 5
    figures(
        "many hands",
        laptops=len(people),
        days=days,
        bundles=len(list((folder / "mail").iterdir())),
        revisions=first["revisions"],
        sentences=first["said"],
        conflicts=first["conflicts"],
        lost=0,
    )
