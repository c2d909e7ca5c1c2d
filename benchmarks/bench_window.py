"""Walks through the window, 500 actions on the sample and on a tour of the common size, and tells what held it up."""

from __future__ import annotations

import io
import os
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

import resources
from benchmarks.measure import know
from db.edits import Edit, create
from db.notebook import Notebook
from db.order import keys
from db.records import Comment, Figure, Note, Person, Question, Takeaway, Team, Tour, Visit
from db.settings import Settings
from desktop.app import application
from desktop.main_window import MainWindow
from desktop.messages import Messages
from desktop.models.day import day_key
from desktop.models.outline import BIN, HOME, IMPLICATIONS, TOUR
from desktop.panes.visit.visit import VisitPage
from desktop.panes.writing import WritingPage
from desktop.session import Session
from desktop.window_state import WindowState
from exporters.sample import build

ACTIONS, LIMIT = 500, 50
PEOPLE, VISITS, ENTRIES, PHOTOS, QUESTIONS, COMMENTS = 24, 14, 300, 180, 400, 250
TEXT = (
    "◇ 대기 시간\n○ 선박이 부두 앞바다에서 기다리는 시간이 길어질수록 **연료비와 배출량**이 함께 늘어난다.\n"
    "- 2028년 시범 운영 당시 평균 대기 시간은 11.4시간에서 7.9시간으로 줄었다.\n※ 값은 잠정이다.\n"
)
FIRST = date(2031, 6, 9)


