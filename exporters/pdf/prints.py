"""Photos in the size in which a report prints them: made once, and kept in the user's cache folder.

A stored photo has pixels enough for a whole page; a report with all of them would be too large to be sent. A smaller
one follows from the photo and its size in print alone, so a report has the same bytes with the folder and without.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeAlias

from db.settings import cache_home
from db.values import is_blob_name
from exporters.caching import forget_old

Size: TypeAlias = tuple[int, int]
DENSITY: Final = 180
"""Pixels an inch in print."""
_QUALITY: Final = 75
_WORTH: Final = 1.25
"""How many times more pixels on a side a photo must have for a smaller one to be made."""
_MOST_PIXELS: Final = 50_000_000
_KEPT: Final = 90 * 86_400
"""Seconds for which a photo is kept that no report asks for."""
_TOUCHED: Final = 7 * 86_400
"""Seconds after which it is noted again that a report asked."""


def folder() -> Path:
    """Where they are kept."""
    return cache_home() / "prints"


def pixels(box: tuple[float, float]) -> Size:
    """The most pixels that are printed in a box of points."""
    return round(box[0] / 72 * DENSITY), round(box[1] / 72 * DENSITY)


def known(photo: Path, most: Size) -> bytes | None:
    """The smaller one of a blob at photo that was made before, or None."""
    if not is_blob_name(photo.name):  # nothing tells whether it is still the same
        return None
    place = _place(photo, most)
    try:
        data = place.read_bytes()
        if time.time() - place.stat().st_mtime > _TOUCHED:
            os.utime(place)
    except OSError:
        return None
    return data


def smaller(photo: Path, data: bytes, size: Size, most: Size) -> bytes:
    """A JPEG of the photo's data with at most so many pixels, or data where it has hardly more. size: of data."""
    scale = max(size[0] / most[0], size[1] / most[1])
    if scale < _WORTH or size[0] * size[1] > _MOST_PIXELS:
        return data
    try:
        made = _scaled(data, (max(1, round(size[0] / scale)), max(1, round(size[1] / scale))))
    except Exception:  # whatever a decoder makes of damaged bytes; a viewer may show more of them
        return data
    if is_blob_name(photo.name):
        with suppress(OSError):  # without the folder each report makes its own
            _keep(_place(photo, most), made)
    return made


def _place(photo: Path, most: Size) -> Path:
    name = hashlib.blake2b(f"{photo.name} {most[0]}x{most[1]} {_QUALITY}".encode(), digest_size=20).hexdigest()
    return folder() / f"{name}.jpg"


def _scaled(data: bytes, size: Size) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as source:
        source.draft(source.mode, size)
        small = source.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _keep(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.with_name(f".{secrets.token_hex(8)}")
    try:
        temporary.write_bytes(data)
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)
    forget_old(place.parent, _KEPT)  # what no report has asked for
