"""Lists of 100,000 rows: how long until they stand, and how long a step of scrolling takes until it is painted.

Beside the time on the clock stands the time of the thread, which other programs do not lengthen; of several rounds the
best. A round in which the list painted nothing would be worth nothing, so that the rows that were painted are counted.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyleOptionViewItem, QWidget

import resources
from db.bin import Binned
from db.edits import create
from db.notebook import Notebook
from db.records import Note, Tour
from desktop.app import application
from desktop.context import PageContext
from desktop.messages import Messages
from desktop.models.binned import BinRow
from desktop.models.outline import Row
from desktop.models.queue import Queued, QueueModel
from desktop.operations import Operations
from desktop.panes.bin.bin import BinPage
from desktop.panes.navigator import NavigatorPane
from desktop.panes.review.queue_list import QueueList
from desktop.theme import Theme

ROWS, STEPS, ROUNDS, LIMIT = 100_000, 400, 3, 14
DAYS, VISITS = 100, 50


def outline() -> tuple[Row, ...]:
    """ROWS rows: days with visits with notes."""
    notes = ROWS // (DAYS * VISITS) - 1
    return tuple(
        Row(
            f"day:{day}", "day", "6월 12일(목) 로테르담", lead=f"{day + 1}일차", state="submitted",
            children=tuple(
                Row(
                    f"{day} {visit}", "visit", "로테르담 항만공사", f"{day} {visit}", "09:30", "returned", notes, 2,
                    children=tuple(
                        Row(f"{day} {visit} {note}", "note", f"메모 {note}", f"{day} {visit} {note}", state="empty")
                        for note in range(notes)
                    ),
                )
                for visit in range(VISITS)
            ),
        )
        for day in range(DAYS)
    )  # fmt: skip


def binned() -> list[BinRow]:
    """ROWS things in the bin, a day before each hundred."""
    rows = []
    for number in range(ROWS):
        if number % 100 == 0:
            rows.append(BinRow("2031년 6월 12일"))
        item = Binned(Note(id=str(number), heading="대기 시간"), "p", "2031-06-12T09:30:00+00:00")
        words = "선박이 부두 앞바다에서 기다리는 시간이 길어질수록 연료비가 늘어난다."
        rows.append(
            BinRow(f"대기 시간 {number}", item, "메모", "로테르담 항만공사 · 6월 12일", words, "문지안", "18:20")
        )
    return rows


def queued() -> list[Queued]:
    return [
        Queued(
            str(number), f"대기 시간 {number}", "로테르담 항만공사", "문지안", "2031-06-12T09:30:00+00:00", "submitted",
            number % 4, number % 9 == 0,
        )
        for number in range(ROWS)
    ]  # fmt: skip


def settle() -> None:
    end = time.perf_counter() + 0.2
    while time.perf_counter() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


class Counting(QObject):
    """Counts what a view asks of its rows: a step that asks for none has shown nothing."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.painted = 0
        delegate = view.itemDelegate()
        self._paint = delegate.paint
        delegate.paint = self._count  # type: ignore[method-assign]

    def _count(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.painted += 1
        self._paint(painter, option, index)


def measure(name: str, page: QWidget, view: QAbstractItemView, fill: Callable[[], object]) -> None:
    """Fill the view, then scroll it: by a wheel's step, by a page, and to anywhere. Raises RuntimeError for nothing."""
    counting = Counting(view)
    page.resize(420, 860)
    page.show()
    settle()
    begin = time.perf_counter()
    fill()
    view.viewport().repaint()
    filled = time.perf_counter() - begin
    while not _whole(view):  # a list may be laid out in pieces, and be blank until the last of them
        settle()
    whole = time.perf_counter() - begin
    rounds = [[_until_painted(view, place) for place in _places(view)] for _ in range(ROUNDS)]
    steps = ROUNDS * STEPS
    if counting.painted < steps:
        raise RuntimeError(f"{name}: {counting.painted} rows painted in {steps} steps")
    clock, thread = (min(_p95([step[each] for step in steps]) for steps in rounds) for each in (0, 1))
    longest = min(max(step[0] for step in steps) for steps in rounds)
    print(f"{name:<24}{filled * 1000:>6.0f} ms to fill, {whole * 1000:>5.0f} to scroll all of it; ", end="")
    print(f"a step p95 {clock:.1f} ms, of the thread {thread:.1f}, longest {longest:.1f}, ", end="")
    print(f"{counting.painted / steps:.0f} rows   limit {LIMIT} ms")
    page.close()


def _p95(found: Sequence[float]) -> float:
    return statistics.quantiles(found, n=20)[-1]


def _whole(view: QAbstractItemView) -> bool:
    """Whether the end of the list has its place."""
    model = view.model()
    last = model.index(model.rowCount() - 1, 0)
    while model.rowCount(last):
        last = model.index(model.rowCount(last) - 1, 0, last)
    reach = view.visualRect(last).bottom() + view.verticalScrollBar().value()
    return reach >= view.verticalScrollBar().maximum() > view.viewport().height()


def _places(view: QAbstractItemView) -> Iterator[int]:
    """Where each step leads; after the end it begins at the top again, so that each step moves."""
    rng, bar = random.Random(5), view.verticalScrollBar()
    place = 0
    for number in range(STEPS):
        far = number % 8 == 7
        place = rng.randrange(bar.maximum() + 1) if far else place + (bar.pageStep() if number % 2 else 60)
        place = 0 if place > bar.maximum() else place
        yield place


def _until_painted(view: QAbstractItemView, place: int) -> tuple[float, float]:
    """ms until view shows place: on the clock, and of this thread."""
    begin, used = time.perf_counter(), time.thread_time()
    view.verticalScrollBar().setValue(place)
    view.viewport().repaint()
    return (time.perf_counter() - begin) * 1000, (time.thread_time() - used) * 1000


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    theme, today = Theme.load(), date(2031, 6, 12)
    app.setStyleSheet(theme.style_sheet())
    app.setFont(theme.font(13))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.notebook"
        Notebook.create(path, [create(Tour, title="연수")]).close()
        notebook = Notebook.open(path)
        context = PageContext(notebook, resources.sentences("ko"), theme, Operations(notebook), Messages())
        navigator = NavigatorPane(context, today)

        def fill() -> None:
            navigator.model.show(outline())
            navigator.tree.expandAll()

        measure("navigator", navigator, navigator.tree, fill)
        bin_page = BinPage(context, today)

        def fill_bin() -> None:
            while bin_page._reading:  # what it reads by itself would take the rows away again
                settle()
            bin_page.model.show(binned())
            bin_page.stack.setCurrentWidget(bin_page.list)

        measure("bin", bin_page, bin_page.list, fill_bin)
        model = QueueModel(context.sentences, today)
        queue = QueueList(theme, model, "검토")
        measure("queue of a reviewer", queue, queue, lambda: model.show(queued()))
        context.operations.close()
        notebook.close()


if __name__ == "__main__":
    main()
