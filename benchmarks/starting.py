"""Starts the window in a process of its own, and an empty one beside it, and tells when what matters was painted.

Painted means: Qt has given the pixels away. One more start, which is not timed, looks at the picture as well: letters
must stand where rows of the tree and the last entry's text are.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.measure import know
from db.notebook import Notebook
from db.records import Person, Visit
from db.settings import Settings

ROOT: Final = Path(__file__).resolve().parents[1]
PATIENCE: Final = 60
SCREEN: Final = {
    "name": "laptop", "x": 0, "y": 0, "width": 1440, "height": 900, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1.0
}  # fmt: skip
"""Wide enough for the tree to stand beside the text, which Qt's own off-screen one is not."""
SEEN: Final = """
def note(name):
    at = f"{name} {time.monotonic()} {time.process_time()}"
    with open(sys.argv[2], "a") as file:
        print(at, file=file)
def watch(name, groups, then):
    from PySide6.QtCore import QEvent, QObject, QTimer
    class Seen(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint and watched not in painted:
                painted.append(watched)
                if not told and all(any(each in painted for each in group) for group in groups):
                    told.append(True)
                    QTimer.singleShot(0, tell)  # after all that is painted in the same turn of Qt's loop
            return False
    def tell():
        note(name)
        then(painted)
    painted, told, seen = [], [], Seen(groups[0][0])
    for group in groups:
        for widget in group:
            widget.installEventFilter(seen)
"""
"""Tells that of each group of widgets one was painted."""
STARTING: Final = f"""
import os, sys, time
from pathlib import Path
{SEEN}
def hook(load):
    load()
    import desktop.main_window as windows
    class Watched(windows.MainWindow):
        def go_on(self):  # the window was painted, and nothing else is done yet
            note("window")
            from PySide6.QtWidgets import QTextEdit, QTreeView
            look(self, "window", [tree.viewport() for tree in self.findChildren(QTreeView)])
            super().go_on()
            texts = self.workspace.stack.currentWidget().findChildren(QTextEdit)
            written = [each.viewport() for each in texts if each.toPlainText()]
            watch("text", [written], lambda painted: look(self, "text", painted))
    windows.MainWindow = Watched
def look(window, name, parts):
    if "LOOK" not in os.environ:
        return
    from PySide6.QtCore import QPoint, QRect
    picture = window.screen().grabWindow(0).toImage()
    for part in parts:
        place = QRect(part.mapToGlobal(QPoint(0, 0)), part.size()).intersected(picture.rect())
        found = {{picture.pixel(x, y) for x in range(place.left(), place.right()) for y in
                 range(place.top(), min(place.bottom(), place.top() + 120))}}
        assert len(found) > 30, (part, len(found))  # edges of letters have many shades
    note(f"{{name}}_seen")
import main
main._load_qt = lambda load=main._load_qt: hook(load)
main.main(["--notebook", sys.argv[1]])
"""
EMPTY: Final = f"""
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QSplitter, QTreeView
{SEEN}
app = QApplication([])
window = QSplitter(); window.addWidget(QTreeView()); window.addWidget(QPlainTextEdit())
watch("window", [[window.widget(0).viewport()], [window.widget(1).viewport()]], lambda painted: app.quit())
window.resize(1440, 900); window.show(); app.exec()
"""


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of the process until the window was painted, until the last entry's text was, until keys
    are taken, and of computing until the first of these. An empty window has all of it at once."""

    window: float
    text: float
    keys: float
    computing: float


def leave_open(path: Path, visit: int) -> None:
    """The window was left at a visit of the notebook at path by a participant of it. visit: which of them."""
    from desktop.window_state import WindowState

    know(path)
    with Notebook.open(path, read_only=True) as notebook:
        settings = Settings.load()
        settings.people[notebook.id] = notebook.reader.all(Person, role="participant")[0].id
        settings.save()
        state = WindowState(settings.folder / "window.ini")
        state.keep_last_entry(notebook.id, notebook.reader.columns(Visit)[visit][0])
        state.flush()


def start(code: str, path: Path, folder: Path, *, look: bool = False) -> Start:
    """Start one and end it. code: STARTING or EMPTY. path: of the notebook. folder: for what it leaves.

    look: at the picture as well, which takes its time.
    """
    painted, ready = folder / "painted", folder / "ready"
    for file in (painted, ready):
        file.unlink(missing_ok=True)
    environment = {
        **os.environ,
        "BRIEFING_READY_FILE": str(ready),
        "PYTHONPATH": str(ROOT),
        **({"LOOK": "1"} if look else {}),
    }
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        (folder / "screen.json").write_text(json.dumps({"screens": [SCREEN]}))
        environment["QT_QPA_PLATFORM"] = f"offscreen:configfile={folder / 'screen.json'}"
    begin = time.monotonic()
    with subprocess.Popen([sys.executable, "-c", code, str(path), str(painted)], env=environment) as window:
        while not (ready.exists() and "text" in _told(painted)) and window.poll() is None:
            time.sleep(0.001)
            if time.monotonic() - begin > PATIENCE:
                window.kill()
                raise TimeoutError("tree or text is not seen")
        ended = time.monotonic()
        time.sleep(0.5 if look else 0)
        window.terminate()
    told = _told(painted)
    assert {"window_seen", "text_seen"} <= told.keys() or not look
    at, computing = told["window"]
    text, _ = told.get("text", told["window"])
    return Start(at - begin, text - begin, (ended if ready.exists() else at) - begin, computing)


def _told(file: Path) -> dict[str, tuple[float, float]]:
    """What was painted, and when: on the clock, and of computing; seconds."""
    lines = file.read_text().splitlines() if file.exists() else []
    return {name: (float(at), float(computing)) for name, at, computing in map(str.split, lines)}
