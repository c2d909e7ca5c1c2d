"""From a key to the screen in a long entry, with colours, 200 marks, autosave and preview, beside a bare text field."""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit

import resources
from db.edits import create
from db.notebook import Notebook
from db.order import keys
from db.records import Chapter, Tour
from desktop.app import application
from desktop.context import PageContext
from desktop.editor.outline_editor import OutlineEditor
from desktop.messages import Messages
from desktop.operations import Operations
from desktop.panes.chapter import ChapterPage
from desktop.theme import Theme

KEYS, ACTIONS = 400, 500
LINE = (
    "○ 선박이 부두 앞바다에서 기다리는 시간이 길어질수록 **연료비와 배출량**이 함께 늘어난다는 점에서 출발하였다.\n"
    "- 2028년 시범 운영 당시 평균 대기 시간은 11.4시간에서 7.9시간으로 줄었다.\n"
)


def long_text(characters: int) -> str:
    """Outline text of about so many characters, with headings, figures missing and a table now and then."""
    parts = []
    for number in range(characters // len(LINE) + 1):
        parts.append(f"◇ 제목 {number}\n" if number % 10 == 0 else "")
        parts.append("| 구분 | 값 |\n| --- | --- |\n| 대기 | 7.9 |\n" if number % 100 == 50 else "")
        parts.append(LINE)
    return "".join(parts)[:characters]


def timed(widget: QTextEdit | QPlainTextEdit, act: Callable[[], object]) -> float:
    """ms until act is done and seen."""
    begin = time.perf_counter()
    act()
    widget.viewport().repaint()
    return (time.perf_counter() - begin) * 1000


def key(widget: QTextEdit | QPlainTextEdit, number: int) -> None:
    """One key of a syllable, or a letter."""
    if number % 3 == 2:
        event = QInputMethodEvent("", [])
        event.setCommitString("한")
    else:
        event = QInputMethodEvent("ㅎ하"[number % 3], [])
    QCoreApplication.sendEvent(widget, event)


def press(widget: QTextEdit | QPlainTextEdit, code: Qt.Key, held: Qt.KeyboardModifier, text: str = "") -> None:
    QCoreApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, code, held, text))


def settle(milliseconds: int) -> None:
    """Let timers run."""
    end = time.perf_counter() + milliseconds / 1000
    while time.perf_counter() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def place(widget: QTextEdit | QPlainTextEdit, position: int) -> None:
    cursor = widget.textCursor()
    cursor.setPosition(position)
    widget.setTextCursor(cursor)
    settle(100)


def typing(widget: QTextEdit | QPlainTextEdit) -> float:
    """p95 of KEYS keys, with what timers do between them."""
    found = []
    for number in range(KEYS):
        found.append(timed(widget, lambda number=number: key(widget, number)))  # type: ignore[misc]
        settle(4)
    return p95(found[20:])


def bare(text: str) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setFont(Theme.load().font(15))
    field.resize(860, 700)
    field.setPlainText(text)
    field.show()
    return field


def marked(editor: OutlineEditor, count: int) -> None:
    """count marks all over the text, as comments have them."""
    look = QTextCharFormat()
    look.setBackground(Qt.GlobalColor.yellow)
    step, found = editor.document().characterCount() // count, []
    for number in range(count):
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(editor.document())
        mark.cursor.setPosition(number * step)
        mark.cursor.setPosition(number * step + 12, QTextCursor.MoveMode.KeepAnchor)
        mark.format = look
        found.append(mark)
    editor.show_layer("bench", found)


