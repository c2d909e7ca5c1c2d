"""What cannot be saved: said at once and as long as it is so, kept on screen, saved elsewhere, never closed away."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QFrame, QPushButton
from pytestqt.qtbot import QtBot

from db.notebook import Notebook
from desktop.dialogs.not_saved import NotSavedDialog
from desktop.editor.composition import full_text
from desktop.main_window import MainWindow
from tests.desktop.editor.test_lasting import page_of
from tests.desktop.editor.typing import compose, hangul
from tests.desktop.panes.conftest import path
from tests.desktop.panes.test_closing import open_window
from tests.desktop.panes.test_visit import editor, field

__all__ = ["path"]
SIGN = "저장 안 됨 · 글 1건"


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow: what the system answers is what it answers on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def sign(window: MainWindow) -> str:
    label = window.status._unkept
    return label.text() if not label.isHidden() else ""


def band(window: MainWindow) -> str:
    return next((text for text in window.bands.texts() if "저장되지 않았습니다" in text), "")


def press(window: MainWindow, words: str) -> None:
    next(each for each in window.findChildren(QPushButton) if each.text() == words and each.isVisible()).click()


def fail(window: MainWindow, qtbot: QtBot, text: str = "가나") -> None:
    """Type on a full disk until it is told."""
    widget = editor(page_of(window), "n1")
    hangul(widget, text)
    page_of(window).fields.autosave.keep()
    qtbot.waitUntil(lambda: bool(sign(window)))


def test_a_full_disk_is_said_lastingly_and_everything_is_kept_when_there_is_room(
    path: Path, home: Path, qtbot: QtBot
) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("n1")
    with full_disk():
        fail(window, qtbot)
        assert sign(window) == SIGN
        assert band(window).startswith("글 1건이 저장되지 않았습니다.")
        assert "디스크" in band(window)
        assert not window.status._saved.isVisible()
        assert window.status._unkept.toolTip()
        ways: dict[str, Callable[[], None]] = {
            "language": lambda: window.set_language("ko"),
            "size": lambda: window.set_text_size(125),
            "another entry": lambda: window.go("h1"),
        }
        for way in ways.values():
            way()
            assert sign(window) == SIGN
            assert band(window)
        frames = [each for each in window.bands.findChildren(QFrame) if "저장되지 않았" in each.accessibleName()]
        shown = [each for each in frames if not each.isHidden()]
        assert [each.text() for each in shown[0].findChildren(QPushButton)] == ["다른 곳에 저장…", "다시 시도"]
        hangul(editor(page_of(window), "h1"), "다")
        page_of(window).fields.autosave.keep()
        qtbot.waitUntil(lambda: sign(window) == "저장 안 됨 · 글 2건")
        window.go("n1")
        assert editor(page_of(window), "n1").toPlainText() == "○ 배가 기다리지 않는다.가나"
    press(window, "다시 시도")
    qtbot.waitUntil(lambda: not sign(window))
    assert not band(window)
    assert window.status._saved.isVisible()
    assert window.status._entry.text().startswith("다시 저장됩니다. 저장하지 못했던 글 2건을 모두 저장했습니다.")
    window.close()
    session.close()
    with Notebook.open(path) as notebook:
        assert getattr(notebook.reader.get("n1"), "text", "") == "○ 배가 기다리지 않는다.가나"
        assert getattr(notebook.reader.get("h1"), "text", "") == "□ 목적\n○ 본다.다"


def test_everything_is_written_elsewhere_with_its_names_and_the_open_syllable(
    path: Path, home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("n1")
    with full_disk():
        fail(window, qtbot)
        compose(field(page_of(window), "v", "tel"), "한")
        compose(editor(page_of(window), "n1"), "글")
    session.notebook.keep_draft = refuse  # type: ignore[union-attr, method-assign]
    target = tmp_path / "다른 곳.txt"
    press(window, "다른 곳에 저장…")
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith(".txt")
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    words = target.read_text(encoding="utf-8")
    assert "== 항만공사 · 내용 운영 · 글 ==\n\n○ 배가 기다리지 않는다.가나글\n" in words
    assert "== 방문 항만공사 · 전화 ==\n\n한" in words
    assert any("다른 곳.txt" in text for text in window.bands.texts())
    assert window.close()  # nothing would be lost
    session.close()


def refuse(draft: object) -> None:
    from db.errors import KnownError

    raise KnownError("errors.read_only", path="x")


@pytest.mark.parametrize("way", ["close", "close_notebook"])
def test_closing_asks_and_nothing_is_lost_without_the_users_word(
    way: str, path: Path, home: Path, qtbot: QtBot
) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("n1")

    def end() -> None:
        window.close() if way == "close" else window.actions_["close_notebook"].trigger()

    def dialog() -> NotSavedDialog:
        return next(each for each in window.findChildren(NotSavedDialog) if each.isVisible())

    with full_disk():
        fail(window, qtbot)
        end()
        assert session.notebook is not None
        shown = [each.text() for each in dialog().findChildren(type(dialog().why))]
        assert "· 항만공사 · 내용 운영 · 글" in shown
        press_in(dialog(), "닫지 않기")
        assert editor(page_of(window), "n1").toPlainText().endswith("가나")
        end()
        press_in(dialog(), "다시 시도")
        assert dialog().why.text().startswith("아직 저장되지 않습니다.")
        assert session.notebook is not None
    press_in(dialog(), "다시 시도")
    assert session.notebook is None
    session.close()
    with Notebook.open(path) as notebook:
        assert getattr(notebook.reader.get("n1"), "text", "").endswith("가나")


def press_in(dialog: NotSavedDialog, words: str) -> None:
    next(each for each in dialog.findChildren(QPushButton) if each.text() == words).click()


@pytest.mark.parametrize("asked", [True, False])
def test_where_there_is_room_again_closing_keeps_it_and_asks_nothing(
    asked: bool, path: Path, home: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.making.documents", lambda: tmp_path)
    session, window = open_window(path, home, qtbot)
    window.go("n1")
    with full_disk():
        fail(window, qtbot)
        window.go("h1")
    if asked:
        window.close()
        assert not window.findChildren(NotSavedDialog)
    else:
        window.not_saved.last_resort()
        session.close()
    assert session.notebook is None
    assert not list(tmp_path.glob("저장하지 못한 글 *.txt"))
    with Notebook.open(path) as notebook:
        assert getattr(notebook.reader.get("n1"), "text", "").endswith("가나")
    window.close()


def test_nothing_is_tried_once_the_notebook_is_closed(
    path: Path, home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("n1")
    lasting = window.context().lasting
    with full_disk():
        fail(window, qtbot)
        window.close()
        press_in(next(iter(window.findChildren(NotSavedDialog))), "저장하지 않고 닫기")
    lasting.try_again()
    assert not lasting._again.isActive()
    session.close()


def test_closing_anyway_is_the_users_word(path: Path, home: Path, qtbot: QtBot) -> None:
    session, window = open_window(path, home, qtbot)
    window.go("n1")
    with full_disk():
        fail(window, qtbot)
        window.close()
        press_in(next(iter(window.findChildren(NotSavedDialog))), "저장하지 않고 닫기")
        assert session.notebook is None
        assert not window.isVisible()
    session.close()


def test_where_nobody_can_be_asked_it_goes_into_a_file(
    path: Path, home: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.making.documents", lambda: tmp_path)
    session, window = open_window(path, home, qtbot)
    window.go("n1")
    with full_disk():
        fail(window, qtbot)
    session.notebook.keep_draft = refuse  # type: ignore[union-attr, method-assign]
    for number in (1, 2):
        hangul(editor(page_of(window), "n1"), "다")
        window.not_saved.last_resort()
        window.not_saved.last_resort()
        files = sorted(tmp_path.glob("저장하지 못한 글 *.txt"))
        assert len(files) == number
    assert any(full_text(editor(page_of(window), "n1")) in file.read_text(encoding="utf-8") for file in files)
    window.close()
    session.close()


def test_a_failed_text_is_not_replaced_by_what_others_wrote(path: Path, home: Path, qtbot: QtBot) -> None:
    from db.edits import change

    session, window = open_window(path, home, qtbot)
    window.go("n1")
    assert session.notebook is not None
    with full_disk():
        fail(window, qtbot)
        window.go("h1")
        window.go("n1")
    note = session.notebook.reader.get("n1")
    assert note is not None
    changes = session.notebook.commit([change(note, text="다른 글")])
    page_of(window).fields.adopt(changes)
    assert editor(page_of(window), "n1").toPlainText() == "○ 배가 기다리지 않는다.가나"
    window.close()
    session.close()
    with Notebook.open(path) as notebook:
        versions = {version.value for version in notebook.reader.conflicts("n1")["text"]}
    assert versions == {"다른 글", "○ 배가 기다리지 않는다.가나"}
