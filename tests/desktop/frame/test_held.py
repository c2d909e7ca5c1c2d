"""Notebooks that another holds, that are damaged, newer, moved away, or cannot be written: read, waited for, copied."""

from __future__ import annotations

import sqlite3
import sys
import threading
import unicodedata
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from db.errors import KnownError
from db.lock import Lock
from db.notebook import Notebook
from db.records import Note
from db.settings import Settings
from desktop import places
from desktop.app import catch_faults
from desktop.dialogs.new_notebook import NewNotebookDialog
from desktop.editor.mark_bar import MarkBar
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.models.outline import HOME
from tests.desktop.frame.placing import band_with, buttons_shown, bytes_in, opened_path, press_button, text_of
from tests.desktop.known import remember

MakeWindow = Callable[..., MainWindow]


def test_a_held_notebook_is_read_and_opened_again_in_place(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window()
    lock = Lock(tour_path)
    assert not window._session.open(tour_path)
    assert buttons_shown(window)[:2] == ["다시 열기", "읽기만 하기"]
    press_button(window, "읽기만 하기")
    window.go("n1")
    page = window.current
    assert "읽기만" in window.bands.texts()[0]
    press_button(window, "다시 열기")
    assert len(window.bands.texts()) == 2
    assert "님이" in window.bands.texts()[1]
    assert opened_path(window) == tour_path
    lock.release()
    press_button(window, "다시 열기")
    assert window._session.notebook is not None
    assert not window._session.notebook.read_only
    assert window.current == page == "n1"
    assert window.bands.texts() == []


def test_a_stick_that_somebody_writes_is_waited_for(
    make_window: MakeWindow, foreign: Path, documents: Path, qtbot: QtBot
) -> None:
    window = make_window()
    lock = Lock(foreign)
    window._session.open(foreign)
    band_with(window, "님이", qtbot)
    lock.release()
    press_button(window, "다시 열기")
    band_with(window, "복사해 열었습니다", qtbot)


def test_what_is_stopped_leaves_nothing(
    make_window: MakeWindow, foreign: Path, documents: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = threading.Event(), threading.Event()

    def slow(source: Path, target: Path, progress: Callable[[int, int], None]) -> None:
        begun.set()
        go.wait(20)
        progress(1, 2)
        raise AssertionError("went on")

    monkeypatch.setattr("db.adopt.adopt", slow)
    monkeypatch.setattr(places, "PATIENCE", 0)
    window = make_window()
    window._session.open(foreign)
    band_with(window, "복사하는 중", qtbot)
    qtbot.waitUntil(begun.is_set)
    press_button(window, "멈추기")
    go.set()
    qtbot.waitUntil(lambda: window.bands.texts() == [])
    assert list(documents.iterdir()) == []
    assert opened_path(window) is None


def test_a_damaged_notebook_offers_its_backups(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    database = tour_path / "notebook.db"
    database.write_bytes(b"\0" * database.stat().st_size)
    window = make_window()
    asked: list[Path] = []
    window._session.backups_wanted.disconnect(window.show_backups)
    window._session.backups_wanted.connect(asked.append)
    assert not window._session.open(tour_path)
    press_button(window, "백업에서 되살리기…")
    assert asked == [tour_path]


@pytest.mark.parametrize(
    "name",
    ["한글 이름과 빈칸.notebook", unicodedata.normalize("NFD", "항만 연수") + ".notebook", "긴" * 70 + ".notebook"],
)
def test_names_of_all_sorts_open_adopt_and_are_listed(
    make_window: MakeWindow, tour_path: Path, documents: Path, qtbot: QtBot, name: str
) -> None:
    folder = tour_path.parent / ("긴 " * 40).strip() / unicodedata.normalize("NFD", "깊은 곳")
    folder.mkdir(parents=True)
    path = tour_path.rename(folder / name)
    remember(path)
    window = make_window(path)
    assert opened_path(window) == path
    window._session.close()
    assert path.resolve() in window._session.known()
    window.actions_.recent.aboutToShow.emit()
    shown = [action.text() for action in window.actions_.recent.actions()]
    assert unicodedata.normalize("NFC", name).removesuffix(".notebook") in shown
    window._session.settings.known.clear()
    window._session.open(path)
    band_with(window, "복사해 열었습니다", qtbot)
    assert opened_path(window) == documents / unicodedata.normalize("NFC", name)


def test_a_new_notebook_in_a_cloud_is_refused_before_it_is_made(
    make_window: MakeWindow, documents: Path, tmp_path: Path
) -> None:
    window = make_window()
    window.errands.ask_new()
    dialog = window.findChild(NewNotebookDialog)
    assert dialog is not None
    dialog.title.setText("항만")
    assert dialog.make.isEnabled()
    assert dialog.here.isHidden()
    dialog.path.setText(str(tmp_path / "OneDrive" / "연수"))
    assert not dialog.make.isEnabled()
    assert "클라우드" in dialog.reason.text()
    assert dialog.here.isVisible()
    dialog.here.click()
    assert dialog.answer().path == documents / "연수.notebook"
    assert dialog.make.isEnabled()
    assert dialog.here.isHidden()
    dialog.reject()


def test_a_folder_that_is_dropped_is_opened(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window()
    assert _drop(window, [tour_path])
    assert opened_path(window) == tour_path
    window._session.close()
    assert _drop(window, [tour_path / "notebook.db"])
    assert opened_path(window) == tour_path
    assert not _drop(window, [tour_path / "notebook.lock"])


def _drop(window: MainWindow, paths: list[Path]) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, button = QPoint(100, 100), Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, button, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        drop = QDropEvent(place.toPointF(), Qt.DropAction.CopyAction, data, button, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window, drop)
    return enter.isAccepted()


def test_a_newer_notebook_is_read_and_says_why(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    with closing(sqlite3.connect(tour_path / "notebook.db")) as connection:
        connection.execute("PRAGMA user_version = 9999")
    window = make_window(tour_path)
    band_with(window, "읽기만 합니다", qtbot)
    assert window._session.notebook is not None
    assert window._session.notebook.read_only
    assert "더 새로운 프로그램" in window.bands.texts()[0]
    assert buttons_shown(window) == []
    assert text_of(window, "n1") == "○ 배가 기다리지 않는다.\n"


def test_a_newer_notebook_from_elsewhere_is_read_where_it_is(
    make_window: MakeWindow, foreign: Path, documents: Path, home: Path, qtbot: QtBot
) -> None:
    with closing(sqlite3.connect(foreign / "notebook.db")) as connection:
        connection.execute("PRAGMA user_version = 9999")
    window = make_window()
    window._session.open(foreign)
    band_with(window, "더 새로운 프로그램", qtbot)
    assert opened_path(window) == foreign
    assert not Settings.load(home).is_place(foreign)


def test_nothing_can_be_changed_in_a_notebook_that_is_only_read(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    before = bytes_in(tour_path)
    window = make_window()
    assert window._session.open_to_read(tour_path)
    for place in (HOME, "n1", "q1", "s1", "f1", "k1", "h1"):
        window.go(place)
        fields: list[QPlainTextEdit | QLineEdit] = list(window._centre.findChildren(QPlainTextEdit))
        fields += window._centre.findChildren(QLineEdit)
        assert [each for each in fields if each.isVisible() and not each.isReadOnly()] == []
        bars = [bar for bar in window._centre.findChildren(MarkBar) if bar.isVisible()]
        assert [
            name for bar in bars for name, press in bar.buttons.items() if press.isEnabled() and name != "preview"
        ] == []
        offers = [press.text() for press in window._centre.findChildren(QPushButton) if press.isVisible()]
        assert "소감 쓰기" not in offers
    for name in ("new_visit", "new_chapter", "import", "delete_entry"):
        assert not window.actions_[name].isEnabled(), name
    assert window.actions_["export"].isEnabled()
    window.set_language("en")
    assert not window.actions_["new_visit"].isEnabled()
    assert "can only be read" in window.bands.texts()[0]
    window.errands.take_files([tour_path / "글.txt"])
    assert "읽기 전용" in window.bands.texts()[1] or "read-only" in window.bands.texts()[1]
    window._session.close()
    assert bytes_in(tour_path) == before
    assert window._session.open(tour_path)
    assert window.actions_["new_visit"].isEnabled()


def test_a_notebook_that_was_moved_away_while_it_is_open_is_written_when_it_is_back(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    window.go("n1")
    editor = window.focusWidget()
    assert isinstance(editor, OutlineEditor)
    away = tour_path.rename(tour_path.with_name("away"))
    editor.insertPlainText("사라진 사이. ")
    band_with(window, "옮겨지거나 지워졌습니다", qtbot)
    for place in ("q1", HOME, "h1", "n1"):
        window.go(place)
    assert any("사라진 사이" in each.toPlainText() for each in window.findChildren(OutlineEditor))
    away.rename(tour_path)
    press_button(window, "다시 시도")
    qtbot.waitUntil(lambda: not any("옮겨지거나" in text for text in window.bands.texts()), timeout=20000)
    window.close()
    with Notebook.open(tour_path) as notebook:
        note = notebook.reader.get("n1")
        assert isinstance(note, Note)
        assert "사라진 사이" in note.text


def test_known_trouble_that_nobody_told_is_a_band(make_window: MakeWindow, home: Path) -> None:
    window = make_window()
    restore = catch_faults(window, home, window._messages)
    try:
        sys.excepthook(KnownError, KnownError("errors.disk_trouble", path=home), None)
    finally:
        restore()
    assert len(window.bands.texts()) == 1
    assert not (home / "faults.log").exists()


def test_the_caret_stays_when_a_notebook_is_opened_again_for_writing(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window()
    lock = Lock(tour_path)
    window._session.open_to_read(tour_path)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go("n1")
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), OutlineEditor))
    before = window.focusWidget()
    assert isinstance(before, OutlineEditor)
    before.place_caret(7)
    text = before.toPlainText()
    lock.release()
    press_button(window, "다시 열기")
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), OutlineEditor))
    after = window.focusWidget()
    assert isinstance(after, OutlineEditor)
    assert after is not before
    assert not after.isReadOnly()
    assert (after.toPlainText(), after.textCursor().position()) == (text, 7)


def test_what_cannot_be_written_is_read_or_copied(
    make_window: MakeWindow, tour_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    for place in ("db.ready.writable", "db.opening.writable"):
        monkeypatch.setattr(place, lambda path: not path.is_relative_to(tour_path))
    window = make_window()
    assert not window._session.open(tour_path)
    assert buttons_shown(window)[:2] == ["이 컴퓨터로 복사해 열기", "읽기만 하기"]
    press_button(window, "읽기만 하기")
    assert "쓸 수 없는 곳" in window.bands.texts()[0]
    press_button(window, "이 컴퓨터로 복사해 열기")
    band_with(window, "복사해 열었습니다", qtbot)
    assert opened_path(window) == documents / "항만 연수.notebook"


def test_closing_the_window_ends_a_copy_that_is_being_made(
    make_window: MakeWindow, foreign: Path, documents: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    begun = threading.Event()

    def slow(source: Path, target: Path, progress: Callable[[int, int], None]) -> None:
        begun.set()
        while True:
            progress(1, 2)

    monkeypatch.setattr("db.adopt.adopt", slow)
    window = make_window()
    window._session.open(foreign)
    qtbot.waitUntil(begun.is_set)
    window.close()
    assert not window.isVisible()
    assert list(documents.iterdir()) == []
