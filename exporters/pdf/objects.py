"""The objects of a PDF file: written as they come, small ones together in compressed object streams.

PDF 1.7 (ISO 32000-1, 7.5.7 and 7.5.8). Numbers are given in the order in which they are asked for, so that the same
report has the same bytes.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, Final

_TOGETHER: Final = 200
"""Objects in one object stream."""
_LEVEL: Final = 5
_AHEAD: Final = 64
"""Streams that may wait for compression."""
_FREE, _PLAIN, _PACKED = 0, 1, 2


class Objects:
    """A file being written from its beginning to its end; a context, because a thread works for it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.blake2b(digest_size=16)
        self._at = 0
        self._places: dict[int, tuple[int, int, int]] = {}
        self._last = 0
        self._waiting: list[tuple[int, bytes]] = []
        self._packer = ThreadPoolExecutor(1)
        self._ready: deque[tuple[int, str, bytes | Future[bytes]]] = deque()
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def __enter__(self) -> Objects:
        return self

    def __exit__(self, *_: object) -> None:
        self._packer.shutdown(cancel_futures=True)

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)
        self._at += len(data)

    def reserve(self, count: int = 1) -> int:
        """The first of so many numbers that follow each other."""
        first = self._last + 1
        self._last += count
        return first

    def put(self, number: int, body: str) -> None:
        """The object of a reserved number, which is no stream."""
        self._waiting.append((number, body.encode("latin-1")))
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
        self._stream(number, data, entries, as_is)
        return number

    def _stream(self, number: int, data: bytes, entries: str, as_is: bool) -> None:
        """Compression runs beside; streams are written in the order in which they came."""
        if as_is:
            self._ready.append((number, entries, data))
        else:
            packed = self._packer.submit(zlib.compress, data, _LEVEL)
            self._ready.append((number, entries + "/Filter/FlateDecode", packed))
        self._drain(_AHEAD)

    def _drain(self, left: int) -> None:
        """Write streams until only so many are left."""
        while len(self._ready) > left:
            number, entries, data = self._ready.popleft()
            self._put_stream(number, data.result() if isinstance(data, Future) else data, entries)

    def _put_stream(self, number: int, data: bytes, entries: str) -> None:
        self._places[number] = (_PLAIN, self._at, 0)
        head = f"{number} 0 obj\n<<{entries}/Length {len(data)}>>stream\n".encode("latin-1")
        self._write(b"%b%b\nendstream\nendobj\n" % (head, data))

    def _flush(self) -> None:
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        holder = self.reserve()
        index, bodies, at = [], [], 0
        for order, (number, body) in enumerate(waiting):
            self._places[number] = (_PACKED, holder, order)
            index.append(f"{number} {at}")
            bodies.append(body)
            at += len(body) + 1
        head = (" ".join(index) + "\n").encode("ascii")
        entries = f"/Type/ObjStm/N {len(waiting)}/First {len(head)}"
        self._stream(holder, head + b"\n".join(bodies), entries, False)

    def finish(self, root: int, info: int) -> None:
        """Write what is left, and the table of all objects. root, info: numbers of catalogue and properties."""
        self._flush()
        self._drain(0)
        number = self.reserve()
        self._places[number] = (_PLAIN, self._at, 0)
        name = self._hash.hexdigest()
        free = (_FREE, 0, 65535)
        table = b"".join([struct.pack(">BLH", *self._places.get(at, free)) for at in range(number + 1)])
        entries = f"/Type/XRef/Size {number + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]"
        start = self._at
        self._put_stream(number, zlib.compress(table, _LEVEL), entries + "/Filter/FlateDecode")
        self._write(f"startxref\n{start}\n%%EOF\n".encode("ascii"))


def literal(text: str) -> str:
    """text as a PDF text string (7.9.2.2)."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"
