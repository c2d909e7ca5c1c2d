"""Foreign pictures: known by their content, decoded in a process with limits, cleaned and scaled once."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import sys
import zlib
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image, ImageCms

from db import blobs, picture
from db.errors import KnownError
from db.notebook import Notebook


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(width: int, height: int, orientation: int = 1) -> bytes:
    """A photo with a place and a camera in its metadata; left half red, right half blue."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCam"
    exif.get_ifd(0x8825)[2] = (37.0, 33.0, 59.0)
    return encoded(image, "JPEG", exif=exif, quality=95)


def test_a_photo_is_scaled_upright_and_without_metadata(notebook: Notebook) -> None:
    kept = notebook.add_blob(photo(3000, 1500, orientation=6))
    path = notebook.blob_path(kept.sha256)
    assert path is not None
    data = path.read_bytes()
    assert hashlib.sha256(data).hexdigest() == kept.sha256 == path.name
    assert (kept.width, kept.height, kept.media) == (1200, 2400, "image/jpeg")
    with Image.open(path) as image:
        assert image.size == (1200, 2400)
        assert not image.getexif()
        top, bottom = image.getpixel((600, 100)), image.getpixel((600, 2300))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (top[0] > 200, bottom[2] > 200) == (True, True)
    assert b"SecretCam" not in data
    assert notebook.reader.blob(kept.sha256) == kept


def test_a_small_drawing_keeps_its_pixels_and_transparency(notebook: Notebook) -> None:
    drawing = Image.new("RGBA", (30, 20), (10, 20, 30, 0))
    drawing.putpixel((3, 4), (200, 100, 50, 255))
    kept = notebook.add_blob(encoded(drawing))
    path = notebook.blob_path(kept.sha256)
    assert path is not None
    with Image.open(path) as image:
        assert (image.format, image.size, image.mode) == ("PNG", (30, 20), "RGBA")
        assert image.getpixel((3, 4)) == (200, 100, 50, 255)


def test_the_same_picture_is_kept_once(notebook: Notebook) -> None:
    data = photo(40, 30)
    assert notebook.add_blob(data) == notebook.add_blob(data)
    assert len([file for file in (notebook.path / "blobs").rglob("*") if file.is_file()]) == 1


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "WEBP"])
def test_other_formats_come_in_too(notebook: Notebook, kind: str) -> None:
    kept = notebook.add_blob(encoded(Image.new("P" if kind == "GIF" else "RGB", (8, 6)), kind))
    assert (kept.width, kept.height) == (8, 6)
    assert kept.media in ("image/png", "image/jpeg")


def bomb() -> bytes:
    """A small file that claims 60 megapixels."""
    return encoded(Image.new("1", (10_000, 6_000)))


def tiff_bomb() -> bytes:
    """A small TIFF whose one strip claims to be 40,000 by 40,000 pixels."""
    small = bytearray(encoded(Image.new("L", (8, 6)), "TIFF"))
    order: Literal["little", "big"] = "little" if small[:2] == b"II" else "big"
    at = int.from_bytes(small[4:8], order)
    for entry in range(at + 2, at + 2 + 12 * int.from_bytes(small[at : at + 2], order), 12):
        if int.from_bytes(small[entry : entry + 2], order) in (256, 257):  # width and height
            small[entry + 2 : entry + 12] = struct.pack("<HIHH" if order == "little" else ">HIHH", 4, 1, 40_000, 0)
    return bytes(small)


def zip_bomb() -> bytes:
    """A PNG of 10 by 10 pixels with a text block that unpacks to 300 MB."""
    plain = encoded(Image.new("RGB", (10, 10)))
    packed = b"Comment\0\0" + zlib.compress(bytes(300 << 20), 9)
    block = struct.pack(">I", len(packed)) + b"zTXt" + packed + struct.pack(">I", zlib.crc32(b"zTXt" + packed))
    return plain[:33] + block + plain[33:]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "errors.picture_unreadable"),
        (b"GIF89a nonsense", "errors.picture_unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "errors.picture_unreadable"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "errors.picture_unreadable"),
        (b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj", "errors.picture_unreadable"),
        (b"PK\x03\x04" + bytes(200), "errors.picture_unreadable"),
        (tiff_bomb(), "errors.picture_too_many_pixels"),
        (zip_bomb(), "errors.picture_unreadable"),
        (photo(100, 100)[:600], "errors.picture_cut"),
        (bomb(), "errors.picture_too_many_pixels"),
        (bytes(blobs.MOST_BYTES + 1), "errors.picture_too_large"),
    ],
)
def test_bad_pictures_are_refused_and_leave_nothing(notebook: Notebook, data: bytes, key: str) -> None:
    with pytest.raises(KnownError) as refused:
        notebook.add_blob(data)
    assert refused.value.key == key
    assert list((notebook.path / "blobs").iterdir()) == []


