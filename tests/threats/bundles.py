"""Bundles made to do harm: a builder that puts them together byte by byte, as no program of ours would."""

from __future__ import annotations

import hashlib
import io
import json
import random
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.bundle import MEDIA_TYPE
from db.exchange import line_of
from db.revisions import canonical, hash_of, write

NOTEBOOK = "22222222-2222-4222-8222-222222222222"
YEAR_2099 = 4_070_908_800_000 << 16


@dataclass
class Hostile:
    """A bundle in parts. lines: of revisions.jsonl. members: more members. manifest: what it says besides."""

    lines: list[bytes]
    members: Mapping[str, bytes] = field(default_factory=dict)
    manifest: Mapping[str, Any] = field(default_factory=dict)
    packing: int = zipfile.ZIP_DEFLATED

    def body(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", self.packing) as target:
            for name, data in self.parts().items():
                target.writestr(name, data)
        return out.getvalue()

    def parts(self) -> dict[str, bytes]:
        lines = b"".join(line + b"\n" for line in self.lines)
        manifest = {
            "notebook": NOTEBOOK, "purpose": "day", "made_at": "2031-05-05T20:00:00+09:00", "sender": "p1",
            "sender_name": "김지민", "lines": hashlib.sha256(lines).hexdigest(), "format": 1, "reader": 1,
        }  # fmt: skip
        return {
            "mimetype": MEDIA_TYPE.encode(),
            "manifest.json": json.dumps({**manifest, **self.manifest}).encode(),
            "revisions.jsonl": lines,
            **self.members,
        }


def revision(number: int = 1, author: str | None = "p1", hlc: int = 1 << 40, **fields: Any) -> tuple[str, str]:
    """Id and payload of a sound revision of a note."""
    made, payload = write(
        notebook=NOTEBOOK, object_id=f"note{number}", kind="note", author=author, device="d", hlc=hlc, parents=(),
        fields=fields or {"text": f"문장 {number}."},
    )  # fmt: skip
    return made.id, payload


def line(number: int = 1, **given: Any) -> bytes:
    return line_of(*revision(number, **given)).encode()


def crafted(payload: str) -> bytes:
    """A line whose id is the hash of whatever payload is."""
    return line_of(hash_of(payload), payload).encode()


SOUND = [line(number) for number in range(1, 6)]


def _plain_payload() -> str:
    return revision(9)[1]


def damaged_lines() -> dict[str, bytes]:
    """Lines that are none, by what is wrong with them; the others of their bundle are taken."""
    payload = _plain_payload()
    name = hash_of(payload)
    noise = random.Random(1).randbytes(4_100_000).hex().translate(str.maketrans("abcdef", "012345"))  # packs badly
    deep = canonical(json.loads(payload) | {"more": json.loads("[" * 40 + "]" * 40)})
    return {
        "twice the same key": crafted(payload.replace('"v":1', '"v":1,"v":1')),
        "not a number": crafted(payload.replace('"v":1', '"v":NaN')),
        "half a character": crafted(payload.replace("문장 9.", "\\ud800")),
        "wrong hash": line_of("0" * 64, payload).encode(),
        "wrong hash in capitals": line_of(name.upper(), payload).encode(),
        "another tour's": crafted(payload.replace(NOTEBOOK, "33333333-3333-4333-8333-333333333333")),
        "deep": crafted(deep),
        "very deep": crafted("[" * 100_000 + "]" * 100_000),
        "too long": b"0" * 64 + b' {"' + noise.encode(),
        "many tiny values": crafted('{"a":[' + ",".join(f"[{digit}]" for digit in noise[:1_900_000]) + "]}"),
        "no text": b"\xff\xfe\xfa" * 40,
        "blank": b"",
        "a path": b"../../etc/passwd " + payload.encode(),
        "spaces": crafted(payload.replace(":", ": ")),
        "a time before all time": crafted(payload.replace(f'"hlc":{1 << 40}', '"hlc":-1')),
        "a number without end": crafted(payload.replace(f'"hlc":{1 << 40}', '"hlc":' + "9" * 4000)),
    }  # fmt: skip


def refused_bundles() -> dict[str, Callable[[], bytes]]:
    """Bundles of which nothing is taken, by what is wrong with them."""
    whole = Hostile(SOUND)
    makers: dict[str, Callable[[], bytes]] = {
        "a way out": lambda: Hostile(SOUND, {"../../evil.txt": b"x"}).body(),
        "an absolute path": lambda: Hostile(SOUND, {"/etc/cron.d/evil": b"x"}).body(),
        "a windows path": lambda: Hostile(SOUND, {"..\\evil": b"x"}).body(),
        "a picture of another name": lambda: Hostile(SOUND, {"blobs/../" + "a" * 64: b"x"}).body(),
        "a zip in a zip": lambda: Hostile(SOUND, {"blobs/inner.zip": whole.body()}).body(),
        "a bomb": lambda: Hostile([*SOUND, b"0" * 400_000_000]).body(),
        "lines that bloat": lambda: Hostile([b"x"] * 3_000_000).body(),
        "no manifest": lambda: _zip({name: body for name, body in whole.parts().items() if name != "manifest.json"}),
        "no lines": lambda: _zip({name: body for name, body in whole.parts().items() if name != "revisions.jsonl"}),
        "another type": lambda: _zip({**whole.parts(), "mimetype": b"application/epub+zip"}),
        "a manifest of nonsense": lambda: _zip({**whole.parts(), "manifest.json": b"[" * 100_000}),
        "a manifest too large": lambda: Hostile(
            SOUND, manifest={"later": random.Random(1).randbytes(1_100_000).hex()}
        ).body(),
        "a manifest of a list": lambda: _zip({**whole.parts(), "manifest.json": b"[1, 2]"}),
        "a notebook that is a path": lambda: Hostile(SOUND, manifest={"notebook": "../../x"}).body(),
        "other lines than it was made with": lambda: Hostile(SOUND, manifest={"lines": "0" * 64}).body(),
        "a newer format": lambda: Hostile(SOUND, manifest={"reader": 2}).body(),
        "a name twice": lambda: _twice(whole),
        "lying sizes": lambda: _lying(whole),
        "members that share bytes": lambda: _overlapping(whole),
        "too many members": lambda: Hostile(SOUND, {f"blobs/{number:064x}": b"" for number in range(20_001)}).body(),
        "encrypted": lambda: _flagged(whole, 0x1),
        "packed by lzma": lambda: Hostile(SOUND, packing=zipfile.ZIP_LZMA).body(),
        "packed by bzip2": lambda: Hostile(SOUND, packing=zipfile.ZIP_BZIP2).body(),
        "a flipped bit": lambda: _flipped(whole),
        "a directory as large as the file": lambda: _far(whole, 0, 1 << 40),
        "a directory of very many": lambda: _far(whole, 1 << 40, 0),
        "an end without its record": lambda: _far(whole, 0, 0).replace(b"PK\x06\x06", b"PK\x06\x05"),
        "no zip": lambda: b"PK\x03\x04 but nothing else",
        "empty": lambda: b"",
        "only an end": lambda: b"PK\x05\x06" + bytes(18),
        "an end that points beyond": lambda: b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, 9, 1 << 30, 0),
    }
    body = whole.body()
    for tenth in range(1, 10):
        makers[f"cut at {tenth} tenths"] = lambda tenth=tenth: body[: len(body) * tenth // 10]  # type: ignore[misc]
    return makers


def put(folder: Path, body: bytes, name: str = "hostile.brief") -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


def _zip(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def _entries(body: bytes | bytearray) -> Iterator[int]:
    """Where the entries of the directory begin."""
    at = body.find(b"PK\x01\x02")
    while at >= 0:
        yield at
        at = body.find(b"PK\x01\x02", at + 4)


def _twice(whole: Hostile) -> bytes:
    """Two members under one name, of which readers choose different ones."""
    other = line(77)
    body = _zip({**whole.parts(), "revisions.jsonX": other})
    return body.replace(b"revisions.jsonX", b"revisions.jsonl")


def _lying(whole: Hostile) -> bytes:
    """A gigabyte that says it is ten bytes, in the directory and in front of the member."""
    body = bytearray(Hostile([*whole.lines, b"0" * 300_000_000]).body())
    entries = list(_entries(body))
    start = struct.unpack("<I", body[entries[2] + 42 : entries[2] + 46])[0]
    body[entries[2] + 24 : entries[2] + 28] = struct.pack("<I", 10)
    body[start + 22 : start + 26] = struct.pack("<I", 10)
    return bytes(body)


def _overlapping(whole: Hostile) -> bytes:
    """Many members that are all the same bytes of the file."""
    names = [f"blobs/{number:064x}" for number in range(50)]
    body = bytearray(_zip({**whole.parts(), **dict.fromkeys(names, b"x" * 5000)}))
    entries = list(_entries(body))
    for at in entries[4:]:
        body[at + 42 : at + 46] = body[entries[3] + 42 : entries[3] + 46]
    return bytes(body)


def _flagged(whole: Hostile, flag: int) -> bytes:
    body = bytearray(whole.body())
    for at in _entries(body):
        body[at + 8] |= flag
    return bytes(body)


def _far(whole: Hostile, count: int, length: int) -> bytes:
    """With the records of files beyond 2 GB, which lie about the directory."""
    body = whole.body()
    at = body.rfind(b"PK\x05\x06")
    real, size, start = struct.unpack("<HII", body[at + 10 : at + 20])
    record = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, real, count or real, length or size, start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    return body[:at] + record + locator + body[at:]


def _flipped(whole: Hostile) -> bytes:
    body = bytearray(_zip(whole.parts()))
    at = body.find(b"revisions.jsonl") + len("revisions.jsonl") + 40
    body[at] ^= 0x10
    return bytes(body)
