"""A saved file is shown in its folder: selected where the system can, else the folder alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from desktop.file_manager import show_in_folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was opened by the desktop."""
    urls: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(QUrl(url).toLocalFile()))
    return urls


@pytest.mark.parametrize(
    ("platform", "program", "option"), [("win32", "explorer", "/select,"), ("darwin", "open", "-R")]
)
def test_other_systems_select_by_their_own_program(
    monkeypatch: pytest.MonkeyPatch, opened: list[str], tmp_path: Path, platform: str, program: str, option: str
) -> None:
    started: list[tuple[str, list[str]]] = []

    def start(name: str, given: list[str]) -> tuple[bool, int]:
        started.append((name, given))
        return True, 1

    monkeypatch.setattr(QProcess, "startDetached", start)
    show_in_folder(tmp_path / "a b.pdf", QObject(), platform)
    assert started == [(program, [option, str(tmp_path / "a b.pdf")])]
    assert opened == []


def test_a_program_that_is_not_there_leaves_the_folder(
    monkeypatch: pytest.MonkeyPatch, opened: list[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(QProcess, "startDetached", lambda name, given: (False, 0))
    show_in_folder(tmp_path / "a.pdf", QObject(), "win32")
    assert opened == [str(tmp_path)]


def test_without_a_file_manager_the_folder_is_opened(
    monkeypatch: pytest.MonkeyPatch, opened: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    """A bus that nobody answers on, and no bus at all."""
    monkeypatch.setattr(QDBusConnection, "sessionBus", lambda: QDBusConnection("nobody"))
    show_in_folder(tmp_path / "a.pdf", QObject(), "linux")
    qtbot.waitUntil(lambda: opened == [str(tmp_path)])
