"""Typing beside 200 comments or suggestions, and an entry that has 10,000 comments, as ratios in one run."""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks.bench_typing import bare, end, long_text, page_with, place, settle, typing
from db.commenting import threads
from db.edits import Edit, create
from db.records import Comment
from desktop.app import application
from desktop.context import PageContext
from desktop.editor.outline_editor import OutlineEditor
from desktop.panes.chapter import ChapterPage
from desktop.theme import Theme

LETTERS, FEW, MANY, STEPS = 200_000, 200, 10_000, 60


def comments(context: PageContext, text: str, count: int, *, suggest: bool = False) -> list[Edit]:
    """count comments all over the text of the chapter. suggest: with other words for those that they are about."""
    rng, heads = random.Random(3), context.notebook.reader.heads("c")["text"]
    found = []
    for number in range(count):
        start = rng.randrange(len(text) - 60)
        stop = start + rng.randrange(6, 40)
        found.append(
            create(
                Comment,
                object="c",
                field="text",
                start=start,
                end=stop,
                quote=text[start:stop],
                heads=heads,
                before=text[max(0, start - 48) : start],
                after=text[stop : stop + 48],
                text=f"의견 {number}",
                replacement=f"{text[start:stop]} 새 말" if suggest else None,
            )  # fmt: skip
        )
    return found


def ready(context: PageContext, page: ChapterPage, count: int) -> float:
    """Seconds until all threads are read, marked and placed."""
    begin = time.perf_counter()
    page.review.read()
    while len(page.review.threads) < count:
        settle(5)
    settle(50)
    return time.perf_counter() - begin


def longest(page: ChapterPage, editor: OutlineEditor) -> tuple[float, float]:
    """ms that the loop was held up at most while going from comment to comment, and while scrolling; medians beside."""
    worst = []
    for _ in range(STEPS):
        begin = time.perf_counter()
        page.review.step(1)
        QApplication.processEvents()
        worst.append((time.perf_counter() - begin) * 1000)
        settle(10)
    bar, scrolls = page._area.verticalScrollBar(), []
    for number in range(STEPS):
        begin = time.perf_counter()
        bar.setValue(bar.maximum() * number // STEPS)
        QApplication.processEvents()
        scrolls.append((time.perf_counter() - begin) * 1000)
    return statistics.median(worst), statistics.median(scrolls)


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    app.setStyleSheet(Theme.load().style_sheet())
    text = long_text(LETTERS)
    field = bare(text)
    place(field, len(text) // 2)
    base = typing(field)
    with tempfile.TemporaryDirectory() as folder:
        found: dict[int, float] = {}
        for number, count in enumerate((0, FEW, FEW, MANY)):
            suggest = number == 2
            (home := Path(folder) / str(number)).mkdir()
            context, page, editor = page_with(home, text)
            edits = comments(context, text, count, suggest=suggest)
            context.notebook.commit(edits) if edits else None
            begin = time.perf_counter()
            threads(context.notebook.reader, "c")
            read = time.perf_counter() - begin
            shown = ready(context, page, count) if count else 0.0
            editor.setFocus()
            place(editor, len(text) // 2)
            settle(400)
            key = typing(editor)
            found.setdefault(count, key)
            step, scroll = longest(page, editor) if count else (0.0, 0.0)
            what = "suggestions" if suggest else "comments"
            print(f"{count:>6} {what} in {LETTERS // 1000} KB: key p95 {key:6.2f} ms", end="")
            print(f" = {key / found[0]:.2f} x without, {key / base:.2f} x a bare field", end="")
            print(f"; read {read * 1000:.0f} ms, shown {shown * 1000:.0f} ms; F8 {step:.0f} ms, scroll {scroll:.0f} ms")
            end(context, page)
    print(f"limit of a key with {FEW} comments: {1.5 * base + 4:.2f} ms (bare field {base:.2f} ms)")


if __name__ == "__main__":
    main()
