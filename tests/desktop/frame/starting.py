"""Starts the program as its user does: a process of its own, without a screen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def environment(tmp_path: Path, home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "BRIEFING_HOME": str(home),
        "BRIEFING_READY_FILE": str(tmp_path / "ready"),
    }


@contextmanager
def started(tmp_path: Path, home: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The window, by `main.py`, while it takes keys; it is ended as the system does it, and that went well."""
    (tmp_path / "ready").unlink(missing_ok=True)
    with subprocess.Popen(
        [sys.executable, "main.py", *arguments],
        cwd=ROOT, env=environment(tmp_path, home), text=True, stderr=subprocess.PIPE,
    ) as program:  # fmt: skip
        try:
            wait_for(tmp_path / "ready", program)
            yield program
            assert "Traceback" not in stop(program)
        finally:
            program.kill()


def wait_for(file: Path, program: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 60
    while not file.exists():
        assert program.poll() is None, program.stderr.read() if program.stderr else ""
        assert time.monotonic() < end, f"{file.name} never came"
        time.sleep(0.02)


def stop(program: subprocess.Popen[str]) -> str:
    """End it as the system does; answers what it said on stderr."""
    program.send_signal(signal.SIGTERM)
    _, errors = program.communicate(timeout=60)
    assert program.returncode == 0, errors
    return errors


def until(true: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)
