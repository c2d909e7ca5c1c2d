"""One TrueType file: which glyph a character has, how wide it is, and the subset that goes into a PDF.

Read with plain `struct`, because a report needs four of the tables and nothing may be read that is not needed.
Table formats: OpenType 1.9 (cmap 4 and 12, glyf, loca, hmtx).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

_KEPT: Final = (b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep")
_ARGS_ARE_WORDS, _HAS_SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x1, 0x8, 0x20, 0x40, 0x80


@dataclass(frozen=True, slots=True)
class Metrics:
    """Vertical measures and the bounding box in 1/1000 em."""

    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]


class Face:
    """A font file, opened when first asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def _data(self) -> bytes:
        return self.path.read_bytes()

    @cached_property
    def _tables(self) -> dict[bytes, tuple[int, int]]:
        (count,) = struct.unpack_from(">H", self._data, 4)
        records = (struct.unpack_from(">4sLLL", self._data, 12 + 16 * at) for at in range(count))
        return {tag: (offset, length) for tag, _, offset, length in records}

    def _table(self, tag: bytes) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    @cached_property
    def name(self) -> str:
        """The PostScript name, or the file's."""
        return self.path.stem

    @cached_property
    def _units(self) -> int:
        return int(struct.unpack_from(">H", self._table(b"head"), 18)[0])

    @cached_property
    def metrics(self) -> Metrics:
        scale = 1000 / self._units
        box = struct.unpack_from(">4h", self._table(b"head"), 36)
        ascent, descent = struct.unpack_from(">2h", self._table(b"hhea"), 4)
        return Metrics(
            round(ascent * scale),
            round(descent * scale),
            700,
            (round(box[0] * scale), round(box[1] * scale), round(box[2] * scale), round(box[3] * scale)),
        )

    @cached_property
    def glyphs(self) -> dict[int, int]:
        """Code point → glyph id."""
        offset = self._tables[b"cmap"][0]
        (count,) = struct.unpack_from(">H", self._data, offset + 2)
        starts = {}
        for at in range(count):
            platform, encoding, start = struct.unpack_from(">HHL", self._data, offset + 4 + 8 * at)
            (kind,) = struct.unpack_from(">H", self._data, offset + start)
            if platform in (0, 3) and kind in (4, 12):
                starts[kind] = offset + start
        if 12 in starts:
            return self._cmap12(starts[12])
        return self._cmap4(starts[4])

    def _cmap12(self, offset: int) -> dict[int, int]:
        (count,) = struct.unpack_from(">L", self._data, offset + 12)
        found: dict[int, int] = {}
        for first, last, glyph in struct.iter_unpack(">LLL", self._data[offset + 16 : offset + 16 + 12 * count]):
            found.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
        return found

    def _cmap4(self, offset: int) -> dict[int, int]:
        (double,) = struct.unpack_from(">H", self._data, offset + 6)
        count = double // 2
        ends = struct.unpack_from(f">{count}H", self._data, offset + 14)
        firsts = struct.unpack_from(f">{count}H", self._data, offset + 16 + double)
        deltas = struct.unpack_from(f">{count}H", self._data, offset + 16 + 2 * double)
        ranges_at = offset + 16 + 3 * double
        ranges = struct.unpack_from(f">{count}H", self._data, ranges_at)
        found: dict[int, int] = {}
        for at, (end, first, delta, jump) in enumerate(zip(ends, firsts, deltas, ranges, strict=True)):
            if first == 0xFFFF:
                continue
            for code in range(first, end + 1):
                glyph = code
                if jump:
                    (glyph,) = struct.unpack_from(">H", self._data, ranges_at + 2 * at + jump + 2 * (code - first))
                if glyph or not jump:
                    glyph = (glyph + delta) & 0xFFFF
                if glyph:
                    found[code] = glyph
        return found

    @cached_property
    def _advances(self) -> tuple[int, ...]:
        (count,) = struct.unpack_from(">H", self._table(b"hhea"), 34)
        return struct.unpack(f">{'Hh' * count}", self._table(b"hmtx")[: 4 * count])[::2]

    def width(self, glyph: int) -> float:
        """Advance width of glyph in 1/1000 em."""
        advances = self._advances
        return advances[min(glyph, len(advances) - 1)] * 1000 / self._units

    @cached_property
    def _places(self) -> tuple[int, ...]:
        loca = self._table(b"loca")
        (long,) = struct.unpack_from(">h", self._table(b"head"), 50)
        if long:
            return struct.unpack(f">{len(loca) // 4}L", loca)
        return tuple(2 * each for each in struct.unpack(f">{len(loca) // 2}H", loca))

    def subset(self, glyphs: set[int]) -> bytes:
        """A font file with the outlines of glyphs only, under their own ids, so that text needs no renumbering."""
        glyf, places = self._table(b"glyf"), self._places
        wanted = self._with_parts(glyphs | {0})
        highest = max(wanted)
        body, loca, at = [], [0], 0
        for glyph in range(highest + 1):
            if glyph in wanted:
                outline = glyf[places[glyph] : places[glyph + 1]]
                outline += b"\0" * (-len(outline) % 4)
                body.append(outline)
                at += len(outline)
            loca.append(at)
        tables: dict[bytes, bytes] = {tag: self._table(tag) for tag in _KEPT if tag in self._tables}
        tables[b"glyf"] = b"".join(body) or b"\0"
        tables[b"loca"] = struct.pack(f">{len(loca)}L", *loca)
        head = bytearray(tables[b"head"])
        struct.pack_into(">L", head, 8, 0)
        struct.pack_into(">h", head, 50, 1)
        tables[b"head"] = bytes(head)
        (count,) = struct.unpack_from(">H", tables[b"hhea"], 34)
        kept = min(count, highest + 1)
        hhea = bytearray(tables[b"hhea"])
        struct.pack_into(">H", hhea, 34, kept)
        tables[b"hhea"] = bytes(hhea)
        tables[b"hmtx"] = self._short_hmtx(count, kept, highest)
        maxp = bytearray(tables[b"maxp"])
        struct.pack_into(">H", maxp, 4, highest + 1)
        tables[b"maxp"] = bytes(maxp)
        return _file(tables)

    def _short_hmtx(self, count: int, kept: int, highest: int) -> bytes:
        hmtx = self._table(b"hmtx")
        return hmtx[: 4 * kept] + hmtx[4 * count : 4 * count + 2 * max(0, highest + 1 - count)]

    def _with_parts(self, glyphs: set[int]) -> set[int]:
        """glyphs and those that their outlines are put together from."""
        glyf, places = self._table(b"glyf"), self._places
        found, waiting = set(glyphs), list(glyphs)
        while waiting:
            glyph = waiting.pop()
            start, end = places[glyph], places[glyph + 1]
            if end - start < 10 or struct.unpack_from(">h", glyf, start)[0] >= 0:
                continue
            at, flags = start + 10, _MORE
            while flags & _MORE:
                flags, part = struct.unpack_from(">HH", glyf, at)
                at += 4 + (4 if flags & _ARGS_ARE_WORDS else 2)
                at += 2 if flags & _HAS_SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
                if part not in found:
                    found.add(part)
                    waiting.append(part)
        return found


def _file(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(">LHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    at = len(head) + 16 * count
    records, bodies = [], []
    for tag in sorted(tables):
        body = tables[tag]
        padded = body + b"\0" * (-len(body) % 4)
        records.append(struct.pack(">4sLLL", tag, _checksum(padded), at, len(body)))
        bodies.append(padded)
        at += len(padded)
    return head + b"".join(records) + b"".join(bodies)


def _checksum(body: bytes) -> int:
    return int(sum(struct.unpack(f">{len(body) // 4}L", body)) & 0xFFFFFFFF)
