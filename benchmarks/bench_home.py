"""Home by role, on a common tour and on one of 60 people and 40 visits: opening, changes, other days, coming back.

Of each step the time of the thread, in its longest single turn: as long as that, no key is heard.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

import resources
from benchmarks.common_tour import common_tour
from db.edits import Edit, create
from db.notebook import Notebook
from db.order import keys
from db.records import Person, Takeaway, Team, Tour, Visit
from desktop.app import application
from desktop.context import PageContext
from desktop.messages import Messages
from desktop.operations import Operations
from desktop.panes.home.home import HomePage
from desktop.theme import Theme

ROUNDS, LIMIT = 5, 50
DAY = date(2031, 6, 12)
PEOPLE, VISITS = 60, 40


def large_tour(path: Path) -> None:
    """PEOPLE and VISITS, four a day, and a takeaway of everybody from every third visit."""
    order = iter(keys(3000))
    edits = [create(Tour, "t", title="긴 연수", start="2031-06-09", end="2031-06-18", order=next(order))]
    edits += [create(Team, f"team{n}", tour="t", name=f"{n + 1}조", order=next(order)) for n in range(6)]
    edits += [
        create(Person, f"p{n}", tour="t", team=f"team{n % 6}", name=f"문지안{n}", order=next(order))
        for n in range(PEOPLE)
    ]
    for n in range(VISITS):
        day = (date(2031, 6, 9) + timedelta(days=n // 4)).isoformat()
        edits.append(create(Visit, f"v{n}", tour="t", institution=f"항만공사 {n}", date=day, order=next(order)))
    edits += [
        create(Takeaway, f"t{3 * n}", visit=f"v{n % VISITS}", author=f"p{n % PEOPLE}", text="글", order=next(order))
        for n in range(PEOPLE * VISITS // 3)
    ]
    Notebook.create(path, edits).close()


class Turns:
    """The longest turn of the event loop, ms of the thread."""

    def __init__(self) -> None:
        self.longest = 0.0

    def run(self, step: Callable[[], object]) -> float:
        """Do step, and whatever follows from it; answers its longest turn."""
        self.longest = self._timed(step)
        for _ in range(8):
            self.longest = max(self.longest, self._timed(QApplication.processEvents))
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return self.longest

    def _timed(self, step: Callable[[], object]) -> float:
        begin = time.thread_time()
        step()
        return (time.thread_time() - begin) * 1000


def measure(name: str, path: Path, role: str, theme: Theme) -> None:
    """Print the figures of one role on the notebook at path."""
    with Notebook.open(path) as notebook:
        notebook.backs_up = False
        person = "p0"
        if role != "participant":
            person = role
            if notebook.reader.get(person) is None:
                notebook.commit([create(Person, person, tour="t", name="이선경", role=role)])
        operations = Operations(notebook)
        context = PageContext(notebook, resources.sentences("ko"), theme, operations, Messages(), person)
        turns, found = Turns(), dict[str, float]()

        def least(step: str, do: Callable[[int], object], before: Callable[[int], object] = lambda _: None) -> None:
            for number in range(ROUNDS):
                before(number)
                found[step] = min(found.get(step, 9999.0), turns.run(partial(do, number)))

        pages: list[HomePage] = []

        def build(_: int) -> None:
            pages.append(HomePage(context, DAY))
            pages[-1].resize(1170, 800)

        least("build", build)
        least("show", lambda number: pages[number].show())
        page = pages[-1]
        for other in pages[:-1]:
            other.close()

        def come_back(_: int) -> None:
            page.show()
            page.show_object("home")

        def write(number: int) -> None:
            notebook.commit([Edit("t0", "takeaway", {"text": f"글 {number}"})])

        least("one entry", lambda _: page.refresh(None), write)
        least("nothing", lambda _: page.refresh(None))
        least("other day", lambda number: page.choose(DAY + timedelta(days=(number + 1) % 2)))
        least("come back", come_back, lambda _: page.hide())
        print(
            f"{name:<8}{role:<13}", "  ".join(f"{step} {ms:.1f}" for step, ms in found.items()), f"  limit {LIMIT} ms"
        )
        page.close()
        operations.close()


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    theme = Theme.load()
    app.setStyleSheet(theme.style_sheet())
    app.setFont(theme.font(13))
    with tempfile.TemporaryDirectory() as folder:
        for name, make in (("common", common_tour), ("60 × 40", large_tour)):
            path = Path(folder) / f"{name}.notebook"
            make(path)
            for role in ("participant", "coordinator", "reviewer"):
                measure(name, path, role, theme)


if __name__ == "__main__":
    main()
