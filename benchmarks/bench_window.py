"""Walks through the window, 500 actions on the sample and on a tour of the common size, and tells what held it up.

`--actions N` walks less far, `--only KIND` repeats one action, `--profile KIND` tells where its time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QDialog, QWidget
from shiboken6 import delete

import resources
from benchmarks.common_tour import FIRST, common_tour
from benchmarks.measure import know
from db.records import Person, Visit
from db.settings import Settings
from desktop.app import application
from desktop.collector import Collector
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.messages import Messages
from desktop.models.day import day_key
from desktop.models.outline import BIN, COMMENTS, FIGURES, HOME, IMPLICATIONS, QUEUE, TOUR
from desktop.models.pages import LIVE
from desktop.panes.visit.visit import VisitPage
from desktop.panes.writing import WritingPage
from desktop.session import Session
from desktop.warming import Warming
from desktop.window_state import WindowState
from exporters.sample import build

ACTIONS, LIMIT, AFTER = 500, 50.0, 0.15
"""Things done; ms that count as a stall; seconds in which what an action left behind is waited for."""
OFTEN = ("visit", "tab", "write", "hangul", "scroll")


@dataclass(slots=True)
class Held:
    """How long the loop was held up by one kind of action, in ms of wall and of the thread's own CPU time.

    actions: of each the longest hold-up. stalls, cpu_stalls: hold-ups over LIMIT, of which one action may have several.
    """

    actions: list[tuple[float, float]] = field(default_factory=list)
    stalls: int = 0
    cpu_stalls: int = 0


class Walk:
    """What a user does in the window, at places of a notebook, each seen before the next."""

    def __init__(self, window: MainWindow, profiled: str = "") -> None:
        self.window, self.random = window, random.Random(5)
        self.held: dict[str, Held] = {}
        self.profile = cProfile.Profile(time.thread_time)
        self._profiled = profiled
        notebook = window._session.notebook
        assert notebook is not None
        self.visits = [row[0] for row in notebook.reader.columns(Visit)]
        self.days = sorted({row[1] for row in notebook.reader.columns(Visit, "date") if row[1]})
        act = window.actions_
        self.kinds: dict[str, Callable[[], object]] = {
            **{place: lambda place=place: self._open(place) for place in  # type: ignore[misc]
               (HOME, TOUR, BIN, IMPLICATIONS, FIGURES, QUEUE, COMMENTS)},
            **{name: act[name].trigger for name in
               ("undo", "redo", "back", "forward", "next", "previous", "next_conflict", "larger", "normal")},
            "visit": lambda: self._open(self.random.choice(self.visits)),
            "day": lambda: self._open(day_key(date.fromisoformat(self.random.choice(self.days)))),
            "live": lambda: self._open(f"{LIVE}{self.random.choice(self.visits)}"),
            "tab": self._tab, "header": self._header, "write": self._write, "hangul": self._hangul,
            "enter": lambda: self._press(Qt.Key.Key_Return, "\r"), "down": lambda: self._press(Qt.Key.Key_Down),
            "scroll": self._scroll, "find": self._find, "preview": self._preview,
            "comment": act["comment"].trigger, "escape": lambda: self._press(Qt.Key.Key_Escape),
            "report": act["export"].trigger, "history": act["history"].trigger,
        }  # fmt: skip

    def go(self, count: int, only: str = "") -> None:
        """Do count things; only: one kind of them, each time after going home."""
        names = list(self.kinds)
        weights = [4 if name in OFTEN else 1 for name in names]
        for name in self.random.choices(names, weights, k=count):
            if only:
                self._act(HOME, self.kinds[HOME])
            if only in ("tab", "header", "write", "hangul", "scroll", "find", "report", "history", "preview"):
                self._act("visit", self.kinds["visit"])
            self._act(only or name, self.kinds[only or name])
            if (only or name) in ("report", "history"):
                self._act("close", self._close_dialogs)

    def _act(self, name: str, what: Callable[[], object]) -> None:
        """Do it as the loop would; what is deleted later is gone only when it was asked for inside an event."""
        held = self.held.setdefault(name, Held())
        QTimer.singleShot(0, what)
        end, found = time.perf_counter() + AFTER, []
        while time.perf_counter() < end:
            found.append(self._round(name))
            time.sleep(0.002)
        held.actions.append((max(wall for wall, _ in found), max(cpu for _, cpu in found)))
        held.stalls += sum(wall > LIMIT for wall, _ in found)
        held.cpu_stalls += sum(cpu > LIMIT for _, cpu in found)

    def _round(self, name: str) -> tuple[float, float]:
        """One round of the loop: ms by the clock, and of CPU time."""
        wall, cpu = time.perf_counter(), time.thread_time()
        if name == self._profiled:
            self.profile.enable()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        self.profile.disable()
        return (time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000

    # --- what is done -------------------------------------------------------------------------------------------

    def _open(self, object_id: str) -> None:
        """As by a row of the navigator."""
        if self.window.workspace is not None:
            self.window.workspace.navigator.open_requested.emit(object_id)

    def _page(self) -> QWidget | None:
        return self.window.workspace.stack.currentWidget() if self.window.workspace is not None else None

    def _tab(self) -> None:
        if isinstance(page := self._page(), VisitPage):
            page.tabs[self.random.randrange(4)].click()

    def _header(self) -> None:
        if isinstance(page := self._page(), VisitPage):
            page.header.unfold(not page.header.unfolded)

    def _field(self) -> QWidget | None:
        page = self._page()
        return page.field if isinstance(page, WritingPage) else None

    def _write(self) -> None:
        if isinstance(editor := self._field(), OutlineEditor):
            editor.insertPlainText("새 글 ")

    def _hangul(self) -> None:
        if (focus := self._field()) is None:
            return
        for composed in ("ㅎ", "하", "한"):
            QApplication.sendEvent(focus, QInputMethodEvent(composed, []))
        event = QInputMethodEvent("", [])
        event.setCommitString("한")
        QApplication.sendEvent(focus, event)

    def _press(self, key: Qt.Key, text: str = "") -> None:
        if (focus := self._field()) is not None:
            event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(focus, event)

    def _scroll(self) -> None:
        """One notch of the wheel over the largest thing that scrolls."""
        page = self._page()
        areas = page.findChildren(QAbstractScrollArea) if page is not None else []
        areas = [area for area in areas if area.isVisible() and area.verticalScrollBar().maximum()]
        if not areas:
            return
        area = max(areas, key=lambda each: each.width() * each.height())
        if isinstance(area, QAbstractItemView) and self.random.random() < 0.3:
            area.setCurrentIndex(area.model().index(self.random.randrange(max(1, area.model().rowCount())), 0))
        middle = QPointF(area.viewport().rect().center())
        by = QPoint(0, self.random.choice((-240, 240, 240)))
        event = QWheelEvent(
            middle, QPointF(area.viewport().mapToGlobal(middle.toPoint())), QPoint(), by, Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(area.viewport(), event)

    def _find(self) -> None:
        page = self._page()
        if not isinstance(page, WritingPage) or not page.can_find:
            return
        if page.finding.isVisible():
            page.finding.close_bar()
        else:
            page.finding.words.setText("시간")
            page.finding.open()
            page.finding.step(1)

    def _preview(self) -> None:
        if isinstance(page := self._page(), WritingPage):
            page.marks.preview.click()

    def _close_dialogs(self) -> None:
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QDialog) and each.isVisible():
                each.reject()


def report(name: str, held: dict[str, Held]) -> None:
    """Print what was found, the longest first."""
    count = sum(len(each.actions) for each in held.values())
    wall, cpu = sum(each.stalls for each in held.values()), sum(each.cpu_stalls for each in held.values())
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{name}: {count} actions, stalls over {LIMIT:.0f} ms: {wall} by the clock, {cpu} by CPU time")
    print(f"  load {load} on {os.cpu_count()} cores; ms of the longest hold-up of each action")
    print("                     count  median     p95     max  stalls   CPU median     max  stalls")
    for kind, each in sorted(held.items(), key=lambda found: -max(cpu for _, cpu in found[1].actions)):
        walls, cpus = sorted(wall for wall, _ in each.actions), sorted(cpu for _, cpu in each.actions)
        high = statistics.quantiles(walls, n=20, method="inclusive")[-1] if len(walls) > 1 else walls[0]
        print(
            f"  {kind.replace(':', ''):<16}{len(walls):>6}{statistics.median(walls):>8.1f}{high:>8.1f}{walls[-1]:>8.1f}"
            f"{each.stalls:>8}       {statistics.median(cpus):>6.1f}{cpus[-1]:>8.1f}{each.cpu_stalls:>8}"
        )


def walk(name: str, path: Path, options: argparse.Namespace) -> None:
    """Open the notebook at path, and walk through it."""
    know(path)
    settings, messages = Settings.load(), Messages()
    session = Session(settings, messages)
    assert session.open(path)
    assert session.notebook is not None
    session.notebook.backs_up = False
    session.set_person(session.notebook.reader.all(Person)[0].id)
    state = WindowState(settings.folder / "window.ini")
    window = MainWindow(session, messages, state, resources.sentences("ko"), FIRST.replace(day=11))
    window.resize(1440, 900)
    window.show()
    warming = Warming(window)
    end = time.perf_counter() + 1
    while warming.left or time.perf_counter() < end:
        QApplication.processEvents()
    walked = Walk(window, options.profile)
    walked.go(options.actions, options.only or options.profile)
    report(name, walked.held)
    if options.profile:
        pstats.Stats(walked.profile).sort_stats(options.sort).print_stats(80)
    window.close()
    session.close()
    delete(window)  # else its widgets are styled with those of the next one


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--actions", type=int, default=ACTIONS)
    parser.add_argument("--only", default="")
    parser.add_argument("--profile", default="")
    parser.add_argument("--sort", default="tottime")
    parser.add_argument("--notebook", choices=("sample", "tour"), default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BRIEFING_HOME"] = str(Path(folder) / "home")
        app = application()
        collector = Collector()
        sample, tour = Path(folder) / "sample.notebook", Path(folder) / "tour.notebook"
        build(sample).close()
        common_tour(tour)

        def walks() -> None:
            """Inside the loop, so that what is to be deleted is deleted, as in the window."""
            if options.notebook != "tour":
                walk("sample", sample, options)
            if options.notebook != "sample":
                walk("tour of the common size", tour, options)
            app.quit()

        QTimer.singleShot(0, walks)
        app.exec()
        collector.close()


if __name__ == "__main__":
    main()