def common(path: Path) -> None:
    """A notebook as one comes home with it; see PEOPLE and the rest."""
    order = iter(keys(3000))
    edits = [create(Tour, "t", title="항만 연수", start="2031-06-09", end="2031-06-15", order=next(order))]
    edits += [create(Team, f"team{n}", tour="t", name=f"{n + 1}조", order=next(order)) for n in range(4)]
    edits += [
        create(Person, f"p{n}", tour="t", team=f"team{n % 4}", name=f"문지안{n}", order=next(order))
        for n in range(PEOPLE)
    ]
    edits += [
        create(
            Visit, f"v{n}", tour="t", institution=f"로테르담 항만공사 {n}", title="스마트 항만",
            date=FIRST.replace(day=9 + n // 2).isoformat(), start_time=f"{9 + 5 * (n % 2):02}:30", order=next(order),
        )
        for n in range(VISITS)
    ]  # fmt: skip
    entries = [_entry(number, next(order)) for number in range(ENTRIES)]
    questions = [
        create(Question, f"q{n}", visit=f"v{n % VISITS}", question="하루에 몇 척이 들어옵니까?", order=next(order),
               answer="○ 마흔 척이다.\n" if n % 3 else "")
        for n in range(QUESTIONS)
    ]  # fmt: skip
    comments = [
        create(Comment, f"c{n}", object=entries[n % ENTRIES].object, field="text", text="더 쉽게?", author="p1",
               order=next(order))
        for n in range(COMMENTS)
    ]  # fmt: skip
    with Notebook.create(path, edits) as notebook:
        notebook.backs_up = False
        for part in (entries, questions, comments, _photos(notebook, order)):
            notebook.commit(part)


def _entry(number: int, order: str) -> Edit:
    visit = f"v{number % VISITS}"
    if number % 3 == 0:
        return create(Takeaway, f"t{number}", visit=visit, author=f"p{number % PEOPLE}", text=TEXT, order=order)
    return create(Note, f"n{number}", visit=visit, heading=f"대기 시간 {number}", text=TEXT * 3, order=order)


def _photos(notebook: Notebook, order: object) -> list[Edit]:
    """Figures of all visits; a few pictures, each for many."""
    blobs = []
    for number in range(6):
        body = io.BytesIO()
        Image.effect_noise((1600, 1200), 20 + number).convert("RGB").save(body, "JPEG")
        blobs.append(notebook.add_blob(body.getvalue()).sha256)
    return [
        create(
            Figure,
            f"f{n}",
            visit=f"v{n % VISITS}",
            blob=blobs[n % 6],
            caption="부두",
            credit="문지안",
            order=f"z{n:04}",
        )
        for n in range(PHOTOS)
    ]


class Walk:
    """ACTIONS things a user does in the window, at places of a notebook, each seen before the next."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.random = window, random.Random(5)
        self.found: dict[str, list[float]] = defaultdict(list)
        notebook = window._session.notebook
        assert notebook is not None
        self.visits = [row[0] for row in notebook.reader.columns(Visit)]
        self.days = sorted({row[1] for row in notebook.reader.columns(Visit, "date") if row[1]})

    def go(self) -> None:
        act = self.window.actions_
        places = {
            "home": lambda: self.window.go(HOME), "tour": lambda: self.window.go(TOUR),
            "bin": lambda: self.window.go(BIN), "implications": lambda: self.window.go(IMPLICATIONS),
            "visit": lambda: self.window.go(self.random.choice(self.visits)),
            "day": lambda: self.window.go(day_key(date.fromisoformat(self.random.choice(self.days)))),
            "tab": self._tab, "header": self._header, "write": self._write,
            "undo": act["undo"].trigger, "redo": act["redo"].trigger,
            "back": act["back"].trigger, "forward": act["forward"].trigger,
            "next": act["next"].trigger, "previous": act["previous"].trigger,
        }  # fmt: skip
        weights = [3 if name in ("visit", "tab", "write") else 1 for name in places]
        for name in self.random.choices(list(places), weights, k=ACTIONS):
            self._act(name, places[name])

    def _act(self, name: str, what: Callable[[], object]) -> None:
        begin = time.perf_counter()
        what()
        self.found[name].append((time.perf_counter() - begin) * 1000)
        end = time.perf_counter() + 0.15
        while time.perf_counter() < end:
            begin = time.perf_counter()
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
            self.found[f"after {name}"].append((time.perf_counter() - begin) * 1000)
            time.sleep(0.002)

    def _page(self) -> object:
        return self.window.workspace.stack.currentWidget() if self.window.workspace is not None else None

    def _tab(self) -> None:
        if isinstance(page := self._page(), VisitPage):
            page.show_tab(self.random.randrange(4))

    def _header(self) -> None:
        if isinstance(page := self._page(), VisitPage):
            page.header.unfold(not page.header.unfolded)

    def _write(self) -> None:
        page = self._page()
        field = page.field if isinstance(page, WritingPage) else None
        if field is not None and hasattr(field, "insertPlainText"):
            field.insertPlainText("새 글 ")


def walk(app: QApplication, name: str, path: Path) -> None:
    know(path)
    settings = Settings.load()
    messages = Messages()
    session = Session(settings, messages)
    assert session.open(path)
    state = WindowState(settings.folder / "window.ini")
    window = MainWindow(session, messages, state, resources.sentences("ko"), FIRST.replace(day=11))
    window.resize(1440, 900)
    window.show()
    end = time.perf_counter() + 1
    while time.perf_counter() < end:
        app.processEvents()
    walked = Walk(window)
    walked.go()
    worst = sorted(((max(each), name, sum(one > LIMIT for one in each)) for name, each in walked.found.items()))
    over = sum(count for _, _, count in worst)
    print(f"{name}: {ACTIONS} actions, held up over {LIMIT} ms {over} times")
    for longest, what, count in reversed(worst[-12:]):
        each = sorted(walked.found[what])
        print(f"  {what:<24} longest {longest:6.0f} ms, median {each[len(each) // 2]:6.1f} ms, over {LIMIT} ms {count}")
    window.close()
    session.close()
    window.deleteLater()


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BRIEFING_HOME"] = str(Path(folder) / "home")
        app = application()
        sample, tour = Path(folder) / "sample.notebook", Path(folder) / "tour.notebook"
        build(sample).close()
        common(tour)
        walk(app, "sample", sample)
        walk(app, "tour of the common size", tour)


if __name__ == "__main__":
    main()
