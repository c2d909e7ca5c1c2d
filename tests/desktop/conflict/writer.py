"""A window in a process of its own in which a result is being edited, and that is killed once that is in the store."""

from __future__ import annotations

import os
import signal
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import resources
from db.settings import Settings
from desktop.app import application
from desktop.main_window import MainWindow
from desktop.messages import Messages
from desktop.session import Session
from desktop.window_state import WindowState
from tests.desktop.editor.typing import compose, hangul


def edit(path: Path, home: Path) -> None:
    """Go to the first conflict, edit what will stay, type 가나, leave 한 open, and die."""
    app = application()
    session = Session(Settings.load(home), Messages())
    assert session.open(path)
    state = WindowState(home / "window.ini")
    window = MainWindow(session, Messages(), state, resources.sentences("ko"), date(2031, 6, 12))
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    QTest.keyClick(window, Qt.Key.Key_F8)
    QTest.qWait(200)
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    QTest.qWait(50)
    focus = QApplication.focusWidget()
    assert focus is not None
    hangul(focus, "가나")
    compose(focus, "한")

    def look() -> None:
        held = session.notebook.reader.drafts(held=True) if session.notebook is not None else []
        if any(draft.text.endswith("가나한") for draft in held):
            watch.stop()
            QTimer.singleShot(200, lambda: os.kill(os.getpid(), signal.SIGKILL))

    watch = QTimer(window)
    watch.timeout.connect(look)
    watch.start(20)
    app.exec()


if __name__ == "__main__":
    edit(Path(sys.argv[1]), Path(sys.argv[2]))