def test_missing_and_changed_pictures_are_told(notebook: Notebook) -> None:
    gone, changed = (notebook.add_blob(photo(size, size)) for size in (10, 20))
    for blob in (gone, changed):
        path = notebook.blob_path(blob.sha256)
        assert path is not None
        path.unlink() if blob is gone else path.write_bytes(b"other")
    assert notebook.blob_path(gone.sha256) is None
    assert sorted(notebook.verify()) == [
        f"errors.verify.picture_changed name={changed.sha256}",
        f"errors.verify.picture_missing name={gone.sha256}",
    ]


def test_a_link_out_of_the_notebook_is_no_picture(notebook: Notebook, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    name = hashlib.sha256(b"secret").hexdigest()
    place = notebook.path / "blobs" / name[:2]
    place.mkdir()
    (place / name).symlink_to(secret)
    assert notebook.blob_path(name) is None
    (place / name).unlink()
    place.rmdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / name).write_bytes(b"secret")
    place.symlink_to(outside)
    assert notebook.blob_path(name) is None


def test_no_half_picture_stays_when_writing_fails(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(KnownError, match=r"errors\.disk_full"):
        notebook.add_blob(photo(10, 10))
    monkeypatch.undo()
    assert [file for file in (notebook.path / "blobs").rglob("*") if file.is_file()] == []


def test_a_link_in_a_circle_is_no_picture(notebook: Notebook) -> None:
    kept = notebook.add_blob(photo(10, 10))
    path = notebook.blob_path(kept.sha256)
    assert path is not None
    path.unlink()
    path.symlink_to(path.name)
    assert notebook.blob_path(kept.sha256) is None


def test_a_huge_file_in_a_pictures_place_is_told_without_being_read(notebook: Notebook) -> None:
    path = notebook.blob_path(notebook.add_blob(photo(10, 10)).sha256)
    assert path is not None
    with path.open("wb") as file:
        file.truncate(5 << 30)
    (problem,) = notebook.verify()
    assert "picture_changed" in problem


def test_a_picture_is_what_it_holds_whatever_it_is_called(notebook: Notebook) -> None:
    kept = notebook.add_blob(encoded(Image.new("RGBA", (8, 6), (1, 2, 3, 4))))  # as of a file called photo.jpg
    assert kept.media == "image/png"
    path = notebook.blob_path(kept.sha256)
    assert path is not None
    assert path.suffix == ""


def test_colours_are_those_that_the_pictures_profile_means(notebook: Notebook) -> None:
    """A picture whose profile is sRGB stays; one whose profile is nonsense is taken as it is."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for given in (profile, b"nonsense"):
        kept = notebook.add_blob(encoded(Image.new("RGB", (8, 6), (200, 100, 50)), icc_profile=given))
        path = notebook.blob_path(kept.sha256)
        assert path is not None
        with Image.open(path) as image:
            pixel = image.getpixel((1, 1))
            assert isinstance(pixel, tuple)
            assert all(abs(one - other) <= 2 for one, other in zip(pixel, (200, 100, 50), strict=True))
            assert "icc_profile" not in image.info


LIMITED = """
import sys, time
sys.path.insert(0, {folder!r})
import picture
picture.MOST_SECONDS = 1
picture.limit()
"""
ANSWER = """
print('{{"media": "image/png", "width": 1, "height": 1, "scaled": false, "turned": false}}')
"""
DECODERS = {
    "hangs": "import time\ntime.sleep(600)\n" + ANSWER,
    "eats memory": LIMITED + "held = bytes(4 << 30)\n" + ANSWER,
    "computes for ever": LIMITED + "while time.process_time() < 4: pass\n" + ANSWER,
    "talks nonsense": "print('nonsense')\n",
    "fails": ANSWER + "raise SystemExit(1)\n",
}


@pytest.mark.skipif(sys.platform == "win32", reason="limits of processes are those of POSIX")
@pytest.mark.parametrize("fault", DECODERS)
def test_a_decoder_that_a_picture_has_taken_over_is_ended(
    notebook: Notebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """Each would answer in the end, if it were left alone; the limits are the program's own."""
    fake = tmp_path / "decoder.py"
    fake.write_text(DECODERS[fault].format(folder=str(Path(picture.__file__).parent)), encoding="utf-8")
    monkeypatch.setattr(picture, "__file__", str(fake))
    if fault == "hangs":
        monkeypatch.setattr(blobs, "_SECONDS", 1)
    with pytest.raises(KnownError, match=r"errors\.picture_unreadable"):
        notebook.add_blob(photo(10, 10))
    assert list((notebook.path / "blobs").iterdir()) == []
