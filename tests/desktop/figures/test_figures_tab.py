"""The figures of a visit: photos in the order they were taken, each once, and words from Tab to Tab."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.blobs import Blob
from db.edits import change
from db.notebook import Notebook
from db.records import Figure, Person
from desktop.editor.composition import LineField
from desktop.messages import Message
from desktop.panes.visit.figures import NARROW, FiguresPane
from desktop.panes.visit.thumbnail import Thumbnail
from desktop.panes.visit.visit import VisitPage
from tests.desktop.panes.conftest import Desk, desk, path

__all__ = ["desk", "path"]
EXIF, TAKEN = 0x8769, 0x9003


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder with twelve photos, the last one taken first, one of them twice, and a text beside them."""
    folder = tmp_path / "휴대전화 사진"
    folder.mkdir()
    for number in range(12):
        exif = Image.Exif()
        exif[EXIF] = {TAKEN: f"2031:06:12 10:{59 - number:02}:00"}
        Image.new("RGB", (40, 30 + number), "red").save(folder / f"사진 {number:02}.jpg", exif=exif)
    (folder / "다시.jpg").write_bytes((folder / "사진 00.jpg").read_bytes())
    (folder / "메모.txt").write_text("글")
    (folder / "._사진.jpg").write_text("macOS")
    return folder


def drop(pane: FiguresPane, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    none = Qt.KeyboardModifier.NoModifier
    pane.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))


def shown(desk: Desk, visit: str = "w") -> tuple[VisitPage, FiguresPane]:
    page = desk.visit(visit)
    page.show_tab(3)
    pane = page.panes[3]
    assert isinstance(pane, FiguresPane)
    return page, pane


def figures(desk: Desk, visit: str = "w") -> list[Figure]:
    return desk.context.notebook.reader.all(Figure, visit=visit)


def test_a_folder_comes_in_by_time_and_each_photo_once(desk: Desk, photos: Path, qtbot: QtBot) -> None:
    page, pane = shown(desk)
    said: list[str] = []
    page.noted.connect(said.append)
    drop(pane, photos)
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    assert said == ["이미 있는 사진 1장은 다시 넣지 않았습니다."]
    qtbot.waitUntil(lambda: len(figures(desk)) == 12)
    assert [figure.height for figure in figures(desk)] == list(range(41, 29, -1))
    assert figures(desk)[0].taken_at == "2031-06-12T10:48:00"
    drop(pane, photos / "사진 03.jpg")
    qtbot.waitUntil(lambda: len(said) == 2, timeout=30_000)
    assert len(figures(desk)) == 12


def test_twelve_photos_get_their_words_by_few_keys(desk: Desk, photos: Path, qtbot: QtBot) -> None:
    """Participant 5: one drop, then four keys a photo beside its caption: credit by one, three times Tab."""
    desk.write_as("p1")
    _, pane = shown(desk)
    drop(pane, photos)
    qtbot.waitUntil(lambda: len(figures(desk)) == 12, timeout=30_000)
    first = figures(desk)[0].id, "caption"
    qtbot.waitUntil(lambda: getattr(QApplication.focusWidget(), "key", None) == first)
    keys = 0
    for number in range(12):
        field = QApplication.focusWidget()
        assert isinstance(field, LineField)
        assert field.key == (figures(desk)[number].id, "caption")
        field.insert(f"설명 {number}")
        QTest.keyClick(field, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.focusWidget() is field
        keys += 1
        for name in ("credit", "alt", "caption"):
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, Qt.Key.Key_Tab)
            keys += 1
            following = QApplication.focusWidget()
            if number < 11 or name != "caption":
                assert isinstance(following, LineField)
                assert following.key is not None
                assert following.key[1] == name
    assert keys == 48
    assert [(each.caption, each.credit) for each in figures(desk)] == [(f"설명 {n}", "문지안") for n in range(12)]
    assert not pane._missing.text()


def test_the_caption_is_offered_as_alternative_text(desk: Desk, qtbot: QtBot) -> None:
    _, pane = shown(desk, "v")
    figure = figures(desk, "v")[0]
    pane.focus(figure.id, "alt")
    field = QApplication.focusWidget()
    assert isinstance(field, LineField)
    QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert field.text() == figures(desk, "v")[0].alt == "관제실"
    desk.context.operations.undo.undo()
    qtbot.waitUntil(lambda: not figures(desk, "v")[0].alt)


def test_without_a_name_credit_me_says_so(desk: Desk) -> None:
    page, pane = shown(desk, "v")
    said: list[str] = []
    page.noted.connect(said.append)
    pane.credit_me(figures(desk, "v")[0].id)
    assert said == ["누가 쓰는지 아직 모릅니다. 위의 띠에서 이름을 고르십시오."]
    assert figures(desk, "v")[0].credit == "문지안"


