"""The dialog of backups: what it lists, what it says of the chosen one, backups now, and the second folder."""

from __future__ import annotations

import errno
import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLabel, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

import resources
from db.backup import Backups
from db.edits import change, create
from db.manifest import Backup
from db.notebook import Notebook
from db.records import Note
from db.settings import Settings
from desktop.dialogs.backups import BackupsDialog
from desktop.main_window import MainWindow
from desktop.models.backup_list import BackupList, size_of
from desktop.models.backups import Row, Second
from desktop.panes.parts import Elided
from tests.db.wall import Wall

MakeWindow = Callable[..., MainWindow]
Show = Callable[..., BackupsDialog]


def words(widget: QWidget) -> str:
    """What can be read in widget, from the top."""
    found = [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]
    return "\n".join(found).replace("\u00a0", " ")


def note(window: MainWindow, name: str) -> Note:
    found = window.context().notebook.reader.get(name)
    assert isinstance(found, Note)
    return found


def several(path: Path, wall: Wall, *hours: int) -> list[Backup]:
    """Backups of the notebook at path, each some hours after the one before."""
    backups = Backups.of_user()
    backups._now = wall
    made = []
    for hour in hours:
        wall.wait(hours=hour)
        made.append(backups.take(path, "timer"))
    return made


def test_the_list_is_by_day_and_tells_what_is_in_each(
    make_window: MakeWindow, show: Show, tour_path: Path, wall: Wall, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    several(tour_path, wall, 0, 1, 30)
    dialog = show(make_window(tour_path))
    model = dialog.model
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    shown = [model.index(number).data() for number in range(model.rowCount())]
    heads = [text for text in shown if "월" in text]
    assert [len(heads), len(shown)] == [2, 5]
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags, "a day cannot be chosen"
    assert dialog.rows.currentIndex().row() == 1, "the newest is chosen"
    spoken = str(dialog.rows.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
    assert "쓰는 동안" in spoken
    assert "글 6 · 406 KB" in spoken
    qtbot.waitUntil(lambda: "판본 16" in words(dialog.detail))
    assert "방문 4 · 내용 2 · 질의응답 2 · 소감·시사점 1 · 그림 1 · 장 1" in words(dialog.detail)
    dialog.reject()


def test_what_was_written_last_is_told_without_its_marks(
    make_window: MakeWindow, show: Show, tour_path: Path, wall: Wall
) -> None:
    with Notebook.open(tour_path) as notebook:
        written = notebook.reader.all(Note)[0]
        notebook.commit([change(written, heading="", text="○ **굵은 말** 뒤")])
    several(tour_path, wall, 0)
    dialog = show(make_window(tour_path))
    shown = [each.toolTip() or each.text() for each in dialog.findChildren(Elided)]
    assert any("굵은 말 뒤" in each for each in shown), shown
    assert not any("**" in each or "○" in each for each in shown)


def test_the_arrow_keys_walk_over_the_days(
    make_window: MakeWindow, show: Show, tour_path: Path, wall: Wall, qtbot: QtBot
) -> None:
    made = several(tour_path, wall, 0, 1, 30)
    dialog = show(make_window(tour_path))
    qtbot.waitUntil(dialog.rows.hasFocus)
    for _ in range(2):
        QTest.keyClick(dialog.rows, Qt.Key.Key_Down)
    assert dialog.rows.row is not None
    assert dialog.rows.row.taken == made[0].taken
    QTest.keyClick(dialog.rows, Qt.Key.Key_Tab)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.detail.hasFocus(), "what is further down is reached by keys"
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_control_has_a_name(make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup) -> None:
    dialog = show(make_window(tour_path))
    for control in [*dialog.findChildren(QAbstractButton), *dialog.findChildren(QComboBox), dialog.rows, dialog.detail]:
        if control.isVisible():
            assert control.accessibleName() or (isinstance(control, QAbstractButton) and control.text()), control
    dialog.reject()


def test_a_damaged_backup_is_shown_and_cannot_be_restored(
    make_window: MakeWindow, show: Show, tour_path: Path, wall: Wall, qtbot: QtBot
) -> None:
    made = several(tour_path, wall, 0, 1, 1)
    with made[0].database.open("r+b") as file:
        file.truncate(4096)
    with made[1].database.open("r+b") as file:
        file.seek(30000)
        file.write(b"spoilt")
    dialog = show(make_window(tour_path))
    rows = dialog.model.rows()
    assert [row.backup is None for row in rows] == [False, False, True]
    qtbot.waitUntil(lambda: dialog.model.is_broken(rows[1]))  # found without its being chosen
    assert not dialog.model.is_broken(rows[0])
    assert dialog.restore.isEnabled()
    dialog.rows.choose(made[1].name)
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    assert dialog.chosen is not None
    assert dialog.chosen.trouble is not None
    assert not dialog.restore.isEnabled()
    assert not dialog.beside.isEnabled()
    qtbot.waitUntil(lambda: "손상되었습니다" in words(dialog.detail))
    dialog.reject()


def test_a_whole_copy_in_the_second_folder_takes_the_place_of_a_spoilt_one(
    make_window: MakeWindow, show: Show, tour_path: Path, tmp_path: Path, home: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "막대"
    stick.mkdir()
    settings = Settings.load(home)
    settings.second_backups = stick
    settings.save()
    made = Backups.of_user().take(tour_path)
    with made.database.open("r+b") as file:
        file.seek(30000)
        file.write(b"spoilt")
    dialog = show(make_window(tour_path))
    assert dialog.chosen is not None
    assert dialog.chosen.trouble is None
    assert dialog.chosen.backup.folder.is_relative_to(stick)
    qtbot.waitUntil(lambda: "두 번째 폴더에도 있음" in words(dialog.detail))
    dialog.reject()


def test_the_comparison_with_now_is_told_in_words(
    make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    window.context().operations.commit([change(note(window, "n1"), text="○ 고쳤다.\n")])
    dialog = show(window)
    qtbot.waitUntil(lambda: "지금 노트북에 없는 것: 내용 2. 되살리면 돌아옵니다." in words(dialog.detail))
    said = words(dialog.detail)
    assert "지금 노트북에만 있는 것: 내용 1. 그대로 남습니다." in said
    assert "백업한 뒤에 고친 것: 내용 1. 고친 대로 남습니다." in said
    assert {"갑문", "요금"} <= set(re.split(r"[\n·] ?| ·", said))
    assert "마지막으로 쓴 글" in said
    dialog.reject()


def test_a_backup_with_nothing_to_add_says_so(
    make_window: MakeWindow, show: Show, tour_path: Path, wall: Wall, qtbot: QtBot
) -> None:
    several(tour_path, wall, 0)
    window = make_window(tour_path)
    dialog = show(window)
    qtbot.waitUntil(lambda: "이 백업과 지금 노트북은 같습니다." in words(dialog.detail))
    dialog.reject()
    window.context().operations.commit([create(Note, visit="c", text="새 글.")])
    dialog = show(window)
    qtbot.waitUntil(lambda: "되살려도 더해지는 것이 없습니다" in words(dialog.detail))
    dialog.reject()


def test_without_backups_it_says_so_and_makes_one(
    make_window: MakeWindow, show: Show, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    dialog = show(window, empty=True)
    assert "아직 백업이 없습니다" in words(dialog)
    qtbot.waitUntil(dialog.first.hasFocus)
    assert not dialog.restore.isEnabled()
    dialog.first.click()
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    assert len(dialog.model.rows()) == 1
    window.context().operations.commit([create(Note, visit="c", text="하나 더.")])
    dialog.now.click()
    qtbot.waitUntil(lambda: len(dialog.model.rows()) == 2)
    assert [row.entries for row in dialog.model.rows()] == [7, 6]
    assert dialog.rows.currentIndex().row() == 1
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    dialog.reject()


def test_without_a_notebook_and_backups_it_says_so(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    window.actions_["backups"].trigger()
    dialog = next(each for each in window.findChildren(BackupsDialog) if each.isVisible())
    qtbot.waitUntil(lambda: "이 컴퓨터에는 아직 백업이 없습니다" in words(dialog))
    assert not dialog.restore.isEnabled()
    assert not dialog.first.isVisible()
    qtbot.waitUntil(lambda: "다른 디스크에도" in dialog.second_folder.words.text())
    dialog.reject()


def test_a_second_folder_gets_the_newest_backup_at_once(
    make_window: MakeWindow, show: Show, tour_path: Path, tmp_path: Path, home: Path, lost: Backup, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    stick = tmp_path / "막대"
    stick.mkdir()
    dialog = show(make_window(tour_path))
    assert "다른 디스크에도" in dialog.second_folder.words.text()
    assert not dialog.second_folder.forget.isVisible()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    dialog.second_folder.choose.click()
    qtbot.waitUntil(lambda: "마지막 백업" in dialog.second_folder.words.text())
    own = stick / "브리핑 노트 백업"
    assert Settings.load(home).second_backups == own
    assert [each.parent.name for each in own.rglob("backup.json")] == [lost.name]
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    assert dialog.rows.row is not None
    assert dialog.rows.row.second
    dialog.second_folder.forget.click()
    qtbot.waitUntil(lambda: "다른 디스크에도" in dialog.second_folder.words.text())
    assert Settings.load(home).second_backups is None
    assert list(own.rglob("backup.json")), "what is there stays there"
    dialog.reject()


def test_a_second_folder_inside_the_backups_or_a_notebook_is_refused(
    make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = show(make_window(tour_path))
    for folder in (tour_path, home / "backups"):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, folder=folder: str(folder))
        dialog.second_folder.choose.click()
        assert dialog.reason.text() == "이 폴더에는 둘 수 없습니다. 노트북과 백업 바깥의 폴더를 골라 주십시오."
    assert Settings.load(home).second_backups is None
    dialog.reject()


def test_a_second_folder_that_is_full_is_told_in_the_dialog(
    make_window: MakeWindow, show: Show, tour_path: Path, tmp_path: Path, lost: Backup, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    dialog = show(make_window(tour_path))
    monkeypatch.setattr(shutil, "copyfile", full)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog.second_folder.choose.click()
    qtbot.waitUntil(lambda: "공간이 없어" in dialog.reason.text())
    dialog.reject()


def test_a_second_folder_that_is_away_is_told_quietly(
    make_window: MakeWindow, show: Show, tour_path: Path, tmp_path: Path, home: Path, lost: Backup
) -> None:
    settings = Settings.load(home)
    settings.second_backups, settings.second_reached = (
        tmp_path / "gone",
        datetime(2031, 6, 8, 3, tzinfo=UTC).isoformat(),
    )
    settings.save()
    dialog = show(make_window(tour_path))
    assert "지금은 없습니다" in dialog.second_folder.words.text()
    assert "마지막 백업 6.8" in dialog.second_folder.words.text()
    assert dialog.reason.text() == ""
    dialog.reject()


def test_little_room_is_told() -> None:
    assert Second(Path("x"), there=True, free=10_000_000).small
    assert not Second(Path("x"), there=True, free=10_000_000_000).small
    assert [size_of(count) for count in (300, 340_000, 3_400_000, 1_200_000_000)] == [
        "1 KB",
        "340 KB",
        "3.4 MB",
        "1.2 GB",
    ]


def test_a_backup_of_another_year_says_so() -> None:
    model = BackupList(resources.sentences("ko"), date(2031, 6, 11))
    model.show([Row(datetime(2030, 6, 1, 12, tzinfo=UTC), None)])
    assert str(model.index(0).data()).startswith("2030년 ")


def test_its_size_is_remembered(make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup) -> None:
    window = make_window(tour_path)
    dialog = show(window)
    size = QSize(dialog.width(), dialog.height() - 20)
    dialog.resize(size)
    size = dialog.size()
    dialog.reject()
    again = show(window)
    assert again.size() == size
    again.reject()


def test_it_speaks_english_and_grows_with_the_text(
    make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup
) -> None:
    window = make_window(tour_path, language="en")
    window.set_text_size(200)
    dialog = show(window)
    assert dialog.restore.text() == "Restore into this notebook"
    assert dialog.screen().availableGeometry().width() >= dialog.width()
    dialog.reject()


def test_one_dialog_at_a_time(make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup) -> None:
    window = make_window(tour_path)
    dialog = show(window)
    window.show_backups()
    assert [each for each in window.findChildren(BackupsDialog) if each.isVisible()] == [dialog]
    window.close()
    assert not dialog.isVisible()


def test_a_notebook_that_is_only_read_is_compared_too(
    make_window: MakeWindow, show: Show, tour_path: Path, lost: Backup
) -> None:
    window = make_window()
    window._session.open_to_read(tour_path)
    dialog = show(window)
    assert dialog.chosen is not None
    assert dialog.chosen.comparison is not None
    assert not dialog.restore.isEnabled()
    assert dialog.beside.isEnabled()
    assert dialog.reason.text().startswith("읽기만 할 수 있게 연 노트북에는")
    dialog.reject()
    with Notebook.open(tour_path) as notebook:
        assert notebook.reader.get("x1") is None


def test_only_the_backup_that_stays_chosen_is_looked_into(
    make_window: MakeWindow, show: Show, tour_path: Path, wall: Wall, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look into the second backup is held up while the third and the fourth are chosen."""
    import desktop.backup_looks
    from desktop.models.backups import Examined, examine

    made = several(tour_path, wall, 0, 1, 1, 1)
    dialog = show(make_window(tour_path))
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    begun, release = Event(), Event()
    looked: list[str] = []

    def held(backups: Backups, backup: Backup, *rest: Any) -> Examined:
        looked.append(backup.name)
        begun.set()
        release.wait(10)
        return examine(backups, backup, *rest)

    monkeypatch.setattr(desktop.backup_looks, "examine", held)
    for backup in (made[2], made[1], made[0]):
        dialog.rows.choose(backup.name)
        assert begun.wait(10)
    release.set()
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    assert looked == [made[2].name, made[0].name]
    dialog.reject()
