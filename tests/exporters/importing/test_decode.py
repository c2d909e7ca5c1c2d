"""Encodings found and said; what cannot be read is refused with a plain sentence."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import KnownError
from exporters.importing.decode import LIMIT, decode
from resources import LANGUAGES, sentences

TEXT = "가온 연구소를 방문했다.\r\n둘째 줄이다.\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "UTF-8"),
        (codecs.BOM_UTF8 + TEXT.encode("utf-8"), "UTF-8 (BOM)"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("cp949"), "CP949"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be-bom", "utf-16-le", "utf-16-be", "cp949"],
)
def test_encodings(data: bytes, encoding: str) -> None:
    decoded = decode(data, "a.txt")
    assert (decoded.text, decoded.encoding) == (TEXT.replace("\r\n", "\n"), encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["Gaon Lab, 12 Main Street\nTel : +1 555 0100\n", "가온 연구소(Gaon Lab)\n가나다 마을"]
)
def test_utf_16_without_a_mark(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, "UTF-16")


def test_text_from_a_mac_is_composed() -> None:
    assert decode("\u1112\u1161\u11ab국".encode(), "a.txt").text == "한국"


def test_lone_surrogates_are_replaced_and_said() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + "가".encode("utf-16-le") + b"\x00\xd8", "a.txt")
    assert (decoded.text, decoded.replaced) == ("가\ufffd", True)
    decoded = decode("가".encode() + b"\xed\xa0\x80", "a.txt")
    assert (decoded.text, decoded.encoding, decoded.replaced) == ("가\ufffd", "UTF-8", True)


@pytest.mark.parametrize(
    ("data", "name", "key"),
    [
        (b"", "a.txt", "importing.empty"),
        (b" \n\t ", "a.txt", "importing.empty"),
        (codecs.BOM_UTF8 + b"\n", "a.txt", "importing.empty"),
        ("\u200b\u2060\n".encode(), "a.txt", "importing.empty"),
        (b"{\\rtf1 text}", "a.txt", "importing.other_format"),
        (b"a" * (LIMIT + 1), "a.txt", "importing.too_large"),
        (bytes(range(256)) * 8, "a.txt", "importing.binary"),
        (b"\x01\x02\x03\x04" * 40, "a.txt", "importing.binary"),
        (b"%PDF-1.7\n", "a.txt", "importing.other_format"),
        (b"PK\x03\x04rest", "a.txt", "importing.other_format"),
        ("글".encode(), "a.hwpx", "importing.other_format"),
        (b"\xff\xff\xff\xfa\xfb", "a.txt", "importing.undecodable"),
        (b"F\xfcr die Stadt", "a.txt", "importing.undecodable"),
    ],
)
def test_refusals(data: bytes, name: str, key: str) -> None:
    with pytest.raises(KnownError) as caught:
        decode(data, name)
    assert caught.value.key == key
    for language in LANGUAGES:
        assert name in sentences(language)(key, **caught.value.values)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "a.txt").text
    except KnownError:
        return
    assert text.strip()