class Stalls:
    """How long the loop was held up: ms by the clock and of CPU, and what was done."""

    def __init__(self) -> None:
        self.worst: list[tuple[float, float, str]] = []

    def act(self, name: str, what: Callable[[], object]) -> None:
        self._held(name, what)
        for _ in range(6):
            self._held(f"after {name}", lambda: QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1))

    def _held(self, name: str, what: Callable[[], object]) -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        what()
        self.worst.append(((time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000, name))


def actions(page: ChapterPage, editor: OutlineEditor) -> Stalls:
    """ACTIONS things a writer does, at places all over the text."""
    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    alt = Qt.KeyboardModifier.AltModifier
    rng, stalls = random.Random(5), Stalls()
    choices: list[tuple[str, Callable[[], object]]] = [
        ("Enter", lambda: press(editor, Qt.Key.Key_Return, none, "\r")),
        ("Tab", lambda: press(editor, Qt.Key.Key_Tab, none, "\t")),
        ("Shift+Tab", lambda: press(editor, Qt.Key.Key_Backtab, shift)),
        ("Alt+Up", lambda: press(editor, Qt.Key.Key_Up, alt)),
        ("mark", lambda: editor.set_mark(rng.choice("◇○-※"))),
        ("bold", lambda: editor.set_style("**")),
        ("undo", editor.undo),
        ("redo", editor.redo),
        ("paste", lambda: editor.insert_pasted("○ 붙인 글\n- 하위")),
        ("caret", lambda: place_only(editor, rng.randrange(editor.document().characterCount()))),
        ("find", lambda: find(page)),
        ("close find", page.finding.close_bar),
        ("keep", page.fields.autosave.keep),
    ]
    for number in range(ACTIONS):
        stalls.act(*(("syllable", lambda: syllable(editor)) if number % 2 else rng.choice(choices)))
    return stalls


def syllable(editor: OutlineEditor) -> None:
    for number in range(3):
        key(editor, number)


def find(page: ChapterPage) -> None:
    page.finding.words.setText("시범")
    page.finding.open()
    page.finding.step(1)


def place_only(editor: OutlineEditor, position: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(position)
    editor.setTextCursor(cursor)


def page_with(folder: Path, text: str) -> tuple[PageContext, ChapterPage, OutlineEditor]:
    order = iter(keys(4))
    path = folder / f"{len(text)}.notebook"
    edits = [
        create(Tour, "t", order=next(order), title="연수"),
        create(Chapter, "c", order=next(order), tour="t", heading="장", text=text),
    ]
    Notebook.create(path, edits).close()
    notebook = Notebook.open(path)
    context = PageContext(notebook, resources.sentences("ko"), Theme.load(), Operations(notebook), Messages())
    page = ChapterPage(context)
    context.operations.changed.connect(page.refresh)
    page.resize(1400, 860)
    page.show()
    page.activateWindow()
    page.show_object("c")
    settle(600)
    editor = page.editor
    assert editor is not None
    return context, page, editor


def end(context: PageContext, page: ChapterPage) -> None:
    page.leave()
    page.close()
    page.deleteLater()
    settle(50)
    context.operations.close()
    context.notebook.close()


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    app.setStyleSheet(Theme.load().style_sheet())
    with tempfile.TemporaryDirectory() as folder:
        text = long_text(200_000)
        field = bare(text)
        place(field, len(text) // 2)
        base = typing(field)
        context, page, editor = page_with(Path(folder), text)
        editor.setFocus()
        marked(editor, 200)
        page.marks.preview.setChecked(True)
        settle(800)
        place(editor, len(text) // 2)
        ours = typing(editor)
        print(f"key to screen, 200 KB, bare field            p95 {base:6.2f} ms")
        print(f"  colours, 200 marks, autosave, preview      p95 {ours:6.2f} ms   limit {1.5 * base + 4:.2f} ms")
        stalls = sorted(actions(page, editor).worst, reverse=True)
        over, of_cpu = sum(wall > 50 for wall, _, _ in stalls), sum(cpu > 50 for _, cpu, _ in stalls)
        print(f"{ACTIONS} actions: over 50 ms {over}, of CPU {of_cpu}; longest (of CPU)")
        print("  " + ", ".join(f"{name} {wall:.0f} ms ({cpu:.0f})" for wall, cpu, name in stalls[:6]))
        end(context, page)
        line = "○ " + ("긴 줄을 나누지 않고 붙여 넣은 글이다. " * 1000)[:19_000]
        context, page, editor = page_with(Path(folder), line)
        editor.setFocus()
        page.marks.preview.setChecked(True)
        place(editor, 9_500)
        print(f"one line of 19,000 characters                p95 {typing(editor):6.2f} ms   limit 12 ms")
        end(context, page)


if __name__ == "__main__":
    main()
