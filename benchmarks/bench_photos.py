"""A drop of 300 photos, or of those of `[FOLDER]`: how long it takes, what holds the window up, how much memory."""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PIL import Image, ImageDraw
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QScrollBar

import resources
from benchmarks.common_tour import FIRST, common_tour
from benchmarks.measure import know
from db.records import Figure
from db.settings import Settings
from desktop.app import application
from desktop.collector import Collector
from desktop.main_window import MainWindow
from desktop.messages import Messages
from desktop.models.outline import FIGURES
from desktop.panes.figures.figures import FiguresPage
from desktop.panes.visit.figures import FiguresPane
from desktop.panes.visit.visit import VisitPage
from desktop.session import Session
from desktop.window_state import WindowState

COUNT, BROKEN, LIMIT = 300, 15, 50
"""Photos of 12 megapixels, as phones give them; every which one is none; ms that nothing may hold the window up."""
_EXIF, _TAKEN = 0x8769, 0x9003
_MOST = 600


def photos(folder: Path) -> list[Path]:
    """Invented photos, no two alike, taken in no order; every BROKENth file is noise or empty."""
    shake = random.Random(7)
    noise = Image.effect_noise((1008, 756), 30).convert("RGB").resize((4032, 3024))
    for number in range(COUNT):
        place = folder / f"IMG_{number:04}.jpg"
        if number % BROKEN == 7:
            place.write_bytes(b"" if number % 2 else b"\xff\xd8\xff\xe0" + shake.randbytes(200_000))
            continue
        photo, exif = noise.copy(), Image.Exif()
        left, top = shake.randrange(3000), shake.randrange(2000)
        ImageDraw.Draw(photo).ellipse((left, top, left + 900, top + 900), fill=(number % 256, number // 256, 90))
        taken = datetime(2031, 6, 12, 9) + timedelta(seconds=shake.randrange(36_000))
        exif[_EXIF] = {_TAKEN: taken.strftime("%Y:%m:%d %H:%M:%S")}
        photo.save(place, quality=80, exif=exif)
    return sorted(folder.iterdir())


class Watch:
    """Turns of Qt's loop, one after the other; a long one holds the window up."""

    def __init__(self) -> None:
        self.turns: list[tuple[float, float]] = []

    def until(self, ended: Callable[[], bool]) -> float:
        """Seconds until it has ended."""
        begin = time.perf_counter()
        while not ended():
            if time.perf_counter() - begin > _MOST:
                sys.exit("it does not end")
            self._turn()
            time.sleep(0.001)
        return time.perf_counter() - begin

    def do(self, what: Callable[[], object]) -> None:
        """Do it as the loop would: what is deleted later is gone only when it was asked for inside an event."""
        QTimer.singleShot(0, what)
        self._turn()

    def _turn(self) -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        self.turns.append(((time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000))

    def tell(self, what: str, seconds: float) -> None:
        """Print what was seen since the last time."""
        wall, cpu = (max(each) for each in zip(*self.turns, strict=True))
        over = sum(each[0] > LIMIT for each in self.turns)
        print(f"{what:<34}{seconds:>7.1f} s, longest turn {wall:5.0f} ms ({cpu:.0f} of CPU), over {LIMIT} ms {over}")
        self.turns.clear()


def drop(window: MainWindow, given: list[Path]) -> None:
    """Into the figures of a visit, seen, taken back, and seen on the sheet."""
    workspace, watch = window.workspace, Watch()
    assert workspace is not None
    window.go("v3")
    page = workspace.stack.currentWidget()
    assert isinstance(page, VisitPage)
    page.show_tab(3)
    pane = page.panes[3]
    assert isinstance(pane, FiguresPane)
    reader = page.context.notebook.reader
    before = reader.count(Figure)
    watch.until(lambda: not pane.pictures._busy)
    watch.turns.clear()
    watch.do(lambda: pane.take(given))
    seconds = watch.until(lambda: reader.count(Figure) > before and page.working._task is None)
    seconds += settled(watch)
    watch.tell(f"{len(given)} dropped on a visit", seconds)
    print(f"  {reader.count(Figure) - before} came in")
    for name in ("undo", "redo"):
        came = reader.count(Figure)
        watch.do(window.actions_[name].trigger)
        seconds = watch.until(lambda came=came: reader.count(Figure) != came) + settled(watch)  # type: ignore[misc]
        watch.tell(name, seconds)
    scroll(watch, pane.verticalScrollBar())
    watch.tell("scrolled through", settled(watch))
    watch.do(lambda: workspace.navigator.open_requested.emit(FIGURES))
    watch.tell("the sheet of all", settled(watch))
    sheet = workspace.stack.currentWidget()
    assert isinstance(sheet, FiguresPage)
    scroll(watch, sheet.view.verticalScrollBar())
    watch.tell("the sheet, scrolled through", settled(watch))


def scroll(watch: Watch, bar: QScrollBar) -> None:
    """From the first to the last in sixty steps."""
    for value in range(0, bar.maximum(), max(1, bar.maximum() // 60)):
        watch.do(partial(bar.setValue, value))
        settled(watch, 0.05)


def settled(watch: Watch, seconds: float = 2) -> float:
    """Look on for a while; answers none, as nobody waits for it."""
    end = time.perf_counter() + seconds
    watch.until(lambda: time.perf_counter() > end)
    return 0.0


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BRIEFING_HOME"] = str(Path(folder) / "home")
        (Path(folder) / "photos").mkdir()
        own = Path(sys.argv[1]) if len(sys.argv) > 1 else None
        given = sorted(own.iterdir()) if own else photos(Path(folder) / "photos")
        application()
        path = Path(folder) / "tour.notebook"
        common_tour(path)
        know(path)
        settings, messages = Settings.load(), Messages()
        session = Session(settings, messages)
        assert session.open(path)
        state = WindowState(settings.folder / "window.ini")
        window = MainWindow(session, messages, state, resources.sentences("ko"), FIRST.replace(day=11))
        window.resize(1440, 900)
        window.show()
        collector = Collector()
        settled(Watch())
        held = _memory()
        drop(window, given)
        print(f"memory {held:.0f} MB before, {_memory():.0f} MB at most; a process that cleans {_children():.0f} MB")
        window.close()
        session.close()
        collector.close()


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _children() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    main()
