"""Foreign pictures: what cameras give comes in upright and without its secrets, what is none is refused."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from db import picture
from db.blobs import Blob, cleaned
from db.errors import KnownError

HEIC = Path(__file__).parent / "pictures" / "two.heic"
GPS, EXIF, TAKEN, OFFSET = 0x8825, 0x8769, 0x9003, 0x9011


def written(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def photo(taken: str = "2031:06:12 10:14:33", offset: str = "+02:00") -> bytes:
    exif = Image.Exif()
    exif[GPS] = {1: "N", 2: (52.0, 0.0, 0.0)}
    exif[EXIF] = {TAKEN: taken, **({OFFSET: offset} if offset else {})}
    return written(Image.new("RGB", (40, 30), "red"), "JPEG", exif=exif)


def opened(data: bytes) -> tuple[Blob, Image.Image]:
    blob, body = cleaned(data)
    kept = Image.open(io.BytesIO(body))
    assert kept.size == (blob.width, blob.height)
    assert not kept.getexif()
    assert "xmp" not in kept.info
    return blob, kept


@pytest.mark.parametrize(
    ("taken", "offset", "kept"),
    [
        ("2031:06:12 10:14:33", "+02:00", "2031-06-12T10:14:33+02:00"),
        ("2031:06:12 10:14:33", "", "2031-06-12T10:14:33"),
        ("2031:06:12 10:14:33", "later", "2031-06-12T10:14:33"),
        ("0000:00:00 00:00:00", "", None),
        ("2031:02:30 10:14:33", "+02:00", None),
    ],
)
def test_where_it_was_taken_is_left_out_and_when_is_kept(taken: str, offset: str, kept: str | None) -> None:
    blob, _ = opened(photo(taken, offset))
    assert blob.taken_at == kept


def test_a_heic_of_two_images_gives_its_first_without_its_place() -> None:
    blob, kept = opened(HEIC.read_bytes())
    assert (blob.media, blob.width, blob.height) == ("image/jpeg", 64, 48)
    assert blob.taken_at == "2031-06-12T10:14:33+02:00"
    red, _, blue = kept.convert("RGB").getpixel((30, 20))  # type: ignore[misc]
    assert red > 120 > 90 > blue


def test_half_a_heic_is_refused() -> None:
    with pytest.raises(KnownError) as refused:
        cleaned(HEIC.read_bytes()[:600])
    assert refused.value.key == "errors.picture_unreadable"


def test_without_the_decoder_heic_has_a_sentence_of_its_own() -> None:
    code = "import sys; sys.modules['pi_heif'] = None; import picture; print(picture.clean(sys.stdin.buffer.read())[0])"
    done = subprocess.run(
        [sys.executable, "-c", code], input=HEIC.read_bytes(), capture_output=True, check=True,
        cwd=Path(picture.__file__).parent,
    )  # fmt: skip
    assert done.stdout.decode().strip() == "{'trouble': 'heic'}"


def test_sixteen_bits_keep_their_greys() -> None:
    _, kept = opened(written(Image.new("I;16", (8, 8), 32768), "PNG"))
    assert kept.convert("L").getpixel((4, 4)) in (127, 128)


def test_cmyk_becomes_rgb() -> None:
    _, kept = opened(written(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"))
    assert kept.mode == "RGB"
    assert kept.getpixel((4, 4))[0] > 150  # type: ignore[index]


def test_an_animation_gives_its_first_picture() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    data = written(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    _, kept = opened(data)
    red, _, blue = kept.convert("RGB").getpixel((4, 4))  # type: ignore[misc]
    assert red > 250 > 5 > blue


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (photo()[:-200], "errors.picture_cut"),
        (b"", "errors.picture_unreadable"),
        ("그림이 아니다".encode(), "errors.picture_unreadable"),
        (written(Image.new("1", (10_000, 6_000)), "PNG"), "errors.picture_too_many_pixels"),
        (b"\0" * 25_000_001, "errors.picture_too_large"),
    ],
    ids=["truncated", "empty", "text", "60 megapixels", "too many bytes"],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(data: bytes, key: str) -> None:
    with pytest.raises(KnownError) as refused:
        cleaned(data)
    assert refused.value.key == key


def test_the_process_answers_in_one_line() -> None:
    done = subprocess.run([sys.executable, "-I", picture.__file__], input=photo(), capture_output=True, check=True)
    head = json.loads(done.stdout.partition(b"\n")[0])
    assert head["taken"] == "2031-06-12T10:14:33+02:00"
