"""The PDF file itself, through ReportLab: pages of ready operators, fonts as we subset them, links, outline, pictures.

Only the canvas's page machinery is used: no text ever passes through ReportLab's markup or its fonts.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Mapping
from typing import IO, Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from exporters.document.nodes import Document
from exporters.pdf.face import Face
from exporters.pdf.slab import LinkArea, Picture


class _PlainCanvas(Canvas):
    """A canvas that begins its pages without a font of its own: Helvetica would be listed and not embedded."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class PdfFile:
    """One file being made. epoch: seconds since 1970 that stand in its dates, or None for now."""

    def __init__(self, file: IO[bytes], document: Document, size: tuple[float, float], epoch: int | None) -> None:
        rl_config.useA85 = 0
        self._canvas: Any = _PlainCanvas(
            file, pagesize=size, pageCompression=1, invariant=1, lang=document.language, pdfVersion=(1, 7)
        )
        self._height = size[1]
        self._properties(document, epoch)

    def _properties(self, document: Document, epoch: int | None) -> None:
        canvas = self._canvas
        canvas.setTitle(_clean(document.title))
        canvas.setAuthor(_clean(document.author))
        canvas.setSubject(_clean(document.subject))
        canvas.setKeywords(_clean(", ".join(document.keywords)))
        canvas.setCreator("Briefing Notebook")
        canvas.setProducer("Briefing Notebook, ReportLab")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        moment = time.gmtime(time.time() if epoch is None else epoch)
        stamp = time.strftime("D:%Y%m%d%H%M%SZ", moment)
        canvas._doc.info._dateFormatter = lambda *_: stamp

    def link(self, area: LinkArea, left: float, top: float) -> None:
        """A link whose area stands at left, top (points from the page's top left corner)."""
        x, high = left + area.x, self._height - top - area.top
        rectangle = (x, high - area.height, x + area.width, high)
        if area.target.startswith("#"):
            self._canvas.linkRect("", area.target[1:], rectangle, relative=0, thickness=0)
        else:
            self._canvas.linkURL(area.target, rectangle, relative=0, thickness=0)

    def anchor(self, name: str, top: float) -> None:
        self._canvas.bookmarkHorizontal(name, 0, self._height - top + 12)

    def bookmark(self, name: str, title: str, level: int) -> None:
        self._canvas.addOutlineEntry(_clean(title), name, level, closed=level > 0)

    def picture(self, picture: Picture, left: float, top: float) -> None:
        low = self._height - top - picture.top - picture.height
        self._canvas.drawImage(picture.path, left + picture.x, low, picture.width, picture.height, mask="auto")

    def operators(self, operators: str, left: float, top: float) -> None:
        """Draw operators with their origin at left, top."""
        if operators:
            self._canvas._code.append(f"q 1 0 0 1 {left:.3f} {self._height - top:.3f} cm\n{operators}\nQ")

    def end_page(self) -> None:
        self._canvas.showPage()

    def font(self, name: str, face: Face, used: Mapping[int, str]) -> None:
        """Embed the glyphs of face that were printed, under the resource name. used: glyph id → what it stands for."""
        doc = self._canvas._doc
        body = face.subset(set(used))
        tag = _tag(body)
        family = pdfdoc.PDFName(f"{tag}+{face.name}")
        file = pdfdoc.PDFStream(content=body, filters=[pdfdoc.PDFZCompress])
        file.dictionary["Length1"] = len(body)
        metrics = face.metrics
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"), "FontName": family, "Flags": 4, "ItalicAngle": 0,
                "FontBBox": pdfdoc.PDFArray(list(metrics.box)), "Ascent": metrics.ascent, "Descent": metrics.descent,
                "CapHeight": metrics.cap_height, "StemV": 80, "FontFile2": doc.Reference(file, f"{name}-file"),
            }
        )  # fmt: skip
        inner = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"), "Subtype": pdfdoc.PDFName("CIDFontType2"), "BaseFont": family,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": doc.Reference(descriptor, f"{name}-descriptor"), "DW": 1000,
                "W": _widths(face, sorted(used)), "CIDToGIDMap": pdfdoc.PDFName("Identity"),
            }
        )  # fmt: skip
        unicode = pdfdoc.PDFStream(content=_to_unicode(used), filters=[pdfdoc.PDFZCompress])
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"), "Subtype": pdfdoc.PDFName("Type0"), "BaseFont": family,
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(inner, f"{name}-inner")]),
                "ToUnicode": doc.Reference(unicode, f"{name}-unicode"),
            }
        )  # fmt: skip
        doc.idToObject["BasicFonts"].dict[name] = doc.Reference(font, f"{name}-font")

    def save(self) -> None:
        self._canvas.save()


def _clean(text: str) -> str:
    """text on one line, without control characters and what no encoding takes."""
    return " ".join("".join(char for char in text if char.isspace() or char.isprintable()).split())


def _tag(body: bytes) -> str:
    """Six capital letters that name a subset, a function of its bytes."""
    value = zlib.crc32(body)
    letters = []
    for _ in range(6):
        value, letter = divmod(value, 26)
        letters.append(chr(65 + letter))
    return "".join(letters)


def _widths(face: Face, glyphs: list[int]) -> pdfdoc.PDFArray:
    parts: list[object] = []
    for glyph in glyphs:
        parts += (glyph, pdfdoc.PDFArray([round(face.width(glyph), 2)]))
    return pdfdoc.PDFArray(parts)


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
