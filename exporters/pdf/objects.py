"""The objects of a PDF file: written as they come, small ones together in compressed object streams.

PDF 1.7 (ISO 32000-1, 7.5.7 and 7.5.8). Numbers are given in the order in which they are asked for, so that the same
report has the same bytes.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from typing import IO, Final

_TOGETHER: Final = 200
"""Objects in one object stream."""
_FREE, _PLAIN, _PACKED = 0, 1, 2


class Objects:
    """A file being written from its beginning to its end."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.blake2b(digest_size=16)
        self._at = 0
        self._places: dict[int, tuple[int, int, int]] = {}
        self._last = 0
        self._waiting: list[tuple[int, bytes]] = []
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

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

    def stream(self, data: bytes, entries: str = "", *, packed: bool = False, plain: bool = False) -> int:
        """A stream with further entries of its dictionary; gives its number.

        packed: data is compressed already, and the entries say how. plain: it stays as it is.
        """
        number = self.reserve()
        self._stream(number, data, entries, packed or plain)
        return number

    def _stream(self, number: int, data: bytes, entries: str, ready: bool) -> None:
        if not ready:
            data = zlib.compress(data)
            entries += "/Filter/FlateDecode"
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
        number = self.reserve()
        self._places[number] = (_PLAIN, self._at, 0)
        name = self._hash.hexdigest()
        free = (_FREE, 0, 65535)
        table = b"".join([struct.pack(">BLH", *self._places.get(at, free)) for at in range(number + 1)])
        entries = f"/Type/XRef/Size {number + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]"
        start = self._at
        self._stream(number, table, entries, False)
        self._write(f"startxref\n{start}\n%%EOF\n".encode("ascii"))


def literal(text: str) -> str:
    """text as a PDF text string (7.9.2.2)."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"
