"""One picture in a small size: made once, and kept in the user's cache folder by the hash of its blob and its size."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from db.settings import cache_home
from db.values import is_blob_name

MOST: Final = 4_000
"""Files that are kept; those that were wanted last."""
_TOUCHED: Final = 7 * 86_400
"""Seconds after which it is noted again that one was wanted."""


def folder() -> Path:
    """Where they are kept."""
    return cache_home() / "thumbnails"


def small(photo: Path, size: QSize) -> QImage:
    """The picture of a blob in at most so many px; null where it cannot be shown. Not for the GUI thread."""
    if not is_blob_name(photo.name):  # nothing tells whether it is still the same
        return scaled(photo, size)
    place = folder() / f"{photo.name}-{size.width()}x{size.height()}"
    image = QImage(str(place))
    if image.isNull():  # not there, or damaged
        image = scaled(photo, size)
        if not image.isNull():
            with suppress(OSError):  # without the folder it is made each time
                _keep(place, image)
        return image
    with suppress(OSError):
        if time.time() - place.stat().st_mtime > _TOUCHED:
            os.utime(place)
    return image


def tidy(most: int = MOST) -> None:
    """Let go what was wanted longest ago, where more than most are kept."""
    with suppress(OSError):
        kept = sorted(folder().iterdir(), key=lambda each: each.stat().st_mtime)
        for each in kept[: max(0, len(kept) - most)]:
            each.unlink(missing_ok=True)


def _keep(place: Path, image: QImage) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.with_name(f".{os.urandom(8).hex()}")
    form = "PNG" if image.hasAlphaChannel() else "JPEG"
    try:
        if image.save(str(temporary), form, 88 if form == "JPEG" else -1):  # type: ignore[call-overload]
            temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)


def scaled(photo: Path, size: QSize) -> QImage:
    """The picture in at most so many px, read anew; null where it cannot be shown. Not for the GUI thread."""
    reader = QImageReader(str(photo))
    whole = reader.size()
    if whole.isValid() and (whole.width() > size.width() or whole.height() > size.height()):
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
