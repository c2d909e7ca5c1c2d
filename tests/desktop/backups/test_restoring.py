"""Backups go back from the window: into the open notebook, beside it, where it is gone, and where it is damaged."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from db.backup import Backups
from db.edits import create
from db.manifest import Backup
from db.notebook import Notebook
from db.records import Note
from db.settings import Settings
from desktop.dialogs.backups import BackupsDialog
from desktop.editor.composition import LineField
from desktop.main_window import MainWindow
from desktop.models.backups import State
from desktop.panes.visit.visit import VisitPage

MakeWindow = Callable[..., MainWindow]
Show = Callable[..., BackupsDialog]


def notes(window: MainWindow) -> set[str]:
    return {note.id for note in window.context().notebook.reader.all(Note) if not note.deleted}


def press(window: MainWindow, text: str) -> None:
    found = [each for each in window.bands.findChildren(QPushButton) if each.text() == text and each.isVisible()]
    found[0].click()


def told(window: MainWindow, words: str) -> bool:
    return any(words in text for text in window.bands.texts())


def test_what_was_lost_comes_back_into_the_open_notebook(
    make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    window.go("c")
    dialog = show(window)
    assert dialog.target is not None
    assert dialog.target.state is State.OPEN
    assert dialog.restore.text() == "이 노트북에 되살리기"
    assert notes(window) == {"n1", "n2", "y1"}
    dialog.restore.click()
    assert not dialog.restore.isEnabled(), "once"
    qtbot.waitUntil(lambda: told(window, "되살렸습니다: 내용\u00a02"))
    qtbot.waitUntil(lambda: window.findChildren(BackupsDialog) == [])
    assert notes(window) == {"n1", "n2", "y1", "x1", "x2"}
    page = window.findChild(VisitPage)
    assert page is not None
    qtbot.waitUntil(lambda: {"갑문", "요금"} <= {each.text() for each in page.findChildren(LineField)})


def test_a_restore_can_be_undone_and_done_again(
    make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    show(window).restore.click()
    qtbot.waitUntil(lambda: told(window, "되살렸습니다"))
    undo = window.context().operations.undo
    assert undo.undoable is not None
    assert undo.undoable.performed.words(window.sentences) == "백업에서 되살리기"
    press(window, "되돌리기")
    qtbot.waitUntil(lambda: notes(window) == {"n1", "n2", "y1"})
    qtbot.waitUntil(lambda: not undo.busy)
    assert not told(window, "되살렸습니다: ")
    window.actions_["redo"].trigger()
    qtbot.waitUntil(lambda: notes(window) == {"n1", "n2", "y1", "x1", "x2"})
    qtbot.waitUntil(lambda: not undo.busy)


def test_it_is_done_by_the_keyboard_alone(
    make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    dialog = show(window)
    qtbot.waitUntil(dialog.rows.hasFocus)
    for _ in range(20):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        if dialog.leave.hasFocus():
            break
    QTest.keyClick(dialog.leave, Qt.Key.Key_Return)
    assert not dialog.isVisible(), "Enter presses the button that has the focus"
    assert notes(window) == {"n1", "n2", "y1"}
    again = show(window)
    qtbot.waitUntil(again.rows.hasFocus)
    QTest.keyClick(again.rows, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told(window, "되살렸습니다"))


def test_the_backup_made_before_is_one_press_away(
    make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    show(window).restore.click()
    qtbot.waitUntil(lambda: told(window, "되살렸습니다"))
    press(window, "되살리기 전의 백업…")
    dialog = next(each for each in window.findChildren(BackupsDialog) if each.isVisible())
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    row = dialog.rows.row
    assert row is not None
    assert row.backup is not None
    assert row.backup.reason == "restore"
    dialog.reject()


def test_where_all_is_here_already_nothing_happens_and_it_is_said(
    make_window: MakeWindow, show: Show, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    Backups.of_user().take(tour_path)
    show(window).restore.click()
    qtbot.waitUntil(lambda: told(window, "모두 이미 노트북에 있습니다"))
    undo = window.context().operations.undo
    assert undo.undoable is None, "nothing to take back"


def test_what_is_being_written_is_kept_first(
    make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup, qtbot: QtBot
) -> None:
    from db.edits import Draft

    window = make_window(tour_path)
    window.context().operations.keep_draft(Draft("n1", "note", "text", "○ 아직 쓰는 중이다.\n"))
    show(window).restore.click()
    qtbot.waitUntil(lambda: told(window, "되살렸습니다"))
    note = window.context().notebook.reader.get("n1")
    assert isinstance(note, Note)
    assert note.text == "○ 아직 쓰는 중이다.\n"


def test_a_notebook_that_is_gone_comes_back_in_its_place(
    make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup, qtbot: QtBot
) -> None:
    shutil.rmtree(tour_path)
    window = make_window()
    dialog = show(window, tour_path)
    assert dialog.target is not None
    assert (dialog.target.state, dialog.restore.text()) == (State.GONE, "있던 자리에 되살리기")
    dialog.restore.click()
    qtbot.waitUntil(lambda: window._session.notebook is not None)
    assert window.context().notebook.path == tour_path
    assert notes(window) == {"n1", "n2", "x1", "x2"}
    assert told(window, "백업으로 만들어 열었습니다")
    qtbot.waitUntil(lambda: window.findChildren(BackupsDialog) == [])


def test_a_damaged_notebook_makes_room_and_gives_what_can_be_read(
    make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup, qtbot: QtBot
) -> None:
    with (tour_path / "notebook.db").open("r+b") as file:
        file.seek(30)
        file.write(b"\xff" * 60)
    window = make_window(tour_path)
    assert window._session.notebook is None
    dialog = show(window, tour_path)
    assert dialog.target is not None
    assert (dialog.target.state, dialog.restore.text()) == (State.DAMAGED, "손상된 노트북 바꾸기")
    dialog.restore.click()
    qtbot.waitUntil(lambda: window._session.notebook is not None)
    assert {"n1", "n2", "x1", "x2"} <= notes(window)
    assert told(window, "손상된 노트북을 백업으로 바꾸고")
    assert len(list(tour_path.parent.glob("*.damaged"))) == 1


def test_damage_found_while_it_is_open_leads_to_the_way_for_that(
    make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    import db.restore
    from db.errors import KnownError

    def damaged(*_: object) -> None:
        raise KnownError("errors.damaged", path=tour_path)

    window = make_window(tour_path)
    dialog = show(window)
    monkeypatch.setattr(db.restore, "restore_into", damaged)
    dialog.restore.click()
    qtbot.waitUntil(lambda: window._session.notebook is None)
    again = next(each for each in window.findChildren(BackupsDialog) if each.isVisible())
    qtbot.waitUntil(lambda: again.chosen is not None)
    assert again is not dialog
    again.reject()


def test_a_backup_is_opened_beside_and_the_notebook_stays_known(
    make_window: MakeWindow, show: Show, tour_path: Path, tmp_path: Path, lost: Backup, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    window = make_window(tour_path)
    dialog = show(window)
    asked: list[str] = []

    def save_name(*given: object, **_: object) -> tuple[str, str]:
        asked.append(str(given[2]))
        return str(tmp_path / "곁에"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save_name)
    dialog.beside.click()
    qtbot.waitUntil(lambda: window.context().notebook.path == tmp_path / "곁에.notebook")
    taken = lost.taken.astimezone()
    assert Path(asked[0]).name == f"항만 연수 {taken:%Y-%m-%d %H%M}.notebook"
    assert notes(window) == {"n1", "n2", "x1", "x2"}
    assert set(window._session.known()) == {tour_path.resolve(), (tmp_path / "곁에.notebook").resolve()}


def test_a_place_that_is_taken_is_refused_in_the_dialog(
    make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(tour_path)
    dialog = show(window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tour_path), ""))
    dialog.beside.click()
    qtbot.waitUntil(lambda: "이미 있습니다" in dialog.reason.text())
    assert dialog.isVisible()
    assert dialog.restore.isEnabled()
    dialog.reject()


def test_stopping_leaves_nothing_behind(
    make_window: MakeWindow, show: Show, tour_path: Path, tmp_path: Path, lost: Backup, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The copying is held up so that the stop surely falls into it."""
    from threading import Event

    import db.restore

    started, stop = Event(), Event()

    def slow(names: object, source: object, target: object, progress: Callable[[int, int], None]) -> tuple[str, ...]:
        progress(0, 2)
        started.set()
        stop.wait(10)
        progress(1, 2)
        raise AssertionError("was not stopped")

    window = make_window(tour_path)
    dialog = show(window)
    monkeypatch.setattr(db.restore, "copy_pictures", slow)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "곁에"), ""))
    dialog.beside.click()
    qtbot.waitUntil(started.is_set)
    dialog.reject()
    stop.set()
    qtbot.waitUntil(lambda: window.findChildren(BackupsDialog) == [])
    assert sorted(each.name for each in tmp_path.iterdir()) == [tour_path.name]
    assert window.context().notebook.path == tour_path


