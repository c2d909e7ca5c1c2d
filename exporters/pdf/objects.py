"""The objects of a PDF file: written as they come, small ones together in compressed object streams.

PDF 1.7 (ISO 32000-1, 7.5.7 and 7.5.8). Numbers follow from what is written alone, so that the same report has the same
bytes. A segment is a run of objects that are ready but for their place in the file.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from typing import IO, Final, NamedTuple

_TOGETHER: Final = 200
"""Objects in one object stream."""
_LEVEL: Final = 4
_CHUNK: Final = 1 << 18
"""Bytes that are collected before they are written."""
_PLAIN, _PACKED = 1, 2
_FREE: Final = struct.pack(">BLH", 0, 0, 65535)


class Segment(NamedTuple):
    """first: the first number. packed: rows of the file's table for it and those after it.

    plain: (number, place in data) of the others.
    """

    first: int
    packed: bytes
    plain: list[tuple[int, int]]
    data: bytes


def holders(count: int) -> int:
    """How many object streams so many objects take."""
    return -(-count // _TOGETHER)


def compressed(data: bytes) -> bytes:
    return zlib.compress(data, _LEVEL)


def stream_object(number: int, data: bytes, entries: str = "") -> bytes:
    """A stream as it stands in a file. entries: further ones of its dictionary."""
    head = f"{number} 0 obj\n<<{entries}/Length {len(data)}>>stream\n".encode("latin-1")
    return b"%b%b\nendstream\nendobj\n" % (head, data)


def object_stream(number: int, first: int, bodies: Sequence[str]) -> bytes:
    """Objects of the numbers from first on, in the object stream of a number."""
    index: list[str] = []
    at = 0
    for each, body in enumerate(bodies, first):
        index.append(f"{each} {at}")
        at += len(body) + 1
    head = " ".join(index) + "\n"
    entries = f"/Type/ObjStm/N {len(bodies)}/First {len(head)}/Filter/FlateDecode"
    return stream_object(number, compressed((head + "\n".join(bodies)).encode("latin-1")), entries)


def packed(first: int, bodies: Sequence[str], holder: int) -> Segment:
    """Objects of the numbers from first on in object streams of the numbers from holder on."""
    rows: list[bytes] = []
    plain: list[tuple[int, int]] = []
    data: list[bytes] = []
    size = 0
    for start in range(0, len(bodies), _TOGETHER):
        part = bodies[start : start + _TOGETHER]
        made = object_stream(holder, first + start, part)
        rows += [struct.pack(">BLH", _PACKED, holder, order) for order in range(len(part))]
        plain.append((holder, size))
        data.append(made)
        size += len(made)
        holder += 1
    return Segment(first, b"".join(rows), plain, b"".join(data))


class Objects:
    """A file being written from its beginning to its end. first: the first number that it gives itself."""

    def __init__(self, file: IO[bytes], first: int = 1) -> None:
        self._file = file
        self._hash = hashlib.blake2b(digest_size=16)
        self._at = 0
        self._plain: dict[int, int] = {}
        self._packed: list[tuple[int, bytes]] = []
        self._last = first - 1
        self._waiting: list[tuple[int, str]] = []
        self._out: list[bytes] = []
        self._held = 0
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def _write(self, data: bytes) -> None:
        self._out.append(data)
        self._at += len(data)
        self._held += len(data)
        if self._held > _CHUNK:
            self._empty()

    def _empty(self) -> None:
        data = b"".join(self._out)
        self._file.write(data)
        self._hash.update(data)
        self._out.clear()
        self._held = 0

    def take(self, segment: Segment) -> None:
        """Write a segment."""
        if segment.packed:
            self._packed.append((segment.first, segment.packed))
        self._plain.update((number, self._at + place) for number, place in segment.plain)
        self._write(segment.data)

    def reserve(self, count: int = 1) -> int:
        """The first of so many numbers that follow each other."""
        first = self._last + 1
        self._last += count
        return first

    def put(self, number: int, body: str) -> None:
        """The object of a reserved number, which is no stream."""
        self._waiting.append((number, body))
        if len(self._waiting) == _TOGETHER:
            self._flush()

    def add(self, body: str) -> int:
        """Another object; gives its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def stream(self, data: bytes, entries: str = "", *, as_is: bool = False) -> int:
        """A stream with further entries of its dictionary; gives its number. as_is: it is not to be compressed."""
        number = self.reserve()
        if not as_is:
            data, entries = compressed(data), entries + "/Filter/FlateDecode"
        self._put_stream(number, data, entries)
        return number

    def _put_stream(self, number: int, data: bytes, entries: str) -> None:
        self._plain[number] = self._at
        self._write(stream_object(number, data, entries))

    def _flush(self) -> None:
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        holder = self.reserve()
        index, at = [], 0
        for order, (number, body) in enumerate(waiting):
            self._packed.append((number, struct.pack(">BLH", _PACKED, holder, order)))
            index.append(f"{number} {at}")
            at += len(body) + 1
        head = " ".join(index) + "\n"
        data = (head + "\n".join(body for _, body in waiting)).encode("latin-1")
        entries = f"/Type/ObjStm/N {len(waiting)}/First {len(head)}/Filter/FlateDecode"
        self._put_stream(holder, compressed(data), entries)

    def finish(self, root: int, info: int) -> None:
        """Write what is left, and the table of all objects. root, info: numbers of catalogue and properties."""
        self._flush()
        number = self.reserve()
        self._plain[number] = start = self._at
        self._empty()
        name = self._hash.hexdigest()
        entries = f"/Type/XRef/Size {number + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]"
        self._put_stream(number, compressed(self._table(number + 1)), entries + "/Filter/FlateDecode")
        self._write(f"startxref\n{start}\n%%EOF\n".encode("ascii"))
        self._empty()

    def _table(self, size: int) -> bytes:
        width = len(_FREE)
        table = bytearray(_FREE * size)
        for first, rows in self._packed:
            table[first * width : first * width + len(rows)] = rows
        for number, place in self._plain.items():
            struct.pack_into(">BLH", table, number * width, _PLAIN, place, 0)
        return bytes(table)


def literal(text: str) -> str:
    """text as a PDF text string (7.9.2.2)."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"
