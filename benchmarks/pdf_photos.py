"""Invented photos, and a notebook of 120 pages with 180 of them: `python -m benchmarks.pdf_photos NOTEBOOK PHOTOS`.

A photo has detail of every size, as much in each octave as in the next, half of it out of focus, and a sensor's noise;
a JPEG of 2,400 pixels takes 0.8 MB, as a camera's does. With PHOTOS 0 the figures stay without pictures.
"""

from __future__ import annotations

import hashlib
import io
import random
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from PIL import Image

from benchmarks.pdf_content import chapters, make
from db.blobs import FOLDER, Blob
from db.edits import create
from db.ids import new_id
from db.notebook import Notebook
from db.records import Figure, Visit

PHOTOS: Final = 180
TEXT_PAGES: Final = 18
"""Pages of text around the photos, which take 100."""
_SIZE: Final = (2400, 1600)
_WAYS: Final = tuple(Image.Transpose)[:3]
_FINEST, _NOISE = 0.07, 0.02
_SHARES: Final = (0.5, 0.45, 0.4, 0.34, 0.28, 0.22, 0.17, 0.13, 0.1, _FINEST)
"""What each octave takes from those before it, from the coarsest on."""


def photo(seed: int) -> Image.Image:
    """An invented photo; the same seed gives the same one."""
    chance = random.Random(seed)
    sharp = soft = _cells(chance, 3, "RGB")
    for octave, share in enumerate(_SHARES, 1):
        fine = _cells(chance, 3 << octave, "RGB" if octave < 7 else "L").convert("RGB")
        sharp = Image.blend(sharp, fine, share)
        if octave == 5:
            soft = sharp
    soft = Image.blend(soft, _cells(chance, _SIZE[0], "L").convert("RGB"), _NOISE)
    focus = _cells(chance, 9, "L").point([min(255, max(0, 6 * (value - 110))) for value in range(256)])
    return Image.composite(sharp, soft, focus)


def _cells(chance: random.Random, wide: int, mode: str) -> Image.Image:
    """Cells of random colours, so many beside each other, smoothly joined."""
    size = min(_SIZE[0], wide), min(_SIZE[1], wide * 2 // 3)
    data = chance.randbytes(size[0] * size[1] * len(mode))
    return Image.frombytes(mode, size, data).resize(_SIZE, Image.Resampling.BICUBIC)


def _jpegs(seed: int) -> list[bytes]:
    """One photo, as it is and turned or mirrored: each its own file."""
    first = photo(seed)
    return [_jpeg(each) for each in (first, *(first.transpose(way) for way in _WAYS)) if each.size == _SIZE]


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()


def jpegs(count: int) -> Iterator[bytes]:
    """So many photos, each with other bytes."""
    with ProcessPoolExecutor() as pool:
        found = (each for group in pool.map(_jpegs, range(count)) for each in group)
        for _, each in zip(range(count), found, strict=False):
            yield each


def with_photos(path: Path, count: int, pages: int = TEXT_PAGES) -> None:
    """A notebook at path of so many pages of text and PHOTOS figures, of which count have a photo."""
    make(path, chapters(pages, seed=5))
    with Notebook.open(path) as notebook:
        notebook.backs_up = False
        visits = notebook.reader.all(Visit)
        given = jpegs(count)
        for at in range(PHOTOS):
            visit, words = visits[at * len(visits) // PHOTOS], f"기관 앞의 {at + 1}번째 모습"
            body = next(given, None)
            shown: dict[str, str | int] = {}
            if body is not None:
                blob = Blob(hashlib.sha256(body).hexdigest(), *_SIZE, "image/jpeg")
                notebook.keep_blob(blob, body)
                shown = {"blob": blob.sha256, "width": blob.width, "height": blob.height}
            figure = create(Figure, new_id(), visit=visit.id, caption=words, credit="연수단", alt=words, **shown)
            notebook.commit([figure])


def stored_size(notebook: Path) -> int:
    """Bytes of the photos that a notebook has."""
    return sum(file.stat().st_size for file in (notebook / FOLDER).rglob("*") if file.is_file())


if __name__ == "__main__":
    with_photos(Path(sys.argv[1]), int(sys.argv[2]))
