"""Starting and ending as a program of its own: what is loaded when it takes keys, and that SIGTERM saves."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from db.notebook import Notebook
from db.records import Note
from desktop.app import catch_faults
from desktop.dialogs.crash import CrashDialog, write_log
from desktop.main_window import MainWindow
from desktop.window_state import WindowState
from tests.desktop.frame.starting import ROOT, environment, stop, wait_for

HEAVY = ("sqlalchemy", "alembic", "reportlab", "markdown", "PIL", "pikepdf", "pypdfium2")
PROGRAM = """
import sys
from pathlib import Path
import desktop.app as app
ready = app._touch_ready_file
def report():
    Path(sys.argv[2]).write_text(" ".join(sys.modules))
    ready()
app._touch_ready_file = report
{extra}
sys.exit(app.run(Path(sys.argv[1]) if sys.argv[1] != "-" else None, "ko"))
"""
WRITING = """
from db.edits import Draft
from desktop.operations import Operations
before = report
def report():
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication
    window = next(each for each in QApplication.topLevelWidgets() if hasattr(each, "context"))
    window.context().operations.keep_draft(Draft("n1", "note", "text", "○ 끄기 직전\\n"))
    before()
app._touch_ready_file = report
"""

FAULTY = """
from db.store import Store
def fail(*_):
    raise ZeroDivisionError
Store.commit_drafts = fail
"""

LOGGED_OUT = """
import os, signal
before = report
def report():
    from PySide6.QtWidgets import QApplication
    from tests.desktop.editor.typing import compose, hangul
    window = next(each for each in QApplication.topLevelWidgets() if hasattr(each, "context"))
    window.go("n1")
    fields = window.workspace.stack.currentWidget().fields
    text = fields.autosave.writing("n1", "text").widget
    hangul(text, "가나")
    compose(text, "한")
    before()
    QApplication.instance().commitDataRequest.emit(None)
    os.kill(os.getpid(), signal.SIGKILL)
app._touch_ready_file = report
"""

BEFORE_ITS_PAGE = """
import os, signal
app._seen = lambda *_: os.kill(os.getpid(), signal.SIGTERM)
"""
WHILE_IT_OPENS = """
import os, signal, sys
import main
load = main._load_qt
def hook():
    load()
    from desktop.session import Session
    Session.open = lambda *_: os.kill(os.getpid(), signal.SIGTERM)
