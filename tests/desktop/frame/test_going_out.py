"""A report goes out through the dialog: named, made in the background, refused in place, stopped without a trace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.edits import Draft
from desktop.dialogs.export import ExportDialog
from desktop.main_window import MainWindow
from exporters.base import Progress, Written

MakeWindow = Callable[..., MainWindow]


def _dialog(window: MainWindow) -> ExportDialog:
    window.actions_["export"].trigger()
    return next(each for each in window.findChildren(ExportDialog) if each.isVisible())


def test_a_report_is_made_and_a_band_says_where(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window(tour_path)
    window.context().operations.keep_draft(Draft("n1", "note", "text", "○ 아직 초안이다.\n"))
    dialog = _dialog(window)
    assert dialog.path.text() == str(tour_path.parent / "항만 연수 내부판.pdf")
    dialog.make.click()
    qtbot.waitUntil(lambda: any("쪽" in text for text in window.bands.texts()), timeout=20000)
    assert (tour_path.parent / "항만 연수 내부판.pdf").read_bytes().startswith(b"%PDF")
    assert window.context().notebook.reader.drafts() == []
    qtbot.waitUntil(
        lambda: (
            {"열기", "폴더 열기"}
            <= {each.text() for each in window.bands.findChildren(QPushButton) if each.isVisible()}
        )
    )


def test_the_name_follows_the_edition_until_it_is_typed(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path
) -> None:
    dialog = _dialog(make_window(tour_path))
    dialog.edition.button(1).click()
    assert dialog.path.text().endswith("항만 연수 공개판.pdf")
    dialog.report.setCurrentIndex(1)
    assert dialog.path.text().endswith("결과보고서 내부판.pdf")
    dialog.path.setText("/x/mine.pdf")
    dialog.path.textEdited.emit("/x/mine.pdf")
    dialog.edition.button(1).click()
    assert dialog.path.text() == "/x/mine.pdf"
    dialog.reject()


def test_a_target_that_cannot_be_written_is_refused_in_the_dialog(
    make_window: MakeWindow, tour_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = _dialog(make_window(tour_path))
    for target in (tmp_path / "nowhere" / "a.pdf", tour_path / "inside.pdf", tmp_path):
        dialog.path.setText(str(target))
        assert dialog.reason.text() == ""
        dialog.make.click()
        assert dialog.reason.text() != ""
        assert dialog.isVisible()
    dialog.path.setText("")
    dialog.make.click()
    assert dialog.reason.text() == "PDF를 둘 곳을 골라 주세요."
    dialog.reject()


def test_stopping_leaves_nothing_behind(
    make_window: MakeWindow, tour_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer is slowed down so that the stop surely falls into its work."""
    from threading import Event

    import exporters.output

    started, stop = Event(), Event()

    def slow(reader: object, path: Path, wanted: object, progress: Progress) -> Written:
        progress(0, 2)
        started.set()
        stop.wait(10)
        progress(1, 2)
        raise AssertionError("was not stopped")

    monkeypatch.setattr(exporters.output, "write_report", slow)
    window = make_window(tour_path)
    dialog = _dialog(window)
    dialog.make.click()
    qtbot.waitUntil(started.is_set)
    assert not dialog.make.isEnabled()
    qtbot.waitUntil(dialog.working.isVisible)
    dialog.working.stop.click()
    stop.set()
    qtbot.waitUntil(dialog.make.isEnabled)
    assert dialog.reason.text() == "멈추었습니다. 파일은 바뀌지 않았습니다."
    assert list(tour_path.parent.glob("*.pdf")) == []
    dialog.reject()


def test_closing_the_window_ends_the_dialog(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    dialog = _dialog(window)
    window.close()
    assert not dialog.isVisible()


def test_a_report_of_the_navigator_opens_the_dialog_on_it(make_window: MakeWindow, tour_path: Path) -> None:
    window = make_window(tour_path)
    assert window.workspace is not None
    window.workspace.open("r1")
    dialog = next(each for each in window.findChildren(ExportDialog) if each.isVisible())
    assert dialog.report.currentText() == "결과보고서"
    dialog.reject()
