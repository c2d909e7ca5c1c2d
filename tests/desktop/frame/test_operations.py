"""Store calls announce what they changed after COMMIT; long work reports, stops, and ends in the GUI thread."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from db.edits import Changes, Draft, Edit
from db.errors import KnownError
from db.records import Note
from desktop.context import PageContext
from desktop.operations import Pool
from exporters.base import Progress


def test_a_commit_is_in_the_notebook_when_it_is_announced(context: PageContext, qtbot: QtBot) -> None:
    seen: list[tuple[frozenset[str], str]] = []

    def told(changes: Changes) -> None:
        note = context.notebook.reader.get("n1")
        assert isinstance(note, Note)
        seen.append((changes.ids, note.heading))

    context.operations.changed.connect(told)
    with qtbot.waitSignal(context.operations.saved) as saved:
        context.operations.commit([Edit("n1", "note", {"heading": "바뀐 제목"})])
    assert seen == [(frozenset({"n1"}), "바뀐 제목")]
    assert datetime.fromisoformat(saved.args[0]).tzinfo is not None


def test_a_later_commit_answers_in_the_gui_thread(context: PageContext, qtbot: QtBot) -> None:
    threads: list[QThread] = []
    with qtbot.waitSignal(context.operations.changed):
        context.operations.commit_later(
            [Edit("n1", "note", {"heading": "뒤"})], lambda _: threads.append(QThread.currentThread())
        )
    assert threads == [context.operations.thread()]


def test_a_draft_says_when_it_was_saved_and_becomes_a_revision(context: PageContext, qtbot: QtBot) -> None:
    heads = context.notebook.reader.heads("n1")["text"]
    with qtbot.waitSignal(context.operations.saved):
        context.operations.keep_draft(Draft("n1", "note", "text", "○ 새 글\n", heads))
    assert context.notebook.reader.draft("n1", "text") is not None
    changes = context.operations.commit_drafts("n1")
    assert changes.ids == {"n1"}
    assert context.notebook.reader.draft("n1", "text") is None


def test_a_draft_that_is_dropped_is_gone(context: PageContext, qtbot: QtBot) -> None:
    with qtbot.waitSignal(context.operations.saved):
        context.operations.keep_draft(Draft("n1", "note", "text", "○ 잠깐\n"))
    context.operations.drop_draft("n1", "text")
    qtbot.waitUntil(lambda: context.notebook.reader.draft("n1", "text") is None)


def test_what_fails_in_the_background_is_told(context: PageContext, qtbot: QtBot) -> None:
    with qtbot.waitSignal(context.operations.failed) as failed:
        context.operations.commit_later([Edit("n1", "note", {"no_such_field": "x"})])
    assert isinstance(failed.args[0], Exception)


def test_long_work_reports_and_answers(qtbot: QtBot) -> None:
    pool = Pool()
    told: list[tuple[int, int]] = []

    def work(progress: Progress) -> str:
        for step in range(3):
            progress(step, 3)
        return "done"

    task = pool.start(work)
    task.progress.connect(lambda *args: told.append(args))
    with qtbot.waitSignal(task.done) as done:
        pass
    assert done.args == ["done"]
    assert told == [(0, 3), (1, 3), (2, 3)]
    pool.close()


def test_work_stops_at_its_next_report_when_it_is_cancelled(qtbot: QtBot) -> None:
    pool, go = Pool(), threading.Event()
    reached: list[str] = []

    def work(progress: Progress) -> None:
        progress(0, 2)
        go.wait(5)
        progress(1, 2)
        reached.append("end")

    task = pool.start(work)
    with qtbot.waitSignal(task.cancelled):
        task.cancel()
        go.set()
    assert reached == []
    pool.close()


def test_a_failure_of_long_work_comes_back_as_it_was_raised(qtbot: QtBot) -> None:
    pool = Pool()

    def work(progress: Progress) -> None:
        raise KnownError("errors.damaged", path="x")

    task = pool.start(work)
    with qtbot.waitSignal(task.failed) as failed:
        pass
    with pytest.raises(KnownError):
        raise failed.args[0]
    pool.close()
