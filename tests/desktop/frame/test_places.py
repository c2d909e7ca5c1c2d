"""Folders from elsewhere: a copy of what can be checked, a merge into one's own, a moved one, and what is not live."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QTimerEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.edits import Edit
from db.lock import Lock
from db.notebook import Notebook
from db.settings import Settings
from desktop import making
from desktop.main_window import MainWindow
from tests.desktop.frame.placing import band_with, bytes_in, opened_path, press_button, text_of

MakeWindow = Callable[..., MainWindow]


def test_an_unknown_folder_is_copied_and_the_copy_opened(
    make_window: MakeWindow, foreign: Path, documents: Path, home: Path, qtbot: QtBot
) -> None:
    before = bytes_in(foreign)
    window = make_window()
    assert not window._session.open(foreign)
    band = band_with(window, "복사해 열었습니다", qtbot)
    copy = documents / "항만 연수.notebook"
    assert str(copy) in band
    assert opened_path(window) == copy
    assert text_of(window, "n1") == "○ 그곳에서 고쳤다.\n"
    assert bytes_in(foreign) == before
    window._session.close()
    assert Settings.load(home).is_place(copy)
    assert window._session.open(copy)


def test_a_name_that_is_taken_gets_a_number(
    make_window: MakeWindow, foreign: Path, documents: Path, qtbot: QtBot
) -> None:
    (documents / "항만 연수.notebook").mkdir()
    window = make_window()
    window._session.open(foreign)
    band_with(window, "복사해 열었습니다", qtbot)
    assert opened_path(window) == documents / "항만 연수 2.notebook"


def test_a_copy_of_my_notebook_is_planned_merged_and_taken_out_again(
    make_window: MakeWindow, stick: Path, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window()
    window._session.open(stick)
    plan = band_with(window, "이미 있는 노트북", qtbot)
    assert "새 항목 1개와 바뀐 항목 1개" in plan
    assert str(tour_path) in plan
    assert opened_path(window) is None
    with Notebook.open(tour_path, read_only=True) as notebook:
        assert notebook.reader.get("n9") is None
        assert notebook.intakes() == ()
    press_button(window, "내 노트북에 합치기")
    band_with(window, "합쳤습니다", qtbot)
    assert opened_path(window) == tour_path
    assert text_of(window, "n1") == "○ 그곳에서 고쳤다.\n"
    assert text_of(window, "n9") == "○ 새 글\n"
    press_button(window, "들여온 것 되돌리기")
    band_with(window, "되돌렸습니다", qtbot)
    assert text_of(window, "n1") == "○ 배가 기다리지 않는다.\n"
    assert window._session.notebook is not None
    assert window._session.notebook.reader.get("n9") is None


def test_a_merge_that_conflicts_says_where_to_choose(
    make_window: MakeWindow, stick: Path, tour_path: Path, qtbot: QtBot
) -> None:
    with Notebook.open(tour_path) as notebook:
        notebook.commit([Edit("n1", "note", {"text": "○ 여기서 고쳤다.\n"})])
    window = make_window()
    window._session.open(stick)
    assert "1곳이 엇갈립니다" in band_with(window, "이미 있는 노트북", qtbot)
    press_button(window, "내 노트북에 합치기")
    assert "1곳이 엇갈리니" in band_with(window, "합쳤습니다", qtbot)
    assert window._session.notebook is not None
    assert len(window._session.notebook.reader.conflicts("n1")) == 1
    press_button(window, "고르러 가기 (F8)")
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
    assert opened_path(window) == tour_path


def test_what_was_taken_out_is_offered_again_only_when_asked(
    make_window: MakeWindow, stick: Path, tour_path: Path, qtbot: QtBot
) -> None:
    window = make_window()
    window._session.open(stick)
    band_with(window, "이미 있는 노트북", qtbot)
    press_button(window, "내 노트북에 합치기")
    band_with(window, "합쳤습니다", qtbot)
    press_button(window, "들여온 것 되돌리기")
    band_with(window, "되돌렸습니다", qtbot)
    window._session.open(stick)
    assert "2개 말고는" in band_with(window, "되돌린 판본", qtbot)
    press_button(window, "다시 들여오기")
    band_with(window, "합치면", qtbot)
    press_button(window, "내 노트북에 합치기")
    band_with(window, "합쳤습니다", qtbot)
    assert text_of(window, "n9") == "○ 새 글\n"


def test_a_copy_without_anything_new_says_so(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    copy = tmp_path / "b.notebook"
    shutil.copytree(tour_path, copy)
    window = make_window()
    window._session.open(copy)
    band_with(window, "새로운 것은 없습니다", qtbot)
    press_button(window, "내 노트북 열기")
    assert opened_path(window) == tour_path


def test_a_copy_can_be_opened_apart_and_both_stay_known(
    make_window: MakeWindow, stick: Path, tour_path: Path, documents: Path, qtbot: QtBot
) -> None:
    window = make_window()
    window._session.open(stick)
    band_with(window, "이미 있는 노트북", qtbot)
    press_button(window, "따로 복사해 열기")
    band_with(window, "복사해 열었습니다", qtbot)
    assert opened_path(window) == documents / "항만 연수.notebook"
    assert window._session.open(tour_path)
    assert text_of(window, "n1") == "○ 배가 기다리지 않는다.\n"
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
    band_with(window, "자리를 옮긴", qtbot)
    assert opened_path(window) == moved
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
    band_with(window, "복사해 열었습니다", qtbot)
    assert opened_path(window) == documents / "항만 연수.notebook"


def test_a_network_folder_is_read_or_copied_never_opened_live(
    make_window: MakeWindow, tour_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shared = tour_path.parent / "Dropbox" / "공유.notebook"
    shared.parent.mkdir()
    tour_path.rename(shared)
    before = bytes_in(shared)
    window = make_window()
    window._session.open(shared)
    band_with(window, "클라우드 폴더", qtbot)
    assert opened_path(window) is None
    press_button(window, "읽기만 하기")
    assert opened_path(window) == shared
    assert "클라우드 폴더에 있어 읽기만" in window.bands.texts()[0]
    press_button(window, "이 컴퓨터로 복사해 열기")
    band_with(window, "복사해 열었습니다", qtbot)
    assert opened_path(window) == documents / "공유.notebook"
    assert window._session.notebook is not None
    assert not window._session.notebook.read_only
    assert not any("읽기만" in text for text in window.bands.texts())
    assert bytes_in(shared) == before


def test_documents_in_a_cloud_are_no_place_for_copies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    cloud = tmp_path / "OneDrive" / "문서"
    cloud.mkdir(parents=True)
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: cloud)
    assert making.documents() == Path.home()
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path)
    assert making.documents() == tmp_path
