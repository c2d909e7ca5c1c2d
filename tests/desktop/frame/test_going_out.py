"""A report goes out through its dialog: live pages of the very file that is saved, refused in place, gone on close."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.edits import Draft, Edit
from db.settings import cache_home
from desktop.dialogs.export import ExportDialog
from desktop.exporting import Exporting
from desktop.main_window import MainWindow
from tests.desktop.frame.defining import export_dialog

MakeWindow = Callable[..., MainWindow]
LONG = 20_000
"""ms: a process has to start."""


def _ask(window: MainWindow) -> ExportDialog:
    window.actions_["export"].trigger()
    return export_dialog(window)


def _exporting(window: MainWindow) -> Exporting:
    return next(each for each in window.findChildren(Exporting) if each.dialog is not None)


def _shown(dialog: ExportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.pages.small.count > 0, timeout=LONG)


def _asked(window: MainWindow, qtbot: QtBot) -> tuple[MainWindow, ExportDialog]:
    """window, and its dialog, which shows the pages."""
    dialog = _ask(window)
    _shown(dialog, qtbot)
    return window, dialog


def _pages(window: MainWindow) -> Path:
    """The file whose pages are shown."""
    made = _exporting(window)._made
    assert made is not None
    return made.path


def _idle(window: MainWindow, qtbot: QtBot) -> None:
    """The library that draws pages knows no two threads: the test uses it only while the window does not."""
    sheets = _exporting(window)._sheets
    assert sheets is not None
    qtbot.waitUntil(lambda: sheets.idle, timeout=LONG)


def _text(path: Path, window: MainWindow, qtbot: QtBot) -> str:
    _idle(window, qtbot)
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def _words(dialog: ExportDialog) -> str:
    return "\n".join(each.text() for each in dialog.findings.findChildren(QLabel))


def test_the_saved_file_is_the_one_that_is_shown(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window, dialog = _asked(make_window(tour_path), qtbot)
    shown, target = _pages(window).read_bytes(), tmp_path / "보고서.pdf"
    dialog.save_wanted.emit(target)
    qtbot.waitUntil(target.exists, timeout=LONG)
    qtbot.waitUntil(dialog.open_button.isVisible, timeout=LONG)
    assert target.read_bytes() == shown
    assert shown.startswith(b"%PDF")
    _idle(window, qtbot)
    with pypdfium2.PdfDocument(shown) as pdf:
        assert dialog.pages.small.count == len(pdf)
    assert dialog.folder_button.isVisible()
    assert "보고서.pdf" in dialog.reason.text()
    assert [each for each in tmp_path.iterdir() if each.name.startswith(".writing")] == []
    dialog.reject()


def test_pages_follow_what_is_being_written_and_saving_makes_it_a_version(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    operations = window.context().operations
    dialog = _ask(window)
    _shown(dialog, qtbot)
    before = _pages(window)
    operations.keep_draft(Draft("n1", "note", "text", "○ 새로쓴초안이다.\n"))
    qtbot.waitUntil(lambda: _pages(window) != before, timeout=LONG)
    assert "새로쓴초안이다" in _text(_pages(window), window, qtbot)
    assert len(window.context().notebook.reader.drafts()) == 1
    target = tmp_path / "a.pdf"
    dialog.save_wanted.emit(target)
    qtbot.waitUntil(target.exists, timeout=LONG)
    assert "새로쓴초안이다" in _text(target, window, qtbot)
    assert window.context().notebook.reader.drafts() == []
    before = _pages(window)
    operations.commit([Edit("c", "visit", {"institution": "바뀐기관"})])
    qtbot.waitUntil(lambda: _pages(window) != before, timeout=LONG)
    assert "바뀐기관" in _text(_pages(window), window, qtbot)
    assert not dialog.open_button.isVisible()
    assert "바뀐기관" in [item.text(0) for item in dialog.definition.parts.items()]
    dialog.reject()


def test_what_is_chosen_is_printed_and_chosen_again_next_time(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    window, dialog = _asked(make_window(tour_path), qtbot)
    assert dialog.file_name == "항만 연수 내부판.pdf"
    before = _pages(window)
    dialog.definition.edition.button("public").click()
    item = next(each for each in dialog.definition.parts.items() if each.text(0) == "기관 b")
    item.setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.file_name == "항만 연수 공개판.pdf"
    qtbot.waitUntil(lambda: _pages(window) != before, timeout=LONG)
    text = _text(_pages(window), window, qtbot)
    assert "기관 a" in text
    assert "기관 b" not in text
    dialog.reject()
    again = _ask(window)
    assert again.definition.definition.edition == "public"
    assert [part.key for part in again.definition.parts.parts if not part.taken] == ["b"]
    again.reject()


def test_nothing_included_is_said_and_cannot_be_saved(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    dialog = _ask(make_window(tour_path))
    for item in dialog.definition.parts.items():
        item.setCheckState(0, Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: "하나도 없습니다" in dialog.reason.text())
    assert not dialog.make.isEnabled()
    dialog.definition.parts.items()[0].setCheckState(0, Qt.CheckState.Checked)
    qtbot.waitUntil(dialog.make.isEnabled)
    dialog.reject()


def test_findings_are_told_with_the_way_to_their_entry(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window, dialog = _asked(make_window(tour_path), qtbot)
    assert "관제실" in _words(dialog)
    next(each for each in dialog.findings.findChildren(QPushButton) if each.text() == "보기").click()
    assert window.current == "f1"
    dialog.reject()


def test_a_press_on_a_page_opens_its_entry(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window, dialog = _asked(make_window(tour_path), qtbot)
    _idle(window, qtbot)
    with pypdfium2.PdfDocument(_pages(window)) as pdf:
        for page in range(len(pdf)):
            text = pdf[page].get_textpage()
            searcher = text.search("배가 기다리지")
            if (found := searcher.get_next()) is not None:
                left, bottom, right, top = text.get_charbox(found[0] + 2)
                wide, high = pdf[page].get_size()
                break
        else:
            raise AssertionError("the note is not in the report")
    dialog.pages.small.choose(page)
    paper = dialog.pages.large._paper
    scale = paper.box.width() / wide
    place = QPoint(
        round(paper.box.left() + (left + right) / 2 * scale),
        round(paper.box.top() + (high - (top + bottom) / 2) * scale),
    )
    QTest.mouseClick(paper, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: window.current == "n1", timeout=LONG)
    window.go("home")
    dialog.pages.small.setFocus()
    QTest.keyClick(dialog.pages.large, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.current == "c", timeout=LONG)
    dialog.reject()


def test_the_cover_belongs_to_no_entry(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    window, dialog = _asked(make_window(tour_path), qtbot)
    QTest.mouseClick(dialog.pages.large._paper, Qt.MouseButton.LeftButton, pos=dialog.pages.large._paper.box.center())
    qtbot.waitUntil(lambda: "어느 한 글" in dialog.reason.text(), timeout=LONG)
    dialog.reject()


def test_pages_are_drawn_and_turned_by_keys(make_window: MakeWindow, tour_path: Path, qtbot: QtBot) -> None:
    dialog = _ask(make_window(tour_path))
    _shown(dialog, qtbot)
    large, paper = dialog.pages.large, dialog.pages.large._paper
    qtbot.waitUntil(lambda: large.grab().toImage().pixelColor(paper.box.center()).name() != "#ffffff", timeout=LONG)
    assert dialog.pages.number.text() == f"1 / {dialog.pages.small.count}"
    QTest.keyClick(large, Qt.Key.Key_PageDown)
    assert dialog.pages.number.text().startswith("2 /")
    assert large.accessibleName().startswith(f"{dialog.pages.small.count}쪽 가운데 2쪽")
    dialog.pages.wide.click()
    assert paper.height() > large.height()
    dialog.reject()


def test_a_target_that_cannot_be_written_is_refused_in_the_dialog(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = _ask(make_window(tour_path))
    _shown(dialog, qtbot)
    protected = tmp_path / "protected.pdf"
    protected.write_bytes(b"kept")
    protected.chmod(0o444)
    for target in (tmp_path / "nowhere" / "a.pdf", tour_path / "inside.pdf", tmp_path, protected):
        dialog.tell("")
        dialog.save_wanted.emit(target)
        assert dialog.reason.text() != ""
        assert dialog.reason.property("look") == "error"
        assert not dialog.open_button.isVisible()
    assert "protected.pdf" in dialog.reason.text()
    assert protected.read_bytes() == b"kept"
    dialog.reject()


def test_a_file_that_another_program_holds_is_said_and_stays(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows refuses it: all is written, and only the name cannot be taken."""
    dialog = _ask(make_window(tour_path))
    _shown(dialog, qtbot)
    target = tmp_path / "open.pdf"
    target.write_bytes(b"kept")

    def held(self: Path, other: Path) -> Path:
        raise PermissionError(13, "held", str(self), None, str(other))

    monkeypatch.setattr(Path, "replace", held)
    dialog.save_wanted.emit(target)
    qtbot.waitUntil(lambda: "다른 프로그램" in dialog.reason.text(), timeout=LONG)
    assert target.read_bytes() == b"kept"
    assert os.listdir(tmp_path).count("open.pdf") == 1
    assert not any(name.startswith(".writing") for name in os.listdir(tmp_path))
    dialog.reject()