def test_the_head_of_the_tab_counts_what_has_no_credit(desk: Desk) -> None:
    page, _ = shown(desk, "v")
    assert page.tabs[3].accessibleName() == "그림 1"
    quiet = page.tabs[3].sizeHint().width()
    desk.context.operations.commit([change(figures(desk, "v")[0], credit="")])
    assert page.tabs[3].accessibleName() == "그림 1, 출처 없음 1"
    assert page.tabs[3].sizeHint().width() > quiet


def test_where_it_is_narrow_the_picture_stands_above_its_words(desk: Desk, qtbot: QtBot) -> None:
    page, pane = shown(desk, "v")
    field = pane._fields[0][0]
    picture, inside = pane.findChild(Thumbnail), pane.widget()
    assert picture is not None
    assert inside is not None

    def stands(below: bool) -> bool:
        return below is (field.mapTo(pane, QPoint()).y() >= picture.mapTo(pane, QPoint(0, picture.height())).y())

    for width in (2000, 600, 2000):  # or as narrow as the page can be, which its style decides
        page.resize(width, 800)
        qtbot.waitUntil(lambda: inside.width() <= pane.viewport().width())  # nothing is cut
        if width == 2000 or pane.viewport().width() < page.context.theme.px(NARROW):
            qtbot.waitUntil(partial(stands, width < 2000))


