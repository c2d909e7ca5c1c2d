"""Pictures as they really come: broken, huge, turned, moving, twice, strangely named. What comes in is right, the rest
is named with its reason."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from db.blobs import Blob
from db.errors import KnownError
from db.notebook import Notebook
from db.records import Figure
from desktop.messages import Message
from desktop.panes.pictures import shown_name, take_pictures
from desktop.panes.visit.visit import VisitPage
from tests.desktop.panes.conftest import Desk, desk, path

__all__ = ["desk", "path"]
ORIENTATION = 0x0112


class Taken:
    """What came in from some sources, and what was said about it."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.page: VisitPage = desk.visit("w")
        self.page.show_tab(3)
        self.notes: list[str] = []
        self.bands: list[Message] = []
        self.page.noted.connect(self.notes.append)
        desk.context.messages.told.connect(self.bands.append)
        desk.context.messages.listen()

    def take(self, *sources: Path) -> list[Blob]:
        blobs: list[Blob] = []
        take_pictures(self.page, sources, blobs.extend, frozenset())
        self.qtbot.waitUntil(lambda: self.page.working._task is None, timeout=60_000)
        return blobs

    @property
    def words(self) -> str:
        return self.bands[-1].text(self.desk.context.sentences) if self.bands else ""


@pytest.fixture
def taken(desk: Desk, qtbot: QtBot) -> Taken:
    return Taken(desk, qtbot)


