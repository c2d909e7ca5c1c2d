"""Starts the window in a process of its own, and an empty one beside it, and tells when what matters was painted.

Painted means: Qt has given the pixels of tree and text away. Of the program the picture is looked at as well: letters
must stand where rows of the tree and the last entry's text are.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from benchmarks.measure import know
from db.notebook import Notebook
from db.records import Visit
from db.settings import Settings

ROOT: Final = Path(__file__).resolve().parents[1]
PATIENCE: Final = 60
SCREEN: Final = {
    "name": "laptop", "x": 0, "y": 0, "width": 1440, "height": 900, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1.0
}  # fmt: skip
"""Wide enough for the tree to stand beside the text, which Qt's own off-screen one is not."""
SEEN: Final = """
def watch(tree, texts, then):
    from PySide6.QtCore import QEvent, QObject, QTimer
    class Seen(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint and watched not in painted:
                painted.append(watched)
                if not told and tree in painted and any(text in painted for text in texts):
                    told.append(True)
                    QTimer.singleShot(0, tell)  # after all that is painted in the same turn of Qt's loop
            return False
    def tell():
        ended = time.monotonic()
        Path(sys.argv[2]).write_text(f"{ended} {time.process_time()}")
        then(painted)
    painted, told, seen = [], [], Seen(tree)
    for widget in (tree, *texts):
        widget.installEventFilter(seen)
"""
STARTING: Final = f"""
import sys, time
from pathlib import Path
{SEEN}
def hook(load):
    load()
    import desktop.main_window as windows
    class Watched(windows.MainWindow):
        def show(self):
            from PySide6.QtWidgets import QTextEdit
            texts = self.workspace.stack.currentWidget().findChildren(QTextEdit)
            written = [each.viewport() for each in texts if each.toPlainText()]
            watch(self.workspace.navigator.tree.viewport(), written, lambda painted: look(self, painted))
            super().show()
    windows.MainWindow = Watched
def look(window, parts):
    from PySide6.QtCore import QPoint, QRect
    picture = window.screen().grabWindow(0).toImage()
    for part in parts:
        place = QRect(part.mapToGlobal(QPoint(0, 0)), part.size()).intersected(picture.rect())
        found = {{picture.pixel(x, y) for x in range(place.left(), place.right()) for y in
                 range(place.top(), min(place.bottom(), place.top() + 120))}}
        assert len(found) > 30, (part, len(found))  # edges of letters have many shades
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
watch(window.widget(0).viewport(), [window.widget(1).viewport()], lambda painted: app.quit())
window.resize(1440, 900); window.show(); app.exec()
"""


def leave_open(path: Path, visit: int) -> None:
    """The window was left at a visit of the notebook at path. visit: which of them."""
    from desktop.window_state import WindowState

    know(path)
    with Notebook.open(path, read_only=True) as notebook:
        state = WindowState(Settings.load().folder / "window.ini")
        state.keep_last_entry(notebook.id, notebook.reader.columns(Visit)[visit][0])
        state.flush()


def start(code: str, path: Path, folder: Path) -> tuple[float, float, float]:
    """Seconds until tree and text were painted, until the window takes keys, and of computing until it was painted.

    An empty window takes keys when it is painted.
    """
    painted, ready = folder / "painted", folder / "ready"
    for file in (painted, ready):
        file.unlink(missing_ok=True)
    environment = {**os.environ, "BRIEFING_READY_FILE": str(ready), "PYTHONPATH": str(ROOT)}
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        (folder / "screen.json").write_text(json.dumps({"screens": [SCREEN]}))
        environment["QT_QPA_PLATFORM"] = f"offscreen:configfile={folder / 'screen.json'}"
    begin = time.monotonic()
    with subprocess.Popen([sys.executable, "-c", code, str(path), str(painted)], env=environment) as window:
        while not (ready.exists() and painted.exists()) and window.poll() is None:
            time.sleep(0.001)
            if time.monotonic() - begin > PATIENCE:
                window.kill()
                raise TimeoutError("tree or text is not seen")
        ended = time.monotonic()
        time.sleep(0.1)  # the picture is looked at
        window.terminate()
    at, computing = map(float, painted.read_text().split())
    return at - begin, (ended if ready.exists() else at) - begin, computing
