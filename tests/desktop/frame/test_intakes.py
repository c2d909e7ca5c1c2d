"""What came in by merging: who wrote it, what was blanked there, and the way back long after the band is gone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

import resources
from db.backup import MERGE, Backups
from db.edits import Edit, create
from db.lock import LOCK_NAME
from db.notebook import Notebook
from db.records import Note, Person
from desktop.dialogs.intakes import IntakesDialog
from desktop.main_window import MainWindow
from desktop.models.intakes import Taken
from desktop.theme import Theme
from resources import LANGUAGES, Words

MakeWindow = Callable[..., MainWindow]
PERSON = "0c9a1a52-5a8e-4a86-9e29-6f8a5f0f1d11"


@pytest.fixture
def stick(tour_path: Path, tmp_path: Path) -> Path:
    """A copy in which somebody who is new in the roster changed one note and wrote another."""
    path = tmp_path / "스틱" / "항만 연수.notebook"
    path.parent.mkdir()
    shutil.copytree(tour_path, path)
    with Notebook.open(path, author=PERSON, device="other") as notebook:
        notebook.backs_up = False
        notebook.commit([create(Person, PERSON, name="한바다", order="z")])
        notebook.commit([Edit("n1", "note", {"text": "○ 그곳에서 고쳤다.\n"})])
        notebook.author = None
        notebook.commit([create(Note, "n9", visit="c", text="○ 새 글\n", order="z")])
    (path / LOCK_NAME).unlink()
    return path


def _band(window: MainWindow, part: str, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: any(part in text for text in window.bands.texts()), timeout=20000)
    return next(text for text in window.bands.texts() if part in text)


def _press(window: MainWindow, words: str) -> None:
    next(each for each in window.bands.findChildren(QPushButton) if each.text() == words and each.isVisible()).click()


def _notebook(window: MainWindow) -> Notebook:
    assert window._session.notebook is not None
    return window._session.notebook


def _text(window: MainWindow, note: str) -> str | None:
    record = _notebook(window).reader.get(note)
    return record.text if isinstance(record, Note) else None


def _list(window: MainWindow) -> IntakesDialog:
    window.actions_["intakes"].trigger()
    return next(each for each in window.findChildren(IntakesDialog) if each.isVisible())


def _merged(make_window: MakeWindow, stick: Path, qtbot: QtBot) -> MainWindow:
    window = make_window()
    window._session.open(stick)
    _band(window, "이미 있는 노트북", qtbot)
    _press(window, "내 노트북에 합치기")
    _band(window, "합쳤습니다", qtbot)
    return window


def test_the_plan_names_who_wrote_what(make_window: MakeWindow, stick: Path, qtbot: QtBot) -> None:
    window = make_window()
    window._session.open(stick)
    assert "쓴 사람: 한바다 2개, 쓴 사람을 알 수 없는 판본 1개." in _band(window, "이미 있는 노트북", qtbot)
    window.set_language("en")
    assert "Written by: 한바다 2, unknown 1." in window.bands.texts()[0]


def test_before_a_merge_there_is_a_backup(make_window: MakeWindow, stick: Path, qtbot: QtBot) -> None:
    window = _merged(make_window, stick, qtbot)
    backups = Backups.of_user().of(_notebook(window).id)
    assert MERGE in [each.reason for each in backups]


def test_a_merge_is_taken_back_and_in_again_from_the_list(make_window: MakeWindow, stick: Path, qtbot: QtBot) -> None:
    window = _merged(make_window, stick, qtbot)
    window.bands.withdraw("arriving")
    dialog = _list(window)
    qtbot.waitExposed(dialog)
    assert [press.text() for press in dialog.presses] == ["되돌리기"]
    assert dialog.focusWidget() is dialog.presses[0]
    QTest.keyClick(dialog.presses[0], Qt.Key.Key_Return)
    _band(window, "되돌렸습니다", qtbot)
    assert _text(window, "n1") == "○ 배가 기다리지 않는다.\n"
    assert _text(window, "n9") is None
    dialog = _list(window)
    assert [press.text() for press in dialog.presses] == ["다시 들이기"]
    dialog.presses[0].click()
    _band(window, "다시 들였습니다", qtbot)
    assert _text(window, "n1") == "○ 그곳에서 고쳤다.\n"
    assert _text(window, "n9") == "○ 새 글\n"
    assert [each.aside for each in _notebook(window).intakes()] == [0, 0]


def test_later_writing_is_protected_and_counted(make_window: MakeWindow, stick: Path, qtbot: QtBot) -> None:
    window = _merged(make_window, stick, qtbot)
    window.context().operations.commit([Edit("n1", "note", {"text": "○ 그곳에서 고쳤다. 여기서 더 썼다.\n"})])
    _press(window, "들여온 것 되돌리기")
    assert "판본 1개는 그대로" in _band(window, "되돌렸습니다", qtbot)
    assert _text(window, "n1") == "○ 그곳에서 고쳤다. 여기서 더 썼다.\n"
    assert _text(window, "n9") is None
    dialog = _list(window)
    (taken,) = _notebook(window).intakes()
    assert (len(taken.revisions), taken.aside) == (3, 2)
    assert any("1개는 남겼습니다" in each.text() for each in dialog.findChildren(type(dialog.second)))


@pytest.mark.parametrize("blanking", [True, False])
def test_what_was_blanked_there_is_asked_about(
    make_window: MakeWindow, stick: Path, tour_path: Path, blanking: bool, qtbot: QtBot
) -> None:
    with Notebook.open(stick) as notebook:
        notebook.backs_up = False
        gone = notebook.history("h1")[0].id
        notebook.redact([gone], "개인 정보")
    window = make_window()
    window._session.open(stick)
    assert "여기에 1건 남아 있습니다(사유: 개인 정보)" in _band(window, "이미 있는 노트북", qtbot)
    with Notebook.open(tour_path, read_only=True) as mine:
        assert not mine.history("h1")[0].redacted
    _press(window, "그 글도 지우고 합치기" if blanking else "지우지 않고 합치기")
    _band(window, "합쳤습니다", qtbot)
    assert _notebook(window).history("h1")[0].redacted is blanking
    assert _text(window, "n9") == "○ 새 글\n"


def test_nothing_came_in_yet(make_window: MakeWindow, tour_path: Path) -> None:
    dialog = _list(make_window(tour_path))
    assert dialog.presses == []
    assert "아직 들여온 것이 없습니다" in dialog.second.text()


def test_who_only_reads_takes_nothing_back(make_window: MakeWindow, stick: Path, qtbot: QtBot) -> None:
    window = _merged(make_window, stick, qtbot)
    path = _notebook(window).path
    window._session.close()
    assert window._session.open_to_read(path)
    dialog = _list(window)
    assert [press.isEnabled() for press in dialog.presses] == [False]
    assert "읽기만" in dialog.reason.text()


@pytest.mark.parametrize(("count", "shown"), [(1, "01.brief"), (2, "01.brief, 02.brief"), (24, "01.brief 외 23개")])
def test_many_files_at_once_take_one_line(qtbot: QtBot, count: int, shown: str) -> None:
    name = ", ".join(f"{number:02d}.brief" for number in range(1, count + 1))
    row = Taken("i", name, Words(), "2031-06-12T09:00:00+00:00", 5, 0)
    dialog = IntakesDialog(Theme.load(), resources.sentences("ko"), date(2031, 6, 12), (row,), reading=False)
    qtbot.addWidget(dialog)
    (told,) = [each for each in dialog.findChildren(QLabel) if each.toolTip() == name]
    assert told.text() == shown
    assert shown in dialog.presses[0].accessibleName()


def test_words_are_put_together_in_each_language() -> None:
    words = Words((("intakes.by", {"name": "한", "count": 2}), ("intakes.unknown", {"count": 1})))
    for language in LANGUAGES:
        say = resources.sentences(language)
        assert say("intakes.writers", writers=words).count(", ") == 1
        assert say("places.who", writers=Words()).strip()
