"""Bundles that belong elsewhere: they make their notebook, or are received in the one that they are of."""

from __future__ import annotations

import zipfile
from pathlib import Path

from PySide6.QtCore import Qt

from db.edits import create
from db.notebook import Notebook
from db.packing import pack, parcel_of
from db.records import Tour, Visit
from db.settings import cache_home
from tests.desktop.exchange.conftest import PEOPLE, Office, person
from tests.desktop.exchange.receiving import LaptopOf, OfficeOf, count, drop, evening
from tests.desktop.known import remember

__all__ = ["evening"]


def test_participant_one_a_tour_bundle_makes_the_notebook(office_of: OfficeOf, tour_bundle: Path, home: Path) -> None:
    """First start: the bundle is opened, every visit is there, and only "who are you?" is asked."""
    (home / "settings.toml").unlink()  # a machine that knows nothing
    office = office_of(None)
    office.window.errands.take_rest([tour_bundle])
    office.qtbot.waitUntil(lambda: office.window.workspace is not None, timeout=20000)
    assert {each.institution for each in office.reader.all(Visit)} == {"기관 a", "기관 b"}
    assert office.plans() == []
    assert office.window._who.parts()
    assert office.window.bands.texts() == []
    assert office.notebook.path.name == "항만 연수.notebook"
    assert office.notebook.path.parent == home / "documents"
    office.window._who.parts()[0].later.emit()  # type: ignore[attr-defined]
    office.band("노트북을 만들었습니다")


def test_who_are_you_is_asked_in_the_moment_the_notebook_is_there(office_of: OfficeOf, path: Path) -> None:
    """What asks is not left to some later event: until then a key would pass it by."""
    office = office_of(None)
    office.window._session.open(path)
    assert [each.isVisible() for each in office.window._who.parts()] == [True]


def test_another_tours_bundle_becomes_its_own_notebook(office: Office, tmp_path: Path) -> None:
    other = tmp_path / "다른.notebook"
    with Notebook.create(other, [create(Tour, title="겨울 연수")], author="x", device="x") as notebook:
        notebook.backs_up = False
        bundle = pack(notebook, tmp_path / "겨울.brief", parcel_of(notebook, lambda sharing: sharing.tour())).path
        wanted = notebook.id
    office.window.errands.take([bundle])
    dialog = office.plan()
    assert dialog.other.text() == "다른 연수는 새 노트북으로"
    office.key(Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: office.notebook.id == wanted, timeout=20000)
    tour = office.reader.tour()
    assert tour is not None
    assert tour.title == "겨울 연수"


def test_what_a_messenger_packed_into_one_zip_is_received_as_its_bundles(
    office: Office, evening: Path, tmp_path: Path
) -> None:
    """All of an evening in one download: the same plan; the other tour's goes its own way, out of the same zip."""
    download = tmp_path / "전체 다운로드.zip"
    with zipfile.ZipFile(download, "w") as target:
        for file in evening.iterdir():
            target.write(file, file.name)
    drop(office.window, download)
    dialog = office.plan()
    assert (len(dialog.told.taken), len(dialog.told.refused)) == (PEOPLE, 4)
    assert "99 잘림.brief" in {row.title for row in dialog.told.refused}
    office.click(dialog.take)
    office.done()
    assert count(office) == PEOPLE
    assert not any(file.is_file() for file in (cache_home() / "copies").rglob("*")), "nothing is left unpacked"
    office.window.errands.take_rest([download])
    dialog = office.plan()
    assert dialog.other.text() == "다른 연수는 새 노트북으로"
    here = office.notebook.id
    office.click(dialog.other)
    office.qtbot.waitUntil(lambda: office.notebook.id != here, timeout=20000)
    tour = office.reader.tour()
    assert tour is not None
    assert tour.title == "겨울 연수"


def test_a_zip_of_bundles_makes_the_notebook_of_a_first_start(
    office_of: OfficeOf, tour_bundle: Path, home: Path, tmp_path: Path
) -> None:
    (home / "settings.toml").unlink()  # a machine that knows nothing
    with zipfile.ZipFile(tmp_path / "받은 파일.zip", "w") as target:
        target.write(tour_bundle, "받은 파일/연수.brief")
    office = office_of(None)
    office.window.errands.take_rest([tmp_path / "받은 파일.zip"])
    office.qtbot.waitUntil(lambda: office.window.workspace is not None, timeout=20000)
    assert {each.institution for each in office.reader.all(Visit)} == {"기관 a", "기관 b"}


def test_a_bundle_of_a_tour_that_is_here_is_received_there(
    office_of: OfficeOf, laptop_of: LaptopOf, path: Path, tmp_path: Path
) -> None:
    laptop = laptop_of(person(1))
    name = laptop.write("a", "내 소감.")
    other = tmp_path / "다른.notebook"
    Notebook.create(other, [create(Tour, title="겨울 연수")]).close()
    remember(other)
    office = office_of(other)
    office.window.errands.take([laptop.day("하루.brief")])
    dialog = office.plan()
    assert dialog.other.text() == "그 연수의 노트북에서 받기"
    office.key(Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: any(each.take.isVisible() for each in office.plans()), timeout=20000)
    assert office.notebook.path == path
    office.key(Qt.Key.Key_Return)
    office.done()
    assert office.reader.get(name) is not None