def bomb(path: Path) -> None:
    """A PNG of 30,000 × 30,000 in two kilobytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 9_000)) + chunk(b"IEND", b""))


def test_each_that_cannot_come_in_is_named_with_its_reason(taken: Taken, tmp_path: Path) -> None:
    none, empty, huge, half = (tmp_path / name for name in ("글.jpg", "빈.png", "폭탄.png", "반.jpg"))
    none.write_text("사진이 아니다")
    empty.touch()
    bomb(huge)
    whole = io.BytesIO()
    Image.effect_noise((300, 200), 90).save(whole, "JPEG")
    half.write_bytes(whole.getvalue()[:3000])
    folder = tmp_path / "빈 폴더"
    folder.mkdir()
    good = tmp_path / "바른.png"
    Image.new("RGB", (30, 20), "red").save(good)
    assert [blob.width for blob in taken.take(none, empty, huge, half, folder, tmp_path / "없는.jpg", good)] == [30]
    assert taken.words.startswith("사진 6장을 넣지 못했습니다. ")
    for part in (
        "글.jpg: 그림으로 읽을 수 없는 파일입니다.",
        "반.jpg: 중간에서 끊긴 사진입니다.",
        "빈.png: 빈 파일(0바이트)입니다.",
        "폭탄.png: 그림이 50메가픽셀보다 큽니다.",
        "빈 폴더: 바로 아래에 사진이 없는 폴더입니다.",
        "없는.jpg: 파일이 그 자리에 없습니다.",
    ):
        assert part in taken.words
    assert len(taken.bands) == 1


def test_the_ending_of_a_name_does_not_matter(taken: Taken, tmp_path: Path) -> None:
    file = tmp_path / "사진.jpg"
    Image.new("RGBA", (30, 20), (9, 9, 9, 90)).save(file, "PNG")
    assert [blob.media for blob in taken.take(file)] == ["image/png"]
    assert not taken.bands


def test_a_panorama_comes_in_and_is_told_to_be_smaller(taken: Taken, tmp_path: Path) -> None:
    """60 megapixels: read in a smaller size at once, so that it costs no more than a photo."""
    file = tmp_path / "파노라마.jpg"
    Image.new("RGB", (30_000, 2_000), "navy").save(file, quality=30)
    assert [(blob.width, blob.height) for blob in taken.take(file)] == [(2400, 160)]
    assert taken.notes[-1].startswith("사진 1장을 2,400 px로 줄여 넣었습니다.")


def test_of_an_animation_the_first_picture_comes_in_and_that_is_said(taken: Taken, tmp_path: Path) -> None:
    file = tmp_path / "움직임.gif"
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue", "lime")]
    frames[0].save(file, save_all=True, append_images=frames[1:], duration=100)
    blobs = taken.take(file)
    kept = taken.desk.context.notebook.blob_path(blobs[0].sha256)
    assert kept is not None
    assert Image.open(kept).convert("RGB").getpixel((9, 9)) == (255, 0, 0)
    assert taken.notes[-1] == "움직이는 그림 1장은 첫 장면만 넣었습니다."


def test_a_cmyk_photo_and_one_of_sixteen_bits_come_in(taken: Taken, tmp_path: Path) -> None:
    Image.new("CMYK", (30, 20), (0, 255, 255, 0)).save(tmp_path / "인쇄.jpg")
    Image.new("I;16", (31, 20), 32_768).save(tmp_path / "십육.png")
    blobs = taken.take(tmp_path / "인쇄.jpg", tmp_path / "십육.png")
    assert [blob.width for blob in blobs] == [30, 31]
    shown = [Image.open(str(taken.desk.context.notebook.blob_path(blob.sha256))).convert("RGB") for blob in blobs]
    red, _, blue = shown[0].getpixel((5, 5))  # type: ignore[misc]
    assert red > 150 > 90 > blue
    assert shown[1].getpixel((5, 5)) in {(127, 127, 127), (128, 128, 128)}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright_however_the_camera_was_held(orientation: int, taken: Taken, tmp_path: Path) -> None:
    """The upper left of what one sees is red, the upper right is blue."""
    seen = Image.new("RGB", (80, 40), "white")
    seen.paste("red", (0, 0, 40, 20))
    seen.paste("blue", (40, 0, 80, 20))
    turn = {
        1: [], 2: [Image.Transpose.FLIP_LEFT_RIGHT], 3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM], 5: [Image.Transpose.TRANSPOSE], 6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE], 8: [Image.Transpose.ROTATE_270],
    }[orientation]  # fmt: skip
    stored = seen
    for step in turn:
        stored = stored.transpose(step)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    stored.save(tmp_path / "사진.jpg", exif=exif, quality=95)
    blob = taken.take(tmp_path / "사진.jpg")[0]
    assert (blob.width, blob.height, blob.turned) == (80, 40, orientation != 1)
    kept = Image.open(str(taken.desk.context.notebook.blob_path(blob.sha256))).convert("RGB")
    red, blue = kept.getpixel((10, 8)), kept.getpixel((70, 8))
    assert red[0] > 200 > 60 > red[2]  # type: ignore[index]
    assert blue[2] > 200 > 60 > blue[0]  # type: ignore[index]


def test_a_file_that_goes_away_meanwhile_is_named_and_the_others_come(
    taken: Taken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"{number}.png" for number in range(6)]
    for number, file in enumerate(files):
        Image.new("RGB", (20 + number, 20), "teal").save(file)
    whole = Notebook.add_blob

    def leaves(notebook: Notebook, data: bytes) -> Blob:
        files[5].unlink(missing_ok=True)  # the stick is pulled out
        return whole(notebook, data)

    monkeypatch.setattr(Notebook, "add_blob", leaves)
    assert len(taken.take(*files)) == 5
    assert "5.png: 파일이 그 자리에 없습니다." in taken.words


def test_the_same_picture_twice_comes_in_once(taken: Taken, tmp_path: Path) -> None:
    Image.new("RGB", (30, 20), "red").save(tmp_path / "가.png")
    (tmp_path / "나.png").write_bytes((tmp_path / "가.png").read_bytes())
    assert len(taken.take(tmp_path / "가.png", tmp_path / "나.png")) == 1
    assert taken.notes[-1] == "이미 있는 사진 1장은 다시 넣지 않았습니다."


@pytest.mark.parametrize("name", ["한글", "👩‍🔬 실험", "صورة", "שלום", "줄\n바꿈", "‮gpj.exe"])
def test_names_of_all_kinds_are_told_as_one_line(name: str, taken: Taken, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.jpg"
    file.write_text("no picture")
    taken.take(file)
    assert f"{shown_name(file.name)}: 그림으로" in taken.words
    assert "\n" not in taken.words
    assert "‮" not in taken.words


def test_what_runs_from_right_to_left_stands_apart() -> None:
    assert shown_name("صورة.jpg") == "⁨صورة.jpg⁩"
    assert shown_name("한글.jpg") == "한글.jpg"


def test_a_band_names_a_few_and_counts_the_others(taken: Taken, tmp_path: Path) -> None:
    files = [tmp_path / f"{number:02}.jpg" for number in range(20)]
    for file in files:
        file.write_text("no picture")
    taken.take(*files)
    assert "00.jpg, 01.jpg, 02.jpg, 03.jpg, 04.jpg 외 15장: " in taken.words
    assert not taken.desk.context.notebook.reader.all(Figure, visit="w")


def test_of_three_hundred_files_the_twenty_that_are_none_are_named_once(
    taken: Taken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"{number:03}.jpg" for number in range(300)]

    def keep(_: Notebook, source: Path) -> Blob:
        number = int(source.stem)
        if number % 15 == 7:
            raise KnownError("errors.picture_unreadable" if number % 2 else "errors.picture_empty")
        return Blob(f"{number:064x}", 8, 6, "image/png")

    monkeypatch.setattr("desktop.panes.pictures.stored", keep)
    assert len(taken.take(*files)) == 280
    assert len(taken.bands) == 1
    assert taken.words.startswith("사진 20장을 넣지 못했습니다. ")
    assert taken.words.count(" 외 5장: ") == 2, "each reason once, a few names with it"


def test_one_that_another_program_turned_and_dated_oddly_comes_in(taken: Taken, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 9  # none that there is
    exif[0x8769] = {0x9003: "0000:00:00 00:00:00", 0x9004: "2031:06:12 10:03:00", 0x9012: "+02:00"}
    file = tmp_path / "이상한.jpg"
    Image.new("RGB", (30, 20), "red").save(file, exif=exif)
    (blob,) = taken.take(file)
    assert (blob.width, blob.turned, blob.taken_at) == (30, False, "2031-06-12T10:03:00+02:00")
