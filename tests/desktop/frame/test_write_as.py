"""`main.py --as NAME`: the window opens as that person and asks nobody, or the start is refused in one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from db.edits import create
from db.notebook import Notebook
from db.records import Person
from db.settings import Settings
from desktop.main_window import MainWindow
from desktop.panes.who import WhoBand
from desktop.single import socket_name
from tests.desktop.frame.starting import ROOT, environment, started, until


@pytest.fixture
def peopled(tour_path: Path) -> Path:
    """The notebook with two people of whom nobody said to write here."""
    with Notebook.open(tour_path) as notebook:
        notebook.commit([create(Person, "han", name="한가람"), create(Person, "lee", name="이보라")])
    return tour_path


def _writer(path: Path, home: Path) -> str | None:
    with Notebook.open(path, read_only=True) as notebook:
        return Settings.load(home).person(notebook.id)


def _given(tmp_path: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    given = [sys.executable, "main.py", *arguments]
    return subprocess.run(
        given, cwd=ROOT, env=environment(tmp_path, home), capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("before", ["--notebook", ""], ids=["option", "file"])
def test_the_window_opens_as_who_is_named(peopled: Path, tmp_path: Path, home: Path, before: str) -> None:
    assert _writer(peopled, home) is None
    with started(tmp_path, home, "--as", "이보라", *([before] if before else []), str(peopled)):
        assert _writer(peopled, home) == "lee"


@pytest.mark.parametrize("named", ["아무도 아님", "이보"])
def test_a_name_that_nobody_has_is_refused(peopled: Path, tmp_path: Path, home: Path, named: str) -> None:
    refused = _given(tmp_path, home, "--notebook", str(peopled), "--as", named)
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1
    assert named in refused.stderr
    assert _writer(peopled, home) is None


def test_where_there_is_no_notebook_there_is_nobody(tmp_path: Path, home: Path) -> None:
    assert _given(tmp_path, home, "--as", "이보라").returncode == 1
    assert _given(tmp_path, home, "--notebook", str(tmp_path / "none.notebook"), "--as", "이보라").returncode == 1


def test_a_window_that_is_open_goes_on_as_who_is_named(peopled: Path, tmp_path: Path, home: Path) -> None:
    with started(tmp_path, home, "--notebook", str(peopled), "--as", "한가람"):
        until(lambda: os.path.exists(socket_name(home)))
        assert _given(tmp_path, home, "--as", "아무도 아님").returncode == 1
        assert _writer(peopled, home) == "han"
        assert _given(tmp_path, home, "--as", "이보라").returncode == 0
        until(lambda: _writer(peopled, home) == "lee")


def test_the_question_who_writes_goes_when_it_is_answered_so(
    make_window: Callable[..., MainWindow], peopled: Path
) -> None:
    window = make_window(peopled)
    assert window.findChild(WhoBand) is not None
    window.write_as("nobody")
    assert window.context().person is None
    window.write_as("lee")
    assert window.workspace is not None
    assert window.context().person == "lee"
    assert [each for each in window.findChildren(WhoBand) if each.isVisible()] == []