def test_the_place_is_asked_for_and_remembered(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, dialog = _asked(make_window(tour_path), qtbot)
    folder = tmp_path / "나갈 것"
    folder.mkdir()
    asked: list[str] = []

    def answer(parent: object, title: str, place: str, kinds: str) -> tuple[str, str]:
        asked.append(place)
        return str(folder / "끝"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    dialog.make.click()
    qtbot.waitUntil((folder / "끝.pdf").exists, timeout=LONG)
    qtbot.waitUntil(dialog.open_button.isVisible, timeout=LONG)
    dialog.reject()
    again = _ask(window)
    again.make.click()
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked == [str(tour_path.parent / "항만 연수 내부판.pdf"), str(folder / "항만 연수 내부판.pdf")]
    again.reject()


def test_stopping_keeps_the_pages_and_saving_makes_them_again(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window, dialog = _asked(make_window(tour_path), qtbot)
    exporting = _exporting(window)
    window.context().operations.commit([Edit("c", "visit", {"institution": "나중기관"})])
    dialog.pages.making.stop.click()
    assert "멈추었습니다" in dialog.reason.text()
    assert exporting._maker is not None
    assert not exporting._maker.busy
    target = tmp_path / "a.pdf"
    dialog.save_wanted.emit(target)
    qtbot.waitUntil(target.exists, timeout=LONG)
    assert "나중기관" in _text(target, window, qtbot)
    dialog.reject()


def test_a_process_that_is_killed_is_said_and_begun_again(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window, dialog = _asked(make_window(tour_path), qtbot)
    maker = _exporting(window)._maker
    assert maker is not None
    dialog.definition.edition.button("public").click()
    qtbot.waitUntil(lambda: maker.busy, timeout=LONG)
    maker._process.kill()
    qtbot.waitUntil(lambda: not maker.busy, timeout=LONG)
    assert "끝났습니다" in dialog.reason.text()
    target = tmp_path / "a.pdf"
    dialog.save_wanted.emit(target)
    qtbot.waitUntil(target.exists, timeout=LONG)
    dialog.reject()


def test_closing_ends_the_process_and_leaves_nothing_behind(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot
) -> None:
    window, dialog = _asked(make_window(tour_path), qtbot)
    maker = _exporting(window)._maker
    assert maker is not None
    assert list(cache_home().rglob("*.pdf")) != []
    window.close()
    assert not dialog.isVisible()
    assert maker._process.processId() == 0
    assert list(cache_home().rglob("*.pdf")) == []


def test_a_report_of_the_navigator_opens_the_dialog_on_it(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    assert window.workspace is not None
    window.workspace.open("r1")
    dialog = export_dialog(window)
    assert dialog.definition.picker.combo.currentText() == "결과보고서"
    assert dialog.file_name == "결과보고서 내부판.pdf"
    dialog.reject()