def test_from_the_welcome_page_the_notebook_in_its_place_is_opened_first(
    make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup, qtbot: QtBot
) -> None:
    window = make_window()
    dialog = show(window)
    assert dialog.target is not None
    assert dialog.target.state is State.THERE
    dialog.restore.click()
    qtbot.waitUntil(lambda: told(window, "되살렸습니다: 내용\u00a02"))
    assert notes(window) == {"n1", "n2", "y1", "x1", "x2"}


def test_all_notebooks_that_have_backups_can_be_chosen(
    make_window: MakeWindow, show: Show, tour_path: Path, tmp_path: Path, lost: Backup, qtbot: QtBot
) -> None:
    from db.records import Tour

    other = tmp_path / "다른.notebook"
    with Notebook.create(other, [create(Tour, title="다른 연수")]) as notebook:
        notebook.backs_up = False
        Backups.of_user().take(other)
    shutil.rmtree(other)
    window = make_window(tour_path)
    dialog = show(window)
    assert dialog.notebooks.isVisible()
    words = [dialog.notebooks.itemText(number) for number in range(dialog.notebooks.count())]
    assert words[0].startswith("항만 연수 · ")
    assert words[0].endswith("열려 있음")
    assert words[1].startswith("다른 연수 · ")
    assert words[1].endswith("없어짐")
    dialog.notebooks.setCurrentIndex(1)
    dialog.notebooks.activated.emit(1)
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    assert dialog.restore.text() == "있던 자리에 되살리기"
    assert not dialog.now.isVisible()
    dialog.restore.click()
    qtbot.waitUntil(lambda: window.context().notebook.path == other)


