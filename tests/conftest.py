"""What every test gets: a home of its own, no screen, and the rule that warnings and leftovers are failures."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FULL = os.environ.get("BRIEFING_PROOF") == "full"
"""The long proofs are wanted in full."""

settings.register_profile(
    "reduced",
    deadline=None,
    max_examples=60,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("full", settings.get_profile("reduced"), max_examples=3000, derandomize=False)
settings.load_profile("full" if FULL else "reduced")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files instead of comparing them")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty settings folder and empty documents, so that no test sees or changes the user's."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("BRIEFING_HOME", str(folder))
    documents = folder / "documents"
    documents.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(documents))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Widgets must die in the GUI thread: while they are about, rubbish is collected between tests only.

    Python collects cycles in whatever thread allocates, which with an open notebook may be its writer.
    """
    if not _has_widgets(item):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        last = nextitem is None or not _has_widgets(nextitem)
        gc.collect(2 if last else 1)
        gc.enable()


def _has_widgets(item: pytest.Item) -> bool:
    return "desktop" in item.path.relative_to(item.config.rootpath).parts


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def log_warnings() -> Iterator[list[str]]:
    """Fails a test that logged a warning; one that means to log it takes this fixture and empties the list."""
    handler = _Kept()
    logging.getLogger().addHandler(handler)
    yield handler.lines
    logging.getLogger().removeHandler(handler)
    assert not handler.lines, f"logged: {handler.lines}"


@pytest.fixture(autouse=True)
def no_leftovers() -> Iterator[None]:
    """Fails a test that leaves a thread running or a window open."""
    before = set(threading.enumerate())
    yield
    left = _threads_left(before)
    windows = _windows_left()
    assert not left, f"threads still running: {left}"
    assert not windows, f"windows still open: {windows}"


def _threads_left(before: set[threading.Thread]) -> list[str]:
    end = time.monotonic() + 3
    while True:
        left = [thread.name for thread in threading.enumerate() if thread not in before and thread.is_alive()]
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.01)


def _windows_left() -> list[str]:
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [repr(window) for window in QApplication.topLevelWidgets() if window.isVisible()]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Call it with a file name and a text: the text equals that file in tests/golden."""

    def compare(name: str, text: str) -> None:
        file = Path(__file__).parent / "golden" / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert text == file.read_text(encoding="utf-8"), f"{name} differs; --update-golden writes it anew"

    return compare
