"""A fault of the program: what was written is safe, and a log without any text of the notebook helps to find it."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.frame import Dialog
from desktop.panes.parts import button, label

if TYPE_CHECKING:
    from desktop.theme import Theme
    from resources import Sentences


class CrashDialog(Dialog):
    """log: the file that was written."""

    def __init__(self, theme: Theme, sentences: Sentences, log: Path, parent: QWidget | None = None) -> None:
        super().__init__(theme, sentences, sentences("window.crash.title"), sentences("window.crash.line"), parent)
        self.ask_width(480)
        self.body.addWidget(label(sentences("window.crash.log"), "second", wrap=True))
        place = button(str(log), "link")
        place.clicked.connect(lambda: _show(log))
        self.body.addWidget(place)
        self.body.addStretch(1)
        go_on = self.add_button(sentences("window.crash.go_on"), "primary", default=True)
        go_on.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)


def write_log(folder: Path, kind: type[BaseException], trace: TracebackType | None) -> Path:
    """Add a fault to folder/faults.log: where it happened and its kind, never what anybody wrote. Answers the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "faults.log"
    lines = [f"{datetime.now().astimezone().isoformat(timespec='seconds')} {kind.__module__}.{kind.__qualname__}"]
    for frame in traceback.extract_tb(trace):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    with file.open("a", encoding="utf-8") as log:
        log.write("\n".join(lines) + "\n")
    return file


def _show(log: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(log.parent)))