def test_closing_the_notebook_during_a_restore_waits_and_leaves_nothing_behind(
    make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    import db.restore

    started = Event()
    real = db.restore.restore_into

    def noting(*given: object) -> object:
        started.set()
        return real(*given)  # type: ignore[arg-type]

    window = make_window(tour_path)
    dialog = show(window)
    monkeypatch.setattr(db.restore, "restore_into", noting)
    dialog.restore.click()
    assert started.wait(10)
    window._session.close()
    qtbot.waitUntil(lambda: window.findChildren(BackupsDialog) == [])
    with Notebook.open(tour_path) as notebook:
        assert notebook.verify() == ()
        found = {note.id for note in notebook.reader.all(Note)}
    assert found in ({"n1", "n2", "y1"}, {"n1", "n2", "y1", "x1", "x2"})


def test_a_notebook_that_is_gone_leads_to_its_backups(
    make_window: MakeWindow, tour_path: Path, lost: Backup, qtbot: QtBot
) -> None:
    shutil.rmtree(tour_path)
    window = make_window(tour_path)
    qtbot.waitUntil(lambda: told(window, "노트북이 없어졌습니다"))
    press(window, "백업에서 되살리기…")
    dialog = next(each for each in window.findChildren(BackupsDialog) if each.isVisible())
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    assert dialog.target is not None
    assert (dialog.target.path, dialog.target.state) == (tour_path, State.GONE)
    dialog.reject()


def test_the_last_notebook_is_missed_at_the_start_only_where_it_can_come_back(
    tour_path: Path, tmp_path: Path, lost: Backup, home: Path
) -> None:
    from desktop.app import _last

    settings = Settings.load(home)
    assert _last(settings) is None
    settings.last = tour_path
    assert _last(settings) == tour_path
    shutil.rmtree(tour_path)
    assert _last(settings) == tour_path
    settings.last = tmp_path / "nothing.notebook"
    assert _last(settings) is None


def test_the_welcome_page_leads_to_the_backups_where_there_are_some(
    make_window: MakeWindow, tour_path: Path, home: Path, qtbot: QtBot
) -> None:
    def ways(window: MainWindow) -> list[QPushButton]:
        return [each for each in window.findChildren(QPushButton) if each.text() == "백업에서 되살리기…"]

    shutil.rmtree(home / "backups", ignore_errors=True)
    assert ways(make_window()) == []
    Backups.of_user().take(tour_path)
    window = make_window()
    (way,) = ways(window)
    way.click()
    dialog = next(each for each in window.findChildren(BackupsDialog) if each.isVisible())
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    dialog.reject()
