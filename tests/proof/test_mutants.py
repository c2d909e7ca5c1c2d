"""The state machine of the replicas finds every fault that is put into the store; each runs in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter

import pytest

from tests.architecture.sources import ROOT
from tests.conftest import FULL
from tests.proof.mutants import MUTANTS, VARIABLE

MACHINE = "tests/db/test_replicas.py"
PROPERTIES = (
    "tests/db/test_state.py",
    "tests/db/test_merge.py",
    "tests/db/test_derived.py",
    "tests/db/test_exchange.py",
    "tests/db/test_exchange_redactions.py",
    "tests/db/test_exchange_undone.py",
)
QUICK = ("last_writer_wins", "heads_of_the_moment")
"""The full proof tries all of them."""


def caught_by(mutant: str, *files: str) -> list[str]:
    """The tests in files that fail under mutant; under an empty name, the store is as it is."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "tests.proof.mutants",
            "-p",
            "no:cacheprovider",
            "--tb=line",
            *files,
        ],
        cwd=ROOT,
        env=os.environ
        | {VARIABLE: mutant, "BRIEFING_PROOF": "", "CI": "1", "HYPOTHESIS_STORAGE_DIRECTORY": os.devnull},
        capture_output=True,
        text=True,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return re.findall(r"^FAILED (\S+)", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("mutant", MUTANTS if FULL else QUICK)
def test_a_fault_in_the_store_is_caught(mutant: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = caught_by(mutant, MACHINE)
    others = Counter(name.partition("::")[0] for name in (caught_by(mutant, *PROPERTIES) if FULL else ()))
    by = [*found, *(f"{number} in {file}" for file, number in others.items())]
    with capsys.disabled():
        print(f"\n{mutant}: caught by {', '.join(by) or 'nothing'}")
    assert found


def test_a_store_without_a_fault_passes() -> None:
    assert caught_by("", *((MACHINE, *PROPERTIES) if FULL else ("tests/db/test_merge.py",))) == []