@pytest.fixture
def many(tmp_path: Path) -> list[Path]:
    """300 pictures, no two alike."""
    folder = tmp_path / "한꺼번에"
    folder.mkdir()
    paths = [folder / f"{number:03}.png" for number in range(300)]
    for number, each in enumerate(paths):
        Image.new("RGB", (8, 6), (number % 256, number // 256, 7)).save(each)
    return paths


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are kept without the process that cleans each one: it takes most of the time of a real drop."""

    def keep(_: Notebook, source: Path) -> Blob:
        return Blob(hashlib.sha256(source.read_bytes()).hexdigest(), 8, 6, "image/png")

    monkeypatch.setattr("desktop.panes.pictures.stored", keep)


@pytest.mark.usefixtures("quick")
def test_three_hundred_come_in_as_one_step_and_only_what_is_seen_is_made(
    desk: Desk, many: list[Path], qtbot: QtBot
) -> None:
    page, pane = shown(desk)
    drop(pane, *many)
    task = page.working._task
    assert task is not None
    steps: list[tuple[int, int]] = []
    task.progress.connect(lambda *step: steps.append(step))
    qtbot.waitUntil(lambda: len(figures(desk)) == 300, timeout=60_000)
    assert steps == [(number, 300) for number in range(301)]
    qtbot.waitUntil(lambda: len(pane.findChildren(Thumbnail)) == 300, timeout=20_000)
    qtbot.waitUntil(lambda: bool(pane.pictures._pixmaps) and not pane.pictures._busy, timeout=20_000)
    assert len(pane.pictures._pixmaps) < 30
    desk.context.operations.undo.undo()
    qtbot.waitUntil(lambda: not figures(desk))


def test_three_hundred_can_be_stopped_and_none_is_put_in(
    desk: Desk, many: list[Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, pane = shown(desk)
    said: list[str] = []
    page.noted.connect(said.append)
    tenth, stopped, kept = Event(), Event(), []

    def keep(_: Notebook, source: Path) -> Blob:
        kept.append(source)
        if len(kept) >= 10:
            tenth.set()
            stopped.wait(20)
        return Blob(hashlib.sha256(source.read_bytes()).hexdigest(), 8, 6, "image/png")

    monkeypatch.setattr("desktop.panes.pictures.stored", keep)
    drop(pane, *many)
    qtbot.waitUntil(tenth.is_set, timeout=20_000)
    page.working.stop.click()
    stopped.set()
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said == ["멈추었습니다. 사진을 넣지 않았습니다."]
    assert len(kept) < 20
    assert not figures(desk)


def test_names_in_separate_letters_come_in_and_are_told(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    """As macOS names files: 항구.png in jamo."""
    _, pane = shown(desk)
    names = [unicodedata.normalize("NFD", name) for name in ("항구.png", "깨진 것.png")]
    Image.new("RGB", (8, 6), "navy").save(tmp_path / names[0])
    (tmp_path / names[1]).write_bytes(b"no picture")
    told: list[Message] = []
    desk.context.messages.told.connect(told.append)
    desk.context.messages.listen()
    drop(pane, *(tmp_path / name for name in names))
    qtbot.waitUntil(lambda: len(figures(desk)) == 1 and bool(told), timeout=30_000)
    assert "깨진 것.png" in unicodedata.normalize("NFC", told[0].text(desk.context.sentences))


def test_alt_with_arrows_moves_a_figure_and_the_caret_goes_along(desk: Desk, photos: Path, qtbot: QtBot) -> None:
    _, pane = shown(desk)
    drop(pane, *sorted(photos.glob("사진 *.jpg"))[:3])
    qtbot.waitUntil(lambda: len(figures(desk)) == 3, timeout=30_000)
    first = figures(desk)[0].id
    qtbot.waitUntil(lambda: getattr(QApplication.focusWidget(), "key", None) == (first, "caption"))
    field = QApplication.focusWidget()
    assert isinstance(field, LineField)
    field.insert("먼저")
    for place in (1, 2, 2):  # it stays where there is no further place
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert [each.id for each in figures(desk)].index(first) == place
        assert getattr(QApplication.focusWidget(), "key", None) == (first, "caption")
    assert figures(desk)[2].caption == "먼저"
    desk.context.operations.undo.undo()
    qtbot.waitUntil(lambda: [each.id for each in figures(desk)].index(first) == 1)


def test_a_copied_picture_is_pasted_from_a_field(desk: Desk, qtbot: QtBot) -> None:
    _, pane = shown(desk, "v")
    pane.focus(figures(desk, "v")[0].id, "caption")
    image = QImage(50, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("orange"))
    QApplication.clipboard().setImage(image)
    field = QApplication.focusWidget()
    assert isinstance(field, LineField)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(figures(desk, "v")) == 2, timeout=20_000)
    qtbot.waitUntil(lambda: len(pane._rows) == 2)
    field = pane._fields[0][0]
    assert isinstance(field, LineField)
    assert field.text() == "관제실"
    QApplication.clipboard().setText(" 글")
    field.end(False)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "관제실 글"


@pytest.mark.usefixtures("quick")
def test_what_asks_for_all_fields_has_those_that_are_still_to_come(
    desk: Desk, many: list[Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.panes.visit.coming.PAUSE", 2000)  # so that none comes before it is looked at
    page, pane = shown(desk)
    drop(pane, *many[:60])
    qtbot.waitUntil(lambda: len(figures(desk)) == 60, timeout=60_000)
    qtbot.waitUntil(lambda: bool(page.fields.coming))
    last = figures(desk)[-1].id
    assert page.fields.autosave.writing(last, "caption") is None
    page.fields.complete()
    assert page.fields.autosave.writing(last, "caption") is not None
    assert not page.fields.coming


@pytest.mark.usefixtures("quick")
def test_a_row_that_is_still_to_come_can_be_gone_to(desk: Desk, many: list[Path], qtbot: QtBot) -> None:
    _, pane = shown(desk)
    drop(pane, *many[:60])
    qtbot.waitUntil(lambda: len(figures(desk)) == 60, timeout=60_000)
    first = figures(desk)[0].id, "caption"
    qtbot.waitUntil(lambda: getattr(QApplication.focusWidget(), "key", None) == first)
    wanted = figures(desk)[55].id
    assert pane.focus(wanted, "credit")
    field = QApplication.focusWidget()
    assert isinstance(field, LineField)
    assert field.key == (wanted, "credit")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    QTest.keyClick(field.nextInFocusChain(), Qt.Key.Key_Tab)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: getattr(QApplication.focusWidget(), "key", None) == (figures(desk)[56].id, "caption"))
    qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty(), timeout=10_000)


def test_enter_leads_to_the_same_words_of_the_next_figure(desk: Desk, photos: Path, qtbot: QtBot) -> None:
    _, pane = shown(desk)
    drop(pane, photos)
    qtbot.waitUntil(lambda: len(figures(desk)) == 12, timeout=30_000)
    qtbot.waitUntil(lambda: getattr(QApplication.focusWidget(), "key", None) == (figures(desk)[0].id, "caption"))
    for number in range(12):
        field = QApplication.focusWidget()
        assert isinstance(field, LineField)
        assert field.key == (figures(desk)[number].id, "caption")
        field.insert(f"설명 {number}")
        QTest.keyClick(field, Qt.Key.Key_Return)
    pane.page.leave()
    assert [each.caption for each in figures(desk)] == [f"설명 {number}" for number in range(12)]


def test_all_that_have_no_credit_are_credited_at_once_and_undone_at_once(
    desk: Desk, photos: Path, qtbot: QtBot
) -> None:
    desk.write_as("p1")
    _, pane = shown(desk)
    drop(pane, photos)
    qtbot.waitUntil(lambda: len(figures(desk)) == 12, timeout=30_000)
    desk.context.notebook.commit([change(figures(desk)[3], credit="시청")])
    press = next(each for each in pane.findChildren(QPushButton) if each.text() == "모두 내가 찍음")
    qtbot.waitUntil(press.isVisible)
    press.click()
    me = desk.context.notebook.reader.get("p1")
    assert isinstance(me, Person)
    assert [each.credit for each in figures(desk)] == [*[me.name] * 3, "시청", *[me.name] * 8]
    qtbot.waitUntil(lambda: not press.isVisible())
    stack = desk.context.operations.undo
    stack.undo()
    qtbot.waitUntil(lambda: [each.credit for each in figures(desk)].count("") == 11)
