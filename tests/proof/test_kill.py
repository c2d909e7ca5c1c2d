"""kill -9 at any moment: nothing that was told as saved is lost, and the rest is there wholly or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.conftest import FULL
from tests.proof.conftest import Figures

WORK = {
    "writing": 1000,
    "creating": 100,
    "importing": 100,
    "merging": 100,
    "bundles": 100,
    "backup": 100,
    "restore": 100,
    "upgrade": 100,
    "adopting": 100,
    "export": 100,
}
"""How often each kind of work is killed in a full proof."""


@pytest.mark.parametrize("kind", WORK)
def test_a_kill_loses_nothing(kind: str, place: Path, figures: Figures) -> None:
    count = WORK[kind] if FULL else WORK[kind] // 20
    done = subprocess.run(
        [sys.executable, "-m", "tests.proof.killing", kind, str(count), "1", str(place)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    figures(f"kill -9, {kind}", **found)
    assert found["cycles"] >= count
    assert found["killed_at_work"] > count // 5, "most kills came too late to prove anything"
    assert found["told"] <= found["there"]
