"""A window in a process of its own that types into one field, and is killed the moment its draft is in the store."""

from __future__ import annotations

import os
import signal
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

import resources
from db.settings import Settings
from desktop.app import application
from desktop.editor.composition import LineField, full_text
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.messages import Messages
from desktop.panes.review.suggest_mode import TYPED
from desktop.panes.writing import WritingPage
from desktop.session import Session
from desktop.window_state import WindowState
from tests.desktop.editor.typing import compose, hangul


def write(path: Path, home: Path, object_id: str, name: str, caret: int) -> None:
    """Type 가나 at caret, leave 한 open, and die. name: of the field; with TYPED behind it, it is suggested on."""
    suggest, name = name.endswith(TYPED), name.removesuffix(TYPED)
    app = application()
    messages = Messages()
    session = Session(Settings.load(home), messages)
    assert session.open(path)
    state = WindowState(home / "window.ini")
    window = MainWindow(session, messages, state, resources.sentences("ko"), date(2031, 6, 12))
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.go(object_id)
    assert window.workspace is not None
    page = window.workspace.stack.currentWidget()
    assert isinstance(page, WritingPage)
    # What is folded away is built when the page was seen.
    for _ in range(100):
        writing = page.fields.autosave.writing(object_id, name)
        if writing is not None:
            break
        QTest.qWait(50)
    assert writing is not None
    widget = writing.widget
    assert isinstance(widget, LineField | OutlineEditor)
    QTest.qWait(100)
    widget.setFocus()
    if isinstance(widget, LineField):
        widget.setCursorPosition(caret)
    else:
        widget.place_caret(caret)
    if suggest:
        page.review.suggesting.toggle()
        name += TYPED
        writing = page.fields.autosave.writing(object_id, name)
        assert writing is not None
        widget = writing.widget
    hangul(widget, "가나")
    compose(widget, "한")
    text = full_text(widget)

    def look() -> None:
        notebook = session.notebook
        draft = notebook.reader.draft(object_id, name) if notebook is not None else None
        if draft is not None and draft.text == text:
            QTimer.singleShot(300, lambda: os.kill(os.getpid(), signal.SIGKILL))
            watch.stop()

    watch = QTimer(window)
    watch.timeout.connect(look)
    watch.start(20)
    app.exec()


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5]))
