"""A second start hands over to the running window; whoever else speaks to it is not heard."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from db.lock import Lock
from db.notebook import Notebook
from desktop import single
from desktop.app import application, raise_window
from desktop.single import LIMIT, Listener, Request, hand_over, read_request, socket_name, wanted
from tests.desktop.frame.starting import ROOT, environment, started, until


@pytest.fixture
def listener(home: Path, qtbot: QtBot) -> Iterator[Listener]:
    application()
    parent = QObject()
    ear = Listener(home, parent)
    assert ear.listen()
    yield ear
    ear.close()


def _ask(home: Path, request: Request) -> socket.socket:
    return _speak(home, request.line())


def _speak(home: Path, said: bytes) -> socket.socket:
    caller = socket.socket(socket.AF_UNIX)
    caller.settimeout(10)
    caller.connect(socket_name(home))
    caller.sendall(said)
    return caller


def test_a_request_survives_its_line() -> None:
    request = Request((Path("/한 글/가.notebook"), Path(os.fsdecode(b"/\xff"))), "a_TIME12")
    assert read_request(request.line()) == request
    request = Request((), "", "p1")
    assert read_request(request.line()) == request


@pytest.mark.parametrize(
    "line",
    [
        b"", b"\n", b"{}\n", b"[]\n", b"null\n", b"\xff\xfe\n", b"[" * 30000,
        b'{"paths": [], "token": ""', b'{"paths": "/a", "token": ""}', b'{"paths": [1], "token": ""}',
        b'{"paths": ["relative"], "token": ""}', b'{"paths": ["/a\\u0000b"], "token": ""}',
        b'{"paths": ["/\\ud800"], "token": ""}', b'{"paths": [], "token": 1}', b'{"paths": [], "token": "", "x": 1}',
        b'{"paths": [], "token": "", "person": 1}',
        json.dumps({"paths": ["/a"] * 65, "token": ""}).encode(),
    ],
)  # fmt: skip
def test_anything_else_is_no_request(line: bytes) -> None:
    assert read_request(line) is None


def test_a_token_that_is_no_token_is_left_out() -> None:
    assert read_request(b'{"paths": [], "token": "a\\nb"}') == Request()


def test_the_token_of_the_desktop_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    monkeypatch.setenv("DESKTOP_STARTUP_ID", "xy_TIME1")
    assert wanted([Path("a")]) == Request((Path.cwd() / "a",), "xy_TIME1")


def test_what_is_asked_is_heard_and_answered(listener: Listener, home: Path, qtbot: QtBot) -> None:
    request = Request((Path("/가 나/다.notebook"),))
    with qtbot.waitSignal(listener.asked) as heard:
        caller = _ask(home, request)
    assert heard.args == [request]
    assert caller.recv(10) == b"yes\n"
    caller.close()


def test_nobody_is_there(home: Path) -> None:
    assert not hand_over(home, Request())


def test_other_settings_are_another_window(listener: Listener, tmp_path: Path) -> None:
    assert not hand_over(tmp_path, Request())


def test_a_second_ear_is_refused_and_the_first_still_hears(listener: Listener, home: Path, qtbot: QtBot) -> None:
    parent = QObject()
    assert not Listener(home, parent).listen()
    with qtbot.waitSignal(listener.asked):
        caller = _ask(home, Request())
    caller.close()


def test_what_a_killed_program_left_is_cleared(home: Path, qtbot: QtBot) -> None:
    application()
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(socket_name(home))
    assert os.path.exists(socket_name(home))
    assert not hand_over(home, Request())
    parent = QObject()
    ear = Listener(home, parent)
    assert ear.listen()
    with qtbot.waitSignal(ear.asked):
        caller = _ask(home, Request())
    caller.close()
    ear.close()


@pytest.mark.parametrize("said", [b"GET / HTTP/1.0\r\n\r\n", b"\0" * 100 + b"\n", b"x" * (LIMIT + 10)])
def test_nonsense_is_dropped_without_an_answer(listener: Listener, home: Path, qtbot: QtBot, said: bytes) -> None:
    heard: list[Request] = []
    listener.asked.connect(heard.append)
    caller = _speak(home, b"")
    sender = threading.Thread(target=lambda: _send(caller, said))
    sender.start()
    qtbot.waitUntil(lambda: not sender.is_alive() and _is_closed(caller))
    caller.close()
    assert heard == []


def _send(caller: socket.socket, said: bytes) -> None:
    with suppress(OSError):  # it is hung up on
        caller.sendall(said)


def _is_closed(caller: socket.socket) -> bool:
    caller.setblocking(False)
    try:
        return caller.recv(10) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def test_who_says_nothing_is_dropped_and_others_are_heard(
    listener: Listener, home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single, "SPOKEN", 50)
    silent = [_speak(home, b"{") for _ in range(single.CALLERS + 3)]
    qtbot.waitUntil(lambda: all(map(_is_closed, silent)))
    with qtbot.waitSignal(listener.asked):
        silent.append(_ask(home, Request()))
    for caller in silent:
        caller.close()


def test_the_socket_is_the_users_alone(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = Path(socket_name(home)).parent
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o755)
    assert socket_name(home) == ""
    assert not hand_over(home, Request())
    parent = QObject()
    assert not Listener(home, parent).listen()


def test_the_ear_is_closed_to_others(listener: Listener, home: Path) -> None:
    assert Path(socket_name(home)).stat().st_mode & 0o077 == 0


def test_a_window_that_was_put_away_comes_up(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    application()
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    raise_window(window)
    assert not window.isMinimized()
    assert window.isVisible()


def test_the_second_start_ends_and_the_first_opens_the_notebook(tour_path: Path, tmp_path: Path, home: Path) -> None:
    with started(tmp_path, home):
        until(lambda: os.path.exists(socket_name(home)))
        second = subprocess.run(
            [sys.executable, "main.py", str(tour_path)],
            cwd=ROOT, env=environment(tmp_path, home), capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
        until(lambda: _is_held(tour_path))
    assert not os.path.exists(socket_name(home))
    with Notebook.open(tour_path):
        pass


def _is_held(path: Path) -> bool:
    from db.errors import KnownError

    try:
        Lock(path).release()
    except KnownError as error:
        return error.key == "errors.locked"
    return False
