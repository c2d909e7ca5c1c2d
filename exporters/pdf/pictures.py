"""The pictures of a report: which can be printed, under which name, and their bytes in the file.

A picture costs an export nothing but its bytes: JPEG (ISO 10918-1) goes in as it stands, one of many pixels in the
smaller size that was made for print before, PNG (ISO 15948) with its own compression. Everything else, and what PDF/A
does not take, is decoded and laid on white.
"""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from exporters.base import Finding
from exporters.document import nodes as n
from exporters.pdf import prints
from exporters.pdf.objects import Objects

_MOST_PIXELS: Final = 50_000_000
_JPEG_FRAMES: Final = frozenset((0xC0, 0xC1, 0xC2))
_BARE: Final = frozenset((0x01, *range(0xD0, 0xD9)))
"""Markers without a length."""


@dataclass(frozen=True, slots=True)
class Picture:
    """width, height in pixels. channels: 1 grey, 3 sRGB. filter: how data is compressed, as PDF's entries."""

    width: int
    height: int
    channels: int
    filter: str
    data: bytes


Stamp: TypeAlias = tuple[int, int]
"""What tells whether a file was changed: nanoseconds of its last change, and bytes."""


def stamp(path: Path) -> Stamp | None:
    """None for a file that cannot be looked at."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


class Pictures:
    """Looks at each picture once. most: pixels that a photo is printed with.

    used: the file of each name, with its stamp. unreadable: what is said of a file.
    """

    def __init__(self, most: prints.Size) -> None:
        self._most = most
        self._known: dict[Path, tuple[str, Picture] | None] = {}
        self.used: dict[str, tuple[Path, Stamp | None]] = {}
        self.unreadable: dict[Path, Finding] = {}

    def name(self, figure: n.Figure) -> str:
        """The name of figure's picture in the file, or empty where there is none that can be printed."""
        if figure.path is None or figure.width < 1 or figure.height < 1:
            return ""
        name = self.add(figure.path)
        if not name and figure.path not in self.unreadable:
            place = figure.caption or figure.id
            self.unreadable[figure.path] = Finding("report.pdf.picture_unreadable", (("caption", place),), place)
        return name

    def add(self, path: Path) -> str:
        """The name of the picture at path, which follows from its bytes alone; empty where it cannot be printed."""
        if path not in self._known:
            picture = _read(path, self._most)
            name = "I" + hashlib.blake2b(picture.data, digest_size=8).hexdigest() if picture else ""
            self._known[path] = (name, picture) if picture else None
            if picture:
                self.used[name] = path, stamp(path)
        known = self._known[path]
        return known[0] if known else ""

    def placed(self, path: Path) -> tuple[str, int, int] | None:
        """(name, width, height in pixels) of a picture that is no figure, or None where it cannot be printed."""
        name = self.add(path)
        if not name:
            self.unreadable[path] = Finding("report.pdf.picture_unreadable", (("caption", path.name),), path.name)
        known = self._known[path]
        return (known[0], known[1].width, known[1].height) if known else None

    def write(self, objects: Objects) -> dict[str, int]:
        """Write all pictures; gives the object number of each name."""
        numbers: dict[str, int] = {}
        for name, picture in dict(filter(None, self._known.values())).items():
            space = "DeviceRGB" if picture.channels == 3 else "DeviceGray"
            numbers[name] = objects.stream(
                picture.data,
                f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}/ColorSpace/{space}"
                f"/BitsPerComponent 8{picture.filter}",
                as_is=True,
            )
        return numbers


def _read(path: Path, most: prints.Size) -> Picture | None:
    before = prints.known(path, most)
    if before is not None and (picture := _jpeg(before)):
        return picture
    try:
        data = path.read_bytes()
        photo = _jpeg(data)
        if photo:
            return _jpeg(prints.smaller(path, data, (photo.width, photo.height), most))
        return _png(data) or _decoded(data)
    except Exception:  # a damaged file can raise anything; whatever it is, there is no picture
        return None


def _jpeg(data: bytes) -> Picture | None:
    """A JPEG of grey or colour with 8 bits, whole; CMYK is not among them."""
    if data[:2] != b"\xff\xd8" or b"\xff\xd9" not in data[-1024:]:
        return None
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _JPEG_FRAMES:
            bits, height, width, channels = struct.unpack_from(">BHHB", data, at + 4)
            good = bits == 8 and width and height and channels in (1, 3)
            return Picture(width, height, channels, "/Filter/DCTDecode", data) if good else None
        at += 1 if marker == 0xFF else 2
        if marker != 0xFF and marker not in _BARE:
            at += int(struct.unpack_from(">H", data, at)[0])
    return None


def _png(data: bytes) -> Picture | None:
    """A PNG of grey or colour with 8 bits, neither transparent nor interlaced, whole."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return None
    chunks = list(_chunks(data))
    width, height, bits, colour, _, _, interlaced = struct.unpack(">LLBBBBB", chunks[0][1])
    kinds = {kind for kind, _ in chunks}
    if bits != 8 or colour not in (0, 2) or interlaced or b"tRNS" in kinds or b"IEND" not in kinds:
        return None
    channels = 3 if colour == 2 else 1
    how = f"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {channels}/Columns {width}>>"
    return Picture(width, height, channels, how, b"".join(body for kind, body in chunks if kind == b"IDAT"))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">L4s", data, at)
        body = data[at + 8 : at + 8 + length]
        if struct.unpack_from(">L", data, at + 8 + length)[0] != zlib.crc32(kind + body):
            raise ValueError("damaged")
        yield kind, body
        at += 12 + length


def _decoded(data: bytes) -> Picture:
    """Any picture, without what lies behind its transparent parts."""
    from PIL import Image

    with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(data)) as source:
        if source.width * source.height > _MOST_PIXELS:
            raise ValueError("too many pixels")
        source.load()
        picture: Image.Image = source
        if picture.has_transparency_data:
            picture = picture.convert("RGBA")
            picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
        picture = picture.convert("RGB")
        return Picture(*picture.size, 3, "/Filter/FlateDecode", zlib.compress(picture.tobytes()))
