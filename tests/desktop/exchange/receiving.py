"""What tests of receiving share: what is counted, a drop, and a folder with the bundles of an evening."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from db.edits import create
from db.notebook import Notebook
from db.packing import pack, parcel_of
from db.records import Takeaway, Tour
from desktop.main_window import MainWindow
from tests.desktop.exchange.conftest import PEOPLE, Laptop, Office, person

NONE = Qt.KeyboardModifier.NoModifier
LaptopOf = Callable[[str], Laptop]
OfficeOf = Callable[..., Office]


def count(office: Office) -> int:
    return office.reader.count(Takeaway)


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    window.dropEvent(QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                Qt.KeyboardModifier.NoModifier))  # fmt: skip


@pytest.fixture
def evening(laptop_of: LaptopOf, tmp_path: Path) -> Path:
    """A folder with a bundle of each participant, two of them twice, one of another tour, one cut off."""
    folder = tmp_path / "저녁"
    folder.mkdir()
    first = laptop_of(person(1))
    template = first.path
    for number in range(1, PEOPLE + 1):
        laptop = first
        if number > 1:
            laptop = Laptop.__new__(Laptop)
            laptop.who, laptop.folder, laptop.path = person(number), folder, folder.parent / f"{number}.notebook"
            shutil.copytree(template, laptop.path)
        if number > 1:
            laptop.write("a", f"{number}번째 사람의 소감.")
        shutil.move(laptop.day(f"{number}.tmp"), folder / f"{number:02d}.brief")
        if number == 1:
            first.write("a", "첫 사람의 소감.")
            shutil.move(first.day("1.tmp"), folder / "01.brief")
    shutil.copy(folder / "03.brief", folder / "03 (1).brief")
    shutil.copy(folder / "04.brief", folder / "04.zip")
    whole = (folder / "05.brief").read_bytes()
    (folder / "99 잘림.brief").write_bytes(whole[: len(whole) * 7 // 10])
    other = tmp_path / "다른.notebook"
    with Notebook.create(other, [create(Tour, title="겨울 연수")], author="x", device="x") as notebook:
        notebook.backs_up = False
        pack(notebook, folder / "90 다른.brief", parcel_of(notebook, lambda sharing: sharing.tour()))
    return folder
