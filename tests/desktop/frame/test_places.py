"""Folders from elsewhere: a copy of what can be checked, a merge into one's own, a moved one, and what is not live."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import threading
import unicodedata
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QTimerEvent, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from db.edits import Edit
from db.errors import KnownError
from db.lock import LOCK_NAME, Lock
from db.notebook import Notebook
from db.records import Note
from db.settings import Settings
from desktop import making, places
from desktop.app import catch_faults
from desktop.dialogs.new_notebook import NewNotebookDialog
from desktop.editor.mark_bar import MarkBar
from desktop.editor.outline_editor import OutlineEditor
from desktop.main_window import MainWindow
from desktop.models.outline import HOME
from tests.desktop.known import remember

MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where copies go."""
    folder = tmp_path / "내 문서"
    folder.mkdir()
    monkeypatch.setattr(making, "documents", lambda: folder)
    return folder


@pytest.fixture
def stick(tour_path: Path, tmp_path: Path) -> Path:
    """A copy of the notebook, with a changed and a new note, in a folder that this machine does not know."""
    path = tmp_path / "스틱" / "항만 연수.notebook"
    path.parent.mkdir()
    shutil.copytree(tour_path, path)
    with Notebook.open(path) as notebook:
        notebook.backs_up = False
        notebook.commit([Edit("n1", "note", {"text": "○ 그곳에서 고쳤다.\n"})])
        notebook.commit([Edit("n9", "note", {"visit": "c", "text": "○ 새 글\n", "order": "z"})])
    (path / LOCK_NAME).unlink()  # to open it here would make one
    return path


@pytest.fixture
def foreign(stick: Path, tour_path: Path) -> Path:
    """The same while this machine has no notebook of the tour."""
    shutil.rmtree(tour_path)
    return stick


def _band(window: MainWindow, part: str, qtbot: QtBot) -> str:
    """The band that has part in its sentence, once it is there."""
    qtbot.waitUntil(lambda: any(part in text for text in window.bands.texts()), timeout=20000)
    return next(text for text in window.bands.texts() if part in text)


def _press(window: MainWindow, words: str) -> None:
    next(each for each in window.bands.findChildren(QPushButton) if each.text() == words and each.isVisible()).click()


def _buttons(window: MainWindow) -> list[str]:
    return [each.text() for each in window.bands.findChildren(QPushButton) if each.isVisible()]


def _open(window: MainWindow) -> Path | None:
    notebook = window._session.notebook
    return notebook.path if notebook is not None else None


def _text(window: MainWindow, note: str) -> str:
    notebook = window._session.notebook
    assert notebook is not None
    record = notebook.reader.get(note)
    assert isinstance(record, Note)
    return record.text


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_an_unknown_folder_is_copied_and_the_copy_opened(
    make_window: MakeWindow, foreign: Path, documents: Path, home: Path, qtbot: QtBot
) -> None:
    before = _bytes(foreign)
    window = make_window()
    assert not window._session.open(foreign)
    band = _band(window, "복사해 열었습니다", qtbot)
    copy = documents / "항만 연수.notebook"
    assert str(copy) in band
    assert _open(window) == copy
    assert _text(window, "n1") == "○ 그곳에서 고쳤다.\n"
    assert _bytes(foreign) == before
    window._session.close()
    assert Settings.load(home).is_place(copy)
    assert window._session.open(copy)


def test_a_name_that_is_taken_gets_a_number(
    make_window: MakeWindow, foreign: Path, documents: Path, qtbot: QtBot
) -> None:
    (documents / "항만 연수.notebook").mkdir()
    window = make_window()
    window._session.open(foreign)
    _band(window, "복사해 열었습니다", qtbot)
    assert _open(window) == documents / "항만 연수 2.notebook"