main._load_qt = hook
sys.exit(main.main(["--notebook", sys.argv[1]]))
"""


def _start(path: str, tmp_path: Path, home: Path, extra: str = "") -> subprocess.Popen[str]:
    program = PROGRAM.format(extra=extra)
    return subprocess.Popen(
        [sys.executable, "-c", program, path, str(tmp_path / "modules")],
        cwd=ROOT, env=environment(tmp_path, home), text=True, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_the_end_of_a_session_saves_before_it_takes_the_program_away(
    tour_path: Path, tmp_path: Path, home: Path
) -> None:
    program = _start(str(tour_path), tmp_path, home, LOGGED_OUT)
    _, errors = program.communicate(timeout=60)
    assert program.returncode == -signal.SIGKILL, errors
    with Notebook.open(tour_path) as notebook:
        assert notebook.reader.drafts() == []
        assert "가나한" in str(getattr(notebook.reader.get("n1"), "text", ""))


@pytest.mark.parametrize("entry", ["home", "n1", "h1"])
def test_nothing_heavy_is_loaded_when_the_window_takes_keys(
    tour_path: Path, tmp_path: Path, home: Path, entry: str
) -> None:
    with Notebook.open(tour_path, read_only=True) as notebook:
        state = WindowState(home / "window.ini")
        state.keep_last_entry(notebook.id, entry)
        state.flush()
    program = _start(str(tour_path), tmp_path, home)
    wait_for(tmp_path / "ready", program)
    loaded = {name.partition(".")[0] for name in (tmp_path / "modules").read_text().split()}
    assert loaded & set(HEAVY) == set()
    assert "desktop" in loaded
    stop(program)


def test_sigterm_saves_and_ends(tour_path: Path, tmp_path: Path, home: Path) -> None:
    program = _start(str(tour_path), tmp_path, home, WRITING)
    wait_for(tmp_path / "ready", program)
    assert "Traceback" not in stop(program)
    with Notebook.open(tour_path) as notebook:
        note = notebook.reader.get("n1")
        assert isinstance(note, Note)
        assert note.text == "○ 끄기 직전\n"


def test_sigterm_ends_a_window_whose_page_is_still_to_come(tour_path: Path, tmp_path: Path, home: Path) -> None:
    program = _start(str(tour_path), tmp_path, home, BEFORE_ITS_PAGE)
    _, errors = program.communicate(timeout=60)
    assert (program.returncode, "Traceback" in errors) == (0, False), errors


def test_sigterm_ends_a_start_at_once(tour_path: Path, tmp_path: Path, home: Path) -> None:
    """Nobody has written yet; an exception in what Qt calls would be lost, and the program go on."""
    given = [sys.executable, "-c", WHILE_IT_OPENS, str(tour_path)]
    done = subprocess.run(
        given, cwd=ROOT, env=environment(tmp_path, home), capture_output=True, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGTERM, done.stderr.decode()


def test_a_fault_while_saving_keeps_the_draft_and_no_program_alive(tour_path: Path, tmp_path: Path, home: Path) -> None:
    program = _start(str(tour_path), tmp_path, home, WRITING + FAULTY)
    wait_for(tmp_path / "ready", program)
    program.send_signal(signal.SIGTERM)
    _, errors = program.communicate(timeout=60)
    assert "끄기 직전" not in errors
    assert "builtins.ZeroDivisionError" in (home / "faults.log").read_text(encoding="utf-8")
    with Notebook.open(tour_path, read_only=True) as notebook:
        assert [draft.text for draft in notebook.reader.drafts()] == ["○ 끄기 직전\n"]


def test_the_last_notebook_opens_again(tour_path: Path, tmp_path: Path, home: Path) -> None:
    for path in (str(tour_path), "-"):
        (tmp_path / "ready").unlink(missing_ok=True)
        program = _start(path, tmp_path, home)
        wait_for(tmp_path / "ready", program)
        assert (tour_path / "notebook.db-wal").exists() or (tour_path / "notebook.db-shm").exists()
        stop(program)


def test_void_calls_keep_the_count_of_none() -> None:
    """PySide6 6.12.0 dropped one reference to None with each of them, and ended the interpreter."""
    program = """
import sys
from PySide6.QtCore import QObject
thing = QObject()
before = sys.getrefcount(None)
for _ in range(300):
    thing.setObjectName("x")
print(sys.getrefcount(None) - before)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert abs(int(run.stdout)) < 20


def test_a_fault_opens_one_dialog_and_the_program_goes_on(make_window: Callable[..., MainWindow], home: Path) -> None:
    window = make_window()
    restore = catch_faults(window, home, window._messages)
    try:
        for _ in range(3):
            sys.excepthook(ValueError, ValueError("비밀 글"), None)
    finally:
        restore()
    dialogs = [dialog for dialog in window.findChildren(CrashDialog) if dialog.isVisible()]
    assert len(dialogs) == 1
    assert (home / "faults.log").read_text(encoding="utf-8").count("ValueError") == 3
    dialogs[0].accept()
    assert window.isVisible()


def test_a_fault_is_logged_without_what_was_written(tmp_path: Path) -> None:
    try:
        raise ValueError("비밀 글")
    except ValueError as error:
        trace = error.__traceback__
    log = write_log(tmp_path / "new", ValueError, trace)
    text = log.read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert "test_start.py" in text
    assert "비밀" not in text
    assert str(tmp_path) not in text
