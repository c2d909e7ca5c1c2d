"""What starts fast loads little: the heavy libraries come only where they are used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from db.edits import create
from db.notebook import Notebook
from db.records import Note, Tour, Visit
from db.settings import Settings
from desktop.window_state import WindowState
from tests.architecture.sources import ROOT

HEAVY = (
    "sqlalchemy", "alembic", "reportlab", "markdown", "pikepdf", "PIL", "pi_heif", "pypdfium2", "openpyxl", "PySide6",
)  # fmt: skip
LATER = (
    "db.adopt", "db.backup", "db.bundle", "db.difference", "db.migrations", "db.tables", "db.union",
    "desktop.dialogs.history",
    "desktop.dialogs.new_notebook", "desktop.exporting", "desktop.history", "desktop.opening", "desktop.panes.bin",
    "desktop.panes.conflict", "desktop.panes.day", "desktop.panes.find_bar", "desktop.panes.history.difference",
    "desktop.panes.home", "desktop.panes.implications", "desktop.panes.live", "desktop.panes.matrix",
    "desktop.panes.preview", "desktop.panes.report", "desktop.panes.review", "desktop.panes.tour",
    "desktop.panes.visit", "desktop.panes.welcome", "desktop.places", "desktop.restoring", "exporters.compile",
    "exporters.document.nodes", "exporters.html", "exporters.importing", "exporters.pdf",
)  # fmt: skip
"""Ours that a page or an action loads when it is wanted."""
UNSEEN = (
    "click", "tomllib", "locale", "secrets", "asyncio", "multiprocessing", "subprocess", "xml", "urllib.request",
    "email", "PySide6.QtNetwork", "PySide6.QtPrintSupport",
    "db.adopt", "db.backup", "db.bundle", "db.difference", "db.migrations", "db.tables", "db.union", "html",
    "desktop.dialogs.history", "desktop.dialogs.new_notebook", "desktop.exporting", "desktop.history",
    "desktop.opening", "desktop.panes.bin", "desktop.panes.conflict.versions", "desktop.panes.day",
    "desktop.panes.history.difference", "desktop.panes.home", "desktop.panes.implications", "desktop.panes.live",
    "desktop.panes.matrix", "desktop.panes.report", "desktop.panes.tour", "desktop.panes.visit.when_picker",
    "desktop.panes.welcome", "desktop.places", "desktop.restoring", "exporters.commands.command_line",
    "exporters.compile", "exporters.document.nodes", "exporters.html", "exporters.importing", "exporters.pdf",
    "exporters.registry",
)  # fmt: skip
"""What a start that ends with a visit on the screen has no use for, beside what is heavy."""
BEHIND = (
    "difflib", "db.anchors", "db.commenting", "desktop.action_slots", "desktop.answers", "desktop.backups",
    "desktop.conflicting", "desktop.editing", "desktop.editor.outline_editor", "desktop.errands", "desktop.not_saved",
    "desktop.panes.writing", "desktop.panes.visit", "desktop.reviewing", "desktop.showing",
)  # fmt: skip
"""What comes once the window was painted with the tree."""
PAINTED = """import main
    load, seen = main._load_qt, []
    def hook():
        load()
        import desktop.app as app
        from PySide6.QtWidgets import QApplication
        app._seen = lambda *_: (seen.extend(sys.modules), QApplication.exit())
    main._load_qt = hook
    assert main.main({arguments!r}) == 0
    assert seen
    for name in set(sys.modules).difference(seen):
        del sys.modules[name]  # what closing loads"""
OPENED = """import builtins
    plain = builtins.__import__
    import main
    load, seen = main._load_qt, []
    def hook():
        load()
        import desktop.app as app
        from PySide6.QtWidgets import QApplication
        app._begin = lambda *_: (seen.extend(sys.modules), QApplication.exit())
    main._load_qt = hook
    assert main.main({arguments!r}) == 0
    assert builtins.__import__ is plain
    assert seen
    for name in set(sys.modules).difference(seen):
        del sys.modules[name]  # what closing loads"""
SCRIPT = """
import contextlib, io, json, sys
sys.path.insert(0, {root!r})
with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")):
    {code}
print(json.dumps([name for name in {heavy!r} if name in sys.modules]))
"""


def loaded(code: str, modules: tuple[str, ...] = HEAVY) -> list[str]:
    """Which of modules a fresh interpreter has loaded after code."""
    script = SCRIPT.format(root=str(ROOT), code=code, heavy=modules)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=os.environ)
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    path = tmp_path / "a.notebook"
    Notebook.create(path, [create(Tour, title="연수")]).close()
    return path


def test_help_loads_nothing_heavy() -> None:
    assert loaded("import main; assert main.main(['--help']) == 0") == []


def test_dump_loads_nothing_heavy(notebook: Path) -> None:
    assert loaded(f"import main; assert main.main(['--notebook', {str(notebook)!r}, 'dump']) == 0") == []


def test_verify_loads_no_qt(notebook: Path) -> None:
    assert "PySide6" not in loaded(f"import main; main.main(['--notebook', {str(notebook)!r}, 'verify'])")


def test_the_window_loads_only_qt() -> None:
    assert loaded("import desktop.app") == ["PySide6"]


def test_the_window_loads_no_page_before_it_is_shown() -> None:
    assert loaded("import desktop.app", LATER) == []


@pytest.fixture
def left_at_a_visit(notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The notebook, which the window showed last with a visit of it."""
    monkeypatch.setenv("BRIEFING_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")  # where the system says none, `locale` is asked
    with Notebook.open(notebook) as opened:
        opened.commit([create(Visit, "v", title="항만"), create(Note, visit="v", text="□ 배")])
        settings = Settings.load()
        settings.remember(opened.id, notebook)
        settings.save()
        state = WindowState(settings.folder / "window.ini")
        state.keep_last_entry(opened.id, "v")
        state.flush()
    return notebook


def test_the_window_is_painted_before_anything_is_loaded_that_answers_keys(left_at_a_visit: Path) -> None:
    code = PAINTED.format(arguments=["--notebook", str(left_at_a_visit)])
    assert loaded(code, (*HEAVY, *UNSEEN, *BEHIND, "desktop.panes.navigator")) == ["PySide6", "desktop.panes.navigator"]


def test_a_visit_is_on_the_screen_before_anything_else_is_loaded(left_at_a_visit: Path) -> None:
    code = OPENED.format(arguments=["--notebook", str(left_at_a_visit)])
    wanted = ("desktop.panes.visit.visit", "desktop.panes.navigator")
    assert loaded(code, (*HEAVY, *UNSEEN, *wanted)) == ["PySide6", *wanted]


def test_what_is_loaded_is_seen() -> None:
    assert loaded("import markdown") == ["markdown"]
