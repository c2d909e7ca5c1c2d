"""What the proofs found, as figures in out/proof, from which `python -m tests.proof.page` writes docs/proof.md."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.conftest import FULL

FOLDER = ROOT / "out" / "proof"
Figures = Callable[..., None]


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """Call it with what was proved and its figures; a full run keeps them, with the seconds since the test began."""
    begun = time.monotonic()

    def keep(what: str, **found: int) -> None:
        if not FULL:
            return
        FOLDER.mkdir(parents=True, exist_ok=True)
        page = {"what": what, **found, "seconds": round(time.monotonic() - begun)}
        name = "".join(letter if letter.isalnum() else "-" for letter in f"{request.node.name}-{what}")
        (FOLDER / f"{name}.json").write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")

    return keep


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder whose name has Hangul and a blank."""
    folder = tmp_path / "연수 자료"
    folder.mkdir()
    return folder