def test_a_copy_of_my_notebook_is_planned_merged_and_taken_out_again(
    make_window: MakeWindow, stick: Path, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window()
    window._session.open(stick)
    plan = _band(window, "이미 있는 노트북", qtbot)
    assert "새 항목 1개와 바뀐 항목 1개" in plan
    assert str(tour_path) in plan
    assert _open(window) is None
    with Notebook.open(tour_path, read_only=True) as notebook:
        assert notebook.reader.get("n9") is None
        assert notebook.intakes() == ()
    _press(window, "내 노트북에 합치기")
    _band(window, "합쳤습니다", qtbot)
    assert _open(window) == tour_path
    assert _text(window, "n1") == "○ 그곳에서 고쳤다.\n"
    assert _text(window, "n9") == "○ 새 글\n"
    _press(window, "들여온 것 되돌리기")
    _band(window, "되돌렸습니다", qtbot)
    assert _text(window, "n1") == "○ 배가 기다리지 않는다.\n"
    assert window._session.notebook is not None
    assert window._session.notebook.reader.get("n9") is None


def test_a_merge_that_conflicts_says_where_to_choose(
    make_window: MakeWindow, stick: Path, tour_path: Path, qtbot: QtBot
) -> None:
    with Notebook.open(tour_path) as notebook:
        notebook.commit([Edit("n1", "note", {"text": "○ 여기서 고쳤다.\n"})])
    window = make_window()
    window._session.open(stick)
    assert "1곳이 엇갈립니다" in _band(window, "이미 있는 노트북", qtbot)
    _press(window, "내 노트북에 합치기")
    assert "1곳이 엇갈리니" in _band(window, "합쳤습니다", qtbot)
    assert window._session.notebook is not None
    assert len(window._session.notebook.reader.conflicts("n1")) == 1
    _press(window, "고르러 가기 (F8)")
    assert window.current == "n1"


def test_the_keyboard_reaches_the_bands(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window = make_window()
    lock = Lock(tour_path)
    window._session.open(tour_path)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for _ in range(4):
        window.actions_["next_pane"].trigger()
        focus = QApplication.focusWidget()
        if focus is not None and window.bands.isAncestorOf(focus):
            break
    assert isinstance(focus, QPushButton)
    assert focus.text() == "다시 열기"
    lock.release()
    QTest.keyClick(focus, Qt.Key.Key_Space)
    assert _open(window) == tour_path


def test_what_was_taken_out_is_offered_again_only_when_asked(
    make_window: MakeWindow, stick: Path, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window()
    window._session.open(stick)
    _band(window, "이미 있는 노트북", qtbot)
    _press(window, "내 노트북에 합치기")
    _band(window, "합쳤습니다", qtbot)
    _press(window, "들여온 것 되돌리기")
    _band(window, "되돌렸습니다", qtbot)
    window._session.open(stick)
    assert "2개 말고는" in _band(window, "되돌린 판본", qtbot)
    _press(window, "다시 들여오기")
    _band(window, "합치면", qtbot)
    _press(window, "내 노트북에 합치기")
    _band(window, "합쳤습니다", qtbot)
    assert _text(window, "n9") == "○ 새 글\n"


def test_a_copy_without_anything_new_says_so(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    copy = tmp_path / "b.notebook"
    shutil.copytree(tour_path, copy)
    window = make_window()
    window._session.open(copy)
    _band(window, "새로운 것은 없습니다", qtbot)
    _press(window, "내 노트북 열기")
    assert _open(window) == tour_path


def test_a_copy_can_be_opened_apart_and_both_stay_known(
    make_window: MakeWindow, stick: Path, tour_path: Path, documents: Path, qtbot: QtBot
) -> None:
    window = make_window()
    window._session.open(stick)
    _band(window, "이미 있는 노트북", qtbot)
    _press(window, "따로 복사해 열기")
    _band(window, "복사해 열었습니다", qtbot)
    assert _open(window) == documents / "항만 연수.notebook"
    assert window._session.open(tour_path)
    assert _text(window, "n1") == "○ 배가 기다리지 않는다.\n"
    assert set(window._session.known()) == {tour_path, documents / "항만 연수.notebook"}


def test_what_has_arrived_is_not_said_to_be_on_its_way(make_window: MakeWindow, stick: Path) -> None:
    window = make_window()
    window._session.open(stick)
    pool = window._session.places._pool
    assert pool is not None
    patience = pool.findChild(QTimer)
    assert patience is not None
    window._session.places.stop()
    QApplication.sendEvent(patience, QTimerEvent(patience.timerId()))  # it was due while the answer was taken
    assert window.bands.texts() == []


def test_a_moved_notebook_is_opened_where_it_is(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, home: Path, qtbot: QtBot
) -> None:
    moved = tour_path.rename(tmp_path / "옮긴 곳.notebook")
    window = make_window()
    window._session.open(moved)
    _band(window, "자리를 옮긴", qtbot)
    assert _open(window) == moved
    assert Settings.load(home).is_place(moved)
    assert not Settings.load(home).is_place(tour_path)


def test_another_notebook_in_a_known_place_is_looked_at_first(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, documents: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other.notebook"
    Notebook.create(other).close()
    shutil.rmtree(tour_path)
    other.rename(tour_path)
    window = make_window()
    assert not window._session.open(tour_path)
    _band(window, "복사해 열었습니다", qtbot)
    assert _open(window) == documents / "항만 연수.notebook"


def test_a_network_folder_is_read_or_copied_never_opened_live(
    make_window: MakeWindow, tour_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shared = tour_path.parent / "Dropbox" / "공유.notebook"
    shared.parent.mkdir()
    tour_path.rename(shared)
    before = _bytes(shared)
    window = make_window()
    window._session.open(shared)
    _band(window, "클라우드 폴더", qtbot)
    assert _open(window) is None
    _press(window, "읽기만 하기")
    assert _open(window) == shared
    assert "클라우드 폴더에 있어 읽기만" in window.bands.texts()[0]
    _press(window, "이 컴퓨터로 복사해 열기")
    _band(window, "복사해 열었습니다", qtbot)
    assert _open(window) == documents / "공유.notebook"
    assert window._session.notebook is not None
    assert not window._session.notebook.read_only
    assert not any("읽기만" in text for text in window.bands.texts())
    assert _bytes(shared) == before


def test_documents_in_a_cloud_are_no_place_for_copies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    cloud = tmp_path / "OneDrive" / "문서"
    cloud.mkdir(parents=True)
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: cloud)
    assert making.documents() == Path.home()
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path)
    assert making.documents() == tmp_path


def test_a_held_notebook_is_read_and_opened_again_in_place(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window()
    lock = Lock(tour_path)
    assert not window._session.open(tour_path)
    assert _buttons(window)[:2] == ["다시 열기", "읽기만 하기"]
    _press(window, "읽기만 하기")
    window.go("n1")
    page = window.current
    assert "읽기만" in window.bands.texts()[0]
    _press(window, "다시 열기")
    assert len(window.bands.texts()) == 2
    assert "님이" in window.bands.texts()[1]
    assert _open(window) == tour_path
    lock.release()
    _press(window, "다시 열기")
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
    _band(window, "님이", qtbot)
    lock.release()
    _press(window, "다시 열기")
    _band(window, "복사해 열었습니다", qtbot)


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
    _band(window, "복사하는 중", qtbot)
    qtbot.waitUntil(begun.is_set)
    _press(window, "멈추기")
    go.set()
    qtbot.waitUntil(lambda: window.bands.texts() == [])
    assert list(documents.iterdir()) == []
    assert _open(window) is None


def test_a_damaged_notebook_offers_its_backups(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    database = tour_path / "notebook.db"
    database.write_bytes(b"\0" * database.stat().st_size)
    window = make_window()
    asked: list[Path] = []
    window._session.backups_wanted.disconnect(window.show_backups)
    window._session.backups_wanted.connect(asked.append)
    assert not window._session.open(tour_path)
    _press(window, "백업에서 되살리기…")
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
    assert _open(window) == path
    window._session.close()
    assert path.resolve() in window._session.known()
    window._list_recent()
    shown = [action.text() for action in window.actions_.recent.actions()]
    assert unicodedata.normalize("NFC", name).removesuffix(".notebook") in shown
    window._session.settings.known.clear()
    window._session.open(path)
    _band(window, "복사해 열었습니다", qtbot)
    assert _open(window) == documents / unicodedata.normalize("NFC", name)


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
    assert _open(window) == tour_path
    window._session.close()
    assert _drop(window, [tour_path / "notebook.db"])
    assert _open(window) == tour_path
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
    _band(window, "읽기만 합니다", qtbot)
    assert window._session.notebook is not None
    assert window._session.notebook.read_only
    assert "더 새로운 프로그램" in window.bands.texts()[0]
    assert _buttons(window) == []
    assert _text(window, "n1") == "○ 배가 기다리지 않는다.\n"


def test_a_newer_notebook_from_elsewhere_is_read_where_it_is(
    make_window: MakeWindow, foreign: Path, documents: Path, home: Path, qtbot: QtBot
) -> None:
    with closing(sqlite3.connect(foreign / "notebook.db")) as connection:
        connection.execute("PRAGMA user_version = 9999")
    window = make_window()
    window._session.open(foreign)
    _band(window, "더 새로운 프로그램", qtbot)
    assert _open(window) == foreign
    assert not Settings.load(home).is_place(foreign)


def test_nothing_can_be_changed_in_a_notebook_that_is_only_read(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    before = _bytes(tour_path)
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
    assert _bytes(tour_path) == before
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
    _band(window, "옮겨지거나 지워졌습니다", qtbot)
    for place in ("q1", HOME, "h1", "n1"):
        window.go(place)
    assert any("사라진 사이" in each.toPlainText() for each in window.findChildren(OutlineEditor))
    away.rename(tour_path)
    _press(window, "다시 시도")
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
    _press(window, "다시 열기")
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
    assert _buttons(window)[:2] == ["이 컴퓨터로 복사해 열기", "읽기만 하기"]
    _press(window, "읽기만 하기")
    assert "쓸 수 없는 곳" in window.bands.texts()[0]
    _press(window, "이 컴퓨터로 복사해 열기")
    _band(window, "복사해 열었습니다", qtbot)
    assert _open(window) == documents / "항만 연수.notebook"


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
