"""Bytes to text: which encoding a foreign file has, or a plain sentence why it cannot be read."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from db.errors import KnownError
from exporters.document.letters import has_lone_surrogate, normal_text

LIMIT: Final = 20 * 1024 * 1024
"""Largest input in bytes: some hundred times the longest report; more is no report."""

_MAGIC: Final = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"HWP Document",
    b"{\\rtf",
)
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_RARELY: Final = 25
"""At least every so many-th sign of a text is a blank, a line break or Latin."""
_OTHER_FORMATS: Final = (".docx", ".doc", ".hwp", ".hwpx", ".pdf", ".odt", ".rtf")


@dataclass(frozen=True, slots=True)
class Decoded:
    """text is normal (NFC, `\\n`). encoding: as told to the user. replaced: lone surrogates became U+FFFD."""

    text: str
    encoding: str
    media: str
    replaced: bool


def decode(data: bytes, name: str) -> Decoded:
    """The text of data.

    name: the file's name, for the sentences and the media type. Raises KnownError for what is empty, too large,
    binary, in another format or in no encoding that is known here.
    """
    if len(data) > LIMIT:
        raise KnownError("importing.too_large", name=name, limit=LIMIT // (1024 * 1024))
    if not data.strip():
        raise KnownError("importing.empty", name=name)
    lower = name.lower()
    if lower.endswith(_OTHER_FORMATS) or data.startswith(_MAGIC):
        raise KnownError("importing.other_format", name=name)
    raw, encoding = _text(data, name)
    if _is_binary(raw):
        raise KnownError("importing.binary", name=name)
    text = normal_text(raw)
    if not any(letter.isprintable() and not letter.isspace() for letter in text):
        raise KnownError("importing.empty", name=name)
    media = "text/markdown" if lower.endswith((".md", ".markdown")) else "text/plain"
    return Decoded(text, encoding, media, has_lone_surrogate(raw))


def _text(data: bytes, name: str) -> tuple[str, str]:
    if data.startswith(codecs.BOM_UTF8):
        return _strict(data[3:], "utf-8", name), "UTF-8 (BOM)"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(data, "utf-16", name), "UTF-16"
    guess = _bare_utf16(data)
    if guess:
        return _utf16(data, guess, name), "UTF-16"
    if data.count(b"\x00"):
        raise KnownError("importing.binary", name=name)
    try:
        return data.decode("utf-8", "surrogatepass"), "UTF-8"
    except UnicodeDecodeError:
        return _strict(data, "cp949", name), "CP949"


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise KnownError("importing.undecodable", name=name) from error


def _utf16(data: bytes, encoding: str, name: str) -> str:
    """UTF-16 may hold lone surrogates, which normal_text replaces."""
    try:
        return data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError as error:
        raise KnownError("importing.undecodable", name=name) from error


def _bare_utf16(data: bytes) -> str:
    """The byte order of UTF-16 without a mark: blanks and Latin letters have their zero always on the same side."""
    if len(data) % 2 or b"\x00" not in data:
        return ""
    big, little = data[0::2].count(0), data[1::2].count(0)
    for encoding, seen, other in (("utf-16-le", little, big), ("utf-16-be", big, little)):
        if seen > 2 * other and seen * _RARELY > len(data) // 2:
            text = data.decode(encoding, "ignore")
            if not _is_binary(text):
                return encoding
    return ""


def _is_binary(text: str) -> bool:
    """More than one control character in a hundred, or any zero character."""
    if "\x00" in text:
        return True
    return len(_CONTROLS.findall(text)) * 100 > len(text)
