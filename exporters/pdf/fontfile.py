"""A face's printed glyphs as a font of the file: one Identity-H subset that gives its text back."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from exporters.pdf.face import Face
from exporters.pdf.objects import Objects, compressed


class Subset(NamedTuple):
    """A face's glyphs, ready for a file. file, unicode: compressed. length: of file before. widths: PDF's array."""

    used: Mapping[int, str]
    name: str
    length: int
    file: bytes
    unicode: bytes
    widths: str


class Subsets:
    """Makes subsets; the last of each face is kept, because it seldom changes from one report to the next."""

    def __init__(self) -> None:
        self._last: dict[Path, Subset] = {}

    def of(self, face: Face, used: Mapping[int, str]) -> Subset:
        """The subset of the glyphs that were printed. used: glyph id → what it stands for."""
        last = self._last.get(face.path)
        if last is None or last.used != used:
            body = face.subset(set(used))
            name = f"{_tag(body)}+{face.name}"
            widths = _widths(face, sorted(used))
            last = Subset(used, name, len(body), compressed(body), compressed(_to_unicode(used)), widths)
            self._last[face.path] = last
        return last


def embed(objects: Objects, face: Face, subset: Subset) -> int:
    """Embed a subset of face; gives the font's number."""
    name = subset.name
    file = objects.stream(subset.file, f"/Length1 {subset.length}/Filter/FlateDecode", as_is=True)
    metrics = face.metrics
    box = " ".join(map(str, metrics.box))
    descriptor = objects.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/ItalicAngle 0/FontBBox[{box}]/Ascent {metrics.ascent}"
        f"/Descent {metrics.descent}/CapHeight {metrics.cap_height}/StemV 80/FontFile2 {file} 0 R>>"
    )
    inner = objects.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {descriptor} 0 R/DW 1000/W[{subset.widths}]/CIDToGIDMap/Identity>>"
    )
    unicode = objects.stream(subset.unicode, "/Filter/FlateDecode", as_is=True)
    return objects.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{inner} 0 R]"
        f"/ToUnicode {unicode} 0 R>>"
    )


def _tag(body: bytes) -> str:
    """Six capital letters that name a subset, a function of its bytes."""
    value = zlib.crc32(body)
    letters = []
    for _ in range(6):
        value, letter = divmod(value, 26)
        letters.append(chr(65 + letter))
    return "".join(letters)


def _widths(face: Face, glyphs: Sequence[int]) -> str:
    parts: list[str] = []
    last = -2
    for glyph in glyphs:
        width = f"{face.width(glyph):.2f}".rstrip("0").rstrip(".")
        parts.append(f" {width}" if glyph == last + 1 else f"{']' if parts else ''}{glyph}[{width}")
        last = glyph
    return "".join(parts) + ("]" if parts else "")


def _to_unicode(used: Mapping[int, str]) -> bytes:
    """The CMap that gives text back from glyphs (PDF 32000-1, 9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    pairs = [f"<{glyph:04X}> <{char.encode('utf-16-be').hex().upper()}>" for glyph, char in sorted(used.items())]
    for at in range(0, len(pairs), 100):
        part = pairs[at : at + 100]
        lines += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
